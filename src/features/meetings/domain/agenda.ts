import type {
  Bilingual,
  MeetingKind,
  ProcedureStep,
  Rules,
  StepEntry,
} from '#features/rulebooks/contract.ts';
import { type CivilDate, formatYearMonth, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { AgendaSource, StepKey } from './entry.ts';
import type { CarriedTask } from './meeting-context.ts';
import type { DirectiveForMeeting, FocusSuggestion } from './suggest-focus.ts';

/** Work from above that the branch wants talked about. */
export type DutyOnAgenda = {
  dutyId: Id;
  title: string;
  output: string;
  dueOn: CivilDate;
  issuingUnitName: string;
};

/** An item to put on the agenda. The caller gives it an id and writes it as `agenda-item-added`. */
export type AgendaDraft = {
  title: Bilingual;
  step: StepKey;
  source: AgendaSource;
  ref: Id | null;
  presenterId: Id | null;
  /** State of a task, deadline of a directive: facts for the line below the title. */
  facts: Record<string, string>;
};

/** Steps that are procedure and not business: they are led through, but do not stand on the agenda. */
const PROCEDURE: ReadonlySet<StepEntry> = new Set<StepEntry>([
  'opening',
  'recorder',
  'roll-call',
  'dues',
  'agenda',
  'minutes',
]);

/** Steps whose business may end in a conclusion of the branch; the others lead through the meeting or keep records. */
const CONCLUDED: ReadonlySet<StepEntry> = new Set<StepEntry>([
  'task-review',
  'documents',
  'discussion',
  'presentation',
  'petitions',
]);

/** Whether the chair is asked for a conclusion on the item. One may be written on any other item too. */
export function asksForConclusion(
  item: { source: AgendaSource; step: StepKey | null },
  steps: readonly ProcedureStep[],
): boolean {
  if (item.source !== 'rule') return true;
  const step = steps.find((each) => each.id === item.step);
  return step !== undefined && CONCLUDED.has(step.entry);
}

const same = (text: string): Bilingual => ({ vi: text, en: text });

/** One item for each share that the branch wants talked about. */
export const dutyDrafts = (duties: readonly DutyOnAgenda[], step: StepKey): AgendaDraft[] =>
  duties.map((duty) => ({
    title: same(`${duty.issuingUnitName} giao: ${duty.title}`),
    step,
    source: 'duty',
    ref: duty.dutyId,
    presenterId: null,
    facts: { output: duty.output, dueOn: duty.dueOn },
  }));

/** The step at which papers and work from above are talked about. */
export function stepForDuties(rules: Rules, kind: MeetingKind): StepKey | undefined {
  const steps = rules[`steps.${kind}`].value;
  for (const entry of ['documents', 'report', 'discussion'] as const) {
    const found = steps.find((step) => step.entry === entry);
    if (found !== undefined) return found.id;
  }
  return steps.find((step) => !PROCEDURE.has(step.entry))?.id;
}

/**
 * The agenda as it arrives filled: the rulebook's business in its order, and in their places last month's
 * tasks with their state, the tasks that fall due this month, the documents from above and the focus.
 * A task that is both open and due this month stands once.
 */
export function fillAgenda(input: {
  rules: Rules;
  kind: MeetingKind;
  month: YearMonth;
  lastMonthTasks: readonly CarriedTask[];
  /** Tasks of older meetings whose deadline or report falls into this month. */
  tasksDue: readonly CarriedTask[];
  directives: readonly DirectiveForMeeting[];
  duties?: readonly DutyOnAgenda[];
  focus: { title: Bilingual; suggestion: FocusSuggestion | null } | null;
}): AgendaDraft[] {
  const steps = input.rules[`steps.${input.kind}`].value;
  const seen = new Set<Id>();
  const tasks = [...input.lastMonthTasks, ...input.tasksDue].filter((task) => {
    if (seen.has(task.taskId)) return false;
    seen.add(task.taskId);
    return true;
  });
  const homeOf = (...entries: StepEntry[]): StepKey | undefined => {
    for (const entry of entries) {
      const found = steps.find((step) => step.entry === entry);
      if (found !== undefined) return found.id;
    }
    return steps.find((step) => !PROCEDURE.has(step.entry))?.id;
  };
  const taskHome = homeOf('task-review', 'report');
  const directiveHome = stepForDuties(input.rules, input.kind);
  const focusHome = homeOf('discussion', 'presentation');

  const drafts: AgendaDraft[] = [];
  for (const step of steps) {
    if (!PROCEDURE.has(step.entry))
      drafts.push({
        title: step.title,
        step: step.id,
        source: 'rule',
        ref: null,
        presenterId: null,
        facts: {},
      });
    if (step.id === taskHome)
      for (const task of tasks)
        drafts.push({
          title: same(task.title),
          step: step.id,
          source: 'task',
          ref: task.taskId,
          presenterId: task.ownerId,
          facts: {
            state: task.state,
            dueOn: task.dueOn,
            output: task.output,
            assignedInMonth: formatYearMonth(task.assignedInMonth),
          },
        });
    if (step.id === directiveHome)
      for (const directive of input.directives)
        drafts.push({
          title: same(`${directive.number}: ${directive.title}`),
          step: step.id,
          source: 'directive',
          ref: directive.directiveId,
          presenterId: null,
          facts: directive.dueOn === null ? {} : { dueOn: directive.dueOn },
        });
    if (step.id === directiveHome) drafts.push(...dutyDrafts(input.duties ?? [], step.id));
    if (step.id === focusHome && input.focus !== null)
      drafts.push({
        title: input.focus.title,
        step: step.id,
        source: 'focus',
        ref: input.focus.suggestion?.refs[0] ?? null,
        presenterId: null,
        facts: {},
      });
  }
  return drafts;
}

import type { Rules } from '#features/rulebooks/contract.ts';
import { addMonths, type CivilDate, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { RuleSource } from '#kernel/result.ts';
import type { CarriedTask } from './meeting-context.ts';

/** A document from above that the branch has to carry out. */
export type DirectiveForMeeting = {
  directiveId: Id;
  /** Number and symbol as printed. */
  number: string;
  title: string;
  dueOn: CivilDate | null;
};

/** A focus for the discussion, with the facts that speak for it. The screen puts it into a sentence. */
export type FocusSuggestion = {
  why: 'quarter-thematic-due' | 'overdue-tasks' | 'directive-due' | 'new-directives' | 'blocked-tasks';
  /** Tasks or directives that it concerns; opens down to them. */
  refs: Id[];
  /** Title of the first of them, for the sentence; null for the quarter's topic. */
  title: string | null;
  count: number;
  rule?: RuleSource;
};

const isOpen = (task: CarriedTask): boolean => task.state !== 'done' && task.state !== 'done-late';

const quarterOf = (month: YearMonth): number => Math.floor((Number(month.slice(5, 7)) - 1) / 3);
const isLastOfQuarter = (month: YearMonth): boolean => Number(month.slice(5, 7)) % 3 === 0;

/**
 * What the branch had best discuss this month, most pressing first: tasks over their deadline, directives
 * whose deadline falls before the next meeting, the thematic meeting that the quarter still lacks in its
 * last month, tasks that cannot be done as they were given, then directives without a deadline.
 * @param month the meeting's month
 * @param heldOn the day of the meeting; a task due before it is overdue
 * @param thematicMonths months of the year in which a thematic meeting was held or is planned
 */
export function suggestFocus(input: {
  month: YearMonth;
  heldOn: CivilDate;
  tasks: readonly CarriedTask[];
  directives: readonly DirectiveForMeeting[];
  thematicMonths: readonly YearMonth[];
  rules: Pick<Rules, 'thematic.per-quarter'>;
}): FocusSuggestion[] {
  const suggestions: FocusSuggestion[] = [];
  const add = (
    why: FocusSuggestion['why'],
    found: readonly { id: Id; title: string }[],
    rule?: RuleSource,
  ) => {
    const first = found[0];
    if (first !== undefined)
      suggestions.push({
        why,
        refs: found.map((each) => each.id),
        title: first.title,
        count: found.length,
        ...(rule ? { rule } : {}),
      });
  };
  const asRef = (task: CarriedTask) => ({ id: task.taskId, title: task.title });
  const byDue = <T extends { dueOn: CivilDate | null }>(a: T, b: T): number =>
    (a.dueOn ?? '9999-12-31') < (b.dueOn ?? '9999-12-31') ? -1 : a.dueOn === b.dueOn ? 0 : 1;

  const blocked = input.tasks.filter((task) => task.state === 'cannot-be-done');
  add(
    'overdue-tasks',
    input.tasks
      .filter((task) => isOpen(task) && task.state !== 'cannot-be-done' && task.dueOn < input.heldOn)
      .sort(byDue)
      .map(asRef),
  );

  const nextMonth = addMonths(input.month, 1);
  const pressing = input.directives.filter(
    (directive) => directive.dueOn !== null && directive.dueOn.slice(0, 7) <= nextMonth,
  );
  const directiveRef = (directive: DirectiveForMeeting) => ({
    id: directive.directiveId,
    title: `${directive.number} – ${directive.title}`,
  });
  add('directive-due', [...pressing].sort(byDue).map(directiveRef));

  const perQuarter = input.rules['thematic.per-quarter'].value;
  const held = input.thematicMonths.filter(
    (month) => month.slice(0, 4) === input.month.slice(0, 4) && quarterOf(month) === quarterOf(input.month),
  ).length;
  if (isLastOfQuarter(input.month) && held < perQuarter)
    suggestions.push({
      why: 'quarter-thematic-due',
      refs: [],
      title: null,
      count: perQuarter - held,
      rule: input.rules['thematic.per-quarter'].source,
    });

  add('blocked-tasks', [...blocked].sort(byDue).map(asRef));
  add(
    'new-directives',
    input.directives.filter((directive) => !pressing.includes(directive)).map(directiveRef),
  );
  return suggestions;
}

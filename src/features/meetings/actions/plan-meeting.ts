import { createHash, randomBytes } from 'node:crypto';
import { dutiesForAgenda } from '#features/assignments/public.ts';
import type { MeetingKind, ResolvedRules } from '#features/rulebooks/contract.ts';
import { rulesFor } from '#features/rulebooks/public.ts';
import { isBranchKind } from '#features/units/contract.ts';
import { loadUnit, placeOf, unitsByIds } from '#features/units/public.ts';
import {
  addMonths,
  type CivilDate,
  formatCivilDate,
  formatYearMonth,
  monthOf,
  type YearMonth,
} from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import { sqlState, type Tx } from '#platform/database/database.ts';
import {
  insertMeeting,
  insertRulesSnapshot,
  selectMeetingsInMonth,
  selectThematicMonths,
} from '../db/meetings.sql.ts';
import { type AgendaDraft, fillAgenda } from '../domain/agenda.ts';
import type { StoredEntry } from '../domain/entry.ts';
import type { CarriedTask } from '../domain/meeting-context.ts';
import { type FocusSuggestion, suggestFocus } from '../domain/suggest-focus.ts';
import { composeEntries, keepEntries, numberEntries, type SaidByServer } from './keep-entries.ts';
import { directivesOf, loadMeeting, mustBeOpen, refusal } from './load-meeting.ts';

export type MeetingPlan = {
  branchId: Id;
  month: YearMonth;
  kind: MeetingKind;
  plannedOn: CivilDate;
  plannedTime: string;
  place: string;
};

/** A year and a half ahead is a plan; beyond it stands a mistyped year. */
const MOST_MONTHS_AHEAD = 18;

export function mustLieIn(month: YearMonth, day: CivilDate): void {
  if (monthOf(day) !== month)
    throw new DomainError({
      code: 'meetings.day-outside-month',
      field: 'plannedOn',
      facts: { month: formatYearMonth(month) },
    });
}

const rulesOn = async (tx: Tx, branchId: Id, day: CivilDate) => {
  try {
    return await rulesFor(tx, branchId, day);
  } catch (error) {
    if (error instanceof DomainError && error.refusal.code === 'rulebooks.no-version')
      throw refusal('meetings.no-rulebook');
    throw error;
  }
};

/**
 * The rules in force for a unit on a day, kept once for all meetings that share them: the id is the hash of the
 * content. Errors: `meetings.no-rulebook`.
 */
export async function keepRules(
  tx: Tx,
  unitId: Id,
  day: CivilDate,
): Promise<{ rulesId: string; resolved: ResolvedRules }> {
  const resolved = await rulesOn(tx, unitId, day);
  const { rules, versionCode } = resolved;
  const rulesId = createHash('sha256').update(JSON.stringify(rules)).digest('base64url');
  await insertRulesSnapshot(tx, { id: rulesId, rulebookCode: versionCode, rules });
  return { rulesId, resolved };
}

const STATES: Record<CarriedTask['state'], string> = {
  open: 'chưa báo cáo',
  done: 'đã hoàn thành',
  'done-late': 'hoàn thành chậm',
  'in-progress': 'đang thực hiện',
  'not-done': 'chưa hoàn thành',
  'cannot-be-done': 'không thực hiện được',
};

/** Cut to what an entry takes, never through the middle of a character. */
const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;

/** The line below an item: what the paper would say of the task or document. */
function noteOf(draft: AgendaDraft): string | undefined {
  const { facts } = draft;
  const parts = [
    facts.state ? STATES[facts.state as CarriedTask['state']] : undefined,
    facts.output ? `sản phẩm: ${facts.output}` : undefined,
    facts.dueOn ? `hạn ${formatCivilDate(facts.dueOn)}` : undefined,
    facts.assignedInMonth ? `giao tháng ${facts.assignedInMonth}` : undefined,
  ].filter((part) => part !== undefined);
  const text = shortened(parts.join('; '), 2_000);
  return text === '' ? undefined : text[0]!.toLocaleUpperCase('vi-VN') + text.slice(1);
}

/** A draft as the entry that puts it on the agenda. */
export function sayItem(draft: AgendaDraft, nowMs: number): SaidByServer {
  const note = noteOf(draft);
  return {
    kind: 'agenda-item-added',
    payload: {
      itemId: newId(nowMs),
      title: shortened(draft.title.vi, 300),
      step: draft.step,
      source: draft.source,
      ...(draft.ref ? { ref: draft.ref } : {}),
      ...(draft.presenterId ? { presenterId: draft.presenterId } : {}),
      ...(note ? { note } : {}),
    },
  };
}

/** A suggestion as the sentence that stands on the agenda until somebody writes a better one. */
function focusText({ why, title, count }: FocusSuggestion): string {
  const named = count > 1 ? `${title} và ${count - 1} việc khác` : title;
  switch (why) {
    case 'overdue-tasks':
      return `Biện pháp hoàn thành nhiệm vụ quá hạn: ${named}`;
    case 'blocked-tasks':
      return `Tháo gỡ nhiệm vụ chưa thực hiện được: ${named}`;
    case 'directive-due':
    case 'new-directives':
      return `Triển khai văn bản của cấp trên: ${named}`;
    case 'quarter-thematic-due':
      return 'Chọn nội dung sinh hoạt chuyên đề của quý';
  }
}

/**
 * Plans a meeting of a branch and fills its agenda. The rules of the planned day stay with it for good.
 * Errors: `meetings.not-a-branch`, `meetings.branch-not-there`, `meetings.day-outside-month`,
 * `meetings.month-closed`, `meetings.already-planned`, `meetings.no-rulebook`.
 */
export async function planMeeting(
  tx: Tx,
  plan: MeetingPlan,
  by: { personId: Id; today: CivilDate },
  nowMs: number,
): Promise<{ id: Id; stored: StoredEntry[] }> {
  const { branchId, month, kind } = plan;
  const unit = await loadUnit(tx, branchId, by.today);
  if (!isBranchKind(unit.kind)) throw refusal('meetings.not-a-branch');
  mustLieIn(month, plan.plannedOn);
  if (month > addMonths(monthOf(by.today), MOST_MONTHS_AHEAD))
    throw new DomainError({ code: 'meetings.too-far-ahead', field: 'month', facts: { field: 'month' } });
  const [thatDay] = await unitsByIds(tx, [branchId], plan.plannedOn);
  if (
    !thatDay ||
    plan.plannedOn < unit.foundedOn ||
    (unit.endedOn !== null && plan.plannedOn >= unit.endedOn)
  )
    throw refusal('meetings.branch-not-there');
  await mustBeOpen(tx, await placeOf(tx, branchId, by.today), month);
  const clash = (other: MeetingKind) => other === kind || other === 'combined' || kind === 'combined';
  const taken = () => refusal('meetings.already-planned', { month: formatYearMonth(month) });
  if ((await selectMeetingsInMonth(tx, [branchId], month)).some((other) => clash(other.kind))) throw taken();

  const { rulesId } = await keepRules(tx, branchId, plan.plannedOn);
  const id = newId(nowMs);
  try {
    await insertMeeting(
      tx,
      {
        ...plan,
        place: tidyText(plan.place),
        id,
        rulesId,
        roomSecret: randomBytes(24).toString('base64url'),
        createdBy: by.personId,
      },
      nowMs,
    );
  } catch (error) {
    if (sqlState(error) === '23505') throw taken();
    throw error;
  }

  const meeting = await loadMeeting(tx, id, by.today, 'lock');
  const { rules, lastMonthTasks } = meeting.context;
  const directives = await directivesOf(tx, branchId, month);
  const suggestion =
    suggestFocus({
      month,
      heldOn: plan.plannedOn,
      tasks: lastMonthTasks,
      directives,
      thematicMonths: await selectThematicMonths(tx, branchId, month.slice(0, 4)),
      rules,
    })[0] ?? null;
  const text = suggestion && shortened(focusText(suggestion), 2_000);
  const drafts = fillAgenda({
    rules,
    kind,
    month,
    lastMonthTasks,
    tasksDue: [],
    directives,
    duties: await dutiesForAgenda(tx, branchId),
    focus: text === null ? null : { title: { vi: text, en: text }, suggestion },
  });
  const said: SaidByServer[] = drafts.map((draft) => sayItem(draft, nowMs));
  if (text !== null) said.unshift({ kind: 'focus-set', payload: { text } });
  const stored = numberEntries(meeting, composeEntries(meeting, by.personId, said, nowMs), nowMs);
  await keepEntries(tx, meeting, stored);
  return { id, stored };
}

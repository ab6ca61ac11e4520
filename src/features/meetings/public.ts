import { placeInLife } from '#features/units/public.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { insertClosedMonth, isClosedFor, removeClosedMonth } from './db/meetings.sql.ts';

export { type AppendOutcome, appendEntries } from './actions/append-entries.ts';
export { attachPaper } from './actions/attach-paper.ts';
export { countUnanswered as unansweredPetitionsOf } from './actions/branch-petitions.ts';
export { type Closing, closedFacts as figuresOf, closeMeeting } from './actions/close-meeting.ts';
/** How the short way of entries is doing: for the operator's figures. */
export { deskOf } from './actions/entry-desk.ts';
export { type LoadedMeeting, loadMeeting } from './actions/load-meeting.ts';
export { keepRules, type MeetingPlan, planMeeting } from './actions/plan-meeting.ts';
export { sendNotice } from './actions/send-notice.ts';
export { type ConcludedMeeting, selectConcluded as concludedMeetings } from './db/concluded.sql.ts';
export { type MeetingCopyRow, meetingTables } from './db/copy-tables.ts';
export {
  type AttendanceOf,
  type FrozenFacts,
  saveSeries as recordSeries,
  selectMeetingsInMonth as meetingsIn,
  selectSeries as seriesOf,
} from './db/meetings.sql.ts';
export { markReadUntil as readNoticesUntil } from './db/notices.sql.ts';
export { collectEvidence as evidenceOf } from './domain/collect-evidence.ts';
export type { StoredEntry } from './domain/entry.ts';
export type { MeetingSeries } from './domain/next-meeting.ts';

/**
 * Closes a month for a unit and everything below it: no meeting is planned in it or moved into it any more.
 * The caller has asked who may. Doing it twice changes nothing.
 */
export const closeMonth = (
  tx: Tx,
  unitId: Id,
  month: YearMonth,
  closedBy: Id,
  nowMs: number,
): Promise<void> => insertClosedMonth(tx, { unitId, month, closedBy }, nowMs);

/** Opens it again for this unit. Answers false when it was not closed here. A unit above may still hold it closed. */
export const reopenMonth = (tx: Tx, unitId: Id, month: YearMonth): Promise<boolean> =>
  removeClosedMonth(tx, unitId, month);

/** Whether the month is closed for this unit, by itself or by a unit above as the tree stands on `day`, or stood at its end. */
export async function isMonthClosed(tx: Tx, unitId: Id, month: YearMonth, day: CivilDate): Promise<boolean> {
  const place = await placeInLife(tx, unitId, day);
  return isClosedFor(tx, [place.unitId, ...place.above], month);
}

/** Whether this very unit closed the month. */
export const hasClosedMonth = (tx: Tx, unitId: Id, month: YearMonth): Promise<boolean> =>
  isClosedFor(tx, [unitId], month);

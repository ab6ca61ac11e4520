import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { reportDuty, type Said } from './actions/report-duty.ts';
import { insertQuestion } from './db/assignments.sql.ts';
import {
  countOverdueDuties,
  type DutyForMeeting,
  insertReport,
  markReceived,
  selectDuty,
  selectForAgenda,
  selectShares,
  selectStarted,
  selectWorkOf,
  setAgenda,
  setAnswer,
} from './db/duties.sql.ts';

export { urgeByRule } from './actions/follow-up.ts';
export { giveAssignment as recordAssignment } from './actions/give-assignment.ts';
export { assignmentTables } from './db/copy-tables.ts';
export type { DutyForMeeting } from './db/duties.sql.ts';

/** Open shares that a branch has put on the agenda of its next meeting, or the one that it has just put there. */
export const dutiesForAgenda = (tx: Tx, branchId: Id, dutyId: Id | null = null): Promise<DutyForMeeting[]> =>
  selectForAgenda(tx, branchId, dutyId);

/**
 * What a branch's meeting concluded about a share: kept as a report of work in progress that opens down to the meeting.
 * The share leaves the agenda. One that was settled meanwhile is left as it is.
 */
export async function recordDecision(
  tx: Tx,
  decision: { dutyId: Id; meetingId: Id; heldOn: CivilDate; by: Id; text: string },
  nowMs: number,
): Promise<void> {
  const duty = await selectDuty(tx, decision.dutyId, decision.heldOn, true);
  if (!duty) return;
  await setAgenda(tx, decision.dutyId, null);
  if (duty.isSettled) return;
  await insertReport(
    tx,
    {
      id: newId(nowMs),
      dutyId: decision.dutyId,
      by: decision.by,
      work: 'in-progress',
      doneOn: decision.heldOn,
      figure: null,
      text: decision.text,
      cause: null,
      fileId: null,
      meetingId: decision.meetingId,
    },
    new Date(nowMs),
  );
}

/** How many tasks from above each of these units has open past their day; units without any are left out. */
export const overdueDutiesOf = (tx: Tx, unitIds: readonly Id[], day: CivilDate) =>
  countOverdueDuties(tx, unitIds, day);

/**
 * What became of the shares of many units whose day lies between two days, both included: done in time, done late, past
 * their day, said not to be possible. Units with none are left out; so are shares taken back or released.
 */
export const workOf = (
  tx: Tx,
  unitIds: readonly Id[],
  days: { from: CivilDate; to: CivilDate },
  today: CivilDate,
) => selectWorkOf(tx, unitIds, days, today);

/** Since when each unit has been at work under the tasks of a paper and of what was localised under them, up to a day. */
export const startedUnits = (tx: Tx, directiveId: Id, day: CivilDate) => selectStarted(tx, directiveId, day);

/** Which share of a task each unit holds. */
export const sharesOf = (tx: Tx, assignmentId: Id) => selectShares(tx, assignmentId);

/** A unit has opened its share; only the first time counts. */
export const recordOpened = (tx: Tx, dutyId: Id, by: Id, atMs: number) =>
  markReceived(tx, dutyId, by, new Date(atMs));

/** A unit accepts its share, or says why not. */
export const recordAnswer = (
  tx: Tx,
  dutyId: Id,
  given: { answer: 'accepted'; reason: null; by: Id } | { answer: 'declined'; reason: string; by: Id },
  atMs: number,
) => setAnswer(tx, dutyId, given, new Date(atMs));

/** What a unit that holds a task asks its sender. */
export const recordQuestion = (
  tx: Tx,
  question: { assignmentId: Id; unitId: Id; by: Id; text: string },
  atMs: number,
) => insertQuestion(tx, { ...question, id: newId(atMs) }, new Date(atMs));

/** A unit's report on its open share. Errors: `assignments.settled`, and those of `checkReport`. */
export async function recordReport(tx: Tx, dutyId: Id, said: Said, by: Id, atMs: number): Promise<void> {
  const today = civilDateAt(atMs);
  const duty = await selectDuty(tx, dutyId, today, true);
  if (!duty) throw new DomainError({ code: 'platform.not-found' });
  if (duty.isSettled) throw new DomainError({ code: 'assignments.settled' });
  await reportDuty(tx, duty, said, { personId: by, today }, atMs);
}

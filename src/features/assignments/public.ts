import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import {
  type DutyForMeeting,
  insertReport,
  selectDuty,
  selectForAgenda,
  selectStarted,
  setAgenda,
} from './db/duties.sql.ts';

export { urgeByRule } from './actions/follow-up.ts';
export { giveAssignment as recordAssignment } from './actions/give-assignment.ts';
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

/** Since when each unit has been at work under the tasks of a paper and of what was localised under them, up to a day. */
export const startedUnits = (tx: Tx, directiveId: Id, day: CivilDate) => selectStarted(tx, directiveId, day);

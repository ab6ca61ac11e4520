import { actorInEnded } from '#features/mandates/public.ts';
import type { Actor } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { heldFact } from '#platform/database/held-facts.ts';
import { selectBranchOf } from '../db/meetings.sql.ts';

/** The branch of a meeting and the day from which it is no more; undefined when there is no such meeting. */
export const branchOfMeeting = (tx: Tx, meetingId: Id) =>
  heldFact(tx, `meetings.branch ${meetingId}`, (tx) => selectBranchOf(tx, meetingId));

/** The same for a meeting; a branch that is there costs one look. */
export async function actorInMeeting(tx: Tx, actor: Actor, meetingId: Id, today: CivilDate): Promise<Actor> {
  const branch = await branchOfMeeting(tx, meetingId);
  const hasEnded = branch !== undefined && branch.endedOn !== null && branch.endedOn <= today;
  return hasEnded ? actorInEnded(tx, actor, branch.branchId, today) : actor;
}

/** For routes about one meeting. */
export const inMeeting = {
  who: (tx: Tx, actor: Actor, { meetingId }: { meetingId: Id }, today: CivilDate): Promise<Actor> =>
    actorInMeeting(tx, actor, meetingId, today),
};

/** For those that every device of a meeting calls. */
export const inMeetingOften = { ...inMeeting, heldFacts: true };

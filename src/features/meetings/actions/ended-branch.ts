import { loadActor } from '#features/mandates/public.ts';
import { dayInLife } from '#features/units/public.ts';
import type { Actor } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { heldFact } from '#platform/database/held-facts.ts';
import { selectBranchOf } from '../db/meetings.sql.ts';

/**
 * A person as seen from a branch that is no more: what they were in it on its last day stays with its book, so that its
 * members go on reading their minutes, its secretary finishes them and its follower confirms the score. Who has no post and
 * no membership any more today has none there either.
 */
export async function actorInEnded(tx: Tx, actor: Actor, branchId: Id, today: CivilDate): Promise<Actor> {
  if (actor.posts.length + actor.memberships.length === 0) return actor;
  const lastDay = await dayInLife(tx, branchId, today);
  if (lastDay === today) return actor;
  const then = await loadActor(tx, actor.personId, lastDay);
  const posts = (then?.posts ?? []).filter((held) => held.unitId === branchId && held.post !== 'inspector');
  const memberships = (then?.memberships ?? []).filter((each) => each.branchId === branchId);
  if (posts.length + memberships.length === 0) return actor;
  return {
    ...actor,
    posts: [...actor.posts, ...posts],
    memberships: [...actor.memberships, ...memberships],
    within: [...actor.within, branchId],
  };
}

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

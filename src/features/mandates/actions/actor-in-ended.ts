import { dayInLife } from '#features/units/public.ts';
import type { Actor } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { selectActor } from '../db/mandates.sql.ts';

/**
 * A person as seen from a branch that is no more: what they were in it on its last day stays with its book, so that its
 * members go on reading their minutes and ballots, its secretary finishes them and its follower confirms the score. Who has no post and
 * no membership any more today has none there either.
 */
export async function actorInEnded(tx: Tx, actor: Actor, branchId: Id, today: CivilDate): Promise<Actor> {
  if (actor.posts.length + actor.memberships.length === 0) return actor;
  const lastDay = await dayInLife(tx, branchId, today);
  if (lastDay === today) return actor;
  const then = await selectActor(tx, actor.personId, lastDay);
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

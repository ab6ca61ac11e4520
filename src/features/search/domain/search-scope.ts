import { type Actor, unitsHeldAs } from '#kernel/actor.ts';
import type { Id } from '#kernel/ids.ts';

/** Where somebody's search looks: these units with everything below them, and these alone. */
export type Scope = { below: Id[]; alone: Id[] };

/**
 * Where people are looked for: a superset of where `members.list` allows them, so that the database reads no more than
 * it must. The matrix is asked about every hit all the same.
 */
export const peopleScope = (actor: Actor): Scope => ({
  below: unitsHeldAs(actor, ['secretary', 'deputy-secretary', 'officer', 'inspector']),
  alone: [
    ...unitsHeldAs(actor, ['committee-member', 'follower']),
    ...actor.memberships.map((m) => m.branchId),
  ],
});

/** Where units are looked for: below every post that looks down, and the person's own units. */
export const unitScope = (actor: Actor): Scope => ({
  below: unitsHeldAs(actor, [
    'secretary',
    'deputy-secretary',
    'committee-member',
    'officer',
    'inspector',
    'operator',
  ]),
  alone: [...actor.posts.map((held) => held.unitId), ...actor.memberships.map((m) => m.branchId)],
});

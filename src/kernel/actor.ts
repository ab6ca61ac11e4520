import type { CivilDate } from './civil-date.ts';
import type { Id } from './ids.ts';

/**
 * Posts a person can hold in a unit. `follower` is held in the branch that is followed;
 * `officer` works for the committee of the unit; `inspector` looks into the unit by a commission with an end;
 * `operator` keeps the server and sees no meetings.
 */
export const POSTS = [
  'secretary',
  'deputy-secretary',
  'committee-member',
  'follower',
  'officer',
  'inspector',
  'operator',
] as const;
export type Post = (typeof POSTS)[number];

/** How a person belongs to a branch on a day. */
export const MEMBER_STATUSES = [
  'official',
  'provisional',
  'exempt',
  'suspended',
  'temporarily-away',
  'temporarily-here',
] as const;
export type MemberStatus = (typeof MEMBER_STATUSES)[number];

/**
 * Who is asking, as of one civil day. Everything a person may do follows from this value
 * and from where the thing asked for lies in the tree; there is no other list of rights.
 */
export type Actor = {
  personId: Id;
  fullName: string;
  day: CivilDate;
  posts: { unitId: Id; post: Post }[];
  memberships: { branchId: Id; status: MemberStatus }[];
  /** Every unit that those posts and branches lie in, themselves included. */
  within: Id[];
};

/**
 * Where a thing lies: its unit and every unit above it, nearest first. `heirs`: of a unit that is no more, those that carry
 * it on today.
 */
export type Place = { unitId: Id; above: Id[]; heirs?: readonly Id[] };

export const holds = (actor: Actor, unitId: Id, ...posts: Post[]): boolean =>
  actor.posts.some((held) => held.unitId === unitId && posts.includes(held.post));

/** Units in which the person holds one of these posts, each once. */
export const unitsHeldAs = (actor: Actor, posts: readonly Post[]): Id[] => [
  ...new Set(actor.posts.filter((held) => posts.includes(held.post)).map((held) => held.unitId)),
];

/** Holds one of these posts in some unit above the place. */
export const holdsAbove = (actor: Actor, place: Place, ...posts: Post[]): boolean =>
  actor.posts.some((held) => place.above.includes(held.unitId) && posts.includes(held.post));

/**
 * Whether the person has anything to do with the place: a unit of theirs is the place, lies above it, or lies in it.
 * To anybody else the place does not exist: a refusal would tell that it does.
 */
export const isInSight = (actor: Actor, place: Place): boolean =>
  actor.within.includes(place.unitId) ||
  (place.heirs ?? []).some((heir) => actor.within.includes(heir)) ||
  actor.posts.some((held) => place.above.includes(held.unitId)) ||
  actor.memberships.some((m) => place.above.includes(m.branchId));

export const belongsTo = (actor: Actor, branchId: Id): MemberStatus | undefined =>
  actor.memberships.find((m) => m.branchId === branchId)?.status;

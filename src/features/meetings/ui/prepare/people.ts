import type { Id } from '#kernel/ids.ts';
import { personSortKey } from '#kernel/vietnamese.ts';
import type { MeetingContext, RollMember } from '../../contract.ts';

const LEADERS: readonly string[] = ['secretary', 'deputy-secretary', 'committee-member'];
const rankOf = (member: RollMember): number => {
  const found = LEADERS.findIndex((post) => (member.posts as string[]).includes(post));
  return found < 0 ? LEADERS.length : found;
};
const byName = (a: RollMember, b: RollMember): number =>
  personSortKey(a.fullName) < personSortKey(b.fullName) ? -1 : 1;

/** Everybody on the roll in the order of given names. */
export const sortedRoll = (context: MeetingContext): RollMember[] => [...context.roll].sort(byName);

/** Secretary, deputies, committee members, in this order. */
export const leadersOf = (context: MeetingContext): RollMember[] =>
  context.roll
    .filter((member) => rankOf(member) < LEADERS.length)
    .sort((a, b) => rankOf(a) - rankOf(b) || byName(a, b));

export const memberName = (context: MeetingContext, memberId: Id | null): string | null =>
  context.roll.find((member) => member.memberId === memberId)?.fullName ?? null;

/** The author of an entry: a member of the branch or somebody who follows it. */
export const personName = (context: MeetingContext, personId: Id): string | null =>
  [...context.roll, ...context.followers].find((person) => person.personId === personId)?.fullName ?? null;

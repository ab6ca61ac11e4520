import type { MemberStatus } from '#kernel/actor.ts';
import type { Id } from '#kernel/ids.ts';
import { personSortKey, withoutMarks } from '#kernel/vietnamese.ts';
import type { MeetingState } from '../../domain/fold.ts';
import type { MeetingContext, RollMember } from '../../domain/meeting-context.ts';

/** A member as lists need it: in the Vietnamese order, with the text that a search compares. */
export type Listed = RollMember & { searchText: string };

const lists = new WeakMap<readonly RollMember[], Listed[]>();

/** The roll by given name. Worked out once per roll, because it is read at every change of the meeting. */
export function listedRoll(roll: readonly RollMember[]): Listed[] {
  const known = lists.get(roll);
  if (known !== undefined) return known;
  const listed = roll
    .map((member) => ({
      member: { ...member, searchText: withoutMarks(member.fullName) },
      key: personSortKey(member.fullName),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map((each) => each.member);
  lists.set(roll, listed);
  return listed;
}

/** Whether every word that was typed stands in the name, with or without marks. */
export function matchesSearch(member: Pick<Listed, 'searchText'>, typed: string): boolean {
  const words = withoutMarks(typed).split(/\s+/).filter(Boolean);
  return words.every((word) => member.searchText.includes(word));
}

/** Names of members, guests and followers by any of their ids; a dash for somebody unknown. */
export function namesIn(context: MeetingContext, state: Pick<MeetingState, 'guests'>): (id: Id) => string {
  const names = new Map<Id, string>();
  for (const follower of context.followers) names.set(follower.personId, follower.fullName);
  for (const guest of state.guests) names.set(guest.guestId, guest.fullName);
  for (const member of context.roll) {
    names.set(member.personId, member.fullName);
    names.set(member.memberId, member.fullName);
  }
  return (id) => names.get(id) ?? '–';
}

export type Speaker = { kind: 'member' | 'guest'; id: Id; name: string; status: MemberStatus | null };

/** Who has spoken, last speaker first, each once. */
export function recentSpeakers(state: Pick<MeetingState, 'opinions'>, count: number): Id[] {
  const seen = new Set<Id>();
  for (let at = state.opinions.length - 1; at >= 0 && seen.size < count; at -= 1)
    seen.add(state.opinions[at]!.speakerId);
  return [...seen];
}

/** Members who may speak and are present, and how many of them have spoken. */
export function shareWhoSpoke(
  context: MeetingContext,
  state: Pick<MeetingState, 'opinions' | 'presence'>,
): { spoke: number; may: number } {
  const allowed = new Set<Id>();
  for (const member of context.roll)
    if (
      context.rules['speak.who'].value.includes(member.status) &&
      state.presence[member.memberId]?.presence === 'present'
    )
      allowed.add(member.memberId);
  const spoke = new Set<Id>();
  for (const opinion of state.opinions) if (allowed.has(opinion.speakerId)) spoke.add(opinion.speakerId);
  return { spoke: spoke.size, may: allowed.size };
}

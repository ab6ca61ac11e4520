import type { MeetingContext } from '../../contract.ts';
import type { MeetingState } from '../../domain/fold.ts';

/** Names of everybody in this meeting, by member, person or guest id; undefined for a stranger. */
export function namesIn(
  context: MeetingContext,
  state: Pick<MeetingState, 'guests'>,
): (id: string) => string | undefined {
  const names = new Map<string, string>();
  for (const follower of context.followers) names.set(follower.personId, follower.fullName);
  for (const guest of state.guests) names.set(guest.guestId, guest.fullName);
  for (const member of context.roll) {
    names.set(member.personId, member.fullName);
    names.set(member.memberId, member.fullName);
  }
  return (id) => names.get(id);
}

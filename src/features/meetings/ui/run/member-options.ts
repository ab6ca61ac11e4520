import type { PickOption } from '#ui-kit/pick-field.tsx';
import type { MeetingState } from '../../domain/fold.ts';
import type { RollMember } from '../../domain/meeting-context.ts';
import { STATUS_KEYS, type useMeetingsText } from '../text.ts';
import { listedRoll } from './people.ts';

/** Members to choose from, by given name; the status stands beside those who are not official. */
export const memberOptions = (
  members: readonly RollMember[],
  words: ReturnType<typeof useMeetingsText>,
): PickOption[] =>
  listedRoll(members).map((member) => ({
    value: member.memberId,
    label: member.fullName,
    ...(member.status === 'official' ? {} : { note: words(STATUS_KEYS[member.status]) }),
  }));

/** Members who are present, or not marked yet. */
export const notAbsent = (
  members: readonly RollMember[],
  state: Pick<MeetingState, 'presence'>,
): RollMember[] =>
  members.filter((member) => {
    const presence = state.presence[member.memberId]?.presence ?? null;
    return presence === null || presence === 'present';
  });

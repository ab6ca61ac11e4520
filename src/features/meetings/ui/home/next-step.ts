import type { CivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import type { getHome } from '../../contract.ts';

export type HomeMeeting = Answer<typeof getHome>['meetings'][number];

/** What a person does next with a meeting; the screen has one button for it. */
export type NextStep =
  | 'prepare'
  | 'lead'
  | 'go-on-leading'
  | 'record'
  | 'finish-record'
  | 'read-and-comment'
  | 'check-in'
  | 'vote'
  | 'secret-vote'
  | 'attend'
  | 'read'
  | 'read-as-follower'
  | 'attend-as-follower'
  | 'confirm-score'
  | 'watch';

/** The one thing to do now, by the person's place in the branch and how far the meeting is. */
export function nextStepOf(
  meeting: Pick<HomeMeeting, 'role' | 'stage' | 'plannedOn' | 'ownScore' | 'confirmedScore'> &
    Partial<Pick<HomeMeeting, 'own'>>,
  today: CivilDate,
): NextStep {
  const { role, stage } = meeting;
  switch (role) {
    case 'lead':
      if (stage === 'planned') return meeting.plannedOn <= today ? 'lead' : 'prepare';
      return stage === 'running' ? 'go-on-leading' : stage === 'ended' ? 'finish-record' : 'read';
    case 'recorder':
      if (stage === 'planned') return 'read-and-comment';
      return stage === 'running' ? 'record' : stage === 'ended' ? 'finish-record' : 'read';
    case 'member':
      if (stage === 'planned') return 'read-and-comment';
      if (stage !== 'running') return 'read';
      if (meeting.own?.voteWaits) return 'vote';
      // Who may vote was fixed when the ballot opened: who has left the room since still may.
      if (meeting.own?.ballotId) return 'secret-vote';
      return meeting.own?.isPresent ? 'attend' : 'check-in';
    case 'follower':
      if (stage === 'planned') return 'read-as-follower';
      if (stage === 'running') return 'attend-as-follower';
      return stage === 'ended' && meeting.confirmedScore === null ? 'confirm-score' : 'read';
    case 'above':
      return 'watch';
  }
}

/** Where that is done. */
export const pathOf = ({ id, own }: Pick<HomeMeeting, 'id' | 'own'>, step: NextStep): string =>
  step === 'secret-vote' ? `/ballots/${own?.ballotId}` : `/meetings/${id}`;

/** Smaller is more pressing: what runs now, what is today, what waits for this person, what comes. */
function pressure(meeting: HomeMeeting, today: CivilDate): number {
  const step = nextStepOf(meeting, today);
  if (meeting.stage === 'running') return 0;
  if (meeting.stage === 'planned' && meeting.plannedOn === today) return 1;
  if (step === 'finish-record' || step === 'confirm-score') return 2;
  if (meeting.stage === 'planned') return meeting.plannedOn < today && step !== 'lead' ? 5 : 3;
  return 6;
}

/** Meetings with the most pressing first; those that press alike by their day. */
export function inOrderOfPressure(meetings: readonly HomeMeeting[], today: CivilDate): HomeMeeting[] {
  const key = (meeting: HomeMeeting) =>
    `${pressure(meeting, today)} ${meeting.plannedOn} ${meeting.plannedTime} ${meeting.id}`;
  return [...meetings].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

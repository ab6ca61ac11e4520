import { VoterCard } from '#features/ballots/widgets.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { useMemberText } from './text.ts';

/** Secret ballots on a member's phone: those that are open on top, each taken by the phone as soon as it opens. */
export function SecretBallots({ meeting }: { meeting: OpenMeeting }) {
  const t = useMemberText();
  const { view, state } = meeting;
  // The paper of a verifiable ballot lies on the device under whoever is signed in, here and on the ballot's own page.
  const me = view.context.roll.find((each) => each.memberId === view.memberId);
  const ballots = [
    ...state.ballots.filter((ballot) => ballot.status === 'open'),
    ...state.ballots.filter((ballot) => ballot.status !== 'open').reverse(),
  ];
  return (
    <Section title={t('secretBallots')} plain>
      {ballots.map((ballot) => (
        <VoterCard
          key={ballot.ballotId}
          ballotId={ballot.ballotId}
          personId={me?.personId ?? view.memberId}
          isAuto
        />
      ))}
    </Section>
  );
}

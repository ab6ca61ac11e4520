import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { IconPlus } from '#ui-kit/icons.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import type { BallotView } from '../../contract.ts';
import '../ballots.css';
import { meetingBallotsQuery } from '../queries.ts';
import { useBallotsText } from '../text.ts';
import { BallotControl } from './ballot-control.tsx';
import { BallotForm, type FormStart, type VotingOfMeeting } from './ballot-form.tsx';
import type { RoomMember } from './people.ts';

export type BallotToolProps = {
  branchId: string;
  meetingId: string;
  heldOn: string;
  /** The item of the agenda that a new ballot belongs to. */
  itemId?: string | null;
  members: readonly RoomMember[];
  voting: VotingOfMeeting | null;
  /** The meeting is over: what is open is brought to its end, nothing new begins. */
  isEnding?: boolean;
  onOpen: (ballotId: string) => Promise<unknown>;
};

/** The secret ballots of a meeting for who leads it: prepared, opened, closed, with their results. */
export function BallotTool(props: BallotToolProps) {
  const { branchId, meetingId, heldOn, itemId = null, members, voting, isEnding = false, onOpen } = props;
  const t = useBallotsText();
  const [start, setStart] = useState<FormStart | null>(null);
  const found = useQuery(meetingBallotsQuery(branchId, meetingId));
  const ballots = (found.data?.ballots ?? [])
    .filter((ballot) => !isEnding || ballot.state === 'open')
    .toReversed();
  const edit = (view: BallotView) =>
    setStart({ ballot: view.ballot, counterIds: view.counters.map((each) => each.personId) });
  const again = (view: BallotView) => {
    const { ballot, result } = view;
    if (ballot.paper.kind !== 'election' || result?.result.outcome.kind !== 'elected') return;
    const { elected, seatsLeft } = result.result.outcome;
    setStart({
      matter: ballot.matter,
      question: ballot.question,
      candidates: ballot.paper.candidates.filter((name) => !elected.includes(name)),
      seats: seatsLeft,
      counterIds: view.counters.map((each) => each.personId),
      followsId: ballot.id,
    });
  };
  return (
    <Section plain level={3} title={t('ballots')}>
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <LoadingState lines={2} />}
      {ballots.map((ballot) =>
        start?.ballot?.id === ballot.id ? null : (
          <BallotControl
            key={ballot.id}
            ballotId={ballot.id}
            meetingId={meetingId}
            members={members}
            onOpen={onOpen}
            onEdit={edit}
            onSecondRound={again}
          />
        ),
      )}
      {isEnding ? null : voting === null ? (
        <Notice>{t('noVoting')}</Notice>
      ) : start === null ? (
        <div>
          <Button icon={<IconPlus />} onClick={() => setStart({})}>
            {t('newBallot')}
          </Button>
        </div>
      ) : (
        <BallotForm
          key={start.ballot?.id ?? start.followsId ?? 'new'}
          branchId={branchId}
          meetingId={meetingId}
          heldOn={heldOn}
          itemId={itemId}
          members={members}
          voting={voting}
          start={start}
          onDone={() => setStart(null)}
          onCancel={() => setStart(null)}
        />
      )}
    </Section>
  );
}

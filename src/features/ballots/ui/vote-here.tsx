import { LinkButton } from '#ui-kit/actions.tsx';
import { Notice } from '#ui-kit/feedback.tsx';
import { useWatchedBallot } from './queries.ts';
import { useBallotsText } from './text.ts';

/** Tells somebody who is busy with the meeting that a secret ballot is open in which they vote too. */
export function VoteHere({ ballotId }: { ballotId: string }) {
  const t = useBallotsText();
  const { view: data } = useWatchedBallot(ballotId);
  if (!data || data.ballot.state !== 'open' || !data.me.mayVote || data.ballot.method === 'paper')
    return null;
  const { ballot, turnout, me } = data;
  const hasVoted = ballot.method === 'server-kept' && me.tookPart;
  return (
    <Notice
      title={`${t('screenVoting')}: ${ballot.question}`}
      action={hasVoted ? undefined : <LinkButton to={`/ballots/${ballot.id}`}>{t('myVote')}</LinkButton>}
    >
      {t('turnoutOf', { inBox: turnout.inBox, voters: turnout.voters })}
      {hasVoted && `. ${t('votedAlready')}`}
    </Notice>
  );
}

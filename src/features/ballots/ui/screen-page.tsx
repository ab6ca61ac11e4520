import { useEffect } from 'react';
import { matterTexts } from '#features/rulebooks/contract.ts';
import { ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { useSay } from '#ui-kit/text.ts';
import './ballots.css';
import { shortHash } from '../domain/box.ts';
import { ballotsTexts, countedLines, neededTexts, outcomeTexts } from '../domain/say-result.ts';
import { useWatchedBallot } from './queries.ts';
import { asClause, secretOf, useBallotsText } from './text.ts';

/** The ballot on the wall of the room: the question, how many have voted, and the result only once it is closed. */
export function ScreenPage() {
  const t = useBallotsText();
  const say = useSay();
  const { ballotId } = usePageParams<'ballotId'>();
  // The wall watches from before the opening to after the end.
  const { view, error, retry } = useWatchedBallot(ballotId);
  const title = view?.ballot.question ?? t('ballot');
  useEffect(() => {
    document.title = `${title} – Gốc`;
  }, [title]);
  if (error) return <ErrorState error={error} onRetry={retry} />;
  if (!view) return <LoadingState lines={6} />;
  const { ballot, turnout, electorate, result } = view;
  const heads = {
    draft: t('screenWait'),
    open: t('screenVoting'),
    closed: t('screenClosed'),
    annulled: t('screenAnnulled'),
  };
  return (
    <div className="screen" data-state={ballot.state}>
      <header>
        <p className="screen-branch">{ballot.branchName}</p>
        <p className="screen-kind">
          {heads[ballot.state]} · {say(matterTexts[ballot.matter])}
          {ballot.round > 1 && ` · ${t('round', { round: ballot.round })}`}
        </p>
        <h1>{ballot.question}</h1>
      </header>
      {ballot.state === 'open' && ballot.method === 'paper' && (
        <p className="screen-note">{t('paperVote')}</p>
      )}
      {ballot.state === 'open' && ballot.method !== 'paper' && (
        <div role="status" className="screen-turnout">
          <span className="screen-number">
            {turnout.inBox}/{turnout.voters}
          </span>
          <span>{t('screenIn')}</span>
        </div>
      )}
      {ballot.state === 'open' && electorate && (
        <p className="screen-note">
          {t('needed', { needed: electorate.needed })}{' '}
          {say(neededTexts(ballot.rule.value.threshold, electorate.base, electorate.needed))}.{' '}
          {t(`promise_${secretOf(ballot.method)}`)} {ballot.method !== 'paper' && t('noPartial')}
        </p>
      )}
      {ballot.state === 'closed' && result && (
        <>
          <p className="screen-outcome">{say(outcomeTexts(result.result.outcome, ballot.matter))}</p>
          <ul className="screen-lines">
            {countedLines(ballot.paper, result).map((line) => (
              <li key={line.line} data-reached={line.reached || undefined}>
                <span>{say(line.text)}</span>
                <strong>
                  {line.votes}/{result.result.base}
                </strong>
              </li>
            ))}
          </ul>
          <p className="screen-note">
            {say(ballotsTexts(result.tally))}.{' '}
            {t('neededLine', {
              needed: result.result.needed,
              why: asClause(
                say(neededTexts(ballot.rule.value.threshold, result.result.base, result.result.needed)),
              ),
            })}
            .{result.boxSha256 && ` ${t('boxHash')}: ${shortHash(result.boxSha256)}`}
          </p>
        </>
      )}
      {ballot.state === 'annulled' && (
        <p className="screen-note">{t('annulledBecause', { reason: ballot.annulledBecause ?? '' })}</p>
      )}
    </div>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button, TextLink } from '#ui-kit/actions.tsx';
import { call, NoConnection } from '#ui-kit/call.ts';
import { ErrorState, LoadingState, Notice, RefusalNotice, RuleLine } from '#ui-kit/feedback.tsx';
import type { BallotView, vote } from '../contract.ts';
import { phraseOf } from '../domain/box.ts';
import './ballots.css';
import { useToken } from './device/use-token.ts';
import { MethodPromise } from './parts/method-promise.tsx';
import { PaperForm } from './parts/paper-form.tsx';
import { ResultView } from './parts/result-view.tsx';
import { RuleBox } from './parts/rule-box.tsx';
import { Turnout } from './parts/turnout.tsx';
import { ballotKey, turnoutKey, useWatchedBallot } from './queries.ts';
import { useBallotsText } from './text.ts';

export type VoterCardProps = {
  ballotId: string;
  personId: string;
  /** Take a verifiable ballot by itself when the card appears; otherwise a button does it. */
  isAuto?: boolean;
  /** On a page of its own the heading and the link to it are left out. */
  isPage?: boolean;
};

/** One secret ballot as a voter sees it: what is asked, what is promised, the paper, and at last the result. */
export function VoterCard({ ballotId, personId, isAuto = false, isPage = false }: VoterCardProps) {
  const t = useBallotsText();
  const { view, error, retry } = useWatchedBallot(ballotId);
  if (error) return <ErrorState error={error} onRetry={retry} />;
  if (!view) return <LoadingState lines={4} />;
  const { ballot } = view;
  return (
    <article className="ballot-card" aria-label={t('ballot')}>
      {!isPage && (
        <header>
          <p className="ballot-kind">
            {t('ballot')}
            {ballot.round > 1 && ` · ${t('round', { round: ballot.round })}`}
          </p>
          <h3 className="ballot-question">{ballot.question}</h3>
        </header>
      )}
      <VoterBody view={view} personId={personId} isAuto={isAuto} />
      {!isPage && <TextLink to={`/ballots/${ballot.id}`}>{t('openPage')}</TextLink>}
    </article>
  );
}

function VoterBody({ view, personId, isAuto }: { view: BallotView; personId: string; isAuto: boolean }) {
  const t = useBallotsText();
  const [isOwnIn, setIsOwnIn] = useState(false);
  const { ballot, electorate, result, me } = view;
  if (ballot.state === 'annulled')
    return <Notice tone="warn">{t('annulledBecause', { reason: ballot.annulledBecause ?? '' })}</Notice>;
  if (result)
    return <ResultView matter={ballot.matter} paper={ballot.paper} rule={ballot.rule} result={result} />;
  if (ballot.state === 'draft') return <p>{t('screenWait')}</p>;
  return (
    <>
      <MethodPromise method={ballot.method} />
      {me.whyNoVote ? (
        <Notice title={me.whyNoVote.message}>
          {me.whyNoVote.rule && <RuleLine rule={me.whyNoVote.rule} />}
        </Notice>
      ) : ballot.method === 'verifiable' ? (
        <VerifiableVote view={view} personId={personId} isAuto={isAuto} onIn={setIsOwnIn} />
      ) : ballot.method === 'server-kept' ? (
        <KeptVote view={view} />
      ) : (
        <Notice>{t('paperVote')}</Notice>
      )}
      {ballot.method !== 'paper' && (
        <Turnout
          isVerifiable={ballot.method === 'verifiable'}
          turnout={atLeast(view.turnout, isOwnIn ? 1 : 0)}
        />
      )}
      {electorate && (
        <details className="ballot-fold">
          <summary>{t('whoTitle')}</summary>
          <RuleBox rule={ballot.rule} {...electorate} />
        </details>
      )}
    </>
  );
}

/** A device knows that its own ballot is in before it may ask how many are. */
const atLeast = (turnout: BallotView['turnout'], inBox: number): BallotView['turnout'] => ({
  ...turnout,
  inBox: Math.max(turnout.inBox, inBox),
});

function Cast({ children }: { children?: React.ReactNode }) {
  const t = useBallotsText();
  return (
    <Notice tone="success" title={t('isIn')} urgent>
      <p>{t('isInWait')}</p>
      {children}
    </Notice>
  );
}

/** The server keeps the choice sealed. A lost answer is looked up: the roll knows whether the vote arrived. */
function KeptVote({ view }: { view: BallotView }) {
  const queries = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { ballot, me } = view;
  if (me.tookPart) return <Cast />;
  const send = async (marks: string) => {
    setIsBusy(true);
    setError(null);
    try {
      // The server keeps no request key of this write: it would stand beside the person with a hash of the choice.
      await call<typeof vote>('POST /api/ballots/:ballotId/vote', {
        params: { ballotId: ballot.id },
        body: { marks },
      });
    } catch (reason) {
      setError(reason);
    }
    // The count beside the answer has this ballot in it at once.
    await Promise.all([
      queries.invalidateQueries({ queryKey: ballotKey(ballot.id) }),
      queries.invalidateQueries({ queryKey: turnoutKey(ballot.id) }),
    ]);
    setIsBusy(false);
  };
  return (
    <>
      <RefusalNotice refusal={error} />
      <PaperForm
        paper={ballot.paper}
        question={ballot.question}
        busy={isBusy}
        onCast={(marks) => void send(marks)}
      />
    </>
  );
}

type VerifiableVoteProps = {
  view: BallotView;
  personId: string;
  isAuto: boolean;
  /** Whether the own ballot lies in the box. */
  onIn: (isIn: boolean) => void;
};

/** The device holds the ballot: takes it, signs the choice, puts it into the box without a name. */
function VerifiableVote({ view, personId, isAuto, onIn }: VerifiableVoteProps) {
  const t = useBallotsText();
  const queries = useQueryClient();
  const { ballot, keys } = view;
  const token = useToken({
    ballotId: ballot.id,
    personId,
    tokenKey: keys?.tokenKey ?? '',
    isAuto,
  });
  const { state } = token;
  const { step } = state;
  useEffect(() => onIn(step === 'cast'), [step, onIn]);
  useEffect(() => {
    // Never after casting: a request with a session right behind the one without would tie the two together.
    if (step === 'held') void queries.invalidateQueries({ queryKey: ballotKey(ballot.id) });
  }, [step, ballot.id, queries]);
  switch (state.step) {
    case 'insecure':
      return (
        <Notice tone="warn" title={t('insecureTitle')}>
          {t('insecure')}
        </Notice>
      );
    case 'no-storage':
      return (
        <Notice tone="warn" title={t('storageTitle')}>
          {t('storage')}
        </Notice>
      );
    case 'none':
      return isAuto ? (
        <p role="status">{t('takingToken')}</p>
      ) : (
        <div className="ballot-form">
          <p>{t('takeHereNote')}</p>
          <div>
            <Button kind="main" onClick={() => void token.take()}>
              {t('takeHere')}
            </Button>
          </div>
        </div>
      );
    case 'loading':
    case 'taking':
      return <p role="status">{t('takingToken')}</p>;
    case 'elsewhere':
      return <Notice tone="warn">{t('tokenElsewhere')}</Notice>;
    case 'held': {
      const { held } = state;
      return (
        <>
          <p className="k-soft" role="status">
            {t('tokenReady')}
          </p>
          <PaperForm
            paper={ballot.paper}
            question={ballot.question}
            onCast={(marks) => void token.cast(held, marks)}
          />
        </>
      );
    }
    case 'sending':
      return <p role="status">{t('takingToken')}</p>;
    case 'cast':
      return (
        <Cast>
          <OwnPhrase name={state.name} />
        </Cast>
      );
    case 'failed':
      return state.error instanceof Error && state.error.message === 'invalid signature' ? (
        <Notice tone="danger" urgent>
          {t('tokenBroken')}
        </Notice>
      ) : (
        <>
          <RefusalNotice refusal={state.error} onRetry={() => void token.retry()} />
          {state.error instanceof NoConnection && <p className="k-soft">{t('noConnectionYet')}</p>}
        </>
      );
  }
}

/** The two words of the own ballot. */
export function OwnPhrase({ name }: { name: string }) {
  const t = useBallotsText();
  return (
    <div className="ballot-phrase">
      <span className="k-soft">{t('phraseTitle')}</span>
      <strong>{phraseOf(name)}</strong>
      <span className="k-small">{t('phraseNote')}</span>
    </div>
  );
}

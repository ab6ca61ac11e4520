import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isElectronicSecret, matterTexts } from '#features/rulebooks/contract.ts';
import { Button, LinkButton } from '#ui-kit/actions.tsx';
import { ConfirmDialog, Dialog } from '#ui-kit/dialog.tsx';
import { Badge, ErrorState, LoadingState, Notice, RefusalNotice } from '#ui-kit/feedback.tsx';
import { TextArea } from '#ui-kit/fields.tsx';
import { IconPrint, IconVote } from '#ui-kit/icons.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { useSay } from '#ui-kit/text.ts';
import type { annulBallot, BallotView, closeBallot, removeBallot } from '../../contract.ts';
import { electorateOf } from '../../domain/electorate.ts';
import { mayVoteAgain } from '../../domain/say-result.ts';
import { MethodPromise } from '../parts/method-promise.tsx';
import { ResultView } from '../parts/result-view.tsx';
import { RuleBox } from '../parts/rule-box.tsx';
import { Turnout } from '../parts/turnout.tsx';
import { ballotKey, ballotQuery, meetingBallotsKey } from '../queries.ts';
import { STATE_KEYS, STATE_TONES, secretOf, useBallotsText } from '../text.ts';
import { CountForm } from './count-form.tsx';
import { HandOut } from './hand-out.tsx';
import type { RoomMember } from './people.ts';

type Props = {
  ballotId: string;
  meetingId: string;
  members: readonly RoomMember[];
  /** Opens it in the meeting; a refusal is thrown. */
  onOpen: (ballotId: string) => Promise<unknown>;
  onEdit: (view: BallotView) => void;
  /** Asks for the seats that this one left. */
  onSecondRound: (view: BallotView) => void;
};

/** One ballot in the hands of who leads the meeting, from the draft to the result. */
export function BallotControl(props: Props) {
  const t = useBallotsText();
  const say = useSay();
  const found = useQuery(ballotQuery(props.ballotId, true));
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <LoadingState lines={3} />;
  const view = found.data;
  const { ballot } = view;
  return (
    <article className="ballot-card" aria-label={ballot.question}>
      <header>
        <p className="ballot-kind">
          {say(matterTexts[ballot.matter])} · {t(`way_${secretOf(ballot.method)}`)}
          {ballot.round > 1 && ` · ${t('round', { round: ballot.round })}`}{' '}
          <Badge tone={STATE_TONES[ballot.state]}>{t(STATE_KEYS[ballot.state])}</Badge>
        </p>
        <h4 className="ballot-question">{ballot.question}</h4>
      </header>
      {ballot.state === 'draft' && <Draft {...props} view={view} />}
      {ballot.state === 'open' && <Open {...props} view={view} />}
      {ballot.state === 'closed' && view.result && (
        <>
          <ResultView matter={ballot.matter} paper={ballot.paper} rule={ballot.rule} result={view.result} />
          <div className="ballot-tools">
            {ballot.paper.kind === 'election' &&
              mayVoteAgain(view.result.result.outcome, ballot.rule.value) && (
                <Button onClick={() => props.onSecondRound(view)}>
                  {t('secondRound', {
                    seats:
                      view.result.result.outcome.kind === 'elected'
                        ? view.result.result.outcome.seatsLeft
                        : 0,
                  })}
                </Button>
              )}
            <LinkButton to={`/ballots/${ballot.id}`}>{t('openPage')}</LinkButton>
            <AnnulButton view={view} meetingId={props.meetingId} />
          </div>
        </>
      )}
      {ballot.state === 'annulled' && (
        <Notice tone="warn">{t('annulledBecause', { reason: ballot.annulledBecause ?? '' })}</Notice>
      )}
    </article>
  );
}

type Part = Props & { view: BallotView };

/** The people of the roll as the rule sees them now, grouped for the box of reasons. */
function useElectorate(view: BallotView, members: readonly RoomMember[]) {
  const { voters, entitled, deducted, withoutVote } = electorateOf(members, view.ballot.rule.value);
  const nameOf = (id: string) => members.find((member) => member.personId === id)?.fullName ?? '';
  const group = <K extends string>(rows: readonly { personId: string; key: K }[]) =>
    [...new Set(rows.map((row) => row.key))].map((key) => {
      const names = rows.filter((row) => row.key === key).map((row) => nameOf(row.personId));
      return { key, count: names.length, names };
    });
  return {
    voters: voters.length,
    entitled,
    deducted: group(deducted.map(({ personId, why }) => ({ personId, key: why }))).map(
      ({ key, ...rest }) => ({ why: key, ...rest }),
    ),
    withoutVote: group(withoutVote.map(({ personId, status }) => ({ personId, key: status }))).map(
      ({ key, ...rest }) => ({ status: key, ...rest }),
    ),
  };
}

function Draft({ view, meetingId, members, onOpen, onEdit }: Part) {
  const t = useBallotsText();
  const queries = useQueryClient();
  const [isOpening, setIsOpening] = useState(false);
  const [isAsking, setIsAsking] = useState<'open' | 'remove' | null>(null);
  const [error, setError] = useState<unknown>(null);
  const electorate = useElectorate(view, members);
  const { ballot, counters } = view;
  const remove = useWrite<typeof removeBallot>('DELETE /api/ballots/:ballotId', {
    invalidates: [meetingBallotsKey(meetingId)],
  });
  const open = async () => {
    setIsOpening(true);
    setError(null);
    try {
      await onOpen(ballot.id);
      setIsAsking(null);
    } catch (reason) {
      setError(reason);
    }
    await queries.invalidateQueries({ queryKey: ballotKey(ballot.id) });
    await queries.invalidateQueries({ queryKey: meetingBallotsKey(meetingId) });
    setIsOpening(false);
  };
  return (
    <>
      <MethodPromise method={ballot.method} />
      <NamesOnPaper ballot={ballot} />
      {counters.length > 0 && (
        <p>
          {t('counters')}: {counters.map((each) => each.fullName).join(', ')}
        </p>
      )}
      <RuleBox rule={ballot.rule} {...electorate} />
      <RefusalNotice refusal={remove.error} />
      <div className="ballot-tools">
        <Button
          kind="main"
          icon={<IconVote />}
          disabled={electorate.voters === 0}
          onClick={() => setIsAsking('open')}
        >
          {t('open')}
        </Button>
        {ballot.method === 'paper' && (
          <LinkButton icon={<IconPrint />} to={`/ballots/${ballot.id}/papers#${electorate.voters}`}>
            {t('printPapers')}
          </LinkButton>
        )}
        <Button onClick={() => onEdit(view)}>{t('edit')}</Button>
        <Button kind="plain" onClick={() => setIsAsking('remove')}>
          {t('remove')}
        </Button>
      </div>
      <ConfirmDialog
        open={isAsking === 'open'}
        title={t('openTitle')}
        confirmLabel={t('open')}
        busy={isOpening}
        notice={<RefusalNotice refusal={error} />}
        onClose={() => setIsAsking(null)}
        onConfirm={() => void open()}
      >
        <p className="ballot-question">{ballot.question}</p>
        <NamesOnPaper ballot={ballot} />
        <p>{t('openText')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={isAsking === 'remove'}
        title={t('removeTitle')}
        confirmLabel={t('remove')}
        danger
        busy={remove.isPending}
        onClose={() => setIsAsking(null)}
        onConfirm={() => remove.mutate({ params: { ballotId: ballot.id } })}
      >
        <p>{t('removeText')}</p>
      </ConfirmDialog>
    </>
  );
}

/** What the paper says, to be looked at before nothing on it can be changed any more. */
function NamesOnPaper({ ballot }: { ballot: BallotView['ballot'] }) {
  const t = useBallotsText();
  if (ballot.paper.kind !== 'election') return null;
  return (
    <>
      <p>{t('namesOnPaper', { seats: ballot.paper.seats })}</p>
      <ol className="ballot-names">
        {ballot.paper.candidates.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ol>
    </>
  );
}

function Open({ view, meetingId }: Part) {
  const t = useBallotsText();
  const [isAsking, setIsAsking] = useState(false);
  const { ballot, turnout } = view;
  const isElectronic = isElectronicSecret(ballot.method);
  const close = useWrite<typeof closeBallot>('POST /api/ballots/:ballotId/close', {
    invalidates: [ballotKey(ballot.id), meetingBallotsKey(meetingId)],
    onDone: () => setIsAsking(false),
  });
  const left = turnout.voters - turnout.inBox;
  return (
    <>
      {isElectronic && <Turnout isVerifiable={ballot.method === 'verifiable'} turnout={turnout} />}
      <div className="ballot-tools">
        <LinkButton to={`/ballots/${ballot.id}/screen`} newTab>
          {t('screen')}
        </LinkButton>
        {ballot.method === 'paper' ? (
          <LinkButton icon={<IconPrint />} to={`/ballots/${ballot.id}/papers`}>
            {t('printPapers')}
          </LinkButton>
        ) : (
          view.me.mayVote && <LinkButton to={`/ballots/${ballot.id}`}>{t('myVote')}</LinkButton>
        )}
      </div>
      {isElectronic && <HandOut view={view} />}
      {isElectronic ? (
        <div>
          <Button kind="main" onClick={() => setIsAsking(true)}>
            {t('close')}
          </Button>
        </div>
      ) : (
        <section aria-label={t('countTitle')}>
          <h5 className="ballot-part">{t('countTitle')}</h5>
          <CountForm
            view={view}
            busy={close.isPending}
            error={close.error}
            onClose={(count) => close.mutate({ params: { ballotId: ballot.id }, body: { count } })}
          />
        </section>
      )}
      <div>
        <AnnulButton view={view} meetingId={meetingId} />
      </div>
      <ConfirmDialog
        open={isAsking}
        title={t('closeTitle')}
        confirmLabel={t('close')}
        busy={close.isPending}
        notice={<RefusalNotice refusal={close.error} />}
        onClose={() => setIsAsking(false)}
        onConfirm={() => close.mutate({ params: { ballotId: ballot.id }, body: { count: null } })}
      >
        <p>{left > 0 ? t('closeText', { left }) : t('closeTextAll')}</p>
      </ConfirmDialog>
    </>
  );
}

function AnnulButton({ view, meetingId }: { view: BallotView; meetingId: string }) {
  const t = useBallotsText();
  const [isOpen, setIsOpen] = useState(false);
  const [because, setBecause] = useState('');
  const [isTried, setIsTried] = useState(false);
  const { id } = view.ballot;
  const annul = useWrite<typeof annulBallot>('POST /api/ballots/:ballotId/annul', {
    invalidates: [ballotKey(id), meetingBallotsKey(meetingId)],
    onDone: () => setIsOpen(false),
  });
  if (!view.abilities.lead) return null;
  return (
    <>
      <Button kind="plain" onClick={() => setIsOpen(true)}>
        {t('annul')}
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('annulTitle')}
        busy={annul.isPending}
        actions={
          <>
            <Button onClick={() => setIsOpen(false)}>{t('cancel')}</Button>
            <Button
              kind="danger"
              busy={annul.isPending}
              onClick={() => {
                setIsTried(true);
                if (because.trim() !== '')
                  annul.mutate({ params: { ballotId: id }, body: { because: because.trim() } });
              }}
            >
              {t('annul')}
            </Button>
          </>
        }
      >
        <p>{t('annulText')}</p>
        <TextArea
          label={t('annulReason')}
          lines={2}
          maxLength={500}
          value={because}
          onChange={setBecause}
          error={isTried && because.trim() === '' ? t('annulReasonNeeded') : undefined}
        />
        <RefusalNotice refusal={annul.error} />
      </Dialog>
    </>
  );
}

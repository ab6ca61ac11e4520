import { useState } from 'react';
import { newId } from '#kernel/ids.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ConfirmDialog, Dialog } from '#ui-kit/dialog.tsx';
import { Notice, RuleLine, StatusDot } from '#ui-kit/feedback.tsx';
import { NumberField, RadioCards, Segmented, TextArea } from '#ui-kit/fields.tsx';
import { IconVote } from '#ui-kit/icons.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import { CountBar } from '#ui-kit/show.tsx';
import type { OpenVoteMethod, VoteChoice, VoteMatter } from '../../domain/entry.ts';
import type { Vote } from '../../domain/fold.ts';
import { countOpenVote } from '../../domain/vote.ts';
import { openMethodsOf, thresholdOf, voteRollOf, whoSource } from '../../domain/vote-rule.ts';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { useMeetingsText } from '../text.ts';
import { memberOptions } from './member-options.ts';
import { MinorityPart } from './minority-part.tsx';
import { useTalkText } from './talk-text.ts';
import { useWriter } from './use-writer.ts';

const METHOD_KEYS = {
  'show-of-hands': ['methodHands', 'methodHandsNote'],
  'party-card': ['methodCards', 'methodCardsNote'],
  named: ['methodNamed', 'methodNamedNote'],
} as const satisfies Record<OpenVoteMethod, readonly [string, string]>;

export type VotePanelProps = {
  meeting: OpenMeeting;
  matter: VoteMatter;
  /** Rulebook step, to keep what is typed apart. */
  step: string;
  /** The question as it stands before anybody changes it. */
  question?: string;
  itemId?: string;
};

/** Open votes on one matter: before opening it says who may vote and how many are needed, then counts, then explains. */
export function VotePanel({ meeting, matter, step, question = '', itemId }: VotePanelProps) {
  const t = useTalkText();
  const votes = meeting.state.votes.filter(
    (vote) => vote.matter === matter && (itemId === undefined || vote.itemId === itemId),
  );
  const [isMore, setIsMore] = useState(false);
  const open = votes.find((vote) => vote.status === 'open');
  const last = votes.filter((vote) => vote.status === 'closed').at(-1);
  // A score that was changed after its vote is voted on again.
  const isSettled =
    last?.result.passed === true && (matter !== 'score' || meeting.state.scoreAdopted?.carried === true);
  const isFormShown = open === undefined && (!isSettled || isMore);
  return (
    <Section plain level={3} title={t('vote')}>
      {votes.map((vote) =>
        vote.status === 'open' ? (
          <OpenVote key={vote.voteId} meeting={meeting} vote={vote} />
        ) : (
          <VoteOutcome key={vote.voteId} meeting={meeting} vote={vote} />
        ),
      )}
      {isFormShown && matter === 'score' && meeting.state.scoreAdopted?.carried === false && (
        <Notice tone="warn" title={t('scoreChangedSinceVote')} />
      )}
      {isFormShown ? (
        <OpenVoteForm
          meeting={meeting}
          matter={matter}
          step={step}
          question={isMore && isSettled ? '' : question}
          itemId={itemId}
          isAgain={last !== undefined && !isSettled}
          onOpened={() => setIsMore(false)}
        />
      ) : (
        open === undefined &&
        (matter === 'other' || matter === 'conclusion') && (
          <div>
            <Button onClick={() => setIsMore(true)}>{t('voteMore')}</Button>
          </div>
        )
      )}
    </Section>
  );
}

function OpenVoteForm(props: VotePanelProps & { isAgain: boolean; onOpened: () => void }) {
  const { meeting, matter, step, itemId, isAgain, onOpened } = props;
  const t = useTalkText();
  const write = useWriter(meeting.journal);
  const { context } = meeting.view;
  const methods = openMethodsOf(context, matter);
  const { entitled, present } = useVoteRoll(meeting, matter);
  const draft = `${meeting.view.meeting.id}.vote.${step}.${matter}.${itemId ?? ''}`;
  const [question, setQuestion, clear] = useDraft(draft, props.question ?? '');
  const [method, setMethod] = useDraft(`${draft}.method`, methods[0]);
  const [isAsked, setIsAsked] = useState(false);
  const threshold = thresholdOf(context, matter);
  const who = whoSource(context, matter);
  const { needed } = countOpenVote({ yes: 0, no: 0, abstain: 0 }, { entitled, present }, threshold);
  const { numerator, denominator, comparison } = threshold.value;
  const open = async () => {
    const asked = question.trim();
    setIsAsked(asked === '');
    if (asked === '') return;
    const isWritten = await write(`vote ${matter} ${asked}`, (j) =>
      j.append('vote-opened', {
        voteId: newId(),
        question: asked,
        matter,
        method: method as OpenVoteMethod,
        ...(itemId === undefined ? {} : { itemId }),
      }),
    );
    if (!isWritten) return;
    clear();
    onOpened();
  };
  return (
    <div className="run-form">
      <TextArea
        label={t('voteQuestion')}
        lines={2}
        maxLength={2000}
        value={question}
        onChange={setQuestion}
        error={isAsked && question.trim() === '' ? t('questionNeeded') : undefined}
      />
      <RadioCards
        label={t('voteMethod')}
        cell={11}
        value={method as OpenVoteMethod}
        onChange={setMethod}
        options={methods.map((value) => ({
          value,
          label: t(METHOD_KEYS[value][0]),
          note: t(METHOD_KEYS[value][1]),
        }))}
      />
      <Notice tone={present < needed ? 'warn' : 'info'} title={t('voteWho', { entitled, present })}>
        <p>
          <strong>{t('voteNeeded', { needed })}</strong>{' '}
          {t('voteNeededWhy', {
            entitled,
            share: t(comparison === 'more-than' ? 'shareMoreThan' : 'shareAtLeast', {
              numerator,
              denominator,
            }),
          })}
        </p>
        {present < needed && <p>{t('voteShort', { present, needed })}</p>}
        <RuleLine rule={threshold.source} />
        {who !== threshold.source && (
          <>
            <br />
            <RuleLine rule={who} />
          </>
        )}
      </Notice>
      <div>
        <Button icon={<IconVote />} onClick={() => void open()}>
          {t(isAgain ? 'voteAgain' : 'voteOpen')}
        </Button>
      </div>
    </div>
  );
}

/** Who is counted in a vote on this matter, as the roll call stands. */
function useVoteRoll(meeting: OpenMeeting, matter: VoteMatter): { entitled: number; present: number } {
  const { base, present } = voteRollOf(meeting.view.context, (id) => meeting.state.presence[id], matter);
  return { entitled: base.size, present: present.size };
}

const readCount = (text: string): number | null => (text === '' ? null : Number(text));
const writeCount = (value: number | null): string => (value === null ? '' : String(value));

function OpenVote({ meeting, vote }: { meeting: OpenMeeting; vote: Vote }) {
  const t = useTalkText();
  const write = useWriter(meeting.journal);
  const { entitled, present } = useVoteRoll(meeting, vote.matter);
  const draft = `${vote.voteId}.count`;
  const [yes, setYes, clearYes] = useDraft(`${draft}.yes`);
  const [no, setNo, clearNo] = useDraft(`${draft}.no`);
  const [abstain, setAbstain, clearAbstain] = useDraft(`${draft}.abstain`);
  const [isAsked, setIsAsked] = useState(false);
  const [isConfirming, setIsConfirming] = useState(false);
  const isNamed = vote.method === 'named';
  const counts = { yes: readCount(yes) ?? 0, no: readCount(no) ?? 0, abstain: readCount(abstain) ?? 0 };
  const sum = counts.yes + counts.no + counts.abstain;
  const isTooMany = !isNamed && sum > present;
  const isMissing = !isNamed && yes === '';

  /** Announces, and adopts what the vote was about when it is carried. */
  const close = async () => {
    const { voteId, matter } = vote;
    const isWritten = await write(`close ${voteId}`, async (j) => {
      if (!isNamed) await j.append('vote-counted', { voteId, ...counts });
      const known = j.snapshot()?.state.votes.find((each) => each.voteId === voteId);
      await j.append('vote-closed', {
        voteId,
        countedCasts: (known?.casts ?? []).map((cast) => cast.entryId),
      });
      const closed = j.snapshot()?.state.votes.find((each) => each.voteId === voteId);
      if (closed?.status !== 'closed' || !closed.result.passed) return;
      if (matter === 'score') await j.append('score-adopted', { voteId });
      if (matter === 'minutes') await j.append('minutes-adopted', { voteId });
    });
    if (!isWritten) return;
    clearYes();
    clearNo();
    clearAbstain();
  };

  const rest = present - sum;
  const left = isNamed ? present - vote.casts.length : rest;
  /** An announcement stands: while people in the room are in no column, it is asked for once more. */
  const announce = () => {
    setIsAsked(true);
    if (isTooMany || isMissing) return;
    if (left > 0) setIsConfirming(true);
    else void close();
  };
  return (
    <div className="run-vote">
      <div>
        <StatusDot tone="brand">{t('voteOpenNow')}</StatusDot>
        <p className="run-question">{vote.question}</p>
        <p className="k-soft">
          {t(METHOD_KEYS[vote.method][0])} · {t('voteWho', { entitled, present })}{' '}
          {t('voteNeeded', { needed: vote.result.needed })}
        </p>
      </div>
      {isNamed ? (
        <NamedTally meeting={meeting} vote={vote} />
      ) : (
        <>
          <div>
            <Button
              onClick={() => {
                setYes(String(present));
                setNo('0');
                setAbstain('0');
              }}
            >
              {t('countUnanimous', { count: present })}
            </Button>
          </div>
          <div className="run-pair">
            <NumberField
              label={t('yes')}
              value={readCount(yes)}
              min={0}
              step={1}
              onChange={(value) => setYes(writeCount(value))}
              error={isAsked && isMissing ? t('countNeeded') : undefined}
            />
            <NumberField
              label={t('no')}
              value={readCount(no)}
              min={0}
              step={1}
              onChange={(value) => setNo(writeCount(value))}
            />
            <NumberField
              label={t('abstain')}
              value={readCount(abstain)}
              min={0}
              step={1}
              onChange={(value) => setAbstain(writeCount(value))}
            />
          </div>
          <div role="status">
            {isTooMany ? (
              <StatusDot tone="danger">{t('countTooMany', { sum, present })}</StatusDot>
            ) : rest === 0 ? (
              <StatusDot tone="success">{t('countAll', { count: present })}</StatusDot>
            ) : (
              <span className="k-soft">{t('countLeft', { count: rest })}</span>
            )}
          </div>
        </>
      )}
      <div className="run-tools">
        <Button kind="main" disabled={isTooMany} onClick={announce}>
          {t('voteClose')}
        </Button>
        <AnnulButton meeting={meeting} vote={vote} />
      </div>
      <ConfirmDialog
        open={isConfirming}
        title={t('closeEarlyTitle')}
        confirmLabel={t('voteClose')}
        onClose={() => setIsConfirming(false)}
        onConfirm={() => {
          setIsConfirming(false);
          void close();
        }}
      >
        <p>{t(isNamed ? 'closeEarlyNamed' : 'closeEarlyCounted', { count: left })}</p>
        <p>{t('closeEarlyText', { needed: vote.result.needed })}</p>
      </ConfirmDialog>
    </div>
  );
}

function NamedTally({ meeting, vote }: { meeting: OpenMeeting; vote: Vote }) {
  const t = useTalkText();
  const words = useMeetingsText();
  const write = useWriter(meeting.journal);
  const [who, setWho] = useState<string | null>(null);
  const { context } = meeting.view;
  const { presence } = meeting.state;
  const cast = new Set(vote.casts.map((each) => each.memberId));
  const { present } = voteRollOf(context, (id) => presence[id], vote.matter);
  const waiting = context.roll.filter(({ memberId }) => present.has(memberId) && !cast.has(memberId));
  const { yes, no, abstain } = vote.result;
  return (
    <>
      <p role="status">{t('castsSoFar', { count: vote.casts.length, present: present.size })}</p>
      <CountBar
        label={t('voteOpenNow')}
        total={present.size}
        parts={[
          { key: 'yes', label: t('yes'), count: yes, tone: 'success' },
          { key: 'no', label: t('no'), count: no, tone: 'danger' },
          { key: 'abstain', label: t('abstain'), count: abstain, tone: 'warn' },
        ]}
      />
      <details className="run-fold">
        <summary>{t('castFor')}</summary>
        <div className="run-form">
          <PickField
            label={t('castWho')}
            value={who}
            onChange={setWho}
            options={memberOptions(waiting, words)}
          />
          {who !== null && (
            <Segmented<VoteChoice>
              label={t('vote')}
              value={null}
              onChange={(choice) => {
                const memberId = who;
                setWho(null);
                void write(`cast ${vote.voteId} ${memberId}`, (j) =>
                  j.append('vote-cast', { voteId: vote.voteId, memberId, choice }),
                );
              }}
              options={[
                { value: 'yes', label: t('yes') },
                { value: 'no', label: t('no') },
                { value: 'abstain', label: t('abstain') },
              ]}
            />
          )}
        </div>
      </details>
    </>
  );
}

function VoteOutcome({ meeting, vote }: { meeting: OpenMeeting; vote: Vote }) {
  const t = useTalkText();
  const { result } = vote;
  const facts = { yes: result.yes, entitled: result.entitled, needed: result.needed };
  if (vote.status === 'annulled')
    return (
      <div className="run-vote" data-quiet>
        <p className="run-question">{vote.question}</p>
        <StatusDot tone="neutral">{t('voteAnnulled', { reason: vote.annulledBecause ?? '' })}</StatusDot>
      </div>
    );
  const rule = result.explanation[0]?.rule;
  return (
    <div className="run-vote">
      <p className="run-question">{vote.question}</p>
      <Notice
        tone={result.passed ? 'success' : 'warn'}
        urgent
        title={
          result.overcounted ? t('voteOver') : result.passed ? t('votePassed', facts) : t('voteFailed', facts)
        }
      >
        <p>
          {t('voteSplit', {
            yes: result.yes,
            no: result.no,
            abstain: result.abstain,
            silent: result.silent,
            absent: result.absent,
          })}
        </p>
        {vote.lateCasts.length > 0 && <p>{t('castLate', { count: vote.lateCasts.length })}</p>}
        {rule && <RuleLine rule={rule} />}
      </Notice>
      <MinorityPart meeting={meeting} vote={vote} />
      <div>
        <AnnulButton meeting={meeting} vote={vote} />
      </div>
    </div>
  );
}

/** Only who leads may declare a vote void. */
function AnnulButton({ meeting, vote }: { meeting: OpenMeeting; vote: Vote }) {
  const t = useTalkText();
  const write = useWriter(meeting.journal);
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason, clear] = useDraft(`annul.${vote.voteId}`);
  const [isAsked, setIsAsked] = useState(false);
  if (!meeting.view.abilities.lead) return null;
  const annul = async () => {
    const why = reason.trim();
    setIsAsked(why === '');
    if (why === '') return;
    if (
      await write(`annul ${vote.voteId}`, (j) =>
        j.append('vote-annulled', { voteId: vote.voteId, reason: why }),
      )
    ) {
      clear();
      setIsOpen(false);
    }
  };
  return (
    <>
      <Button kind="plain" onClick={() => setIsOpen(true)}>
        {t('annul')}
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('annulTitle')}
        actions={
          <>
            <Button onClick={() => setIsOpen(false)}>{t('cancel')}</Button>
            <Button kind="danger" onClick={() => void annul()}>
              {t('annul')}
            </Button>
          </>
        }
      >
        <p>{t('annulText')}</p>
        <TextArea
          label={t('annulReason')}
          lines={2}
          maxLength={2000}
          value={reason}
          onChange={setReason}
          error={isAsked && reason.trim() === '' ? t('reasonNeeded') : undefined}
          autoFocus
        />
      </Dialog>
    </>
  );
}

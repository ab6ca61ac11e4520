import { type ReactNode, useState } from 'react';
import { BallotTool } from '#features/ballots/widgets.tsx';
import { addDays, clockTimeAt, instantOf } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Notice, RuleLine } from '#ui-kit/feedback.tsx';
import { NumberField, Segmented, TimeField } from '#ui-kit/fields.tsx';
import { Grid, Stack } from '#ui-kit/page-frame.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { OpenVoteMethod, VoteMatter } from '../../contract.ts';
import type { Vote } from '../../domain/fold.ts';
import type { Gap } from '../../domain/may-close.ts';
import { countOpenVote } from '../../domain/vote.ts';
import { thresholdOf, voteRollOf } from '../../domain/vote-rule.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { namesIn } from '../member/name-of.ts';
import { useWriter } from '../run/use-writer.ts';
import { PetitionAnswers } from './petition-answers.tsx';
import { useAfterText } from './text.ts';

type Counts = { yes: number | null; no: number | null; abstain: number | null };

/** Three figures, and at once what they come to. `onSave` gets them only when they can be true. */
function CountForm({
  meeting,
  matter,
  initial,
  saveLabel,
  onSave,
  children,
}: {
  meeting: OpenMeeting;
  matter: VoteMatter;
  initial: Counts;
  saveLabel: string;
  onSave: (counts: { yes: number; no: number; abstain: number }, passed: boolean) => Promise<void>;
  children?: ReactNode;
}) {
  const t = useAfterText();
  const [counts, setCounts] = useState(initial);
  const [isSaving, setIsSaving] = useState(false);
  const { context } = meeting.view;
  const given = { yes: counts.yes ?? 0, no: counts.no ?? 0, abstain: counts.abstain ?? 0 };
  const { base, present } = voteRollOf(context, (id) => meeting.state.presence[id], matter);
  const entitled = base.size;
  const threshold = thresholdOf(context, matter);
  const result = countOpenVote(given, { entitled, present: present.size }, threshold);
  const figures = { yes: given.yes, entitled, needed: result.needed };
  const save = async () => {
    setIsSaving(true);
    await onSave(given, result.passed);
    setIsSaving(false);
  };
  return (
    <Stack>
      {children}
      <Grid cell={9}>
        {(
          [
            ['yes', t('voteYes')],
            ['no', t('voteNo')],
            ['abstain', t('voteAbstain')],
          ] as const
        ).map(([key, label]) => (
          <NumberField
            key={key}
            label={label}
            min={0}
            max={entitled}
            value={counts[key]}
            onChange={(value) => setCounts({ ...counts, [key]: value })}
          />
        ))}
      </Grid>
      <div role="status">
        <Notice tone={result.passed ? 'success' : 'warn'}>
          <p>
            {result.overcounted
              ? t('voteTooMany', { entitled })
              : t(result.passed ? 'voteWouldPass' : 'voteWouldFail', figures)}
          </p>
          <RuleLine rule={threshold.source} />
        </Notice>
      </div>
      <div>
        <Button kind="main" busy={isSaving} disabled={result.overcounted} onClick={() => void save()}>
          {saveLabel}
        </Button>
      </div>
    </Stack>
  );
}

const MATTERS = {
  minutes: 'questionMinutes',
  score: 'questionScore',
  conclusion: 'questionConclusion',
} as const;

/** A vote that was held in the room and not written down: its counts, and the adoption that follows from it. */
function RecordVote({ meeting, matter }: { meeting: OpenMeeting; matter: keyof typeof MATTERS }) {
  const t = useAfterText();
  const [method, setMethod] = useState<OpenVoteMethod>('show-of-hands');
  const { journal, state } = meeting;
  const question = useAfterText.inVietnamese(MATTERS[matter]);
  return (
    <CountForm
      meeting={meeting}
      matter={matter}
      initial={{
        yes: voteRollOf(meeting.view.context, (id) => state.presence[id], matter).present.size,
        no: 0,
        abstain: 0,
      }}
      saveLabel={t('voteSave')}
      onSave={async (counts, passed) => {
        const voteId = newId();
        await journal.append('vote-opened', { voteId, question, matter, method });
        await journal.append('vote-counted', { voteId, ...counts });
        await journal.append('vote-closed', { voteId, countedCasts: [] });
        if (matter === 'minutes' && state.minutesRead === null) await journal.append('minutes-read', {});
        if (passed && matter === 'minutes') await journal.append('minutes-adopted', { voteId });
        if (passed && matter === 'score') await journal.append('score-adopted', { voteId });
        showToast({ text: t('voteSaved') });
      }}
    >
      <p>
        <strong>
          {t('voteRecord')}: {question}
        </strong>
      </p>
      <Segmented
        label={t('voteHow')}
        value={method}
        onChange={setMethod}
        options={[
          { value: 'show-of-hands', label: t('byHand') },
          { value: 'party-card', label: t('byCard') },
        ]}
      />
    </CountForm>
  );
}

/** Ends a vote that was left open: with the counts of the room, or with the choices that have arrived. */
function EndVote({ meeting, vote }: { meeting: OpenMeeting; vote: Vote }) {
  const t = useAfterText();
  const { journal } = meeting;
  const { voteId } = vote;
  if (vote.method === 'named')
    return (
      <Stack gap="small">
        <strong>{vote.question}</strong>
        <p>{t('closeNamedVote', { cast: vote.casts.length, entitled: vote.result.entitled })}</p>
        <div>
          <Button
            kind="main"
            onClick={() =>
              void journal.append('vote-closed', {
                voteId,
                countedCasts: vote.casts.map((cast) => cast.entryId),
              })
            }
          >
            {t('closeVote')}
          </Button>
        </div>
      </Stack>
    );
  const { yes, no, abstain } = vote.result;
  return (
    <CountForm
      meeting={meeting}
      matter={vote.matter}
      initial={{ yes, no, abstain }}
      saveLabel={t('closeVote')}
      onSave={async (counts) => {
        await journal.append('vote-counted', { voteId, ...counts });
        await journal.append('vote-closed', { voteId, countedCasts: [] });
        showToast({ text: t('voteSaved') });
      }}
    >
      <strong>{vote.question}</strong>
    </CountForm>
  );
}

/** Two conclusions for one item: a person says which holds. */
function SettleConclusions({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const { state, view, journal } = meeting;
  const name = namesIn(view.context, state);
  const titles = new Map(state.agenda.map((item) => [item.itemId, item.title]));
  const write = useWriter(journal);
  return (
    <Stack>
      {state.conclusions
        .filter((conclusion) => conclusion.inConflict)
        .map(({ itemId, live }) => (
          <Stack key={itemId} gap="small">
            <strong>{titles.get(itemId) ?? t('otherMatters')}</strong>
            {live.map((each) => (
              <div key={each.entryId} className="after-choice">
                <p className="after-text">{each.text}</p>
                <p className="k-soft k-small">
                  {t('writtenBy', { name: name(each.by) ?? t('unknownPerson') })}
                </p>
                <Button
                  onClick={() =>
                    void write(`settle ${itemId}`, (j) =>
                      j.append('conclusion-written', {
                        itemId,
                        text: each.text,
                        replaces: live.map((one) => one.entryId),
                      }),
                    )
                  }
                >
                  {t('keepThis')}
                </Button>
              </div>
            ))}
          </Stack>
        ))}
    </Stack>
  );
}

/** The hours as people remember them, when a device's clock was wrong or "end" was pressed at the wrong moment. */
function RestateHours({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const { started, ended } = meeting.state;
  const [from, setFrom] = useState<string | null>(started ? clockTimeAt(started.startedAt) : null);
  const [to, setTo] = useState<string | null>(ended ? clockTimeAt(ended.endedAt) : null);
  if (!started) return null;
  const save = async () => {
    if (from === null || to === null) return;
    const { chairId, heldOn, place } = started;
    await meeting.journal.append('meeting-started', {
      chairId,
      heldOn,
      place,
      startedAt: instantOf(heldOn, from),
    });
    // A meeting that began in the evening may end after midnight.
    await meeting.journal.append('meeting-ended', {
      endedAt: instantOf(to < from ? addDays(heldOn, 1) : heldOn, to),
    });
    showToast({ text: t('saved') });
  };
  return (
    <Stack>
      <Grid cell={10}>
        <TimeField label={t('hoursFrom')} value={from} onChange={setFrom} />
        <TimeField label={t('hoursTo')} value={to} onChange={setTo} />
      </Grid>
      <div>
        <Button kind="main" disabled={from === null || to === null} onClick={() => void save()}>
          {t('hoursSave')}
        </Button>
      </div>
    </Stack>
  );
}

function NameRecorder({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const [memberId, setMemberId] = useState<string | null>(null);
  const { view, state, journal } = meeting;
  const options = view.context.roll
    .filter((member) => state.presence[member.memberId]?.presence === 'present')
    .map((member) => ({ value: member.memberId, label: member.fullName }));
  return (
    <Stack>
      <PickField label={t('recorder')} value={memberId} onChange={setMemberId} options={options} />
      <div>
        <Button
          kind="main"
          disabled={memberId === null}
          onClick={() => {
            if (memberId !== null) void journal.append('recorder-appointed', { memberId });
          }}
        >
          {t('recorderSave')}
        </Button>
      </div>
    </Stack>
  );
}

/** Secret ballots that were left open are closed here; nothing new is opened after the end of the meeting. */
function EndBallots({ meeting }: { meeting: OpenMeeting }) {
  const { view } = meeting;
  return (
    <BallotTool
      branchId={view.meeting.branchId}
      meetingId={view.meeting.id}
      heldOn={view.meeting.heldOn ?? view.meeting.plannedOn}
      members={[]}
      voting={null}
      isEnding
      onOpen={() => Promise.resolve()}
    />
  );
}

/** What fills this gap on the spot; null when it is filled in one of the parts below, or by somebody else. */
export function fixFor(gap: Gap['gap'], meeting: OpenMeeting): ReactNode | null {
  switch (gap) {
    case 'vote-still-open':
      return (
        <Stack gap="large">
          {meeting.state.votes
            .filter((vote) => vote.status === 'open')
            .map((vote) => (
              <EndVote key={vote.voteId} meeting={meeting} vote={vote} />
            ))}
        </Stack>
      );
    case 'ballot-still-open':
      return <EndBallots meeting={meeting} />;
    case 'conclusions-in-conflict':
      return <SettleConclusions meeting={meeting} />;
    case 'minutes-not-adopted':
      return <RecordVote meeting={meeting} matter="minutes" />;
    case 'score-not-adopted':
      return <RecordVote meeting={meeting} matter="score" />;
    case 'no-conclusion-adopted':
      return <RecordVote meeting={meeting} matter="conclusion" />;
    case 'clocks-disagree':
    case 'shorter-than-rule':
      return <RestateHours meeting={meeting} />;
    case 'petitions-unanswered':
      return <PetitionAnswers meeting={meeting} />;
    case 'no-recorder':
      return <NameRecorder meeting={meeting} />;
    default:
      return null;
  }
}

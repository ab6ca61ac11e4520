import { useMemo, useState } from 'react';
import type { Mark, ScoreCriterion, ScoreSheet } from '#features/rulebooks/contract.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Notice, RuleLine } from '#ui-kit/feedback.tsx';
import { Checkbox, NumberField, Segmented, TextArea } from '#ui-kit/fields.tsx';
import { Grid, Section } from '#ui-kit/page-frame.tsx';
import { StatTile } from '#ui-kit/show.tsx';
import { useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { EntryPayloads } from '../../contract.ts';
import { outcomeOf, proposalsOf, type SaidProposal } from '../../domain/judge-score.ts';
import type { MeetingScore } from '../../domain/total-meeting-score.ts';
import { useGapSentence } from '../gaps.ts';
import { useDraft } from '../journal/use-draft.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { namesIn } from '../member/name-of.ts';
import { confirmedText, markText, outcomeNotes, outcomeText } from './score-words.ts';
import { type AfterText, useAfterText } from './text.ts';

/** As the journal takes it: exactly one of points, met and not applicable. */
const payloadOf = (criterionId: string, mark: Mark): EntryPayloads['score-marked'] =>
  typeof mark === 'number'
    ? { criterionId, points: mark }
    : mark === 'not-applicable'
      ? { criterionId, points: null, notApplicable: true }
      : { criterionId, points: null, met: mark === 'met' };

/** One criterion's mark as a field: points or met, and "does not apply" where the sheet allows it. */
function MarkField({
  criterion,
  sheet,
  value,
  onChange,
}: {
  criterion: ScoreCriterion;
  sheet: ScoreSheet;
  value: Mark | null;
  onChange: (mark: Mark | null) => void;
}) {
  const t = useAfterText();
  const say = useSay();
  const isOut = value === 'not-applicable';
  return (
    <div className="after-mark-field">
      {sheet.kind === 'points' ? (
        <NumberField
          label={`${t('points')}: ${say(criterion.title)}`}
          labelHidden
          min={0}
          max={criterion.max}
          decimals
          unit={`/ ${criterion.max}`}
          disabled={isOut}
          value={typeof value === 'number' ? value : null}
          onChange={onChange}
        />
      ) : (
        <Segmented
          label={say(criterion.title)}
          labelHidden
          disabled={isOut}
          value={value === 'met' || value === 'not-met' ? value : null}
          onChange={onChange}
          options={[
            { value: 'met', label: t('met') },
            { value: 'not-met', label: t('notMet') },
          ]}
        />
      )}
      {criterion.mayNotApply && (
        <Checkbox
          label={
            <>
              {t('notApplicable')}
              <span className="k-hidden">: {say(criterion.title)}</span>
            </>
          }
          checked={isOut}
          onChange={(on) => onChange(on ? 'not-applicable' : null)}
        />
      )}
    </div>
  );
}

/** What the record says on a criterion, in one sentence. */
function Evidence({ proposal }: { proposal: SaidProposal | undefined }) {
  const say = useSay();
  return proposal?.evidenceText ? <span className="k-check-note">{say(proposal.evidenceText)}</span> : null;
}

/** A criterion that nobody marked in the meeting: filled in afterwards, from what the record proves if it does. */
function FillMark({
  meeting,
  sheet,
  criterion,
  proposed,
}: {
  meeting: OpenMeeting;
  sheet: ScoreSheet;
  criterion: ScoreCriterion;
  proposed: Mark | null;
}) {
  const t = useAfterText();
  const say = useSay();
  const [mark, setMark] = useState<Mark | null>(proposed);
  const isWrong = typeof mark === 'number' && (mark < 0 || mark > criterion.max);
  return (
    <>
      <MarkField criterion={criterion} sheet={sheet} value={mark} onChange={setMark} />
      <Button
        disabled={mark === null || isWrong}
        onClick={() => {
          if (mark !== null) void meeting.journal.append('score-marked', payloadOf(criterion.id, mark));
        }}
      >
        {t('markSave')}
        <span className="k-hidden">: {say(criterion.title)}</span>
      </Button>
    </>
  );
}

type FollowerProps = {
  meeting: OpenMeeting;
  score: MeetingScore;
  proposals: ReadonlyMap<string, SaidProposal>;
  /** While the follower amends, the sheet below stands aside: every criterion is in the form. */
  isAmending: boolean;
  setAmending: (on: boolean) => void;
};

function FollowerForm({
  meeting,
  score,
  proposals,
  isAmending,
  setAmending,
  onDone,
}: FollowerProps & { onDone: () => void }) {
  const t = useAfterText();
  const say = useSay();
  const { view, journal } = meeting;
  const sheet = view.context.rules['score.sheet'].value;
  const [theirs, setTheirs] = useState<Record<string, Mark | null>>(
    () => score.confirmed?.marks ?? score.marks,
  );
  const [reason, setReason, clearReason] = useDraft(`score-reason.${view.meeting.id}`);
  const [isTried, setIsTried] = useState(false);
  const changed = Object.entries(theirs).flatMap(([id, mark]) =>
    mark !== null && mark !== score.marks[id] ? [{ id, mark }] : [],
  );
  const marks = Object.fromEntries(
    Object.entries(theirs).filter((pair): pair is [string, Mark] => pair[1] !== null),
  );
  const total = outcomeOf(sheet, marks);
  const done = () => {
    clearReason();
    setAmending(false);
    setIsTried(false);
    showToast({ text: t('confirmSaved') });
    onDone();
  };
  const agree = async () => {
    await journal.append('score-confirmed', { marks: [] });
    done();
  };
  const amend = async () => {
    setIsTried(true);
    if (changed.length === 0 || reason.trim() === '' || total === null) return;
    await journal.append('score-confirmed', {
      marks: changed.map(({ id, mark }) => payloadOf(id, mark)),
      reason,
    });
    done();
  };
  return (
    <>
      <div className="after-bar">
        <Button kind="main" size="large" onClick={() => void agree()}>
          {t('confirmAgree', { score: outcomeText(t, say, score.own) })}
        </Button>
        <Button expanded={isAmending} size="large" onClick={() => setAmending(!isAmending)}>
          {t(isAmending ? 'confirmAmendStop' : 'confirmAmend')}
        </Button>
      </div>
      {isAmending && (
        <div className="after-form">
          {sheet.blocks.map((block) => (
            <div key={block.id}>
              <h3>{say(block.title)}</h3>
              <ul className="after-lines">
                {block.criteria.map((criterion) => (
                  <li key={criterion.id} className="after-mark">
                    <div>
                      {say(criterion.title)}
                      <Evidence proposal={proposals.get(criterion.id)} />
                      <span className="k-check-note">
                        {t('scoreOwn')}: {markText(t, score.marks[criterion.id] ?? null, criterion.max)}
                      </span>
                    </div>
                    <MarkField
                      criterion={criterion}
                      sheet={sheet}
                      value={theirs[criterion.id] ?? null}
                      onChange={(mark) => setTheirs({ ...theirs, [criterion.id]: mark })}
                    />
                  </li>
                ))}
              </ul>
            </div>
          ))}
          <div role="status">
            {total && <Notice tone="info">{t('confirmNew', { score: outcomeText(t, say, total) })}</Notice>}
          </div>
          <TextArea
            label={t('confirmReason')}
            hint={t('confirmReasonHint')}
            required
            value={reason}
            onChange={setReason}
            maxLength={2_000}
            error={isTried && reason.trim() === '' ? t('confirmReasonNeeded') : undefined}
          />
          {isTried && changed.length === 0 && <Notice tone="warn">{t('confirmNothingChanged')}</Notice>}
          <div>
            <Button kind="main" disabled={total === null} onClick={() => void amend()}>
              {t('confirmSave')}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

/** What the follower said, or whom the branch waits for. */
function FollowerWord(props: FollowerProps) {
  const t = useAfterText();
  const sentenceOf = useGapSentence();
  const { meeting, score } = props;
  const [isAgain, setIsAgain] = useState(false);
  const { view, state } = meeting;
  const { confirmation } = state;
  const mayConfirm = view.abilities.confirmScore && state.stage !== 'closed' && score.own !== null;
  const name = namesIn(view.context, state);
  return (
    <Section title={t('confirmTitle')}>
      {state.confirmationLapsed && <Notice tone="warn">{t('scoreChangedSinceWord')}</Notice>}
      {confirmation !== null && (
        <Notice tone="success">
          <p>
            {t(score.confirmed?.isAmended ? 'amendedBy' : 'confirmedBy', {
              name: name(confirmation.by) ?? t('unknownPerson'),
            })}
          </p>
          {confirmation.reason && <p>{t('reasonIs', { reason: confirmation.reason })}</p>}
        </Notice>
      )}
      {confirmation === null && !mayConfirm && (
        <p>
          {view.context.followers.length === 0
            ? sentenceOf({ gap: 'no-follower', blocks: false, facts: {} }, view.context)
            : view.abilities.confirmScore
              ? t('confirmLater')
              : t('waitingFor', {
                  names: view.context.followers.map((follower) => follower.fullName).join(', '),
                })}
        </p>
      )}
      {mayConfirm &&
        (confirmation === null || isAgain ? (
          <FollowerForm key={confirmation?.entryId ?? 'first'} {...props} onDone={() => setIsAgain(false)} />
        ) : (
          <div>
            <Button onClick={() => setIsAgain(true)}>{t('confirmAgain')}</Button>
          </div>
        ))}
    </Section>
  );
}

const outcomeTile = (t: AfterText, say: (text: { vi: string; en: string }) => string, score: MeetingScore) =>
  [
    { key: 'own', label: t('scoreOwn'), text: outcomeText(t, say, score.own) },
    { key: 'confirmed', label: t('scoreConfirmed'), text: confirmedText(t, say, score.confirmed) },
  ] as const;

/** The branch's mark and the confirmed one; one figure where they are the same or nobody has confirmed yet. */
function Marks(props: { own: Mark | null; confirmed: MeetingScore['confirmed']; criterion: ScoreCriterion }) {
  const t = useAfterText();
  const { id, max } = props.criterion;
  const own = markText(t, props.own, max);
  const confirmed = props.confirmed && markText(t, props.confirmed.marks[id] ?? null, max);
  if (confirmed === null || confirmed === own)
    return (
      <dl className="after-marks" data-single>
        <div>
          <dt>{t(confirmed === null ? 'scoreOwn' : 'scoreBoth')}</dt>
          <dd>{own}</dd>
        </div>
      </dl>
    );
  return (
    <dl className="after-marks">
      <div>
        <dt>{t('scoreOwn')}</dt>
        <dd>{own}</dd>
      </div>
      <div>
        <dt>{t('scoreConfirmed')}</dt>
        <dd>{confirmed}</dd>
      </div>
    </dl>
  );
}

/** The score sheet: each criterion with the branch's own mark, the confirmed one and the evidence. */
export function ScorePart({ meeting, score }: { meeting: OpenMeeting; score: MeetingScore }) {
  const t = useAfterText();
  const say = useSay();
  const { view, state } = meeting;
  const rule = view.context.rules['score.sheet'];
  const sheet = rule.value;
  const proposals = useMemo(() => proposalsOf(view.context, state), [view.context, state]);
  const [isAmending, setAmending] = useState(false);
  const notes = new Map(state.scoreMarks.map((mark) => [mark.criterionId, mark.note]));
  const mayFill =
    (view.abilities.lead || view.abilities.record) && state.stage !== 'closed' && score.own === null;
  return (
    <>
      <FollowerWord
        meeting={meeting}
        score={score}
        proposals={proposals}
        isAmending={isAmending}
        setAmending={setAmending}
      />
      <Section title={say(sheet.title)} lead={<RuleLine rule={rule.source} />}>
        <Grid cell={14}>
          {outcomeTile(t, say, score).map((tile) => (
            <StatTile key={tile.key} label={tile.label} value={tile.text} />
          ))}
        </Grid>
        {score.own && outcomeNotes(t, say, sheet, score.own).map((note) => <p key={note}>{note}</p>)}
        <p>{t(state.scoreAdopted?.carried ? 'adopted' : 'notAdopted')}</p>
        {(isAmending ? [] : sheet.blocks).map((block) => (
          <section key={block.id} aria-label={say(block.title)}>
            <h3>{say(block.title)}</h3>
            <ul className="after-lines">
              {block.criteria.map((criterion) => {
                const proposal = proposals.get(criterion.id);
                const own = score.marks[criterion.id] ?? null;
                const note = notes.get(criterion.id);
                return (
                  <li key={criterion.id} className="after-mark">
                    <div>
                      {say(criterion.title)}
                      <Evidence proposal={proposal} />
                      {note && <span className="k-check-note after-text">{note}</span>}
                    </div>
                    {own === null && mayFill ? (
                      <FillMark
                        meeting={meeting}
                        sheet={sheet}
                        criterion={criterion}
                        proposed={proposal?.mark ?? null}
                      />
                    ) : (
                      <Marks own={own} confirmed={score.confirmed} criterion={criterion} />
                    )}
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
      </Section>
    </>
  );
}

import { memo, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import {
  type CriterionProposal,
  criteriaOf,
  describeEvidence,
  gradeTexts,
  type Mark,
  openReasonTexts,
  proposeScore,
  type ScoreCriterion,
} from '#features/rulebooks/contract.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Badge, Notice, RuleLine, StatusDot } from '#ui-kit/feedback.tsx';
import { Checkbox, NumberField, Segmented, TextArea } from '#ui-kit/fields.tsx';
import { IconCheck, IconDown, IconUp } from '#ui-kit/icons.tsx';
import { useSay } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import { collectEvidence } from '../../domain/collect-evidence.ts';
import { totalMeetingScore } from '../../domain/total-meeting-score.ts';
import { useDraft } from '../journal/use-draft.ts';
import { useArrival } from '../use-arrival.ts';
import { useNow } from './meeting-clock.tsx';
import { useScoreText } from './score-text.ts';
import type { ToolProps } from './step-tool.tsx';
import { useWriter } from './use-writer.ts';
import { VotePanel } from './vote-panel.tsx';

type Given = { points: number | null; met?: boolean; notApplicable?: boolean };

const givenOf = (mark: Mark): Given =>
  mark === 'not-applicable'
    ? { points: null, notApplicable: true }
    : typeof mark === 'number'
      ? { points: mark }
      : { points: null, met: mark === 'met' };

/** The sheet by blocks: what the record proves stands beside each criterion, the branch decides. */
export function ScoreTool({ meeting, step }: ToolProps) {
  const t = useScoreText();
  const say = useSay();
  const write = useWriter(meeting.journal);
  const { state, view } = meeting;
  const { context } = view;
  const rule = context.rules['score.sheet'];
  const sheet = rule.value;
  // The length of the meeting is evidence and grows while the sheet is filled in.
  const now = useNow(30_000);
  const proposals = useMemo(
    () => proposeScore(sheet, collectEvidence(context, state, { now })),
    [sheet, context, state, now],
  );
  const score = totalMeetingScore(context, state);
  const proposalOf = new Map(proposals.map((each) => [each.criterionId, each]));
  const notes = new Map(state.scoreMarks.map((each) => [each.criterionId, each.note]));
  const toTake = proposals.filter((each) => each.mark !== null && score.missing.includes(each.criterionId));
  const knockOuts = sheet.kind === 'points' ? sheet.knockOuts.criterionIds : [];
  const criteria = criteriaOf(sheet);

  // One block is open at a time: the first that lacks a mark, until somebody chooses. The whole sheet is ten screens long.
  const [chosen, setChosen] = useState<{ id: string | null; isArrival: boolean } | null>(null);
  const [firstOpen] = useState(
    () =>
      sheet.blocks.find((block) => block.criteria.some((each) => score.missing.includes(each.id)))?.id ??
      null,
  );
  const open = chosen ?? { id: firstOpen, isArrival: false };

  const save = useCallback(
    (criterionId: string, mark: Mark, note: string | null) =>
      write(`score ${criterionId} ${mark} ${note}`, (j) =>
        j.append('score-marked', {
          criterionId,
          ...givenOf(mark),
          ...(note === null || note === '' ? {} : { note }),
        }),
      ),
    [write],
  );

  const sum = (ids: readonly string[]) =>
    ids.reduce((total, id) => {
      const mark = score.marks[id];
      return total + (typeof mark === 'number' ? mark : 0);
    }, 0);
  const { own } = score;
  // The question that is put to the vote stands in the minutes.
  const record = useScoreText.inVietnamese;
  const result =
    own === null
      ? null
      : own.kind === 'points'
        ? `${formatNumber(own.scaled, undefined, 'vi')}, ${gradeTexts[own.grade].vi}`
        : record('met', { met: own.met, counted: own.counted });

  const rowsOf = (block: (typeof sheet.blocks)[number]) => (
    <ul className="run-list">
      {block.criteria.map((criterion) => {
        const proposal = proposalOf.get(criterion.id);
        return (
          <CriterionRow
            key={criterion.id}
            criterion={criterion}
            isPoints={sheet.kind === 'points'}
            isKnockOut={knockOuts.includes(criterion.id)}
            proposed={proposal?.mark ?? null}
            evidence={proposal === undefined ? '' : say(evidenceOf(proposal))}
            mark={score.marks[criterion.id] ?? null}
            note={notes.get(criterion.id) ?? null}
            onSave={save}
          />
        );
      })}
    </ul>
  );

  return (
    <>
      <div className="run-total" role="status">
        {own === null ? (
          <strong>
            {t('soFar', {
              done: criteria.length - score.missing.length,
              count: criteria.length,
              sum: formatNumber(sum(criteria.map((each) => each.id))),
            })}
          </strong>
        ) : own.kind === 'points' ? (
          <>
            <span>
              <span className="k-soft">{t('total')} </span>
              <strong className="run-total-figure k-number">
                {t('totalOf', { sum: formatNumber(own.sum), maximum: formatNumber(own.maximum) })}
              </strong>{' '}
              {own.maximum !== 100 && t('totalScaled', { scaled: formatNumber(own.scaled) })}
            </span>
            <Badge tone={own.grade === 'good' ? 'success' : own.grade === 'poor' ? 'danger' : 'info'}>
              {t('grade', { grade: say(gradeTexts[own.grade]) })}
            </Badge>
          </>
        ) : (
          <>
            <strong>{t('met', { met: own.met, counted: own.counted })}</strong>
            <Badge tone={own.passed ? 'success' : 'warn'}>{t(own.passed ? 'passed' : 'failed')}</Badge>
          </>
        )}
      </div>
      {own?.kind === 'points' && own.knockedOutBy.length > 0 && sheet.kind === 'points' && (
        <Notice
          tone="warn"
          title={t('knockedOut', {
            criteria: own.knockedOutBy
              .map((id) => criteria.find((each) => each.id === id))
              .map((each) => (each ? say(each.title) : ''))
              .join('; '),
          })}
        >
          <RuleLine rule={sheet.knockOuts.source} />
        </Notice>
      )}
      <div className="run-form">
        <p className="k-soft">{t('acceptLead')}</p>
        <div>
          {toTake.length > 0 ? (
            <Button
              icon={<IconCheck />}
              onClick={() =>
                void write('take all', async (j) => {
                  for (const each of toTake)
                    await j.append('score-marked', { criterionId: each.criterionId, ...givenOf(each.mark!) });
                })
              }
            >
              {t('acceptAll', { count: toTake.length })}
            </Button>
          ) : (
            <StatusDot tone="success">{t('accepted')}</StatusDot>
          )}
        </div>
      </div>
      <div className="run-blocks">
        {sheet.blocks.map((block, at) => {
          const ids = block.criteria.map((each) => each.id);
          const maximum = block.criteria.reduce(
            (total, each) => total + (score.marks[each.id] === 'not-applicable' ? 0 : each.max),
            0,
          );
          const points =
            sheet.kind === 'points'
              ? t('blockSum', { sum: formatNumber(sum(ids)), maximum: formatNumber(maximum) })
              : null;
          const left = ids.filter((id) => score.missing.includes(id)).length;
          const next = sheet.blocks[at + 1];
          const isOpen = open.id === block.id;
          return (
            <FoldedBlock
              key={block.id}
              title={say(block.title)}
              summary={[points, left > 0 ? t('blockLeft', { count: left }) : t('blockDone')]
                .filter(Boolean)
                .join(' · ')}
              isOpen={isOpen}
              isArrival={open.isArrival}
              onToggle={() => setChosen({ id: isOpen ? null : block.id, isArrival: false })}
              next={
                next && {
                  title: say(next.title),
                  open: () => setChosen({ id: next.id, isArrival: true }),
                }
              }
            >
              {rowsOf(block)}
            </FoldedBlock>
          );
        })}
      </div>
      <RuleLine rule={rule.source} />
      {rule.localTo !== undefined && (
        <p className="k-soft k-small">
          {t('local')}: {rule.localTo}
        </p>
      )}
      {context.rules['score.adopted-by-vote'].value &&
        (own === null && !state.votes.some((vote) => vote.matter === 'score') ? (
          <Notice tone="info" title={t('voteFirst')} />
        ) : (
          <VotePanel
            key={result ?? ''}
            meeting={meeting}
            matter="score"
            step={step.step}
            question={result === null ? record('questionPlain') : record('question', { result })}
          />
        ))}
      {state.scoreAdopted?.carried && <StatusDot tone="success">{t('adopted')}</StatusDot>}
      {context.rules['score.confirmed-by-follower'].value && <p className="k-soft">{t('followerNext')}</p>}
    </>
  );
}

type FoldedBlockProps = {
  title: string;
  /** Points and what is left to mark; read without opening. */
  summary: string;
  isOpen: boolean;
  /** It was opened from the block before: the reader's place moves there. */
  isArrival: boolean;
  onToggle: () => void;
  next: { title: string; open: () => void } | undefined;
  children: ReactNode;
};

/** One block of the sheet: its sum in sight, its criteria when it is opened, then the way to the next. */
function FoldedBlock(props: FoldedBlockProps) {
  const { title, summary, isOpen, isArrival, onToggle, next, children } = props;
  const t = useScoreText();
  const id = useId();
  const head = useArrival(isOpen, isArrival);
  return (
    <section className="run-block">
      <h3>
        <button
          type="button"
          ref={head}
          className="run-block-head"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={onToggle}
        >
          <span>{title}</span>
          <span className="run-block-sum">{summary}</span>
          {isOpen ? <IconUp /> : <IconDown />}
        </button>
      </h3>
      {/* A point that is being typed is kept when its block folds: rows stay, out of sight. */}
      <div id={id} className="run-block-body" hidden={!isOpen}>
        {children}
        {next && (
          <Button icon={<IconDown />} wide onClick={next.open}>
            {t('blockNext', { title: next.title })}
          </Button>
        )}
      </div>
    </section>
  );
}

/** One sentence: the evidence, and why a person must judge where nothing is proposed. */
function evidenceOf(proposal: CriterionProposal): { vi: string; en: string } {
  const facts = proposal.evidence === null ? null : describeEvidence(proposal.evidence);
  if (proposal.notApplicable !== null) return facts ?? proposal.notApplicable;
  const why = proposal.mark === null && proposal.open !== null ? openReasonTexts[proposal.open] : null;
  if (facts === null) return why ?? { vi: '', en: '' };
  if (why === null || proposal.open === 'not-recorded') return facts;
  return { vi: `${facts.vi}. ${why.vi}`, en: `${facts.en}. ${why.en}` };
}

type RowProps = {
  criterion: ScoreCriterion;
  isPoints: boolean;
  isKnockOut: boolean;
  proposed: Mark | null;
  evidence: string;
  mark: Mark | null;
  note: string | null;
  onSave: (criterionId: string, mark: Mark, note: string | null) => Promise<boolean>;
};

/** Taps on the stepper are kept together and written once the hand rests. */
const REST_MS = 600;

const CriterionRow = memo(function CriterionRow(props: RowProps) {
  const { criterion, isPoints, isKnockOut, proposed, evidence, mark, note, onSave } = props;
  const t = useScoreText();
  const say = useSay();
  const title = say(criterion.title);
  const [typed, setTyped] = useState<number | null>(typeof mark === 'number' ? mark : null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waiting = useRef<(() => void) | null>(null);
  useEffect(() => {
    // What came from another device, or from the proposals, shows unless the hand is on the field.
    if (waiting.current === null) setTyped(typeof mark === 'number' ? mark : null);
  }, [mark]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      waiting.current?.();
    },
    [],
  );
  const type = (value: number | null) => {
    setTyped(value);
    clearTimeout(timer.current);
    waiting.current = null;
    if (
      value === null ||
      value < 0 ||
      value > criterion.max ||
      !Number.isInteger(value * 2) ||
      value === mark
    )
      return;
    waiting.current = () => {
      waiting.current = null;
      void onSave(criterion.id, value, note);
    };
    timer.current = setTimeout(() => waiting.current?.(), REST_MS);
  };
  const isOut = mark === 'not-applicable';
  const differs = proposed !== null && mark !== null && mark !== proposed;
  return (
    <li className="run-item">
      <div>
        <strong>{title}</strong> {isKnockOut && <Badge tone="warn">{t('knockOut')}</Badge>}
        {criterion.note && <p className="k-soft k-small">{say(criterion.note)}</p>}
      </div>
      <p className="run-evidence" data-proven={proposed !== null || undefined}>
        <span>{evidence}</span>
        {proposed !== null && (
          <strong>
            {typeof proposed === 'number'
              ? t('proposed', { points: `${formatNumber(proposed)}/${formatNumber(criterion.max)}` })
              : t(
                  proposed === 'met'
                    ? 'proposedMet'
                    : proposed === 'not-met'
                      ? 'proposedNotMet'
                      : 'proposedNa',
                )}
          </strong>
        )}
        {differs && <StatusDot tone="info">{t('differs')}</StatusDot>}
      </p>
      <div className="run-score">
        {!isOut &&
          (isPoints ? (
            <NumberField
              label={t('points', { title })}
              labelHidden
              value={typed}
              min={0}
              max={criterion.max}
              step={1}
              decimals
              unit={t('outOf', { max: formatNumber(criterion.max) })}
              onChange={type}
            />
          ) : (
            <Segmented
              label={title}
              labelHidden
              value={mark === 'met' || mark === 'not-met' ? mark : null}
              onChange={(value) => void onSave(criterion.id, value, note)}
              options={[
                { value: 'met', label: t('metChoice') },
                { value: 'not-met', label: t('notMetChoice') },
              ]}
            />
          ))}
        {proposed !== null && mark !== proposed && (
          <Button label={t('takeOf', { title })} onClick={() => void onSave(criterion.id, proposed, note)}>
            {t('take')}
          </Button>
        )}
        {proposed === null && isPoints && !isOut && mark !== criterion.max && (
          <Button
            label={t('fullOf', { title })}
            onClick={() => void onSave(criterion.id, criterion.max, note)}
          >
            {t('full')}
          </Button>
        )}
      </div>
      {criterion.mayNotApply && (
        <Checkbox
          label={t('notApplicable')}
          note={say(criterion.mayNotApply)}
          checked={isOut}
          onChange={(checked) => {
            if (checked) void onSave(criterion.id, 'not-applicable', note ?? say(criterion.mayNotApply!));
            else void onSave(criterion.id, isPoints ? 0 : 'not-met', null);
          }}
        />
      )}
      <NotePart criterion={criterion} title={title} mark={mark} note={note} onSave={onSave} />
    </li>
  );
});

function NotePart(props: Pick<RowProps, 'criterion' | 'mark' | 'note' | 'onSave'> & { title: string }) {
  const { criterion, title, mark, note, onSave } = props;
  const t = useScoreText();
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText, clear] = useDraft(`note.${criterion.id}`, note ?? '');
  if (mark === null) return null;
  return (
    <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{note === null ? t('note') : `${t('note')}: ${note}`}</summary>
      {isOpen && (
        <div className="run-form">
          <TextArea
            label={t('noteOf', { title })}
            lines={2}
            maxLength={2000}
            value={text}
            onChange={setText}
          />
          <div>
            <Button
              disabled={text.trim() === (note ?? '')}
              onClick={async () => {
                const words = text.trim();
                if (!(await onSave(criterion.id, mark, words))) return;
                clear();
                setText(words);
                setIsOpen(false);
              }}
            >
              {t('noteSave')}
            </Button>
          </div>
        </div>
      )}
    </details>
  );
}

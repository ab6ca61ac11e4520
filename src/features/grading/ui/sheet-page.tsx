import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { Button, PrintButton } from '#ui-kit/actions.tsx';
import { ErrorState, LoadingState, Notice, RuleLine } from '#ui-kit/feedback.tsx';
import { usePageParams, usePageQuery } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { type Fact, KeyValue } from '#ui-kit/show.tsx';
import { useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { getSheet, leaveOut, returnSheet } from '../contract.ts';
import { obstaclesFor } from '../domain/judge.ts';
import { factsOf } from '../domain/sheet.ts';
import { gradeWords } from '../domain/words.ts';
import { AppraiseForm } from './appraise-form.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { evidenceFacts } from './evidence.tsx';
import { FlagMarks, GradeMark, StateMark } from './marks.tsx';
import { Obstacles } from './obstacles.tsx';
import { PointsFields } from './points-fields.tsx';
import { sheetQuery } from './queries.ts';
import { STEP_KEYS, useGradingText } from './text.ts';
import { WriteForm } from './write-form.tsx';

type View = Answer<typeof getSheet>;
const date = formatCivilDate;

function Head({ view }: { view: View }) {
  const t = useGradingText();
  const say = useSay();
  const { round, flags, previous } = view;
  const facts: Fact[] = [
    { label: t('state'), value: <StateMark state={view.state} isLate={view.isLate} /> },
    ...(view.decisions[0]
      ? [{ label: t('decidedGrade'), value: <GradeMark grade={view.decisions[0].grade} /> }]
      : []),
    {
      label: t('calendar'),
      value: t('calendarIs', {
        selfBy: date(round.selfBy),
        appraiseBy: date(round.appraiseBy),
        decideBy: date(round.decideBy),
      }),
    },
    {
      label: t('rules'),
      value: (
        <>
          {say(view.rulebook.title)} <RuleLine rule={view.rulebook.source} />
        </>
      ),
    },
    ...(previous
      ? [
          {
            label: t('comparison'),
            value: `${t('previous', { grade: say(gradeWords[previous.grade]) })} (${previous.title})`,
          },
        ]
      : []),
    ...(flags.length > 0 ? [{ label: t('look'), value: <FlagMarks flags={flags} /> }] : []),
  ];
  return (
    <Section>
      <KeyValue facts={facts} />
    </Section>
  );
}

/** What the branch says of itself, to be read. */
function Own({ view }: { view: View }) {
  const t = useGradingText();
  const say = useSay();
  const { own } = view;
  if (own.grade === null)
    return (
      <Section title={t('self')}>
        <p>{t(view.state === 'draft' || view.state === 'returned' ? 'stillHidden' : 'unsentNote')}</p>
      </Section>
    );
  return (
    <Section title={t('self')} action={<GradeMark grade={own.grade} />}>
      <Stack>
        <PointsFields
          criteria={view.rules['grading.sheet'].value}
          points={own.points}
          evidence={view.evidence}
          unitId={view.unit.id}
        />
        <KeyValue
          facts={[
            ...factsOf(view.rules).map((fact) => {
              const given = own.declared[fact.id];
              const answer = given ? t(given.answer) : '–';
              return {
                key: fact.id,
                label: say(fact.question),
                value: given?.note ? `${answer}: ${given.note}` : answer,
              };
            }),
            ...(['strengths', 'faults', 'causes'] as const)
              .filter((key) => own[key] !== '')
              .map((key) => ({ label: t(key), value: <p className="g-text">{own[key]}</p> })),
          ]}
        />
      </Stack>
    </Section>
  );
}

function Appraised({ view }: { view: View }) {
  const t = useGradingText();
  const { appraisal } = view;
  if (!appraisal) return null;
  return (
    <Section title={t('appraisal')} action={<GradeMark grade={appraisal.grade} />}>
      <Stack gap="small">
        <PointsFields
          criteria={view.rules['grading.sheet'].value}
          points={appraisal.points}
          evidence={view.evidence}
          unitId={view.unit.id}
        />
        {appraisal.because && <p className="g-text">{t('because', { reason: appraisal.because })}</p>}
        {appraisal.setAside && <p className="g-text">{t('setAsideIs', { reason: appraisal.setAside })}</p>}
      </Stack>
    </Section>
  );
}

function Decisions({ view }: { view: View }) {
  const t = useGradingText();
  const say = useSay();
  const [isChanging, setIsChanging] = useState(false);
  if (view.decisions.length === 0) return null;
  return (
    <Section
      title={t('decisions')}
      action={
        view.abilities.change ? (
          <Button onClick={() => setIsChanging(true)}>{t('decideAnew')}</Button>
        ) : undefined
      }
    >
      <ul className="g-list">
        {view.decisions.map((one) => (
          <li key={`${one.number} ${one.decidedOn} ${one.grade}`}>
            <p>
              <strong>
                {t('decisionIs', {
                  grade: say(gradeWords[one.grade]),
                  number: one.number,
                  date: date(one.decidedOn),
                })}
              </strong>
            </p>
            {one.because && <p>{t('because', { reason: one.because })}</p>}
            <p className="k-soft k-small">{one.byName}</p>
          </li>
        ))}
      </ul>
      {isChanging && <ChangeDialog view={view} onClose={() => setIsChanging(false)} />}
    </Section>
  );
}

function Steps({ steps }: { steps: View['steps'] }) {
  const t = useGradingText();
  if (steps.length === 0) return null;
  return (
    <Section title={t('steps')}>
      <ol className="g-list" reversed>
        {steps.map((one, at) => (
          <li key={`${steps.length - at} ${one.kind}`}>
            <p>
              <strong>{t(STEP_KEYS[one.kind])}</strong>
            </p>
            {one.words && <p className="g-text">{one.words}</p>}
            <p className="k-soft k-small">
              {one.byName ? t('byName', { name: one.byName, date: date(one.on) }) : date(one.on)}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** The sheet of a branch in a round: what it says of itself beside the records, the appraisal, the decision. */
export function SheetPage() {
  const t = useGradingText();
  const { unitId, roundId } = usePageParams<'unitId' | 'roundId'>();
  const from = usePageQuery().from;
  const query = useQuery(sheetQuery(unitId, roundId));
  const [deed, setDeed] = useState<'return' | 'leave-out' | null>(null);
  const done = (words: 'returned' | 'leftOut') => () => {
    setDeed(null);
    showToast({ text: t(words) });
  };
  const invalidates = [['grading', unitId], ['gradings']];
  const giveBack = useWrite<typeof returnSheet>(
    'POST /api/units/:unitId/gradings/:roundId/branches/:branchId/return',
    { invalidates, onDone: done('returned') },
  );
  const leave = useWrite<typeof leaveOut>(
    'POST /api/units/:unitId/gradings/:roundId/branches/:branchId/leave-out',
    { invalidates, onDone: done('leftOut') },
  );
  const view = query.data;
  const back =
    from === 'round' && view
      ? { to: `/units/${view.byUnit.id}/gradings/${roundId}`, label: view.round.title }
      : { to: `/units/${unitId}/grading`, label: t('sheet') };
  if (!view)
    return (
      <Page title={t('sheet')} back={back}>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <LoadingState lines={8} />
        )}
      </Page>
    );
  const { abilities } = view;
  const obstacles = obstaclesFor(
    {
      points: view.appraisal?.points ?? view.own.points,
      declared: view.own.declared,
      evidence: view.evidence,
      setAside: (view.appraisal?.setAside ?? null) !== null,
    },
    view.rules,
  );
  const params = { unitId: view.round.unitId, roundId, branchId: unitId };
  const [latest] = view.steps;
  const title = view.round.title;
  return (
    <Page
      title={`${view.unit.name}: ${title}`}
      lead={t('byUnit', { name: view.byUnit.name })}
      back={back}
      action={<PrintButton />}
    >
      <Stack>
        {view.state === 'returned' && latest?.kind === 'returned' && (
          <Notice tone="warn">{t('returnedNote', { reason: latest.words ?? '' })}</Notice>
        )}
        {view.leftOutBecause && (
          <Notice tone="warn">{t('leftOutNote', { reason: view.leftOutBecause })}</Notice>
        )}
        <Head view={view} />
        <Decisions view={view} />
        <Section
          title={t(view.decisions.length > 0 ? 'evidenceKept' : 'evidenceNow', {
            date: date(view.evidenceOn),
          })}
        >
          <KeyValue facts={evidenceFacts(t, view.evidence, unitId)} />
          {(view.evidence.since ?? '9999') > view.round.from && (
            <p className="k-soft k-small">
              {view.evidence.since
                ? t('evSince', { month: formatYearMonth(view.evidence.since) })
                : t('evNoMeetings')}
            </p>
          )}
        </Section>
        {!abilities.write && !abilities.appraise && view.own.grade !== null && (
          <Section>
            <Obstacles obstacles={obstacles} />
          </Section>
        )}
        {abilities.write ? <WriteForm key={view.savedAt ?? ''} view={view} /> : <Own view={view} />}
        {abilities.appraise ? (
          <AppraiseForm key={view.appraisal ? 'again' : 'first'} view={view} />
        ) : (
          <Appraised view={view} />
        )}
        {(abilities.return || abilities.leaveOut) && (
          <Row>
            {abilities.return && <Button onClick={() => setDeed('return')}>{t('returnIt')}</Button>}
            {abilities.leaveOut && <Button onClick={() => setDeed('leave-out')}>{t('leaveOut')}</Button>}
          </Row>
        )}
        <Steps steps={view.steps} />
      </Stack>
      <ReasonDialog
        open={deed === 'return'}
        title={t('returnIt')}
        label={t('returnReason')}
        maxLength={1000}
        confirmLabel={t('returnIt')}
        write={giveBack}
        onClose={() => setDeed(null)}
        onConfirm={(reason) => giveBack.mutate({ params, body: { reason } })}
      />
      <ReasonDialog
        open={deed === 'leave-out'}
        title={t('leaveOut')}
        label={t('leaveOutReason')}
        confirmLabel={t('leaveOut')}
        danger
        write={leave}
        onClose={() => setDeed(null)}
        onConfirm={(reason) => leave.mutate({ params, body: { reason } })}
      />
    </Page>
  );
}

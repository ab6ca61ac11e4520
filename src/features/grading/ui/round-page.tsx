import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { UNIT_GRADES } from '#features/rulebooks/contract.ts';
import { sectorWords } from '#features/units/widgets.tsx';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { Button, CopyButton, LinkButton, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { addressFor } from '#ui-kit/call.ts';
import type { Column } from '#ui-kit/data-table.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { EmptyState, ErrorState, LoadingState, Notice, RefusalNotice, RuleLine } from '#ui-kit/feedback.tsx';
import { SelectField } from '#ui-kit/fields.tsx';
import { Fold } from '#ui-kit/fold.tsx';
import { IconDownload, IconScore } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { PagedTable } from '#ui-kit/paged-table.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { CountBar, KeyValue } from '#ui-kit/show.tsx';
import { useLanguage, useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type {
  addBranches,
  changeCalendar,
  getRound,
  getRoundFile,
  RoundRow,
  SheetState,
  urgeGrading,
} from '../contract.ts';
import { SHEET_STATES } from '../domain/sheet.ts';
import { flagWords, gradeWords, stateWords } from '../domain/words.ts';
import { CalendarFields, type Days } from './calendar-fields.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { evidenceInBrief } from './evidence.tsx';
import { FlagMarks, GradeMark, StateMark } from './marks.tsx';
import { branchesQuery, roundQuery } from './queries.ts';
import { RulesList } from './rules-list.tsx';
import { GRADE_TONES, STATE_TONES, useGradingText } from './text.ts';

type View = Answer<typeof getRound>;
const date = formatCivilDate;
const ALL = 'all';

function Summary({ view }: { view: View }) {
  const t = useGradingText();
  const say = useSay();
  const { tally } = view.round;
  const capRule = view.rules.find((rule) => rule.key === 'grading.cap');
  return (
    <Section title={t('progress')} action={<PrintButton />}>
      <Stack>
        {tally.late > 0 && <Notice tone="danger">{t('late', { count: tally.late })}</Notice>}
        <CountBar
          label={t('progress')}
          total={tally.branches}
          parts={SHEET_STATES.filter((state) => tally.byState[state] > 0).map((state) => ({
            key: state,
            label: say(stateWords[state]),
            count: tally.byState[state],
            tone: STATE_TONES[state],
          }))}
        />
        {tally.byState.decided > 0 && (
          <>
            <h3>{t('grades')}</h3>
            <CountBar
              label={t('grades')}
              parts={UNIT_GRADES.map((grade) => ({
                key: grade,
                label: say(gradeWords[grade]),
                count: tally.byGrade[grade],
                tone: GRADE_TONES[grade],
              }))}
            />
          </>
        )}
        <KeyValue
          facts={[
            {
              label: t('cap'),
              value: (
                <>
                  {view.cap.states.map(({ sector, ...state }) => (
                    <p key={sector ?? ''} style={{ margin: 0 }}>
                      {sector
                        ? t('capSector', { sector: say(sectorWords[sector]), ...state })
                        : t('capIs', state)}
                      {state.excellent > state.most && ` ${t('capOver')}`}
                    </p>
                  ))}
                  <p className="k-small" style={{ margin: 0, fontWeight: 400 }}>
                    {capRule && say(capRule.text)}
                  </p>
                  <RuleLine rule={view.cap.source} />
                </>
              ),
            },
            {
              label: t('calendar'),
              value: t('calendarIs', {
                selfBy: date(view.round.selfBy),
                appraiseBy: date(view.round.appraiseBy),
                decideBy: date(view.round.decideBy),
              }),
            },
          ]}
        />
        <Fold label={t('rules')}>
          <RulesList rules={view.rules} />
        </Fold>
      </Stack>
    </Section>
  );
}

function CalendarDialog({ view, onClose }: { view: View; onClose: () => void }) {
  const t = useGradingText();
  const { round } = view;
  const [days, setDays] = useState<Days>(round);
  const change = useWrite<typeof changeCalendar>('POST /api/units/:unitId/gradings/:roundId/calendar', {
    invalidates: [['gradings', round.unitId]],
    onDone: () => {
      showToast({ text: t('calendarSaved') });
      onClose();
    },
  });
  const { selfBy, appraiseBy, decideBy } = days;
  return (
    <ConfirmDialog
      open
      title={t('changeCalendar')}
      confirmLabel={t('save')}
      busy={change.isPending}
      notice={change.isError ? <RefusalNotice refusal={change.error} /> : undefined}
      onClose={onClose}
      onConfirm={() => {
        if (selfBy === null || appraiseBy === null || decideBy === null) return;
        change.mutate({
          params: { unitId: round.unitId, roundId: round.id },
          body: { selfBy, appraiseBy, decideBy },
        });
      }}
    >
      <CalendarFields days={days} onChange={setDays} error={change.error} />
    </ConfirmDialog>
  );
}

function Branches({ view }: { view: View }) {
  const t = useGradingText();
  const say = useSay();
  const { language } = useLanguage();
  const { unit, round } = view;
  const [shown, setShown] = useState<SheetState | 'unsent' | typeof ALL>(ALL);
  const list = useInfiniteQuery(branchesQuery(unit.id, round.id, shown === ALL ? null : shown));
  const graded = (grade: RoundRow['grade'], points: number | null) => (
    <>
      <GradeMark grade={grade} />
      {points !== null && (
        <span className="k-soft k-small"> {t('points', { value: formatNumber(points) })}</span>
      )}
    </>
  );
  const words = (grade: RoundRow['grade']) => (grade ? say(gradeWords[grade]) : '');
  const columns: Column<RoundRow>[] = [
    {
      key: 'branch',
      header: t('branch'),
      text: (row) => row.name,
      cell: (row) => (
        <TextLink to={`/units/${row.branchId}/grading/${round.id}?from=round`}>{row.name}</TextLink>
      ),
      primary: true,
    },
    {
      key: 'state',
      header: t('state'),
      text: (row) => say(stateWords[row.state]),
      cell: (row) => (
        <>
          <StateMark state={row.state} isLate={row.isLate} />
          {row.urged && <span className="k-soft k-small">{t('urged', { count: row.urged.times })}</span>}
          {row.leftOutBecause && <span className="k-soft k-small">{row.leftOutBecause}</span>}
        </>
      ),
      brief: 'plain',
    },
    {
      key: 'own',
      header: t('ownGrade'),
      text: (row) => words(row.ownGrade),
      cell: (row) => graded(row.ownGrade, row.ownPoints),
      brief: 'named',
    },
    {
      key: 'look',
      header: t('look'),
      text: (row) => row.flags.map((flag) => say(flagWords[flag])).join(', '),
      cell: (row) => <FlagMarks flags={row.flags} />,
      brief: 'plain',
    },
    {
      key: 'evidence',
      header: t('evidence'),
      text: (row) => evidenceInBrief(t, row.evidence),
      isLong: true,
    },
    {
      key: 'appraised',
      header: t('appraisedGrade'),
      text: (row) => words(row.appraisedGrade),
      cell: (row) => graded(row.appraisedGrade, row.appraisedPoints),
    },
    {
      key: 'decided',
      header: t('decidedGrade'),
      text: (row) => words(row.grade),
      cell: (row) => <GradeMark grade={row.grade} />,
      brief: 'named',
    },
  ];
  const file = addressFor<typeof getRoundFile>('GET /api/units/:unitId/gradings/:roundId/table/:format', {
    params: { unitId: unit.id, roundId: round.id, format: 'xlsx' },
    query: { language },
  });
  return (
    <Section
      title={t('branches')}
      action={
        <LinkButton to={file} download icon={<IconDownload />}>
          {t('download')}
        </LinkButton>
      }
    >
      <Stack>
        <SelectField
          label={t('state')}
          value={shown}
          onChange={setShown}
          options={[
            { value: ALL, label: t('all') },
            { value: 'unsent' as const, label: t('unsent') },
            ...SHEET_STATES.map((value) => ({ value, label: say(stateWords[value]) })),
          ]}
        />
        <PagedTable
          list={list}
          moreLabel={t('moreBranches')}
          caption={t('branches')}
          name="grading-branches"
          columns={columns}
          rows={list.data?.pages.flatMap((page) => page.rows)}
          rowKey={(row) => row.branchId}
          holdsFirst
          empty={<EmptyState icon={IconScore} title={t('noBranches')} />}
        />
      </Stack>
    </Section>
  );
}

/** One round as the committee works on it: how far it is, whom to urge, what to decide, and every branch. */
export function RoundPage() {
  const t = useGradingText();
  const { unitId, roundId } = usePageParams<'unitId' | 'roundId'>();
  const query = useQuery(roundQuery(unitId, roundId));
  const [deed, setDeed] = useState<'calendar' | 'urge' | 'decide' | null>(null);
  const invalidates = [['gradings', unitId]];
  const add = useWrite<typeof addBranches>('POST /api/units/:unitId/gradings/:roundId/branches', {
    invalidates,
    onDone: ({ added }) => showToast({ text: t('added', { count: added }) }),
  });
  const urge = useWrite<typeof urgeGrading>('POST /api/units/:unitId/gradings/:roundId/urgings', {
    invalidates,
    onDone: ({ urged }) => {
      setDeed(null);
      showToast({ text: t('urgeDone', { count: urged }) });
    },
  });
  const back = { to: `/units/${unitId}/gradings`, label: t('title') };
  const view = query.data;
  if (!view)
    return (
      <Page title={t('round')} back={back}>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <LoadingState lines={8} />
        )}
      </Page>
    );
  const { round, abilities, unsent, toDecide } = view;
  const mayUrge = unsent.filter((one) => one.mayUrge);
  const params = { unitId, roundId };
  const letter = () =>
    t('urgingLetter', {
      unit: view.unit.name,
      round: round.title,
      date: date(round.selfBy),
      branches: unsent.map((one) => `- ${one.name}`).join('\n'),
    });
  return (
    <Page
      title={round.title}
      lead={`${view.unit.name}. ${t('openedBy', { name: round.openedByName, date: date(round.openedOn) })}`}
      back={back}
      width="wide"
      action={
        abilities.decide && toDecide.length > 0 ? (
          <Button kind="main" onClick={() => setDeed('decide')}>
            {t('decide')}
          </Button>
        ) : undefined
      }
    >
      <Stack>
        <Summary view={view} />
        <Row>
          {abilities.appraise && mayUrge.length > 0 && (
            <Button onClick={() => setDeed('urge')}>{t('urge', { count: mayUrge.length })}</Button>
          )}
          {unsent.length > 0 && <CopyButton text={letter} label={t('copyUrging')} />}
          {abilities.open && <Button onClick={() => setDeed('calendar')}>{t('changeCalendar')}</Button>}
          {abilities.open && (
            <Button busy={add.isPending} onClick={() => add.mutate({ params })}>
              {t('addBranches')}
            </Button>
          )}
        </Row>
        {add.isError && <RefusalNotice refusal={add.error} />}
        <Branches view={view} />
      </Stack>
      {deed === 'calendar' && <CalendarDialog view={view} onClose={() => setDeed(null)} />}
      {deed === 'decide' && <DecideDialog view={view} onClose={() => setDeed(null)} />}
      <ReasonDialog
        open={deed === 'urge'}
        title={t('urge', { count: mayUrge.length })}
        label={t('urgeText')}
        maxLength={300}
        optional
        confirmLabel={t('urgeSend')}
        write={urge}
        onClose={() => setDeed(null)}
        onConfirm={(text) =>
          urge.mutate({
            params,
            body: { branchIds: mayUrge.map((one) => one.branchId), ...(text ? { text } : {}) },
          })
        }
      >
        <Notice>{t('urgeWhere')}</Notice>
      </ReasonDialog>
    </Page>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { formatYearMonth, type YearMonth } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { Button, LinkButton, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { addressFor } from '#ui-kit/call.ts';
import { DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { SelectField } from '#ui-kit/fields.tsx';
import { FoldIf } from '#ui-kit/fold.tsx';
import { IconDownload, IconTree } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { useGo, usePageQuery } from '#ui-kit/page.ts';
import { Grid, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { KeyValue, StatTile } from '#ui-kit/show.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { FollowedRow, getMonth, getMonthFile, MonthRow } from '../contract.ts';
import { isHeld, NEEDS } from '../domain/needs.ts';
import { needWords } from '../domain/words.ts';
import { addressOf, type Place } from './addresses.ts';
import { MonthClosing } from './month-closing.tsx';
import { useMonthColumns } from './month-columns.tsx';
import { NeedsList } from './needs-list.tsx';
import { monthQuery } from './queries.ts';
import { useReportsText } from './text.ts';
import { UrgeDialog } from './urge-dialog.tsx';

type View = Answer<typeof getMonth>;

const FILTERS = ['all', 'needing', 'held', 'to-come', 'good', 'tasks', ...NEEDS] as const;
type Filter = (typeof FILTERS)[number];

const held = (row: MonthRow) => row.regular !== null && isHeld(row.regular);
const belongs = (row: MonthRow, filter: Filter): boolean => {
  switch (filter) {
    case 'all':
      return true;
    case 'needing':
      return row.needs.length > 0;
    case 'held':
      return held(row);
    case 'to-come':
      return row.regular !== null && !held(row) && !row.needs.some(({ need }) => need === 'not-held');
    case 'good':
      return (row.regular?.confirmedGrade ?? row.regular?.ownGrade) === 'good';
    case 'tasks':
      return (row.regular?.tasksDue ?? 0) > 0;
    default:
      return row.needs.some(({ need }) => need === filter);
  }
};

function Summary({ view, addressOf }: { view: View; addressOf: (filter: Filter) => string }) {
  const t = useReportsText();
  const { totals } = view;
  return (
    <Grid cell={8} isSlim>
      <StatTile
        label={t('held')}
        value={totals.held}
        note={t('heldOf', { count: totals.branches })}
        tone="success"
        to={addressOf('held')}
      />
      <StatTile label={t('planned')} value={totals.planned} tone="brand" to={addressOf('to-come')} />
      <StatTile
        label={t('notHeld')}
        value={totals.notHeld}
        tone={totals.notHeld ? 'danger' : 'neutral'}
        to={addressOf('not-held')}
      />
      <StatTile
        label={t('notPlanned')}
        value={totals.notPlanned}
        tone={totals.notPlanned ? 'warn' : 'neutral'}
        to={addressOf('not-planned')}
      />
      <StatTile
        label={t('attendance')}
        value={totals.percent === null ? '–' : `${formatNumber(totals.percent, 1)}%`}
        note={
          totals.percent === null
            ? t('attendanceNone')
            : t('attendanceNote', { present: totals.present, base: totals.base })
        }
        to={addressOf(totals.percent === null ? 'all' : 'held')}
      />
      <StatTile
        label={t('good')}
        value={totals.good}
        note={t('goodOf', { count: totals.scored })}
        tone="success"
        to={addressOf('good')}
      />
      <StatTile
        label={t('overdueTasks')}
        value={totals.overdueTasks}
        note={t('overdueToday')}
        tone={totals.overdueTasks ? 'warn' : 'neutral'}
        to={addressOf('tasks-overdue')}
      />
    </Grid>
  );
}

/** The minutes are closed: what was reviewed in the meeting is on record. */
const isClosed = ({ regular }: MonthRow): boolean => regular !== null && regular.tasksDue !== null;

function Totals({
  view,
  addressOf,
  inTime,
}: {
  view: View;
  addressOf: (filter: Filter) => string;
  inTime: string;
}) {
  const t = useReportsText();
  const isNarrow = useIsNarrow();
  const { totals } = view;
  const tasks = t('totalTasksValue', {
    done: totals.tasksDone,
    due: totals.tasksDue,
    late: totals.tasksDoneLate,
  });
  return (
    <Section title={t('totals')}>
      <FoldIf when={isNarrow} label={t('totalsOf', { count: totals.branches })}>
        <KeyValue
          facts={[
            { label: t('totalBranches'), value: totals.branches },
            { label: t('held'), value: totals.held },
            {
              label: t('attendance'),
              value:
                totals.percent === null
                  ? '–'
                  : `${totals.present}/${totals.base} (${formatNumber(totals.percent, 1)}%)`,
            },
            { label: t('totalThematic'), value: totals.thematicHeld },
            { label: t('totalThematicQuarter'), value: totals.thematicInQuarter },
            { label: t('totalScored'), value: totals.scored },
            { label: t('totalConfirmed'), value: totals.confirmed },
            {
              label: t('totalTasks'),
              value: (
                <>
                  {totals.tasksDue > 0 ? <TextLink to={addressOf('tasks')}>{tasks}</TextLink> : tasks}
                  <p className="k-soft k-small" style={{ fontWeight: 400 }}>
                    {t('totalTasksNote', { count: view.rows.filter(isClosed).length })}{' '}
                    <TextLink to={inTime}>{t('seeInTime')}</TextLink>
                  </p>
                </>
              ),
            },
            { label: t('totalPapersLate'), value: totals.papersLate },
            { label: t('totalMinutesLate'), value: totals.minutesLate },
          ]}
        />
      </FoldIf>
    </Section>
  );
}

/** So many of those that need somebody stand in sight on a phone, the most pressing first. */
const IN_SIGHT = 5;

/** The most pressing need first, then who has most of them. */
const byNeed = (a: MonthRow, b: MonthRow): number => {
  const rank = ({ needs: [first] }: MonthRow) => (first ? NEEDS.indexOf(first.need) : NEEDS.length);
  return rank(a) - rank(b) || b.needs.length - a.needs.length;
};

function MonthTable({
  view,
  filter,
  addressOf,
}: {
  view: View;
  filter: Filter;
  addressOf: (f: Filter) => string;
}) {
  const t = useReportsText();
  const { language } = useLanguage();
  const go = useGo();
  const [urging, setUrging] = useState<readonly FollowedRow[]>([]);
  // In the lists of those that need something; a table of ninety branches stays a table.
  const urges =
    view.abilities.urge && (filter === 'needing' || (NEEDS as readonly string[]).includes(filter));
  const columns = useMonthColumns(view.rows, urges ? (row) => setUrging([row]) : undefined);
  const rows = view.rows.filter((row) => belongs(row, filter));
  const toUrge = rows.filter((row) => row.mayUrge);
  const labelOf = (one: Filter): string => {
    switch (one) {
      case 'all':
        return t('filterAll');
      case 'needing':
        return t('filterNeeding');
      case 'held':
        return t('filterHeld');
      case 'to-come':
        return t('planned');
      case 'good':
        return t('filterGood');
      case 'tasks':
        return t('filterTasks');
      default:
        return needWords[one][language];
    }
  };
  // A reason that holds for nobody is no choice; the one in use stays, so that the list says what it shows.
  const choices = FILTERS.filter(
    (one) =>
      one === filter ||
      !(NEEDS as readonly string[]).includes(one) ||
      view.rows.some((row) => belongs(row, one)),
  );
  const workbook = addressFor<typeof getMonthFile>('GET /api/units/:unitId/months/:month/table/:format', {
    params: { unitId: view.unit.id, month: view.month, format: 'xlsx' },
    query: { language },
  });
  const month = formatYearMonth(view.month);
  // Who asked for those with one reason wants all of them.
  const folds =
    (filter === 'all' || filter === 'needing') && rows.length > IN_SIGHT
      ? {
          order: byNeed,
          foldOf: ({ needs: [first] }: MonthRow, at: number) => {
            if (!first) return t('needsNothing');
            return at < IN_SIGHT ? null : needWords[first.need][language];
          },
        }
      : undefined;
  return (
    <Section
      title={t('table', { month })}
      action={
        <Row gap="small">
          <LinkButton to={workbook} download icon={<IconDownload />}>
            {t('exportXlsx')}
          </LinkButton>
          <PrintButton />
        </Row>
      }
    >
      <DataTable
        caption={t('table', { month })}
        name="branches-month"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.branchId}
        {...(folds ? { folds } : {})}
        exportName={`${t('table', { month: view.month })} – ${view.unit.name}`}
        tools={
          <>
            <SelectField
              label={t('filter')}
              value={filter}
              onChange={(next) => go(addressOf(next), { replace: true })}
              options={choices.map((value) => ({ value, label: labelOf(value) }))}
            />
            {urges && toUrge.length > 1 && (
              <Button kind="main" onClick={() => setUrging(toUrge)}>
                {t('urgeAll', { count: toUrge.length })}
              </Button>
            )}
          </>
        }
        empty={
          view.rows.length === 0 ? (
            <EmptyState icon={IconTree} title={t('empty')}>
              {t('emptyText')}
            </EmptyState>
          ) : (
            <EmptyState
              title={t('noneShown')}
              action={<LinkButton to={addressOf('all')}>{t('showAll')}</LinkButton>}
            />
          )
        }
      />
      <UrgeDialog
        unitId={view.unit.id}
        month={view.month}
        branches={urging}
        mails={view.mailsUrgings}
        onClose={() => setUrging([])}
      />
    </Section>
  );
}

/** The branches of a committee in one month: who needs somebody first, then every branch with its figures. */
export function BranchesView({ place, month }: { place: Place; month: YearMonth }) {
  const { unitId } = place;
  const askedFilter = usePageQuery().show;
  const filter = FILTERS.find((one) => one === askedFilter) ?? 'all';
  const addressOfFilter = (wanted: Filter) => {
    const address = addressOf(place, { view: 'branches' });
    return wanted === 'all' ? address : `${address}&show=${wanted}`;
  };
  const read = useQuery(monthQuery(unitId, month));
  const table = useRef<HTMLDivElement>(null);
  const shown = useRef(filter);
  // Who comes for some of the branches finds these first. Later the list stays where it is, and keeps the focus.
  const [listFirst] = useState(filter !== 'all');
  // What a figure or a reason opens is brought into sight.
  useEffect(() => {
    if (shown.current === filter) return;
    shown.current = filter;
    table.current?.scrollIntoView({ block: 'start' });
  }, [filter]);
  if (read.isPending) return <LoadingState lines={8} />;
  if (read.isError) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  const view = read.data;
  // The month before is still in memory while this one is on its way; its figures must not stand here.
  if (view.month !== month) return <LoadingState lines={8} />;
  const list = (
    <div ref={table} className="r-month-table">
      <MonthTable view={view} filter={filter} addressOf={addressOfFilter} />
    </div>
  );
  return (
    <Stack>
      {listFirst && list}
      <Summary view={view} addressOf={addressOfFilter} />
      <NeedsList rows={view.rows} addressOf={addressOfFilter} />
      {!listFirst && list}
      <Totals
        view={view}
        addressOf={addressOfFilter}
        inTime={addressOf(place, { view: 'spread', measure: 'tasksInTime' })}
      />
      <MonthClosing
        unitId={unitId}
        month={view.month}
        isClosed={view.isClosed}
        isClosedHere={view.isClosedHere}
        mayClose={view.abilities.closeMonth}
        without={view.totals.branches - view.totals.held}
      />
    </Stack>
  );
}

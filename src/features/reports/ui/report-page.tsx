import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { civilDateAt, formatCivilDate, monthOf } from '#kernel/civil-date.ts';
import { EmptyState, ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { IconCalendar } from '#ui-kit/icons.tsx';
import { usePageParams, usePageQuery } from '#ui-kit/page.ts';
import { Page, Stack } from '#ui-kit/page-frame.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import { periodOf, type ReportPeriod, readPeriod } from '../domain/report-period.ts';
import { addressOf, type Place, readPlace, type View } from './addresses.ts';
import { BranchesView } from './branches-view.tsx';
import { ChildrenView, type Dashboard } from './children-view.tsx';
import { periodWords } from './measured.ts';
import { PeriodBar } from './period-bar.tsx';
import { dashboardQuery } from './queries.ts';
import './reports.css';
import { useReportsText } from './text.ts';
import { ViewsNav } from './views-nav.tsx';

// Pictures are loaded when somebody wants to see them.
const SpreadView = lazy(() => import('./spread-view.tsx').then((m) => ({ default: m.SpreadView })));
const TrendView = lazy(() => import('./trend-view.tsx').then((m) => ({ default: m.TrendView })));
const MapView = lazy(() => import('./map-view.tsx').then((m) => ({ default: m.MapView })));
const MovesView = lazy(() => import('./moves-view.tsx').then((m) => ({ default: m.MovesView })));

/** Beyond so many, branches are looked at committee by committee. */
const MOST_BRANCHES = 400;

/** Which views make sense for what is there. */
function viewsFor(view: Dashboard, period: ReportPeriod): View[] {
  const hasBranches = period.kind === 'month' && view.branches <= MOST_BRANCHES;
  const hasMap = view.children.filter((child) => child.id !== null).length > 1;
  return [
    'children',
    ...(hasBranches ? (['branches'] as const) : []),
    'spread',
    'trend',
    ...(hasMap ? (['map'] as const) : []),
    'moves',
  ];
}

/** The view that answers first: a committee right above its branches sees these, any other one its units. */
const firstView = (view: Dashboard, period: ReportPeriod): View =>
  period.kind === 'month' && view.children.length > 0 && view.children.every((child) => child.isBranch)
    ? 'branches'
    : 'children';

function Shown({
  view,
  place,
  period,
  which,
}: {
  view: Dashboard;
  place: Place;
  period: ReportPeriod;
  which: View;
}) {
  switch (which) {
    case 'branches':
      return <BranchesView place={place} month={period.from} />;
    case 'spread':
      return <SpreadView view={view} place={place} />;
    case 'trend':
      return <TrendView place={place} month={view.months.at(-1)!} />;
    case 'map':
      return <MapView view={view} place={place} />;
    case 'moves':
      return <MovesView place={place} period={period} />;
    default:
      return <ChildrenView view={view} place={place} period={period} />;
  }
}

/** A committee in a month, quarter or year: what lies directly below it, seen in several ways, each figure opening down. */
export function ReportPage() {
  const t = useReportsText();
  const { language } = useLanguage();
  const { unitId, month: asked } = usePageParams<'unitId' | 'month'>();
  const today = civilDateAt(Date.now());
  const thisMonth = monthOf(today);
  const period = (asked ? readPeriod(asked) : undefined) ?? periodOf('month', thisMonth);
  const place = readPlace(unitId, period.name, usePageQuery());
  // A month ahead has no figures yet; its branches may have planned.
  const isAhead = period.from > thisMonth;
  const dashboard = useQuery({
    ...dashboardQuery({ unitId, clock: place.clock, sector: place.sector }, period.name),
    enabled: !isAhead,
  });
  const words = periodWords(period, language);
  const frame = (
    title: string,
    lead: ReactNode,
    children: ReactNode,
    back?: { to: string; label: string },
    about?: string,
  ) => (
    <Page title={title} lead={lead} width="wide" {...(back ? { back } : {})}>
      <PeriodBar place={place} period={period} today={today} about={about} />
      {children}
    </Page>
  );
  const plainTitle = t('title', { period: words });
  if (isAhead)
    return frame(
      plainTitle,
      undefined,
      period.kind === 'month' ? (
        <BranchesView place={place} month={period.from} />
      ) : (
        <EmptyState icon={IconCalendar} title={t('periodAhead')} />
      ),
    );
  if (dashboard.isPending) return frame(plainTitle, undefined, <LoadingState lines={8} />);
  if (dashboard.isError)
    return frame(
      plainTitle,
      undefined,
      <ErrorState error={dashboard.error} onRetry={() => void dashboard.refetch()} />,
    );
  const view = dashboard.data;
  // What was asked for before is still in memory; its figures must not stand under the new name.
  if (dashboard.isPlaceholderData) return frame(plainTitle, undefined, <LoadingState lines={8} />);

  const views = viewsFor(view, period);
  const wanted = place.view ?? firstView(view, period);
  const which = views.includes(wanted) ? wanted : 'children';
  // Before it was founded, or before the first branch stood under it: rows of dashes would look like a fault.
  const isBefore = view.branches === 0 && view.children.length === 0 && period.from < thisMonth;
  const above = view.above[0];
  const about = [
    view.clock === 'then'
      ? t('treeOn', { date: formatCivilDate(view.treeOn) })
      : t('treeOnToday', { date: formatCivilDate(view.today) }),
    t('exactNow'),
  ].join(' · ');
  return frame(
    t('titleOf', { unit: view.unit.name, period: words }),
    <>
      {t('branchTotal', { number: formatNumber(view.branches) })}
      <span className="r-lead-about"> · {about}</span>
    </>,
    <>
      <ViewsNav place={place} view={which} views={views} />
      {place.sector && which === 'branches' && <Notice>{t('sectorNotHere')}</Notice>}
      <Suspense fallback={<LoadingState lines={8} />}>
        <Stack>
          {isBefore && which !== 'trend' && which !== 'moves' ? (
            <EmptyState icon={IconCalendar} title={t('nothingThen', { period: words })}>
              {t('nothingThenText', { date: formatCivilDate(view.treeOn) })}
            </EmptyState>
          ) : (
            <Shown view={view} place={place} period={period} which={which} />
          )}
        </Stack>
      </Suspense>
    </>,
    above
      ? { to: addressOf(place, { unitId: above.id, view: 'children', measure: null }), label: above.name }
      : undefined,
    about,
  );
}

import { useState } from 'react';
import { kindWords } from '#features/units/widgets.tsx';
import type { Answer } from '#kernel/route.ts';
import { LinkButton, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { addressFor } from '#ui-kit/call.ts';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState } from '#ui-kit/feedback.tsx';
import { SelectField } from '#ui-kit/fields.tsx';
import { FoldIf } from '#ui-kit/fold.tsx';
import { IconDownload, IconTree } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Grid, Row, Section } from '#ui-kit/page-frame.tsx';
import { StatTile } from '#ui-kit/show.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { DashboardChild, Figures, getDashboard, getDashboardFile, MeasureKey } from '../contract.ts';
import { chanceInterval, type Standing, standingOf, weaknessOf } from '../domain/chance.ts';
import { MEASURE_KEYS, MEASURES, type Measure, measureOf } from '../domain/measures.ts';
import type { ReportPeriod } from '../domain/report-period.ts';
import { SMALLEST_GROUP } from '../domain/spread.ts';
import { measureWords, standingWords } from '../domain/words.ts';
import { addressOf, type Place } from './addresses.ts';
import { childAddress } from './child-links.ts';
import { ALWAYS_IN_SIGHT, MeasuredValue, useChildrenColumns } from './children-columns.tsx';
import { type Spreads, spreadsByKind, standingIn } from './compare.ts';
import { MeasurePick } from './measure-pick.tsx';
import { formatParts, formatValue, periodWords } from './measured.ts';
import { useReportsText } from './text.ts';

export type Dashboard = Answer<typeof getDashboard>;

const TILES: readonly MeasureKey[] = [
  'held',
  'attendance',
  'papers',
  'confirmedScore',
  'tasksInTime',
  'tasksOverdue',
  'needing',
  'members',
];
const TONES: Record<Standing, 'success' | 'brand' | 'danger'> = {
  better: 'success',
  alike: 'brand',
  worse: 'danger',
};

/** The whole unit's figures; each opens the picture of how the units below are spread around it. */
export function Tiles({ view, place }: { view: Dashboard; place: Place }) {
  const t = useReportsText();
  const { language } = useLanguage();
  return (
    <Grid cell={8.5} isSlim>
      {TILES.map((key) => {
        const measure = MEASURES[key];
        const parts = formatParts(measure, view.totals);
        const peers = view.peers?.[key];
        const standing = standingIn(view.peers, key, view.totals);
        const note = [
          parts,
          // Beside the branches stand all that are overdue by now, whenever they were due.
          key === 'tasksOverdue' ? t('dueInPeriod') : '',
          key === 'tasksInTime' ? t('inTimeNow') : '',
          peers && measure.kind !== 'count'
            ? t('peersMedian', { value: formatValue(measure, peers.median) })
            : '',
          standing && standing !== 'alike' ? standingWords[standing][language] : '',
        ]
          .filter(Boolean)
          .join(' · ');
        return (
          <StatTile
            key={key}
            label={measureWords[key].label[language]}
            value={formatValue(measure, measureOf(view.totals, measure).value)}
            note={note || undefined}
            tone={TONES[standing ?? 'alike']}
            to={addressOf(place, { view: 'spread', measure: key })}
          />
        );
      })}
    </Grid>
  );
}

const WEAKEST = 3;
/** What a weak unit can be weak in. */
const WEAK_IN = MEASURE_KEYS.filter((key) => MEASURES[key].better !== null);

/** Units with a value, from the weakest; to what place on they stand alike is for the caller to look at. */
function weakestFirst(children: readonly DashboardChild[], measure: Measure) {
  return children
    .flatMap((child) => {
      const measured = measureOf(child.figures, measure);
      const weakness = weaknessOf(measure, measured);
      return child.id === null || weakness === null ? [] : [{ child, measured, weakness }];
    })
    .toSorted((a, b) => b.weakness - a.weakness);
}

/** What tells three units from the others: in one month nearly every branch needs a look for something. */
const tellingMeasure = (children: readonly DashboardChild[]): MeasureKey =>
  [...new Set<MeasureKey>(['needing', 'attendance', ...WEAK_IN])].find((key) => {
    const ranked = weakestFirst(children, MEASURES[key]);
    return ranked.length > WEAKEST && ranked[WEAKEST]!.weakness < ranked[WEAKEST - 1]!.weakness;
  }) ?? 'needing';

function Weakest({ view, place }: { view: Dashboard; place: Place }) {
  const t = useReportsText();
  const { language } = useLanguage();
  const [key, setKey] = useState<MeasureKey>(() =>
    place.measure && WEAK_IN.includes(place.measure) ? place.measure : tellingMeasure(view.children),
  );
  const measure = MEASURES[key];
  const spreads = spreadsByKind(view.children);
  const ranked = weakestFirst(view.children, measure);
  if (view.children.length <= WEAKEST || ranked.length < WEAKEST) return null;
  // Where more stand alike at the bottom than have a place here, to name three of them would be arbitrary.
  const last = ranked[WEAKEST - 1]!.weakness;
  const first = ranked
    .slice(0, WEAKEST)
    .filter(({ weakness }) => weakness > last || ranked[WEAKEST]?.weakness !== last);
  const alike = ranked.filter(({ weakness }) => weakness === last).length;
  return (
    <Section title={t('weakest')} lead={t('weakestLead')}>
      <MeasurePick measures={WEAK_IN} value={key} onChange={setKey} />
      <ol className="k-grid r-weak" style={{ ['--k-cell' as string]: '15rem' }}>
        {first.map(({ child, measured }) => {
          const spread = spreads.get(child.kind ?? '')?.[key];
          const standing = spread ? standingOf(measure, measured, spread.median) : undefined;
          const interval = measure.kind === 'share' ? chanceInterval(measured.part, measured.whole) : null;
          const to = childAddress(place, child);
          return (
            <li key={child.id} className="r-weak-card" data-standing={standing}>
              <div className="r-weak-head">
                {to ? <TextLink to={to}>{child.name}</TextLink> : child.name}
                <span className="r-weak-value">{formatValue(measure, measured.value)}</span>
              </div>
              <div className="r-rows-note">
                {[
                  formatParts(measure, child.figures),
                  interval
                    ? t('chanceRange', {
                        low: formatNumber(interval.low, 0),
                        high: formatNumber(interval.high, 0),
                      })
                    : '',
                  spread ? t('groupMedian', { value: formatValue(measure, spread.median) }) : '',
                  standing ? standingWords[standing][language] : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            </li>
          );
        })}
      </ol>
      {first.length < WEAKEST && (
        <p>
          {t('weakestAlike', {
            count: alike,
            value: formatValue(measure, ranked[WEAKEST - 1]!.measured.value),
          })}
        </p>
      )}
    </Section>
  );
}

const ALL = 'all';
/** So many units stand in sight on a phone; the others wait by kind. */
const MOST_IN_SIGHT = 5;

function ChildrenTable({ view, place, period }: { view: Dashboard; place: Place; period: ReportPeriod }) {
  const t = useReportsText();
  const { language } = useLanguage();
  const columns = useChildrenColumns(view.children, place);
  const [kind, setKind] = useState(ALL);
  const kinds = [...new Set(view.children.flatMap((child) => child.kind ?? []))];
  const rows = view.children.filter((child) => kind === ALL || child.kind === kind);
  const words = periodWords(period, language);
  const spreads = spreadsByKind(view.children);
  /** In how many of the figures in sight it stands behind its group by more than chance. */
  const behind = ({ id, kind: own, figures }: DashboardChild) =>
    id === null
      ? 0
      : ALWAYS_IN_SIGHT.filter((key) => standingIn(spreads.get(own ?? ''), key, figures) === 'worse').length;
  const folds = {
    order: (a: DashboardChild, b: DashboardChild) => behind(b) - behind(a),
    foldOf: (child: DashboardChild, at: number) => {
      if (behind(child) > 0) return at < MOST_IN_SIGHT ? null : t('foldBehind');
      return child.kind ? t('foldKind', { kind: kindWords[child.kind][language] }) : t('endedBranches');
    },
  };
  const file = (format: 'xlsx' | 'csv') =>
    addressFor<typeof getDashboardFile>('GET /api/units/:unitId/dashboards/:period/table/:format', {
      params: { unitId: view.unit.id, period: view.period, format },
      query: { clock: view.clock, language, ...(place.sector ? { sector: place.sector as never } : {}) },
    });
  const measure = place.measure && MEASURES[place.measure];
  return (
    <Section
      title={t('childrenTable', { period: words })}
      lead={t('childrenLead')}
      action={
        <Row gap="small">
          <LinkButton to={file('xlsx')} download icon={<IconDownload />}>
            {t('exportXlsx')}
          </LinkButton>
          <LinkButton kind="plain" to={file('csv')} download>
            {t('exportCsvAll')}
          </LinkButton>
          <PrintButton />
        </Row>
      }
    >
      <DataTable<DashboardChild>
        key={place.measure ?? ''}
        caption={t('childrenTable', { period: words })}
        name="dashboard"
        columns={columns}
        rows={rows}
        rowKey={(child) => child.id ?? 'ended'}
        holdsFirst
        {...(rows.length > MOST_IN_SIGHT && !measure ? { folds } : {})}
        exportName={`${view.unit.name} – ${words}`}
        {...(measure
          ? {
              initialSort: {
                key: measure.key,
                direction: measure.better === 'less' ? ('descending' as const) : ('ascending' as const),
              },
            }
          : {})}
        tools={
          kinds.length > 1 ? (
            <SelectField
              label={t('kind')}
              value={kind}
              onChange={setKind}
              options={[
                { value: ALL, label: t('kindAll') },
                ...kinds.map((one) => ({ value: one as string, label: kindWords[one][language] })),
              ]}
            />
          ) : undefined
        }
        empty={
          <EmptyState icon={IconTree} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </Section>
  );
}

type PeerRow = { key: MeasureKey; own: Figures; spreads: Spreads };

/** Where the middle half of a group lies, measure by measure, beside one unit's own value. */
function Peers({
  title,
  lead,
  own,
  spreads,
  showsStanding,
}: {
  title: string;
  lead: string;
  own: Figures;
  spreads: Spreads;
  showsStanding: boolean;
}) {
  const t = useReportsText();
  const { language } = useLanguage();
  const isNarrow = useIsNarrow();
  const rows: PeerRow[] = MEASURE_KEYS.filter((key) => spreads[key] && MEASURES[key].kind !== 'count').map(
    (key) => ({ key, own, spreads }),
  );
  const at = (row: PeerRow, part: 'q1' | 'median' | 'q3') =>
    formatValue(MEASURES[row.key], row.spreads[row.key]![part]);
  const value = (row: PeerRow) => formatValue(MEASURES[row.key], measureOf(row.own, MEASURES[row.key]).value);
  const columns: Column<PeerRow>[] = [
    {
      key: 'measure',
      header: t('measure'),
      primary: true,
      text: (row) => measureWords[row.key].label[language],
    },
    {
      key: 'own',
      header: t('ownValue'),
      align: 'end',
      brief: 'named',
      text: value,
      cell: (row) => (
        <span className="r-figure">
          <MeasuredValue
            figures={row.own}
            measureKey={row.key}
            standing={showsStanding ? standingIn(row.spreads, row.key, row.own) : undefined}
            language={language}
          />
        </span>
      ),
    },
    { key: 'q1', header: t('firstQuartile'), align: 'end', text: (row) => at(row, 'q1') },
    { key: 'median', header: t('median'), align: 'end', text: (row) => at(row, 'median'), brief: 'named' },
    { key: 'q3', header: t('thirdQuartile'), align: 'end', text: (row) => at(row, 'q3') },
    {
      key: 'count',
      header: t('groupSize'),
      align: 'end',
      text: (row) => String(row.spreads[row.key]!.count),
    },
  ];
  return (
    <Section title={title} lead={lead}>
      <FoldIf when={isNarrow} label={t('peersMeasures', { count: rows.length })}>
        <DataTable
          bare
          caption={title}
          name={`peers-${showsStanding}`}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.key}
          isSlim
          empty={null}
        />
      </FoldIf>
    </Section>
  );
}

/** The units directly below a committee: the whole, who is weakest, every unit with its figures, and their spread. */
export function ChildrenView({
  view,
  place,
  period,
}: {
  view: Dashboard;
  place: Place;
  period: ReportPeriod;
}) {
  const t = useReportsText();
  const { language } = useLanguage();
  const spreads = spreadsByKind(view.children);
  const kinds = [...spreads].filter(([, found]) => Object.keys(found).length > 0);
  const [kind, setKind] = useState(kinds[0]?.[0]);
  const chosen = kinds.find(([key]) => key === kind) ?? kinds[0];
  return (
    <>
      <Tiles view={view} place={place} />
      <Weakest view={view} place={place} />
      <ChildrenTable view={view} place={place} period={period} />
      {view.peers && (
        <Peers
          title={t('peersTitle')}
          lead={t('peersLead', { kind: kindWords[view.unit.kind][language] })}
          own={view.totals}
          spreads={view.peers}
          showsStanding
        />
      )}
      {chosen && (
        <>
          {kinds.length > 1 && (
            <SelectField
              label={t('quartilesOf')}
              value={chosen[0]}
              onChange={setKind}
              options={kinds.map(([key]) => ({
                value: key,
                label: kindWords[key as keyof typeof kindWords][language],
              }))}
            />
          )}
          <Peers
            title={t('quartilesTitle')}
            lead={t('quartilesLead', {
              kind: kindWords[chosen[0] as keyof typeof kindWords][language],
              count: SMALLEST_GROUP,
            })}
            own={view.totals}
            spreads={chosen[1]}
            showsStanding={false}
          />
        </>
      )}
      <p className="r-rows-note">
        {t('normsNote', {
          percent: formatNumber(view.norms.attendanceTarget.percent),
          comparison: view.norms.attendanceTarget.comparison === 'at-least' ? t('atLeast') : t('moreThan'),
          thematic: view.norms.thematicPerQuarter,
        })}
      </p>
    </>
  );
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { clockTimeAt } from '#kernel/civil-date.ts';
import { call } from '#ui-kit/call.ts';
import { Sparkline } from '#ui-kit/charts/sparkline.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Grid, Page, Section } from '#ui-kit/page-frame.tsx';
import { KeyValue, StatTile } from '#ui-kit/show.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { Stretch } from '../recent-figures.ts';
import type { getServerFigures, RouteFigures, ServerFigures } from '../server-figures.ts';
import { useOperatorText } from './operator-text.ts';
import '#ui-kit/charts/charts.css';

const figuresQuery = queryOptions({
  queryKey: ['operator-now'],
  queryFn: ({ signal }) => call<typeof getServerFigures>('GET /api/operator/now', undefined, { signal }),
  refetchInterval: 5_000,
});

/** Below this there is no evening's room left on the disk. */
const LITTLE_DISK_MB = 2_000;
const MANY_WAITING = 1_000;

/** How the server is doing, for whoever keeps it. Looks again by itself. */
export function OperatorPage() {
  const t = useOperatorText();
  const figures = useQuery(figuresQuery);
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      {figures.data ? (
        <Figures figures={figures.data} />
      ) : figures.isError ? (
        <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />
      ) : (
        <LoadingState lines={8} />
      )}
    </Page>
  );
}

function Figures({ figures }: { figures: ServerFigures }) {
  const t = useOperatorText();
  const ms = (value: number) => t('milliseconds', { value: formatNumber(value) });
  const mb = (value: number) => t('megabytes', { value: formatNumber(value) });
  const columns: Column<RouteFigures>[] = [
    { key: 'route', header: t('route'), text: (row) => row.route, primary: true },
    {
      key: 'count',
      header: t('count'),
      text: (row) => formatNumber(row.count),
      sortKey: (row) => row.count,
      align: 'end',
      brief: 'named',
    },
    { key: 'p50', header: t('p50'), text: (row) => ms(row.p50Ms), sortKey: (row) => row.p50Ms, align: 'end' },
    {
      key: 'p99',
      header: t('p99'),
      text: (row) => ms(row.p99Ms),
      sortKey: (row) => row.p99Ms,
      align: 'end',
      brief: 'named',
    },
    {
      key: 'faults',
      header: t('faults'),
      text: (row) => formatNumber(row.faults),
      sortKey: (row) => row.faults,
      align: 'end',
    },
  ];
  return (
    <>
      {figures.diskFull.lastAt !== null && (
        <Notice
          tone="danger"
          title={t('diskFull', {
            count: figures.diskFull.count,
            time: clockTimeAt(figures.diskFull.lastAt),
          })}
        >
          {t('diskFullWayOut')}
        </Notice>
      )}
      {figures.diskFreeMb !== null && figures.diskFreeMb < LITTLE_DISK_MB && (
        <Notice tone="danger" title={t('diskLow', { value: formatNumber(figures.diskFreeMb) })}>
          {t('diskLowWayOut')}
        </Notice>
      )}
      {figures.entriesWaiting > MANY_WAITING && (
        <Notice tone="warn" title={t('crowded', { count: figures.entriesWaiting })}>
          {t('crowdedWayOut')}
        </Notice>
      )}
      <Foremost figures={figures} />
      <Lately stretches={[...figures.lately, figures.now]} />
      <Part title={t('now')}>
        <KeyValue
          facts={[
            { label: t('underWay'), value: formatNumber(figures.underWay) },
            { label: t('databaseWaiting'), value: formatNumber(figures.databaseWaiting) },
            { label: t('streams'), value: formatNumber(figures.streams) },
            { label: t('lag'), value: ms(figures.lagP99Ms) },
            { label: t('memory'), value: mb(figures.memoryMb) },
            { label: t('database'), value: mb(figures.databaseMb) },
            { label: t('short'), value: formatNumber(figures.entriesShort) },
            { label: t('ordinary'), value: formatNumber(figures.entriesOrdinary) },
            {
              label: t('up'),
              value:
                figures.upSeconds < 120
                  ? t('seconds', { value: figures.upSeconds })
                  : t('minutes', { value: formatNumber(Math.round(figures.upSeconds / 60)) }),
            },
          ]}
        />
      </Part>
      <Part title={t('routes')} lead={t('routesLead')}>
        <DataTable
          caption={t('routes')}
          name="operator-routes"
          columns={columns}
          rows={figures.routes}
          rowKey={(row) => row.route}
          empty={<EmptyState title={t('routesNone')} />}
          initialSort={{ key: 'count', direction: 'descending' }}
          bare
        />
      </Part>
      <Part title={t('slow')}>
        {figures.slow.latest.length === 0 ? (
          <p>{t('slowNone')}</p>
        ) : (
          <>
            <p>{t('slowCount', { count: figures.slow.count })}</p>
            <ul className="app-slow">
              {bySlowness(figures.slow.latest).map(({ statement, count, ms: most, at }) => (
                <li key={statement}>
                  <span className="k-number">
                    {clockTimeAt(at)} · <strong>{ms(most)}</strong>
                    {count > 1 && ` · ${t('slowTimes', { count })}`}
                  </span>{' '}
                  <code>{statement}</code>
                </li>
              ))}
            </ul>
          </>
        )}
      </Part>
    </>
  );
}

/** What the keeper looks at first. */
function Foremost({ figures }: { figures: ServerFigures }) {
  const t = useOperatorText();
  const { now, lately, entriesWaiting, diskFreeMb } = figures;
  const faults = [...lately, now].reduce((sum, stretch) => sum + stretch.faults, 0);
  const isDiskLow = diskFreeMb !== null && diskFreeMb < LITTLE_DISK_MB;
  return (
    <Grid cell={8}>
      <StatTile label={t('perSecond')} value={oneDecimal(now.requestsPerSecond)} />
      <StatTile
        label={t('latelyP99')}
        value={now.p99Ms === null ? '–' : t('milliseconds', { value: oneDecimal(now.p99Ms) })}
      />
      <StatTile
        label={t('waiting')}
        value={formatNumber(entriesWaiting)}
        tone={entriesWaiting > MANY_WAITING ? 'warn' : 'brand'}
      />
      <StatTile
        label={t('failed')}
        value={formatNumber(faults)}
        note={t('lately')}
        tone={faults > 0 ? 'danger' : 'success'}
      />
      <StatTile
        label={t('disk')}
        value={diskFreeMb === null ? t('unknown') : t('gigabytes', { value: oneDecimal(diskFreeMb / 1_000) })}
        tone={isDiskLow ? 'danger' : 'brand'}
      />
    </Grid>
  );
}

/** A section; on a phone it opens by one tap. */
function Part({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const isNarrow = useIsNarrow();
  if (!isNarrow)
    return (
      <Section title={title} lead={lead}>
        {children}
      </Section>
    );
  return (
    <details className="k-section k-fold app-part">
      <summary>
        <h2>{title}</h2>
      </summary>
      {lead && <p className="k-section-lead">{lead}</p>}
      {children}
    </details>
  );
}

/** The same statement once, with its slowest time and when it was last slow. */
function bySlowness(latest: ServerFigures['slow']['latest']) {
  const found = new Map<string, { statement: string; count: number; ms: number; at: number }>();
  for (const { statement, ms, at } of latest) {
    const one = found.get(statement) ?? { statement, count: 0, ms: 0, at };
    found.set(statement, {
      ...one,
      count: one.count + 1,
      ms: Math.max(one.ms, ms),
      at: Math.max(one.at, at),
    });
  }
  return [...found.values()].sort((a, b) => b.ms - a.ms);
}

const oneDecimal = (value: number): string => formatNumber(value, value < 10 ? 1 : 0);

/** The last half hour as lines: each with its value now and its highest, which say the same in words. */
function Lately({ stretches }: { stretches: readonly Stretch[] }) {
  const t = useOperatorText();
  const lines: { key: string; label: string; values: (number | null)[]; say: (value: number) => string }[] = [
    {
      key: 'rate',
      label: t('perSecond'),
      values: stretches.map((each) => each.requestsPerSecond),
      say: oneDecimal,
    },
    {
      key: 'p99',
      label: t('latelyP99'),
      values: stretches.map((each) => each.p99Ms),
      say: (value) => t('milliseconds', { value: oneDecimal(value) }),
    },
    {
      key: 'waiting',
      label: t('waiting'),
      values: stretches.map((each) => each.entriesWaiting),
      say: formatNumber,
    },
    {
      key: 'lag',
      label: t('lag'),
      values: stretches.map((each) => each.lagMs),
      say: (value) => t('milliseconds', { value: oneDecimal(value) }),
    },
    {
      key: 'told',
      label: t('toldToWait'),
      values: stretches.map((each) => each.toldToWait),
      say: formatNumber,
    },
    { key: 'faults', label: t('failed'), values: stretches.map((each) => each.faults), say: formatNumber },
  ];
  return (
    <Part title={t('lately')} lead={t('latelyLead', { from: clockTimeAt(stretches[0]!.at) })}>
      <ul className="app-lately">
        {lines.map(({ key, label, values, say }) => {
          const known = values.filter((value) => value !== null);
          const most = Math.max(0, ...known);
          const last = values.at(-1) ?? null;
          const words = t('nowAndMost', { now: last === null ? '–' : say(last), most: say(most) });
          return (
            <li key={key}>
              <span className="app-lately-label">{label}</span>
              <Sparkline
                label={`${label}: ${words}`}
                values={values}
                scale={[0, most || 1]}
                width={240}
                height={48}
              />
              <span className="k-number">{words}</span>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { KeyValue } from '#ui-kit/show.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { getServerFigures, RouteFigures, ServerFigures } from '../server-figures.ts';
import { useOperatorText } from './operator-text.ts';

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
    },
    { key: 'p50', header: t('p50'), text: (row) => ms(row.p50Ms), sortKey: (row) => row.p50Ms, align: 'end' },
    { key: 'p99', header: t('p99'), text: (row) => ms(row.p99Ms), sortKey: (row) => row.p99Ms, align: 'end' },
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
      <Section title={t('now')}>
        <KeyValue
          facts={[
            { label: t('underWay'), value: formatNumber(figures.underWay) },
            { label: t('waiting'), value: formatNumber(figures.entriesWaiting) },
            { label: t('streams'), value: formatNumber(figures.streams) },
            { label: t('lag'), value: ms(figures.lagP99Ms) },
            { label: t('memory'), value: mb(figures.memoryMb) },
            { label: t('disk'), value: figures.diskFreeMb === null ? t('unknown') : mb(figures.diskFreeMb) },
            { label: t('database'), value: mb(figures.databaseMb) },
            { label: t('short'), value: formatNumber(figures.entriesShort) },
            { label: t('ordinary'), value: formatNumber(figures.entriesOrdinary) },
            {
              label: t('up'),
              value: t('minutes', { value: formatNumber(Math.round(figures.upSeconds / 60)) }),
            },
          ]}
        />
      </Section>
      <Section title={t('routes')} lead={t('routesLead')}>
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
      </Section>
      <Section title={t('slow')}>
        {figures.slow.latest.length === 0 ? (
          <p>{t('slowNone')}</p>
        ) : (
          <>
            <p>{t('slowCount', { count: figures.slow.count })}</p>
            <ul className="app-slow">
              {figures.slow.latest.map((each) => (
                <li key={`${each.at} ${each.statement}`}>
                  <strong className="k-number">{ms(each.ms)}</strong> <code>{each.statement}</code>
                </li>
              ))}
            </ul>
          </>
        )}
      </Section>
    </>
  );
}

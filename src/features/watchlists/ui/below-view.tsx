import { useQuery } from '@tanstack/react-query';
import type { Answer } from '#kernel/route.ts';
import { PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState } from '#ui-kit/feedback.tsx';
import { IconTree } from '#ui-kit/icons.tsx';
import { Section, Stack } from '#ui-kit/page-frame.tsx';
import type { getWatchedBelow } from '../contract.ts';
import { belowQuery } from './queries.ts';
import { useWatchlistsText } from './text.ts';

type Below = Answer<typeof getWatchedBelow>['units'][number];

/** Signs and lists summed by the units directly below; the name of a unit opens its own list. */
export function BelowView({ unitId }: { unitId: string }) {
  const t = useWatchlistsText();
  const query = useQuery(belowQuery(unitId));
  const count = (
    key: 'branches' | 'showing' | 'onList' | 'overdue' | 'consolidated' | 'relapsed',
    header: string,
    to?: (one: Below) => string | null,
  ): Column<Below> => ({
    key,
    header,
    text: (one) => String(one[key]),
    sortKey: (one) => one[key],
    align: 'end',
    ...(to
      ? {
          cell: (one: Below) => {
            const path = one[key] > 0 ? to(one) : null;
            return path ? <TextLink to={path}>{one[key]}</TextLink> : one[key];
          },
        }
      : {}),
  });
  const nameOf = (one: Below) => (one.id === null ? t('belowDirect') : one.name);
  const isCommittee = (one: Below) => one.kind?.endsWith('committee') ?? false;
  const columns: Column<Below>[] = [
    {
      key: 'unit',
      header: t('belowUnit'),
      text: nameOf,
      cell: (one) =>
        isCommittee(one) ? <TextLink to={`/units/${one.id}/watchlist`}>{nameOf(one)}</TextLink> : nameOf(one),
      primary: true,
    },
    count('branches', t('belowBranches')),
    count('showing', t('belowShowing'), (one) =>
      isCommittee(one)
        ? `/units/${one.id}/watchlist?view=signs&show=all`
        : `/units/${unitId}/watchlist?view=signs&show=all`,
    ),
    count('onList', t('belowOn'), (one) => (isCommittee(one) ? `/units/${one.id}/watchlist` : null)),
    count('overdue', t('belowOverdue')),
    count('consolidated', t('belowConsolidated')),
    count('relapsed', t('belowRelapsed')),
  ];
  return (
    <Section title={t('viewBelow')} lead={t('belowNote')} action={<PrintButton />}>
      <Stack>
        <DataTable
          caption={t('viewBelow')}
          name="watch-below"
          columns={columns}
          rows={query.data?.units}
          rowKey={(one) => one.id ?? 'direct'}
          error={query.error}
          onRetry={() => void query.refetch()}
          holdsFirst
          empty={
            <EmptyState icon={IconTree} title={t('belowEmpty')}>
              {t('belowEmptyText')}
            </EmptyState>
          }
        />
      </Stack>
    </Section>
  );
}

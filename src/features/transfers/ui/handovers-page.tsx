import { useQuery } from '@tanstack/react-query';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { LinkButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState } from '#ui-kit/feedback.tsx';
import { IconPlus } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page } from '#ui-kit/page-frame.tsx';
import type { Handover } from '../contract.ts';
import { handoversQuery } from './queries.ts';
import { useTransfersText } from './text.ts';

/** Collective transfers that a unit decided or took part in. */
export function HandoversPage() {
  const t = useTransfersText();
  const { unitId } = usePageParams<'unitId'>();
  const { data, error, refetch } = useQuery(handoversQuery(unitId));
  const columns: Column<Handover>[] = [
    {
      key: 'on',
      header: t('handOn'),
      text: (h) => formatCivilDate(h.on),
      sortKey: (h) => h.on,
      primary: true,
      cell: (h) => <TextLink to={`/units/${unitId}/handovers/${h.id}`}>{formatCivilDate(h.on)}</TextLink>,
    },
    { key: 'from', header: t('giver'), text: (h) => h.fromName },
    { key: 'to', header: t('receiver'), text: (h) => h.toName },
    { key: 'count', header: t('count'), text: (h) => String(h.count), sortKey: (h) => h.count, align: 'end' },
    { key: 'decision', header: t('decision'), text: (h) => h.decision },
  ];
  return (
    <Page
      title={t('handovers')}
      lead={t('handoversLead')}
      back={{ to: `/units/${unitId}/transfers`, label: t('backToList') }}
      action={
        data?.abilities.handOver && (
          <LinkButton kind="main" icon={<IconPlus />} to={`/units/${unitId}/handovers/new`}>
            {t('newHandover')}
          </LinkButton>
        )
      }
      width="wide"
    >
      <DataTable
        caption={t('handovers')}
        name="handovers"
        columns={columns}
        rows={data?.handovers}
        rowKey={(h) => h.id}
        error={error ?? undefined}
        onRetry={() => refetch()}
        initialSort={{ key: 'on', direction: 'descending' }}
        exportName="chuyen-giao-tap-the"
        empty={<EmptyState title={t('handoversNone')} />}
      />
    </Page>
  );
}

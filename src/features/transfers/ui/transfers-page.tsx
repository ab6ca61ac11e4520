import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { personSortKey } from '#kernel/vietnamese.ts';
import { LinkButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { Checkbox } from '#ui-kit/fields.tsx';
import { IconDocument, IconPlus } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Row } from '#ui-kit/page-frame.tsx';
import { StatTile } from '#ui-kit/show.tsx';
import { ClockLine, useClockText } from './clock-line.tsx';
import { type ListedTransfer, type TransferList, transfersQuery } from './queries.ts';
import { useTransfersText } from './text.ts';

/** Transfers into, out of and inside a branch or a committee, with the days left on each clock. */
export function TransfersPage() {
  const t = useTransfersText();
  const { unitId } = usePageParams<'unitId'>();
  const [closed, setClosed] = useState(false);
  const { data, error, isPending, isError, refetch } = useQuery({
    ...transfersQuery(unitId, closed),
    placeholderData: keepPreviousData,
  });
  return (
    <Page
      title={t('transfers')}
      lead={data && t('lead', { unit: data.unitName })}
      action={
        data?.abilities.send && (
          <LinkButton kind="main" icon={<IconPlus />} to={`/branches/${unitId}/transfers/new`}>
            {t('startShort')}
          </LinkButton>
        )
      }
      width="wide"
    >
      {isPending && <LoadingState lines={8} />}
      {isError && <ErrorState error={error} onRetry={() => refetch()} />}
      {data && (
        <>
          <Row gap="small">
            {data.abilities.receive && (
              <LinkButton kind="plain" icon={<IconPlus />} to={`/branches/${unitId}/arrivals/new`}>
                {t('receiveOutside')}
              </LinkButton>
            )}
            <LinkButton kind="plain" icon={<IconDocument />} to={`/units/${unitId}/handovers`}>
              {t('handovers')}
            </LinkButton>
          </Row>
          <Figures answer={data} />
          <List unitId={unitId} answer={data} closed={closed} onClosed={setClosed} />
        </>
      )}
    </Page>
  );
}

function Figures({ answer }: { answer: TransferList }) {
  const t = useTransfersText();
  const { figures, isBranch } = answer;
  return (
    <Grid cell={7}>
      <StatTile label={t('directionIn')} value={figures.in} />
      <StatTile label={t('directionOut')} value={figures.out} />
      {!isBranch && <StatTile label={t('directionInside')} value={figures.inside} />}
      <StatTile label={t('late')} value={figures.late} tone={figures.late > 0 ? 'danger' : 'neutral'} />
    </Grid>
  );
}

const DIRECTIONS = { in: 'directionIn', out: 'directionOut', inside: 'directionInside' } as const;

/** The end that is not the branch itself. */
const otherEnd = (row: ListedTransfer) => (row.direction === 'in' ? row.fromName : row.toName);

function List({
  unitId,
  answer,
  closed,
  onClosed,
}: {
  unitId: string;
  answer: TransferList;
  closed: boolean;
  onClosed: (closed: boolean) => void;
}) {
  const t = useTransfersText();
  const clockText = useClockText();
  const columns: Column<ListedTransfer>[] = [
    {
      key: 'name',
      header: t('member'),
      text: (r) => r.fullName,
      sortKey: (r) => personSortKey(r.fullName),
      primary: true,
      cell: (r) => <TextLink to={`/units/${unitId}/transfers/${r.id}`}>{r.fullName}</TextLink>,
    },
    { key: 'direction', header: t('direction'), text: (r) => t(DIRECTIONS[r.direction]), brief: 'plain' },
    { key: 'kind', header: t('kind'), text: (r) => t(r.kind) },
    ...(answer.isBranch
      ? [{ key: 'other', header: t('otherEnd'), text: (r: ListedTransfer) => otherEnd(r) }]
      : [
          { key: 'from', header: t('from'), text: (r: ListedTransfer) => r.fromName },
          { key: 'to', header: t('to'), text: (r: ListedTransfer) => r.toName },
        ]),
    { key: 'state', header: t('state'), text: (r) => t(`state_${r.state}`), brief: 'plain' },
    {
      key: 'clock',
      header: t('clock'),
      text: (r) => (r.clock ? clockText(r.clock) : ''),
      sortKey: (r) => r.clock?.dueOn ?? '9999',
      cell: (r) => <ClockLine clock={r.clock} />,
      brief: (r) => r.clock && <ClockLine clock={r.clock} />,
    },
  ];
  return (
    <>
      <Checkbox label={t('showClosed')} checked={closed} onChange={onClosed} />
      <DataTable
        caption={t('transfers')}
        name="transfers"
        columns={columns}
        rows={answer.transfers}
        rowKey={(r) => r.id}
        searchLabel={t('search')}
        initialSort={{ key: 'clock', direction: 'ascending' }}
        exportName="chuyen-sinh-hoat"
        empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
      />
    </>
  );
}

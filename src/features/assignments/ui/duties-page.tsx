import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { Badge, EmptyState } from '#ui-kit/feedback.tsx';
import { Segmented } from '#ui-kit/fields.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import type { DutyLine } from '../contract.ts';
import { DutyMark } from './duty-mark.tsx';
import { dutiesQuery } from './queries.ts';
import { STATE_KEYS, useAssignmentsText } from './text.ts';

/** What a unit holds from above. */
export function DutiesPage() {
  const t = useAssignmentsText();
  const { unitId } = usePageParams<'unitId'>();
  const [show, setShow] = useState<'open' | 'all'>('open');
  const list = useQuery(dutiesQuery(unitId, show));
  const columns: Column<DutyLine>[] = [
    {
      key: 'task',
      header: t('task'),
      text: (one) => one.title,
      cell: (one) => (
        <>
          <TextLink to={`/duties/${one.dutyId}`}>{one.title}</TextLink>{' '}
          {!one.isOwner && <Badge>{t('helps')}</Badge>}
          <div className="k-soft k-small">
            {t('output')}: {one.output}
          </div>
        </>
      ),
      primary: true,
      isLong: true,
    },
    { key: 'from', header: t('from'), text: (one) => one.issuingUnitName },
    {
      key: 'due',
      header: t('due'),
      text: (one) => formatCivilDate(one.dueOn),
      sortKey: (one) => one.dueOn,
      align: 'end',
    },
    {
      key: 'state',
      header: t('state'),
      text: (one) => t(STATE_KEYS[one.state]),
      cell: (one) => <DutyMark state={one.state} />,
    },
    {
      key: 'urgings',
      header: t('urgings'),
      text: (one) => (one.urgings === 0 ? '' : t('urgedTimes', { count: one.urgings })),
      sortKey: (one) => one.urgings,
      align: 'end',
    },
  ];
  return (
    <Page
      title={t('duties')}
      lead={list.data ? `${list.data.unit.name}. ${t('dutiesLead')}` : t('dutiesLead')}
      width="wide"
      action={<PrintButton />}
    >
      <Section>
        <Stack>
          <Segmented
            label={t('duties')}
            labelHidden
            value={show}
            onChange={setShow}
            options={[
              { value: 'open', label: t('showOpen') },
              { value: 'all', label: t('showAll') },
            ]}
          />
          <DataTable
            caption={t('duties')}
            name="duties"
            columns={columns}
            rows={list.data?.duties}
            rowKey={(one) => one.dutyId}
            error={list.error}
            onRetry={() => void list.refetch()}
            empty={<EmptyState title={t('dutiesNone')}>{t('dutiesNoneText')}</EmptyState>}
          />
        </Stack>
      </Section>
    </Page>
  );
}

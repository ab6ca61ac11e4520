import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type CivilDate, civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import { personSortKey } from '#kernel/vietnamese.ts';
import { LinkButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, Notice } from '#ui-kit/feedback.tsx';
import { DateField } from '#ui-kit/fields.tsx';
import { IconClock, IconEdit, IconPeople, IconPlus, IconUpload } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row } from '#ui-kit/page-frame.tsx';
import type { MemberSummary } from '../contract.ts';
import { OpenList } from './open-record.tsx';
import { membersQuery } from './queries.ts';
import { RollInNumbers } from './roll-counts.tsx';
import { STATUS_KEYS, useMembersText } from './text.ts';

/** The members of a branch on a day. */
export function MembersPage() {
  const isNarrow = useIsNarrow();
  const t = useMembersText();
  const { branchId } = usePageParams<'branchId'>();
  const today = civilDateAt(Date.now());
  const [on, setOn] = useState<CivilDate | null>(null);
  const { data, error, refetch } = useQuery({
    ...membersQuery(branchId, on),
    placeholderData: keepPreviousData,
  });
  const importButton = data?.abilities.import && (
    <LinkButton
      kind={data.counts.members === 0 ? 'main' : 'plain'}
      icon={<IconUpload />}
      to={`/branches/${branchId}/members/import`}
    >
      {t('importList')}
    </LinkButton>
  );
  const links = data?.abilities.change && (
    <Row gap="small">
      <LinkButton kind="plain" icon={<IconPlus />} to={`/branches/${branchId}/members/admission`}>
        {t('admit')}
      </LinkButton>
      <LinkButton kind="plain" icon={<IconClock />} to={`/units/${branchId}/probation`}>
        {t('probation')}
      </LinkButton>
      {data.openCorrections !== null && (
        <LinkButton kind="plain" icon={<IconEdit />} to={`/branches/${branchId}/corrections`}>
          {data.openCorrections > 0
            ? t('correctionsCount', { count: data.openCorrections })
            : t('corrections')}
        </LinkButton>
      )}
      <LinkButton kind="plain" icon={<IconPeople />} to={`/units/${branchId}/duplicates`}>
        {t('duplicates')}
      </LinkButton>
      {importButton}
    </Row>
  );
  const dayField = <DateField label={t('onDay')} value={on ?? today} onChange={setOn} max={today} />;
  const columns: Column<MemberSummary>[] = [
    {
      key: 'name',
      header: t('name'),
      text: (m) => m.fullName,
      sortKey: (m) => personSortKey(m.fullName),
      primary: true,
      ...(data?.abilities.readPerson
        ? {
            cell: (m: MemberSummary) => (
              <TextLink to={`/branches/${branchId}/members/${m.personId}`}>{m.fullName}</TextLink>
            ),
          }
        : {}),
    },
    {
      key: 'status',
      header: t('status'),
      text: (m) => t(STATUS_KEYS[m.status]),
      // In sight on a phone: who is not an official member as most are.
      brief: (m) => m.status !== 'official' && t(STATUS_KEYS[m.status]),
    },
    {
      key: 'birth',
      header: t('birthYear'),
      text: (m) => String(m.birthYear ?? ''),
      sortKey: (m) => m.birthYear,
      align: 'end',
    },
    { key: 'sex', header: t('sex'), text: (m) => (m.sex ? t(m.sex) : '') },
    {
      key: 'account',
      header: t('account'),
      text: (m) => t(m.hasAccount ? 'hasAccount' : 'noAccount'),
      hiddenAtFirst: true,
    },
  ];
  return (
    <Page
      title={t('members')}
      lead={
        data && data.counts.members > 0
          ? t('membersLead', { count: data.counts.members, day: formatCivilDate(on ?? today) })
          : undefined
      }
      width="wide"
    >
      {isNarrow ? (
        // A phone shows the people first; what is done with the list opens by one tap.
        <details className="k-fold">
          <summary>{t('workOnList')}</summary>
          {links}
          {dayField}
        </details>
      ) : (
        <>
          {links}
          <details className="k-fold">
            <summary>{t('otherDay')}</summary>
            {dayField}
          </details>
        </>
      )}
      {data?.reason && <Notice>{t('listLoggedWithReason', { reason: data.reason })}</Notice>}
      {data?.names === 'after-reason' ? (
        <>
          <RollInNumbers counts={data.counts} />
          <OpenList branchId={branchId} />
        </>
      ) : (
        <DataTable
          caption={t('members')}
          name="members"
          isSlim
          columns={columns}
          rows={data?.members}
          rowKey={(m) => m.personId}
          error={error ?? undefined}
          onRetry={() => refetch()}
          searchLabel={t('search')}
          initialSort={{ key: 'name', direction: 'ascending' }}
          exportName="danh-sach-dang-vien"
          empty={
            <EmptyState title={t('emptyTitle')} action={importButton || undefined}>
              {t('emptyText')}
            </EmptyState>
          }
        />
      )}
    </Page>
  );
}

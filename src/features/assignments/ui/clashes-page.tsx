import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { PrintButton, TextLink } from '#ui-kit/actions.tsx';
import type { Column } from '#ui-kit/data-table.tsx';
import { EmptyState } from '#ui-kit/feedback.tsx';
import { SearchField } from '#ui-kit/fields.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { PagedTable } from '#ui-kit/paged-table.tsx';
import type { listClashes } from '../contract.ts';
import { clashesQuery } from './queries.ts';
import { useAssignmentsText } from './text.ts';

type Clash = Answer<typeof listClashes>['clashes'][number];

/** Every unit that got too many due days in the week of the task's. */
export function ClashesPage() {
  const t = useAssignmentsText();
  const { unitId, assignmentId } = usePageParams<'unitId' | 'assignmentId'>();
  const [text, setText] = useState('');
  const list = useInfiniteQuery(clashesQuery(unitId, assignmentId, useDeferredValue(text.trim())));
  const rows = list.data?.pages.flatMap((page) => page.clashes);
  const first = list.data?.pages[0];
  const columns: Column<Clash>[] = [
    {
      key: 'unit',
      header: t('holder'),
      text: (one) => one.unit.name,
      cell: (one) => (
        <>
          <TextLink to={`/units/${one.unit.id}/duties`}>{one.unit.name}</TextLink>
          {one.aboveName && <div className="k-soft k-small">{one.aboveName}</div>}
        </>
      ),
      primary: true,
      isLong: true,
    },
    {
      key: 'week',
      header: t('clashWeek'),
      text: (one) => formatCivilDate(one.weekFrom),
      sortKey: (one) => one.weekFrom,
      align: 'end',
    },
    {
      key: 'due',
      header: t('clashDue'),
      text: (one) => String(one.due),
      sortKey: (one) => one.due,
      align: 'end',
    },
  ];
  return (
    <Page
      title={t('clashes')}
      lead={first?.assignment.title}
      back={{ to: `/units/${unitId}/assignments/${assignmentId}`, label: t('task') }}
      width="wide"
      action={<PrintButton />}
    >
      <Section>
        <Stack>
          {first && <p>{t('clashesLead', { most: first.most })}</p>}
          {/* What has been loaded is searched by the table itself. */}
          {(text !== '' || list.hasNextPage) && (
            <SearchField label={t('clashFind')} labelHidden={false} value={text} onChange={setText} />
          )}
          {first && rows && (
            <p role="status">{t('clashShown', { count: rows.length, total: first.total })}</p>
          )}
          <PagedTable
            list={list}
            moreLabel={t('more')}
            caption={t('clashes')}
            name="assignment-clashes"
            columns={columns}
            rows={rows}
            rowKey={(one) => `${one.unit.id} ${one.weekFrom}`}
            empty={<EmptyState title={t('clashNone')} />}
          />
        </Stack>
      </Section>
    </Page>
  );
}

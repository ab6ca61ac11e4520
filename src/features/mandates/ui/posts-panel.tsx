import { useQuery } from '@tanstack/react-query';
import { addDays, formatCivilDate } from '#kernel/civil-date.ts';
import { personSortKey } from '#kernel/vietnamese.ts';
import { ServerRefusal } from '#ui-kit/call.ts';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState, ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { IconPeople } from '#ui-kit/icons.tsx';
import type { PanelProps } from '#ui-kit/page.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import type { Mandate } from '../contract.ts';
import { mandatesQuery } from './queries.ts';
import { POST_KEYS, useMandatesText } from './text.ts';

/** Who leads first. */
const RANK = [
  'secretary',
  'deputy-secretary',
  'committee-member',
  'officer',
  'follower',
  'inspector',
  'operator',
];

function PostsTable({ rows, name }: { rows: readonly Mandate[]; name: string }) {
  const t = useMandatesText();
  const columns: Column<Mandate>[] = [
    {
      key: 'person',
      header: t('person'),
      text: (held) => held.fullName,
      sortKey: (held) => personSortKey(held.fullName),
      primary: true,
    },
    {
      key: 'post',
      header: t('post'),
      text: (held) => t(POST_KEYS[held.post]),
      sortKey: (held) => RANK.indexOf(held.post),
      brief: 'plain',
    },
    {
      key: 'from',
      header: t('from'),
      text: (held) => formatCivilDate(held.from),
      sortKey: (held) => held.from,
    },
    {
      key: 'to',
      header: t('to'),
      text: (held) => (held.to ? formatCivilDate(addDays(held.to, -1)) : ''),
      sortKey: (held) => held.to,
    },
    { key: 'decision', header: t('decision'), text: (held) => held.decision ?? '' },
  ];
  return (
    <DataTable
      caption={name}
      name="unit-posts"
      columns={columns}
      rows={rows.toSorted((a, b) => RANK.indexOf(a.post) - RANK.indexOf(b.post))}
      rowKey={(held) => held.id}
      folds={{ order: () => 0, foldOf: (_, at) => (at < 3 ? null : t('otherPosts')) }}
      bare
      isSlim
      empty={<EmptyState title={t('noPostsHere')} icon={IconPeople} />}
    />
  );
}

/** Who holds the posts of a unit on the day that the page shows, and who held them before. */
export function PostsPanel({ id, day }: PanelProps) {
  const t = useMandatesText();
  const mandates = useQuery(mandatesQuery(id));
  if (mandates.error instanceof ServerRefusal && mandates.error.status === 403) return null;
  const all = mandates.data?.mandates ?? [];
  const now = all.filter((held) => held.from <= day && (held.to === null || day < held.to));
  const before = all.filter((held) => held.to !== null && held.to <= day);
  const ahead = all.filter((held) => held.from > day);
  return (
    <Section title={t('posts')} lead={t('postsNow', { day: formatCivilDate(day) })}>
      {mandates.isPending && <LoadingState lines={3} />}
      {mandates.isError && <ErrorState error={mandates.error} onRetry={() => void mandates.refetch()} />}
      {mandates.data && (
        <>
          <PostsTable rows={now} name={t('posts')} />
          {ahead.length > 0 && (
            <details>
              <summary>{t('postsAhead', { count: ahead.length })}</summary>
              <PostsTable rows={ahead} name={t('postsAhead', { count: ahead.length })} />
            </details>
          )}
          {before.length > 0 && (
            <details>
              <summary>{t('postsBefore', { count: before.length })}</summary>
              <PostsTable rows={before} name={t('postsBefore', { count: before.length })} />
            </details>
          )}
        </>
      )}
    </Section>
  );
}

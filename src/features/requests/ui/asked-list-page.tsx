import { useInfiniteQuery } from '@tanstack/react-query';
import { civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import type { Column } from '#ui-kit/data-table.tsx';
import { EmptyState, StatusDot } from '#ui-kit/feedback.tsx';
import { IconCheck, IconClock, IconTask, IconWarn } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { PagedTable } from '#ui-kit/paged-table.tsx';
import type { AskedBrief } from '../contract.ts';
import { askedListQuery } from './queries.ts';
import { useRequestsText } from './text.ts';

const isDone = (one: AskedBrief) => one.answeredAt !== null || one.state === 'closed';
/** Those that still wait for an answer before the others, the nearest day first; the rest as they came. */
const mostPressingFirst = (a: AskedBrief, b: AskedBrief) =>
  Number(isDone(a)) - Number(isDone(b)) ||
  (isDone(a) ? 0 : a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0);

/** What committees above ask of this unit. */
export function AskedListPage() {
  const t = useRequestsText();
  const { unitId } = usePageParams<'unitId'>();
  const list = useInfiniteQuery(askedListQuery(unitId));
  const first = list.data?.pages[0];
  const stateOf = (one: AskedBrief) =>
    one.answeredAt
      ? `${t('answered')} ${formatCivilDate(civilDateAt(Date.parse(one.answeredAt)))}`
      : one.state === 'closed'
        ? t('stateClosed')
        : t(one.isLate ? 'late' : 'notAnswered');
  const columns: Column<AskedBrief>[] = [
    {
      key: 'request',
      header: t('request'),
      text: (one) => one.title,
      cell: (one) => <TextLink to={`/units/${unitId}/asked/${one.id}`}>{one.title}</TextLink>,
      primary: true,
      isLong: true,
    },
    { key: 'from', header: t('from'), text: (one) => one.askedByUnit },
    {
      key: 'due-on',
      header: t('dueOn'),
      text: (one) => formatCivilDate(one.dueOn),
      sortKey: (one) => one.dueOn,
    },
    {
      key: 'state',
      header: t('state'),
      text: stateOf,
      cell: (one) => (
        <StatusDot
          tone={one.answeredAt ? 'success' : one.isLate ? 'danger' : 'warn'}
          icon={one.answeredAt ? IconCheck : one.isLate ? IconWarn : IconClock}
        >
          {stateOf(one)}
        </StatusDot>
      ),
    },
  ];
  return (
    <Page title={t('asked')} lead={first ? `${first.unit.name}. ${t('askedLead')}` : t('askedLead')}>
      <Section>
        <PagedTable
          list={list}
          moreLabel={t('more')}
          caption={t('asked')}
          name="asked"
          bare
          columns={columns}
          rows={list.data?.pages.flatMap((page) => page.requests).sort(mostPressingFirst)}
          rowKey={(one) => one.id}
          empty={
            <EmptyState icon={IconTask} title={t('askedEmpty')}>
              {t('askedEmptyText')}
            </EmptyState>
          }
        />
      </Section>
    </Page>
  );
}

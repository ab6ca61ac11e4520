import { useInfiniteQuery } from '@tanstack/react-query';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { LinkButton, TextLink } from '#ui-kit/actions.tsx';
import type { Column } from '#ui-kit/data-table.tsx';
import { Badge, EmptyState, ProgressBar } from '#ui-kit/feedback.tsx';
import { IconPlus, IconTask } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { PagedTable } from '#ui-kit/paged-table.tsx';
import type { RequestBrief } from '../contract.ts';
import { requestsQuery } from './queries.ts';
import { STATE_KEYS, STATE_TONES, useRequestsText } from './text.ts';

/** What a committee has asked for, and how far it has come. */
export function RequestsPage() {
  const t = useRequestsText();
  const { unitId } = usePageParams<'unitId'>();
  const list = useInfiniteQuery(requestsQuery(unitId));
  const first = list.data?.pages[0];
  const ask = first?.abilities.ask ? (
    <LinkButton kind="main" icon={<IconPlus />} to={`/units/${unitId}/requests/new`}>
      {t('ask')}
    </LinkButton>
  ) : undefined;
  const reach = (one: RequestBrief) =>
    t('answeredOf', { answered: one.answered, recipients: one.recipients });
  const columns: Column<RequestBrief>[] = [
    {
      key: 'request',
      header: t('request'),
      text: (one) => one.title,
      cell: (one) => <TextLink to={`/units/${unitId}/requests/${one.id}`}>{one.title}</TextLink>,
      primary: true,
      isLong: true,
    },
    {
      key: 'asked-on',
      header: t('askedOn'),
      text: (one) => formatCivilDate(one.askedOn),
      sortKey: (one) => one.askedOn,
    },
    {
      key: 'due-on',
      header: t('dueOn'),
      text: (one) => formatCivilDate(one.dueOn),
      sortKey: (one) => one.dueOn,
    },
    {
      key: 'answered',
      header: t('answered'),
      text: reach,
      sortKey: (one) => (one.recipients ? one.answered / one.recipients : null),
      cell: (one) => (
        <ProgressBar
          label={t('answered')}
          value={one.answered}
          max={Math.max(1, one.recipients)}
          text={`${one.answered}/${one.recipients}`}
          tone={one.answered === one.recipients ? 'success' : 'brand'}
        />
      ),
    },
    {
      key: 'state',
      header: t('state'),
      text: (one) => t(STATE_KEYS[one.state]),
      cell: (one) => <Badge tone={STATE_TONES[one.state]}>{t(STATE_KEYS[one.state])}</Badge>,
    },
  ];
  return (
    <Page
      title={t('title')}
      lead={first ? `${first.unit.name}. ${t('lead')}` : t('lead')}
      width="wide"
      action={ask}
    >
      <Section>
        <PagedTable
          list={list}
          moreLabel={t('more')}
          caption={t('title')}
          name="requests"
          columns={columns}
          rows={list.data?.pages.flatMap((page) => page.requests)}
          rowKey={(one) => one.id}
          empty={
            <EmptyState icon={IconTask} title={t('empty')}>
              {t('emptyText')}
            </EmptyState>
          }
        />
      </Section>
    </Page>
  );
}

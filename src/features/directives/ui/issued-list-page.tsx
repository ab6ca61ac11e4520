import { useInfiniteQuery } from '@tanstack/react-query';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { LinkButton, TextLink } from '#ui-kit/actions.tsx';
import type { Column } from '#ui-kit/data-table.tsx';
import { Badge, EmptyState, ProgressBar } from '#ui-kit/feedback.tsx';
import { IconPlus } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { PagedTable } from '#ui-kit/paged-table.tsx';
import type { IssuedDirective } from '../contract.ts';
import { LaterPapersMark } from './later-papers.tsx';
import { NeedMark } from './need-mark.tsx';
import { issuedListQuery } from './queries.ts';
import { NEED_KEYS, useDirectivesText } from './text.ts';
import { UnverifiedMark } from './unverified-mark.tsx';

/** The newest papers that a phone keeps in sight. */
const IN_SIGHT = 6;

/** What the committee has sent, and how far it reached. */
export function IssuedListPage() {
  const t = useDirectivesText();
  const { unitId } = usePageParams<'unitId'>();
  const isNarrow = useIsNarrow();
  const list = useInfiniteQuery(issuedListQuery(unitId));
  const first = list.data?.pages[0];
  const send = first?.abilities.issue ? (
    <LinkButton kind="main" icon={<IconPlus />} to={`/units/${unitId}/directives/new`}>
      {t('send')}
    </LinkButton>
  ) : undefined;
  const reachOf = (one: IssuedDirective) => t('reach', { opened: one.opened, recipients: one.recipients });
  const columns: Column<IssuedDirective>[] = [
    {
      key: 'paper',
      header: t('paper'),
      text: (one) => `${one.symbol} ${one.title}`,
      cell: (one) => (
        <>
          <TextLink to={`/units/${unitId}/directives/${one.id}`}>
            {one.symbol}: {one.title}
          </TextLink>{' '}
          {one.isUnverified && <UnverifiedMark of="title" />}
          <LaterPapersMark later={one.laterPapers} />
          {one.files.length > 0 && (
            <div className="k-soft k-small">{t('withFiles', { count: one.files.length })}</div>
          )}
        </>
      ),
      primary: true,
      isLong: true,
    },
    {
      key: 'sent-on',
      header: t('sentOn'),
      text: (one) => formatCivilDate(one.sentOn),
      sortKey: (one) => one.sentOn,
      align: 'end',
      brief: 'named',
    },
    {
      key: 'needs',
      header: t('needs'),
      text: (one) => t(NEED_KEYS[one.needs]),
      cell: (one) => <NeedMark need={one.needs} />,
      brief: 'plain',
    },
    {
      key: 'due',
      header: t('due'),
      text: (one) => (one.dueOn ? formatCivilDate(one.dueOn) : ''),
      sortKey: (one) => one.dueOn,
      align: 'end',
      brief: 'named',
    },
    {
      key: 'reach',
      header: t('opened'),
      text: (one) => (one.withdrawnBecause === null ? reachOf(one) : t('withdrawn')),
      sortKey: (one) => (one.recipients ? one.opened / one.recipients : null),
      cell: (one) =>
        one.withdrawnBecause !== null ? (
          <Badge>{t('withdrawn')}</Badge>
        ) : isNarrow ? (
          reachOf(one)
        ) : (
          <ProgressBar
            label={t('opened')}
            value={one.opened}
            max={one.recipients}
            text={`${one.opened}/${one.recipients}`}
            tone={one.opened === one.recipients ? 'success' : 'brand'}
          />
        ),
      brief: 'plain',
    },
    {
      key: 'taken-up',
      header: t('takenUp'),
      text: (one) => (one.withdrawnBecause === null ? t('branchesCount', { count: one.takenUp }) : ''),
      sortKey: (one) => one.takenUp,
      align: 'end',
      brief: 'named',
    },
  ];
  return (
    <Page
      title={t('issued')}
      lead={first ? `${first.unit.name}. ${t('issuedLead')}` : t('issuedLead')}
      width="wide"
      action={send}
    >
      <Section>
        <PagedTable
          list={list}
          moreLabel={t('more')}
          caption={t('issued')}
          name="directives-issued"
          columns={columns}
          rows={list.data?.pages.flatMap((page) => page.directives)}
          rowKey={(one) => one.id}
          folds={{ order: () => 0, foldOf: (_, at) => (at < IN_SIGHT ? null : t('olderPapers')) }}
          empty={<EmptyState title={t('issuedEmpty')}>{t('issuedEmptyText')}</EmptyState>}
        />
      </Section>
    </Page>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { LinkButton, TextLink } from '#ui-kit/actions.tsx';
import type { Column } from '#ui-kit/data-table.tsx';
import { EmptyState, ProgressBar } from '#ui-kit/feedback.tsx';
import { IconPlus, IconScore } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section } from '#ui-kit/page-frame.tsx';
import { PagedTable } from '#ui-kit/paged-table.tsx';
import type { RoundBrief } from '../contract.ts';
import { roundsQuery } from './queries.ts';
import { periodWords, useGradingText } from './text.ts';

const sentIn = ({ byState }: RoundBrief['tally']) => byState.sent + byState.appraised + byState.decided;

/** The rounds of a committee and how far each has come. */
export function RoundsPage() {
  const t = useGradingText();
  const { unitId } = usePageParams<'unitId'>();
  const list = useInfiniteQuery(roundsQuery(unitId));
  const first = list.data?.pages[0];
  const bar = (label: string, count: number, branches: number) => (
    <ProgressBar
      label={label}
      value={count}
      max={Math.max(1, branches)}
      text={`${count}/${branches}`}
      tone={count === branches ? 'success' : 'brand'}
    />
  );
  const columns: Column<RoundBrief>[] = [
    {
      key: 'round',
      header: t('round'),
      text: (one) => one.title,
      cell: (one) => <TextLink to={`/units/${unitId}/gradings/${one.id}`}>{one.title}</TextLink>,
      primary: true,
      isLong: true,
    },
    { key: 'months', header: t('months'), text: (one) => periodWords(t, one), sortKey: (one) => one.to },
    {
      key: 'decide-by',
      header: t('decideBy'),
      text: (one) => formatCivilDate(one.decideBy),
      sortKey: (one) => one.decideBy,
    },
    {
      key: 'sent',
      header: t('sentOf'),
      text: ({ tally }) => t('ofBranches', { count: sentIn(tally), branches: tally.branches }),
      cell: ({ tally }) => bar(t('sentOf'), sentIn(tally), tally.branches),
    },
    {
      key: 'decided',
      header: t('decidedOf'),
      text: ({ tally }) => t('ofBranches', { count: tally.byState.decided, branches: tally.branches }),
      cell: ({ tally }) => bar(t('decidedOf'), tally.byState.decided, tally.branches),
    },
  ];
  return (
    <Page
      title={t('title')}
      lead={first ? `${first.unit.name}. ${t('lead')}` : t('lead')}
      width="wide"
      action={
        <Row gap="small">
          <LinkButton to={`/units/${unitId}/grading-results`}>{t('results')}</LinkButton>
          {first?.abilities.open && (
            <LinkButton kind="main" icon={<IconPlus />} to={`/units/${unitId}/gradings/new`}>
              {t('open')}
            </LinkButton>
          )}
        </Row>
      }
    >
      <Section>
        <PagedTable
          list={list}
          moreLabel={t('more')}
          caption={t('title')}
          name="gradings"
          columns={columns}
          rows={list.data?.pages.flatMap((page) => page.rounds)}
          rowKey={(one) => one.id}
          empty={
            <EmptyState icon={IconScore} title={t('empty')}>
              {t('emptyText')}
            </EmptyState>
          }
        />
      </Section>
    </Page>
  );
}

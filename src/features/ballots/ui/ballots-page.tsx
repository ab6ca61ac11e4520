import { useInfiniteQuery } from '@tanstack/react-query';
import { matterTexts } from '#features/rulebooks/contract.ts';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button, LinkButton, TextLink } from '#ui-kit/actions.tsx';
import { call } from '#ui-kit/call.ts';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { Badge, EmptyState } from '#ui-kit/feedback.tsx';
import { IconVote } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import type { BallotSummary, listBallots } from '../contract.ts';
import { outcomeTexts } from '../domain/say-result.ts';
import { STATE_KEYS, STATE_TONES, secretOf, useBallotsText } from './text.ts';

/** The secret ballots of a branch, newest first. */
export function BallotsPage() {
  const t = useBallotsText();
  const say = useSay();
  const { branchId } = usePageParams<'branchId'>();
  const list = useInfiniteQuery({
    queryKey: ['branch-ballots', branchId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listBallots>(
        'GET /api/branches/:branchId/ballots',
        { params: { branchId }, query: pageParam ? { before: pageParam } : {} },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.ballots);
  const outcome = ({ result, matter }: BallotSummary) =>
    result ? say(outcomeTexts(result.result.outcome, matter)) : '';
  const columns: Column<BallotSummary>[] = [
    {
      key: 'question',
      header: t('question'),
      text: (ballot) => `${ballot.question} (${say(matterTexts[ballot.matter])})`,
      cell: (ballot) => (
        <>
          <TextLink to={`/ballots/${ballot.id}`}>{ballot.question}</TextLink>
          <div className="k-small k-soft">{say(matterTexts[ballot.matter])}</div>
        </>
      ),
      primary: true,
    },
    {
      key: 'held',
      header: t('listHeldOn'),
      text: (ballot) => formatCivilDate(ballot.heldOn),
      cell: (ballot) => <span className="k-whole">{formatCivilDate(ballot.heldOn)}</span>,
      sortKey: (ballot) => ballot.heldOn,
      align: 'end',
    },
    { key: 'method', header: t('method'), text: (ballot) => t(`way_${secretOf(ballot.method)}`) },
    {
      key: 'state',
      header: t('listState'),
      text: (ballot) => t(STATE_KEYS[ballot.state]),
      cell: (ballot) => <Badge tone={STATE_TONES[ballot.state]}>{t(STATE_KEYS[ballot.state])}</Badge>,
    },
    { key: 'outcome', header: t('listOutcome'), text: outcome },
  ];
  return (
    <Page
      title={t('ballots')}
      lead={list.data ? `${list.data.pages[0]?.branch.name}. ${t('listLead')}` : t('listLead')}
      action={<LinkButton to="/ballots/verify">{t('verifyTitle')}</LinkButton>}
      width="wide"
    >
      <Section>
        <DataTable
          caption={t('ballots')}
          name="ballots"
          columns={columns}
          rows={rows}
          rowKey={(ballot) => ballot.id}
          error={list.error}
          onRetry={() => void list.refetch()}
          exportName={t('ballots')}
          empty={
            <EmptyState icon={IconVote} title={t('listEmpty')}>
              {t('listEmptyText')}
            </EmptyState>
          }
        />
        {list.hasNextPage && (
          <div>
            <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('listMore')}
            </Button>
          </div>
        )}
      </Section>
    </Page>
  );
}

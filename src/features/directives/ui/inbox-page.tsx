import { useInfiniteQuery } from '@tanstack/react-query';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { LinkButton, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import type { Column } from '#ui-kit/data-table.tsx';
import { EmptyState, StatusDot } from '#ui-kit/feedback.tsx';
import { IconCheck, IconRing, IconSearch } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section } from '#ui-kit/page-frame.tsx';
import { PagedTable } from '#ui-kit/paged-table.tsx';
import type { ReceivedDirective } from '../contract.ts';
import { LaterPapersMark } from './later-papers.tsx';
import { NeedMark } from './need-mark.tsx';
import { inboxQuery } from './queries.ts';
import { NEED_KEYS, useDirectivesText } from './text.ts';
import { UnverifiedMark } from './unverified-mark.tsx';

/** The newest papers that a phone keeps in sight; those that nobody has opened stay in any case. */
const IN_SIGHT = 6;

/** What committees above have sent to the unit. */
export function InboxPage() {
  const t = useDirectivesText();
  const { unitId } = usePageParams<'unitId'>();
  const list = useInfiniteQuery(inboxQuery(unitId));
  const unit = list.data?.pages[0]?.unit;
  const isBranch = unit?.kind.endsWith('branch') === true;
  const columns: Column<ReceivedDirective>[] = [
    {
      key: 'paper',
      header: t('paper'),
      text: (one) => `${one.symbol} ${one.title}`,
      cell: (one) => (
        <>
          <TextLink to={`/units/${unitId}/inbox/${one.id}`}>
            {one.symbol}: {one.title}
          </TextLink>{' '}
          {one.isUnverified && <UnverifiedMark of="title" />}
          <LaterPapersMark later={one.laterPapers} />
          <div className="k-soft k-small">
            {one.issuingUnitName}, {formatCivilDate(one.issuedOn)}
            {one.files.length > 0 && `, ${t('withFiles', { count: one.files.length })}`}
          </div>
        </>
      ),
      primary: true,
      isLong: true,
    },
    { key: 'issued-by', header: t('issuedBy'), text: (one) => one.issuingUnitName, hiddenAtFirst: true },
    {
      key: 'issued-on',
      header: t('issuedOn'),
      text: (one) => formatCivilDate(one.issuedOn),
      sortKey: (one) => one.issuedOn,
      align: 'end',
      hiddenAtFirst: true,
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
      key: 'opened',
      header: t('opened'),
      text: (one) => (one.receivedAt ? t('openedByUs') : t('unopened')),
      cell: (one) =>
        one.receivedAt ? (
          <StatusDot tone="success" icon={IconCheck}>
            {t('openedByUs')}
          </StatusDot>
        ) : (
          <StatusDot tone="info" icon={IconRing}>
            {t('unopened')}
          </StatusDot>
        ),
      brief: 'plain',
    },
    ...(isBranch
      ? [
          {
            key: 'taken-up',
            header: t('takenUpColumn'),
            text: (one: ReceivedDirective) =>
              one.takenUp ? t('meetingOf', { date: formatCivilDate(one.takenUp.on) }) : t('notTakenUp'),
            sortKey: (one: ReceivedDirective) => one.takenUp?.on ?? null,
            cell: (one: ReceivedDirective) =>
              one.takenUp ? (
                <TextLink to={`/meetings/${one.takenUp.meetingId}`}>
                  {t('meetingOf', { date: formatCivilDate(one.takenUp.on) })}
                </TextLink>
              ) : (
                <span className="k-soft">{t('notTakenUp')}</span>
              ),
            brief: 'named' as const,
          },
        ]
      : []),
  ];
  return (
    <Page
      title={t('inbox')}
      lead={unit ? `${unit.name}. ${t('inboxLead')}` : t('inboxLead')}
      width="wide"
      action={
        <Row>
          <LinkButton to={`/units/${unitId}/papers`} icon={<IconSearch />}>
            {t('findPapers')}
          </LinkButton>
          <PrintButton />
        </Row>
      }
    >
      <Section>
        <PagedTable
          list={list}
          moreLabel={t('more')}
          caption={t('inbox')}
          name="directives-inbox"
          columns={columns}
          rows={list.data?.pages.flatMap((page) => page.directives)}
          rowKey={(one) => one.id}
          folds={{
            order: () => 0,
            foldOf: (one, at) => (one.receivedAt === null || at < IN_SIGHT ? null : t('olderPapers')),
          }}
          empty={<EmptyState title={t('inboxEmpty')}>{t('inboxEmptyText')}</EmptyState>}
        />
      </Section>
    </Page>
  );
}

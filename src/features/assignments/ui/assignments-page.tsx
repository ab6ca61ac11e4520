import { useInfiniteQuery } from '@tanstack/react-query';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { LinkButton, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import type { Column } from '#ui-kit/data-table.tsx';
import { Badge, EmptyState, ProgressBar } from '#ui-kit/feedback.tsx';
import { IconPlus } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section } from '#ui-kit/page-frame.tsx';
import { PagedTable } from '#ui-kit/paged-table.tsx';
import type { AssignmentLine } from '../contract.ts';
import { assignmentsQuery } from './queries.ts';
import { useAssignmentsText } from './text.ts';

/** The columns of tasks given, on their own page and on that of a paper or duty. */
export function useAssignmentColumns(): Column<AssignmentLine>[] {
  const t = useAssignmentsText();
  return [
    {
      key: 'task',
      header: t('task'),
      text: (one) => one.title,
      cell: (one) => (
        <>
          <TextLink to={`/units/${one.unitId}/assignments/${one.id}`}>{one.title}</TextLink>{' '}
          {one.withdrawnBecause !== null && <Badge>{t('withdrawn')}</Badge>}
          <div className="k-soft k-small">
            {t('output')}: {one.output}
          </div>
        </>
      ),
      primary: true,
      isLong: true,
    },
    { key: 'paper', header: t('paper'), text: (one) => one.paper?.symbol ?? '' },
    {
      key: 'due',
      header: t('due'),
      text: (one) => formatCivilDate(one.dueOn),
      sortKey: (one) => one.dueOn,
      align: 'end',
    },
    {
      key: 'answered',
      header: t('answered'),
      text: (one) => `${one.answered}/${one.total}`,
      sortKey: (one) => (one.total ? one.answered / one.total : null),
      align: 'end',
    },
    {
      key: 'done',
      header: t('progress'),
      text: (one) => t('progressOf', { done: one.done, total: one.total }),
      sortKey: (one) => (one.total ? one.done / one.total : null),
      cell: (one) => (
        <ProgressBar
          label={t('progress')}
          value={one.done}
          max={one.total}
          text={`${one.done}/${one.total}`}
          tone={one.done === one.total ? 'success' : 'brand'}
        />
      ),
    },
    {
      key: 'overdue',
      header: t('overdue'),
      text: (one) => (one.overdue ? String(one.overdue) : ''),
      sortKey: (one) => one.overdue,
      align: 'end',
    },
  ];
}

/** Tasks that the committee gave. */
export function AssignmentsPage() {
  const t = useAssignmentsText();
  const { unitId } = usePageParams<'unitId'>();
  const list = useInfiniteQuery(assignmentsQuery(unitId));
  const columns = useAssignmentColumns();
  const first = list.data?.pages[0];
  return (
    <Page
      title={t('assignments')}
      lead={first ? `${first.unit.name}. ${t('assignmentsLead')}` : t('assignmentsLead')}
      width="wide"
      action={
        <Row>
          {first?.abilities.give && (
            <LinkButton kind="main" icon={<IconPlus />} to={`/units/${unitId}/assignments/new`}>
              {t('give')}
            </LinkButton>
          )}
          <LinkButton to={`/units/${unitId}/matters`}>{t('matters')}</LinkButton>
          <PrintButton />
        </Row>
      }
    >
      <Section>
        <PagedTable
          list={list}
          moreLabel={t('more')}
          caption={t('assignments')}
          name="assignments"
          columns={columns}
          rows={list.data?.pages.flatMap((page) => page.assignments)}
          rowKey={(one) => one.id}
          empty={<EmptyState title={t('assignmentsNone')}>{t('assignmentsNoneText')}</EmptyState>}
        />
      </Section>
    </Page>
  );
}

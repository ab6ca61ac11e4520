import { useInfiniteQuery } from '@tanstack/react-query';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import type { Column } from '#ui-kit/data-table.tsx';
import { EmptyState } from '#ui-kit/feedback.tsx';
import { IconScore } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { PagedTable } from '#ui-kit/paged-table.tsx';
import { useSay } from '#ui-kit/text.ts';
import type { OwnRow } from '../contract.ts';
import { gradeWords, stateWords } from '../domain/words.ts';
import { GradeMark, StateMark } from './marks.tsx';
import { ownQuery } from './queries.ts';
import { periodWords, useGradingText } from './text.ts';

/** Gradings of a branch: its leaders go on with their sheet, its members read what was decided. */
export function OwnListPage() {
  const t = useGradingText();
  const say = useSay();
  const { unitId } = usePageParams<'unitId'>();
  const list = useInfiniteQuery(ownQuery(unitId));
  const first = list.data?.pages[0];
  const decision = (row: OwnRow) =>
    row.decidedNumber && row.decidedOn ? `${row.decidedNumber}, ${formatCivilDate(row.decidedOn)}` : '';
  const columns: Column<OwnRow>[] = [
    {
      key: 'round',
      header: t('round'),
      text: (row) => row.title,
      cell: (row) =>
        first?.abilities.see ? (
          <TextLink to={`/units/${unitId}/grading/${row.id}`}>{row.title}</TextLink>
        ) : (
          row.title
        ),
      primary: true,
      isLong: true,
    },
    { key: 'months', header: t('months'), text: (row) => periodWords(t, row), sortKey: (row) => row.to },
    {
      key: 'state',
      header: t('state'),
      text: (row) => (row.state ? say(stateWords[row.state]) : ''),
      cell: (row) => row.state && <StateMark state={row.state} isLate={row.isLate} />,
      brief: 'plain',
    },
    {
      key: 'self-by',
      header: t('selfBy'),
      text: (row) => formatCivilDate(row.selfBy),
      sortKey: (row) => row.selfBy,
    },
    {
      key: 'grade',
      header: t('decidedGrade'),
      text: (row) => (row.grade ? say(gradeWords[row.grade]) : ''),
      brief: 'plain',
      cell: (row) => (
        <>
          {row.grade && <GradeMark grade={row.grade} />}{' '}
          <span className="k-soft k-small">{decision(row)}</span>
        </>
      ),
    },
  ];
  return (
    <Page title={t('sheet')} lead={first?.unit.name} width="wide">
      <Section>
        <PagedTable
          list={list}
          moreLabel={t('more')}
          caption={t('sheet')}
          name="grading"
          columns={columns}
          rows={list.data?.pages.flatMap((page) => page.rows)}
          rowKey={(row) => row.id}
          empty={
            <EmptyState icon={IconScore} title={t('sheetEmpty')}>
              {t('sheetEmptyText')}
            </EmptyState>
          }
        />
      </Section>
    </Page>
  );
}

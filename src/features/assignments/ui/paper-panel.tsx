import { useInfiniteQuery } from '@tanstack/react-query';
import { LinkButton } from '#ui-kit/actions.tsx';
import { DataTable } from '#ui-kit/data-table.tsx';
import { IconPlus } from '#ui-kit/icons.tsx';
import { type PanelProps, usePageParams } from '#ui-kit/page.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import { useAssignmentColumns } from './assignments-page.tsx';
import { assignmentsQuery } from './queries.ts';
import { useAssignmentsText } from './text.ts';

/** On the page of a paper the committee sent: the tasks given from it. */
export function PaperPanel({ id, name = '' }: PanelProps) {
  const t = useAssignmentsText();
  const { unitId } = usePageParams<'unitId'>();
  const list = useInfiniteQuery(assignmentsQuery(unitId, id));
  const columns = useAssignmentColumns();
  const rows = list.data?.pages.flatMap((page) => page.assignments) ?? [];
  const mayGive = list.data?.pages[0]?.abilities.give === true;
  if (rows.length === 0 && !mayGive) return null;
  const query = new URLSearchParams({ paper: id, title: name });
  return (
    <Section
      title={t('fromPaper')}
      action={
        mayGive ? (
          <LinkButton icon={<IconPlus />} to={`/units/${unitId}/assignments/new?${query}`}>
            {t('giveFromPaper')}
          </LinkButton>
        ) : undefined
      }
    >
      {rows.length > 0 && (
        <DataTable
          caption={t('fromPaper')}
          name="paper-assignments"
          columns={columns}
          rows={rows}
          rowKey={(one) => one.id}
          empty={null}
        />
      )}
    </Section>
  );
}

import { useQuery } from '@tanstack/react-query';
import { TextLink } from '#ui-kit/actions.tsx';
import { ErrorState } from '#ui-kit/feedback.tsx';
import { type PanelProps, usePageParams } from '#ui-kit/page.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import { DutyMark } from './duty-mark.tsx';
import { treeTasksQuery } from './queries.ts';
import { useAssignmentsText } from './text.ts';
import './assignments.css';

/** On the page of a paper that came from above: what it gives this unit to do, and the way there. */
export function ReceivedPanel({ id }: PanelProps) {
  const t = useAssignmentsText();
  const { unitId } = usePageParams<'unitId'>();
  const tree = useQuery(treeTasksQuery(unitId, id));
  if (tree.isPending) return null;
  if (tree.isError)
    return (
      <Section title={t('heldFromPaper')}>
        <ErrorState error={tree.error} onRetry={() => void tree.refetch()} />
      </Section>
    );
  const held = tree.data.held.filter((duty) => duty.directiveId === id);
  if (held.length === 0) return null;
  return (
    <Section title={t('heldFromPaper')}>
      <ul className="duty-history">
        {held.map((duty) => (
          <li key={duty.dutyId}>
            <TextLink to={`/duties/${duty.dutyId}`}>{duty.title}</TextLink> <DutyMark state={duty.state} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

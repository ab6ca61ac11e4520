import { useQuery } from '@tanstack/react-query';
import { TextLink } from '#ui-kit/actions.tsx';
import { type PanelProps, usePageParams } from '#ui-kit/page.ts';
import { treeTasksQuery } from './queries.ts';
import { STATE_KEYS, useAssignmentsText } from './text.ts';
import './assignments.css';

/** In the tree of a paper: what was given to do from this line, and how far it has come. All lines share one reading. */
export function LineTasks({ id }: PanelProps) {
  const t = useAssignmentsText();
  const { unitId, directiveId } = usePageParams<'unitId' | 'directiveId'>();
  const tree = useQuery(treeTasksQuery(unitId, directiveId));
  const given = tree.data?.given.filter((task) => task.directiveId === id) ?? [];
  const held = tree.data?.held.filter((duty) => duty.directiveId === id) ?? [];
  if (given.length + held.length === 0) return null;
  return (
    <ul className="duty-lines k-small">
      {given.map((task) => (
        <li key={task.assignmentId}>
          {t('task')}:{' '}
          <TextLink to={`/units/${task.unitId}/assignments/${task.assignmentId}`}>{task.title}</TextLink>
          {', '}
          {t('sharesDone', { done: task.done, total: task.total })}
        </li>
      ))}
      {held.map((duty) => (
        <li key={duty.dutyId}>
          {t('ownShare')}: <TextLink to={`/duties/${duty.dutyId}`}>{duty.title}</TextLink>
          {', '}
          {t(STATE_KEYS[duty.state]).toLowerCase()}
        </li>
      ))}
    </ul>
  );
}

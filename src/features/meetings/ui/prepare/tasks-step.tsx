import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import { Badge, type BadgeTone, StatusDot } from '#ui-kit/feedback.tsx';
import { IconWarn } from '#ui-kit/icons.tsx';
import { Row, Stack } from '#ui-kit/page-frame.tsx';
import { CountBar } from '#ui-kit/show.tsx';
import type { CarriedTask } from '../../contract.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { memberName } from './people.ts';
import { usePrepareText } from './text.ts';

const TONES: Record<CarriedTask['state'], BadgeTone> = {
  done: 'success',
  'done-late': 'brand',
  'in-progress': 'info',
  open: 'neutral',
  'not-done': 'warn',
  'cannot-be-done': 'danger',
};
const STATES = Object.keys(TONES) as CarriedTask['state'][];

const isOpen = (task: CarriedTask): boolean => task.state !== 'done' && task.state !== 'done-late';

/** Last month's tasks: how many stand where, then those that press first. */
export function TasksStep({ meeting, today }: { meeting: OpenMeeting; today: CivilDate }) {
  const t = usePrepareText();
  const { context } = meeting.view;
  const tasks = [...context.lastMonthTasks].sort(
    (a, b) => Number(isOpen(b)) - Number(isOpen(a)) || (a.dueOn < b.dueOn ? -1 : 1),
  );
  if (tasks.length === 0) return <p>{t('tasksNone')}.</p>;
  return (
    <Stack>
      <p>{t('tasksLead')}</p>
      <CountBar
        label={t('tasks')}
        parts={STATES.map((state) => ({
          key: state,
          label: t(`state.${state}`),
          tone: TONES[state],
          count: tasks.filter((task) => task.state === state).length,
        })).filter((part) => part.count > 0)}
      />
      <ul className="prepare-list">
        {tasks.map((task) => (
          <li key={task.taskId}>
            <div className="prepare-list-words">
              <TextLink className="prepare-link" to={`/tasks/${task.taskId}`}>
                {task.title}
              </TextLink>
              <p className="k-soft k-small">
                {t('owner', {
                  name: memberName(context, task.ownerId) ?? t('formerMember'),
                  date: formatCivilDate(task.dueOn),
                })}
              </p>
            </div>
            <Row gap="small">
              {isOpen(task) && task.dueOn < today && (
                <Badge tone="danger" icon={IconWarn}>
                  {t('overdue')}
                </Badge>
              )}
              <StatusDot tone={TONES[task.state]}>{t(`state.${task.state}`)}</StatusDot>
            </Row>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

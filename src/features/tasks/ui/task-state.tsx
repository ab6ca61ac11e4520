import { Badge, type BadgeTone } from '#ui-kit/feedback.tsx';
import { type Icon, IconCheck, IconClock, IconMinus, IconRing, IconStop, IconWarn } from '#ui-kit/icons.tsx';
import type { TaskState } from '../contract.ts';
import { STATE_KEYS, useTasksText } from './text.ts';

const LOOKS: Record<TaskState, { tone: BadgeTone; icon: Icon }> = {
  open: { tone: 'neutral', icon: IconRing },
  'in-progress': { tone: 'brand', icon: IconClock },
  done: { tone: 'success', icon: IconCheck },
  'done-late': { tone: 'warn', icon: IconCheck },
  'not-done': { tone: 'warn', icon: IconMinus },
  'cannot-be-done': { tone: 'neutral', icon: IconStop },
};

/** The state of a task as icon and word, and beside it the mark of an overdue one. */
export function TaskStateMark({ state, isOverdue }: { state: TaskState; isOverdue?: boolean }) {
  const t = useTasksText();
  const { tone, icon } = LOOKS[state];
  return (
    <span className="k-row" data-gap="small">
      <Badge tone={tone} icon={icon}>
        {t(STATE_KEYS[state])}
      </Badge>
      {isOverdue && (
        <Badge tone="warn" icon={IconWarn}>
          {t('overdue')}
        </Badge>
      )}
    </span>
  );
}

import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import { isFinished, type TaskState } from './task-state.ts';

export type TaskPlan = { ownerId: Id; dueOn: CivilDate; reportMonth: YearMonth };

export type CorrectionErrorCode =
  | 'tasks.withdrawn'
  | 'tasks.finished'
  | 'tasks.owner-not-in-branch'
  | 'tasks.bad-month'
  | 'tasks.nothing-changed';

/**
 * Whether a task may be given another owner, day or month of reporting. `memberIds`: who belongs to the branch today.
 * Errors: `tasks.withdrawn`, `tasks.finished`, `tasks.nothing-changed`, `tasks.owner-not-in-branch`, `tasks.bad-month`.
 */
export function checkCorrection(
  task: TaskPlan & { state: TaskState; isWithdrawn: boolean; assignedInMonth: YearMonth },
  wanted: TaskPlan,
  memberIds: ReadonlySet<Id>,
): Result<TaskPlan, Refusal<CorrectionErrorCode>> {
  if (task.isWithdrawn) return refuse({ code: 'tasks.withdrawn' });
  if (isFinished(task.state)) return refuse({ code: 'tasks.finished' });
  if (
    wanted.ownerId === task.ownerId &&
    wanted.dueOn === task.dueOn &&
    wanted.reportMonth === task.reportMonth
  )
    return refuse({ code: 'tasks.nothing-changed' });
  // An owner who has left may keep the task until somebody else is found; a new one must be here.
  if (wanted.ownerId !== task.ownerId && !memberIds.has(wanted.ownerId))
    return refuse({ code: 'tasks.owner-not-in-branch', field: 'ownerId' });
  if (wanted.reportMonth < task.assignedInMonth)
    return refuse({
      code: 'tasks.bad-month',
      field: 'reportMonth',
      facts: { month: task.assignedInMonth.split('-').reverse().join('/') },
    });
  return ok(wanted);
}

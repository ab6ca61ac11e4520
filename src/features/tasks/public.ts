import { addMonths, type YearMonth } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import { insertReport, markWithdrawn, selectCarried, type TaskToAssign, upsertTask } from './db/tasks.sql.ts';
import type { TaskState } from './domain/task-state.ts';

export { taskTables } from './db/copy-tables.ts';
export {
  type CarriedTaskRow,
  countOverdue as overdueTasksIn,
  type OwnTaskRow,
  selectBranchOfTask as branchOfTask,
  selectOwnTasks as tasksOf,
  selectTasksGivenBy as tasksGivenBy,
  type TaskToAssign,
} from './db/tasks.sql.ts';

/**
 * What a branch's meeting of a month has before it: every task that is not finished, and those finished by a report
 * since the last meeting, so that they appear with their result. Nearest due day first.
 */
export const openTasksFor = (tx: Tx, branchId: Id, month: YearMonth) =>
  selectCarried(tx, branchId, month, addMonths(month, -1));

/**
 * Gives a task. Saying it again under the same id restates it: title, owner, helpers, output and dates are replaced,
 * reports are kept. The caller has checked that owner and helpers belong to the branch.
 * Errors: `tasks.output-missing`, `tasks.other-branch`.
 */
export async function assignTask(tx: Tx, task: TaskToAssign, nowMs: number): Promise<void> {
  const title = tidyText(task.title);
  const output = tidyText(task.output);
  if (title === '' || output === '')
    throw new DomainError({ code: 'tasks.output-missing', field: title === '' ? 'title' : 'output' });
  const helperIds = [...new Set(task.helperIds)].filter((id) => id !== task.ownerId);
  const written = await upsertTask(tx, { ...task, title, output, helperIds }, new Date(nowMs));
  if (!written) throw new DomainError({ code: 'tasks.other-branch' });
}

export type TaskResultToRecord = {
  taskId: Id;
  state: TaskState;
  /** 0 to 100. */
  percent?: number | null;
  cause?: string | null;
  evidence?: string | null;
  by: Id;
  meetingId?: Id | null;
  month: YearMonth;
};

/**
 * Keeps what a meeting found of a task. The state stands as the meeting said it: the meeting judges whether work
 * that was reported today had been done in time. A withdrawn or unknown task is left as it is.
 */
export async function recordTaskResult(tx: Tx, result: TaskResultToRecord, nowMs: number): Promise<void> {
  const isDone = result.state === 'done' || result.state === 'done-late';
  await insertReport(
    tx,
    {
      id: newId(nowMs),
      taskId: result.taskId,
      state: result.state,
      percent: isDone ? 100 : (result.percent ?? null),
      cause: result.cause?.trim() || null,
      evidence: result.evidence?.trim() || null,
      by: result.by,
      meetingId: result.meetingId ?? null,
      month: result.month,
    },
    new Date(nowMs),
  );
}

/** Takes a task back; its reports stay. Repeating is harmless. */
export const withdrawTask = (tx: Tx, taskId: Id, nowMs: number): Promise<void> =>
  markWithdrawn(tx, taskId, new Date(nowMs));

import type { CivilDate } from '#kernel/civil-date.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';

/** How far a task is. `open` until somebody reports; `done-late` is never typed, it follows from the dates. */
export const TASK_STATES = [
  'open',
  'in-progress',
  'done',
  'done-late',
  'not-done',
  'cannot-be-done',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** What a person may say of a task outside of a meeting. */
export const REPORTED_STATES = ['in-progress', 'done', 'not-done', 'cannot-be-done'] as const;
export type ReportedState = (typeof REPORTED_STATES)[number];

export const TASK_FILTERS = ['open', 'overdue', 'all'] as const;
/** `open`: not finished; `all`: also those finished in the last two years. */
export type TaskFilter = (typeof TASK_FILTERS)[number];

export type TaskErrorCode =
  | 'tasks.cause-missing'
  | 'tasks.done-in-future'
  | 'tasks.withdrawn'
  | 'tasks.settled-by-meeting';

const FINISHED: readonly TaskState[] = ['done', 'done-late', 'cannot-be-done'];

/** Finished tasks leave the list; a task that was not done stays with its owner and comes back every month. */
export const isFinished = (state: TaskState): boolean => FINISHED.includes(state);

/** Past its day and not finished. The due day itself is still in time. */
export const isOverdue = (state: TaskState, dueOn: CivilDate, today: CivilDate): boolean =>
  !isFinished(state) && dueOn < today;

export type TaskReportInput = {
  state: ReportedState;
  /** 0 to 100. */
  percent?: number | null;
  cause?: string | null;
  evidence?: string | null;
  /** The day on which the work was finished; today when nobody says otherwise. */
  doneOn?: CivilDate | null;
};

export type SettledReport = {
  state: TaskState;
  percent: number | null;
  cause: string | null;
  evidence: string | null;
};

const textOrNull = (text: string | null | undefined): string | null => text?.trim() || null;

/**
 * What a report between two meetings means for the task: `done` becomes `done-late` when the work was finished
 * after the due day, and what was not done must say why.
 * Errors: `tasks.withdrawn`, `tasks.settled-by-meeting`, `tasks.cause-missing`, `tasks.done-in-future`.
 */
export function settleReport(
  task: { dueOn: CivilDate; isWithdrawn: boolean; isSettledByMeeting: boolean },
  report: TaskReportInput,
  today: CivilDate,
): Result<SettledReport, Refusal<TaskErrorCode>> {
  if (task.isWithdrawn) return refuse({ code: 'tasks.withdrawn' });
  if (task.isSettledByMeeting) return refuse({ code: 'tasks.settled-by-meeting' });
  const cause = textOrNull(report.cause);
  const evidence = textOrNull(report.evidence);
  if ((report.state === 'not-done' || report.state === 'cannot-be-done') && cause === null)
    return refuse({ code: 'tasks.cause-missing', field: 'cause' });
  if (report.state !== 'done')
    return ok({ state: report.state, percent: report.percent ?? null, cause, evidence });
  const doneOn = report.doneOn ?? today;
  if (doneOn > today) return refuse({ code: 'tasks.done-in-future', field: 'doneOn' });
  return ok({ state: doneOn > task.dueOn ? 'done-late' : 'done', percent: 100, cause, evidence });
}

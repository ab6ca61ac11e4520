import { type CivilDate, monthOf } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { unwrap } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { insertReport, selectReports, type TaskRow } from '../db/tasks.sql.ts';
import { isFinished, settleReport, type TaskReportInput, type TaskState } from '../domain/task-state.ts';

/** A report between two meetings by its owner, a helper or a leader. Errors: those of `settleReport`. */
export async function writeTaskReport(
  tx: Tx,
  given: { task: TaskRow; report: TaskReportInput; by: Id; today: CivilDate },
  nowMs: number,
): Promise<TaskState> {
  const { task } = given;
  const [latest] = await selectReports(tx, task.taskId);
  const settled = unwrap(
    settleReport(
      {
        dueOn: task.dueOn,
        isWithdrawn: task.withdrawnAt !== null,
        isSettledByMeeting: isFinished(task.state) && latest?.meetingId != null,
      },
      given.report,
      given.today,
    ),
  );
  await insertReport(
    tx,
    {
      id: newId(nowMs),
      taskId: task.taskId,
      ...settled,
      by: given.by,
      meetingId: null,
      month: monthOf(given.today),
    },
    new Date(nowMs),
  );
  return settled.state;
}

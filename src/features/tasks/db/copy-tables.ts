import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { CopyTable } from '#platform/database/copy.ts';
import type { TaskState } from '../domain/task-state.ts';

type Outcome = {
  state: TaskState;
  percent: number | null;
  cause: string | null;
  evidence: string | null;
};

/** The tables of tasks that are loaded in bulk. Instants are ISO texts. */
export const taskTables = {
  task: {
    name: 'tasks.task',
    columns: [
      'id',
      'branch_id',
      'title',
      'owner_id',
      'output',
      'due_on',
      'report_month',
      'assigned_in_month',
      'meeting_id',
      'state',
      'percent',
      'cause',
      'evidence',
      'assigned_at',
    ],
    values: (t) => [
      t.id,
      t.branchId,
      t.title,
      t.ownerId,
      t.output,
      t.dueOn,
      t.reportMonth,
      t.assignedInMonth,
      t.meetingId,
      t.state,
      t.percent,
      t.cause,
      t.evidence,
      t.assignedAt,
    ],
  } satisfies CopyTable<
    Outcome & {
      id: Id;
      branchId: Id;
      title: string;
      ownerId: Id;
      output: string;
      dueOn: CivilDate;
      reportMonth: YearMonth;
      assignedInMonth: YearMonth;
      meetingId: Id;
      assignedAt: string;
    }
  >,
  report: {
    name: 'tasks.task_report',
    columns: ['id', 'task_id', 'at', 'by_id', 'state', 'percent', 'cause', 'evidence', 'meeting_id', 'month'],
    values: (r) => [
      r.id,
      r.taskId,
      r.at,
      r.byId,
      r.state,
      r.percent,
      r.cause,
      r.evidence,
      r.meetingId,
      r.month,
    ],
  } satisfies CopyTable<
    Outcome & { id: Id; taskId: Id; at: string; byId: Id; meetingId: Id; month: YearMonth }
  >,
} as const;

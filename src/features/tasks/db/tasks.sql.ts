import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { TakingEffect } from '#platform/feature.ts';
import type { TaskState } from '../domain/task-state.ts';

/** A task as the next meeting sees it. */
export type CarriedTaskRow = {
  taskId: Id;
  title: string;
  ownerId: Id;
  helperIds: Id[];
  output: string;
  dueOn: CivilDate;
  reportMonth: YearMonth;
  /** Month of the meeting that gave the task. */
  assignedInMonth: YearMonth;
  state: TaskState;
};

const finished = sql`('done', 'done-late', 'cannot-be-done')`;

const carried = sql`
  t.id as "taskId", t.title, t.owner_id as "ownerId", to_jsonb(t.helper_ids) as "helperIds", t.output,
  t.due_on as "dueOn", t.report_month as "reportMonth", t.assigned_in_month as "assignedInMonth", t.state`;

/**
 * What a meeting of this month has before it: every task given up to then that is not finished, and those that
 * were finished by a report between the meetings and that no meeting has heard yet.
 */
export const selectCarried = (tx: Tx, branchId: Id, month: YearMonth, monthBefore: YearMonth) =>
  rows(
    tx,
    sql<CarriedTaskRow>`
      /* hot */ select ${carried}
        from tasks.task t
        left join lateral (
          select r.meeting_id, r.month from tasks.task_report r where r.task_id = t.id
           order by r.at desc, r.id desc limit 1
        ) r on true
       where t.branch_id = ${branchId} and t.withdrawn_at is null and t.assigned_in_month <= ${month}
         and (t.state not in ${finished} or (r.meeting_id is null and r.month >= ${monthBefore}))
       order by t.due_on, t.id`,
  );

export type TaskToAssign = {
  taskId: Id;
  branchId: Id;
  title: string;
  ownerId: Id;
  helperIds: readonly Id[];
  output: string;
  dueOn: CivilDate;
  reportMonth: YearMonth;
  assignedInMonth: YearMonth;
  meetingId: Id | null;
  directiveId?: Id | null;
};

/** Writes or restates a task. Gives nothing back when the id belongs to a task of another branch. */
export const upsertTask = (tx: Tx, task: TaskToAssign, at: Date) =>
  maybeOne(
    tx,
    sql<{ taskId: Id }>`
      /* hot */ insert into tasks.task (id, branch_id, title, owner_id, helper_ids, output, due_on, report_month,
                              assigned_in_month, meeting_id, directive_id, assigned_at)
      values (${task.taskId}, ${task.branchId}, ${task.title}, ${task.ownerId}, ${uuids(task.helperIds)},
              ${task.output}, ${task.dueOn}::text::date, ${task.reportMonth}, ${task.assignedInMonth},
              ${task.meetingId}, ${task.directiveId ?? null}, ${at})
      on conflict (id) do update
         set title = excluded.title, owner_id = excluded.owner_id, helper_ids = excluded.helper_ids,
             output = excluded.output, due_on = excluded.due_on, report_month = excluded.report_month,
             directive_id = excluded.directive_id, withdrawn_at = null
       where tasks.task.branch_id = excluded.branch_id
      returning id as "taskId"`,
  );

export type ReportToWrite = {
  id: Id;
  taskId: Id;
  state: TaskState;
  percent: number | null;
  cause: string | null;
  evidence: string | null;
  by: Id;
  meetingId: Id | null;
  month: YearMonth;
};

/** Keeps the report and sets the task to it, in one statement. */
export const insertReport = (tx: Tx, report: ReportToWrite, at: Date) =>
  maybeOne(
    tx,
    sql<{ taskId: Id }>`
      with changed as (
        update tasks.task set state = ${report.state}, percent = ${report.percent}, cause = ${report.cause},
               evidence = ${report.evidence}
         where id = ${report.taskId} and withdrawn_at is null returning id
      )
      insert into tasks.task_report (id, task_id, at, by_id, state, percent, cause, evidence, meeting_id, month)
      select ${report.id}, id, ${at}, ${report.by}, ${report.state}, ${report.percent}, ${report.cause},
             ${report.evidence}, ${report.meetingId}, ${report.month} from changed
      returning task_id as "taskId"`,
  );

/** The branch that a task belongs to; undefined when there is no such task. */
export const selectBranchOfTask = async (tx: Tx, taskId: Id): Promise<Id | undefined> =>
  (
    await maybeOne(
      tx,
      sql<{ branchId: Id }>`select branch_id as "branchId" from tasks.task where id = ${taskId}`,
    )
  )?.branchId;

export const markWithdrawn = (tx: Tx, taskId: Id, at: Date) =>
  run(tx, sql`update tasks.task set withdrawn_at = ${at} where id = ${taskId} and withdrawn_at is null`);

export type TaskRow = CarriedTaskRow & {
  branchId: Id;
  ownerName: string;
  meetingId: Id | null;
  directiveId: Id | null;
  percent: number | null;
  cause: string | null;
  evidence: string | null;
  withdrawnAt: Date | null;
};

const full = sql`
  ${carried}, t.branch_id as "branchId", p.full_name as "ownerName", t.meeting_id as "meetingId",
  t.directive_id as "directiveId", t.percent, t.cause, t.evidence, t.withdrawn_at as "withdrawnAt"`;

/** Nearest due day first; `finishedSince` cuts off old work that is finished. */
export const selectTasks = (
  tx: Tx,
  branchId: Id,
  wanted: {
    show: 'open' | 'overdue' | 'all';
    ownerId: Id | null;
    today: CivilDate;
    finishedSince: CivilDate;
  },
) =>
  rows(
    tx,
    sql<TaskRow>`
      select ${full} from tasks.task t join members.person p on p.id = t.owner_id
       where t.branch_id = ${branchId} and t.withdrawn_at is null
         and (t.state not in ${finished}
              or (${wanted.show}::text = 'all' and t.due_on >= ${wanted.finishedSince}::text::date))
         and (${wanted.show}::text <> 'overdue' or t.due_on < ${wanted.today}::text::date)
         and (${wanted.ownerId}::text::uuid is null or t.owner_id = ${wanted.ownerId}::text::uuid
              or t.helper_ids @> array[${wanted.ownerId}::text::uuid])
       order by t.due_on, p.sort_key, t.id`,
  );

export const selectTask = (tx: Tx, taskId: Id) =>
  maybeOne(
    tx,
    sql<TaskRow>`select ${full} from tasks.task t join members.person p on p.id = t.owner_id
                  where t.id = ${taskId}`,
  );

/** The same, held against a second writer until this transaction ends. */
export const selectTaskForChange = (tx: Tx, taskId: Id) =>
  maybeOne(
    tx,
    sql<TaskRow>`select ${full} from tasks.task t join members.person p on p.id = t.owner_id
                  where t.id = ${taskId} for update of t`,
  );

export type TaskReportRow = {
  id: Id;
  at: Date;
  by: Id;
  byName: string;
  state: TaskState;
  percent: number | null;
  cause: string | null;
  evidence: string | null;
  meetingId: Id | null;
  month: YearMonth;
};

/** Every report of a task, newest first. */
export const selectReports = (tx: Tx, taskId: Id) =>
  rows(
    tx,
    sql<TaskReportRow>`
      select r.id, r.at, r.by_id as by, p.full_name as "byName", r.state, r.percent, r.cause, r.evidence,
             r.meeting_id as "meetingId", r.month
        from tasks.task_report r join members.person p on p.id = r.by_id
       where r.task_id = ${taskId} order by r.at desc, r.id desc`,
  );

export type TaskCorrectionRow = {
  id: Id;
  at: Date;
  byName: string;
  reason: string;
  ownerBefore: string;
  ownerAfter: string;
  dueBefore: CivilDate;
  dueAfter: CivilDate;
};

export const selectCorrections = (tx: Tx, taskId: Id) =>
  rows(
    tx,
    sql<TaskCorrectionRow>`
      select c.id, c.at, b.full_name as "byName", c.reason, o.full_name as "ownerBefore",
             n.full_name as "ownerAfter", c.due_before as "dueBefore", c.due_after as "dueAfter"
        from tasks.task_correction c
        join members.person b on b.id = c.by_id
        join members.person o on o.id = c.owner_before
        join members.person n on n.id = c.owner_after
       where c.task_id = ${taskId} order by c.at desc, c.id desc`,
  );

/** Sets owner, due day and report month, and keeps what they were, in one statement. */
export const correctTask = (
  tx: Tx,
  correction: {
    id: Id;
    taskId: Id;
    by: Id;
    reason: string;
    ownerId: Id;
    dueOn: CivilDate;
    reportMonth: YearMonth;
  },
  at: Date,
) =>
  run(
    tx,
    sql`with before as (select id, owner_id, due_on from tasks.task where id = ${correction.taskId}),
        changed as (
          update tasks.task set owner_id = ${correction.ownerId}, due_on = ${correction.dueOn}::text::date,
                 report_month = ${correction.reportMonth},
                 helper_ids = array_remove(helper_ids, ${correction.ownerId}::text::uuid)
           where id = ${correction.taskId}
        )
        insert into tasks.task_correction
               (id, task_id, at, by_id, reason, owner_before, owner_after, due_before, due_after)
        select ${correction.id}, id, ${at}, ${correction.by}, ${correction.reason}, owner_id,
               ${correction.ownerId}, due_on, ${correction.dueOn}::text::date from before`,
  );

/** What one meeting of a branch gave to do, nearest due day first. */
export const selectTasksGivenBy = (tx: Tx, branchId: Id, meetingId: Id) =>
  rows(
    tx,
    sql<{
      taskId: Id;
      title: string;
      output: string;
      ownerName: string;
      dueOn: CivilDate;
      state: TaskState;
    }>`
      select t.id as "taskId", t.title, t.output, p.full_name as "ownerName", t.due_on as "dueOn", t.state
        from tasks.task t join members.person p on p.id = t.owner_id
       where t.branch_id = ${branchId} and t.meeting_id = ${meetingId} and t.withdrawn_at is null
       order by t.due_on, t.id`,
  );

export type OwnTaskRow = {
  taskId: Id;
  branchId: Id;
  title: string;
  output: string;
  dueOn: CivilDate;
  state: TaskState;
  isOverdue: boolean;
};

/** What a person still has to do, as owner or helper, in any branch; the nearest due day first. */
export const selectOwnTasks = (tx: Tx, personId: Id, today: CivilDate) =>
  rows(
    tx,
    sql<OwnTaskRow>`
      /* hot */ select id as "taskId", branch_id as "branchId", title, output, due_on as "dueOn", state,
             due_on < ${today}::text::date as "isOverdue"
        from tasks.task
       where (owner_id = ${personId}::text::uuid or helper_ids @> array[${personId}::text::uuid])
         and withdrawn_at is null and state not in ${finished}
       order by due_on, id`,
  );

/** For a person's own copy: tasks held or helped with, and the reports made. */
export const selectTasksOfPerson = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<Record<string, unknown>>`
      select t.id as "taskId", t.branch_id as "branchId", t.title, t.output, t.due_on as "dueOn", t.state,
             t.owner_id = ${personId}::text::uuid as "isOwner"
        from tasks.task t
       where t.owner_id = ${personId}::text::uuid or t.helper_ids @> array[${personId}::text::uuid]
       order by t.due_on`,
  );
export const selectReportsOfPerson = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<Record<string, unknown>>`
      select task_id as "taskId", at, state, percent, cause, evidence from tasks.task_report
       where by_id = ${personId} order by at`,
  );

/**
 * How many unfinished tasks past their day each of these branches has; branches with none are left out. A task that was due before a
 * plan took its branch in counts in that branch, where this is one of them: tables of its months stay as they were.
 */
export const countOverdue = (tx: Tx, branchIds: readonly Id[], today: CivilDate) =>
  rows(
    tx,
    sql<{ branchId: Id; count: number }>`
      select case when counted_in = any(${uuids(branchIds)}) then counted_in else branch_id end as "branchId",
             count(*)::int as count
        from tasks.task
       where (branch_id = any(${uuids(branchIds)}) or counted_in = any(${uuids(branchIds)}))
         and withdrawn_at is null and state not in ${finished} and due_on < ${today}::text::date
       group by 1`,
  );

/** How many tasks of each of these branches are neither finished nor taken back, whatever their day. */
export const countOpenTasks = (tx: Tx, branchIds: readonly Id[]) =>
  rows(
    tx,
    sql<{ unitId: Id; count: number }>`
      select branch_id as "unitId", count(*)::int as count from tasks.task
       where branch_id = any(${uuids(branchIds)}) and withdrawn_at is null and state not in ${finished}
       group by branch_id`,
  );

/** Tasks of a record that lives on in another are tasks of that one, as owner and as helper. */
export const carryTasks = (tx: Tx, goneId: Id, keptId: Id) =>
  run(
    tx,
    sql`update tasks.task
           set owner_id = case when owner_id = ${goneId} then ${keptId}::uuid else owner_id end,
               helper_ids = case when helper_ids @> array[${keptId}::uuid] then array_remove(helper_ids, ${goneId}::uuid)
                                 else array_replace(helper_ids, ${goneId}::uuid, ${keptId}::uuid) end
         where owner_id = ${goneId} or helper_ids @> array[${goneId}::uuid]`,
  );

/**
 * Open tasks go to the branch that takes the members over; of a branch that is shared out, to the one where the owner is.
 * A task that was due before that day stays in the figures of the branch that had it.
 */
export const carryTasksByPlan = (tx: Tx, { on, joined, people }: TakingEffect) =>
  run(
    tx,
    sql`with goes (unit_id, owner_id, into_id) as (
          select "unitId", null::uuid, "intoId" from jsonb_to_recordset(${json(joined)}) as j ("unitId" uuid, "intoId" uuid)
          union all
          select "unitId", "personId", "intoId"
            from jsonb_to_recordset(${json(people)}) as s ("unitId" uuid, "personId" uuid, "intoId" uuid)
        )
        update tasks.task t
           set branch_id = g.into_id,
               counted_in = case when t.due_on < ${on}::text::date then coalesce(t.counted_in, t.branch_id)
                                 else t.counted_in end
          from goes g
         where t.branch_id = g.unit_id and (g.owner_id is null or g.owner_id = t.owner_id)
           and t.withdrawn_at is null and t.state not in ${finished}`,
  );

import type { MeetingClosed } from '#features/meetings/contract.ts';
import type { YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { ClosedFigures, Preparation } from '../domain/month-table.ts';

/** A meeting is closed once; being told twice leaves the same row. */
export const writeBranchMonth = (tx: Tx, closed: MeetingClosed) =>
  run(
    tx,
    sql`insert into reports.branch_month
          (branch_id, month, kind, meeting_id, planned_on, held_on, closed_on, base, present, excused, unexcused,
           spoke, minutes, own_score, own_grade, confirmed_score, confirmed_grade, papers_late, notice_late,
           tasks_due, tasks_done, tasks_done_late, tasks_assigned)
        values (${closed.branchId}, ${closed.month}, ${closed.kind}, ${closed.meetingId},
                ${closed.plannedOn}::text::date, ${closed.heldOn}::text::date, ${closed.closedOn}::text::date,
                ${closed.base}, ${closed.present}, ${closed.excused}, ${closed.unexcused}, ${closed.spoke},
                ${closed.minutes}, ${closed.ownScore}, ${closed.ownGrade}, ${closed.confirmedScore},
                ${closed.confirmedGrade}, ${closed.papersLate}, ${closed.noticeLate}, ${closed.tasksDue},
                ${closed.tasksDone}, ${closed.tasksDoneLate}, ${closed.tasksAssigned})
        on conflict (branch_id, month, kind) do update
           set meeting_id = excluded.meeting_id, planned_on = excluded.planned_on, held_on = excluded.held_on,
               closed_on = excluded.closed_on, base = excluded.base, present = excluded.present,
               excused = excluded.excused, unexcused = excluded.unexcused, spoke = excluded.spoke,
               minutes = excluded.minutes, own_score = excluded.own_score, own_grade = excluded.own_grade,
               confirmed_score = excluded.confirmed_score, confirmed_grade = excluded.confirmed_grade,
               papers_late = excluded.papers_late, notice_late = excluded.notice_late,
               tasks_due = excluded.tasks_due, tasks_done = excluded.tasks_done,
               tasks_done_late = excluded.tasks_done_late, tasks_assigned = excluded.tasks_assigned`,
  );

/** Figures of the closed meetings of many branches in one month. */
export const selectBranchMonths = (tx: Tx, branchIds: readonly Id[], month: YearMonth) =>
  rows(
    tx,
    sql<ClosedFigures>`
      select meeting_id as "meetingId", closed_on as "closedOn", base, present, own_grade as "ownGrade",
             confirmed_grade as "confirmedGrade", papers_late as "papersLate", notice_late as "noticeLate",
             minutes, tasks_due as "tasksDue", tasks_done as "tasksDone", tasks_done_late as "tasksDoneLate"
        from reports.branch_month
       where month = ${month} and branch_id = any(${uuids(branchIds)})`,
  );

/** How far meetings that have not begun are prepared. */
export const selectPreparations = (tx: Tx, meetingIds: readonly Id[]) =>
  rows(
    tx,
    sql<Preparation>`
      select m.id as "meetingId", m.notice_sent as "noticeSent",
             exists (select from meetings.entry e where e.meeting_id = m.id and e.kind = 'paper-attached')
               as "hasPapers"
        from meetings.meeting m where m.id = any(${uuids(meetingIds)})`,
  );

import type { MeetingClosed } from '#features/meetings/contract.ts';
import type { Sector, UnitKind } from '#features/units/contract.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { ClosedFigures, Preparation } from '../domain/month-table.ts';

/** A meeting is closed once; being told twice leaves the same row. */
export const writeBranchMonth = (tx: Tx, closed: MeetingClosed) =>
  run(
    tx,
    sql`/* hot */ insert into reports.branch_month
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

export type NamedUnit = {
  id: Id;
  name: string;
  code: string | null;
  kind: UnitKind | null;
  sector: Sector | null;
  endedOn: CivilDate | null;
};

/** Units by the names, kinds and codes that they had on a day, or last before it. */
export const selectNamed = (tx: Tx, ids: readonly Id[], on: CivilDate) =>
  rows(
    tx,
    sql<NamedUnit>`
      select u.id, coalesce(n.name, '') as name, c.code, k.kind, k.sector,
             case when u.ended_on <= ${on}::text::date then u.ended_on::text end as "endedOn"
        from units.unit u
        left join lateral (
          select name from units.unit_name where unit_id = u.id
           order by lower(valid) <= ${on}::text::date desc, lower(valid) desc limit 1) n on true
        left join lateral (
          select kind, sector from units.unit_kind where unit_id = u.id
           order by lower(valid) <= ${on}::text::date desc, lower(valid) desc limit 1) k on true
        left join lateral (
          select code from units.unit_code where unit_id = u.id and lower(valid) <= ${on}::text::date
           order by lower(valid) desc limit 1) c on true
       where u.id = any(${uuids(ids)})`,
  );

/** Meetings of these branches in a month, by what they were held for. */
export const selectMeetingsOf = (tx: Tx, branchIds: readonly Id[], month: YearMonth) =>
  rows(
    tx,
    sql<{ branchId: Id; regularId: Id | null; thematicId: Id | null }>`
      select branch_id as "branchId", min(id::text) filter (where kind <> 'thematic') as "regularId",
             min(id::text) filter (where kind <> 'regular') as "thematicId"
        from meetings.meeting
       where branch_id = any(${uuids(branchIds)}) and month = ${month} and stage <> 'cancelled'
       group by branch_id`,
  );

/** The unit right above on a day or last before it; undefined for the top. */
export const selectParent = (tx: Tx, unitId: Id, on: CivilDate) =>
  maybeOne(
    tx,
    sql<{ parentId: Id }>`
      select parent_id as "parentId" from units.unit_link
       where unit_id = ${unitId} and lower(valid) <= ${on}::text::date order by lower(valid) desc limit 1`,
  );

/** Since when each of these units has the parent that it has on a day; units without one are left out. */
export const selectLinkedSince = (tx: Tx, ids: readonly Id[], on: CivilDate) =>
  rows(
    tx,
    sql<{ unitId: Id; since: CivilDate }>`
      select unit_id as "unitId", lower(valid)::text as since from units.unit_link
       where unit_id = any(${uuids(ids)}) and valid @> ${on}::text::date`,
  );

import type { MeetingKind } from '#features/rulebooks/contract.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { MeetingByPlan, PlannedMeeting } from '../domain/meetings-by-plan.ts';

// What a plan of reorganisation asks about meetings of branches that end, and what it does to them.

/** Meetings of these branches that have not begun. */
export const selectPlanned = (tx: Tx, branchIds: readonly Id[]) =>
  rows(
    tx,
    sql<PlannedMeeting>`
      select id, branch_id as "branchId", month, kind, planned_on::text as "plannedOn" from meetings.meeting
       where branch_id = any(${uuids(branchIds)}) and stage = 'planned' order by planned_on, id`,
  );

/** Meetings of these branches from a month on that were not called off. */
export const selectStandingFrom = (tx: Tx, branchIds: readonly Id[], from: YearMonth) =>
  rows(
    tx,
    sql<{ branchId: Id; month: YearMonth; kind: MeetingKind }>`
      select branch_id as "branchId", month, kind from meetings.meeting
       where branch_id = any(${uuids(branchIds)}) and month >= ${from} and stage <> 'cancelled'`,
  );

export const selectSeriesOf = (tx: Tx, branchIds: readonly Id[]) =>
  rows(
    tx,
    sql<{ branchId: Id; dayOfMonth: number; time: string; place: string }>`
      select branch_id as "branchId", day_of_month as "dayOfMonth", at_time as time, place
        from meetings.series where branch_id = any(${uuids(branchIds)}) order by branch_id`,
  );

/** Those of these branches that have closed no regular meeting of a month. */
export const selectWithoutMonth = async (
  tx: Tx,
  branchIds: readonly Id[],
  month: YearMonth,
  day: CivilDate,
): Promise<Id[]> =>
  (
    await rows(
      tx,
      sql<{ branchId: Id }>`
        select k.unit_id as "branchId" from units.unit_kind k
         where k.unit_id = any(${uuids(branchIds)}) and k.kind in ('branch', 'base-branch')
           and k.valid @> ${day}::text::date
           and not exists (select from meetings.meeting m
                            where m.branch_id = k.unit_id and m.month = ${month} and m.stage = 'closed'
                              and m.kind in ('regular', 'combined'))
         order by k.unit_id`,
    )
  ).map(({ branchId }) => branchId);

/**
 * Takes planned meetings to the branches that carry on or calls them off, and tells whoever had been told of them.
 * `reason` is written with those that are called off.
 */
export async function moveByPlan(
  tx: Tx,
  meetings: readonly (Pick<MeetingByPlan, 'id' | 'intoId'> & { reason: string | null })[],
  nowMs: number,
): Promise<void> {
  if (meetings.length === 0) return;
  const moved = sql`jsonb_to_recordset(${json(meetings)}) as x (id uuid, "intoId" uuid, reason text)`;
  await run(
    tx,
    sql`update meetings.meeting m
           set branch_id = coalesce(x."intoId", m.branch_id),
               stage = case when x."intoId" is null then 'cancelled' else m.stage end,
               cancelled_because = x.reason
          from ${moved} where m.id = x.id`,
  );
  await run(
    tx,
    sql`update meetings.entry e set branch_id = x."intoId"
          from ${moved} where e.meeting_id = x.id and x."intoId" is not null`,
  );
  await run(
    tx,
    sql`insert into meetings.notice (id, person_ids, kind, meeting_id, branch_id, facts, at)
        select uuidv7(), n.person_ids, case when x."intoId" is null then 'meeting-cancelled' else 'meeting-moved' end,
               m.id, n.branch_id, jsonb_build_object('plannedOn', m.planned_on::text, 'plannedTime', m.planned_time,
                                                     'place', m.place, 'month', m.month), ${new Date(nowMs)}
          from ${moved} join meetings.meeting m on m.id = x.id
         cross join lateral (
           select t.branch_id, array_agg(distinct p.person_id) as person_ids
             from meetings.notice t cross join unnest(t.person_ids) as p(person_id)
            where t.meeting_id = m.id group by t.branch_id) n`,
  );
}

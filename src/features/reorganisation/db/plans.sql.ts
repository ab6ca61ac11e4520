import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { json, maybeOne, one, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { BaseUnit } from '../domain/base.ts';
import type { TreePerson } from '../domain/foresee.ts';
import type { PlanMove, PlanState, PlanStep, ToldPlace } from '../domain/plan.ts';

export type Outcome = {
  members: { before: number; after: number };
  tasks: { before: number; after: number };
  founded: number;
  renamed: number;
  recoded: number;
  rekinded: number;
  moved: number;
  ended: number;
  people: number;
};

/** What came between a scheduled plan and its day. `seen`: the state of things that it was found in. */
export type OpenAgain = { undecided: number; differences: number; problems: number; seen: string };

/** Whatever is added to the way of a plan beside its moves. */
export type PlanEventKind = PlanMove | 'create' | 'assign' | 'rebase' | 'give-up';

export type PlanRow = {
  id: Id;
  unitId: Id;
  title: string;
  on: CivilDate;
  state: PlanState;
  decision: string | null;
  decidedOn: CivilDate | null;
  issuedBy: string | null;
  correctsId: Id | null;
  base: BaseUnit[];
  toldPlaces: ToldPlace[];
  open: OpenAgain | null;
  createdAt: Date;
  appliedAt: Date | null;
  outcome: Outcome | null;
};

const columns = sql`
  p.id, p.unit_id as "unitId", p.title, p.effective_on::text as "on", p.state, p.decision,
  p.decided_on::text as "decidedOn", p.issued_by as "issuedBy", p.corrects_id as "correctsId", p.base,
  p.told_places as "toldPlaces", p.open,
  p.created_at as "createdAt", p.applied_at as "appliedAt", p.outcome`;

export const selectPlan = (tx: Tx, planId: Id, lock: 'lock' | 'read' = 'read') =>
  maybeOne(
    tx,
    sql<PlanRow>`select ${columns} from reorganisation.plan p where p.id = ${planId}
                 ${lock === 'lock' ? sql`for update` : sql``}`,
  );

export const selectPlansOf = (tx: Tx, unitId: Id) =>
  rows(
    tx,
    sql<PlanRow & { steps: number }>`
      select ${columns}, (select count(*)::int from reorganisation.step s where s.plan_id = p.id) as steps
        from reorganisation.plan p where p.unit_id = ${unitId} and p.state <> 'given-up'
       order by p.effective_on desc, p.id desc`,
  );

/** Plans that were given up, with why, by whom and when; the last one first. */
export const selectGivenUp = (tx: Tx, unitId: Id) =>
  rows(
    tx,
    sql<{ id: Id; title: string; on: CivilDate; reason: string; by: string | null; at: Date }>`
      select p.id, p.title, p.effective_on::text as "on", e.note as reason, x.full_name as by, e.at
        from reorganisation.plan p
        join reorganisation.plan_event e on e.plan_id = p.id and e.move = 'give-up'
        left join members.person x on x.id = e.by_id
       where p.unit_id = ${unitId} and p.state = 'given-up' order by e.at desc, p.id desc`,
  );

/** Plans whose day has come and that nobody has let take effect. */
export const selectDue = (tx: Tx, today: CivilDate) =>
  rows(
    tx,
    sql<{ id: Id }>`select id from reorganisation.plan
                     where state = 'scheduled' and effective_on <= ${today}::text::date order by effective_on, id`,
  );

export const insertPlan = (
  tx: Tx,
  plan: { id: Id; unitId: Id; title: string; on: CivilDate; correctsId: Id | null; by: Id | null },
  nowMs: number,
) =>
  run(
    tx,
    sql`insert into reorganisation.plan (id, unit_id, title, effective_on, corrects_id, created_by, created_at)
        values (${plan.id}, ${plan.unitId}, ${plan.title}, ${plan.on}::text::date, ${plan.correctsId}, ${plan.by},
                ${new Date(nowMs)})`,
  );

export const updatePlan = (tx: Tx, planId: Id, plan: { title: string; on: CivilDate }) =>
  run(
    tx,
    sql`update reorganisation.plan set title = ${plan.title}, effective_on = ${plan.on}::text::date
         where id = ${planId}`,
  );

export const setState = (tx: Tx, planId: Id, state: PlanState) =>
  run(tx, sql`update reorganisation.plan set state = ${state} where id = ${planId}`);

export const setDecision = (
  tx: Tx,
  planId: Id,
  decision: { number: string; on: CivilDate; issuedBy: string | null },
) =>
  run(
    tx,
    sql`update reorganisation.plan
           set decision = ${decision.number}, decided_on = ${decision.on}::text::date, issued_by = ${decision.issuedBy}
         where id = ${planId}`,
  );

/** The decision no longer counts. */
export const clearDecision = (tx: Tx, planId: Id) =>
  run(
    tx,
    sql`update reorganisation.plan set decision = null, decided_on = null, issued_by = null where id = ${planId}`,
  );

export const setApplied = (tx: Tx, planId: Id, outcome: Outcome, nowMs: number) =>
  run(
    tx,
    sql`update reorganisation.plan
           set state = 'applied', applied_at = ${new Date(nowMs)}, outcome = ${json(outcome)} where id = ${planId}`,
  );

export const insertEvent = (
  tx: Tx,
  event: { planId: Id; move: PlanEventKind; note: string | null; by: Id | null },
  nowMs: number,
) =>
  run(
    tx,
    sql`insert into reorganisation.plan_event (id, plan_id, move, note, by_id, at)
        values (${newId(nowMs)}, ${event.planId}, ${event.move}, ${event.note}, ${event.by}, ${new Date(nowMs)})`,
  );

export const selectEvents = (tx: Tx, planId: Id) =>
  rows(
    tx,
    sql<{ move: PlanEventKind; note: string | null; by: string | null; at: Date }>`
      select e.move, e.note, p.full_name as by, e.at from reorganisation.plan_event e
        left join members.person p on p.id = e.by_id where e.plan_id = ${planId} order by e.at, e.id`,
  );

export const selectSteps = async (tx: Tx, planId: Id): Promise<PlanStep[]> =>
  (
    await rows(
      tx,
      sql<{
        step: PlanStep;
      }>`select step from reorganisation.step where plan_id = ${planId} order by position`,
    )
  ).map((row) => row.step);

/** The steps of a plan with the units that they speak of as they stand now. */
export async function replaceSteps(
  tx: Tx,
  planId: Id,
  steps: readonly PlanStep[],
  base: readonly BaseUnit[],
): Promise<void> {
  await run(tx, sql`delete from reorganisation.step where plan_id = ${planId}`);
  await run(
    tx,
    sql`insert into reorganisation.step (plan_id, position, step)
        select ${planId}::uuid, x.at, x.step from jsonb_to_recordset(${json(
          steps.map((step, at) => ({ at, step })),
        )}) as x (at int, step jsonb)`,
  );
  await setBase(tx, planId, base);
}

/** What the paper of the plan says about places. */
export const setToldPlaces = (tx: Tx, planId: Id, told: readonly ToldPlace[]) =>
  run(tx, sql`update reorganisation.plan set told_places = ${json(told)} where id = ${planId}`);

export const setOpen = (tx: Tx, planId: Id, open: OpenAgain | null) =>
  run(
    tx,
    sql`update reorganisation.plan set open = ${open === null ? null : json(open)} where id = ${planId}`,
  );

/**
 * A sign of everything that can come between a scheduled plan and its day: the members, arrivals and units below of the
 * units that it takes in hand, who was assigned, and every change of the tree. The same sign, the same answer.
 */
export const selectSign = (tx: Tx, planId: Id) =>
  one(
    tx,
    sql<{ sign: string }>`
      with own as (select p.effective_on as day, t.touched_id as id
                     from reorganisation.plan p join reorganisation.touched t on t.plan_id = p.id where p.id = ${planId})
      select concat_ws(' ',
        (select count(*) || '/' || coalesce(sum(hashtext(m.person_id::text || m.branch_id::text || coalesce(p.address, ''))::bigint), 0)
           from own join members.membership m on m.branch_id = own.id and m.valid @> own.day
           join members.person p on p.id = m.person_id),
        (select count(*) || '/' || coalesce(sum(hashtext(t.id::text || t.state)::bigint), 0)
           from own join transfers.transfer t on t.to_branch_id = own.id),
        (select count(*) || '/' || coalesce(sum(hashtext(a.subject_id::text || a.into_id::text)::bigint), 0)
           from reorganisation.assignment a where a.plan_id = ${planId}),
        (select count(*) || '/' || count(c.withdrawn_at) || '/' || coalesce(max(c.id::text), '') from units.change c),
        (select count(*) from units.unit),
        (select p.state || p.effective_on || md5(p.base::text) from reorganisation.plan p where p.id = ${planId})
      ) as sign`,
  );

/** Scheduled plans, those of some committees or all. */
export const selectScheduled = (tx: Tx, unitIds: readonly Id[] | null) =>
  rows(
    tx,
    sql<PlanRow>`select ${columns} from reorganisation.plan p
                  where p.state = 'scheduled'
                    and (${unitIds === null}::boolean or p.unit_id = any(${uuids(unitIds ?? [])}))
                  order by p.effective_on, p.id`,
  );

/** Whom an open plan is told: who leads or works for its committee and has an address, once a day each. */
export const takeReminders = (tx: Tx, planId: Id, today: CivilDate) =>
  rows(
    tx,
    sql<{ personId: Id; email: string }>`
      insert into reorganisation.reminder (plan_id, person_id, day)
      select distinct p.id, x.id, ${today}::text::date
        from reorganisation.plan p
        join mandates.mandate m on m.unit_id = p.unit_id and m.valid @> ${today}::text::date
         and m.post in ('secretary', 'deputy-secretary', 'officer')
        join members.person x on x.id = m.person_id and x.email is not null
       where p.id = ${planId}
      on conflict do nothing
      returning person_id as "personId",
                (select email from members.person where id = reminder.person_id) as email`,
  );

/** Subjects that were given a place after the plan was scheduled: those may still be given another. */
export const selectLateAssigned = (tx: Tx, planId: Id) =>
  rows(
    tx,
    sql<{ subjectId: Id }>`
      select subject_id as "subjectId" from reorganisation.assignment a
       where plan_id = ${planId}
         and assigned_at > (select max(at) from reorganisation.plan_event where plan_id = ${planId} and move = 'schedule')`,
  );

export const setBase = (tx: Tx, planId: Id, base: readonly BaseUnit[]) =>
  run(tx, sql`update reorganisation.plan set base = ${json(base)} where id = ${planId}`);

export const selectAssigned = async (tx: Tx, planId: Id): Promise<Map<Id, Id>> =>
  new Map(
    (
      await rows(
        tx,
        sql<{ subjectId: Id; intoId: Id }>`
          select subject_id as "subjectId", into_id as "intoId" from reorganisation.assignment
           where plan_id = ${planId}`,
      )
    ).map((row) => [row.subjectId, row.intoId]),
  );

export const upsertAssignments = (
  tx: Tx,
  planId: Id,
  assigned: readonly { subjectId: Id; intoId: Id }[],
  by: Id,
  nowMs: number,
) =>
  run(
    tx,
    sql`insert into reorganisation.assignment (plan_id, subject_id, into_id, assigned_by, assigned_at)
        select ${planId}::uuid, "subjectId", "intoId", ${by}::uuid, ${new Date(nowMs)}
          from jsonb_to_recordset(${json(assigned)}) as x ("subjectId" uuid, "intoId" uuid)
        on conflict (plan_id, subject_id) do update
          set into_id = excluded.into_id, assigned_by = excluded.assigned_by, assigned_at = excluded.assigned_at`,
  );

/** Claims units for a plan on its day; gives a plan that has claimed one of them already. */
export async function claimUnits(
  tx: Tx,
  plan: { id: Id; on: CivilDate },
  unitIds: readonly Id[],
): Promise<{ title: string; unit: string } | undefined> {
  const taken = await maybeOne(
    tx,
    sql<{ title: string; unit: string }>`
      select p.title, coalesce((select n.name from units.unit_name n where n.unit_id = t.touched_id
                                 order by n.valid desc limit 1), '') as unit
        from reorganisation.touched t join reorganisation.plan p on p.id = t.plan_id
       where t.touched_id = any(${uuids(unitIds)}) and t.effective_on = ${plan.on}::text::date
         and t.plan_id <> ${plan.id} limit 1`,
  );
  if (taken) return taken;
  await run(
    tx,
    sql`insert into reorganisation.touched (touched_id, effective_on, plan_id)
        select distinct id, ${plan.on}::text::date, ${plan.id}::uuid from unnest(${uuids(unitIds)}) as u (id)
        on conflict do nothing`,
  );
  return undefined;
}

export const releaseUnits = (tx: Tx, planId: Id) =>
  run(tx, sql`delete from reorganisation.touched where plan_id = ${planId}`);

/** Members of these branches on a day, guests too. */
export const selectPeople = (tx: Tx, branchIds: readonly Id[], on: CivilDate) =>
  branchIds.length === 0
    ? Promise.resolve([])
    : rows(
        tx,
        sql<TreePerson>`
          select p.id as "personId", p.full_name as "fullName", p.address, m.branch_id as "branchId"
            from members.membership m join members.person p on p.id = m.person_id
           where m.branch_id = any(${uuids(branchIds)}) and m.valid @> ${on}::text::date
           order by p.sort_key, p.id`,
      );

/** Members at home and open tasks in a part of the tree on a day. */
export const countAll = (tx: Tx, unitId: Id, depth: number, on: CivilDate) =>
  one(
    tx,
    sql<{ members: number; tasks: number }>`
      with branch as materialized (
        select w.unit_id from units.unit_path w
         where ${sql.ref(`w.l${depth}`)} = ${unitId} and w.valid @> ${on}::text::date
      )
      select (select count(*)::int from members.membership m
               where m.nature = 'home' and m.valid @> ${on}::text::date
                 and m.branch_id in (select unit_id from branch)) as members,
             (select count(*)::int from tasks.task t
               where t.withdrawn_at is null and t.state in ('open', 'in-progress')
                 and t.branch_id in (select unit_id from branch)) as tasks`,
  );

/** Members of these branches on a day: all of them, and the official ones. */
export const countMembers = (tx: Tx, branchIds: readonly Id[], on: CivilDate) =>
  branchIds.length === 0
    ? Promise.resolve([])
    : rows(
        tx,
        sql<{ unitId: Id; members: number; official: number }>`
          select branch_id as "unitId", count(*)::int as members,
                 count(*) filter (where status <> 'provisional' and not on_probation)::int as official
            from members.membership
           where branch_id = any(${uuids(branchIds)}) and nature = 'home' and valid @> ${on}::text::date
           group by branch_id`,
      );

/** Posts that end: who holds what in these units on the day before. */
export const selectPostsIn = (tx: Tx, unitIds: readonly Id[], day: CivilDate) =>
  unitIds.length === 0
    ? Promise.resolve([])
    : rows(
        tx,
        sql<{ unitId: Id; post: string; count: number }>`
          select unit_id as "unitId", post, count(*)::int as count from mandates.mandate
           where unit_id = any(${uuids(unitIds)}) and valid @> ${day}::text::date group by 1, 2`,
      );

/** What a person did about plans. */
export const selectDoneBy = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<{ title: string; move: string; at: Date }>`
      select p.title, e.move, e.at from reorganisation.plan_event e join reorganisation.plan p on p.id = e.plan_id
       where e.by_id = ${personId} order by e.at`,
  );

/** How many plans of these committees wait although their day has come, with the one that waits longest. */
export const selectDueIn = (tx: Tx, unitIds: readonly Id[], today: CivilDate) =>
  rows(
    tx,
    sql<{ unitId: Id; planId: Id; count: number }>`
      select distinct on (unit_id) unit_id as "unitId", id as "planId",
             count(*) over (partition by unit_id)::int as count
        from reorganisation.plan
       where state = 'scheduled' and effective_on <= ${today}::text::date and unit_id = any(${uuids(unitIds)})
       order by unit_id, effective_on, id`,
  );

export const deleteReminders = (tx: Tx, personId: Id) =>
  run(tx, sql`delete from reorganisation.reminder where person_id = ${personId}`);

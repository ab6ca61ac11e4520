import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { ComingEffect, TakingEffect } from '#platform/feature.ts';
import type {
  STEP_KINDS,
  TransferCause,
  TransferCourse,
  TransferKind,
  TransferState,
} from '../domain/transfer.ts';

export type TransferRow = TransferCourse & {
  id: Id;
  personId: Id;
  fullName: string;
  birthYear: number | null;
  cause: TransferCause;
  fromName: string;
  toName: string;
  issuerId: Id | null;
  issuerName: string | null;
  stayFrom: CivilDate | null;
  /** The first day after the stay. */
  stayTo: CivilDate | null;
  paper: string | null;
};

const nameOf = (column: string) => sql`
  (select n.name from units.unit_name n where n.unit_id = ${sql.ref(column)}
    order by upper(n.valid) desc nulls first limit 1)`;

const columns = sql`
  t.id, t.person_id as "personId", p.full_name as "fullName", extract(year from p.birth_on)::int as "birthYear",
  t.kind, t.cause, t.cause_on::text as "causeOn", t.state, t.paper,
  t.from_branch_id as "fromBranchId", coalesce(t.from_outside, ${nameOf('t.from_branch_id')}) as "fromName",
  t.to_branch_id as "toBranchId", coalesce(t.to_outside, ${nameOf('t.to_branch_id')}) as "toName",
  t.issuer_id as "issuerId", ${nameOf('t.issuer_id')} as "issuerName",
  t.stay_from::text as "stayFrom", t.stay_to::text as "stayTo", t.requested_on::text as "requestedOn",
  t.introduced_on::text as "introducedOn", t.presented_on::text as "presentedOn", t.closed_on::text as "closedOn"`;

const open = sql`('announced', 'requested', 'introduced', 'presented')`;

export const selectTransfer = (tx: Tx, transferId: Id, lock: 'lock' | 'read' = 'read') =>
  maybeOne(
    tx,
    sql<TransferRow>`select ${columns} from transfers.transfer t join members.person p on p.id = t.person_id
                      where t.id = ${transferId} ${lock === 'lock' ? sql`for update of t` : sql``}`,
  );

/**
 * Transfers that touch a unit or anything below it: open ones, and those closed since a day when one is given. The branch
 * that receives is touched from the introduction on; the committees above it prepare before.
 */
export const selectTransfersOf = (tx: Tx, unitId: Id, day: CivilDate, closedSince: CivilDate | null) =>
  rows(
    tx,
    sql<TransferRow & { fromIsBelow: boolean; toIsBelow: boolean }>`
      with below as materialized (
        select w.unit_id from units.unit_path w
         where w.valid @> ${day}::text::date
           and ${unitId}::uuid in (w.l0, w.l1, w.l2, w.l3, w.l4, w.l5, w.l6, w.l7)
      )
      select ${columns}, t.from_branch_id in (select unit_id from below) is true as "fromIsBelow",
             t.to_branch_id in (select unit_id from below) is true as "toIsBelow"
        from transfers.transfer t join members.person p on p.id = t.person_id
       where (t.from_branch_id in (select unit_id from below)
              or (t.to_branch_id in (select unit_id from below)
                  and (t.to_branch_id <> ${unitId} or t.introduced_on is not null)))
         and (t.state in ${open} or (${closedSince}::text is not null and t.closed_on >= ${closedSince}::text::date))
       order by t.closed_on desc nulls first, t.id`,
  );

/** Open transfers in which one of these units itself sends, introduces or receives. */
export const selectOpenAt = (tx: Tx, unitIds: readonly Id[]) =>
  rows(
    tx,
    sql<TransferRow>`
      select ${columns} from transfers.transfer t join members.person p on p.id = t.person_id
       where t.state in ${open}
         and (t.from_branch_id = any(${uuids(unitIds)}) or t.to_branch_id = any(${uuids(unitIds)})
              or t.issuer_id = any(${uuids(unitIds)}))
       order by t.id`,
  );

export const selectTransfersOfPerson = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<TransferRow>`select ${columns} from transfers.transfer t join members.person p on p.id = t.person_id
                      where t.person_id = ${personId} order by t.id desc`,
  );

/** How many of these people have a transfer that is still open. */
export const countOpenFor = async (tx: Tx, personIds: readonly Id[]): Promise<number> =>
  (
    await maybeOne(
      tx,
      sql<{ n: number }>`
        select count(*)::int as n from transfers.transfer
         where state in ${open} and person_id = any(string_to_array(${personIds.join(',')}::text, ',')::uuid[])`,
    )
  )?.n ?? 0;

/** How many open transfers leave or reach each of these units. */
export const countOpenTransfers = (tx: Tx, unitIds: readonly Id[]) =>
  rows(
    tx,
    sql<{ unitId: Id; count: number }>`
      select u.id as "unitId", count(*)::int as count
        from transfers.transfer t
        join unnest(string_to_array(${unitIds.join(',')}::text, ',')::uuid[]) as u (id)
          on u.id in (t.from_branch_id, t.to_branch_id)
       where t.state in ${open} group by u.id`,
  );

export type NewTransfer = {
  id: Id;
  personId: Id;
  kind: TransferKind;
  cause: TransferCause;
  causeOn: CivilDate;
  fromBranchId: Id | null;
  fromOutside: string | null;
  toBranchId: Id | null;
  toOutside: string | null;
  issuerId: Id | null;
  stayFrom: CivilDate | null;
  stayTo: CivilDate | null;
  state: TransferState;
  createdBy: Id;
};

export const insertTransfer = (tx: Tx, transfer: NewTransfer, nowMs: number) =>
  run(
    tx,
    sql`insert into transfers.transfer (id, person_id, kind, cause, cause_on, from_branch_id, from_outside,
                                        to_branch_id, to_outside, issuer_id, stay_from, stay_to, state, created_by,
                                        created_at)
        values (${transfer.id}, ${transfer.personId}, ${transfer.kind}, ${transfer.cause},
                ${transfer.causeOn}::text::date, ${transfer.fromBranchId}, ${transfer.fromOutside},
                ${transfer.toBranchId}, ${transfer.toOutside}, ${transfer.issuerId},
                ${transfer.stayFrom}::text::date, ${transfer.stayTo}::text::date, ${transfer.state},
                ${transfer.createdBy}, ${new Date(nowMs)})`,
  );

export const updateCourse = (tx: Tx, transferId: Id, course: TransferCourse, paper: string | null) =>
  run(
    tx,
    sql`update transfers.transfer
           set state = ${course.state}, requested_on = ${course.requestedOn}::text::date,
               introduced_on = ${course.introducedOn}::text::date, presented_on = ${course.presentedOn}::text::date,
               closed_on = ${course.closedOn}::text::date, paper = coalesce(${paper}::text, paper)
         where id = ${transferId}`,
  );

export type NewStep = {
  transferId: Id;
  step: (typeof STEP_KINDS)[number];
  on: CivilDate;
  unitId: Id | null;
  note: string | null;
  isLate: boolean;
  by: Id;
};

export const insertStep = (tx: Tx, step: NewStep, nowMs: number) =>
  run(
    tx,
    sql`insert into transfers.step (id, transfer_id, step, on_day, unit_id, note, is_late, by_id, at)
        values (${newId(nowMs)}, ${step.transferId}, ${step.step}, ${step.on}::text::date, ${step.unitId},
                ${step.note}, ${step.isLate}, ${step.by}, ${new Date(nowMs)})`,
  );

export type StepRow = {
  transferId: Id;
  step: (typeof STEP_KINDS)[number];
  on: CivilDate;
  by: string;
  unitName: string | null;
  note: string | null;
  isLate: boolean;
};

export const selectSteps = (tx: Tx, transferIds: readonly Id[]) =>
  rows(
    tx,
    sql<StepRow>`
      select s.transfer_id as "transferId", s.step, s.on_day::text as "on", coalesce(p.full_name, '') as by,
             ${nameOf('s.unit_id')} as "unitName", s.note, s.is_late as "isLate"
        from transfers.step s left join members.person p on p.id = s.by_id
       where s.transfer_id = any(string_to_array(${transferIds.join(',')}::text, ',')::uuid[])
       order by s.id`,
  );

export const selectStepsBy = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql`select step, on_day::text as "on", at::text as at from transfers.step where by_id = ${personId} order by id`,
  );

/** Branches of a day in whose own name, or in that of a unit above, all of these words stand. */
export const selectTargets = (tx: Tx, text: string, day: CivilDate, most: number) => {
  const words = withoutMarks(text)
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8);
  const patterns = JSON.stringify(words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`));
  return rows(
    tx,
    sql<{ id: Id; name: string; above: string }>`
      with hit as materialized (
        select x.at, n.unit_id
          from jsonb_array_elements_text(${patterns}::text::jsonb) with ordinality as x (pattern, at)
          join units.unit_name n on n.valid @> ${day}::text::date and n.search_key like x.pattern
      ), found as (
        select w.unit_id, w.valid
          from units.unit_kind b
          join units.unit_path w on w.unit_id = b.unit_id and w.valid @> ${day}::text::date
          cross join lateral unnest(array[w.l0, w.l1, w.l2, w.l3, w.l4, w.l5, w.l6, w.l7]) as s (unit_id)
          join hit h on h.unit_id = s.unit_id
         where b.kind in ('branch', 'base-branch') and b.valid @> ${day}::text::date
         group by w.unit_id, w.valid
        having count(distinct h.at) = ${words.length}
      )
      select f.unit_id as id, n.name,
             coalesce((select string_agg(m.name, ', ' order by x.at desc)
                from units.unit_path w
                cross join lateral unnest(array[w.l0, w.l1, w.l2, w.l3, w.l4, w.l5, w.l6, w.l7])
                  with ordinality as x (unit_id, at)
                join units.unit_name m on m.unit_id = x.unit_id and m.valid @> ${day}::text::date
               where w.unit_id = f.unit_id and w.valid = f.valid and x.unit_id <> f.unit_id), '') as above
        from found f join units.unit_name n on n.unit_id = f.unit_id and n.valid @> ${day}::text::date
       order by n.search_key, f.unit_id limit ${most}`,
  );
};

/** Transfers of a record that lives on in another. An open one stays where it is when that one has an open one too. */
export const carryTransfers = (tx: Tx, goneId: Id, keptId: Id) =>
  run(
    tx,
    sql`update transfers.transfer g set person_id = ${keptId}
         where g.person_id = ${goneId}
           and not (g.closed_on is null and exists (
             select from transfers.transfer k where k.person_id = ${keptId} and k.closed_on is null))`,
  );

/**
 * Open transfers from or to a branch that a plan joins to another or shares out, or introduced by a committee that ends,
 * with where each comes from, goes to and is introduced afterwards. A branch that ends in several parts has no one
 * successor: the plan says of each that is on its way there where it arrives.
 */
const carried = ({
  joined,
  people,
  arriving,
  ended,
}: Pick<ComingEffect, 'joined' | 'people' | 'arriving' | 'ended'>) => sql`
  joined as (select "unitId", "intoId" from jsonb_to_recordset(${json(joined)}) as j ("unitId" uuid, "intoId" uuid)),
  shared as (select "personId", "unitId", "intoId" from jsonb_to_recordset(${json(people)})
                 as s ("personId" uuid, "unitId" uuid, "intoId" uuid)),
  arriving as (select "transferId", "intoId" from jsonb_to_recordset(${json(arriving)})
                   as a ("transferId" uuid, "intoId" uuid)),
  ended as (select e."unitId", s.id::uuid as "successorId"
              from jsonb_to_recordset(${json(ended)}) as e ("unitId" uuid, "successorIds" jsonb)
              cross join lateral jsonb_array_elements_text(e."successorIds") as s (id)),
  carried as (
    select t.id, t.kind, t.from_branch_id as was_from, t.to_branch_id as was_to, t.issuer_id as was_issuer,
           coalesce(f."intoId", p."intoId", t.from_branch_id) as from_id, coalesce(i."intoId", a."intoId", t.to_branch_id) as to_id
      from transfers.transfer t
      left join joined f on f."unitId" = t.from_branch_id
      left join shared p on p."unitId" = t.from_branch_id and p."personId" = t.person_id
      left join joined i on i."unitId" = t.to_branch_id
      left join arriving a on a."transferId" = t.id
     where t.state in ${open}
       and (f."intoId" is not null or p."intoId" is not null or i."intoId" is not null or a."intoId" is not null
            or t.issuer_id in (select "unitId" from ended)))`;

/** Where open transfers will be, without names: one row for each transfer. */
export const selectCarried = (tx: Tx, plan: ComingEffect) =>
  rows(
    tx,
    sql<{ wasFrom: Id | null; wasTo: Id | null; fromId: Id | null; toId: Id | null }>`
      with ${carried(plan)}
      select was_from as "wasFrom", was_to as "wasTo", from_id as "fromId", to_id as "toId" from carried order by id`,
  );

/**
 * Open transfers go on between the branches that carry theirs on, introduced by the committee above them. One whose two
 * ends have become the same branch is at its end. Each gets a line with the number of the decision.
 */
export async function carryTransfersByPlan(tx: Tx, plan: TakingEffect): Promise<void> {
  const { on, by, decision, nowMs } = plan;
  if (plan.joined.length + plan.people.length + plan.ended.length === 0) return;
  const note = `Sắp xếp theo ${decision.number}`;
  await run(
    tx,
    sql`with ${carried(plan)}, line as (
          insert into transfers.step (id, transfer_id, step, on_day, unit_id, note, is_late, by_id, at)
          select uuidv7(), c.id, case when c.from_id = c.to_id then 'withdraw' else 'carry' end, ${on}::text::date,
                 null, ${note}, false, ${by}::text::uuid, ${new Date(nowMs)}
            from carried c
        )
        update transfers.transfer t
           set from_branch_id = c.from_id, to_branch_id = c.to_id,
               issuer_id = coalesce(
                 (select e."successorId" from ended e
                    join units.unit_path w on w.unit_id in (c.from_id, c.to_id) and w.valid @> ${on}::text::date
                   where e."unitId" = c.was_issuer
                     and e."successorId" in (w.l0, w.l1, w.l2, w.l3, w.l4, w.l5, w.l6, w.l7)
                   order by w.unit_id <> c.from_id limit 1),
                 (select min(e."successorId"::text)::uuid from ended e where e."unitId" = c.was_issuer
                  having count(*) = 1),
                 t.issuer_id),
               state = case when c.from_id = c.to_id then 'withdrawn' else t.state end,
               closed_on = case when c.from_id = c.to_id then ${on}::text::date else t.closed_on end
          from carried c where t.id = c.id`,
  );
}

/** Members on their way to one of these branches. */
export const selectArrivals = (tx: Tx, branchIds: readonly Id[]) =>
  branchIds.length === 0
    ? Promise.resolve([])
    : rows(
        tx,
        sql<{ transferId: Id; personId: Id; fullName: string; address: string | null; branchId: Id }>`
          select t.id as "transferId", p.id as "personId", p.full_name as "fullName", p.address,
                 t.to_branch_id as "branchId"
            from transfers.transfer t join members.person p on p.id = t.person_id
           where t.state in ${open} and t.to_branch_id = any(${uuids(branchIds)})
           order by p.sort_key, t.id`,
      );

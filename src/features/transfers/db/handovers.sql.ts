import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx } from '#platform/database/database.ts';
import type { Handover } from '../contract.ts';
import type { HandoverMinutes } from '../domain/handover-minutes.ts';

const nameOf = (column: string) => sql`
  (select n.name from units.unit_name n where n.unit_id = ${sql.ref(column)}
    order by upper(n.valid) desc nulls first limit 1)`;

const columns = sql`
  h.id, h.unit_id as "unitId", h.from_branch_id as "fromBranchId", ${nameOf('h.from_branch_id')} as "fromName",
  h.to_branch_id as "toBranchId", ${nameOf('h.to_branch_id')} as "toName", h.on_day::text as "on", h.decision,
  h.decided_on::text as "decidedOn", h.receiving_decision as "receivingDecision",
  (select count(*)::int from transfers.handed_over o where o.handover_id = h.id) as count`;

/** Handovers that a unit decided, or that took place in or below it. Newest first. */
export const selectHandovers = (tx: Tx, unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<Handover>`
      with below as materialized (
        select w.unit_id from units.unit_path w
         where w.valid @> ${day}::text::date
           and ${unitId}::uuid in (w.l0, w.l1, w.l2, w.l3, w.l4, w.l5, w.l6, w.l7)
      )
      select ${columns} from transfers.handover h
       where h.unit_id = ${unitId} or h.from_branch_id in (select unit_id from below)
          or h.to_branch_id in (select unit_id from below)
       order by h.on_day desc, h.id desc limit 500`,
  );

export const selectHandover = (tx: Tx, handoverId: Id) =>
  maybeOne(
    tx,
    sql<Handover & { minutes: HandoverMinutes }>`
      select ${columns}, h.minutes from transfers.handover h where h.id = ${handoverId}`,
  );

export type NewHandover = Omit<Handover, 'fromName' | 'toName' | 'count'> & {
  minutes: HandoverMinutes;
  personIds: readonly Id[];
  createdBy: Id;
};

export async function insertHandover(tx: Tx, handover: NewHandover, nowMs: number): Promise<void> {
  await run(
    tx,
    sql`insert into transfers.handover (id, unit_id, from_branch_id, to_branch_id, on_day, decision, decided_on,
                                        receiving_decision, minutes, created_by, created_at)
        values (${handover.id}, ${handover.unitId}, ${handover.fromBranchId}, ${handover.toBranchId},
                ${handover.on}::text::date, ${handover.decision}, ${handover.decidedOn}::text::date,
                ${handover.receivingDecision}, ${json(handover.minutes)}, ${handover.createdBy},
                ${new Date(nowMs)})`,
  );
  await run(
    tx,
    sql`insert into transfers.handed_over (handover_id, person_id, position)
        select ${handover.id}::uuid, x.id::uuid, x.position::int
          from jsonb_array_elements_text(${json(handover.personIds)}) with ordinality as x (id, position)`,
  );
}

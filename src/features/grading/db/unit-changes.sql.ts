import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { ComingEffect, TakingEffect } from '#platform/feature.ts';

const OPEN = sql`('not-begun', 'draft', 'sent', 'returned', 'appraised')`;

/** Sheets without a decision, by unit. */
export const countOpenSheets = (tx: Tx, unitIds: readonly Id[]) =>
  rows(
    tx,
    sql<{ unitId: Id; count: number }>`
      select unit_id as "unitId", count(*)::int as count from grading.sheet
       where unit_id = any(${uuids(unitIds)}) and state in ${OPEN} group by 1`,
  );

const successors = (plan: Pick<TakingEffect, 'ended'>) => sql`
  (select e."unitId" as unit_id, heir::uuid as heir_id
     from jsonb_to_recordset(${JSON.stringify(plan.ended)}::text::jsonb) as e ("unitId" uuid, "successorIds" jsonb)
     cross join lateral jsonb_array_elements_text(e."successorIds") heir)`;

/** Sheets without a decision of units that a plan ends, with the branches that are graded in their place. */
export const selectSheetsAhead = (tx: Tx, plan: ComingEffect) =>
  rows(
    tx,
    sql<{ unitId: Id; title: string; decideBy: CivilDate; intoIds: Id[] }>`
      select s.unit_id as "unitId", r.title, r.decide_by::text as "decideBy",
             coalesce((select json_agg(h.heir_id order by h.heir_id) from ${successors(plan)} h
                        where h.unit_id = s.unit_id), '[]') as "intoIds"
        from grading.sheet s join grading.round r on r.id = s.round_id
       where s.unit_id = any(${uuids(plan.endedIds)}) and s.state in ${OPEN}
       order by r.id, s.unit_id`,
  );

/**
 * Units that a plan ends leave their open rounds, with the decision as the reason; the branches that carry them on take their
 * place with a sheet of their own, unless they have one. The rounds of a committee go to the one that carries it on; of a
 * committee with several heirs, or none, they stay and are read there.
 */
export async function carrySheetsByPlan(tx: Tx, plan: TakingEffect): Promise<void> {
  if (plan.endedIds.length === 0) return;
  const because = `Kết thúc theo quyết định ${plan.decision.number}`;
  await run(
    tx,
    sql`insert into grading.sheet (round_id, unit_id, state)
        select distinct s.round_id, h.heir_id, 'not-begun'
          from grading.sheet s join ${successors(plan)} h on h.unit_id = s.unit_id
          join units.unit_kind k on k.unit_id = h.heir_id and k.valid @> ${plan.on}::text::date
           and k.kind in ('branch', 'base-branch')
         where s.state in ${OPEN}
        on conflict do nothing`,
  );
  await run(
    tx,
    sql`with ended as (
          update grading.sheet s set state = 'left-out', left_out_because = ${because}
           where s.unit_id = any(${uuids(plan.endedIds)}) and s.state in ${OPEN}
          returning s.round_id, s.unit_id
        ), heirs as (
          select e.round_id, h.heir_id as unit_id from ended e join ${successors(plan)} h on h.unit_id = e.unit_id
           where exists (select from grading.sheet own where own.round_id = e.round_id and own.unit_id = h.heir_id)
        )
        insert into grading.step (round_id, unit_id, kind, words, by_id, on_day)
        select round_id, unit_id, 'left-out', ${because}, ${plan.by}::uuid, ${plan.on}::text::date from ended
        union all
        select distinct round_id, unit_id, 'carried', ${`Kế tục theo quyết định ${plan.decision.number}`},
               ${plan.by}::uuid, ${plan.on}::text::date from heirs`,
  );
  await run(
    tx,
    sql`update grading.round r set unit_id = h.heir_id
          from (select unit_id, min(heir_id::text)::uuid as heir_id from ${successors(plan)} all_heirs
                 group by unit_id having count(*) = 1) h
         where r.unit_id = h.unit_id
           and exists (select from grading.sheet s where s.round_id = r.id and s.state in ${OPEN})`,
  );
}

import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, one, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { Sign, SignKey } from '../domain/signs.ts';

const level = (depth: number) => sql.ref(`p.l${depth}`);

/** Units right below the top of a tree on a day, or the top itself where nothing lies below it. */
export const selectAreas = (tx: Tx, day: CivilDate) =>
  rows(
    tx,
    sql<{ unitId: Id }>`
      select p.unit_id as "unitId" from units.unit_path p where p.depth = 1 and p.valid @> ${day}::text::date
       order by p.unit_id`,
  );

/** Branches at or below a unit on a day. `depth`: how many units lie above it. */
export const selectBranchIds = async (tx: Tx, unitId: Id, depth: number, day: CivilDate): Promise<Id[]> =>
  (
    await rows(
      tx,
      sql<{ id: Id }>`
        select p.unit_id as id from units.unit_path p
          join units.unit_kind k on k.unit_id = p.unit_id and k.valid @> ${day}::text::date
         where ${level(depth)} = ${unitId} and p.valid @> ${day}::text::date and k.kind in ('branch', 'base-branch')`,
    )
  ).map(({ id }) => id);

export type SignsToKeep = { branchId: Id; signs: readonly Sign[]; keys: readonly SignKey[]; weight: number };

/** Puts what was worked out of these branches in the place of what was kept. */
export async function keepSigns(
  tx: Tx,
  unitId: Id,
  branchIds: readonly Id[],
  showing: readonly SignsToKeep[],
  at: Date,
): Promise<void> {
  await run(
    tx,
    sql`delete from watchlists.sign
         where branch_id = any(${uuids(branchIds)}) and branch_id <> all(${uuids(showing.map((one) => one.branchId))})`,
  );
  await run(
    tx,
    sql`insert into watchlists.sign (branch_id, signs, keys, weight)
        select x."branchId", x.signs, array(select jsonb_array_elements_text(x.keys)), x.weight
          from jsonb_to_recordset(${json(showing)}) as x ("branchId" uuid, signs jsonb, keys jsonb, weight int)
        on conflict (branch_id) do update
           set signs = excluded.signs, keys = excluded.keys, weight = excluded.weight
         where (sign.signs, sign.weight) is distinct from (excluded.signs, excluded.weight)`,
  );
  await run(
    tx,
    sql`insert into watchlists.measured (unit_id, at) values (${unitId}, ${at})
        on conflict (unit_id) do update set at = excluded.at`,
  );
}

/** Signs of branches that are not in the tree any more. */
export const dropEnded = (tx: Tx, day: CivilDate) =>
  run(
    tx,
    sql`delete from watchlists.sign s
         where not exists (select from units.unit_path p
                            where p.unit_id = s.branch_id and p.valid @> ${day}::text::date)`,
  );

export const dropSignsOf = (tx: Tx, branchId: Id) =>
  run(tx, sql`delete from watchlists.sign where branch_id = ${branchId}`);

/** When the branches below a unit were last worked out; for the top, the oldest of all areas. */
export const selectMeasuredAt = async (tx: Tx, areaId: Id | null): Promise<Date | null> =>
  (
    await one(
      tx,
      sql<{ at: Date | null }>`
        select min(at) as at from watchlists.measured
         where ${areaId}::text::uuid is null or unit_id = ${areaId}::text::uuid`,
    )
  ).at;

export type ShowingRow = {
  branchId: Id;
  name: string;
  aboveId: Id;
  aboveName: string;
  signs: Sign[];
  weight: number;
  entryId: Id | null;
  earlierId: Id | null;
};

type Where = { unitId: Id; depth: number; day: CivilDate };

const onThisList = (unitId: Id) => sql`
  select e.id from watchlists.entry e
   where e.unit_id = ${unitId} and e.branch_id = s.branch_id and e.left_on is null`;

/** Branches below a unit that show a sign, the worst first, from a place in that order on. */
export const selectShowing = (
  tx: Tx,
  { unitId, depth, day }: Where,
  wanted: {
    onlyNew: boolean;
    sign: SignKey | null;
    after: { weight: number; branchId: Id } | null;
    most: number;
  },
) =>
  rows(
    tx,
    sql<ShowingRow>`
      with page as (
        select s.branch_id, s.signs, s.weight, p.l0, p.l1, p.l2, p.l3, p.l4, p.l5, p.l6, p.depth
          from watchlists.sign s
          join units.unit_path p on p.unit_id = s.branch_id and p.valid @> ${day}::text::date
         where ${level(depth)} = ${unitId}
           and (${wanted.sign}::text is null or ${wanted.sign}::text = any(s.keys))
           and (not ${wanted.onlyNew} or not exists (${onThisList(unitId)}))
           ${
             wanted.after
               ? sql`and (-s.weight, s.branch_id) > (${-wanted.after.weight}::int, ${wanted.after.branchId}::text::uuid)`
               : sql``
           }
         order by s.weight desc, s.branch_id limit ${wanted.most}
      )
      select s.branch_id as "branchId", n.name, a.unit_id as "aboveId", a.name as "aboveName", s.signs, s.weight,
             (${onThisList(unitId)}) as "entryId",
             (select e.id from watchlists.entry e
               where e.unit_id = ${unitId} and e.branch_id = s.branch_id and e.left_on is not null
               order by e.left_on desc, e.id desc limit 1) as "earlierId"
        from page s
        join units.unit_name n on n.unit_id = s.branch_id and n.valid @> ${day}::text::date
        join units.unit_name a on a.valid @> ${day}::text::date
         and a.unit_id = (array[s.l0, s.l1, s.l2, s.l3, s.l4, s.l5, s.l6])[s.depth]
       order by s.weight desc, s.branch_id`,
  );

/** How many branches below a unit show each sign; `key` null: any, `isNew`: of those not on its list. */
export const countShowing = (tx: Tx, { unitId, depth, day }: Where) =>
  rows(
    tx,
    sql<{ key: SignKey | null; count: number; new: number }>`
      with showing as materialized (
        select s.branch_id, s.keys, not exists (${onThisList(unitId)}) as is_new
          from watchlists.sign s
          join units.unit_path p on p.unit_id = s.branch_id and p.valid @> ${day}::text::date
         where ${level(depth)} = ${unitId}
      )
      select null as key, count(*)::int as count, (count(*) filter (where is_new))::int as new from showing
      union all
      select k.key, count(*)::int, (count(*) filter (where is_new))::int
        from showing cross join lateral unnest(keys) as k (key) group by k.key`,
  );

export type BelowRow = {
  id: Id | null;
  name: string | null;
  kind: string | null;
  branches: number;
  showing: number;
  onList: number;
  overdue: number;
  consolidated: number;
  relapsed: number;
};

/**
 * Signs and entries of every unit directly below a unit. Branches that stand directly below are one row without an id.
 * Entries count where their organisation lies today, whichever committee follows it.
 */
export const selectBelow = (tx: Tx, { unitId, depth, day }: Where, yearFrom: CivilDate) =>
  rows(
    tx,
    sql<BelowRow>`
      with place as materialized (
        select p.unit_id, k.kind in ('branch', 'base-branch') as is_branch,
               case when p.depth = ${depth + 1} and k.kind in ('branch', 'base-branch') then null
                    else ${level(depth + 1)} end as child
          from units.unit_path p
          join units.unit_kind k on k.unit_id = p.unit_id and k.valid @> ${day}::text::date
         where ${level(depth)} = ${unitId} and p.depth > ${depth} and p.valid @> ${day}::text::date
      ), signed as (
        select place.child, (count(*) filter (where place.is_branch))::int as branches, count(s.branch_id)::int as showing
          from place left join watchlists.sign s on s.branch_id = place.unit_id group by place.child
      ), listed as (
        select place.child, (count(*) filter (where e.left_on is null))::int as on_list,
               (count(*) filter (where e.left_on is null and (e.due_on < ${day}::text::date or exists (
                 select from watchlists.step s
                  where s.entry_id = e.id and s.state = 'open' and s.due_on < ${day}::text::date))))::int as overdue,
               (count(*) filter (where e.state = 'consolidated' and e.left_on >= ${yearFrom}::text::date))::int as consolidated,
               (count(*) filter (where e.left_on is null and e.earlier_id is not null))::int as relapsed
          from watchlists.entry e join place on place.unit_id = e.branch_id group by place.child
      )
      select s.child as id, n.name, k.kind, s.branches, s.showing, coalesce(l.on_list, 0) as "onList",
             coalesce(l.overdue, 0) as overdue, coalesce(l.consolidated, 0) as consolidated,
             coalesce(l.relapsed, 0) as relapsed
        from signed s
        left join listed l on l.child is not distinct from s.child
        left join units.unit_name n on n.unit_id = s.child and n.valid @> ${day}::text::date
        left join units.unit_kind k on k.unit_id = s.child and k.valid @> ${day}::text::date
       order by s.showing desc, n.search_key nulls last`,
  );

/** The kept figures of one branch; none when it shows no sign. */
export const selectKept = (tx: Tx, branchId: Id) =>
  maybeOne(tx, sql<{ signs: Sign[] }>`select signs from watchlists.sign where branch_id = ${branchId}`);

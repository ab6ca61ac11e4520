import type { Sector, UnitKind } from '#features/units/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { one, rows, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { RecipientRule } from '../domain/recipient-rule.ts';

const level = (depth: number) => sql.ref(`p.l${depth}`);
const texts = (list: readonly string[]) => sql`string_to_array(${list.join(',')}::text, ',')`;

/** Members at home in each unit and below it, for the units under one. */
const counted = (unitId: Id, depth: number, day: CivilDate) => sql`
  select s.id, count(*)::int as members
    from units.unit_path p
    join members.membership m on m.branch_id = p.unit_id and m.nature = 'home' and m.valid @> ${day}::text::date
   cross join lateral unnest(array[p.l0, p.l1, p.l2, p.l3, p.l4, p.l5, p.l6, p.l7]) as s (id)
   where ${level(depth)} = ${unitId} and p.valid @> ${day}::text::date and s.id is not null
   group by s.id`;

const below = (unitId: Id, depth: number, day: CivilDate) => sql`
  from units.unit_path p
  join units.unit_kind k on k.unit_id = p.unit_id and k.valid @> ${day}::text::date
 where ${level(depth)} = ${unitId} and p.depth > ${depth}::int and p.valid @> ${day}::text::date`;

const fits = (rule: RecipientRule) => sql`
  ${rule.kinds.length ? sql`and k.kind = any(${texts(rule.kinds)})` : sql``}
  ${rule.sectors.length ? sql`and k.sector = any(${texts(rule.sectors)})` : sql``}`;

/** The units below that a rule means on a day. `depth`: how many units lie above the committee. */
export const selectByRule = async (
  tx: Tx,
  unitId: Id,
  depth: number,
  rule: RecipientRule,
  day: CivilDate,
): Promise<Id[]> => {
  const bySize = rule.membersOver !== null || rule.membersUpTo !== null;
  const found = await rows(
    tx,
    bySize
      ? sql<{ id: Id }>`
          with counted as materialized (${counted(unitId, depth, day)})
          select b.id from (select p.unit_id as id ${below(unitId, depth, day)} ${fits(rule)}) b
            left join counted c on c.id = b.id
           where (${rule.membersOver}::int is null or coalesce(c.members, 0) > ${rule.membersOver}::int)
             and (${rule.membersUpTo}::int is null or coalesce(c.members, 0) <= ${rule.membersUpTo}::int)`
      : sql<{ id: Id }>`select p.unit_id as id ${below(unitId, depth, day)} ${fits(rule)}`,
  );
  return found.map((unit) => unit.id);
};

/** Those of these units that lie below on the day. */
export const selectBelowAmong = async (
  tx: Tx,
  unitId: Id,
  depth: number,
  wanted: readonly Id[],
  day: CivilDate,
): Promise<Id[]> =>
  (
    await rows(
      tx,
      sql<{ id: Id }>`
        select p.unit_id as id from units.unit_path p
         where p.unit_id = any(${uuids(wanted)}) and ${level(depth)} = ${unitId} and p.depth > ${depth}::int
           and p.valid @> ${day}::text::date`,
    )
  ).map((unit) => unit.id);

export type RecipientCount = { kind: UnitKind; sector: Sector | null; count: number };

/** How many of these units there are of each kind and sector. */
export const selectCounts = (tx: Tx, unitIds: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<RecipientCount>`
      select k.kind, k.sector, count(*)::int as count from units.unit_kind k
       where k.unit_id = any(${uuids(unitIds)}) and k.valid @> ${day}::text::date
       group by k.kind, k.sector order by count desc, k.kind, k.sector`,
  );

type Reader = { unitId: Id; depth: number };

export const countUnitsBelow = (tx: Tx, { unitId, depth }: Reader, day: CivilDate) =>
  one(
    tx,
    sql<{ units: number; branches: number }>`
      select count(*)::int as units,
             count(*) filter (where k.kind in ('branch', 'base-branch'))::int as branches
        ${below(unitId, depth, day)}`,
  );

/** The units below with their names, in the order of the tree. */
export const selectUnitsBelow = (tx: Tx, { unitId, depth }: Reader, day: CivilDate) =>
  rows(
    tx,
    sql<{ id: Id; name: string; kind: UnitKind }>`
      select p.unit_id as id, n.name, k.kind
        from units.unit_path p
        join units.unit_kind k on k.unit_id = p.unit_id and k.valid @> ${day}::text::date
        join units.unit_name n on n.unit_id = p.unit_id and n.valid @> ${day}::text::date
        left join units.unit_code c on c.unit_id = p.unit_id and c.valid @> ${day}::text::date
       where ${level(depth)} = ${unitId} and p.depth > ${depth}::int and p.valid @> ${day}::text::date
       order by p.depth, c.code nulls last, n.search_key`,
  );

import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { dateRange, maybeOne, rows, run, sql, type Tx } from '#platform/database/database.ts';
import type { Sector, UnitKind, UnitSummary } from '../contract.ts';

const summary = sql`
  u.id, n.name, k.kind, k.sector, c.code`;
const asOf = (day: CivilDate) => sql`
  join units.unit_name n on n.unit_id = u.id and n.valid @> ${day}::text::date
  join units.unit_kind k on k.unit_id = u.id and k.valid @> ${day}::text::date
  left join units.unit_code c on c.unit_id = u.id and c.valid @> ${day}::text::date`;

export type UnitRow = UnitSummary & { foundedOn: CivilDate; endedOn: CivilDate | null };

export const selectUnit = (tx: Tx, unitId: Id, day: CivilDate) =>
  maybeOne(
    tx,
    sql<UnitRow>`select ${summary}, u.founded_on as "foundedOn", u.ended_on as "endedOn"
                   from units.unit u ${asOf(day)} where u.id = ${unitId}`,
  );

export const selectUnitByCode = (tx: Tx, code: string, day: CivilDate) =>
  maybeOne(tx, sql<UnitSummary>`select ${summary} from units.unit u ${asOf(day)} where c.code = ${code}`);

export const selectUnitsByIds = (tx: Tx, ids: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<UnitSummary>`select ${summary} from units.unit u ${asOf(day)}
                      where u.id = any(string_to_array(${ids.join(',')}::text, ',')::uuid[])`,
  );

/** Depths that a tree may have, the top included. */
export const MOST_LEVELS = 8;
const level = (depth: number) => sql.ref(`p.l${depth}`);

/** Units above, nearest first. */
export const selectAbove = (tx: Tx, unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<UnitSummary & { depth: number }>`
      select ${summary}, p.depth - step.depth as depth
        from units.unit_path p
       cross join lateral (values (p.l0, 0), (p.l1, 1), (p.l2, 2), (p.l3, 3), (p.l4, 4), (p.l5, 5), (p.l6, 6))
             as step (id, depth)
        join units.unit u on u.id = step.id ${asOf(day)}
       where p.unit_id = ${unitId} and p.valid @> ${day}::text::date and step.depth < p.depth
       order by step.depth desc`,
  );

/** The ids of the units from the top down to this one on that day; undefined when it is not in the tree then. */
export const selectPath = (tx: Tx, unitId: Id, day: CivilDate) =>
  maybeOne(
    tx,
    sql<{ steps: Id[] }>`
      select array_to_json(array_remove(array[l0, l1, l2, l3, l4, l5, l6, l7], null)) as steps
        from units.unit_path p where p.unit_id = ${unitId} and p.valid @> ${day}::text::date`,
  );

export const selectChildren = (tx: Tx, unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<UnitSummary>`
      select ${summary} from units.unit_link l join units.unit u on u.id = l.unit_id ${asOf(day)}
       where l.parent_id = ${unitId} and l.valid @> ${day}::text::date
       order by c.code nulls last, n.search_key`,
  );

/**
 * Every unit below, any depth. `depth` is how many steps the unit itself lies under the top: it names the column in
 * which the unit stands in the paths of those below it.
 */
export const selectBelow = (tx: Tx, unitId: Id, depth: number, day: CivilDate) =>
  rows(
    tx,
    sql<UnitSummary & { parentId: Id }>`
      select ${summary}, l.parent_id as "parentId"
        from units.unit_path p join units.unit u on u.id = p.unit_id
        join units.unit_link l on l.unit_id = u.id and l.valid @> ${day}::text::date ${asOf(day)}
       where ${level(depth)} = ${unitId} and p.depth > ${depth} and p.valid @> ${day}::text::date
       order by c.code nulls last, n.search_key`,
  );

/** The ways from the top down to every unit, for every period, as the dated links give them. */
const drawnPaths = sql`
  with recursive way (unit_id, valid, steps) as (
    select u.id, u.life, array[u.id] from units.unit u
     where not exists (select from units.unit_link l where l.unit_id = u.id)
    union all
    select l.unit_id, l.valid * w.valid, w.steps || l.unit_id
      from way w join units.unit_link l on l.parent_id = w.unit_id and l.valid && w.valid
     where cardinality(w.steps) < ${sql.lit(MOST_LEVELS)}
  )`;
const samePath = sql`
  o.unit_id = w.unit_id and o.valid = w.valid and o.l0 = w.steps[1] and o.depth = cardinality(w.steps) - 1
  and o.l1 is not distinct from w.steps[2] and o.l2 is not distinct from w.steps[3]
  and o.l3 is not distinct from w.steps[4] and o.l4 is not distinct from w.steps[5]
  and o.l5 is not distinct from w.steps[6] and o.l6 is not distinct from w.steps[7]
  and o.l7 is not distinct from w.steps[8]`;

/**
 * Draws the paths anew from the dated links and writes only what differs. Called once by every action that changes the
 * tree, after all of its links are written: a whole city takes a few tenths of a second.
 */
export async function redrawPaths(tx: Tx): Promise<void> {
  await run(
    tx,
    sql`${drawnPaths}
        delete from units.unit_path o where not exists (select from way w where ${samePath})`,
  );
  await run(
    tx,
    sql`${drawnPaths}
        insert into units.unit_path (unit_id, valid, depth, l0, l1, l2, l3, l4, l5, l6, l7)
        select w.unit_id, w.valid, cardinality(w.steps) - 1, w.steps[1], w.steps[2], w.steps[3], w.steps[4],
               w.steps[5], w.steps[6], w.steps[7], w.steps[8]
          from way w where not exists (select from units.unit_path o where ${samePath})`,
  );
}

export const selectTerm = (tx: Tx, unitId: Id, day: CivilDate) =>
  maybeOne(
    tx,
    sql<{ from: CivilDate; name: string }>`
      select lower(valid)::text as "from", name from units.term
       where unit_id = ${unitId} and valid @> ${day}::text::date`,
  );

export type NewUnit = {
  id: Id;
  name: string;
  kind: UnitKind;
  sector: Sector | null;
  code: string | null;
  parentId: Id | null;
  foundedOn: CivilDate;
};

export async function insertUnit(tx: Tx, unit: NewUnit): Promise<void> {
  const life = dateRange(unit.foundedOn, null);
  await run(
    tx,
    sql`insert into units.unit (id, founded_on) values (${unit.id}, ${unit.foundedOn}::text::date)`,
  );
  await run(
    tx,
    sql`insert into units.unit_name (unit_id, valid, name, search_key)
        values (${unit.id}, ${life}, ${unit.name}, ${withoutMarks(unit.name)})`,
  );
  await run(
    tx,
    sql`insert into units.unit_kind (unit_id, valid, kind, sector)
        values (${unit.id}, ${life}, ${unit.kind}, ${unit.sector})`,
  );
  if (unit.code)
    await run(
      tx,
      sql`insert into units.unit_code (unit_id, valid, code) values (${unit.id}, ${life}, ${unit.code})`,
    );
  if (unit.parentId)
    await run(
      tx,
      sql`insert into units.unit_link (unit_id, parent_id, valid) values (${unit.id}, ${unit.parentId}, ${life})`,
    );
}

export const insertTerm = (tx: Tx, unitId: Id, from: CivilDate, to: CivilDate | null, name: string) =>
  run(
    tx,
    sql`insert into units.term (unit_id, valid, name) values (${unitId}, ${dateRange(from, to)}, ${name})`,
  );

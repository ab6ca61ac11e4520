import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
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
  /** A unit that has closed already: lists of the past and invented histories know such. */
  endedOn?: CivilDate | null;
};

/** So many rows travel in one statement. */
const ROWS_AT_ONCE = 5_000;

/** Writes units with all that is true of them from their first day to their last. Draws no paths. */
export async function insertUnits(tx: Tx, units: readonly NewUnit[]): Promise<void> {
  const parts = Array.from({ length: Math.ceil(units.length / ROWS_AT_ONCE) }, (_, i) =>
    units
      .slice(i * ROWS_AT_ONCE, (i + 1) * ROWS_AT_ONCE)
      .map((unit) => ({ ...unit, endedOn: unit.endedOn ?? null, searchKey: withoutMarks(unit.name) })),
  );
  for (const part of parts)
    await run(
      tx,
      sql`insert into units.unit (id, founded_on, ended_on)
          select id, "foundedOn", "endedOn"
            from jsonb_to_recordset(${json(part)}) as x (id uuid, "foundedOn" date, "endedOn" date)`,
    );
  // A link asks for both of its lives, so that all of them are written before the first link.
  for (const part of parts)
    await run(
      tx,
      sql`with x as materialized (
            select x.*, daterange("foundedOn", "endedOn") as life
              from jsonb_to_recordset(${json(part)}) as x (id uuid, "foundedOn" date, "endedOn" date, name text,
                   "searchKey" text, kind text, sector text, code text, "parentId" uuid)
          ), named as (
            insert into units.unit_name (unit_id, valid, name, search_key) select id, life, name, "searchKey" from x
          ), of_kind as (
            insert into units.unit_kind (unit_id, valid, kind, sector) select id, life, kind, sector from x
          ), coded as (
            insert into units.unit_code (unit_id, valid, code) select id, life, code from x where code is not null
          )
          insert into units.unit_link (unit_id, parent_id, valid)
          select id, "parentId", life from x where "parentId" is not null`,
    );
}

export const insertTerm = (tx: Tx, unitId: Id, from: CivilDate, to: CivilDate | null, name: string) =>
  insertTerms(tx, [{ unitId, from, to, name }]);

export type NewTerm = { unitId: Id; from: CivilDate; to: CivilDate | null; name: string };

export const insertTerms = (tx: Tx, terms: readonly NewTerm[]) =>
  run(
    tx,
    sql`insert into units.term (unit_id, valid, name)
        select "unitId", daterange("from", "to"), name
          from jsonb_to_recordset(${json(terms)}) as x ("unitId" uuid, "from" date, "to" date, name text)`,
  );

/** How many units stand directly under each of these on that day or later. */
export const countUnitsUnder = (tx: Tx, unitIds: readonly Id[], from: CivilDate) =>
  rows(
    tx,
    sql<{ unitId: Id; count: number }>`
      select parent_id as "unitId", count(distinct unit_id)::int as count from units.unit_link
       where parent_id = any(${uuids(unitIds)}) and valid && daterange(${from}::text::date, null)
       group by parent_id`,
  );

import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { Sector, TreeNode, UnitKind, UnitSummary } from '../contract.ts';
import { MOST_LEVELS } from '../domain/check-place.ts';
import { unitSearchKey } from '../domain/party-names.ts';

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
    sql<UnitRow>`/* hot */ select ${summary}, u.founded_on as "foundedOn", u.ended_on as "endedOn"
                   from units.unit u ${asOf(day)} where u.id = ${unitId}`,
  );

export const selectUnitByCode = (tx: Tx, code: string, day: CivilDate) =>
  maybeOne(tx, sql<UnitSummary>`select ${summary} from units.unit u ${asOf(day)} where c.code = ${code}`);

export const selectUnitsByIds = (tx: Tx, ids: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<UnitSummary>`/* hot */ select ${summary} from units.unit u ${asOf(day)}
                      where u.id = any(string_to_array(${ids.join(',')}::text, ',')::uuid[])`,
  );

const level = (depth: number) => sql.ref(`p.l${depth}`);

/** Units above, nearest first. */
export const selectAbove = (tx: Tx, unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<UnitSummary & { depth: number }>`
      /* hot */ select ${summary}, p.depth - step.depth as depth
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
      /* hot */ select array_to_json(array_remove(array[l0, l1, l2, l3, l4, l5, l6, l7], null)) as steps
        from units.unit_path p where p.unit_id = ${unitId} and p.valid @> ${day}::text::date`,
  );

export const selectChildren = (tx: Tx, unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<UnitSummary>`
      select ${summary} from units.unit_link l join units.unit u on u.id = l.unit_id ${asOf(day)}
       where l.parent_id = ${unitId} and l.valid @> ${day}::text::date
       order by c.code nulls last, n.search_key, u.id`,
  );

const branchKinds = sql`('branch', 'base-branch')`;

/** What lies below a unit that has `depth` units above it, in one reading of the paths. */
const countsBelow = (unitId: Id, depth: number, day: CivilDate) => sql`
  select ${level(depth + 1)} as child,
         count(*) filter (where p.depth = ${depth + 2}::int)::int as "childCount",
         count(*) filter (where p.depth > ${depth + 1}::int and k.kind in ${branchKinds})::int as "branchCount"
    from units.unit_path p join units.unit_kind k on k.unit_id = p.unit_id and k.valid @> ${day}::text::date
   where ${level(depth)} = ${unitId} and p.depth > ${depth}::int and p.valid @> ${day}::text::date
   group by 1`;

/** The units directly below, each with what lies below it. */
export const selectNodes = async (tx: Tx, unitId: Id, depth: number, day: CivilDate): Promise<TreeNode[]> =>
  depth + 1 >= MOST_LEVELS
    ? []
    : rows(
        tx,
        sql<TreeNode>`
          with below as materialized (${countsBelow(unitId, depth, day)})
          select ${summary}, b."childCount", b."branchCount"
            from below b join units.unit u on u.id = b.child ${asOf(day)}
           order by c.code nulls last, n.search_key, u.id`,
      );

export type FoundUnitRow = UnitSummary & { above: { id: Id; name: string }[] };

/** Units below whose name holds all of these words, or whose code begins with the text; the highest first. */
export const searchBelow = (
  tx: Tx,
  unitId: Id,
  depth: number,
  day: CivilDate,
  wanted: { words: readonly string[]; code: string; limit: number },
) => {
  const words = wanted.words.map((word) => sql`n.search_key like ${`%${escapeLike(word)}%`}`);
  return rows(
    tx,
    sql<FoundUnitRow>`
      with hit as (
        select ${summary}, p.depth, array[p.l0, p.l1, p.l2, p.l3, p.l4, p.l5, p.l6, p.l7] as way,
               row_number() over (order by c.code is distinct from ${wanted.code}, p.depth, n.search_key, u.id) as place
          from units.unit_path p join units.unit u on u.id = p.unit_id ${asOf(day)}
         where ${level(depth)} = ${unitId} and p.depth > ${depth}::int and p.valid @> ${day}::text::date
           and ((${sql.join(words, sql` and `)}) or c.code like ${`${escapeLike(wanted.code)}%`})
         order by place limit ${wanted.limit}
      )
      select h.id, h.name, h.kind, h.sector, h.code,
             coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', an.name) order by s.place)
                from unnest(h.way) with ordinality as s (id, place)
                join units.unit_name an on an.unit_id = s.id and an.valid @> ${day}::text::date
               where s.place > ${depth + 1}::int and s.place <= h.depth), '[]') as above
        from hit h order by h.place`,
  );
};

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');

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
       order by c.code nulls last, n.search_key, u.id`,
  );

const steps = sql`array_remove(array[p.l0, p.l1, p.l2, p.l3, p.l4, p.l5, p.l6, p.l7], null)`;

/** What grows from the ways that are there by one level more, down to the lowest. */
const furtherDown = sql`
  select l.unit_id, l.valid * w.valid, w.steps || l.unit_id
    from way w join units.unit_link l on l.parent_id = w.unit_id and l.valid && w.valid
   where cardinality(w.steps) < ${sql.lit(MOST_LEVELS)}`;

/** The ways from the top down to every unit, for every period, as the dated links give them. */
const allPaths = sql`
  with recursive way (unit_id, valid, steps) as (
    select u.id, u.life, array[u.id] from units.unit u
     where not exists (select from units.unit_link l where l.unit_id = u.id)
    union all
    ${furtherDown}
  )
  select unit_id, valid, steps from way`;

/** The same for the units of `drawn_unit` alone: they begin at the drawn ways of the units above them. */
const pathsOfDrawn = sql`
  with recursive way (unit_id, valid, steps) as (
    (select u.id, u.life, array[u.id] from drawn_unit a join units.unit u on u.id = a.id
      where not exists (select from units.unit_link l where l.unit_id = u.id)
     union all
     select l.unit_id, l.valid * p.valid, ${steps} || l.unit_id
       from drawn_unit a join units.unit_link l on l.unit_id = a.id
       join units.unit_path p on p.unit_id = l.parent_id and p.valid && l.valid
      where p.depth < ${sql.lit(MOST_LEVELS - 1)}
        and not exists (select from drawn_unit above where above.id = l.parent_id))
    union all
    ${furtherDown}
  )
  select unit_id, valid, steps from way`;
const samePath = sql`
  o.unit_id = w.unit_id and o.valid = w.valid and o.l0 = w.steps[1] and o.depth = cardinality(w.steps) - 1
  and o.l1 is not distinct from w.steps[2] and o.l2 is not distinct from w.steps[3]
  and o.l3 is not distinct from w.steps[4] and o.l4 is not distinct from w.steps[5]
  and o.l5 is not distinct from w.steps[6] and o.l6 is not distinct from w.steps[7]
  and o.l7 is not distinct from w.steps[8]`;

/**
 * Draws the paths anew from the dated links and writes only what differs. Called once by every action that changes the
 * tree, after all of its links are written, with the units whose links were written: they and all below them are drawn,
 * which takes milliseconds. Without them the whole tree is: a city takes a few tenths of a second.
 *
 * What is drawn stands in tables that the planner can count: how many rows a recursion gives it cannot know, and compares
 * each with each.
 */
export async function redrawPaths(tx: Tx, changed: readonly Id[] | null = null): Promise<void> {
  if (changed?.length === 0) return;
  await run(tx, sql`drop table if exists drawn_unit, drawn_path`);
  if (changed) {
    await run(
      tx,
      sql`create temp table drawn_unit on commit drop as
          with recursive affected (id) as (
            select id from unnest(${uuids(changed)}) as c (id)
            union
            select l.unit_id from affected a join units.unit_link l on l.parent_id = a.id
          )
          select id from affected`,
    );
    await run(tx, sql`analyze drawn_unit`);
  }
  await run(tx, sql`create temp table drawn_path on commit drop as ${changed ? pathsOfDrawn : allPaths}`);
  await run(tx, sql`analyze drawn_path`);
  await run(
    tx,
    sql`delete from units.unit_path o
         where ${changed ? sql`o.unit_id in (select id from drawn_unit)` : sql`true`}
           and not exists (select from drawn_path w where ${samePath})`,
  );
  // The order has everything read before the first row is written: see `carryMembers` about keys over periods that are
  // read again and again by the statement that writes into them.
  await run(
    tx,
    sql`insert into units.unit_path (unit_id, valid, depth, l0, l1, l2, l3, l4, l5, l6, l7)
        select w.unit_id, w.valid, cardinality(w.steps) - 1, w.steps[1], w.steps[2], w.steps[3], w.steps[4],
               w.steps[5], w.steps[6], w.steps[7], w.steps[8]
          from drawn_path w where not exists (select from units.unit_path o where ${samePath})
         order by w.steps, w.valid`,
  );
}

export const selectTerm = (tx: Tx, unitId: Id, day: CivilDate) =>
  maybeOne(
    tx,
    sql<{ from: CivilDate; name: string }>`
      /* hot */ select lower(valid)::text as "from", name from units.term
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
      .map((unit) => ({ ...unit, endedOn: unit.endedOn ?? null, searchKey: unitSearchKey(unit.name) })),
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

/** A unit itself as a node of the tree. */
export const selectNode = (tx: Tx, unitId: Id, depth: number, day: CivilDate) =>
  maybeOne(
    tx,
    sql<TreeNode>`
      select ${summary}, x."childCount", x."branchCount"
        from units.unit u ${asOf(day)}
       cross join lateral (
         select count(*) filter (where p.depth = ${depth + 1}::int)::int as "childCount",
                count(*) filter (where k.kind in ${branchKinds})::int as "branchCount"
           from units.unit_path p join units.unit_kind k on k.unit_id = p.unit_id and k.valid @> ${day}::text::date
          where ${level(depth)} = ${unitId} and p.depth > ${depth}::int and p.valid @> ${day}::text::date
       ) x
       where u.id = ${unitId}`,
  );

export const selectTerms = (tx: Tx, unitId: Id) =>
  rows(
    tx,
    sql<{ from: CivilDate; to: CivilDate | null; value: string }>`
      select lower(valid)::text as "from", upper(valid)::text as "to", name as value from units.term
       where unit_id = ${unitId} order by valid`,
  );

/** Units that carried this one on, or that it carries on, with their names when it began. */
export const selectLinked = (tx: Tx, unitId: Id, which: 'successors' | 'predecessors') =>
  rows(
    tx,
    sql<UnitSummary & { sinceOn: CivilDate }>`
      select u.id, n.name, k.kind, k.sector, c.code, s.since_on as "sinceOn"
        from units.succession s
        join units.unit u
          on u.id = ${which === 'successors' ? sql`s.successor_id` : sql`s.unit_id`}
        join lateral (select name from units.unit_name where unit_id = u.id
                       order by valid @> s.since_on desc, valid desc limit 1) n on true
        join lateral (select kind, sector from units.unit_kind where unit_id = u.id
                       order by valid @> s.since_on desc, valid desc limit 1) k on true
        left join lateral (select code from units.unit_code where unit_id = u.id
                            order by valid @> s.since_on desc, valid desc limit 1) c on true
       where ${which === 'successors' ? sql`s.unit_id` : sql`s.successor_id`} = ${unitId}
       order by n.name`,
  );

/** Those that carry a unit on today, through any number of changes. */
export const selectHeirs = async (tx: Tx, unitId: Id, today: CivilDate): Promise<Id[]> =>
  (
    await rows(
      tx,
      sql<{ id: Id }>`
        with recursive heir (id) as (
          select successor_id from units.succession where unit_id = ${unitId}
          union select s.successor_id from heir h join units.succession s on s.unit_id = h.id
        )
        select u.id from heir h join units.unit u on u.id = h.id
         where u.founded_on <= ${today}::text::date and (u.ended_on is null or u.ended_on > ${today}::text::date)
         order by u.id`,
    )
  ).map(({ id }) => id);

/** Units that are no more and that one of these carries on, through any number of changes, with their last names. */
export const selectCarriedOn = (tx: Tx, unitIds: readonly Id[], today: CivilDate) =>
  unitIds.length === 0
    ? Promise.resolve([])
    : rows(
        tx,
        sql<{ id: Id; name: string; endedOn: CivilDate; heirId: Id }>`
          with recursive gone (id, heir_id) as (
            select unit_id, successor_id from units.succession
             where successor_id = any(string_to_array(${unitIds.join(',')}::text, ',')::uuid[])
            union select s.unit_id, g.heir_id from gone g join units.succession s on s.successor_id = g.id
          )
          select u.id, n.name, u.ended_on::text as "endedOn", g.heir_id as "heirId"
            from gone g join units.unit u on u.id = g.id and u.ended_on <= ${today}::text::date
            join lateral (select name from units.unit_name where unit_id = u.id order by valid desc limit 1) n on true
           order by u.ended_on desc, n.name`,
      );

/** How many units lie below a unit that has `depth` units above it. */
export const countBelow = async (tx: Tx, unitId: Id, depth: number, day: CivilDate): Promise<number> =>
  (
    await maybeOne(
      tx,
      sql<{ n: number }>`select count(*)::int as n from units.unit_path p
                          where ${level(depth)} = ${unitId} and p.depth > ${depth}::int
                            and p.valid @> ${day}::text::date`,
    )
  )?.n ?? 0;

export const selectLifeOf = (tx: Tx, unitId: Id) =>
  maybeOne(
    tx,
    sql<{ foundedOn: CivilDate; endedOn: CivilDate | null }>`
      select founded_on as "foundedOn", ended_on as "endedOn" from units.unit where id = ${unitId}`,
  );

/** Names of units on a day, or the latest that they have had. */
export const selectNamesNear = (tx: Tx, ids: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<{ id: Id; name: string }>`
      select distinct on (unit_id) unit_id as id, name from units.unit_name
       where unit_id = any(${uuids(ids)}) order by unit_id, valid @> ${day}::text::date desc, valid desc`,
  );

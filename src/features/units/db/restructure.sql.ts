import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import { unitSearchKey } from '../domain/party-names.ts';
import type { KindAndSector } from '../domain/unit-record.ts';

type Given<T> = readonly { unitId: Id; after: T }[];
type Line = 'unit_name' | 'unit_kind' | 'unit_code' | 'unit_link';

/** One of these units about which something begins on that day or later, or that ends. */
export const selectLaterChange = (tx: Tx, unitIds: readonly Id[], on: CivilDate) => {
  const begins = (line: Line | 'area') => sql`
    select t.unit_id, lower(t.valid) as day from ${sql.table(`units.${line}`)} t join wanted w on w.id = t.unit_id
     where lower(t.valid) >= ${on}::text::date`;
  return maybeOne(
    tx,
    sql<{ unit: string; on: CivilDate }>`
      with wanted (id) as materialized (select unnest(${uuids(unitIds)})), later as (
        ${begins('unit_name')} union all ${begins('unit_kind')} union all ${begins('unit_code')}
        union all ${begins('unit_link')}
        union all select u.id, u.ended_on from units.unit u join wanted w on w.id = u.id where u.ended_on is not null
      )
      select n.name as unit, l.day::text as "on" from later l join units.unit_name n on n.unit_id = l.unit_id
       order by l.day, n.name limit 1`,
  );
};

/** Ends what holds on the day, on that day. */
const cut = (tx: Tx, line: Line, unitIds: readonly Id[], on: CivilDate) =>
  run(
    tx,
    sql`update ${sql.table(`units.${line}`)} set valid = daterange(lower(valid), ${on}::text::date)
         where unit_id = any(${uuids(unitIds)}) and valid @> ${on}::text::date`,
  );

export const cutCodes = (tx: Tx, unitIds: readonly Id[], on: CivilDate) =>
  unitIds.length === 0 ? Promise.resolve() : cut(tx, 'unit_code', unitIds, on);

const open = (on: CivilDate) => sql`daterange(${on}::text::date, null)`;

export async function giveCodes(tx: Tx, given: Given<string | null>, on: CivilDate): Promise<void> {
  const codes = given.filter((each) => each.after !== null);
  if (codes.length === 0) return;
  await run(
    tx,
    sql`insert into units.unit_code (unit_id, valid, code)
        select "unitId", ${open(on)}, after from jsonb_to_recordset(${json(codes)}) as x ("unitId" uuid, after text)`,
  );
}

export async function giveNames(tx: Tx, given: Given<string>, on: CivilDate): Promise<void> {
  if (given.length === 0) return;
  await cut(
    tx,
    'unit_name',
    given.map((each) => each.unitId),
    on,
  );
  const named = given.map((each) => ({ ...each, key: unitSearchKey(each.after) }));
  await run(
    tx,
    sql`insert into units.unit_name (unit_id, valid, name, search_key)
        select "unitId", ${open(on)}, after, key
          from jsonb_to_recordset(${json(named)}) as x ("unitId" uuid, after text, key text)`,
  );
}

export async function giveKinds(tx: Tx, given: Given<KindAndSector>, on: CivilDate): Promise<void> {
  if (given.length === 0) return;
  await cut(
    tx,
    'unit_kind',
    given.map((each) => each.unitId),
    on,
  );
  await run(
    tx,
    sql`insert into units.unit_kind (unit_id, valid, kind, sector)
        select "unitId", ${open(on)}, after ->> 'kind', after ->> 'sector'
          from jsonb_to_recordset(${json(given)}) as x ("unitId" uuid, after jsonb)`,
  );
}

export async function giveParents(tx: Tx, given: Given<Id>, on: CivilDate): Promise<void> {
  if (given.length === 0) return;
  await cut(
    tx,
    'unit_link',
    given.map((each) => each.unitId),
    on,
  );
  await run(
    tx,
    sql`insert into units.unit_link (unit_id, parent_id, valid)
        select "unitId", after, ${open(on)} from jsonb_to_recordset(${json(given)}) as x ("unitId" uuid, after uuid)`,
  );
}

/** Ends units and everything dated about them. Nothing may hang on them any more. */
export async function endLives(tx: Tx, unitIds: readonly Id[], on: CivilDate): Promise<void> {
  if (unitIds.length === 0) return;
  const ids = uuids(unitIds);
  for (const line of ['unit_link', 'unit_name', 'unit_kind', 'unit_code', 'term', 'area'] as const) {
    const table = sql.table(`units.${line}`);
    await run(
      tx,
      sql`delete from ${table} where unit_id = any(${ids}) and lower(valid) >= ${on}::text::date`,
    );
    await run(
      tx,
      sql`update ${table} set valid = daterange(lower(valid), ${on}::text::date)
           where unit_id = any(${ids}) and (upper(valid) is null or upper(valid) > ${on}::text::date)`,
    );
  }
  await run(tx, sql`update units.unit set ended_on = ${on}::text::date where id = any(${ids})`);
}

export type TreeRow = {
  id: Id;
  name: string;
  kind: KindAndSector['kind'];
  sector: KindAndSector['sector'];
  code: string | null;
  parentId: Id;
};

/** A unit (`depth` units lie above it) and everything below it on a day, each with what stands directly above. */
export const selectTree = (tx: Tx, unitId: Id, depth: number, day: CivilDate) =>
  rows(
    tx,
    sql<TreeRow & { parentId: Id | null }>`
      select p.unit_id as id, n.name, k.kind, k.sector, c.code, l.parent_id as "parentId"
        from units.unit_path p
        join units.unit_name n on n.unit_id = p.unit_id and n.valid @> ${day}::text::date
        join units.unit_kind k on k.unit_id = p.unit_id and k.valid @> ${day}::text::date
        left join units.unit_code c on c.unit_id = p.unit_id and c.valid @> ${day}::text::date
        left join units.unit_link l on l.unit_id = p.unit_id and l.valid @> ${day}::text::date
       where ${sql.ref(`p.l${depth}`)} = ${unitId} and p.valid @> ${day}::text::date
       order by p.depth, c.code nulls last, n.search_key`,
  );

/** Who bears these codes on that day or later, of units other than these. */
export const selectBearers = (tx: Tx, codes: readonly string[], on: CivilDate, without: readonly Id[]) =>
  codes.length === 0
    ? Promise.resolve([])
    : rows(
        tx,
        sql<{ code: string; name: string }>`
          select distinct on (c.code) c.code, n.name
            from jsonb_array_elements_text(${json(codes)}) as x (code)
            join units.unit_code c on c.code = x.code and c.valid && daterange(${on}::text::date, null)
            join units.unit_name n on n.unit_id = c.unit_id
           where not (c.unit_id = any(${uuids(without)})) order by c.code, n.valid desc`,
      );

import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, rows, run, sql, type Tx } from '#platform/database/database.ts';
import type { Area, KnownUnit } from '../domain/import/unit-list.ts';

/**
 * Every unit of a day with its parent and the figures of its place: the whole tree, or one unit and everything below it.
 * `depth` is how many units lie above that one.
 */
export const selectKnownUnits = (tx: Tx, day: CivilDate, under: { unitId: Id; depth: number } | null) =>
  rows(
    tx,
    sql<KnownUnit>`
      select u.id, n.name, k.kind, k.sector, c.code, u.founded_on as "foundedOn", l.parent_id as "parentId",
             case when a.unit_id is null then null
                  else jsonb_build_object('km2', a.km2::float8, 'population', a.population, 'lat', a.lat, 'lon', a.lon,
                                          'terrain', a.terrain)
             end as area
        from units.unit_path p join units.unit u on u.id = p.unit_id
        join units.unit_name n on n.unit_id = u.id and n.valid @> ${day}::text::date
        join units.unit_kind k on k.unit_id = u.id and k.valid @> ${day}::text::date
        left join units.unit_code c on c.unit_id = u.id and c.valid @> ${day}::text::date
        left join units.unit_link l on l.unit_id = u.id and l.valid @> ${day}::text::date
        left join units.area a on a.unit_id = u.id and a.valid @> ${day}::text::date
       where p.valid @> ${day}::text::date
         and ${under ? sql`${sql.ref(`p.l${under.depth}`)} = ${under.unitId}` : sql`true`}`,
  );

/** Which of these codes belong to units on or after the day, other than to those of `known` on the day itself. */
export async function selectTakenCodes(
  tx: Tx,
  codes: readonly string[],
  day: CivilDate,
  known: readonly Id[],
): Promise<Set<string>> {
  const found = await rows(
    tx,
    sql<{ code: string }>`
      select distinct c.code
        from jsonb_array_elements_text(${json(codes)}) as wanted (code)
        join units.unit_code c on c.code = wanted.code and c.valid && daterange(${day}::text::date, null)
       where not (c.valid @> ${day}::text::date
                  and c.unit_id in (select id::uuid from jsonb_array_elements_text(${json(known)}) as k (id)))`,
  );
  return new Set(found.map((each) => each.code));
}

/** The figures of places from a day on; what was known before holds up to it. A list without the terrain keeps it. */
export async function setAreas(
  tx: Tx,
  areas: readonly ({ unitId: Id; from: CivilDate } & Area)[],
  source: string,
): Promise<void> {
  if (areas.length === 0) return;
  const given = sql`
    jsonb_to_recordset(${json(areas)})
      as x ("unitId" uuid, "from" date, km2 numeric, population int, lat float8, lon float8, terrain text)`;
  const lay = await rows(
    tx,
    sql<{ unitId: Id; terrain: string }>`
      select distinct on (a.unit_id) a.unit_id as "unitId", a.terrain
        from units.area a join ${given} on a.unit_id = x."unitId"
       order by a.unit_id, a.valid @> x."from" desc, a.valid desc`,
  );
  await run(
    tx,
    sql`delete from units.area a using ${given} where a.unit_id = x."unitId" and lower(a.valid) >= x."from"`,
  );
  await run(
    tx,
    sql`update units.area a set valid = daterange(lower(a.valid), x."from") from ${given}
         where a.unit_id = x."unitId" and (upper(a.valid) is null or upper(a.valid) > x."from")`,
  );
  await run(
    tx,
    sql`insert into units.area (unit_id, valid, km2, population, lat, lon, terrain, source)
        select x."unitId", daterange(x."from", u.ended_on), x.km2, x.population, x.lat, x.lon,
               coalesce(x.terrain, lay.terrain, 'ordinary'), ${source}
          from ${given} join units.unit u on u.id = x."unitId"
          left join jsonb_to_recordset(${json(lay)}) as lay ("unitId" uuid, terrain text) on lay."unitId" = u.id`,
  );
}

import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { AreaAfter, PlaceFigures } from '../domain/areas-after.ts';

export type { PlaceFigures } from '../domain/areas-after.ts';
export type AreaRow = PlaceFigures & { from: CivilDate; source: string | null };

/** The place that a unit covers, as it is known for that day. */
export const selectArea = (tx: Tx, unitId: Id, day: CivilDate) =>
  maybeOne(
    tx,
    sql<AreaRow>`
      select km2::float8 as km2, population, lat, lon, terrain, source, lower(valid)::text as "from"
        from units.area where unit_id = ${unitId} and valid @> ${day}::text::date`,
  );

/** The places of many units as they are known for a day; a unit without figures is left out. */
export const selectAreas = (tx: Tx, unitIds: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<PlaceFigures & { unitId: Id }>`
      select unit_id as "unitId", km2::float8 as km2, population, lat, lon, terrain
        from units.area where unit_id = any(${uuids(unitIds)}) and valid @> ${day}::text::date`,
  );

/** The figures from a day up to the next ones that are known, or to the end of the unit. */
export async function putArea(
  tx: Tx,
  unitId: Id,
  { on, km2, population, lat, lon, terrain, source }: PlaceFigures & { on: CivilDate; source: string },
): Promise<void> {
  await run(tx, sql`delete from units.area where unit_id = ${unitId} and lower(valid) = ${on}::text::date`);
  await run(
    tx,
    sql`update units.area set valid = daterange(lower(valid), ${on}::text::date)
         where unit_id = ${unitId} and valid @> ${on}::text::date`,
  );
  await run(
    tx,
    sql`insert into units.area (unit_id, valid, km2, population, lat, lon, terrain, source)
        select u.id,
               daterange(${on}::text::date, coalesce((select min(lower(a.valid)) from units.area a
                                                       where a.unit_id = u.id and lower(a.valid) > ${on}::text::date),
                                                     u.ended_on)),
               ${km2}::float8::numeric, ${population}::int, ${lat}::float8, ${lon}::float8, ${terrain}, ${source}
          from units.unit u where u.id = ${unitId}`,
  );
}

/** These units with their name and the place of each as it is known for a day; null where nothing is known. */
export const selectNamedAreas = (tx: Tx, unitIds: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<{ unitId: Id; name: string; area: PlaceFigures | null }>`
      select n.unit_id as "unitId", n.name,
             case when a.unit_id is null then null
                  else jsonb_build_object('km2', a.km2::float8, 'population', a.population, 'lat', a.lat, 'lon', a.lon,
                                          'terrain', a.terrain)
             end as area
        from units.unit_name n
        left join units.area a on a.unit_id = n.unit_id and a.valid @> ${day}::text::date
       where n.unit_id = any(${uuids(unitIds)}) and n.valid @> ${day}::text::date`,
  );

/**
 * The places that a plan makes, from its day on; units for which somebody has stated figures from that day or later keep
 * theirs. What nobody told is left open, to be stated.
 */
export async function putAreasAfter(
  tx: Tx,
  areas: readonly AreaAfter[],
  on: CivilDate,
  source: string,
): Promise<void> {
  if (areas.length === 0) return;
  const given = sql`
    jsonb_to_recordset(${json(areas.map((area) => ({ ...area, isOpen: area.openFrom.length > 0 })))})
      as x ("unitId" uuid, km2 numeric, population int, lat float8, lon float8, terrain text, "isOpen" boolean)`;
  const stated = sql`exists (select from units.area s where s.unit_id = x."unitId" and lower(s.valid) >= ${on}::text::date)`;
  // The new ones first find out whom they are for: a row that begins on the day counts as stated.
  const wanted = await rows(
    tx,
    sql<{ unitId: Id }>`select x."unitId" as "unitId" from ${given} where not ${stated}`,
  );
  const ids = uuids(wanted.map((each) => each.unitId));
  await run(
    tx,
    sql`update units.area set valid = daterange(lower(valid), ${on}::text::date)
         where unit_id = any(${ids}) and valid @> ${on}::text::date`,
  );
  await run(
    tx,
    sql`insert into units.area (unit_id, valid, km2, population, lat, lon, terrain, source, is_open)
        select u.id, daterange(${on}::text::date, u.ended_on), x.km2, x.population, x.lat, x.lon, x.terrain, ${source},
               x."isOpen"
          from ${given} join units.unit u on u.id = x."unitId" where u.id = any(${ids})`,
  );
}

/** Places left open by a plan, of these units and everything below: how many, and one of them. */
export const selectOpenAreas = (tx: Tx, unitIds: readonly Id[], today: CivilDate) =>
  unitIds.length === 0
    ? Promise.resolve([])
    : rows(
        tx,
        sql<{ unitId: Id; openId: Id; count: number }>`
          select distinct on (w.id) w.id as "unitId", a.unit_id as "openId",
                 count(*) over (partition by w.id)::int as count
            from units.area a
            join units.unit_path p on p.unit_id = a.unit_id and p.valid @> ${today}::text::date
            join unnest(${uuids(unitIds)}) as w (id)
              on w.id in (p.l0, p.l1, p.l2, p.l3, p.l4, p.l5, p.l6, p.l7)
           where a.is_open and a.valid @> ${today}::text::date
           order by w.id, a.unit_id`,
      );

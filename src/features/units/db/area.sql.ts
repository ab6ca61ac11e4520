import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { Area } from '../domain/import/unit-list.ts';
import type { Terrain } from '../domain/terrain.ts';

export type PlaceFigures = Area & { terrain: Terrain };
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

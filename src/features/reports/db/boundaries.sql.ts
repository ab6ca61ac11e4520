import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { UnitOfDay } from '../domain/boundaries.ts';

export type AreaGeometry =
  | { type: 'Polygon'; coordinates: number[][][] }
  | { type: 'MultiPolygon'; coordinates: number[][][][] };

/** Units that can have an area, on a day: everything that is no branch and no group. */
export const selectUnitsOfDay = (tx: Tx, day: CivilDate) =>
  rows(
    tx,
    sql<UnitOfDay>`
      select k.unit_id as id, n.name, c.code
        from units.unit_kind k
        join units.unit_name n on n.unit_id = k.unit_id and n.valid @> ${day}::text::date
        left join units.unit_code c on c.unit_id = k.unit_id and c.valid @> ${day}::text::date
       where k.valid @> ${day}::text::date and k.kind not in ('branch', 'base-branch', 'group')`,
  );

/**
 * The boundary of a unit from a day on; what held from then on is replaced. The first one that a unit gets holds for
 * its whole life: a map of an earlier month is better with it than without.
 */
export async function putBoundary(
  tx: Tx,
  boundary: { unitId: Id; on: CivilDate; geometry: AreaGeometry; fileName: string; now: Date },
): Promise<void> {
  const { unitId, on } = boundary;
  await run(
    tx,
    sql`delete from reports.boundary where unit_id = ${unitId} and lower(valid) >= ${on}::text::date`,
  );
  await run(
    tx,
    sql`update reports.boundary set valid = daterange(lower(valid), ${on}::text::date)
         where unit_id = ${unitId} and valid @> ${on}::text::date`,
  );
  await run(
    tx,
    sql`insert into reports.boundary (unit_id, valid, geometry, file_name, imported_at)
        select u.id,
               daterange(case when exists (select from reports.boundary b where b.unit_id = u.id)
                              then ${on}::text::date else u.founded_on end, u.ended_on),
               ${json(boundary.geometry)}, ${boundary.fileName}, ${boundary.now}
          from units.unit u where u.id = ${unitId}`,
  );
}

/** The areas of units on a day; those without one are left out. */
export const selectBoundaries = (tx: Tx, unitIds: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<{ unitId: Id; geometry: AreaGeometry }>`
      select unit_id as "unitId", geometry from reports.boundary
       where unit_id = any(${uuids(unitIds)}) and valid @> ${day}::text::date`,
  );

/** Areas that nobody knows any more from a day on. */
export async function cutBoundaries(tx: Tx, unitIds: readonly Id[], on: CivilDate): Promise<void> {
  if (unitIds.length === 0) return;
  await run(
    tx,
    sql`update reports.boundary set valid = daterange(lower(valid), ${on}::text::date)
         where unit_id = any(${uuids(unitIds)}) and valid @> ${on}::text::date and lower(valid) < ${on}::text::date`,
  );
}

export type MappedUnit = {
  id: Id;
  geometry: AreaGeometry | null;
  lat: number | null;
  lon: number | null;
};

/** The areas and points of the units directly below on a day. */
export const selectMapped = (tx: Tx, unitId: Id, day: CivilDate) =>
  rows(
    tx,
    sql<MappedUnit>`
      select l.unit_id as id, b.geometry, a.lat, a.lon
        from units.unit_link l
        left join reports.boundary b on b.unit_id = l.unit_id and b.valid @> ${day}::text::date
        left join units.area a on a.unit_id = l.unit_id and a.valid @> ${day}::text::date
       where l.parent_id = ${unitId} and l.valid @> ${day}::text::date order by l.unit_id`,
  );

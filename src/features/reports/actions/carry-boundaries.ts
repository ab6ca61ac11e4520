import { merge } from 'topojson-client';
import { topology } from 'topojson-server';
import { unitsWithPlace } from '#features/units/public.ts';
import { addDays } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Ahead, ComingEffect, TakingEffect } from '#platform/feature.ts';
import { type AreaGeometry, cutBoundaries, putBoundary, selectBoundaries } from '../db/boundaries.sql.ts';
import { wound } from './import-boundaries.ts';

/** Areas as one; a line between two of them goes when both have it corner by corner, as those of one import do. */
export function mergedArea(areas: readonly AreaGeometry[]): AreaGeometry {
  const map = topology({
    areas: { type: 'GeometryCollection', geometries: areas as GeoJSON.Geometry[] } as never,
  });
  const { geometries } = map.objects.areas as unknown as { geometries: Parameters<typeof merge>[1] };
  const { coordinates } = merge(map, geometries);
  return wound(
    coordinates.length === 1
      ? { type: 'Polygon', coordinates: coordinates[0]! }
      : { type: 'MultiPolygon', coordinates },
  ) as AreaGeometry;
}

type Judged = { unitId: Id; fromIds: Id[]; whole: AreaGeometry[] | null };

/** The units whose area a plan changes; `whole` when it is known as areas that come together, null when its lines are open. */
async function judge(tx: Tx, { on, places }: Pick<ComingEffect, 'on' | 'places'>): Promise<Judged[]> {
  const day = addDays(on, -1);
  const withPlace = await unitsWithPlace(
    tx,
    places.map(({ unitId }) => unitId),
    day,
  );
  const ids = withPlace.map(({ unitId }) => unitId);
  const known = new Map((await selectBoundaries(tx, ids, day)).map((each) => [each.unitId, each.geometry]));
  if (known.size === 0) return [];
  const flows = places.filter(({ unitId }) => ids.includes(unitId));
  const changed = new Set(flows.filter(({ unitId, intoId }) => unitId !== intoId).flatMap((f) => [f.intoId]));
  for (const { unitId, intoId, share } of flows) if (unitId === intoId && share !== 100) changed.add(unitId);
  return [...changed].flatMap((unitId): Judged[] => {
    const into = flows.filter(({ intoId }) => intoId === unitId);
    if (!into.some((flow) => known.has(flow.unitId))) return [];
    const areas = into.flatMap((flow) => (flow.share === 100 ? (known.get(flow.unitId) ?? []) : []));
    return [
      {
        unitId,
        fromIds: into.map((flow) => flow.unitId),
        whole: areas.length === into.length ? areas : null,
      },
    ];
  });
}

/** Units made of whole ones get their areas as one; where parts move, the lines are open until the next import. */
export async function carryBoundaries(tx: Tx, plan: TakingEffect): Promise<void> {
  const judged = await judge(tx, plan);
  await cutBoundaries(
    tx,
    judged.filter(({ whole }) => whole === null).map(({ unitId }) => unitId),
    plan.on,
  );
  for (const { unitId, whole } of judged)
    if (whole)
      await putBoundary(tx, {
        unitId,
        on: plan.on,
        geometry: mergedArea(whole),
        fileName: `Sắp xếp theo ${plan.decision.number}`,
        now: new Date(plan.nowMs),
      });
}

/** Areas on the map that come together, and those whose lines have to be imported anew. */
export async function boundariesToCome(tx: Tx, plan: ComingEffect): Promise<Ahead[]> {
  const judged = await judge(tx, plan);
  return [
    {
      key: 'reports.boundaries',
      title: { vi: 'Ranh giới trên bản đồ được ghép lại', en: 'Areas on the map that come together' },
      lines: judged
        .filter(({ whole }) => whole !== null)
        .map(({ unitId, fromIds }) => ({
          unitId,
          what: { vi: `ghép từ ${fromIds.length} địa bàn`, en: `from ${fromIds.length} areas` },
          intoIds: [],
        })),
    },
    {
      key: 'reports.boundaries-open',
      title: {
        vi: 'Ranh giới thôi áp dụng, phải nạp lại sau khi có hiệu lực',
        en: 'Areas on the map that end and have to be imported anew',
      },
      lines: judged
        .filter(({ whole }) => whole === null)
        .map(({ unitId }) => ({
          unitId,
          what: {
            vi: 'nhận một phần của địa bàn khác hoặc chưa đủ ranh giới',
            en: 'made of parts, or not all areas are known',
          },
          intoIds: [],
        })),
    },
  ];
}

import { neighbors } from 'topojson-client';
import { topology } from 'topojson-server';
import type { boundariesUnder } from '#features/reports/public.ts';

type Mapped = Awaited<ReturnType<typeof boundariesUnder>>[number];

/**
 * Which of these areas share a line of their border, as pairs of places in the list: touching in a corner does not count. Areas
 * from one import keep one line between them; areas of two imports may not, and then have no common border here.
 */
export function sharedBorders(areas: readonly (Mapped['geometry'] | undefined)[]): [number, number][] {
  const known = areas.flatMap((geometry, at) => (geometry ? [{ geometry, at }] : []));
  if (known.length < 2) return [];
  const map = topology({
    areas: {
      type: 'GeometryCollection',
      geometries: known.map(({ geometry }) => geometry as GeoJSON.Geometry),
    } as never,
  });
  const { geometries } = map.objects.areas as unknown as { geometries: Parameters<typeof neighbors>[0] };
  return neighbors(geometries).flatMap((near, a) =>
    near.flatMap((b): [number, number][] => (a < b ? [[known[a]!.at, known[b]!.at]] : [])),
  );
}

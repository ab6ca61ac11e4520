import { geoCentroid, geoMercator, geoPath } from 'd3-geo';
import type { AreaGeometry } from '../contract.ts';

/** An area as it is drawn: the line around it, and where its name stands when there is room for one. */
export type DrawnArea = { id: string; path: string; label: { x: number; y: number } | null };

type Area = { id: string; geometry: AreaGeometry; words: readonly string[] };
type Box = { left: number; top: number; right: number; bottom: number };

const LETTER = 7.4;
const LINE = 16;
const EDGE = 6;

const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Draws areas as large as a width and a height allow. Names are placed where their area is large enough, the largest
 * area first, and never over one another; whoever has none is found in the list beside the map.
 */
export function drawAreas(
  areas: readonly Area[],
  width: number,
  mostHeight: number,
): { areas: DrawnArea[]; width: number; height: number } {
  const all = {
    type: 'FeatureCollection' as const,
    features: areas.map(({ geometry }) => ({
      type: 'Feature' as const,
      properties: {},
      geometry: geometry as GeoJSON.Geometry,
    })),
  };
  const projection = geoMercator().fitWidth(width - 2 * EDGE, all);
  const [, [, tall]] = geoPath(projection).bounds(all);
  if (tall > mostHeight - 2 * EDGE) projection.fitHeight(mostHeight - 2 * EDGE, all);
  const [[x0, y0], [x1, y1]] = geoPath(projection).bounds(all);
  const size = { width: x1 - x0 + 2 * EDGE, height: y1 - y0 + 2 * EDGE };
  const [dx, dy] = projection.translate();
  projection.translate([dx - x0 + EDGE, dy - y0 + EDGE]);
  const path = geoPath(projection).digits(1);
  const drawn = all.features.map((feature, at) => {
    const [[left, top], [right, bottom]] = path.bounds(feature);
    const middle = projection(geoCentroid(feature));
    return {
      ...areas[at]!,
      path: path(feature) ?? '',
      space: path.area(feature),
      left,
      top,
      right,
      bottom,
      middle,
    };
  });
  const taken: Box[] = [];
  const labels = new Map<string, { x: number; y: number }>();
  for (const area of drawn.toSorted((a, b) => b.space - a.space)) {
    if (!area.middle) continue;
    const [x, y] = area.middle;
    const half = (Math.max(...area.words.map((word) => word.length)) * LETTER) / 2;
    const rise = (area.words.length * LINE) / 2;
    const box = { left: x - half, right: x + half, top: y - rise, bottom: y + rise };
    const isRoomy = half * 2 <= (area.right - area.left) * 1.05 && rise * 2 <= area.bottom - area.top;
    if (!isRoomy || taken.some((other) => overlap(other, box))) continue;
    taken.push(box);
    labels.set(area.id, { x, y });
  }
  return {
    ...size,
    areas: drawn.map(({ id, path: line }) => ({ id, path: line, label: labels.get(id) ?? null })),
  };
}

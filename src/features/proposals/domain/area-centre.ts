import type { Point } from './distance.ts';

type Ring = readonly (readonly number[])[];
type Geometry =
  | { type: 'Polygon'; coordinates: readonly Ring[] }
  | { type: 'MultiPolygon'; coordinates: readonly (readonly Ring[])[] };

/** Middle of an area (centroid of its largest outer ring, on the plane: areas of communes are small). */
export function areaCentre(geometry: Geometry): Point | null {
  const outer =
    geometry.type === 'Polygon'
      ? geometry.coordinates.slice(0, 1)
      : geometry.coordinates.flatMap((polygon) => polygon.slice(0, 1));
  let best: { size: number; lon: number; lat: number } | null = null;
  for (const ring of outer) {
    const [originX, originY] = [ring[0]![0]!, ring[0]![1]!];
    let [twice, x, y] = [0, 0, 0];
    ring.forEach((corner, at) => {
      const next = ring[(at + 1) % ring.length]!;
      const [ax, ay, bx, by] = [
        corner[0]! - originX,
        corner[1]! - originY,
        next[0]! - originX,
        next[1]! - originY,
      ];
      const cross = ax * by - bx * ay;
      twice += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    });
    if (twice === 0 || (best && Math.abs(twice) <= best.size)) continue;
    best = { size: Math.abs(twice), lon: originX + x / (3 * twice), lat: originY + y / (3 * twice) };
  }
  return best && { lat: best.lat, lon: best.lon };
}

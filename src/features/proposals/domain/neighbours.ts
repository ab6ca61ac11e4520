import { distanceKm, type Point } from './distance.ts';
import type { Neighbours } from './ground.ts';

/**
 * Who is next to whom when nobody has brought borders: two points are neighbours when no third one lies in the circle
 * over the line between them (Gabriel graph). Everybody has at least one neighbour, and all hang together. An estimate:
 * it knows no rivers.
 */
export function neighboursByPoints(points: readonly (Point | null)[]): Neighbours[] {
  const known = points.flatMap((point, at) => (point ? [{ at, point }] : []));
  const squared = known.map(({ point }) => known.map((other) => distanceKm(point, other.point) ** 2));
  const found: Neighbours[] = [];
  for (let a = 0; a < known.length; a += 1)
    for (let b = a + 1; b < known.length; b += 1) {
      const between = squared[a]![b]!;
      // A third one on the very edge of the circle does not part them; two at one place are always neighbours.
      const isParted = known.some(
        (_, c) => c !== a && c !== b && squared[a]![c]! + squared[b]![c]! < between * (1 - 1e-9),
      );
      if (!isParted) found.push({ a: known[a]!.at, b: known[b]!.at, by: 'point' });
    }
  return found;
}

/**
 * Borders where they are known, points elsewhere: a unit that shares a border with somebody has just these neighbours; what
 * has none is tied to others by points. `borders` are pairs of places in the list.
 */
export function neighboursOf(
  points: readonly (Point | null)[],
  borders: readonly (readonly [number, number])[],
): Neighbours[] {
  const bordered = new Set(borders.flat());
  const known = borders.map(([a, b]): Neighbours => ({ a: Math.min(a, b), b: Math.max(a, b), by: 'border' }));
  const guessed = neighboursByPoints(points).filter(({ a, b }) => !bordered.has(a) || !bordered.has(b));
  return [...known, ...guessed].sort((x, y) => x.a - y.a || x.b - y.b);
}

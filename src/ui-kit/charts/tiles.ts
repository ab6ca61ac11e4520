export type Tile = { column: number; row: number };

/**
 * A square for each point, row by row from north to south and within a row from west to east, about as wide as the
 * points lie, and never wider than `mostColumns`. Without points: in the given order. No two share a square, and the
 * same points give the same squares.
 */
export function layTiles(
  points: readonly ({ lat: number; lon: number } | null)[],
  mostColumns = Number.POSITIVE_INFINITY,
): Tile[] {
  const count = points.length;
  const known = points.filter((point) => point !== null);
  const span = (values: number[]) => (values.length > 1 ? Math.max(...values) - Math.min(...values) : 0);
  // A degree of longitude is shorter the further from the equator.
  const middle = known.length
    ? (known.reduce((sum, point) => sum + point.lat, 0) / known.length) * (Math.PI / 180)
    : 0;
  const width = span(known.map((point) => point.lon)) * Math.cos(middle);
  const height = span(known.map((point) => point.lat));
  const shape = width > 0 && height > 0 ? Math.min(3, Math.max(1 / 3, width / height)) : 1.6;
  const columns = Math.max(1, Math.min(mostColumns, Math.ceil(Math.sqrt(count * shape))));
  const rows = Math.ceil(count / columns);
  const order = points.map((_, at) => at);
  // Units without a point come after those with one, in their own order.
  const latOf = (at: number) => points[at]?.lat ?? Number.NEGATIVE_INFINITY;
  const lonOf = (at: number) => points[at]?.lon ?? Number.POSITIVE_INFINITY;
  const byLat = order.toSorted((a, b) => latOf(b) - latOf(a) || a - b);
  const tiles = new Array<Tile>(count);
  for (let row = 0; row < rows; row++) {
    const from = Math.round((row * count) / rows);
    const to = Math.round(((row + 1) * count) / rows);
    const inRow = byLat.slice(from, to).toSorted((a, b) => lonOf(a) - lonOf(b) || a - b);
    for (const [column, at] of inRow.entries()) tiles[at] = { column, row };
  }
  return tiles;
}

/** Bounds of up to `most` classes with about as many values in each; equal values are never parted. */
export function classBounds(values: readonly number[], most: number): number[] {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  if (sorted.length <= most) return sorted.slice(1);
  const all = values.toSorted((a, b) => a - b);
  const bounds = Array.from({ length: most - 1 }, (_, at) => {
    const wanted = Math.max(1, Math.round(((at + 1) * all.length) / most));
    // In the middle of equal values the next greater one begins the class.
    return all.find((value, place) => place >= wanted && value > all[place - 1]!);
  });
  return [...new Set(bounds.filter((bound) => bound !== undefined))];
}

/** The class of a value: how many bounds it reaches. */
export const classOf = (value: number, bounds: readonly number[]): number =>
  bounds.filter((bound) => value >= bound).length;

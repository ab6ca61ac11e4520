/** The quarters of a group: a quarter of the units lies below `q1`, half below the median, a quarter above `q3`. */
export type Spread = { count: number; low: number; q1: number; median: number; q3: number; high: number };

/** Fewer units than this show single values and no group. */
export const SMALLEST_GROUP = 5;

/** The value at a share of the sorted list, between neighbours in a straight line (as QUARTILE.INC of spreadsheets). */
function at(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}

/** Null for a group that is too small to be one. */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (sorted.length < SMALLEST_GROUP) return null;
  return {
    count: sorted.length,
    low: sorted[0]!,
    q1: at(sorted, 0.25),
    median: at(sorted, 0.5),
    q3: at(sorted, 0.75),
    high: sorted.at(-1)!,
  };
}

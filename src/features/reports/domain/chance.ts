import type { Measure, Measured } from './measures.ts';

/** Both ends in percent. */
export type Interval = { low: number; high: number };

/** Of a hundred intervals made this way, about 95 hold the true share. */
const Z = 1.959964;

/**
 * Wilson's interval for a share of `part` in `whole`, in percent: where the true share may lie when chance is allowed
 * for. It stays inside 0 and 100, says something also for none and for all of a few, and is wide for small units.
 * Null for an empty whole. E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212.
 */
export function chanceInterval(part: number, whole: number): Interval | null {
  if (whole <= 0) return null;
  const share = part / whole;
  const weight = 1 + Z ** 2 / whole;
  const centre = (share + Z ** 2 / (2 * whole)) / weight;
  const reach = (Z * Math.sqrt((share * (1 - share)) / whole + Z ** 2 / (4 * whole ** 2))) / weight;
  return {
    low: part === 0 ? 0 : Math.max(0, centre - reach) * 100,
    high: part === whole ? 100 : Math.min(1, centre + reach) * 100,
  };
}

/** How a unit stands beside its peers' median once chance is allowed for. */
export type Standing = 'better' | 'alike' | 'worse';

export function standingOf(measure: Measure, measured: Measured, median: number): Standing {
  if (measure.kind !== 'share' || measure.better === null) return 'alike';
  const interval = chanceInterval(measured.part, measured.whole);
  if (!interval || (interval.low <= median && median <= interval.high)) return 'alike';
  return interval.low > median === (measure.better === 'more') ? 'better' : 'worse';
}

/**
 * By what units are ordered from the weakest: the best that chance leaves them. A small unit with one bad month does
 * not come before a large one that is surely worse. Null is no rank at all.
 */
export function weaknessOf(measure: Measure, measured: Measured): number | null {
  if (measured.value === null || measure.better === null) return null;
  const interval = measure.kind === 'share' ? chanceInterval(measured.part, measured.whole) : null;
  if (measure.better === 'more') return 100 - (interval?.high ?? measured.value);
  return interval?.low ?? measured.value;
}

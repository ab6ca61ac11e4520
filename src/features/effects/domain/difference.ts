import { reachOf } from './student.ts';

/** A mean with its standard error; the error is null where it is not known. */
export type Mean = { mean: number; error: number | null };

/**
 * The difference in differences of two groups that were each looked at twice: how much more the first one changed.
 * Errors of independent groups add up in squares. Worked as in D. Card and A. B. Krueger, American Economic Review 84
 * (1994) 772–793, table 3.
 */
export function differenceOfChanges(first: Mean, second: Mean): Mean {
  return {
    mean: first.mean - second.mean,
    error:
      first.error === null || second.error === null ? null : Math.sqrt(first.error ** 2 + second.error ** 2),
  };
}

/** One unit: what it was before and now, in the measure's own unit; and what must be alike to compare it. */
export type Observed = {
  hasStarted: boolean;
  /** Units of one likeness are compared with each other only: level and sector. */
  likeness: string;
  before: number;
  now: number;
};

/** Fewer units than this on either side give no number. */
export const FEWEST = 5;
/** Of a hundred intervals made this way, about 95 hold the true difference. */
export const COVERAGE = 0.95;

type Side = { count: number; before: number; now: number; change: number };
export type Comparison =
  | {
      kind: 'estimate';
      started: Side;
      waiting: Side;
      /** How much more those that have started changed than the others. */
      difference: number;
      /** Null where every unit of a side changed alike, so that nothing tells how far chance reaches. */
      interval: { low: number; high: number; degrees: number } | null;
      /** Units that had nobody alike on the other side and are left out. */
      leftOut: number;
    }
  | { kind: 'too-few'; started: number; waiting: number; leftOut: number };

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The spread of single values around their mean, squared, with one degree spent on the mean. */
function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

const sideOf = (units: readonly Observed[], weightOf: (unit: Observed) => number): Side => {
  const total = units.reduce((sum, unit) => sum + weightOf(unit), 0);
  const mean = (of: (unit: Observed) => number) =>
    units.reduce((sum, unit) => sum + weightOf(unit) * of(unit), 0) / total;
  return {
    count: units.length,
    before: mean((unit) => unit.before),
    now: mean((unit) => unit.now),
    change: mean((unit) => unit.now - unit.before),
  };
};

/**
 * How much more the units that have started changed than comparable ones that have not. Every unit counts once. Units
 * are compared inside their likeness; the differences are put together by the number of those that have started, and so
 * are the others, so that both sides are made up alike. With one likeness the interval is Welch's (B. L. Welch,
 * Biometrika 34 (1947) 28–35), with several the same formula over all of their parts.
 */
export function compareChanges(units: readonly Observed[]): Comparison {
  const pairs = [...new Set(units.map((unit) => unit.likeness))].flatMap((likeness) => {
    const group = units.filter((unit) => unit.likeness === likeness);
    const started = group.filter((unit) => unit.hasStarted);
    const waiting = group.filter((unit) => !unit.hasStarted);
    // With one unit alone nothing tells how much units differ among themselves.
    return started.length >= 2 && waiting.length >= 2 ? [{ started, waiting }] : [];
  });
  const started = pairs.flatMap((pair) => pair.started);
  const waiting = pairs.flatMap((pair) => pair.waiting);
  const leftOut = units.length - started.length - waiting.length;
  if (started.length < FEWEST || waiting.length < FEWEST)
    return {
      kind: 'too-few',
      started: units.filter((unit) => unit.hasStarted).length,
      waiting: units.filter((unit) => !unit.hasStarted).length,
      leftOut,
    };

  const shareOf = (pair: (typeof pairs)[number]) => pair.started.length / started.length;
  const weights = new Map<Observed, number>();
  for (const pair of pairs)
    for (const unit of pair.waiting) weights.set(unit, shareOf(pair) / pair.waiting.length);
  const sides = {
    started: sideOf(started, () => 1),
    waiting: sideOf(waiting, (unit) => weights.get(unit) ?? 0),
  };
  const parts = pairs.flatMap((pair) =>
    [pair.started, pair.waiting].map((side) => ({
      variance: (shareOf(pair) ** 2 * varianceOf(side.map((unit) => unit.now - unit.before))) / side.length,
      degrees: side.length - 1,
    })),
  );
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const difference = sides.started.change - sides.waiting.change;
  // Below this it is the rounding of the machine and no spread of units.
  if (variance < 1e-18) return { kind: 'estimate', ...sides, difference, interval: null, leftOut };
  const degrees = variance ** 2 / parts.reduce((sum, part) => sum + part.variance ** 2 / part.degrees, 0);
  const reach = reachOf(COVERAGE, degrees) * Math.sqrt(variance);
  return {
    kind: 'estimate',
    ...sides,
    difference,
    interval: { low: difference - reach, high: difference + reach, degrees },
    leftOut,
  };
}

/** What may be said of a difference: whether chance explains it, and whether it is the way that was wished for. */
export type Verdict = 'as-wished' | 'against' | 'not-told-apart';

export function verdictOf(comparison: Comparison, better: 'more' | 'less'): Verdict {
  if (comparison.kind === 'too-few' || !comparison.interval) return 'not-told-apart';
  const { low, high } = comparison.interval;
  if (low <= 0 && high >= 0) return 'not-told-apart';
  return low > 0 === (better === 'more') ? 'as-wished' : 'against';
}

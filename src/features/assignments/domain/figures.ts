import type { Measure } from './check-assignment.ts';

/** A unit's share of a task with what it reported, and the shares that it gave on below. */
export type ReportedShare = {
  measure: Measure;
  measureUnit: string | null;
  figure: number | null;
  below: readonly ReportedShare[];
};

/** The task of the sender, whose figures are put together. */
export type MeasuredTask = { measure: Measure; measureUnit: string | null };

/** Percentages, parts per thousand and everything called a rate: what several units report is not added up. */
export const isRate = (measureUnit: string | null): boolean =>
  /[%‰]|phần trăm|phần nghìn|(^|\s)t[ỷỉ] (lệ|suất)|\b(per ?cent|percentage|rate|ratio)\b/i.test(
    (measureUnit ?? '').normalize('NFC'),
  );

/** Figures are put together only when they count the same thing. */
export const countsTheSame = (one: MeasuredTask, other: MeasuredTask): boolean =>
  one.measure === 'number' &&
  other.measure === 'number' &&
  (one.measureUnit ?? '').toLowerCase() === (other.measureUnit ?? '').toLowerCase();

/**
 * The figures that stand for a share: its own when the unit reported one, otherwise those of the shares that it gave on
 * below, as far down as needed. So what a committee adds up and what its branches reported are never both counted.
 */
export const figuresOf = (share: ReportedShare, task: MeasuredTask): number[] =>
  share.figure !== null && countsTheSame(share, task)
    ? [share.figure]
    : share.below.flatMap((one) => figuresOf(one, task));

export type Figures = {
  /** Units whose report is in it. */
  reported: number;
  /** Units the task was given to that have a figure, their own or one from below. */
  holders: number;
  /** Of counts: holders that reached the target; of rates: reporting units that did. */
  reached: number;
} & (
  | { kind: 'count'; sum: number }
  | { kind: 'rate'; spread: { least: number; median: number; mean: number; most: number } | null }
);

const sumOf = (figures: readonly number[]) => figures.reduce((sum, figure) => sum + figure, 0);

const medianOf = (figures: readonly number[]) => {
  const inOrder = figures.toSorted((a, b) => a - b);
  const half = inOrder.length / 2;
  return (inOrder[Math.ceil(half) - 1]! + inOrder[Math.floor(half)]!) / 2;
};

/**
 * What the figures of a task come to. Counts are added up, and a holder has reached the target when what stands for it
 * adds up to it. Rates are not: their range, median and plain mean are given, every unit weighing the same, and each
 * unit is held against the target by itself.
 */
export function rollUp(
  shares: readonly ReportedShare[],
  task: MeasuredTask & { target: number | null },
): Figures {
  const { target } = task;
  const byHolder = shares.map((share) => figuresOf(share, task)).filter((figures) => figures.length > 0);
  const all = byHolder.flat();
  const reaching = (figures: readonly number[]) =>
    target === null ? 0 : figures.filter((figure) => figure >= target).length;
  const counts = { reported: all.length, holders: byHolder.length };
  if (!isRate(task.measureUnit))
    return { ...counts, kind: 'count', reached: reaching(byHolder.map(sumOf)), sum: sumOf(all) };
  return {
    ...counts,
    kind: 'rate',
    reached: reaching(all),
    spread:
      all.length === 0
        ? null
        : {
            least: Math.min(...all),
            median: medianOf(all),
            mean: sumOf(all) / all.length,
            most: Math.max(...all),
          },
  };
}

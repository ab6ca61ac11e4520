import type { CivilDate } from '#kernel/civil-date.ts';
import { inOrder, type LifePeriod } from '../life/life.ts';

const isBefore = (a: CivilDate, b: CivilDate | null): boolean => b === null || a < b;

/** What is left of a period when another one has been taken out of it. */
function without(period: LifePeriod, taken: LifePeriod): LifePeriod[] {
  const meet = isBefore(period.from, taken.to) && isBefore(taken.from, period.to);
  if (!meet) return [period];
  const head = period.from < taken.from ? [{ ...period, to: taken.from }] : [];
  const tail =
    taken.to !== null && (period.to === null || taken.to < period.to) ? [{ ...period, from: taken.to }] : [];
  return [...head, ...tail];
}

/**
 * The periods of two records of one person as the life of that person: those of the record that stays, and of the other
 * one only the days on which the first says nothing. At home and as a guest are apart.
 */
export function joinLives(kept: readonly LifePeriod[], gone: readonly LifePeriod[]): LifePeriod[] {
  const added = gone.flatMap((period) =>
    kept
      .filter((each) => each.nature === period.nature)
      .reduce<LifePeriod[]>((parts, taken) => parts.flatMap((part) => without(part, taken)), [period]),
  );
  return inOrder([...kept, ...added]);
}

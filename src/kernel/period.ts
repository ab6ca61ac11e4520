import type { CivilDate } from './civil-date.ts';

/** Half-open span of civil days: `from` belongs to it, `to` does not; `to: null` has no end yet. */
export type Period = { from: CivilDate; to: CivilDate | null };

export const periodContains = (period: Period, day: CivilDate): boolean =>
  period.from <= day && (period.to === null || day < period.to);

export const periodsOverlap = (a: Period, b: Period): boolean =>
  (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);

/** A period must hold at least one day. */
export const isPeriod = (period: Period): boolean => period.to === null || period.from < period.to;

import type { CivilDate } from '#kernel/civil-date.ts';
import { type Period, periodContains, periodsOverlap } from '#kernel/period.ts';

/** A value and the days on which it holds: from the first one up to, not including, `to`. */
export type Span<T> = Period & { value: T };

/** Spans in order of time that do not overlap; there may be days without any. */
export type Timeline<T> = readonly Span<T>[];

export const spanOn = <T>(line: Timeline<T>, day: CivilDate): Span<T> | undefined =>
  line.find((span) => periodContains(span, day));

export const valueOn = <T>(line: Timeline<T>, day: CivilDate): T | undefined => spanOn(line, day)?.value;

/** The first day after this one on which something else holds, or the end of the life; null when neither is known. */
export function nextChange<T>(line: Timeline<T>, day: CivilDate, end: CivilDate | null): CivilDate | null {
  const later = line.flatMap((span) => [span.from, ...(span.to === null ? [] : [span.to])]);
  const next = later.filter((each) => each > day).sort()[0] ?? null;
  return next !== null && (end === null || next < end) ? next : end;
}

/** The line with this value from a day on, up to whatever is next. Days before stay as they are. */
export function changedFrom<T>(
  line: Timeline<T>,
  day: CivilDate,
  value: T | null,
  end: CivilDate | null,
): Timeline<T> {
  const until = nextChange(line, day, end);
  const kept = line
    .map((span) => (periodContains(span, day) ? { ...span, to: day } : span))
    .filter((span) => span.to === null || span.from < span.to);
  const added = value === null ? [] : [{ value, from: day, to: until }];
  return [...kept, ...added].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** The parts of two lines that fall together inside a period, with both values. */
export function together<A, B>(
  a: Timeline<A>,
  b: Timeline<B>,
  inside: Period,
): { from: CivilDate; to: CivilDate | null; a: A; b: B }[] {
  const found: { from: CivilDate; to: CivilDate | null; a: A; b: B }[] = [];
  for (const x of a)
    for (const y of b)
      if (periodsOverlap(x, y)) {
        const both = overlapOf(x, y);
        if (both && periodsOverlap(both, inside)) {
          const part = overlapOf(both, inside);
          if (part) found.push({ ...part, a: x.value, b: y.value });
        }
      }
  return found.sort((p, q) => (p.from < q.from ? -1 : 1));
}

/** The days that two periods share. */
export function overlapOf(a: Period, b: Period): Period | undefined {
  if (!periodsOverlap(a, b)) return undefined;
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to === null ? b.to : b.to === null || a.to < b.to ? a.to : b.to;
  return { from, to };
}

/** The first day inside `period` on which `life` does not hold. */
export function firstDayOutside(life: Period, period: Period): CivilDate | undefined {
  if (period.from < life.from) return period.from;
  if (life.to !== null && (period.to === null || period.to > life.to))
    return life.to > period.from ? life.to : period.from;
  return undefined;
}

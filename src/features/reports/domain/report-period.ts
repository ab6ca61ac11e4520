import { addMonths, isYearMonth, type YearMonth } from '#kernel/civil-date.ts';

/** A month `2026-03`, a quarter `2026-Q1` or a year `2026`. */
export type PeriodKind = 'month' | 'quarter' | 'year';
export type ReportPeriod = { kind: PeriodKind; name: string; from: YearMonth; to: YearMonth };

const LENGTH: Record<PeriodKind, number> = { month: 1, quarter: 3, year: 12 };

const starting = (kind: PeriodKind, name: string, from: YearMonth): ReportPeriod => ({
  kind,
  name,
  from,
  to: addMonths(from, LENGTH[kind] - 1),
});

/** Reads a period's name; undefined when it is none. */
export function readPeriod(name: string): ReportPeriod | undefined {
  if (isYearMonth(name)) return starting('month', name, name);
  const quarter = /^((?:19|20|21)\d\d)-Q([1-4])$/.exec(name);
  if (quarter)
    return starting('quarter', name, `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}`);
  return /^(19|20|21)\d\d$/.test(name) ? starting('year', name, `${name}-01`) : undefined;
}

/** The period of a kind in which a month lies. */
export function periodOf(kind: PeriodKind, month: YearMonth): ReportPeriod {
  const year = month.slice(0, 4);
  if (kind === 'month') return starting(kind, month, month);
  if (kind === 'year') return starting(kind, year, `${year}-01`);
  const quarter = Math.ceil(Number(month.slice(5)) / 3);
  return starting(kind, `${year}-Q${quarter}`, `${year}-${String(quarter * 3 - 2).padStart(2, '0')}`);
}

/** The period `count` steps later; earlier when negative. */
export const stepPeriod = (period: ReportPeriod, count: number): ReportPeriod =>
  periodOf(period.kind, addMonths(period.from, count * LENGTH[period.kind]));

/** The months of the period that have begun, oldest first; none for a period that lies ahead. */
export function monthsBegun(period: ReportPeriod, thisMonth: YearMonth): YearMonth[] {
  const months: YearMonth[] = [];
  for (let month = period.from; month <= period.to && month <= thisMonth; month = addMonths(month, 1))
    months.push(month);
  return months;
}

/** `count` months up to and with this one, oldest first. */
export const monthsUpTo = (last: YearMonth, count: number): YearMonth[] =>
  Array.from({ length: count }, (_, at) => addMonths(last, at - count + 1));

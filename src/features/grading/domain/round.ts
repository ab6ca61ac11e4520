import { addMonths, type CivilDate, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';

/** Năm, quý, nhiệm kỳ, hoặc khi cần: 366-QĐ/TW. */
export const ROUND_KINDS = ['year', 'quarter', 'term', 'as-needed'] as const;
export type RoundKind = (typeof ROUND_KINDS)[number];

export type Calendar = { selfBy: CivilDate; appraiseBy: CivilDate; decideBy: CivilDate };
export type Months = { from: YearMonth; to: YearMonth };

/** A term is five years. */
const MOST_MONTHS = 60;

/** The months of a period, oldest first. */
export function monthsOf({ from, to }: Months): YearMonth[] {
  const months: YearMonth[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

const isYear = ({ from, to }: Months) => from.endsWith('-01') && to === `${from.slice(0, 4)}-12`;
const isQuarter = ({ from, to }: Months) => Number(from.slice(5)) % 3 === 1 && to === addMonths(from, 2);

/** Whether a calendar runs in order and does not begin in the past. */
export function checkCalendar(calendar: Calendar, today: CivilDate): Result<true> {
  const { selfBy, appraiseBy, decideBy } = calendar;
  if (selfBy > appraiseBy) return refuse({ code: 'grading.calendar-order', field: 'appraiseBy' });
  if (appraiseBy > decideBy) return refuse({ code: 'grading.calendar-order', field: 'decideBy' });
  return decideBy < today ? refuse({ code: 'grading.calendar-over', field: 'decideBy' }) : ok(true);
}

/** Whether a round may be opened: its months fit its kind and have begun, and its calendar runs in order. */
export function checkRound(wanted: Calendar & Months & { kind: RoundKind }, today: CivilDate): Result<true> {
  const { kind, from, to } = wanted;
  if (from > to || addMonths(from, MOST_MONTHS - 1) < to)
    return refuse({ code: 'grading.months-wrong', field: 'toMonth' });
  if ((kind === 'year' && !isYear(wanted)) || (kind === 'quarter' && !isQuarter(wanted)))
    return refuse({ code: 'grading.months-wrong', field: 'fromMonth' });
  if (from > monthOf(today)) return refuse({ code: 'grading.period-ahead', field: 'fromMonth' });
  return checkCalendar(wanted, today);
}

import { addDays, type CivilDate, daysBetween, weekday } from './civil-date.ts';

/**
 * Where the calendar of a country differs from plain weeks: `off` are public holidays, days off in their place and
 * working days moved away; `work` are the weekend days that are worked for them.
 */
export type WorkCalendar = { off: ReadonlySet<CivilDate>; work: ReadonlySet<CivilDate> };

export const plainWeeks: WorkCalendar = { off: new Set(), work: new Set() };

/** Monday to Friday without days off, and the weekend days that are worked for others. */
export const isWorkingDay = (day: CivilDate, calendar: WorkCalendar): boolean =>
  calendar.work.has(day) || (weekday(day) <= 5 && !calendar.off.has(day));

/**
 * The last day of a term of `count` working days. The day on which the term begins is not counted: five working days
 * from a Monday without holidays end on the Monday after. With `count` 0 the term ends where it begins.
 */
export function addWorkingDays(from: CivilDate, count: number, calendar: WorkCalendar): CivilDate {
  let day = from;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) left--;
  }
  return day;
}

/** Mondays to Fridays after `from`, up to and including `to`, without counting them one by one. */
function weekdaysBetween(from: CivilDate, to: CivilDate): number {
  const days = daysBetween(from, to);
  const weeks = Math.floor(days / 7);
  let count = weeks * 5;
  for (let day = addDays(from, weeks * 7); day < to; ) {
    day = addDays(day, 1);
    if (weekday(day) <= 5) count++;
  }
  return count;
}

/** Working days after `from`, up to and including `to`; negative when `to` is earlier. */
export function workingDaysBetween(from: CivilDate, to: CivilDate, calendar: WorkCalendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar);
  const lies = (day: CivilDate) => from < day && day <= to;
  let count = weekdaysBetween(from, to);
  for (const day of calendar.off) if (lies(day) && weekday(day) <= 5 && !calendar.work.has(day)) count--;
  for (const day of calendar.work) if (lies(day) && weekday(day) > 5) count++;
  return count;
}

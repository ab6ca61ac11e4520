/**
 * A day on the wall calendar, `yyyy-mm-dd`, without time zone. Compared as text.
 * Kept as text end to end so that no driver, browser or server shifts it by a zone.
 */
export type CivilDate = string & { readonly __civilDate?: never };

/** A calendar month, `yyyy-mm`. Compared as text. */
export type YearMonth = string & { readonly __yearMonth?: never };

/** Vietnam has had one zone and no summer time since 1975. */
export const ZONE = 'Asia/Ho_Chi_Minh';
const ZONE_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

const utc = (date: CivilDate) => {
  const [y, m, d] = date.split('-').map(Number) as [number, number, number];
  return Date.UTC(y, m - 1, d);
};
const fromUtc = (ms: number): CivilDate => new Date(ms).toISOString().slice(0, 10);

/** True for a real day of the Gregorian calendar between 1900 and 2199 written `yyyy-mm-dd`. */
export function isCivilDate(text: string): boolean {
  if (!/^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text)) return false;
  const day = Number(text.slice(8));
  if (day <= 28) return true;
  const month = Number(text.slice(5, 7));
  if (month !== 2) return day <= (month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);
  const year = Number(text.slice(0, 4));
  return day === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export const isYearMonth = (text: string): boolean => /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text);

/** The day that was asked for last: it is asked for at every request, and mostly the same one. */
let lastDay = { from: Number.NaN, date: '' };

/** The day it is in Vietnam at an instant (milliseconds since the epoch). */
export function civilDateAt(instantMs: number): CivilDate {
  const sinceItBegan = instantMs - lastDay.from;
  if (sinceItBegan >= 0 && sinceItBegan < DAY_MS) return lastDay.date;
  const date = fromUtc(instantMs + ZONE_OFFSET_MS);
  lastDay = { from: utc(date) - ZONE_OFFSET_MS, date };
  return date;
}

/** Hours and minutes in Vietnam at an instant, `hh:mm`. */
export const clockTimeAt = (instantMs: number): string =>
  new Date(instantMs + ZONE_OFFSET_MS).toISOString().slice(11, 16);

/** The instant at which a Vietnamese wall clock shows this day and `hh:mm`. */
export function instantOf(date: CivilDate, time: string): number {
  const [h, m] = time.split(':').map(Number) as [number, number];
  return utc(date) + (h * 60 + m) * 60_000 - ZONE_OFFSET_MS;
}

export const addDays = (date: CivilDate, days: number): CivilDate => fromUtc(utc(date) + days * DAY_MS);

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: CivilDate, b: CivilDate): number => Math.round((utc(b) - utc(a)) / DAY_MS);

/** 1 = Monday … 7 = Sunday. */
export const weekday = (date: CivilDate): number => ((new Date(utc(date)).getUTCDay() + 6) % 7) + 1;

export const monthOf = (date: CivilDate): YearMonth => date.slice(0, 7);
export const firstDayOf = (month: YearMonth): CivilDate => `${month}-01`;

export function addMonths(month: YearMonth, count: number): YearMonth {
  const [y, m] = month.split('-').map(Number) as [number, number];
  const n = y * 12 + (m - 1) + count;
  return `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`;
}

/** The last civil day of a month. */
export const lastDayOf = (month: YearMonth): CivilDate => addDays(firstDayOf(addMonths(month, 1)), -1);

/** This day of the month, or the month's last day when the month is shorter. */
export function dayInMonth(month: YearMonth, day: number): CivilDate {
  const wanted = `${month}-${String(day).padStart(2, '0')}`;
  return isCivilDate(wanted) ? wanted : lastDayOf(month);
}

/** The same day of the month so many months later, or that month's last day: a term of months ends there. */
export const monthsLater = (date: CivilDate, count: number): CivilDate =>
  dayInMonth(addMonths(monthOf(date), count), Number(date.slice(8)));

/** Whole years from `a` to `b`, as a person counts an age. */
export function yearsBetween(a: CivilDate, b: CivilDate): number {
  const years = Number(b.slice(0, 4)) - Number(a.slice(0, 4));
  return b.slice(5) < a.slice(5) ? years - 1 : years;
}

/** `dd/mm/yyyy`, as every Vietnamese form writes it. */
export const formatCivilDate = (date: CivilDate): string => date.split('-').reverse().join('/');

/** `mm/yyyy`. */
export const formatYearMonth = (month: YearMonth): string => month.split('-').reverse().join('/');

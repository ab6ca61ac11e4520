import { addMonths, type CivilDate, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import { calibration } from './calibration.ts';

/** Days are counted from 1970 on where there are millions of them, and become text where they are written. */
export type DayNumber = number;
/** Later than every day: what has no end yet. */
export const NO_END: DayNumber = 1_000_000;

const DAY_MS = 86_400_000;
export const dayNumber = (date: CivilDate): DayNumber => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);

const texts = new Map<DayNumber, CivilDate>();
/** `yyyy-mm-dd`. */
export function dayText(day: DayNumber): CivilDate {
  let text = texts.get(day);
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    texts.set(day, text);
  }
  return text;
}

/** `[from, to)` as a daterange is written. */
export const rangeText = (from: DayNumber, to: DayNumber): string =>
  `[${dayText(from)},${to >= NO_END ? '' : dayText(to)})`;

/** The instant of a Vietnamese wall clock, ms since the epoch. */
export const instantAt = (day: DayNumber, minuteOfDay: number): number =>
  day * DAY_MS + (minuteOfDay - 7 * 60) * 60_000;

/** An instant as timestamptz is written. */
export const instantText = (ms: number): string => new Date(ms).toISOString();

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: DayNumber): number => ((day + 3) % 7) + 1;

/** The months that the city lives through: those of history, oldest first, and the running one at the end. */
export type Timeline = {
  today: DayNumber;
  months: YearMonth[];
  /** First day of each month, and of the one after the last. */
  firsts: DayNumber[];
  /** Number of the running month. */
  running: number;
};

export function timelineOf(today: CivilDate): Timeline {
  const running = calibration.months;
  const months = Array.from({ length: running + 1 }, (_, i) => addMonths(monthOf(today), i - running));
  return {
    today: dayNumber(today),
    months,
    firsts: [...months, addMonths(monthOf(today), 1)].map((month) => dayNumber(`${month}-01`)),
    running,
  };
}

/** Days of Tết, the lunar new year: the first days of meetings that nobody comes to easily. */
const TET = [
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
];
const tetMonths = new Set(TET.map((day) => day.slice(0, 7)));
export const isTetMonth = (month: YearMonth): boolean => tetMonths.has(month);

/** The public list of places. */
export const PLACES = new URL('../hanoi/units-2022.csv', import.meta.url);

/** The same places with invented area, population and point. */
export const FIGURES = new URL('../hanoi/invented-places-2022.csv', import.meta.url);

/** The day on which the time of probation ends: the same day a year later. */
export const recognisedOn = (admitted: DayNumber): DayNumber => {
  const text = dayText(admitted);
  return dayNumber(`${Number(text.slice(0, 4)) + 1}${text.slice(4).replace('02-29', '02-28')}`);
};

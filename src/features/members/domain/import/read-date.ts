import { addDays, type CivilDate, daysBetween, isCivilDate, lastDayOf } from '#kernel/civil-date.ts';
import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import type { GridCell, ImportedDate } from './import-types.ts';

/** A date of a list: read, absent, or there but not readable. */
export type DateReading = { kind: 'date'; value: ImportedDate } | { kind: 'none' } | { kind: 'unreadable' };

const pad = (value: number, length = 2) => String(value).padStart(length, '0');

/**
 * The civil day behind an Excel serial number. Excel believes in 29 February 1900 (serial 60): that day is `null`,
 * and the days before it are counted one lower.
 */
export function dateOfSerial(serial: number): CivilDate | null {
  const whole = Math.floor(serial);
  if (whole < 1 || whole === 60 || whole > 109_000) return null;
  const days = whole < 60 ? whole - 1 : whole - 2;
  return addDays('1900-01-01', days);
}

/** The date from its parts; day or month `0` mean "not known". Two-digit years end at `latestYear`. */
function fromParts(day: number, month: number, year: number, latestYear: number): ImportedDate | null {
  const full = year >= 100 ? year : 2000 + year <= latestYear ? 2000 + year : 1900 + year;
  if (full < 1900 || full > 2199) return null;
  if (month === 0) return { date: `${full}-01-01`, precision: 'year' };
  if (month > 12) return null;
  if (day === 0) return { date: `${full}-${pad(month)}-01`, precision: 'month' };
  const date = `${full}-${pad(month)}-${pad(day)}`;
  return isCivilDate(date) ? { date, precision: 'day' } : null;
}

const DATE_PATTERNS =
  /(?<iso>\b(?:19|20)\d\d-\d{1,2}-\d{1,2}\b)|(?<dmy>\d{0,2}\s*[/.-]\s*\d{0,2}\s*[/.-]\s*\d{4}|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2})(?!\d)|(?<my>\b\d{1,2}\s*[/.-]\s*\d{4})(?!\d)|(?<packed>\b\d{8}\b)|(?<spaced>\b\d{1,2} \d{1,2} \d{4}\b)|(?<y>\b(?:19|20)\d\d\b)/g;

/** All dates in a text, in order. `null` stands for something that looks like a date and is none. */
function datesIn(text: string, latestYear: number): (ImportedDate | null)[] {
  const plain = withoutMarks(
    tidyText(text)
      .replace(/[‐‑–—−]/g, '-')
      .replace(/[…]+/g, ''),
  )
    .replace(/\bngay\b|\bmung\b/g, ' ')
    .replace(/\s*\b(?:thang|nam)\b\s*/g, '/')
    .replace(/(^|[\s(])\/(?=\d)/g, '$1')
    .replace(/\s+/g, ' ');
  const found: (ImportedDate | null)[] = [];
  for (const match of plain.matchAll(DATE_PATTERNS)) {
    const groups = match.groups ?? {};
    const numbers = match[0].split(/\s*[/.-]\s*|\s+/).map(Number);
    const [a = 0, b = 0, c = 0] = numbers;
    if (groups.iso) found.push(fromParts(c, b, a, latestYear));
    else if (groups.dmy || groups.spaced) found.push(fromParts(a, b, c, latestYear));
    else if (groups.my) found.push(fromParts(0, a, b, latestYear));
    else if (groups.packed) {
      const digits = match[0];
      found.push(
        fromParts(
          Number(digits.slice(0, 2)),
          Number(digits.slice(2, 4)),
          Number(digits.slice(4)),
          latestYear,
        ),
      );
    } else found.push(fromParts(0, 0, a, latestYear));
  }
  return found;
}

const SAYS_NOTHING = /^(?:khong(?: ro| co)?|chua(?: co| ro)?|k|ko|[-–—./\s…_?]*|0)$/;

/**
 * Every date in the cells of one column of one person, in order. Texts are `dd/mm/yyyy` in all the ways people write
 * it, `mm/yyyy`, a bare year, or with zeros for what is not known (`00/00/1955`); numbers are years or Excel serials.
 * `latestYear` bounds two-digit years: they mean the latest century that is not after it.
 */
export function readDates(cells: readonly GridCell[], latestYear: number): DateReading[] {
  return cells.flatMap((cell): DateReading[] => {
    if (cell.kind === 'empty') return [];
    if (cell.kind === 'date') {
      return [
        cell.isoDate && isCivilDate(cell.isoDate)
          ? { kind: 'date', value: { date: cell.isoDate, precision: 'day' } }
          : { kind: 'unreadable' },
      ];
    }
    if (cell.kind === 'number') return [readNumber(cell.number ?? Number.NaN, cell.text, latestYear)];
    // Nearly every date of a long list is written in full: the many other ways are not tried on it.
    const full = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(cell.text);
    if (full) {
      const value = fromParts(Number(full[1]), Number(full[2]), Number(full[3]), latestYear);
      return [value ? { kind: 'date', value } : { kind: 'unreadable' }];
    }
    if (SAYS_NOTHING.test(withoutMarks(cell.text).trim())) return [];
    // A text cell with a bare number is what a serial becomes on its way through a text file.
    if (/^\d{5}$/.test(cell.text)) return [readNumber(Number(cell.text), cell.text, latestYear)];
    const dates = datesIn(cell.text, latestYear);
    if (dates.length === 0) return [{ kind: 'unreadable' }];
    return dates.map((value) => (value ? { kind: 'date', value } : { kind: 'unreadable' }));
  });
}

function readNumber(value: number, text: string, latestYear: number): DateReading {
  const parts = (day: number, month: number, year: number): DateReading => {
    const date = fromParts(day, month, year, latestYear);
    return date ? { kind: 'date', value: date } : { kind: 'unreadable' };
  };
  // `3.1985` typed for March 1985 is stored as a decimal number.
  const decimal = /^(\d{1,2})\.(\d{3,4})$/.exec(text);
  if (decimal) return parts(0, Number(decimal[1]), Number((decimal[2] as string).padEnd(4, '0')));
  if (value === 0) return { kind: 'none' };
  if (Number.isInteger(value) && value >= 1900 && value <= 2199) return parts(0, 0, value);
  if (Number.isInteger(value) && value >= 1_000_000 && value <= 99_999_999) {
    const digits = String(value).padStart(8, '0');
    return parts(Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4)));
  }
  const date = dateOfSerial(value);
  return date ? { kind: 'date', value: { date, precision: 'day' } } : { kind: 'unreadable' };
}

/** The first and last day that a date of the list can mean. */
export function spanOf({ date, precision }: ImportedDate): { first: CivilDate; last: CivilDate } {
  if (precision === 'day') return { first: date, last: date };
  if (precision === 'month') return { first: date, last: lastDayOf(date.slice(0, 7)) };
  return { first: date, last: `${date.slice(0, 4)}-12-31` };
}

/** True when the two can mean the same day: one is inside the other. */
export function areCompatible(a: ImportedDate, b: ImportedDate): boolean {
  const [x, y] = [spanOf(a), spanOf(b)];
  return x.first <= y.last && y.first <= x.last;
}

/** True when `a` says more than `b`. */
export const isFiner = (a: ImportedDate, b: ImportedDate): boolean => {
  const width = (date: ImportedDate) => daysBetween(spanOf(date).first, spanOf(date).last);
  return width(a) < width(b);
};

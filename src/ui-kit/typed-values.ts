import { type CivilDate, isCivilDate } from '#kernel/civil-date.ts';
import { currentLanguage, type Language, type Said } from './text.ts';

/**
 * Reads a day as people type it: `5/11/2026`, `05-11-2026`, `05.11.2026`, `05 11 2026`, `05112026`.
 * Two-digit years are refused, because 11/26 and 1926 both stand in member lists. Null when it is no real day.
 */
export function readTypedDate(text: string): CivilDate | null {
  const tidy = text.trim();
  const parts =
    /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4})$/.exec(tidy) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(tidy);
  if (!parts) return null;
  const [, day = '', month = '', year = ''] = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCivilDate(date) ? date : null;
}

/** Reads a time of day as people type it: `19:30`, `19h30`, `19g30`, `7h`, `1930`, `730`. Gives `hh:mm` or null. */
export function readTypedTime(text: string): string | null {
  const tidy = text.trim().toLowerCase();
  const parts = /^(\d{1,2})\s*[:hg.]\s*(\d{2})?$/.exec(tidy) ?? /^(\d{1,2})(\d{2})$/.exec(tidy);
  if (!parts) return null;
  const hour = Number(parts[1]);
  const minute = Number(parts[2] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/**
 * Reads a number as the readers of this language type it: `1.250`, `0,5`, `1 250,75` in Vietnamese, `1,250`, `0.5` in
 * English. The other language's sign before decimals is understood where it cannot mean thousands: `0,5`, `1.25`. Null
 * when it is none.
 */
export function readTypedNumber(text: string, language: Language = currentLanguage()): number | null {
  const tidy = text.trim().replace(/[\s\u00a0]/g, '');
  const [thousands, decimal] = language === 'vi' ? (['.', ','] as const) : ([',', '.'] as const);
  const grouped = (language === 'vi' ? /^-?\d{1,3}(\.\d{3})+(,\d+)?$/ : /^-?\d{1,3}(,\d{3})+(\.\d+)?$/).test(
    tidy,
  );
  if (!grouped && !/^-?\d+([.,]\d+)?$/.test(tidy)) return null;
  return Number(grouped ? tidy.replaceAll(thousands, '').replace(decimal, '.') : tidy.replace(',', '.'));
}

const TAGS = { vi: 'vi-VN', en: 'en-GB' } as const;

/**
 * A number as the reader of the screen writes it: `1.250,5` in Vietnamese, `1,250.5` in English. What is kept in a record
 * or stands on an official paper is Vietnamese for every reader: there the language is given, or {@link saidNumber} is said.
 */
export const formatNumber = (
  value: number,
  decimals?: number,
  language: Language = currentLanguage(),
): string =>
  new Intl.NumberFormat(TAGS[language], {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? 6,
  }).format(value);

/** The same in both languages, for words that a screen and a Vietnamese paper share. */
export const saidNumber = (value: number): Said => ({
  vi: formatNumber(value, undefined, 'vi'),
  en: formatNumber(value, undefined, 'en'),
});

import { type CivilDate, isCivilDate } from '#kernel/civil-date.ts';

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

/** Reads a number in the Vietnamese way: `1.250`, `0,5`, `-3`, `1 250,75`. Null when it is none. */
export function readTypedNumber(text: string): number | null {
  const tidy = text.trim().replace(/[\s\u00a0]/g, '');
  const grouped = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(tidy);
  if (!grouped && !/^-?\d+([.,]\d+)?$/.test(tidy)) return null;
  return Number(grouped ? tidy.replaceAll('.', '').replace(',', '.') : tidy.replace(',', '.'));
}

/** A number with a comma before decimals and a point between thousands. */
export const formatNumber = (value: number, decimals?: number): string =>
  new Intl.NumberFormat('vi-VN', {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? 6,
  }).format(value);

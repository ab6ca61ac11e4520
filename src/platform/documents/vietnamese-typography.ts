import { type CivilDate, formatCivilDate, isCivilDate } from '#kernel/civil-date.ts';

const NBSP = '\u00a0';

/** Control characters (but the line feed), noncharacters, invisible marks and direction overrides: none may be printed. */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]/g;
const BLANKS = /[^\S\n]+/g;

/** Words that are not parted from the number behind them. */
const BEFORE_NUMBER = /(?<![\p{L}\p{M}])(số|điều|khoản|chương|mục|ngày|tháng|năm|quý|lần|tổ) (?=\d)/giu;
/** Units that are not parted from the number before them. */
const AFTER_NUMBER = /(\d) (?=(?:giờ|phút|đồng|nghìn|triệu|tỷ|điểm|%)(?![\p{L}\p{M}]))/gu;

function tidyBlanks(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(UNPRINTABLE, '')
    .replace(/\p{Surrogate}/gu, '')
    .normalize('NFC')
    .replace(BLANKS, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/(?<!\d) +:|(\d) +:(?! *\d)/g, '$1:')
    .replace(/ +([,;!?](?!\)))/g, '$1')
    .replace(/ +\.(?=\s|$)/g, '.');
}

const bind = (text: string): string =>
  text
    .replace(/(?<![\p{L}\p{M}])(đồng) (chí)(?![\p{L}\p{M}])/giu, `$1${NBSP}$2`)
    .replace(/(?<![\p{L}\p{M}])([đĐ]ồng\u00a0chí|ĐỒNG\u00a0CHÍ|[đĐ]\/c) (?=\p{Lu})/gu, `$1${NBSP}`)
    .replace(BEFORE_NUMBER, `$1${NBSP}`)
    .replace(AFTER_NUMBER, `$1${NBSP}`);

/**
 * A text as Vietnamese printers set it: composed characters (NFC), single spaces, none before `, ; : ! ? .`, and no
 * line break between `đồng chí` and the name, or between `số`, `ngày`, `tháng`, `năm`, … and their number.
 * Line feeds stay; control characters and invisible marks go. Setting a text twice changes nothing.
 */
export const typeset = (text: string): string => bind(tidyBlanks(text).trim());

/** The same for one piece of a longer line: a space at either end stays, because a neighbour follows. */
export const typesetPiece = (text: string): string => bind(tidyBlanks(text));

/** Non-breaking spaces as plain ones: for texts that are pasted and searched elsewhere. */
export const plainSpaces = (text: string): string => text.replaceAll(NBSP, ' ');

/**
 * `ngày 05 tháng 3 năm 2026`: two digits for days under 10 and for January and February, where a digit could be
 * added by hand; other months as they are.
 */
export function formatLongDate(date: CivilDate): string {
  if (!isCivilDate(date)) throw new RangeError(`Not a civil date: ${date}`);
  const [day, month, year] = formatCivilDate(date).split('/') as [string, string, string];
  return `ngày ${day} tháng ${formatMonthNumber(Number(month))} năm ${year}`;
}

/** `tháng 3 năm 2026` of any `yyyy-mm` or `yyyy-mm-dd`. */
export function formatLongMonth(month: string): string {
  const parts = /^(\d{4})-(0[1-9]|1[0-2])(?:-\d\d)?$/.exec(month);
  if (!parts) throw new RangeError(`Not a month: ${month}`);
  return `tháng ${formatMonthNumber(Number(parts[2]))} năm ${parts[1]}`;
}

const formatMonthNumber = (month: number): string => (month < 3 ? `0${month}` : String(month));

/** `19:30` becomes `19 giờ 30 phút`. Hours and minutes keep their two digits. */
export function formatLongTime(time: string): string {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!parts) throw new RangeError(`Not a time of day: ${time}`);
  return `${parts[1]} giờ ${parts[2]} phút`;
}

/**
 * A number with comma as decimal sign and full stop between thousands: `1.234,5`.
 * @param decimals most digits after the comma; zeros at the end are dropped. 2 when absent.
 */
export function formatNumberVi(value: number, decimals = 2): string {
  if (!Number.isFinite(value)) throw new RangeError(`Not a number to print: ${value}`);
  const fixed = Math.abs(value).toLocaleString('en-US', { maximumFractionDigits: decimals });
  const swapped = fixed.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'));
  return value < 0 && /[1-9]/.test(swapped) ? `-${swapped}` : swapped;
}

/** Capitals as headers and type names want them; marks keep their place. */
export const capitals = (text: string): string => text.normalize('NFC').toLocaleUpperCase('vi-VN');

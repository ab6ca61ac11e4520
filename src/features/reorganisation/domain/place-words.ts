import { tidyText } from '#kernel/vietnamese.ts';

const FULL: Record<string, string> = {
  p: 'phường',
  x: 'xã',
  tt: 'thị trấn',
  q: 'quận',
  h: 'huyện',
  tx: 'thị xã',
  tp: 'thành phố',
};
const FORM = '(?:phường|xã|thị trấn|đặc khu|quận|huyện|thị xã|thành phố)';
/** `P. Hàng Bạc`, `P.Hàng Bạc`, `TT Phùng`: before a name, and not the number of a group as in `X. HUYỆN BA VÌ`. */
const SHORT = /(?<![\p{L}\p{N}])([PpXxQqHh]|T[TXP]|t[txp]|T[txp])(?:\.\s*|\s+)(?=[\p{Lu}\p{N}])/gu;
const BEFORE_FORM = new RegExp(`^${FORM}(?![\\p{L}])`, 'iu');

/** The forms of places written out: `P.Hàng Bạc` is `phường Hàng Bạc`. */
export const withFullForms = (text: string): string =>
  text.replace(SHORT, (all, short: string, at: number) =>
    BEFORE_FORM.test(text.slice(at + all.length)) ? all : `${FULL[short.toLowerCase()]} `,
  );

const NUMBERING =
  /^(?:[-–—•*+▪●]+\s*|\(?\d{1,3}[.)/]\s*(?!\d)|[a-zđ]\)\s*|\d{1,3}\s+(?=(?:các\s+)?(?:phường|xã|thị trấn)\s))/iu;
const GOES_ON = /(?:[,;+]|\s(?:và|của|các|là|phường|xã|thị trấn|thị|một|toàn|tự|diện|dân|quy))$/iu;
const BEGINS =
  /^(?:và\s+)?(?:các\s+)?(?:phường|xã|thị trấn|đặc khu|đảng bộ|đảng ủy|toàn bộ|một phần|1 phần|phần còn lại|phần diện tích|nguyên trạng)(?![\p{L}])/iu;

/**
 * A cell as one statement. A line that begins with a number, a dash or a place is a statement of its own; any other line was
 * only broken for want of room. Numbers and dashes at its beginning are taken off.
 */
export function asOneLine(cell: string): string {
  let whole = '';
  for (const raw of cell.normalize('NFC').split(/\r?\n|\u2028|\v/)) {
    const tidy = withFullForms(tidyText(raw));
    if (tidy === '') continue;
    const line = tidy.replace(NUMBERING, '');
    const isOwn = line !== tidy || BEGINS.test(line);
    if (whole === '') whole = line;
    else whole += isOwn && !GOES_ON.test(whole) ? `; ${line}` : ` ${line}`;
  }
  return whole;
}

/** A name without the remark behind it: `Phường Hoàn Kiếm (mới)`, `Phường Hoàn Kiếm*`. */
export const withoutRemark = (name: string): string =>
  tidyText(name.replace(/\s*(?:\([^)]*\)?|\[[^\]]*\]?)\s*/gu, ' ')).replace(/[\s*†,;:.–-]+$/u, '');

const GROUP = /^(?:các\s+)?(?:tổ|tdp|khu|thôn|xóm|ấp|phố|đường|ngõ|ngách|cụm|số)(?![\p{L}])/iu;

/** Whether a text tells residential groups or streets. */
export const tellsGroups = (text: string): boolean =>
  GROUP.test(text.replace(/^(?:gồm|bao gồm|thuộc|của|tại|từ)[\s:]*(?:các\s+)?/iu, ''));

/**
 * Residential groups and streets as people write them, each as a word of its own: `Các tổ dân phố 1, 2 và 5; phố Vọng` gives
 * `tổ dân phố 1`, `tổ dân phố 2`, `tổ dân phố 5`, `phố Vọng`; `từ 1 đến 5` is the range `1-5`.
 */
export function readGroups(text: string): string[] {
  const told = text
    .normalize('NFC')
    .replace(/(\d+)\s*(?:đến|tới|->|→|–|—)\s*(?:tổ\s*)?(\d+)/giu, '$1-$2')
    .replace(/\s+từ\s+(?=\d+-\d)/giu, ' ');
  const found: string[] = [];
  let kind = '';
  for (const raw of told.split(/[;,\n\r]|\s+và\s+/u)) {
    const piece = tidyText(raw).replace(
      /^(?:(?:gồm|bao gồm|thuộc|tại|từ|các|và|[-–•*+])(?=[\s:])[\s:]*|[-–•*+]\s*)+/iu,
      '',
    );
    if (piece === '') continue;
    const named = /^(\D*?)\s*(?:số\s+)?(\d+(?:-\d+)?\p{L}?)$/u.exec(piece);
    if (named && named[1] !== '') kind = named[1]!;
    else if (!named) kind = '';
    found.push(named && named[1] === '' && kind !== '' ? `${kind} ${named[2]}` : piece);
  }
  return found;
}

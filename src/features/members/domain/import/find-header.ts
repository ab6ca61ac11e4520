import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import type {
  ColumnGuess,
  GridCell,
  GridRow,
  GridSheet,
  ImportField,
  ImportMapping,
} from './import-types.ts';
import { type HeaderMatch, headerKey, matchHeader, matchStackedHeader } from './match-header.ts';
import { isNameLike } from './read-name.ts';

/** Titles, names of units and seals stand above the list; nobody writes more of them than this. */
const DEEPEST_HEADER = 80;

export type FoundHeader = {
  /** First and last row, as shown. */
  from: number;
  to: number;
  columns: ColumnGuess[];
  /** How much the sheet looks like a member list: recognised columns, then rows below. */
  score: number;
};

const textAt = (row: GridRow | undefined, column: number): string => tidyText(row?.cells[column]?.text ?? '');
const filled = (row: GridRow): number[] =>
  row.cells.flatMap((cell, column) => (cell.kind === 'empty' ? [] : [column]));
const letterOf = (index: number): string =>
  (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
const tells = new Set<ImportField>(['fullName', 'familyName', 'givenName']);

/** True for a row that may carry titles of columns: short texts, no figures but `(1)`. */
const isTitleRow = (row: GridRow): boolean =>
  filled(row).every((column) => {
    const cell = row.cells[column] as GridCell;
    return cell.kind === 'text' && cell.text.length <= 80 && !/\d{2}/.test(cell.text);
  });

/** True for the row of column numbers under a header: 1, 2, 3 … or (1), (2) … or A, B, 1, 2 … */
export function isColumnNumbers(row: GridRow): boolean {
  const marks = filled(row).map((column) => textAt(row, column).replace(/[()\s.]/g, ''));
  if (marks.length < 3) return false;
  const numbers = marks
    .filter((mark) => /^\d{1,2}(?:=.*)?$/.test(mark))
    .map((mark) => Number.parseInt(mark, 10));
  const letters = marks.filter((mark) => /^[A-Za-z]$/.test(mark)).length;
  if (numbers.length + letters < marks.length || numbers.length < 2)
    return numbers.length === 0 && letters >= 4;
  return (
    numbers[0]! <= 2 && numbers.every((value, at) => at === 0 || value === (numbers[at - 1] as number) + 1)
  );
}

/** The text above a column: its own, or that of the range or the empty titles it belongs to. */
function parentAt(sheet: GridSheet, row: GridRow, column: number): string {
  const own = textAt(row, column);
  if (own !== '') return own;
  const merge = sheet.merges.find(
    (range) =>
      range.fromRow <= row.number &&
      row.number <= range.toRow &&
      range.fromColumn <= column &&
      column <= range.toColumn,
  );
  if (merge) {
    const first = sheet.rows.find((other) => other.number === merge.fromRow);
    return textAt(first, merge.fromColumn);
  }
  if (sheet.merges.some((range) => range.fromRow === row.number && range.toColumn > range.fromColumn))
    return '';
  // A text file keeps no merges: a title stands over its first column and the others are empty.
  for (let left = column - 1; left >= 0; left -= 1) if (textAt(row, left) !== '') return textAt(row, left);
  return '';
}

/** The header of a sheet and the meaning of its columns, or null when nothing looks like a list of people. */
export function findHeader(sheet: GridSheet, mapping: ImportMapping = {}): FoundHeader | null {
  const told = mapping.headerRows;
  let best: { at: number; fields: number } | null = null;
  sheet.rows.slice(0, DEEPEST_HEADER).forEach((row, at) => {
    if (told ? row.number !== told.from : !isTitleRow(row)) return;
    const fields = new Set(
      row.cells.map((cell) => matchHeader(cell.text)?.field).filter((field) => field !== undefined),
    );
    const isNamed = [...fields].some((field) => tells.has(field));
    const score = fields.size + (isNamed ? 1 : 0);
    if ((told || (fields.size >= 2 && (isNamed || fields.size >= 3))) && score > (best?.fields ?? 0)) {
      best = { at, fields: score };
    }
    if (told && !best) best = { at, fields: score };
  });
  if (!best) return null;
  const { at: topAt } = best as { at: number };
  const top = sheet.rows[topAt] as GridRow;
  const isNameTitle = (text: string) => tells.has(matchHeader(text)?.field ?? 'note');
  const nameColumns = filled(top).filter((column) => isNameTitle(textAt(top, column)));

  // Rows under the top one belong to the header while they carry titles and not people.
  const band = [top];
  for (const row of sheet.rows.slice(topAt + 1, topAt + 4)) {
    if (told) {
      if (row.number <= told.to) band.push(row);
      continue;
    }
    if (!isTitleRow(row) || isColumnNumbers(row)) break;
    const isUnderNames = nameColumns.every((column) => {
      const text = textAt(row, column);
      return text === '' || matchHeader(text) !== null || /^(?:họ|tên)\b/iu.test(text);
    });
    const titles = filled(row).filter(
      (column) => matchStackedHeader(parentAt(sheet, top, column), textAt(row, column)) !== null,
    );
    const isGroupTitle = filled(row).length === 1 && titles.length === 0;
    if (!isUnderNames || isGroupTitle || titles.length === 0 || titles.length * 2 < filled(row).length) break;
    band.push(row);
  }
  const to = band[band.length - 1] as GridRow;
  const below = sheet.rows.slice(topAt + band.length).filter((row) => !isColumnNumbers(row));
  const width = Math.max(...sheet.rows.slice(topAt, topAt + 200).map((row) => row.cells.length));

  const columns: ColumnGuess[] = [];
  for (let index = 0; index < width; index += 1) {
    const own = band
      .slice(1)
      .map((row) => textAt(row, index))
      .filter((text) => text !== '');
    const child = own.join(' ');
    const parent = child === '' ? ownOrMerged(sheet, top, index) : parentAt(sheet, top, index);
    const header = [parent, child].filter((text) => text !== '').join(' / ');
    const match: HeaderMatch | null = header === '' ? null : matchStackedHeader(parent, child);
    columns.push({
      index,
      letter: letterOf(index),
      header,
      field: match?.field ?? null,
      confidence: match?.confidence ?? 'none',
      samples: samplesOf(below, index),
    });
  }
  splitNames(top, columns, below);
  settleDoubles(columns);
  for (const [index, field] of Object.entries(mapping.columns ?? {})) {
    const column = columns[Number(index)];
    if (column) Object.assign(column, { field, confidence: field === null ? 'none' : 'chosen' });
  }
  const recognised = columns.filter((column) => column.field !== null).length;
  if (
    !columns.some((column) => column.field !== null && tells.has(column.field)) &&
    !told &&
    !mapping.columns
  )
    return null;
  return {
    from: top.number,
    to: to.number,
    columns,
    score: recognised * 1_000 + Math.min(below.length, 999),
  };
}

/** Without a second header row only a real merge carries a title on to the next column. */
function ownOrMerged(sheet: GridSheet, row: GridRow, column: number): string {
  const own = textAt(row, column);
  if (own !== '') return own;
  const merge = sheet.merges.find(
    (range) =>
      range.fromRow <= row.number &&
      row.number <= range.toRow &&
      range.fromColumn < column &&
      column <= range.toColumn,
  );
  return merge ? textAt(row, merge.fromColumn) : '';
}

function samplesOf(rows: readonly GridRow[], column: number): string[] {
  const samples: string[] = [];
  for (const row of rows) {
    const text = textAt(row, column);
    if (text !== '' && !samples.includes(text)) samples.push(text);
    if (samples.length === 3) break;
  }
  return samples;
}

/** One title "Họ và tên" over two columns: surname and middle name, then the given name. */
function splitNames(top: GridRow, columns: ColumnGuess[], below: readonly GridRow[]): void {
  const at = columns.findIndex((column) => column.field === 'fullName');
  const first = columns[at];
  const second = columns[at + 1];
  if (!first || !second) return;
  const isUntitled = textAt(top, at + 1) === '' && (second.field === null || second.header === first.header);
  if (!isUntitled) return;
  const texts = below.slice(0, 200).map((row) => [textAt(row, at), textAt(row, at + 1)] as const);
  const both = texts.filter(([left, right]) => left !== '' && right !== '');
  const areGiven = both.filter(
    ([left, right]) => /^[\p{L}'’-]+(?: \p{L}+)?$/u.test(right) && isNameLike(`${left} ${right}`),
  );
  if (areGiven.length < 2 || areGiven.length * 2 < texts.length) {
    if (second.header === first.header && second.field === 'fullName')
      Object.assign(second, { field: null, confidence: 'none' });
    return;
  }
  Object.assign(first, { field: 'familyName', confidence: 'guess' });
  Object.assign(second, { field: 'givenName', confidence: 'guess', header: first.header });
}

/** A meaning belongs to one column: the surest, then the leftmost, keeps it. Notes and departures may be many. */
function settleDoubles(columns: ColumnGuess[]): void {
  const many = new Set<ImportField>(['note', 'left', 'exempt', 'temporary']);
  const holders = new Map<ImportField, ColumnGuess>();
  for (const column of columns) {
    if (column.field === null || many.has(column.field)) continue;
    const holder = holders.get(column.field);
    if (!holder) holders.set(column.field, column);
    else {
      const isSurer = column.confidence === 'sure' && holder.confidence !== 'sure';
      Object.assign(isSurer ? holder : column, { field: null, confidence: 'none' });
      if (isSurer) holders.set(column.field as ImportField, column);
    }
  }
  // "Tên" beside "Họ và tên" is the given name; the first of the two then holds the rest.
  const given = holders.get('givenName');
  const full = holders.get('fullName');
  if (
    given &&
    full &&
    !holders.has('familyName') &&
    !full.samples.every((text) => isNameLike(text) && text.split(' ').length > 2)
  ) {
    Object.assign(full, { field: 'familyName', confidence: 'guess' });
  }
  const female = holders.get('female');
  if (female && !holders.has('male') && female.confidence === 'likely') female.confidence = 'guess';
}

/** A row that repeats the header, as printed lists do on every page. */
export function repeatsHeader(row: GridRow, columns: readonly ColumnGuess[]): boolean {
  const cells = filled(row);
  // A row with figures is a person, and most rows are: the comparison below is spared for them.
  if (cells.length < 2 || cells.some((column) => /\d{2}/.test(row.cells[column]?.text ?? ''))) return false;
  const same = cells.filter((column) => {
    const titles = (columns[column]?.header ?? '').split(' / ').map(headerKey);
    return titles.includes(headerKey(textAt(row, column)));
  });
  return same.length >= 2 && same.length * 3 >= cells.length * 2;
}

const CLOSING =
  /^(?:tong (?:cong|so|hop)|(?:tong|cong)(?:$| trang| \d)|an dinh|danh sach (?:nay|co|gom)|nguoi lap|lap bieu|t ?m\b|thay mat|xac nhan|noi nhan|k ?t\b|.{0,40}ngay .{0,8}thang .{0,8}nam)/;

/** A row under the list: totals, place and date, signatures. */
export const closesList = (row: GridRow): boolean => {
  const cells = filled(row);
  return (
    cells.length <= 6 &&
    cells.some(
      (column) => CLOSING.test(headerKey(textAt(row, column))) && !/\d\d?[/.-]\d/.test(textAt(row, column)),
    )
  );
};

/** Whether a text means "nothing here": a dash, `không`, `0`. */
export const saysNothing = (text: string): boolean =>
  /^(?:[-–—./\s_…]*|khong(?: co)?|ko|k|0|false|chua)$/.test(withoutMarks(tidyText(text)));

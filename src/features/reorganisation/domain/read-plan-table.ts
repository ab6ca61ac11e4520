import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import { readOldUnits } from './read-old-units.ts';

/** One line of a conversion table: an old unit, or a part of it, and what it becomes. */
export type TableRow = {
  /** As the spreadsheet program shows it. */
  row: number;
  oldCode: string | null;
  oldName: string | null;
  newCode: string | null;
  newName: string | null;
  /** The code of the unit above the new one, when the table tells it. */
  newParent: string | null;
  /** Percent of the old unit; null when only whole or part is told. */
  share: number | null;
  /** Whole when the table says so, or when it says nothing and names the old unit once. */
  isWhole: boolean;
  /** The part that is left when the others have gone: `phần còn lại`. */
  isRest: boolean;
  /** The district in which the old unit lies: in brackets behind it, or the group row above. */
  under: string | null;
  /** Groups or streets of a part. */
  words: string[];
};

type Field = 'oldCode' | 'oldName' | 'newCode' | 'newName' | 'newParent' | 'share' | 'words';
export type TableSheet = {
  rows: { number: number; cells: { text: string }[] }[];
  merges: { fromRow: number; toRow: number; fromColumn: number; toColumn: number }[];
};
export type TableRefusal = Refusal<'reorganisation.no-table' | 'reorganisation.table-empty'>;

const key = (text: string): string =>
  withoutMarks(text)
    .replace(/[^a-z0-9%]+/g, ' ')
    .trim();

const OLD = /\b(cu|truoc|old|before|hien tai|hien trang)\b/;
const NEW = /\b(moi|sau|new|after)\b/;

/** What the titles of a column, read from top to bottom, say about it. */
function fieldOf(title: string): Field | undefined {
  const text = key(title);
  if (text === '') return undefined;
  if (/\b(to dan pho|thon|duong|street|group|pham vi|dia ban)\b/.test(text)) return 'words';
  if (/\b(ty le|share|phan|toan bo|whole|pham vi|%)\b|%/.test(text)) return 'share';
  const isNew = NEW.test(text);
  const isOld = OLD.test(text);
  if (isNew === isOld) return undefined;
  if (isNew && /\b(cap tren|parent|truc thuoc)\b/.test(text)) return 'newParent';
  if (/\b(ma|code|ma so)\b/.test(text)) return isNew ? 'newCode' : 'oldCode';
  if (/\b(ten|name|don vi|dvhc|unit|xa|phuong|to chuc)\b/.test(text)) return isNew ? 'newName' : 'oldName';
  return undefined;
}

const DEEPEST_HEADER = 30;

/** The text of a cell; inside a merged range that of its first cell. */
function reader(sheet: TableSheet) {
  const rowOf = new Map(sheet.rows.map((row) => [row.number, row]));
  return (row: number, column: number): string => {
    const merge = sheet.merges.find(
      (each) =>
        each.fromRow <= row && row <= each.toRow && each.fromColumn <= column && column <= each.toColumn,
    );
    const cell = merge ? rowOf.get(merge.fromRow)?.cells[merge.fromColumn] : rowOf.get(row)?.cells[column];
    return tidyText(cell?.text ?? '');
  };
}

type Header = { columns: Map<Field, number>; lastRow: number };

/** One, two or three rows of titles; a title over several columns belongs to each of them, merged or not. */
function findHeader(sheet: TableSheet): Header | undefined {
  const textAt = reader(sheet);
  const width = Math.max(0, ...sheet.rows.map((row) => row.cells.length));
  let best: Header | undefined;
  const first = sheet.rows.slice(0, DEEPEST_HEADER);
  for (const [at] of first.entries())
    for (const height of [1, 2, 3]) {
      const rows = first.slice(at, at + height);
      if (rows.length < height) continue;
      const columns = new Map<Field, number>();
      const above: string[] = rows.map(() => '');
      for (let column = 0; column < width; column += 1) {
        const titles = rows.map((row, depth) => {
          const own = textAt(row.number, column);
          // An upper title without a merge still stands over the empty cells to its right.
          if (own !== '') above[depth] = own;
          return own === '' && depth < rows.length - 1 ? above[depth] : own;
        });
        const field = fieldOf(titles.join(' '));
        if (field !== undefined && !columns.has(field)) columns.set(field, column);
      }
      const knowsBoth =
        (columns.has('oldCode') || columns.has('oldName')) &&
        (columns.has('newCode') || columns.has('newName'));
      if (knowsBoth && columns.size > (best?.columns.size ?? 0))
        best = { columns, lastRow: rows.at(-1)!.number };
    }
  return best;
}

/** The district that a group row names, when it says nothing else beside a running number. */
function districtOf(texts: readonly string[]): string | undefined {
  const said = texts.filter((text) => !/^\(?[\dIVXLC]{1,6}[.)]?$/.test(text));
  if (said.length !== 1) return undefined;
  const name = said[0]!.replace(/^[\dIVXLC]{1,6}[.)]\s*/, '');
  return /^(quận|huyện|thị xã)\s+/iu.test(name) && !/[;,]/.test(name) ? name : undefined;
}

/** `toàn bộ`, `một phần`, `35%`, `0,35`, `1`. */
function readShare(text: string): { share: number | null; isWhole: boolean } | undefined {
  const said = key(text);
  if (said === '') return undefined;
  if (/\b(toan bo|nguyen trang|whole|all|100 ?%|100)\b|100%/.test(said))
    return { share: null, isWhole: true };
  const number = /(\d+(?:[.,]\d+)?)\s*(%)?/.exec(text);
  if (number) {
    const value = Number(number[1]!.replace(',', '.'));
    const share = number[2] === undefined && value <= 1 ? value * 100 : value;
    return share >= 100 ? { share: null, isWhole: true } : { share, isWhole: false };
  }
  return /\b(phan|part|con lai)\b/.test(said) ? { share: null, isWhole: false } : undefined;
}

/**
 * A conversion table as it is: plain, or the official one with titles over two rows, group rows between, running numbers,
 * and cells that are left empty where they repeat what stands above. Errors: `reorganisation.no-table`,
 * `reorganisation.table-empty`.
 */
export function readPlanTable(sheet: TableSheet): Result<TableRow[], TableRefusal> {
  const header = findHeader(sheet);
  if (!header) return refuse({ code: 'reorganisation.no-table', field: 'file' });
  const textAt = reader(sheet);
  const textOfRow = (row: number): string[] => {
    const width = sheet.rows.find((each) => each.number === row)?.cells.length ?? 0;
    return [
      ...new Set(
        Array.from({ length: width }, (_, column) => textAt(row, column)).filter((text) => text !== ''),
      ),
    ];
  };
  const read: (Omit<TableRow, 'isWhole'> & { isWhole: boolean | undefined })[] = [];
  let district: string | null = null;
  for (const { number: row } of sheet.rows.filter((each) => each.number > header.lastRow)) {
    const cell = (field: Field): string | null => {
      const column = header.columns.get(field);
      const text = column === undefined ? '' : textAt(row, column);
      return text === '' ? null : text;
    };
    const [oldCode, oldName, newCode, newName] = [
      cell('oldCode'),
      cell('oldName'),
      cell('newCode'),
      cell('newName'),
    ];
    // A group row names a district in its first cell that says anything: `I. QUẬN BA ĐÌNH`.
    const group = districtOf(textOfRow(row));
    if (group !== undefined && (newName === null || newName === oldName)) {
      district = group;
      continue;
    }
    const hasOld = oldCode !== null || oldName !== null;
    const hasNew = newCode !== null || newName !== null;
    // A group row names a district and nothing else; a row of column numbers names no unit.
    if (!hasOld && !hasNew) continue;
    if ([oldCode, oldName, newCode, newName].every((text) => text === null || /^\(?\d\)?$/.test(text)))
      continue;
    if (!hasNew && (oldCode === null || oldName === null) && read.length === 0) continue;
    const last = read.at(-1);
    if ((!hasOld || !hasNew) && !last) continue;
    const isGroup =
      !hasNew &&
      header.columns.has('oldCode') &&
      oldCode === null &&
      !/\b(phuong|xa|thi tran)\b/.test(key(oldName ?? ''));
    if (isGroup) continue;
    const share = readShare(cell('share') ?? '');
    const words = (cell('words') ?? '')
      .split(/[;,\n]/)
      .map((word) => tidyText(word))
      .filter(Boolean);
    const named =
      hasOld && oldName !== null
        ? readOldUnits(oldName)
        : [{ name: hasOld ? null : last!.oldName, scope: undefined, under: null }];
    for (const { name, scope, under } of named)
      read.push({
        row,
        // A code stands for one unit: a sentence that names several has to be told apart by their names.
        oldCode: named.length > 1 ? null : hasOld ? oldCode : last!.oldCode,
        oldName: name,
        newCode: hasNew ? newCode : last!.newCode,
        newName: hasNew ? newName : last!.newName,
        newParent: cell('newParent') ?? (hasNew ? null : last!.newParent),
        share: share?.share ?? null,
        isWhole: share?.isWhole ?? (scope === undefined ? undefined : scope === 'whole'),
        isRest: scope === 'rest' || /\bcon lai\b/.test(key(cell('share') ?? '')),
        under: under ?? district,
        words,
      });
  }
  if (read.length === 0) return refuse({ code: 'reorganisation.table-empty', field: 'file' });
  const times = new Map<string, number>();
  const oldKey = (each: { oldCode: string | null; oldName: string | null }) =>
    each.oldCode ?? key(each.oldName ?? '');
  for (const each of read) times.set(oldKey(each), (times.get(oldKey(each)) ?? 0) + 1);
  return ok(read.map((each) => ({ ...each, isWhole: each.isWhole ?? times.get(oldKey(each)) === 1 })));
}

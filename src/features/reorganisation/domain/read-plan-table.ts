import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import { asOneLine, readGroups, tellsGroups, withFullForms, withoutRemark } from './place-words.ts';
import { readActSentence } from './read-act-sentence.ts';
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
  /** Whether the row itself says whole or part. */
  saysHowMuch: boolean;
  /** The part that is left when the others have gone: `phần còn lại`. */
  isRest: boolean;
  /** The district in which the old unit lies: in brackets behind it, or the group row above. */
  under: string | null;
  /** Groups or streets of a part. */
  words: string[];
  /** What the row says about area and population of the old and of the new unit, as it is written. */
  figures: Figures;
};

/** Figures as they stand in the cells, with the titles of their columns, which may name the unit. */
export type Figures = Partial<Record<FigureField, { text: string; title: string }>>;

const FIGURE_FIELDS = ['oldArea', 'oldPeople', 'newArea', 'newPeople'] as const;
type FigureField = (typeof FIGURE_FIELDS)[number];
type Field =
  | 'oldCode'
  | 'oldName'
  | 'newCode'
  | 'newName'
  | 'newParent'
  | 'share'
  | 'words'
  | 'sentence'
  | FigureField;
export type TableSheet = {
  rows: { number: number; cells: { text: string }[] }[];
  merges: { fromRow: number; toRow: number; fromColumn: number; toColumn: number }[];
};
export type TableRefusal = Refusal<'reorganisation.no-table' | 'reorganisation.table-empty'>;

const key = (text: string): string =>
  withoutMarks(text)
    .replace(/[^a-z0-9%]+/g, ' ')
    .trim();

const OLD =
  /\b(cu|truoc|old|before|hien tai|hien trang|hien co|hien huu|tren co so|(sap nhap|hinh thanh|thanh lap|sap xep|nhap|hop nhat) tu|(duoc|bi|thuc hien|phai|thuoc dien) (sap xep|sap nhap|nhap)|(dvhc|don vi|don vi hanh chinh|xa|phuong)( cap xa)? (sap nhap|nhap|hop nhat|sap xep|thanh phan))\b/;
const NEW = /\b(moi|sau|new|after|hinh thanh|thanh lap|ten goi|dat ten|tiep nhan)\b/;

const isArea = (text: string) => /\b(dien tich|area|km2|ha)\b/.test(text) || /\bkm ?2\b/.test(text);
const isPeople = (text: string) => /\b(dan so|population|nhan khau|so dan)\b/.test(text);

/** What the titles of a column, read from top to bottom, say about it. `side`: what the columns to its left are about. */
function fieldOf(title: string, side: 'old' | 'new' | undefined): Field | undefined {
  const text = key(title);
  if (text === '') return undefined;
  if (/^(phuong an|noi dung)( sap xep| thuc hien)?$/.test(text)) return 'sentence';
  if (/\b(to dan pho|thon|duong|street|group|dia ban)\b/.test(text)) return 'words';
  const before = OLD.test(text);
  // `sắp xếp từ các xã, phường` is about the old ones although it says `hình thành`.
  const isOld = before;
  const isNew =
    NEW.test(text) && !(before && !/\b(cu|old|before|truoc)\b/.test(text) && !/\b(moi|sau)\b/.test(text));
  if (isArea(text) || isPeople(text)) {
    // Shares of the standard are no figures.
    if (/\b(ty le|so voi|tieu chuan|dat)\b|%/.test(text)) return undefined;
    const about = isOld === isNew ? side : isOld ? 'old' : 'new';
    if (about === undefined) return undefined;
    return isPeople(text)
      ? about === 'old'
        ? 'oldPeople'
        : 'newPeople'
      : about === 'old'
        ? 'oldArea'
        : 'newArea';
  }
  if (/\b(ty le|share|phan|toan bo|whole|pham vi|%)\b|%/.test(text)) return 'share';
  if (isNew === isOld) return undefined;
  if (isNew && /\b(cap tren|parent|truc thuoc)\b/.test(text)) return 'newParent';
  if (/\b(ma|code|ma so)\b/.test(text)) return isNew ? 'newCode' : 'oldCode';
  if (/\b(tru so|noi dat|loai|ghi chu|stt|so luong|note)\b/.test(text)) return undefined;
  if (/\b(ten|name|don vi|dvhc|unit|xa|phuong|to chuc|sap nhap|sap xep)\b/.test(text))
    return isNew ? 'newName' : 'oldName';
  return undefined;
}

const DEEPEST_HEADER = 30;

/** The text of a cell, with its lines; inside a merged range that of its first cell. */
function rawReader(sheet: TableSheet) {
  const rowOf = new Map(sheet.rows.map((row) => [row.number, row]));
  return (row: number, column: number): string => {
    const merge = sheet.merges.find(
      (each) =>
        each.fromRow <= row && row <= each.toRow && each.fromColumn <= column && column <= each.toColumn,
    );
    const cell = merge ? rowOf.get(merge.fromRow)?.cells[merge.fromColumn] : rowOf.get(row)?.cells[column];
    return cell?.text ?? '';
  };
}

function reader(sheet: TableSheet) {
  const rawAt = rawReader(sheet);
  return (row: number, column: number): string => tidyText(rawAt(row, column));
}

type Header = {
  columns: Map<Field, number>;
  /** The titles over each column. */
  titles: Map<number, string>;
  /** What stands in each row of titles: they may come again at the head of a page. */
  rows: ReadonlySet<string>[];
  lastRow: number;
};

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
      const all = new Map<number, string>();
      const above: string[] = rows.map(() => '');
      let side: 'old' | 'new' | undefined;
      for (let column = 0; column < width; column += 1) {
        const titles = rows.map((row, depth) => {
          const own = textAt(row.number, column);
          // An upper title without a merge still stands over the empty cells to its right.
          if (own !== '') above[depth] = own;
          return own === '' && depth < rows.length - 1 ? above[depth] : own;
        });
        const field = fieldOf(titles.join(' '), side);
        if (field === undefined || columns.has(field)) continue;
        columns.set(field, column);
        all.set(column, titles.join(' '));
        side = field.startsWith('old') ? 'old' : field.startsWith('new') ? 'new' : side;
      }
      const knowsBoth =
        columns.has('sentence') ||
        ((columns.has('oldCode') || columns.has('oldName')) &&
          (columns.has('newCode') || columns.has('newName')));
      if (knowsBoth && columns.size > (best?.columns.size ?? 0))
        best = {
          columns,
          titles: all,
          rows: rows.map(
            ({ number, cells }) =>
              new Set(cells.map((_, column) => key(textAt(number, column))).filter((text) => text !== '')),
          ),
          lastRow: rows.at(-1)!.number,
        };
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
  const number =
    /^[^\p{L}]*?(\d+(?:[.,]\d+)?)\s*(%)?[^\p{L}\d]*$/u.exec(text) ?? /(\d+(?:[.,]\d+)?)\s*(%)/u.exec(text);
  if (number) {
    const value = Number(number[1]!.replace(',', '.'));
    const share = number[2] === undefined && value <= 1 ? value * 100 : value;
    return share >= 100 ? { share: null, isWhole: true } : { share, isWhole: false };
  }
  return /\b(phan|part|con lai)\b/.test(said) ? { share: null, isWhole: false } : undefined;
}

/** Rows of sums and remarks name no unit. */
const SUM = /^(?:tổng cộng|tổng số|toàn thành phố|total)(?![\p{L}])|^(?:tổng|cộng)\s*:?$/iu;
const REMARK = /^(?:ghi chú|nguồn|lưu ý|chú thích|khu vực|thành phố hà nội|note)(?![\p{L}])|^\(?\*/iu;
const isAside = (texts: readonly string[]): boolean => {
  const said = texts.filter((text) => !/^\(?[\dIVXLC]{1,6}[.)]?$/.test(text));
  const [only] = said;
  return (
    said.some((text) => SUM.test(text)) ||
    (said.length === 1 && REMARK.test(only!.replace(/^(?:[\dIVXLC]{1,6}|[A-Z])[.)]\s*/, '')))
  );
};

type Read = Omit<TableRow, 'isWhole' | 'saysHowMuch'> & { isWhole: boolean | undefined };

/** Whole when a row says so, or when it says nothing and the table names the old unit once. */
function withWholes(read: readonly Read[]): TableRow[] {
  const times = new Map<string, number>();
  const oldKey = (each: { oldCode: string | null; oldName: string | null }) =>
    each.oldCode ?? key(each.oldName ?? '');
  for (const each of read) times.set(oldKey(each), (times.get(oldKey(each)) ?? 0) + 1);
  return read.map((each) => ({
    ...each,
    saysHowMuch: each.isWhole !== undefined,
    isWhole: each.isWhole ?? times.get(oldKey(each)) === 1,
  }));
}

const newNameOf = (text: string): string => {
  const told = withFullForms(asOneLine(text));
  if (!/^(?:phường|xã|thị trấn|đặc khu)\s/iu.test(told)) return told;
  const name = withoutRemark(told);
  // `Phường mới Hoàn Kiếm` is the ward of that name.
  return name
    .replace(/^(phường|xã|thị trấn|đặc khu)\s+mới\s+(?=\p{Lu})/iu, '$1 ')
    .replace(/^./u, (first) => first.toLocaleUpperCase('vi-VN'));
};

/** What a clause of the act says, as rows of the table. */
function rowsOfSentence(text: string, row: number, under: string | null): Read[] {
  const said = readActSentence(text);
  if (!said) return [];
  const figures: Figures = {
    ...(said.km2 ? { newArea: { text: said.km2, title: '' } } : {}),
    ...(said.people ? { newPeople: { text: said.people, title: '' } } : {}),
  };
  return readOldUnits(said.olds).map((old) => ({
    row,
    oldCode: null,
    oldName: old.name,
    newCode: null,
    newName: said.newName,
    newParent: null,
    share: null,
    isWhole: old.scope === undefined ? undefined : old.scope === 'whole',
    isRest: old.scope === 'rest',
    under: old.under ?? under,
    words: old.words,
    figures,
  }));
}

/** A sheet without titles that holds the clauses of an act, one in a cell, or one in a line that was cut at its commas. */
function clausesOf(sheet: TableSheet): Read[] {
  return sheet.rows.flatMap(({ number, cells }) => {
    const apart = cells.flatMap(({ text }) => rowsOfSentence(text, number, null));
    const whole = cells.map(({ text }) => text.trim()).filter((text) => text !== '');
    return apart.length > 0 || whole.length < 2 ? apart : rowsOfSentence(whole.join(','), number, null);
  });
}

/**
 * A conversion table as it is: plain, or the official one with titles over two rows, group rows between, running numbers,
 * and cells that are left empty where they repeat what stands above; or the clauses of the act itself, one in a row. Errors:
 * `reorganisation.no-table`, `reorganisation.table-empty`.
 */
export function readPlanTable(sheet: TableSheet): Result<TableRow[], TableRefusal> {
  const header = findHeader(sheet);
  if (!header) {
    const clauses = clausesOf(sheet);
    return clauses.length > 0
      ? ok(withWholes(clauses))
      : refuse({ code: 'reorganisation.no-table', field: 'file' });
  }
  const textAt = reader(sheet);
  const rawAt = rawReader(sheet);
  const textsOfRow = (row: number): string[] => {
    const width = sheet.rows.find((each) => each.number === row)?.cells.length ?? 0;
    return [
      ...new Set(
        Array.from({ length: width }, (_, column) => textAt(row, column)).filter((text) => text !== ''),
      ),
    ];
  };
  const read: Read[] = [];
  let district: string | null = null;
  for (const { number: row } of sheet.rows.filter((each) => each.number > header.lastRow)) {
    const cell = (field: Field): string | null => {
      const column = header.columns.get(field);
      const text = column === undefined ? '' : textAt(row, column);
      return /^[-–—\s]*$/.test(text) ? null : text;
    };
    const raw = (field: Field): string => {
      const column = header.columns.get(field);
      return column === undefined ? '' : rawAt(row, column);
    };
    const texts = textsOfRow(row);
    // Titles that come again at the head of a page.
    if (texts.length > 1 && header.rows.some((titles) => texts.every((text) => titles.has(key(text)))))
      continue;
    const [oldCode, oldName, newCode, newName] = [
      cell('oldCode')?.replace(/^'|\s+/g, '') ?? null,
      cell('oldName'),
      cell('newCode')?.replace(/^'|\s+/g, '') ?? null,
      cell('newName'),
    ];
    // A group row names a district in its first cell that says anything: `I. QUẬN BA ĐÌNH`.
    const group = districtOf(texts);
    if (group !== undefined && (newName === null || newName === oldName)) {
      district = group;
      continue;
    }
    if (isAside(texts)) continue;
    if (header.columns.has('sentence')) {
      const clause = rowsOfSentence(raw('sentence'), row, district);
      if (clause.length > 0) {
        read.push(...clause.map((each) => ({ ...each, newCode: newCode ?? each.newCode })));
        continue;
      }
    }
    const hasOld = oldCode !== null || oldName !== null;
    const hasNew = newCode !== null || newName !== null;
    // A group row names a district and nothing else; a row of column numbers names no unit.
    if (!hasOld && !hasNew) continue;
    if (
      [oldCode, oldName, newCode, newName].every(
        (text) => text === null || /^\(?\d{1,2}\)?(?:\s*=.*)?$/.test(text),
      )
    )
      continue;
    if (!hasNew && (oldCode === null || oldName === null) && read.length === 0) continue;
    const last = read.at(-1);
    if ((!hasOld || !hasNew) && !last) continue;
    const isGroup =
      !hasNew &&
      header.columns.has('oldCode') &&
      oldCode === null &&
      !/\b(phuong|xa|thi tran)\b/.test(key(withFullForms(oldName ?? '')));
    if (isGroup) continue;
    const share = readShare(cell('share') ?? '');
    const groups = [raw('words'), share === undefined || tellsGroups(cell('share') ?? '') ? raw('share') : '']
      .filter((text) => text !== '' && readShare(tidyText(text))?.isWhole !== true)
      .flatMap(readGroups)
      .filter((words) => !/^(?:một phần|phần còn lại|toàn bộ)$/iu.test(words));
    // The whole clause of the act may stand in the column of the old ones.
    const clause = hasOld && oldName !== null ? readActSentence(raw('oldName')) : undefined;
    const named =
      hasOld && oldName !== null
        ? readOldUnits(clause?.olds ?? raw('oldName'))
        : [{ name: hasOld ? null : last!.oldName, scope: undefined, under: null, words: [] }];
    const figures: Figures = {};
    for (const field of FIGURE_FIELDS) {
      const text = cell(field);
      if (text !== null)
        figures[field] = { text, title: header.titles.get(header.columns.get(field)!) ?? '' };
    }
    const becomes = hasNew
      ? newName === null
        ? null
        : newNameOf(raw('newName'))
      : (clause?.newName ?? last?.newName ?? null);
    for (const { name, scope, under, words } of named)
      read.push({
        row,
        // A code stands for one unit: a sentence that names several has to be told apart by their names.
        oldCode: named.length > 1 ? null : hasOld ? oldCode : last!.oldCode,
        oldName: name,
        // The name may be merged over rows of which only the first has the code.
        newCode:
          newCode ??
          (hasNew ? (last && last.newName === becomes ? last.newCode : null) : clause ? null : last!.newCode),
        newName: becomes,
        newParent: cell('newParent') ?? (hasNew ? null : (last?.newParent ?? null)),
        share: share?.share ?? null,
        isWhole: share?.isWhole ?? (scope === undefined ? undefined : scope === 'whole'),
        isRest: scope === 'rest' || /\bcon lai\b/.test(key(cell('share') ?? '')),
        under: under ?? (/\b(phuong|xa|thi tran)\b/.test(key(name ?? '')) ? district : null),
        words: [...groups, ...words],
        figures,
      });
  }
  if (read.length === 0) return refuse({ code: 'reorganisation.table-empty', field: 'file' });
  return ok(withWholes(read));
}

import { writeXlsx } from 'hucre/xlsx';
import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';

/** How a number is shown: a share of one as percent, or with up to two decimals. */
export type NumberLook = 'percent' | 'decimal';

/**
 * A cell that is worked out anew when somebody edits what it is made of. `value` is what it is now: programs show it
 * until they calculate, and the `.csv` holds it. Cells are named as in the sheet, whose first row is the header.
 */
export type Formula = { formula: string; value: number | null; look?: NumberLook };

/** A value to write. Texts are written as texts, whatever they look like. */
export type TableValue = string | number | null | { date: CivilDate } | Formula;

export type TableColumn = {
  header: string;
  /** In characters; a fitting width is chosen when absent. */
  width?: number;
};

export type TableToWrite = {
  sheetName: string;
  columns: readonly TableColumn[];
  rows: readonly (readonly TableValue[])[];
  /** So many last rows are totals and stand in bold. */
  totals?: number;
  /** Columns that stay in sight when one scrolls to the side. */
  fixedColumns?: number;
};

const LOOKS: Record<NumberLook, string> = { percent: '0.0%', decimal: '0.##' };

/**
 * The bytes of a table as `.xlsx` or `.csv`. Dates are real dates shown `dd/mm/yyyy` (text in `.csv`); codes with
 * leading zeros stay texts. The `.csv` is UTF-8 with a mark, so that Excel shows Vietnamese rightly.
 */
export async function writeTable(table: TableToWrite, format: 'xlsx' | 'csv'): Promise<Uint8Array> {
  return format === 'xlsx' ? writeTables([table]) : new TextEncoder().encode(writeText(table));
}

/** The bytes of an `.xlsx` with a sheet for each table. */
export const writeTables = (tables: readonly TableToWrite[]): Promise<Uint8Array> =>
  writeXlsx({ sheets: tables.map(sheetOf) });

type WrittenCell = {
  formula?: string;
  formulaResult?: number | string;
  style?: { numFmt?: string; font?: { bold: boolean } };
};

function sheetOf(table: TableToWrite) {
  const cells = new Map<string, WrittenCell>();
  table.columns.forEach((_, column) => {
    cells.set(`0,${column}`, { style: { font: { bold: true } } });
  });
  const firstTotal = table.rows.length - (table.totals ?? 0);
  const rows = table.rows.map((row, at) =>
    row.map((value, column) => {
      const bold = at >= firstTotal ? { font: { bold: true } } : {};
      const put = (cell: WrittenCell) => cells.set(`${at + 1},${column}`, cell);
      if (value === null || typeof value !== 'object') {
        if (at >= firstTotal) put({ style: bold });
        return value;
      }
      if ('date' in value) {
        put({ style: { numFmt: 'dd/mm/yyyy', ...bold } });
        return new Date(`${value.date}T00:00:00Z`);
      }
      put({
        formula: value.formula,
        formulaResult: value.value ?? '',
        style: { ...(value.look ? { numFmt: LOOKS[value.look] } : {}), ...bold },
      });
      return null;
    }),
  );
  const fitting = (column: number) =>
    Math.min(
      50,
      Math.max(
        8,
        ...[
          table.columns[column]?.header ?? '',
          ...table.rows.slice(0, 200).map((row) => shown(row[column])),
        ].map((text) => text.length + 2),
      ),
    );
  return {
    name: sheetName(table.sheetName),
    columns: table.columns.map((column, at) => ({ width: column.width ?? fitting(at) })),
    rows: [table.columns.map((column) => column.header), ...rows],
    cells,
    freezePane: { rows: 1, ...(table.fixedColumns ? { columns: table.fixedColumns } : {}) },
  };
}

/** Excel allows 31 signs and none of `[ ] : * ? / \`. */
const sheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\]/g, ' ')
    .slice(0, 31)
    .trim() || 'Sheet1';

const shown = (value: TableValue | undefined): string => {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if ('date' in value) return formatCivilDate(value.date);
  if (value.value === null) return '';
  const [factor, decimals] = value.look === 'percent' ? [100, 1] : [1, 2];
  return String(Math.round(value.value * factor * 10 ** decimals) / 10 ** decimals);
};

function writeText(table: TableToWrite): string {
  const lines = [table.columns.map((column) => column.header), ...table.rows].map((row) =>
    row.map((value) => quote(typeof value === 'string' ? defuse(value) : shown(value))).join(','),
  );
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/** A spreadsheet program runs a text that starts like a formula; an apostrophe in front keeps it a text. */
const defuse = (text: string): string => (/^(?:\s*[=+\-@＝＋－＠]|[\t\r])/.test(text) ? `'${text}` : text);

const quote = (text: string): string => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

import { writeXlsx } from 'hucre/xlsx';
import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';

/** A value to write. Texts are written as texts, whatever they look like. */
export type TableValue = string | number | null | { date: CivilDate };

export type TableColumn = {
  header: string;
  /** In characters; a fitting width is chosen when absent. */
  width?: number;
};

export type TableToWrite = {
  sheetName: string;
  columns: readonly TableColumn[];
  rows: readonly (readonly TableValue[])[];
};

/**
 * The bytes of a table as `.xlsx` or `.csv`. Dates are real dates shown `dd/mm/yyyy` (text in `.csv`); codes with
 * leading zeros stay texts. The `.csv` is UTF-8 with a mark, so that Excel shows Vietnamese rightly.
 */
export async function writeTable(table: TableToWrite, format: 'xlsx' | 'csv'): Promise<Uint8Array> {
  return format === 'xlsx' ? writeWorkbook(table) : new TextEncoder().encode(writeText(table));
}

async function writeWorkbook(table: TableToWrite): Promise<Uint8Array> {
  const cells = new Map<string, { style: { numFmt?: string; font?: { bold: boolean } } }>();
  table.columns.forEach((_, column) => {
    cells.set(`0,${column}`, { style: { font: { bold: true } } });
  });
  const rows = table.rows.map((row, at) =>
    row.map((value, column) => {
      if (value === null || typeof value !== 'object') return value;
      cells.set(`${at + 1},${column}`, { style: { numFmt: 'dd/mm/yyyy' } });
      return new Date(`${value.date}T00:00:00Z`);
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
  return writeXlsx({
    sheets: [
      {
        name: sheetName(table.sheetName),
        columns: table.columns.map((column, at) => ({ width: column.width ?? fitting(at) })),
        rows: [table.columns.map((column) => column.header), ...rows],
        cells,
        freezePane: { rows: 1 },
      },
    ],
  });
}

/** Excel allows 31 signs and none of `[ ] : * ? / \`. */
const sheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\]/g, ' ')
    .slice(0, 31)
    .trim() || 'Sheet1';

const shown = (value: TableValue | undefined): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? formatCivilDate(value.date) : String(value);
};

function writeText(table: TableToWrite): string {
  const lines = [table.columns.map((column) => column.header), ...table.rows].map((row) =>
    row.map((value) => quote(typeof value === 'string' ? defuse(value) : shown(value))).join(','),
  );
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/** A spreadsheet program runs a text that starts like a formula; an apostrophe in front keeps it a text. */
const defuse = (text: string): string => (/^(?:\s*[=+\-@]|[\t\r])/.test(text) ? `'${text}` : text);

const quote = (text: string): string => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

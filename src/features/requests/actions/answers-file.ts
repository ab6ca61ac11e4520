import { civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import { FileAnswer } from '#platform/http/handle.ts';
import { columnLetter } from '#platform/spreadsheet/grid.ts';
import { type TableValue, writeTable } from '#platform/spreadsheet/write-table.ts';
import type { AnswerRow, RequestField } from '../contract.ts';

const WORDS = {
  vi: {
    code: 'Mã số',
    unit: 'Đơn vị',
    state: 'Tình trạng',
    answered: (day: string) => `Trả lời ${day}`,
    late: 'Quá hạn',
    open: 'Chưa trả lời',
    yes: 'Có',
    no: 'Không',
    total: 'Cộng',
    sheet: 'Trả lời',
  },
  en: {
    code: 'Code',
    unit: 'Unit',
    state: 'State',
    answered: (day: string) => `Answered ${day}`,
    late: 'Late',
    open: 'Not answered',
    yes: 'Yes',
    no: 'No',
    total: 'Total',
    sheet: 'Answers',
  },
} as const;

/** Code, unit and state stand before the fields. */
const NAMES = 3;

/** The answers as a table: a row for each unit, numbers added up by a formula. */
export async function answersFile(
  view: { title: string; fields: readonly RequestField[]; rows: readonly AnswerRow[] },
  format: 'xlsx' | 'csv',
  language: 'vi' | 'en',
): Promise<FileAnswer> {
  const words = WORDS[language];
  const cellOf = (value: AnswerRow['values'][number], field: RequestField): TableValue => {
    if (value === null) return null;
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    return field.type === 'date' ? { date: String(value) } : value;
  };
  const rows: TableValue[][] = view.rows.map((row) => [
    row.code,
    row.name,
    row.answeredAt
      ? words.answered(formatCivilDate(civilDateAt(Date.parse(row.answeredAt))))
      : row.isLate
        ? words.late
        : words.open,
    ...view.fields.map((field, at) => cellOf(row.values[at] ?? null, field)),
  ]);
  const hasTotals = rows.length > 0 && view.fields.some((field) => field.type === 'number');
  if (hasTotals)
    rows.push([
      null,
      words.total,
      null,
      ...view.fields.map((field, at): TableValue => {
        if (field.type !== 'number') return null;
        const letter = columnLetter(NAMES + at);
        const sum = view.rows.reduce((total, row) => total + Number(row.values[at] ?? 0), 0);
        return { formula: `SUM(${letter}2:${letter}${view.rows.length + 1})`, value: sum };
      }),
    ]);
  const bytes = await writeTable(
    {
      sheetName: words.sheet,
      columns: [
        { header: words.code, width: 14 },
        { header: words.unit, width: 36 },
        { header: words.state, width: 22 },
        ...view.fields.map((field) => ({ header: field.label, width: Math.min(40, field.label.length + 4) })),
      ],
      rows,
      totals: hasTotals ? 1 : 0,
      fixedColumns: 2,
    },
    format,
  );
  return new FileAnswer(
    bytes,
    format === 'xlsx'
      ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      : 'text/csv; charset=utf-8',
    `${view.title.slice(0, 80)}.${format}`,
  );
}

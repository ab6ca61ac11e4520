import { kindWords, type UnitKind } from '#features/units/contract.ts';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { FileAnswer } from '#platform/http/handle.ts';
import { columnLetter } from '#platform/spreadsheet/grid.ts';
import {
  type Formula,
  type TableToWrite,
  type TableValue,
  writeTable,
  writeTables,
} from '#platform/spreadsheet/write-table.ts';
import type { Clock } from '../db/month-facts.sql.ts';
import type { Figure, Figures } from '../domain/figures.ts';
import { MEASURE_KEYS, MEASURES, type MeasureKey, measureOf } from '../domain/measures.ts';
import { SMALLEST_GROUP, spreadOf } from '../domain/spread.ts';
import { type FigureColumn, figureWords, measureWords } from '../domain/words.ts';

type Language = 'vi' | 'en';
type Child = {
  name: string;
  id: string | null;
  code: string | null;
  kind: UnitKind | null;
  figures: Figures;
};
export type DashboardTable = {
  unit: { name: string };
  period: { name: string };
  treeOn: string;
  children: readonly Child[];
};

/** A plain number is a figure; a measure is a formula over the figures beside it. */
type Column = { figure: FigureColumn } | { measure: MeasureKey };

const COLUMNS: readonly Column[] = [
  { figure: 'due' },
  { figure: 'held' },
  { measure: 'held' },
  { figure: 'base' },
  { figure: 'present' },
  { measure: 'attendance' },
  { figure: 'thematic' },
  { figure: 'quarterDue' },
  { figure: 'quarterThematic' },
  { measure: 'thematic' },
  { figure: 'papers' },
  { figure: 'papersInTime' },
  { measure: 'papers' },
  { figure: 'spokeOf' },
  { figure: 'spoke' },
  { measure: 'speakers' },
  { figure: 'ownScored' },
  { measure: 'ownScore' },
  { figure: 'confirmedScored' },
  { measure: 'confirmedScore' },
  { figure: 'good' },
  { figure: 'fair' },
  { figure: 'average' },
  { figure: 'poor' },
  { measure: 'good' },
  { figure: 'tasksDue' },
  { figure: 'tasksInTime' },
  { figure: 'tasksLate' },
  { figure: 'tasksOverdue' },
  { measure: 'tasksInTime' },
  { figure: 'needing' },
  { measure: 'needing' },
  { figure: 'members' },
  { figure: 'provisional' },
];

/** Code, name and level stand before the figures. */
const NAMES = 3;
const FIRST_ROW = 2;

const letterOf = (figure: Figure): string =>
  columnLetter(NAMES + COLUMNS.findIndex((column) => 'figure' in column && column.figure === figure));

/**
 * The cell of a measure in a row. A share is one division over the row's own figures, so that the totals' row divides
 * the totals. A mean score is a number per unit; its total is weighted by the meetings that were scored.
 */
function measureCell(
  key: MeasureKey,
  figures: Figures,
  row: number,
  rows: { from: number; to: number } | null,
): TableValue {
  const measure = MEASURES[key];
  const { value } = measureOf(figures, measure);
  if (measure.kind === 'score') {
    if (!rows) return value === null ? null : Math.round(value * 100) / 100;
    const own = columnLetter(
      NAMES + COLUMNS.findIndex((column) => 'measure' in column && column.measure === key),
    );
    const weights = `${letterOf(measure.whole[0]!)}${rows.from}:${letterOf(measure.whole[0]!)}${rows.to}`;
    return {
      formula: `IF(SUM(${weights})>0,SUMPRODUCT(${own}${rows.from}:${own}${rows.to},${weights})/SUM(${weights}),"")`,
      value,
      look: 'decimal',
    };
  }
  const whole = measure.whole.map((figure) => `${letterOf(figure)}${row}`).join('+');
  return {
    formula: `IF((${whole})>0,${letterOf(measure.part)}${row}/(${whole}),"")`,
    value: value === null ? null : value / 100,
    look: 'percent',
  };
}

const SPREADS = [
  {
    vi: 'Tứ phân vị 1',
    en: 'First quartile',
    part: 'q1' as const,
    call: (range: string) => `QUARTILE(${range},1)`,
  },
  { vi: 'Trung vị', en: 'Median', part: 'median' as const, call: (range: string) => `MEDIAN(${range})` },
  {
    vi: 'Tứ phân vị 3',
    en: 'Third quartile',
    part: 'q3' as const,
    call: (range: string) => `QUARTILE(${range},3)`,
  },
];

/** The table as sheets hold it: a row for each unit, the totals, and the quartiles, all of them formulas. */
export function dashboardTable(table: DashboardTable, totals: Figures, language: Language): TableToWrite {
  const last = FIRST_ROW + table.children.length - 1;
  const rows: TableValue[][] = table.children.map((child, at) => [
    child.code,
    child.id === null
      ? language === 'vi'
        ? 'Chi bộ đã kết thúc hoạt động'
        : 'Branches that have ended'
      : child.name,
    child.kind ? kindWords[child.kind][language] : null,
    ...COLUMNS.map((column) =>
      'figure' in column
        ? child.figures[column.figure]
        : measureCell(column.measure, child.figures, FIRST_ROW + at, null),
    ),
  ]);
  let added = 0;
  const add = (name: string, cellOf: (column: Column, letter: string) => TableValue) => {
    added++;
    rows.push([null, name, null, ...COLUMNS.map((column, at) => cellOf(column, columnLetter(NAMES + at)))]);
  };
  if (table.children.length > 0)
    add(
      language === 'vi' ? 'Cộng' : 'Total',
      (column, letter): TableValue =>
        'figure' in column
          ? { formula: `SUM(${letter}${FIRST_ROW}:${letter}${last})`, value: totals[column.figure] }
          : measureCell(column.measure, totals, last + 1, { from: FIRST_ROW, to: last }),
    );
  if (table.children.length >= SMALLEST_GROUP)
    for (const { call, part, ...words } of SPREADS)
      add(words[language], (column, letter): TableValue => {
        if ('figure' in column) return null;
        const range = `${letter}${FIRST_ROW}:${letter}${last}`;
        const measure = MEASURES[column.measure];
        const spread = spreadOf(table.children.map((child) => measureOf(child.figures, measure).value));
        return {
          formula: `IF(COUNT(${range})>=${SMALLEST_GROUP},${call(range)},"")`,
          value: spread && (measure.kind === 'share' ? spread[part] / 100 : spread[part]),
          look: measure.kind === 'score' ? 'decimal' : 'percent',
        } satisfies Formula;
      });
  return {
    sheetName: language === 'vi' ? 'Số liệu' : 'Figures',
    columns: [
      { header: language === 'vi' ? 'Mã số' : 'Code', width: 12 },
      { header: language === 'vi' ? 'Đơn vị' : 'Unit', width: 36 },
      { header: language === 'vi' ? 'Cấp' : 'Level', width: 18 },
      ...COLUMNS.map((column) => {
        const words =
          'figure' in column
            ? figureWords[column.figure][language]
            : measureWords[column.measure].label[language];
        const unit = 'measure' in column && MEASURES[column.measure].kind === 'share' ? ' (%)' : '';
        return { header: `${words}${unit}`, width: Math.min(24, words.length + 4) };
      }),
    ],
    rows,
    totals: added,
    fixedColumns: 2,
  };
}

/** What each measure is, and for what the file was made. */
function notesTable(table: DashboardTable, clock: Clock, madeOn: string, language: Language): TableToWrite {
  const vi = language === 'vi';
  const day = formatCivilDate(table.treeOn);
  return {
    sheetName: vi ? 'Giải thích' : 'Notes',
    columns: [
      { header: vi ? 'Mục' : 'Item', width: 30 },
      { header: vi ? 'Nội dung' : 'What it is', width: 110 },
    ],
    rows: [
      [vi ? 'Đơn vị' : 'Unit', table.unit.name],
      [vi ? 'Kỳ' : 'Period', table.period.name],
      [
        vi ? 'Tính theo' : 'On the structure',
        clock === 'then'
          ? vi
            ? `Tổ chức của từng tháng; tên đơn vị ngày ${day}`
            : `Of each month; names of ${day}`
          : vi
            ? `Tổ chức hiện nay (${day})`
            : `Of today (${day})`,
      ],
      [vi ? 'Lập ngày' : 'Made on', madeOn],
      [
        vi ? 'Cách tính' : 'How it is worked out',
        vi
          ? 'Cột tỷ lệ, dòng cộng và dòng tứ phân vị là công thức: sửa số thì các ô này tính lại. Điểm bình quân được tính theo số buổi đã chấm.'
          : 'Shares, totals and quartiles are formulas: they are worked out anew when a number is edited. Mean scores are weighted by the meetings scored.',
      ],
      ...MEASURE_KEYS.map((key) => [measureWords[key].label[language], measureWords[key].help[language]]),
    ],
  };
}

/** The dashboard as a workbook that calculates, or as a plain `.csv`. */
export async function dashboardFile(
  table: DashboardTable & { totals: Figures },
  options: { format: 'xlsx' | 'csv'; clock: Clock; language: Language; today: string },
): Promise<FileAnswer> {
  const { format, clock, language, today } = options;
  const figures = dashboardTable(table, table.totals, language);
  const bytes =
    format === 'csv'
      ? await writeTable(figures, 'csv')
      : await writeTables([figures, notesTable(table, clock, formatCivilDate(today), language)]);
  const title = language === 'vi' ? 'Số liệu' : 'Figures';
  return new FileAnswer(
    bytes,
    format === 'xlsx'
      ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      : 'text/csv; charset=utf-8',
    `${title} ${table.period.name} - ${table.unit.name}.${format}`,
  );
}

import { FileAnswer } from '#platform/http/handle.ts';
import { columnLetter } from '#platform/spreadsheet/grid.ts';
import { type TableColumn, type TableValue, writeTable } from '#platform/spreadsheet/write-table.ts';
import type { RoundRow } from '../contract.ts';
import { workOf } from '../domain/evidence.ts';
import { flagWords, gradeWords, stateWords } from '../domain/words.ts';

const WORDS = {
  vi: {
    code: 'Mã số',
    branch: 'Chi bộ',
    state: 'Tình trạng',
    ownPoints: 'Điểm tự chấm',
    ownGrade: 'Tự xếp loại',
    appraisedPoints: 'Điểm thẩm định',
    appraisedGrade: 'Thẩm định',
    grade: 'Quyết định',
    number: 'Số quyết định',
    on: 'Ngày quyết định',
    due: 'Buổi phải họp',
    held: 'Buổi đã họp',
    base: 'Lượt phải dự',
    present: 'Lượt dự',
    tasksDue: 'Nhiệm vụ đến hạn',
    tasksDone: 'Nhiệm vụ đã xong',
    tasksLate: 'Nhiệm vụ chậm',
    look: 'Cần xem lại',
    total: 'Cộng',
    sheet: 'Xếp loại',
  },
  en: {
    code: 'Code',
    branch: 'Branch',
    state: 'State',
    ownPoints: 'Own points',
    ownGrade: 'Own grade',
    appraisedPoints: 'Appraised points',
    appraisedGrade: 'Appraised',
    grade: 'Decided',
    number: 'Decision',
    on: 'Decided on',
    due: 'Meetings due',
    held: 'Meetings held',
    base: 'Had to attend',
    present: 'Attended',
    tasksDue: 'Tasks due',
    tasksDone: 'Tasks done',
    tasksLate: 'Tasks late',
    look: 'Look again',
    total: 'Total',
    sheet: 'Grading',
  },
} as const;

type Cell = { header: string; width?: number; value: (row: RoundRow) => TableValue; isSummed?: true };

/** A round as a table: a row for each branch with its grades and what the records say, sums by formulas. */
export async function roundFile(
  title: string,
  rows: readonly RoundRow[],
  format: 'xlsx' | 'csv',
  language: 'vi' | 'en',
): Promise<FileAnswer> {
  const words = WORDS[language];
  const grade = (given: RoundRow['grade']) => given && gradeWords[given][language];
  const cells: Cell[] = [
    { header: words.code, width: 14, value: (row) => row.code },
    { header: words.branch, width: 36, value: (row) => row.name },
    { header: words.state, width: 16, value: (row) => stateWords[row.state][language] },
    { header: words.ownPoints, value: (row) => row.ownPoints },
    { header: words.ownGrade, width: 22, value: (row) => grade(row.ownGrade) },
    { header: words.appraisedPoints, value: (row) => row.appraisedPoints },
    { header: words.appraisedGrade, width: 22, value: (row) => grade(row.appraisedGrade) },
    { header: words.grade, width: 22, value: (row) => grade(row.grade) },
    { header: words.number, width: 18, value: (row) => row.decidedNumber },
    { header: words.on, value: (row) => (row.decidedOn ? { date: row.decidedOn } : null) },
    { header: words.due, value: (row) => row.evidence.meetingsDue, isSummed: true },
    { header: words.held, value: (row) => row.evidence.meetingsHeld, isSummed: true },
    { header: words.base, value: (row) => row.evidence.base, isSummed: true },
    { header: words.present, value: (row) => row.evidence.present, isSummed: true },
    { header: words.tasksDue, value: (row) => workOf(row.evidence).due, isSummed: true },
    { header: words.tasksDone, value: (row) => workOf(row.evidence).done, isSummed: true },
    { header: words.tasksLate, value: (row) => workOf(row.evidence).late, isSummed: true },
    {
      header: words.look,
      width: 40,
      value: (row) => row.flags.map((flag) => flagWords[flag][language]).join('; '),
    },
  ];
  const totals = cells.map((cell, at): TableValue => {
    if (at === 1) return words.total;
    if (!cell.isSummed) return null;
    const letter = columnLetter(at);
    return {
      formula: `SUM(${letter}2:${letter}${rows.length + 1})`,
      value: rows.reduce((sum, row) => sum + Number(cell.value(row)), 0),
    };
  });
  const bytes = await writeTable(
    {
      sheetName: words.sheet,
      columns: cells.map(({ header, width }): TableColumn => ({ header, ...(width ? { width } : {}) })),
      rows: [
        ...rows.map((row) => cells.map((cell) => cell.value(row))),
        ...(rows.length > 0 ? [totals] : []),
      ],
      totals: rows.length > 0 ? 1 : 0,
      fixedColumns: 2,
    },
    format,
  );
  return new FileAnswer(
    bytes,
    format === 'xlsx'
      ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      : 'text/csv; charset=utf-8',
    `${title.slice(0, 80)}.${format}`,
  );
}

import { formatYearMonth, type YearMonth } from '#kernel/civil-date.ts';
import { FileAnswer } from '#platform/http/handle.ts';
import { type TableValue, writeTable } from '#platform/spreadsheet/write-table.ts';
import type { UrgedBranch } from '../db/urgings.sql.ts';
import type { MonthRow, MonthTotals } from '../domain/month-table.ts';
import { gradeWords, needWords, stageWords } from '../domain/words.ts';

const HEADERS = {
  vi: [
    'Mã số',
    'Chi bộ',
    'Trực thuộc',
    'Ngày dự kiến',
    'Ngày họp',
    'Tình trạng',
    'Phải dự',
    'Có mặt',
    'Tỷ lệ (%)',
    'Chuyên đề trong tháng',
    'Chuyên đề trong quý',
    'Điểm tự chấm',
    'Xếp loại tự chấm',
    'Điểm xác nhận',
    'Xếp loại xác nhận',
    'Nhiệm vụ kiểm điểm khi họp',
    'Xong khi họp',
    'Trong đó xong chậm',
    'Nhiệm vụ quá hạn hôm nay',
    'Tài liệu gửi chậm',
    'Biên bản chậm',
    'Cần xem',
    'Số lần đôn đốc',
    'Đôn đốc gần nhất',
    'Người đôn đốc',
  ],
  en: [
    'Code',
    'Branch',
    'Under',
    'Planned on',
    'Held on',
    'State',
    'Expected',
    'Present',
    'Share (%)',
    'Thematic this month',
    'Thematic this quarter',
    'Own score',
    'Own grade',
    'Confirmed score',
    'Confirmed grade',
    'Tasks reviewed at the meeting',
    'Done at the meeting',
    'Of these late',
    'Overdue today',
    'Papers late',
    'Minutes late',
    'Needs a look',
    'Times urged',
    'Last urged on',
    'Urged by',
  ],
} as const;

type Table = {
  rows: readonly MonthRow[];
  totals: MonthTotals;
  unit: { name: string };
  /** What the unit itself urged, for this month. */
  urged: readonly UrgedBranch[];
};

/** The table as a spreadsheet in the reader's language, the totals in its last row. */
export async function monthFile(
  table: Table,
  month: YearMonth,
  format: 'xlsx' | 'csv',
  language: 'vi' | 'en',
): Promise<FileAnswer> {
  const yes = language === 'vi' ? 'Có' : 'Yes';
  const day = (on: string | null | undefined): TableValue => (on ? { date: on } : null);
  const urged = new Map(table.urged.map((one) => [one.branchId, one]));
  const rows = table.rows.map((row): TableValue[] => {
    const { regular, thematic } = row;
    const urging = urged.get(row.branchId);
    return [
      row.code,
      row.name,
      row.groupName,
      day(regular?.plannedOn),
      day(regular?.heldOn),
      regular ? stageWords[regular.stage][language] : needWords['not-planned'][language],
      regular?.base ?? null,
      regular?.present ?? null,
      regular?.percent ?? null,
      thematic ? stageWords[thematic.stage][language] : null,
      row.thematicInQuarter.length,
      regular?.ownScore ?? null,
      gradeWords(regular?.ownGrade, language),
      regular?.confirmedScore ?? null,
      gradeWords(regular?.confirmedGrade, language),
      regular?.tasksDue ?? null,
      regular?.tasksDone ?? null,
      regular?.tasksDoneLate ?? null,
      row.overdueTasks,
      regular?.papersLate ? yes : null,
      regular?.minutesLate ? yes : null,
      row.needs.map(({ need }) => needWords[need][language]).join('; ') || null,
      urging?.times ?? null,
      day(urging?.lastOn),
      urging?.byName ?? null,
    ];
  });
  const { totals } = table;
  rows.push([
    null,
    language === 'vi' ? `Cộng ${totals.branches} chi bộ` : `${totals.branches} branches`,
    null,
    null,
    null,
    language === 'vi' ? `Đã họp ${totals.held}` : `Held ${totals.held}`,
    totals.base,
    totals.present,
    totals.percent,
    totals.thematicHeld,
    totals.thematicInQuarter,
    null,
    null,
    null,
    null,
    totals.tasksDue,
    totals.tasksDone,
    totals.tasksDoneLate,
    totals.overdueTasks,
    totals.papersLate,
    totals.minutesLate,
    null,
    table.urged.reduce((sum, one) => sum + one.times, 0) || null,
    null,
    null,
  ]);
  const bytes = await writeTable(
    {
      sheetName: formatYearMonth(month).replace('/', '-'),
      columns: HEADERS[language].map((header) => ({ header })),
      rows,
      totals: 1,
      fixedColumns: 2,
    },
    format,
  );
  const title = language === 'vi' ? 'Sinh hoạt chi bộ' : 'Branch meetings';
  return new FileAnswer(
    bytes,
    format === 'xlsx'
      ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      : 'text/csv; charset=utf-8',
    `${title} ${month} - ${table.unit.name}.${format}`,
  );
}

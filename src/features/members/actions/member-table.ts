import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { selectRecordsOfBranch } from '../db/members.sql.ts';
import type { ImportedDate } from '../domain/import/import-types.ts';

const STATUS_VI = {
  official: 'Chính thức',
  provisional: 'Dự bị',
  exempt: 'Miễn sinh hoạt',
  suspended: 'Đình chỉ sinh hoạt',
  'temporarily-away': 'Tạm chuyển đi',
  'temporarily-here': 'Tạm chuyển đến',
} as const;

/** As precise as it is known: `dd/mm/yyyy`, `mm/yyyy` or `yyyy`. */
const written = (date: ImportedDate | null): string =>
  date ? formatCivilDate(date.date).slice({ day: 0, month: 3, year: 6 }[date.precision]) : '';

/** The member list of a branch as a table with the headings that the import knows. */
export async function memberTable(tx: Tx, branchId: Id, day: CivilDate) {
  const records = await selectRecordsOfBranch(tx, branchId, day);
  return {
    sheetName: 'Danh sách đảng viên',
    columns: [
      'STT',
      'Họ và tên',
      'Ngày sinh',
      'Giới tính',
      'Dân tộc',
      'Quê quán',
      'Nơi ở',
      'Nghề nghiệp',
      'Ngày vào Đảng',
      'Ngày chính thức',
      'Số thẻ đảng',
      'Số định danh',
      'Điện thoại',
      'Email',
      'Diện sinh hoạt',
    ].map((header) => ({ header })),
    rows: records.map((r, i) => [
      i + 1,
      r.fullName,
      written(r.birth),
      r.sex === 'male' ? 'Nam' : r.sex === 'female' ? 'Nữ' : '',
      r.ethnicity ?? '',
      r.homeTown ?? '',
      r.address ?? '',
      r.occupation ?? '',
      written(r.admittedOn),
      written(r.officialOn),
      r.cardNumber ?? '',
      r.citizenId ?? '',
      r.phone ?? '',
      r.email ?? '',
      STATUS_VI[r.status],
    ]),
  };
}

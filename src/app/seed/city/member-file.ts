import { readFile } from 'node:fs/promises';
import type { MemberStatus } from '#kernel/actor.ts';
import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import { personRow } from './people-words.ts';
import { planChanges } from './plan-changes.ts';
import { planMembers } from './plan-members.ts';
import { type CityPart, planUnits, readPlaces } from './plan-units.ts';
import { SeededIds } from './seeded-ids.ts';
import { NO_END, PLACES, timelineOf } from './timeline.ts';

const HEADER = [
  'STT',
  'Mã chi bộ',
  'Chi bộ',
  'Họ và tên',
  'Ngày sinh',
  'Giới tính',
  'Dân tộc',
  'Tôn giáo',
  'Quê quán',
  'Nơi ở',
  'Nghề nghiệp',
  'Trình độ học vấn',
  'Trình độ chuyên môn',
  'Lý luận chính trị',
  'Ngày vào Đảng',
  'Ngày chính thức',
  'Số thẻ đảng',
  'Số định danh',
  'Điện thoại',
  'Email',
  'Huy hiệu Đảng',
  'Diện sinh hoạt',
];
const STATUS: Record<MemberStatus, string> = {
  official: 'Chính thức',
  provisional: 'Dự bị',
  exempt: 'Miễn sinh hoạt',
  suspended: 'Đình chỉ sinh hoạt',
  'temporarily-away': 'Sinh hoạt tạm thời nơi khác',
  'temporarily-here': 'Sinh hoạt tạm thời',
};

const field = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const day = (date: CivilDate | null): string => (date === null ? '' : formatCivilDate(date));

/**
 * The member file of the invented city as an organisation's office keeps it: everybody of every branch in one table,
 * the branch's code in a column. Guests of other branches are left out. Comes line by line, so that no memory is needed.
 */
export async function* memberFile(options: {
  seed: number;
  today: CivilDate;
  part?: CityPart;
}): AsyncGenerator<string> {
  const { seed, today } = options;
  const ids = new SeededIds(seed);
  const time = timelineOf(today);
  const places = readPlaces(await readFile(PLACES, 'utf8'));
  const tree = planUnits({
    seed,
    ids,
    places,
    ...(options.part ? { part: options.part } : {}),
  });
  const merged = planChanges(tree, seed, ids, time);
  const { people, rosters } = planMembers(tree, merged, seed, time);
  yield `${HEADER.join(',')}\n`;
  let number = 0;
  for (const branch of tree.branches) {
    const unit = tree.units[branch.unit]!;
    if (unit.endedOn !== null) continue;
    for (const { person, to, status } of rosters[branch.at]!) {
      if (to < NO_END || status === 'temporarily-here') continue;
      const p = personRow(people, person, '', { seed, today: time.today, at: '' });
      number++;
      yield `${[
        String(number),
        unit.codes.at(-1)!.value,
        unit.names.at(-1)!.value,
        p.fullName,
        day(p.birthOn),
        p.sex === 'female' ? 'Nữ' : 'Nam',
        p.ethnicity ?? '',
        p.religion ?? '',
        p.homeTown ?? '',
        p.address ?? '',
        p.occupation ?? '',
        p.education ?? '',
        p.expertise ?? '',
        p.politicalTheory ?? '',
        day(p.admittedOn),
        day(p.officialOn),
        p.cardNumber ?? '',
        p.citizenId ?? '',
        p.phone ?? '',
        p.email ?? '',
        p.badge ?? '',
        STATUS[status],
      ]
        .map(field)
        .join(',')}\n`;
    }
  }
}

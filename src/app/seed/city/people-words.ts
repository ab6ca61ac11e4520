import type { PersonRow } from '#features/members/public.ts';
import type { Sector } from '#features/units/contract.ts';
import type { Id } from '#kernel/ids.ts';
import { viKey, withoutMarks } from '#kernel/vietnamese.ts';
import { calibration } from './calibration.ts';
import { streamOf, WeightedPick } from './draw.ts';
import { FAMILY, FAMILY_OF_MINORITIES, GIVEN, MIDDLE } from './name-frequencies.ts';
import type { PlannedPeople } from './plan-members.ts';
import { type DayNumber, dayText, recognisedOn } from './timeline.ts';

const families = new WeightedPick(FAMILY);
const minorities = new WeightedPick(FAMILY_OF_MINORITIES);
const bySex = <T>(of: (sex: 'male' | 'female') => T) => ({ male: of('male'), female: of('female') });
const middles = bySex((sex) => ({
  older: new WeightedPick(MIDDLE[sex].older),
  younger: new WeightedPick(MIDDLE[sex].younger),
}));
const givens = bySex((sex) => ({
  older: new WeightedPick(GIVEN[sex].older),
  younger: new WeightedPick(GIVEN[sex].younger),
}));

const TOWNS = new WeightedPick<string>([
  ['Hà Nội', 58],
  ['Nam Định', 6],
  ['Thái Bình', 6],
  ['Hưng Yên', 5],
  ['Hải Dương', 4],
  ['Thanh Hóa', 4],
  ['Nghệ An', 4],
  ['Hà Nam', 3],
  ['Bắc Ninh', 3],
  ['Phú Thọ', 3],
  ['Vĩnh Phúc', 2],
  ['Ninh Bình', 2],
]);
const WORK: Record<Sector, readonly string[]> = {
  residential: [
    'Kinh doanh',
    'Nông dân',
    'Công nhân',
    'Nhân viên văn phòng',
    'Kỹ sư',
    'Giáo viên',
    'Lái xe',
    'Tự do',
  ],
  agency: ['Công chức', 'Công chức', 'Viên chức'],
  'public-service': ['Bác sĩ', 'Điều dưỡng', 'Viên chức', 'Kỹ thuật viên', 'Nghiên cứu viên'],
  'enterprise-state': ['Kỹ sư', 'Công nhân', 'Kế toán', 'Quản lý'],
  'enterprise-private': ['Quản lý', 'Công nhân', 'Kỹ sư', 'Nhân viên kinh doanh'],
  'armed-forces': ['Sĩ quan', 'Hạ sĩ quan', 'Quân nhân chuyên nghiệp'],
  school: ['Giáo viên', 'Giáo viên', 'Giảng viên', 'Nhân viên'],
};
const RETIRED = [
  'Hưu trí',
  'Hưu trí',
  'Hưu trí',
  'Bộ đội nghỉ hưu',
  'Nguyên giáo viên',
  'Nguyên cán bộ',
  'Già yếu',
];
const STREETS = [
  'Hồ Sen',
  'Bến Cũ',
  'Giếng Đồn',
  'Cây Gạo',
  'Chợ Nấm',
  'Đầm Vạc',
  'Cầu Đá',
  'Ao Làng',
  'Gò Mít',
  'Bờ Đê',
];
const EXPERTISE = ['Cử nhân', 'Kỹ sư', 'Cao đẳng', 'Trung cấp', 'Thạc sĩ'];

/** Keys of names by their parts: half a million people share a few thousand of them. */
const keys = new Map<string, string>();
function keyOf(part: string): string {
  let key = keys.get(part);
  if (key === undefined) {
    key = viKey(part);
    keys.set(part, key);
  }
  return key;
}
const bare = new Map<string, string>();
function bareOf(part: string): string {
  let text = bare.get(part);
  if (text === undefined) {
    text = withoutMarks(part);
    bare.set(part, text);
  }
  return text;
}

/** Nobody is called by a name twice. */
function otherThan(middle: string, draw: () => string): string {
  const given = draw();
  return middle.endsWith(given) ? draw() : given;
}

const pad = (n: number, width: number) => String(n).padStart(width, '0');

/**
 * One person in full. The figures cannot belong to anybody: province code 000 in the citizen number, telephone numbers
 * on 0000, card numbers of a series that is not issued. The same seed and number give the same person.
 */
export function personRow(
  people: PlannedPeople,
  n: number,
  id: Id,
  options: { seed: number; today: DayNumber; at: string },
): PersonRow {
  const random = streamOf(options.seed, 'person', n);
  const bornOn = people.bornOn[n]!;
  const age = Math.floor((options.today - bornOn) / 365.25);
  const sex = people.isFemale[n] ? 'female' : 'male';
  const generation = age >= 48 ? 'older' : 'younger';
  const sector = people.sector[n]!;
  const isMinority = random.chance(calibration.people.minorityShare);
  const family = isMinority ? minorities.pick(random) : families.pick(random);
  const middle = middles[sex][generation].pick(random);
  const given = otherThan(middle, () => givens[sex][generation].pick(random));
  const rest = `${family} ${middle}`;
  const admittedOn = people.admittedOn[n]!;
  const partyYears = (options.today - admittedOn) / 365.25;
  const isRetired = sector === 'residential' && age >= (sex === 'female' ? 56 : 60);
  const official = recognisedOn(admittedOn);
  const number = pad(100_000 + n, 6);
  return {
    id,
    fullName: `${rest} ${given}`,
    sortKey: `${keyOf(given)} ${keyOf(rest)}`,
    searchKey: `${bareOf(rest)} ${bareOf(given)}`,
    birthOn: dayText(bornOn),
    sex,
    ethnicity: isMinority ? random.pick(['Mường', 'Mường', 'Dao', 'Tày']) : 'Kinh',
    religion: random.chance(0.03) ? random.pick(['Phật giáo', 'Công giáo']) : 'Không',
    homeTown: TOWNS.pick(random),
    address: `Số ${random.between(1, 240)}, ${random.chance(0.5) ? 'ngõ' : 'phố'} ${random.pick(STREETS)}`,
    occupation: isRetired
      ? random.pick(RETIRED)
      : sector === 'residential' && age < 25
        ? 'Sinh viên'
        : random.pick(WORK[sector]),
    education: age > 70 && random.chance(0.4) ? '10/10' : '12/12',
    expertise: random.chance(0.75) ? random.pick(age < 26 ? EXPERTISE.slice(0, 4) : EXPERTISE) : null,
    politicalTheory: random.chance(0.7)
      ? random.pick(['Sơ cấp', 'Sơ cấp', 'Trung cấp', 'Trung cấp', 'Cao cấp'])
      : null,
    admittedOn: dayText(admittedOn),
    officialOn: official <= options.today ? dayText(official) : null,
    cardNumber: `00${number}`,
    citizenId: `000${pad(n + 1, 9)}`,
    phone: `0000${number}`,
    email: random.chance(0.25) ? `dangvien${n + 1}@vidu.example` : null,
    badge: partyYears >= 30 ? String(Math.min(75, Math.floor(partyYears / 5) * 5)) : null,
    at: options.at,
  };
}

import type { Random } from './random.ts';

// Shares of surnames are those commonly given for the north of Vietnam, rounded; the people are invented.
const SURNAMES = [
  ['Nguyễn', 38],
  ['Trần', 11],
  ['Lê', 9],
  ['Phạm', 7],
  ['Hoàng', 5],
  ['Vũ', 4],
  ['Đỗ', 3],
  ['Bùi', 3],
  ['Đặng', 2],
  ['Ngô', 2],
  ['Dương', 1],
  ['Lý', 1],
  ['Đinh', 1],
  ['Trịnh', 1],
  ['Phan', 2],
  ['Đoàn', 1],
  ['Lương', 1],
  ['Mai', 1],
  ['Tạ', 1],
  ['Cao', 1],
  ['Hà', 1],
  ['Tô', 1],
] as const;
const MIDDLE = {
  female: [
    ['Thị', 50],
    ['Thị Thu', 6],
    ['Thị Minh', 5],
    ['Ngọc', 8],
    ['Thanh', 7],
    ['Kim', 4],
    ['Hồng', 4],
    ['Thùy', 4],
    ['Bích', 3],
    ['Phương', 4],
  ],
  male: [
    ['Văn', 32],
    ['Đức', 10],
    ['Quang', 9],
    ['Minh', 9],
    ['Xuân', 6],
    ['Đình', 6],
    ['Hữu', 5],
    ['Ngọc', 4],
    ['Quốc', 5],
    ['Tiến', 4],
    ['Công', 3],
    ['Duy', 4],
  ],
} as const;
const GIVEN = {
  female: [
    'Lan',
    'Hoa',
    'Hương',
    'Hằng',
    'Hạnh',
    'Thủy',
    'Nga',
    'Mai',
    'Liên',
    'Tuyết',
    'Yến',
    'Phượng',
    'Bình',
    'Dung',
    'Hà',
    'Hiền',
    'Thảo',
    'Trang',
    'Linh',
    'Oanh',
    'Vân',
    'Nhung',
    'Loan',
    'Tâm',
    'Chi',
    'Ngân',
    'Quyên',
    'Thơm',
    'Xuân',
    'Đào',
  ],
  male: [
    'Hùng',
    'Dũng',
    'Tuấn',
    'Sơn',
    'Thắng',
    'Hải',
    'Long',
    'Nam',
    'Minh',
    'Quang',
    'Cường',
    'Bình',
    'Hòa',
    'Khánh',
    'Phúc',
    'Tâm',
    'Thành',
    'Trung',
    'Vinh',
    'Việt',
    'Lâm',
    'Đạt',
    'Kiên',
    'Lợi',
    'Nghĩa',
    'Ổn',
    'Thọ',
    'Toàn',
    'Tùng',
    'Ước',
  ],
} as const;
const OCCUPATIONS = {
  old: ['Hưu trí', 'Hưu trí', 'Hưu trí', 'Bộ đội nghỉ hưu', 'Nguyên giáo viên', 'Nguyên cán bộ nhà máy'],
  young: [
    'Giáo viên',
    'Kỹ sư',
    'Nhân viên văn phòng',
    'Công chức phường',
    'Bác sĩ',
    'Kinh doanh',
    'Công nhân',
    'Sinh viên',
  ],
} as const;
const STREETS = ['Hồ Sen', 'Bến Cũ', 'Giếng Đồn', 'Cây Gạo', 'Chợ Nấm', 'Đầm Vạc'];
const TOWNS = [
  'Hà Nội',
  'Hưng Yên',
  'Nam Định',
  'Thái Bình',
  'Hà Nam',
  'Bắc Ninh',
  'Thanh Hóa',
  'Nghệ An',
  'Hải Dương',
  'Phú Thọ',
];

export type InventedPerson = {
  fullName: string;
  sex: 'male' | 'female';
  birthOn: string;
  admittedOn: string;
  officialOn: string;
  occupation: string;
  address: string;
  homeTown: string;
  phone: string;
  cardNumber: string;
  citizenId: string;
};

const pad = (n: number, width = 2) => String(n).padStart(width, '0');

/** Makes people whose figures cannot belong to anybody: province code 000 in the citizen number, phones on 0000. */
export class PeopleMaker {
  #count = 0;
  #names = new Set<string>();
  constructor(private readonly random: Random) {}

  make(age: { from: number; to: number }, thisYear: number): InventedPerson {
    const { random } = this;
    const sex = random.chance(0.52) ? 'female' : 'male';
    let fullName = '';
    // Two people of one name in a ward are real life, but in a demo they confuse.
    do {
      fullName = `${random.weighted(SURNAMES)} ${random.weighted<string>(MIDDLE[sex])} ${random.pick(GIVEN[sex])}`;
    } while (this.#names.has(fullName) && this.#names.size < 9_000);
    this.#names.add(fullName);
    const born = thisYear - random.between(age.from, age.to);
    const latest = thisYear - 2;
    const admitted = Math.min(latest, born + random.between(19, 38));
    const day = `${pad(random.between(1, 12))}-${pad(random.between(1, 28))}`;
    this.#count++;
    return {
      fullName,
      sex,
      birthOn: `${born}-${pad(random.between(1, 12))}-${pad(random.between(1, 28))}`,
      admittedOn: `${admitted}-${day}`,
      officialOn: `${admitted + 1}-${day}`,
      occupation: random.pick(thisYear - born >= 58 ? OCCUPATIONS.old : OCCUPATIONS.young),
      address: `Số ${random.between(1, 180)}, phố ${random.pick(STREETS)}`,
      homeTown: random.pick(TOWNS),
      phone: `0000${pad(this.#count, 6)}`,
      cardNumber: `00.${pad(100_000 + this.#count, 6)}`,
      citizenId: `000${pad(this.#count, 9)}`,
    };
  }
}

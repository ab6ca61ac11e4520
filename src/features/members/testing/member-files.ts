import { writeXlsx } from 'hucre/xlsx';
import { addDays, type CivilDate, daysBetween, formatCivilDate } from '#kernel/civil-date.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { writeXls, type XlsValue } from '#platform/spreadsheet/testing/write-xls.ts';
import type { TextEncoding } from '#platform/text-encoding/decode-text.ts';
import { encodeText } from '#platform/text-encoding/encode-text.ts';
import { encodeTcvn3, encodeVni } from '#platform/text-encoding/legacy-tables.ts';
import type {
  GridMerge,
  ImportedDate,
  LeavingReason,
  MemberDraft,
  Sex,
} from '../domain/import/import-types.ts';

/** The day on which the invented lists are read. */
export const listDay: CivilDate = '2026-11-23';

// ---- people -------------------------------------------------------------------------------------------------------

/** Numbers between 0 and 1 that are the same on every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Rough weights, so that the lists show the crowding of real ones: many Nguyễn, few Phùng. */
const surnames = weighted(
  'Nguyễn 38,Trần 11,Lê 9,Phạm 7,Hoàng 5,Vũ 4,Phan 4,Đặng 2,Bùi 2,Đỗ 2,Hồ 1,Ngô 1,Dương 1,Lý 1,Đinh 1,Trịnh 1,Phùng 1,Mai 1,Đào 1,Lương 1,Tạ 1,Hà 1,Cao 1',
);
const middleMale = weighted(
  'Văn 30,Đức 8,Hữu 7,Quốc 6,Xuân 6,Minh 6,Công 5,Đình 5,Ngọc 4,Thế 3,Bá 2,Quang 5,Trọng 3,Viết 2',
);
const middleFemale = weighted('Thị 45,Ngọc 8,Thu 6,Thanh 6,Kim 5,Bích 4,Minh 4,Phương 4,Mỹ 2,Thúy 3,Hồng 4');
const givenMale = weighted(
  'Hùng 6,Dũng 6,Cường 5,Tuấn 5,Thắng 4,Sơn 4,Hải 4,Bình 4,Long 3,Nam 3,Quân 3,Đông 2,Ổn 1,Vững 1,Khải 2,Lộc 2,Tường 1,Quyền 2,Nghĩa 2,Hiếu 3,Ân 1,Thuận 2,Chiến 3,Toàn 2,Đạt 2,Ngữ 1,Quý 1,Phước 1',
);
const givenFemale = weighted(
  'Hương 6,Lan 5,Hoa 5,Hằng 4,Nga 4,Yến 3,Thủy 4,Ánh 2,Huệ 2,Phượng 2,Hường 3,Tuyết 3,Vân 3,Oanh 2,Uyên 1,Quỳnh 2,Diệp 1,Ngân 2,Mỹ 1,Duyên 1,Liễu 1,Nhẫn 1,Ngọc 2,Trâm 1,Hiền 3,Xuyến 1',
);
const places = [
  'xã Yên Mỹ, tỉnh Hưng Yên',
  'xã Ý Yên, tỉnh Ninh Bình',
  'phường Hồng Bàng, thành phố Hải Phòng',
  'xã Đông Anh, thành phố Hà Nội',
  'xã Quỳnh Lưu, tỉnh Nghệ An',
  'phường Vỹ Dạ, thành phố Huế',
  'xã Tĩnh Gia, tỉnh Thanh Hóa',
  'xã Mỹ Đức, thành phố Hà Nội',
];
const streets = ['Trần Phú', 'Lê Lợi', 'Nguyễn Huệ', 'Hai Bà Trưng', 'Điện Biên Phủ', 'Lý Thường Kiệt'];
const jobs = ['Hưu trí', 'Giáo viên', 'Nông dân', 'Công chức', 'Bác sĩ', 'Bộ đội', 'Kinh doanh'];

function weighted(list: string): readonly string[] {
  return list.split(',').flatMap((item) => {
    const [word, weight] = item.trim().split(' ') as [string, string];
    return new Array<string>(Number(weight)).fill(word);
  });
}

export type InventedPerson = {
  fullName: string;
  birth: CivilDate;
  sex: Sex;
  ethnicity: string;
  religion: string;
  homeTown: string;
  address: string;
  occupation: string;
  education: string;
  expertise: string;
  politicalTheory: string;
  post: string | null;
  admittedOn: CivilDate;
  officialOn: CivilDate | null;
  cardNumber: string;
  citizenId: string;
  phone: string;
  email: string;
  state: 'active' | 'exempt' | 'temporarily-here' | LeavingReason;
  stateOn: CivilDate;
  flaw: Flaw | null;
};

/** What is wrong with a row on purpose. `code` without its `members.import-`. */
export type Flaw = { code: string; field: string };

/** Invented people, each name once. About one in forty is still provisional. */
export function inventPeople(count: number, seed: number): InventedPerson[] {
  const random = seeded(seed);
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const digits = (n: number) => Array.from({ length: n }, () => below(10)).join('');
  const names = new Set<string>();
  const people: InventedPerson[] = [];
  while (people.length < count) {
    const sex: Sex = random() < 0.6 ? 'male' : 'female';
    const isDouble = random() < 0.25;
    const fullName = [
      pick(surnames),
      pick(sex === 'male' ? middleMale : middleFemale),
      ...(isDouble ? [pick(sex === 'male' ? middleMale : middleFemale)] : []),
      pick(sex === 'male' ? givenMale : givenFemale),
    ].join(' ');
    const key = withoutMarks(fullName);
    if (names.has(key)) continue;
    names.add(key);
    const birth = addDays('1938-01-01', below(23_000));
    const born18 = `${Number(birth.slice(0, 4)) + 19}-01-15`;
    const isProvisional = people.length % 40 === 7 && born18 < '2026-01-01';
    const span = Math.max(1, daysBetween(born18, '2022-01-01'));
    const admittedOn = isProvisional
      ? addDays('2026-01-05', below(200))
      : addDays(born18, below(Math.min(span, 9_000)));
    const number = people.length;
    people.push({
      fullName,
      birth,
      sex,
      ethnicity: random() < 0.92 ? 'Kinh' : pick(['Tày', 'Mường', 'Nùng']),
      religion: random() < 0.9 ? 'Không' : 'Phật giáo',
      homeTown: pick(places),
      address: `Số ${1 + below(300)} đường ${pick(streets)}`,
      occupation: pick(jobs),
      education: pick(['12/12', '10/10', '12/12']),
      expertise: pick(['Đại học', 'Trung cấp', 'Cao đẳng', 'Thạc sĩ']),
      politicalTheory: pick(['Sơ cấp', 'Trung cấp', 'Cao cấp']),
      post: number === 0 ? 'Bí thư' : number === 1 ? 'Phó Bí thư' : null,
      admittedOn,
      officialOn: isProvisional ? null : addDays(admittedOn, 365 + below(40)),
      cardNumber: `0${String(1_000_000 + number * 17 + below(17)).slice(-7)}`,
      citizenId: `0${String(1 + below(96)).padStart(2, '0')}${sex === 'male' ? 0 : 1}${birth.slice(2, 4)}${String(number).padStart(6, '0')}`,
      phone: `09${digits(8)}`,
      email: `${withoutMarks(fullName.split(' ').at(-1) ?? '')}${number}@vidu.vn`,
      state: 'active',
      stateOn: '2026-03-15',
      flaw: null,
    });
  }
  return people;
}

// ---- shapes -------------------------------------------------------------------------------------------------------

/** A cell to write. `{ date }` is a real date cell where the format has them, and `dd/mm/yyyy` where not. */
export type FileValue = string | number | null | { date: CivilDate };

/** What a column writes for a person, and what a reader can know from it. */
type Written = { value: FileValue; second?: FileValue; truth?: Partial<MemberDraft> };
type Column = {
  title: string;
  sub?: string;
  width?: number;
  write: (person: InventedPerson, at: number) => Written;
};

type Shape = {
  columns: Column[];
  /** Rows above the header. */
  titles?: string[];
  hasColumnNumbers?: boolean;
  /** Totals, place and date, signatures. */
  hasFoot?: boolean;
  /** A group title, a repeated header and a blank row now and then. */
  isPrintedList?: boolean;
  /** Every person takes two physical rows. */
  isTwoRows?: boolean;
  flaws: string[];
  prepare?: (people: InventedPerson[]) => void;
  /** Another sheet in front of the list. */
  cover?: FileValue[][];
};

export type ExpectedRow = {
  rowNumber: number;
  verdict: 'new' | 'refused' | 'left';
  /** What must have been read; fields that the shape has no column for are absent. */
  draft: Partial<MemberDraft>;
  refusal: { code: string; field: string } | null;
  leaving: LeavingReason | null;
};

const day = (date: CivilDate): ImportedDate => ({ date, precision: 'day' });
const month = (date: CivilDate): ImportedDate => ({ date: `${date.slice(0, 7)}-01`, precision: 'month' });
const year = (date: CivilDate): ImportedDate => ({ date: `${date.slice(0, 4)}-01-01`, precision: 'year' });
const parts = (date: CivilDate) => date.split('-').map(Number) as [number, number, number];
/** The serial number of Excel, whose 1900 has a 29 February. All invented dates are later. */
const serial = (date: CivilDate) => daysBetween('1899-12-30', date);

type DateStyle = 'text' | 'short' | 'dots' | 'real' | 'serial' | 'year' | 'mixed';

function writeDate(date: CivilDate, style: DateStyle, at: number): { value: FileValue; read: ImportedDate } {
  const [y, m, d] = parts(date);
  switch (style) {
    case 'text':
      return { value: formatCivilDate(date), read: day(date) };
    case 'short':
      return { value: `${d}/${m}/${String(y).slice(2)}`, read: day(date) };
    case 'dots':
      return { value: at % 2 ? `${d}.${m}.${y}` : `${d}-${m}-${y}`, read: day(date) };
    case 'real':
      return { value: { date }, read: day(date) };
    case 'serial':
      return { value: serial(date), read: day(date) };
    case 'year':
      return { value: at % 3 ? y : String(y), read: year(date) };
    case 'mixed': {
      const ways: [FileValue, ImportedDate][] = [
        [`00/00/${y}`, year(date)],
        [`${String(m).padStart(2, '0')}/${y}`, month(date)],
        [`ngày ${d} tháng ${m} năm ${y}`, day(date)],
        [y, year(date)],
        [{ date }, day(date)],
        [`${d} / ${m} / ${y}`, day(date)],
        [`00/${m}/${y}`, month(date)],
      ];
      const [value, read] = ways[at % ways.length] as [FileValue, ImportedDate];
      return { value, read };
    }
  }
}

const is = (person: InventedPerson, code: string) => person.flaw?.code === code;
const text = (title: string, field: keyof MemberDraft & keyof InventedPerson, sub?: string): Column => ({
  title,
  ...(sub === undefined ? {} : { sub }),
  write: (person) => ({ value: person[field] as string | null, truth: { [field]: person[field] } }),
});
const ordinal = (title = 'STT'): Column => ({ title, write: (_, at) => ({ value: at + 1 }) });
const fullName = (title: string, spell: (name: string, at: number) => string = (name) => name): Column => ({
  title,
  write: (person, at) => ({ value: spell(person.fullName, at), truth: { fullName: person.fullName } }),
});
const birthColumn = (title: string, style: DateStyle): Column => ({
  title,
  write: (person, at) => {
    if (is(person, 'date-unreadable')) return { value: '31/02/1960' };
    const { value, read } = writeDate(person.birth, is(person, 'birth-in-future') ? 'text' : style, at);
    return { value, truth: { birth: read } };
  },
});
const admitted = (title: string, style: DateStyle, sub?: string): Column => ({
  title,
  ...(sub === undefined ? {} : { sub }),
  write: (person, at) => {
    const { value, read } = writeDate(person.admittedOn, style, at);
    return { value, truth: { admittedOn: read } };
  },
});
const official = (title: string, style: DateStyle, sub?: string): Column => ({
  title,
  ...(sub === undefined ? {} : { sub }),
  write: (person, at) => {
    if (!person.officialOn) return { value: null, truth: { officialOn: null, status: 'provisional' } };
    const { value, read } = writeDate(person.officialOn, style, at);
    return { value, truth: { officialOn: read } };
  },
});
const card = (asNumber = false): Column => ({
  title: 'Số thẻ đảng viên',
  write: (person) => ({
    value: asNumber && /^\d+$/.test(person.cardNumber) ? Number(person.cardNumber) : person.cardNumber,
    ...(is(person, 'card-number-format') ? {} : { truth: { cardNumber: person.cardNumber } }),
  }),
});
const citizen = (title: string, asNumber = false): Column => ({
  title,
  write: (person) => ({
    value: asNumber && person.citizenId.length === 12 ? Number(person.citizenId) : person.citizenId,
    ...(is(person, 'citizen-id-format') ? {} : { truth: { citizenId: person.citizenId } }),
  }),
});
const phoneColumn = (
  title: string,
  spell: (phone: string, at: number) => FileValue = (phone) => phone,
): Column => ({
  title,
  write: (person, at) => ({
    value: is(person, 'phone-format') ? person.phone : spell(person.phone, at),
    ...(is(person, 'phone-format') ? {} : { truth: { phone: person.phone } }),
  }),
});
const sexColumn = (title: string): Column => ({
  title,
  write: (person) => ({ value: person.sex === 'male' ? 'Nam' : 'Nữ', truth: { sex: person.sex } }),
});

const headings = [
  'ĐẢNG BỘ PHƯỜNG HỒNG BÀNG',
  'CHI BỘ TỔ DÂN PHỐ SỐ 5',
  'DANH SÁCH ĐẢNG VIÊN',
  '(Tính đến ngày 31/10/2026)',
];
const dated = ['birth-in-future', 'under-age', 'official-before-admission', 'date-unreadable'];

/** The shapes in which lists are met. */
export const shapes = {
  'one header row, dates as text': {
    titles: headings,
    columns: [
      ordinal(),
      fullName('Họ và tên'),
      birthColumn('Ngày, tháng, năm sinh', 'text'),
      sexColumn('Giới tính'),
      text('Dân tộc', 'ethnicity'),
      text('Tôn giáo', 'religion'),
      text('Quê quán', 'homeTown'),
      text('Nơi ở hiện nay', 'address'),
      text('Nghề nghiệp', 'occupation'),
      text('Chức vụ', 'post'),
      admitted('Ngày vào Đảng', 'text'),
      official('Ngày chính thức', 'text'),
      card(),
      citizen('Số CCCD'),
      phoneColumn('Điện thoại', (phone, at) =>
        at % 4 === 1 ? `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}` : phone,
      ),
      text('Email', 'email'),
    ],
    flaws: [...dated, 'card-number-format', 'citizen-id-format', 'phone-format', 'duplicate'],
  },
  'two header rows, merged, column numbers, signatures': {
    titles: headings,
    hasColumnNumbers: true,
    hasFoot: true,
    columns: [
      ordinal('TT'),
      fullName('HỌ VÀ TÊN'),
      birthColumn('NGÀY SINH', 'real'),
      text('QUÊ QUÁN', 'homeTown'),
      text('TRÌNH ĐỘ', 'education', 'Học vấn'),
      text('TRÌNH ĐỘ', 'expertise', 'Chuyên môn'),
      text('TRÌNH ĐỘ', 'politicalTheory', 'LLCT'),
      admitted('NGÀY VÀO ĐẢNG', 'real', 'Dự bị'),
      official('NGÀY VÀO ĐẢNG', 'real', 'Chính thức'),
      card(),
      { title: 'GHI CHÚ', write: () => ({ value: null }) },
    ],
    flaws: [...dated, 'card-number-format', 'duplicate'],
  },
  'birth years in a column for men and one for women': {
    titles: headings.slice(0, 3),
    hasColumnNumbers: true,
    columns: [
      ordinal('TT'),
      fullName('Họ tên', (name) => name.toUpperCase()),
      {
        title: 'Năm sinh',
        sub: 'Nam',
        write: (person, at) =>
          person.sex === 'male'
            ? {
                value: writeDate(person.birth, 'year', at).value,
                truth: { sex: 'male', birth: year(person.birth) },
              }
            : { value: null },
      },
      {
        title: 'Năm sinh',
        sub: 'Nữ',
        write: (person, at) =>
          person.sex === 'female'
            ? {
                value: writeDate(person.birth, 'year', at).value,
                truth: { sex: 'female', birth: year(person.birth) },
              }
            : { value: null },
      },
      text('Nơi ở', 'address'),
      text('Quê quán', 'homeTown'),
      admitted('Vào Đảng', 'text'),
      official('Chính thức', 'text'),
      citizen('Số định danh cá nhân'),
    ],
    flaws: ['official-before-admission', 'citizen-id-format'],
  },
  'surname and given name apart': {
    titles: ['Biểu số 1', 'DANH SÁCH ĐẢNG VIÊN NĂM 2026'],
    columns: [
      ordinal('Số TT'),
      {
        title: 'Họ và tên đệm',
        write: ({ fullName: name }, at) => {
          const before = name
            .split(' ')
            .slice(0, -1)
            .join(at % 5 ? ' ' : '  ');
          return { value: at % 3 === 0 ? before.toUpperCase() : before, truth: { fullName: name } };
        },
      },
      {
        title: 'Tên',
        write: ({ fullName: name }, at) => {
          const given = name.split(' ').at(-1) as string;
          return { value: at % 3 === 0 ? given.toUpperCase() : ` ${given} ` };
        },
      },
      {
        title: 'Nữ',
        write: (person) => ({ value: person.sex === 'female' ? 'x' : null, truth: { sex: person.sex } }),
      },
      birthColumn('Sinh ngày', 'short'),
      text('Nguyên quán', 'homeTown'),
      text('Chỗ ở hiện nay', 'address'),
      admitted('Ngày kết nạp', 'short'),
      official('Ngày công nhận chính thức', 'short'),
      phoneColumn('SĐT', (phone, at) => (at % 2 ? `+84${phone.slice(1)}` : phone)),
    ],
    flaws: ['date-unreadable', 'under-age', 'official-before-admission', 'phone-format'],
  },
  'one name title over two columns, sex as two ticks': {
    titles: headings.slice(0, 2),
    columns: [
      ordinal(),
      {
        title: 'Họ và tên',
        width: 2,
        write: ({ fullName: name }) => ({
          value: name.split(' ').slice(0, -1).join(' '),
          truth: { fullName: name },
        }),
      },
      { title: '', write: ({ fullName: name }) => ({ value: name.split(' ').at(-1) as string }) },
      { title: 'Nam', write: ({ sex }) => ({ value: sex === 'male' ? 'X' : null, truth: { sex } }) },
      { title: 'Nữ', write: ({ sex }) => ({ value: sex === 'female' ? 'X' : null }) },
      birthColumn('NTNS', 'dots'),
      text('Địa chỉ thường trú', 'address'),
      text('Quê quán', 'homeTown'),
      admitted('Ngày vào ĐCSVN', 'dots'),
      official('Ngày CT', 'dots'),
      card(),
    ],
    flaws: ['date-unreadable', 'under-age', 'card-number-format', 'duplicate'],
  },
  'two dates in one cell': {
    titles: headings,
    hasFoot: true,
    columns: [
      ordinal(),
      fullName('Họ, tên đảng viên', (name, at) => (at % 4 === 0 ? `Đ/c ${name}` : name)),
      birthColumn('Năm sinh', 'mixed'),
      text('Nơi cư trú', 'address'),
      text('Quê quán', 'homeTown'),
      {
        title: 'Ngày vào Đảng/ Ngày chính thức',
        write: (person, at) => {
          const first = formatCivilDate(person.admittedOn);
          const second = person.officialOn ? formatCivilDate(person.officialOn) : null;
          const joins = [' - ', '\n', '; ', '-', ' – '];
          return {
            value: second ? `${first}${joins[at % joins.length]}${second}` : first,
            truth: {
              admittedOn: day(person.admittedOn),
              officialOn: person.officialOn ? day(person.officialOn) : null,
            },
          };
        },
      },
      card(),
    ],
    flaws: ['date-unreadable', 'official-before-admission', 'card-number-format', 'duplicate'],
  },
  'serial numbers and numbers that lost their zeros': {
    columns: [
      ordinal('STT'),
      fullName('Ho va ten', (name) => `  ${name.replace(' ', '   ')} `),
      birthColumn('Ngay sinh', 'serial'),
      text('Que quan', 'homeTown'),
      text('Noi o hien nay', 'address'),
      admitted('Ngay vao Dang', 'serial'),
      official('Ngay chinh thuc', 'serial'),
      { ...card(true), title: 'So the Dang' },
      citizen('So CCCD', true),
      phoneColumn('So dien thoai', (phone) => Number(phone)),
    ],
    cover: [['TRANG BÌA'], ['Chi bộ tổ dân phố số 5'], ['Năm', 2026]],
    flaws: [...dated, 'card-number-format', 'citizen-id-format', 'phone-format', 'duplicate'],
  },
  'members who left, are exempt or here for a time': {
    titles: headings,
    hasFoot: true,
    columns: [
      ordinal(),
      fullName('Họ và tên khai sinh'),
      birthColumn('Ngày tháng năm sinh', 'text'),
      text('Quê quán', 'homeTown'),
      text('Thường trú', 'address'),
      admitted('Ngày vào Đảng', 'text'),
      official('Ngày chính thức', 'text'),
      card(),
      {
        title: 'Miễn sinh hoạt',
        write: ({ state }, at) => ({
          value: state === 'exempt' ? (at % 2 ? 'x' : 'từ 01/2024') : null,
          ...(state === 'exempt' ? { truth: { status: 'exempt' } } : {}),
        }),
      },
      {
        title: 'Sinh hoạt tạm thời',
        write: ({ state }) => ({
          value: state === 'temporarily-here' ? 'x' : null,
          ...(state === 'temporarily-here' ? { truth: { status: 'temporarily-here' } } : {}),
        }),
      },
      {
        title: 'Chuyển đi',
        sub: 'Ngày chuyển',
        write: ({ state, stateOn }) => ({ value: state === 'moved' ? formatCivilDate(stateOn) : null }),
      },
      {
        title: 'Chuyển đi',
        sub: 'Nơi chuyển đến',
        write: ({ state }, at) => ({ value: state === 'moved' && at % 2 ? 'Đảng bộ phường Vỹ Dạ' : null }),
      },
      {
        title: 'Ghi chú',
        write: ({ state, stateOn }) => ({
          value:
            state === 'died'
              ? `Từ trần ${formatCivilDate(stateOn)}`
              : state === 'removed'
                ? 'Đã xóa tên khỏi danh sách đảng viên'
                : state === 'resigned'
                  ? 'Xin ra khỏi Đảng'
                  : null,
        }),
      },
    ],
    flaws: [...dated, 'card-number-format', 'duplicate'],
    prepare: (people) => {
      const states = [
        'exempt',
        'moved',
        'died',
        'removed',
        'temporarily-here',
        'resigned',
        'moved',
        'exempt',
      ] as const;
      people.forEach((person, at) => {
        if (at % 9 === 4)
          person.state = states[Math.floor(at / 9) % states.length] as InventedPerson['state'];
      });
    },
  },
  'one member over two rows': {
    titles: headings.slice(0, 3),
    isTwoRows: true,
    columns: [
      ordinal(),
      fullName('Họ và tên'),
      birthColumn('Ngày sinh', 'text'),
      sexColumn('Giới tính'),
      {
        title: 'Quê quán, nơi sinh',
        write: ({ homeTown }) => {
          const [commune, province] = homeTown.split(', ') as [string, string];
          return { value: `${commune},`, second: province, truth: { homeTown } };
        },
      },
      text('Nơi ở', 'address'),
      {
        title: 'Ngày vào Đảng, ngày chính thức',
        write: (person) => ({
          value: formatCivilDate(person.admittedOn),
          second: person.officialOn ? formatCivilDate(person.officialOn) : null,
          truth: {
            admittedOn: day(person.admittedOn),
            officialOn: person.officialOn ? day(person.officialOn) : null,
          },
        }),
      },
      card(),
    ],
    flaws: [...dated, 'card-number-format', 'duplicate'],
  },
  'a printed list with groups, repeated headers and subtotals': {
    titles: headings,
    isPrintedList: true,
    hasColumnNumbers: true,
    hasFoot: true,
    columns: [
      ordinal('TT'),
      fullName('Họ và tên đảng viên', (name, at) => (at % 6 === 0 ? `${name} *` : name)),
      birthColumn('Ngày sinh', 'text'),
      text('Dân tộc', 'ethnicity'),
      text('Quê quán', 'homeTown'),
      text('Địa chỉ', 'address'),
      admitted('Ngày vào Đảng', 'text'),
      official('Ngày chính thức', 'text'),
      card(),
      phoneColumn('ĐT'),
    ],
    flaws: [...dated, 'card-number-format', 'phone-format', 'duplicate'],
  },
} satisfies Record<string, Shape>;

export type ShapeName = keyof typeof shapes;
export const shapeNames = Object.keys(shapes) as ShapeName[];

// ---- faults -------------------------------------------------------------------------------------------------------

const flawFields: Record<string, string> = {
  'birth-in-future': 'birth',
  'date-unreadable': 'birth',
  'under-age': 'admittedOn',
  'official-before-admission': 'officialOn',
  'card-number-format': 'cardNumber',
  'citizen-id-format': 'citizenId',
  'phone-format': 'phone',
  duplicate: 'cardNumber',
};

/** Spoils every 37th person in one of the ways that the shape can show. */
function spoil(people: InventedPerson[], flaws: readonly string[]): void {
  for (let at = 20, turn = 0; at < people.length; at += 37, turn += 1) {
    const person = people[at] as InventedPerson;
    const before = people[at - 1] as InventedPerson;
    const code = flaws[turn % flaws.length] as string;
    for (const one of [person, before]) one.state = 'active';
    person.flaw = { code, field: flawFields[code] as string };
    if (person.officialOn === null) person.officialOn = addDays(person.admittedOn, 365);
    if (code === 'birth-in-future') person.birth = '2027-05-06';
    if (code === 'under-age') {
      person.admittedOn = addDays(person.birth, 17 * 365);
      person.officialOn = addDays(person.birth, 19 * 365);
    }
    if (code === 'official-before-admission') person.officialOn = addDays(person.admittedOn, -90);
    if (code === 'card-number-format') person.cardNumber = '12.34A';
    if (code === 'citizen-id-format') person.citizenId = '012345678';
    if (code === 'phone-format') person.phone = '12345';
    if (code === 'duplicate') {
      person.cardNumber = before.cardNumber;
      before.flaw = { code, field: 'cardNumber' };
    }
  }
}

// ---- files --------------------------------------------------------------------------------------------------------

export type ListTable = {
  rows: FileValue[][];
  merges: GridMerge[];
  expected: ExpectedRow[];
  cover: FileValue[][] | null;
};

/** The cells of one list in one shape, with the truth about every person in it. */
export function makeTable(shapeName: ShapeName, source: readonly InventedPerson[]): ListTable {
  const shape: Shape = shapes[shapeName];
  const people = source.map((person) => ({ ...person }));
  shape.prepare?.(people);
  spoil(people, shape.flaws);
  const rows: FileValue[][] = [];
  const merges: GridMerge[] = [];
  const expected: ExpectedRow[] = [];
  const width = shape.columns.length;
  const merge = (fromRow: number, toRow: number, fromColumn: number, toColumn: number) => {
    if (fromRow !== toRow || fromColumn !== toColumn) merges.push({ fromRow, toRow, fromColumn, toColumn });
  };
  for (const title of shape.titles ?? []) {
    rows.push([title]);
    merge(rows.length, rows.length, 0, width - 1);
  }
  if (shape.titles) rows.push([]);

  const header = () => {
    const isStacked = shape.columns.some((column) => column.sub !== undefined);
    const top = rows.length + 1;
    rows.push(
      shape.columns.map(({ title }, at) =>
        at > 0 && shape.columns[at - 1]?.title === title ? null : title || null,
      ),
    );
    if (isStacked) rows.push(shape.columns.map(({ sub }) => sub ?? null));
    shape.columns.forEach(({ title, sub, width: over }, at) => {
      if (over) merge(top, top, at, at + over - 1);
      if (isStacked && sub === undefined) merge(top, top + 1, at, at);
      if (sub !== undefined && shape.columns[at - 1]?.title !== title) {
        let last = at;
        while (shape.columns[last + 1]?.title === title) last += 1;
        merge(top, top, at, last);
      }
    });
    if (shape.hasColumnNumbers) rows.push(shape.columns.map((_, at) => at + 1));
  };
  header();

  people.forEach((person, at) => {
    if (shape.isPrintedList && at % 60 === 0) {
      rows.push([
        `${['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'][at / 60]}. Tổ đảng số ${at / 60 + 1}`,
      ]);
      merge(rows.length, rows.length, 0, width - 1);
    }
    if (shape.isPrintedList && at > 0 && at % 45 === 0) {
      rows.push([null, `Cộng trang: 45`]);
      rows.push([]);
      header();
    }
    const written = shape.columns.map((column) => column.write(person, at));
    rows.push(written.map(({ value }) => value));
    const rowNumber = rows.length;
    if (shape.isTwoRows) {
      rows.push(written.map(({ second }) => second ?? null));
      written.forEach(({ second }, column) => {
        if (second === undefined) merge(rowNumber, rowNumber + 1, column, column);
      });
    }
    const leaving =
      person.state === 'active' || person.state === 'exempt' || person.state === 'temporarily-here'
        ? null
        : person.state;
    expected.push({
      rowNumber,
      verdict: person.flaw ? 'refused' : leaving ? 'left' : 'new',
      draft: Object.assign({}, ...written.map(({ truth }) => truth ?? {})) as Partial<MemberDraft>,
      refusal: person.flaw ? { code: `members.import-${person.flaw.code}`, field: person.flaw.field } : null,
      leaving,
    });
  });
  if (shape.hasFoot) {
    rows.push([null, `Tổng cộng: ${people.length} đảng viên`], []);
    rows.push(
      [null, null, null, null, 'Hồng Bàng, ngày 31 tháng 10 năm 2026'],
      [null, null, null, null, 'T/M CHI BỘ'],
    );
    rows.push(
      [null, 'Người lập biểu', null, null, 'BÍ THƯ'],
      [],
      [null, 'Trần Thị Người Lập', null, null, 'Nguyễn Văn Bí Thư'],
    );
  }
  return { rows, merges, expected, cover: shape.cover ?? null };
}

export type FileFormat =
  | { kind: 'xlsx' | 'xls'; font?: 'unicode' | 'tcvn3' | 'vni' }
  | { kind: 'csv'; encoding: TextEncoding | 'utf-8-bom' | 'utf-8-nfd'; delimiter: ',' | ';' | '\t' };

/** All formats and encodings in which the import takes lists. */
export const formats: readonly FileFormat[] = [
  { kind: 'xlsx' },
  { kind: 'xlsx', font: 'tcvn3' },
  { kind: 'xlsx', font: 'vni' },
  { kind: 'xls' },
  { kind: 'xls', font: 'tcvn3' },
  { kind: 'csv', encoding: 'utf-8', delimiter: ',' },
  { kind: 'csv', encoding: 'utf-8-bom', delimiter: ';' },
  { kind: 'csv', encoding: 'utf-8-nfd', delimiter: ';' },
  { kind: 'csv', encoding: 'utf-16le', delimiter: '\t' },
  { kind: 'csv', encoding: 'utf-16be', delimiter: '\t' },
  { kind: 'csv', encoding: 'cp1258', delimiter: ',' },
  { kind: 'csv', encoding: 'tcvn3', delimiter: ';' },
  { kind: 'csv', encoding: 'vni', delimiter: ',' },
];

/** Whether capitals with a tone are lost on the way (TCVN3), so that texts can be compared without case only. */
export const losesCapitals = (format: FileFormat): boolean =>
  format.kind === 'csv' ? format.encoding === 'tcvn3' : format.font === 'tcvn3';

/** The bytes of a list and a fitting file name. */
export async function makeFile(
  table: ListTable,
  format: FileFormat,
): Promise<{ name: string; bytes: Uint8Array }> {
  if (format.kind === 'csv') {
    const lines = table.rows.map((row) =>
      row
        .map((value) =>
          quoted(
            typeof value === 'object' && value ? formatCivilDate(value.date) : String(value ?? ''),
            format.delimiter,
          ),
        )
        .join(format.delimiter),
    );
    const body = lines.join('\r\n');
    const bytes =
      format.encoding === 'utf-8-bom'
        ? encodeText(`\ufeff${body}`, 'utf-8')
        : format.encoding === 'utf-8-nfd'
          ? encodeText(body.normalize('NFD'), 'utf-8')
          : encodeText(body.replaceAll('–', '-'), format.encoding);
    return { name: 'danh-sach.csv', bytes };
  }
  const spell = { unicode: (s: string) => s, tcvn3: encodeTcvn3, vni: encodeVni }[format.font ?? 'unicode'];
  const cell = (value: FileValue) => (typeof value === 'string' ? spell(value) : value);
  const sheets = [
    ...(table.cover ? [{ name: 'Bìa', rows: table.cover, merges: [] as GridMerge[] }] : []),
    { name: 'Danh sách', rows: table.rows, merges: table.merges },
  ];
  if (format.kind === 'xls') {
    const toXls = (value: FileValue): XlsValue =>
      typeof value === 'object' && value
        ? { serial: serial(value.date) }
        : (cell(value) as string | number | null);
    return {
      name: 'danh-sach.xls',
      bytes: writeXls(sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.map((row) => row.map(toXls)) }))),
    };
  }
  return {
    name: 'danh-sach.xlsx',
    bytes: await writeXlsx({
      sheets: sheets.map(({ name, rows, merges }) => ({
        name,
        rows: rows.map((row) =>
          row.map((value) =>
            typeof value === 'object' && value
              ? new Date(`${value.date}T00:00:00Z`)
              : (cell(value) as string | number | null),
          ),
        ),
        merges: merges.map((range) => ({
          startRow: range.fromRow - 1,
          endRow: range.toRow - 1,
          startCol: range.fromColumn,
          endCol: range.toColumn,
        })),
      })),
    }),
  };
}

const quoted = (value: string, delimiter: string): string =>
  value.includes(delimiter) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

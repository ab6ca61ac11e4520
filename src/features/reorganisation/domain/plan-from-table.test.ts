import { describe, expect, test } from 'vitest';
import { foresee, type TreeUnit } from './foresee.ts';
import { planFromTable } from './plan-from-table.ts';
import { readPlanTable, type TableSheet } from './read-plan-table.ts';

const sheet = (lines: string[], merges: TableSheet['merges'] = []): TableSheet => ({
  rows: lines.map((line, at) => ({ number: at + 1, cells: line.split('|').map((text) => ({ text })) })),
  merges,
});
const read = (lines: string[], merges: TableSheet['merges'] = []) => {
  const result = readPlanTable(sheet(lines, merges));
  return result.ok ? result.value : result.refusal.code;
};

const commune = (code: string, name: string): TreeUnit => ({
  id: `u${code}`,
  name: `Đảng bộ ${name}`,
  kind: 'base-committee',
  sector: 'residential',
  code,
  parentId: 'D',
});
const units: TreeUnit[] = [
  { id: 'D', name: 'Đảng bộ huyện Đông', kind: 'upper-committee', sector: null, code: '001', parentId: null },
  commune('00101', 'xã Vân Hà'),
  commune('00102', 'xã Vân Nam'),
  commune('00103', 'xã Thọ Lộc'),
  commune('00104', 'xã Sen Chiểu'),
];
let made = 0;
const draw = (lines: string[]) => {
  made = 0;
  const rows = read(lines);
  if (typeof rows === 'string') throw new Error(rows);
  return planFromTable({
    rows,
    units,
    parentId: null,
    nameOf: (name) => ({
      name: `Đảng bộ ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      kind: null,
      sector: null,
    }),
    newId: () => `new${++made}`,
  });
};
const PLAIN = 'old_code|old_name|new_code|new_name|share';

describe('a conversion table', () => {
  test('is read plainly, in either language', () => {
    expect(read([PLAIN, '1|A|2|B|whole'])).toMatchObject([
      { row: 2, oldCode: '1', newCode: '2', newName: 'B', isWhole: true, share: null },
    ]);
    expect(read(['Mã cũ|Tên cũ|Mã mới|Tên mới|Tỷ lệ', '1|A|2|B|35,5%'])).toMatchObject([
      { isWhole: false, share: 35.5 },
    ]);
    expect(read(['Tên|Số', 'a|1'])).toBe('reorganisation.no-table');
    expect(read([PLAIN])).toBe('reorganisation.table-empty');
  });

  test('is read in the official form: two rows of titles, group rows, numbers of columns, cells left empty', () => {
    const rows = read([
      'BẢNG CHUYỂN ĐỔI',
      'STT|Đơn vị hành chính trước sắp xếp||Đơn vị hành chính sau sắp xếp||Phạm vi',
      '|Mã số|Tên|Mã số|Tên|',
      '(1)|(2)|(3)|(4)|(5)|(6)',
      'I||Huyện Đông|||',
      '1|00101|Xã Vân Hà|00102|Xã Vân Nam|Toàn bộ',
      '2|00102|Xã Vân Nam|||Toàn bộ',
      'II||Huyện Tây|||',
      '3|00103|Xã Thọ Lộc|00109|Xã Tây Lộc|Một phần',
      '|||00104|Xã Sen Chiểu|Phần còn lại',
    ]);
    expect(rows).toMatchObject([
      { row: 6, oldCode: '00101', newCode: '00102', isWhole: true },
      { row: 7, oldCode: '00102', newCode: '00102', newName: 'Xã Vân Nam', isWhole: true },
      { row: 9, oldCode: '00103', newCode: '00109', isWhole: false },
      { row: 10, oldCode: '00103', newCode: '00104', isWhole: false },
    ]);
  });

  test('merged cells count for every row and column that they cover', () => {
    const rows = read(
      ['Đơn vị cũ||Đơn vị mới|', 'Mã|Tên|Mã|Tên', '00101|Xã Vân Hà|00102|Xã Vân Nam', '00102|Xã Vân Nam||'],
      [
        { fromRow: 1, toRow: 1, fromColumn: 0, toColumn: 1 },
        { fromRow: 1, toRow: 1, fromColumn: 2, toColumn: 3 },
        { fromRow: 3, toRow: 4, fromColumn: 2, toColumn: 2 },
        { fromRow: 3, toRow: 4, fromColumn: 3, toColumn: 3 },
      ],
    );
    expect(rows).toMatchObject([{ newCode: '00102' }, { newCode: '00102', newName: 'Xã Vân Nam' }]);
  });
});

describe('the plan of a table', () => {
  test('lets the bearer of the code go on, merges the others, and founds what nobody goes on as', () => {
    const { steps, faults } = draw([
      PLAIN,
      '00101|Xã Vân Hà|00102|Xã Vân Phúc|',
      '00102|Xã Vân Nam|00102|Xã Vân Phúc|',
      '00103|Xã Thọ Lộc|00199|Xã Tích Lộc|',
      '00104|Xã Sen Chiểu|00199|Xã Tích Lộc|',
    ]);
    expect(faults).toEqual([]);
    expect(steps).toEqual([
      { kind: 'rename', unitId: 'u00102', name: 'Đảng bộ xã Vân Phúc' },
      {
        kind: 'found',
        unitId: 'new1',
        name: 'Đảng bộ xã Tích Lộc',
        code: '00199',
        unitKind: 'base-committee',
        sector: 'residential',
        parentId: 'D',
      },
      { kind: 'merge', unitId: 'u00101', intoId: 'u00102' },
      { kind: 'merge', unitId: 'u00103', intoId: 'new1' },
      { kind: 'merge', unitId: 'u00104', intoId: 'new1' },
    ]);
    const foreseen = foresee({
      rootId: 'D',
      on: '2025-01-01',
      units,
      people: [],
      arrivals: [],
      codesElsewhere: new Map(),
      depthOfRoot: 1,
      steps,
      assigned: new Map(),
    });
    expect([foreseen.problems, foreseen.after.length]).toEqual([[], 3]);
  });

  test('splits what goes to several, and keeps what is only partly given away', () => {
    const { steps } = draw([
      PLAIN,
      '00101|Xã Vân Hà|00102|Xã Vân Nam|60%',
      '00101|Xã Vân Hà|00103|Xã Thọ Lộc|40%',
      '00104|Xã Sen Chiểu|00103|Xã Thọ Lộc|một phần',
    ]);
    expect(steps).toEqual([
      {
        kind: 'split',
        unitId: 'u00101',
        parts: [
          { intoId: 'u00102', share: 60, words: [] },
          { intoId: 'u00103', share: 40, words: [] },
        ],
        restId: null,
      },
      {
        kind: 'split',
        unitId: 'u00104',
        parts: [
          { intoId: 'u00103', share: null, words: [] },
          { intoId: 'u00104', share: null, words: [] },
        ],
        restId: null,
      },
    ]);
  });

  test('keeps a code for a new bearer when the old one gives it up', () => {
    const { steps } = draw([
      PLAIN,
      '00101|Xã Vân Hà|00102|Xã Vân Hà|',
      '00102|Xã Vân Nam|00103|Xã Vân Nam|',
      '00103|Xã Thọ Lộc|00101|Xã Thọ Lộc|',
    ]);
    expect(steps).toEqual([
      { kind: 'recode', unitId: 'u00101', code: '00102' },
      { kind: 'recode', unitId: 'u00102', code: '00103' },
      { kind: 'recode', unitId: 'u00103', code: '00101' },
    ]);
  });

  test('names the rows that cannot be', () => {
    const { faults } = draw([
      PLAIN,
      '00999|Xã Lạ|00102|Xã Vân Nam|',
      '00101|Xã Vân Hà|00102|Xã Vân Nam|toàn bộ',
      '00101|Xã Vân Hà|00103|Xã Thọ Lộc|một phần',
    ]);
    expect(faults.map(({ row, refusal }) => `${row} ${refusal.code}`)).toEqual([
      '2 reorganisation.table-unknown-old',
      '4 reorganisation.table-whole-and-part',
    ]);
  });
});

describe('the official table of 2025', () => {
  const ward = (code: string, name: string, parentId: string): TreeUnit => ({
    ...commune(code, name),
    parentId,
  });
  const district = (id: string, name: string): TreeUnit => ({
    id,
    name: `Đảng bộ ${name}`,
    kind: 'upper-committee',
    sector: null,
    code: null,
    parentId: 'C',
  });
  const city: TreeUnit[] = [
    {
      id: 'C',
      name: 'Đảng bộ thành phố Hà Nội',
      kind: 'city-committee',
      sector: null,
      code: '01',
      parentId: null,
    },
    district('HK', 'quận Hoàn Kiếm'),
    district('DA', 'huyện Đông Anh'),
    district('DP', 'huyện Đan Phượng'),
    ward('00082', 'phường Hàng Bạc', 'HK'),
    ward('00061', 'phường Hàng Bồ', 'HK'),
    ward('00073', 'phường Cửa Đông', 'HK'),
    ward('00076', 'phường Lý Thái Tổ', 'HK'),
    ward('00454', 'xã Liên Hà', 'DA'),
    ward('00460', 'xã Vân Hà', 'DA'),
    ward('09784', 'xã Liên Hà', 'DP'),
    ward('09800', 'xã Hòa Xá', 'DP'),
  ];
  const plan = (lines: string[], merges: TableSheet['merges'] = []) => {
    made = 0;
    const rows = readPlanTable({
      rows: lines.map((line, at) => ({
        number: at + 1,
        cells: line.split('|').map((text) => ({ text: text.replaceAll('⏎', '\n') })),
      })),
      merges,
    });
    if (!rows.ok) throw new Error(rows.refusal.code);
    return planFromTable({
      rows: rows.value,
      units: city,
      parentId: 'C',
      nameOf: (name) => ({
        name: `Đảng bộ ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
        kind: null,
        sector: null,
      }),
      newId: () => `new${++made}`,
      endsEmptied: false,
    });
  };
  const words = ({ steps, told, faults }: ReturnType<typeof plan>) => ({
    found: steps.flatMap((step) =>
      step.kind === 'found' ? [`${step.unitId} ${step.name} ${step.code}`] : [],
    ),
    merge: steps.flatMap((step) => (step.kind === 'merge' ? [`${step.unitId}>${step.intoId}`] : [])),
    split: steps.flatMap((step) =>
      step.kind === 'split'
        ? [
            `${step.unitId}>${step.parts.map((part) => part.intoId + (part.words.length ? `(${part.words.join()})` : '')).join('+')}`,
          ]
        : [],
    ),
    told,
    faults: faults.map(({ row, refusal }) => `${row} ${refusal.code.replace('reorganisation.table-', '')}`),
  });

  test('two rows of titles, a group row, merged cells, figures, sums and repeated titles', () => {
    const read = plan(
      [
        'PHỤ LỤC|||||||',
        'TT|Đơn vị hành chính cấp xã trước khi sắp xếp|||Đơn vị hành chính cấp xã hình thành sau sắp xếp||||Ghi chú',
        '|Mã số|Tên đơn vị|Phạm vi|Mã số|Tên đơn vị|Diện tích tự nhiên (km2)|Quy mô dân số (người)|',
        '(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)',
        'I. QUẬN HOÀN KIẾM||||||||',
        '1|82|P. Hàng Bạc (*)|Toàn bộ|70|PHƯỜNG HOÀN KIẾM⏎(mới)|1,91|105.301|',
        '|61|Phường  Hàng Bồ|toàn bộ|||||',
        '|73|Phường Cửa Đông|Một phần||||| giáp phố Phùng Hưng',
        'TT|Đơn vị hành chính cấp xã trước khi sắp xếp|||Đơn vị hành chính cấp xã hình thành sau sắp xếp||||Ghi chú',
        '2|73|Phường Cửa Đông|Phần còn lại|79|P.Cửa Nam|168 ha|52.751 người|',
        '|76|Phường Lý Thái Tổ|Toàn bộ|||||',
        'Tổng cộng||4|||2|||',
        'Ghi chú: (*) tên theo nghị quyết||||||||',
      ],
      [{ fromRow: 6, toRow: 8, fromColumn: 5, toColumn: 5 }],
    );
    expect(words(read)).toEqual({
      found: ['new1 Đảng bộ phường HOÀN KIẾM 00070', 'new2 Đảng bộ phường Cửa Nam 00079'].map((each) =>
        each.replace('phường HOÀN', 'pHƯỜNG HOÀN'),
      ),
      merge: ['u00082>new1', 'u00061>new1', 'u00076>new2'],
      split: ['u00073>new1+new2'],
      told: [
        { unitId: 'new1', km2: 1.91, people: 105_301 },
        { unitId: 'new2', km2: 1.68, people: 52_751 },
      ],
      faults: [],
    });
  });

  test('clauses of the act in one column, or in the column of the old units', () => {
    const clause =
      '1. Sắp xếp toàn bộ diện tích tự nhiên, quy mô dân số của các phường Hàng Bạc, Hàng Bồ và một phần diện tích tự nhiên, quy mô dân số của phường Cửa Đông (tổ dân phố 1, 2) thành phường mới có tên gọi là phường Hoàn Kiếm.';
    const other =
      '2. Sắp xếp toàn bộ diện tích tự nhiên, quy mô dân số của phường Lý Thái Tổ và phần còn lại của phường Cửa Đông sau khi sắp xếp theo quy định tại khoản 1 Điều này thành phường mới có tên gọi là phường Cửa Nam.';
    const expected = {
      found: ['new1 Đảng bộ phường Hoàn Kiếm null', 'new2 Đảng bộ phường Cửa Nam null'],
      merge: ['u00082>new1', 'u00061>new1', 'u00076>new2'],
      split: ['u00073>new1(tổ dân phố 1,tổ dân phố 2)+new2'],
      told: [],
      faults: [],
    };
    expect(words(plan(['Điều 1. Sắp xếp các đơn vị hành chính cấp xã', clause, other]))).toEqual(expected);
    expect(words(plan(['STT|Nội dung sắp xếp', `1|${clause}`, `2|${other.normalize('NFD')}`]))).toEqual(
      expected,
    );
    expect(
      words(
        plan([
          'STT|Các xã, phường thực hiện sắp xếp|Tên đơn vị mới',
          `1|${clause}|Phường Hoàn Kiếm`,
          `2|${other}|P. Cửa Nam`,
        ]),
      ),
    ).toEqual(expected);
  });

  test('two communes of one name are told by the district, or by what stands beside them; else the row is named', () => {
    const titles = 'Đơn vị cũ|Đơn vị mới';
    expect(
      words(
        plan([
          titles,
          'Các xã Liên Hà, Vân Hà|Xã Thư Lâm',
          'Xã Liên Hà (huyện Đan Phượng)⏎X. Hoà Xá|Xã Liên Minh',
        ]),
      ),
    ).toMatchObject({ merge: ['u00454>new1', 'u00460>new1', 'u09784>new2', 'u09800>new2'], faults: [] });
    expect(words(plan([titles, 'Xã Liên Hà|Xã Thư Lâm'])).faults).toEqual(['2 many-old']);
  });

  test('a code and a name that mean different units, and figures that are none, are refused with their row', () => {
    const titles = 'Mã cũ|Tên cũ|Mã mới|Tên mới|Diện tích mới (km²)|Dân số mới';
    expect(
      words(
        plan([
          titles,
          '00082|Phường Hàng Bồ|00070|Phường Hoàn Kiếm|1,91|105.301',
          '00061|Phường Hàng Bồ|00070|Phường Hoàn Kiếm|nhỏ|1,5',
          '00076|Phường Lý Thái Tổ|00079|Phường Cửa Nam|1,2|10.000',
          '00073|Phường Cửa Đông|00079|Phường Cửa Nam|1,3|10.000',
        ]),
      ).faults,
    ).toEqual(['2 code-and-name', '5 two-figures', '3 bad-area', '3 bad-people'].toSorted());
  });

  test('the areas of whole old units are added up', () => {
    const titles = 'Mã cũ|Tên cũ|Diện tích cũ (ha)|Dân số cũ|Mã mới|Tên mới';
    expect(
      words(
        plan([
          titles,
          '00082|Phường Hàng Bạc|9|5.211|00070|Phường Hoàn Kiếm',
          '00061|Phường Hàng Bồ|9,5|7.023|00070|Phường Hoàn Kiếm',
        ]),
      ).told,
    ).toEqual([{ unitId: 'new1', km2: 0.185, people: 12_234 }]);
  });
});

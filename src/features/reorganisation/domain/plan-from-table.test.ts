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

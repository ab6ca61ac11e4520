import { expect, test } from 'vitest';
import { readWorklist, type SharedOut, type Subject } from './read-worklist.ts';

const unit = (subjectId: string, name: string, code: string | null): Subject => ({
  subjectId,
  what: 'unit',
  name,
  code,
  address: null,
  personId: null,
  intoId: null,
});
const choices = [
  { id: 'N', name: 'Đảng bộ phường Ba Đình', code: '00100' },
  { id: 'M', name: 'Đảng bộ phường Hồng Hà', code: null },
];
// Two wards with a group of the same number each.
const splits: SharedOut[] = [
  {
    splitId: 'A',
    name: 'Đảng bộ phường Ngọc Hà',
    choices,
    subjects: [unit('a1', 'Chi bộ Tổ dân phố số 1', '001.1')],
  },
  {
    splitId: 'B',
    name: 'Đảng bộ phường Đội Cấn',
    choices,
    subjects: [unit('b1', 'Chi bộ Tổ dân phố số 1', '002.1')],
  },
];
const read = (...lines: string[]) =>
  readWorklist(
    { rows: lines.map((line, at) => ({ number: at + 1, cells: line.split(';').map((text) => ({ text })) })) },
    splits,
  );

test.each<[string, string[], unknown]>([
  ['by code, into a unit by its code', ['Mã;Đơn vị mới', '002.1;00100'], [{ subjectId: 'b1', intoId: 'N' }]],
  [
    'by name and the unit it is of',
    ['Tên;Thuộc;Nơi nhận', 'Chi bộ Tổ dân phố số 1;phường Ngọc Hà;Phường Hồng Hà'],
    [{ subjectId: 'a1', intoId: 'M' }],
  ],
  [
    'below a title row of the office',
    ['PHƯƠNG ÁN;', 'Mã;Nơi tiếp nhận', '001.1;phuong ba dinh'],
    [{ subjectId: 'a1', intoId: 'N' }],
  ],
  ['without a place nothing is said', ['Mã;Nơi nhận', '001.1;'], []],
])('a line is found %s', (_, lines, expected) => {
  const found = read(...lines);
  expect(found.ok && found.value).toEqual({ assigned: expected, faults: [] });
});

test('a name that two units have is named with how many fit, and a table without the titles is refused', () => {
  const twice = read('Tên;Nơi nhận', 'Chi bộ Tổ dân phố số 1;Phường Hồng Hà');
  expect(twice.ok && twice.value.faults).toEqual([
    {
      row: 2,
      refusal: { code: 'reorganisation.line-unknown', facts: { name: 'Chi bộ Tổ dân phố số 1', count: 2 } },
    },
  ]);
  expect(read('Tên;Số', 'a;b')).toMatchObject({ ok: false, refusal: { code: 'reorganisation.no-worklist' } });
});

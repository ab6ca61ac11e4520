import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#kernel/civil-date.ts';
import { unwrap } from '#kernel/result.ts';
import { importErrors } from './import-errors.ts';
import type { ExistingMember, Grid, GridCell, GridMerge, ImportMapping } from './import-types.ts';
import { matchHeader, matchStackedHeader } from './match-header.ts';
import { previewImport } from './preview-import.ts';
import { dateOfSerial, readDates } from './read-date.ts';
import { nameKey, properCase, readName } from './read-name.ts';

const today = '2026-11-23';
const branchId = 'b-1';
const cell = (value: string | number | null): GridCell =>
  value === null || value === ''
    ? { kind: 'empty', text: '' }
    : typeof value === 'number'
      ? { kind: 'number', text: String(value), number: value }
      : { kind: 'text', text: value };
const gridOf = (rows: (string | number | null)[][], merges: GridMerge[] = [], name = 'DS'): Grid => ({
  sheets: [{ name, merges, rows: rows.map((row, at) => ({ number: at + 1, cells: row.map(cell) })) }],
});
const run = (rows: (string | number | null)[][], existing: ExistingMember[] = [], mapping?: ImportMapping) =>
  unwrap(
    previewImport({
      grid: gridOf(rows),
      existing,
      branch: { branchId },
      today,
      ...(mapping ? { mapping } : {}),
    }),
  );
const header = [
  'TT',
  'Họ và tên',
  'Ngày sinh',
  'Ngày vào Đảng',
  'Ngày chính thức',
  'Số thẻ đảng',
  'Số CCCD',
  'Điện thoại',
  'Ghi chú',
];
const day = (date: string) => ({ date, precision: 'day' as const });
const hung = ['1', 'Nguyễn Văn Hùng', '12/05/1960', '03/02/1985', '03/02/1986', '01234567', '', '', ''];
const member = (over: Partial<ExistingMember> = {}): ExistingMember => ({
  memberId: 'm-1',
  branchId,
  fullName: 'Nguyễn Văn Hùng',
  leftOn: null,
  birth: day('1960-05-12'),
  cardNumber: '01234567',
  citizenId: null,
  status: 'official',
  admittedOn: day('1985-02-03'),
  officialOn: day('1986-02-03'),
  ...over,
});
const verdictOf = (row: string[], existing: ExistingMember[] = []) => {
  const [only] = run([header, row], existing).rows;
  return only?.verdict === 'refused' ? only.refusals.map((refusal) => refusal.code) : only?.verdict;
};

describe('dates', () => {
  it.each<[string | number, string, string]>([
    ['12/05/1960', '1960-05-12', 'day'],
    ['2/9/45', '1945-09-02', 'day'],
    ['3.2.1985', '1985-02-03', 'day'],
    ['3-2-85', '1985-02-03', 'day'],
    ['1985-02-03', '1985-02-03', 'day'],
    ['ngày 3 tháng 2 năm 1985', '1985-02-03', 'day'],
    ['tháng 2 năm 1985', '1985-02-01', 'month'],
    ['02/1985', '1985-02-01', 'month'],
    ['3.1985', '1985-03-01', 'month'],
    [3.1985, '1985-03-01', 'month'],
    [12.198, '1980-12-01', 'month'],
    ['00/00/1955', '1955-01-01', 'year'],
    ['00/07/1955', '1955-07-01', 'month'],
    ['  /  /1955', '1955-01-01', 'year'],
    ['1955', '1955-01-01', 'year'],
    [1955, '1955-01-01', 'year'],
    ['12051960', '1960-05-12', 'day'],
    [3_021_985, '1985-02-03', 'day'],
    [22_048, '1960-05-12', 'day'],
    ['22048', '1960-05-12', 'day'],
    ['29/02/1960', '1960-02-29', 'day'],
  ])('%s is %s, precise to the %s', (value, date, precision) =>
    expect(readDates([cell(value)], 2026)).toEqual([{ kind: 'date', value: { date, precision } }]),
  );

  it.each(['31/02/1960', '12/13/1960', '29/02/1961', 'khoảng xưa', '5/6', '01/01/1850'])(
    '%s is unreadable',
    (text) => expect(readDates([cell(text)], 2026).map((reading) => reading.kind)).toContain('unreadable'),
  );

  it.each(['', '-', 'không rõ', '…', '/  /'])('%j says nothing', (text) =>
    expect(readDates([cell(text)], 2026)).toEqual([]),
  );

  it.each([
    '03/02/1985 - 03/02/1986',
    '3/2/85\n3/2/86',
    '03/02/1985-03/02/1986',
    '3.2.1985; 3.2.1986',
    '03/02/1985 (chính thức 03/02/1986)',
  ])('two dates in %j', (text) =>
    expect(readDates([cell(text)], 2026)).toEqual([
      { kind: 'date', value: day('1985-02-03') },
      { kind: 'date', value: day('1986-02-03') },
    ]),
  );

  it('takes two-digit years as the latest century that can be', () => {
    expect(readDates([cell('1/1/08')], 2008)).toEqual([{ kind: 'date', value: day('2008-01-01') }]);
    expect(readDates([cell('1/1/09')], 2008)).toEqual([{ kind: 'date', value: day('1909-01-01') }]);
  });

  it('counts serials as Excel does, with its false leap day', () => {
    expect([1, 59, 60, 61, 45_000].map(dateOfSerial)).toEqual([
      '1900-01-01',
      '1900-02-28',
      null,
      '1900-03-01',
      '2023-03-15',
    ]);
    expect([0, -4, 200_000].map(dateOfSerial)).toEqual([null, null, null]);
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 80_000 }), (serial) => {
        expect(dateOfSerial(serial)).toBe(addDays('1899-12-30', serial));
      }),
    );
  });

  it('reads every day back from every spelling', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 45_000 }),
        fc.constantFrom('/', '.', '-', ' / '),
        fc.boolean(),
        (n, sep, isPadded) => {
          const date = addDays('1905-01-01', n);
          const [y, m, d] = date.split('-') as [string, string, string];
          const text = (isPadded ? [d, m, y] : [String(Number(d)), String(Number(m)), y]).join(sep);
          expect(readDates([cell(text)], 2026)).toEqual([{ kind: 'date', value: day(date) }]);
        },
      ),
    );
  });
});

describe('names', () => {
  it.each([
    ['NGUYỄN  VĂN   HÙNG', 'Nguyễn Văn Hùng'],
    ['đỗ thị ánh', 'Đỗ Thị Ánh'],
    ["H'HEN NIÊ", "H'Hen Niê"],
    ['Y-BLÔK ÊBAN', 'Y-Blôk Êban'],
    ['Nguyễn'.normalize('NFD'), 'Nguyễn'],
  ])('%s is %s', (given, expected) => expect(properCase(given)).toBe(expected));

  it('leave titles and brackets aside', () => {
    expect(readName('Đ/c NGUYỄN VĂN HÙNG (Bí thư)')).toEqual({ name: 'Nguyễn Văn Hùng', aside: 'Bí thư' });
    expect(readName('Bà Lê Thị Hoa*')).toEqual({ name: 'Lê Thị Hoa', aside: null });
  });

  it('are the same wherever the tone is put', () => {
    expect(nameKey('Lê Thị Hoà')).toBe(nameKey('LÊ THỊ HÒA'));
    expect(nameKey('Lý Thuý')).toBe(nameKey('Lí Thúy'));
    expect(nameKey('Hoa')).not.toBe(nameKey('Hòa'));
    expect(nameKey('Thủy')).not.toBe(nameKey('Thùy'));
  });
});

describe('titles of columns', () => {
  it.each<[string, string | null]>([
    ['STT', 'ordinal'],
    ['HỌ VÀ TÊN', 'fullName'],
    ['Họ tên đảng viên', 'fullName'],
    ['Họ và tên đệm', 'familyName'],
    ['Ho lot', 'familyName'],
    ['Tên', 'givenName'],
    ['Ngày,\ntháng,\nnăm sinh', 'birth'],
    ['Nam', 'male'],
    ['Năm', null],
    ['Nữ', 'female'],
    ['Dân tộc', 'ethnicity'],
    ['Nguyên quán', 'homeTown'],
    ['Hộ khẩu thường trú', 'address'],
    ['Trình độ lý luận chính trị', 'politicalTheory'],
    ['Trình độ chuyên môn', 'expertise'],
    ['Trình độ học vấn', 'education'],
    ['Ngày vào Đảng', 'admittedOn'],
    ['Ngày kết nạp', 'admittedOn'],
    ['Ngày chính thức', 'officialOn'],
    ['Ngày vào Đảng chính thức', 'officialOn'],
    ['Ngày vào Đảng, ngày chính thức', 'partyDates'],
    ['Số thẻ ĐV', 'cardNumber'],
    ['CMND/CCCD', 'citizenId'],
    ['Ngày cấp CCCD', null],
    ['Số ĐT', 'phone'],
    ['Huy hiệu Đảng', 'badge'],
    ['Miễn sinh hoạt Đảng', 'exempt'],
    ['Sinh hoạt tạm thời', 'temporary'],
    ['Ngày chuyển', 'leftOn'],
    ['Chuyển sinh hoạt', 'left'],
    ['Nơi sinh', null],
    ['Họ và tên bố', null],
    ['Ghi chú', 'note'],
  ])('%s means %s', (title, field) => expect(matchHeader(title)?.field ?? null).toBe(field));

  it.each([
    ['Năm sinh', 'Nam', 'birthMale'],
    ['Năm sinh', 'Nữ', 'birthFemale'],
    ['Giới tính', 'Nữ', 'female'],
    ['Ngày vào Đảng', 'Chính thức', 'officialOn'],
    ['Ngày vào Đảng', 'Dự bị', 'admittedOn'],
    ['Họ và tên', 'Họ đệm', 'familyName'],
    ['Họ và tên', 'Tên', 'givenName'],
    ['Trình độ', 'LLCT', 'politicalTheory'],
    ['Chuyển đi', 'Ngày', 'leftOn'],
  ])('%s over %s means %s', (parent, child, field) =>
    expect(matchStackedHeader(parent, child)?.field).toBe(field),
  );
});

describe('one row', () => {
  it.each<[string, Record<number, string>, unknown]>([
    ['a good row', {}, 'new'],
    ['born tomorrow', { 2: '24/11/2026' }, ['members.import-birth-in-future']],
    ['admitted at 17', { 3: '11/05/1978', 4: '' }, ['members.import-under-age']],
    ['admitted on the eighteenth birthday', { 3: '12/05/1978', 4: '' }, 'new'],
    ['a year of birth that leaves it open', { 2: '1960', 3: '01/01/1978', 4: '' }, 'new'],
    ['recognised before admission', { 4: '02/02/1985' }, ['members.import-official-before-admission']],
    ['recognised on the day of admission', { 4: '03/02/1985' }, 'new'],
    ['admitted in the future', { 3: '01/01/2027', 4: '' }, ['members.import-date-in-future']],
    ['a short card number', { 5: '1234' }, ['members.import-card-number-format']],
    ['a card number with dots', { 5: '01.234.567' }, 'new'],
    ['an old identity card', { 6: '123456789' }, ['members.import-citizen-id-format']],
    ['a good citizen number', { 6: '001060012345' }, 'new'],
    ['a bad telephone', { 7: '0912' }, ['members.import-phone-format']],
    ['two telephones', { 7: '0912 345 678 / 0987654321' }, 'new'],
    ['a name of one word', { 1: 'Hùng' }, ['members.import-name-unreadable']],
    ['no name', { 1: '' }, ['members.import-name-missing']],
    [
      'several faults at once',
      { 5: '12', 7: '1' },
      ['members.import-card-number-format', 'members.import-phone-format'],
    ],
    ['somebody who died', { 8: 'Từ trần 02/03/2024' }, 'left'],
    ['somebody who moved', { 8: 'Đã chuyển sinh hoạt' }, 'left'],
    ['somebody who came', { 8: 'Chuyển sinh hoạt đến từ Đảng bộ xã Yên Mỹ' }, 'new'],
  ])('%s', (_, over, expected) => {
    expect(verdictOf(hung.map((value, at) => over[at] ?? value))).toEqual(expected);
  });

  it('has a text for every code it can be refused with', () => {
    const { rows } = run([header, hung.map((value, at) => (at === 5 ? 'x1' : value))]);
    for (const refusal of rows[0]?.refusals ?? []) expect(Object.keys(importErrors)).toContain(refusal.code);
    expect(rows[0]?.refusals).toHaveLength(1);
  });
});

describe('people who are there already', () => {
  it.each<[string, Partial<ExistingMember>, Record<number, string>, unknown]>([
    ['the same', {}, {}, 'same'],
    ['the same by name and birth, card unknown', { cardNumber: null }, { 5: '' }, 'same'],
    ['the same, told less precisely', {}, { 2: '1960' }, 'same'],
    ['the same in another spelling', { fullName: 'Nguyễn Văn Hùng' }, { 1: 'NGUYỄN VĂN  HÙNG' }, 'same'],
    ['a more precise birth date', { birth: { date: '1960-01-01', precision: 'year' } }, {}, 'changed'],
    ['another birth date under the same card', {}, { 2: '13/05/1960' }, 'changed'],
    ['another name under the same card and birth', {}, { 1: 'Nguyễn Mạnh Hùng' }, 'changed'],
    ['a new card', {}, { 5: '07654321' }, 'changed'],
    [
      'a card that belongs to somebody else',
      {},
      { 1: 'Trần Thị Bình', 2: '01/01/1970', 3: '', 4: '' },
      ['members.import-number-of-another'],
    ],
    ['a member of another branch', { branchId: 'b-2' }, {}, ['members.import-in-another-branch']],
    ['a guest from another branch', { branchId: 'b-2' }, { 8: 'Sinh hoạt tạm thời' }, 'new'],
    ['somebody who left another branch', { branchId: 'b-2', leftOn: '2020-01-01' }, {}, 'new'],
    ['somebody who left this branch', { leftOn: '2020-01-01' }, {}, ['members.import-has-left']],
    ['an exempt member whom the list calls official', { status: 'exempt' }, {}, 'same'],
    ['a provisional member who became official', { status: 'provisional', officialOn: null }, {}, 'changed'],
    ['somebody else of that name', { birth: day('1975-01-01'), cardNumber: '99999999' }, {}, 'new'],
  ])('%s', (_, over, row, expected) => {
    expect(
      verdictOf(
        hung.map((value, at) => row[at] ?? value),
        [member(over)],
      ),
    ).toEqual(expected);
  });

  it('are asked about when two could be meant', () => {
    const existing = [member({ cardNumber: null }), member({ memberId: 'm-2', cardNumber: null })];
    expect(
      verdictOf(
        hung.map((value, at) => (at === 5 ? '' : value)),
        existing,
      ),
    ).toEqual(['members.import-ambiguous']);
    const crossed = [
      member({ birth: null }),
      member({ memberId: 'm-2', cardNumber: null, citizenId: '001060012345' }),
    ];
    expect(
      verdictOf(
        hung.map((value, at) => (at === 6 ? '001060012345' : value)),
        crossed,
      ),
    ).toEqual(['members.import-ambiguous']);
  });

  it('leave when the list says so, once', () => {
    const row = hung.map((value, at) => (at === 8 ? 'Chuyển sinh hoạt 15/03/2026' : value));
    const [here] = run([header, row], [member()]).rows;
    expect(here).toMatchObject({
      verdict: 'left',
      memberId: 'm-1',
      leaving: { reason: 'moved', effect: 'end', on: day('2026-03-15') },
    });
    const [gone] = run([header, row], [member({ leftOn: '2026-03-15' })]).rows;
    expect(gone).toMatchObject({ verdict: 'left', leaving: { effect: 'none' } });
  });

  it('name both rows when the list writes one of them twice', () => {
    const { rows } = run([header, hung, ['2', ...hung.slice(1)]]);
    expect(rows.map((row) => row.refusals)).toEqual([
      [{ code: 'members.import-duplicate', field: 'cardNumber', facts: { other: 3, by: 'số thẻ đảng' } }],
      [{ code: 'members.import-duplicate', field: 'cardNumber', facts: { other: 2, by: 'số thẻ đảng' } }],
    ]);
  });
});

describe('the sheet', () => {
  it('is the one that looks like a list, and can be chosen', () => {
    const cover = gridOf([['Bìa'], ['Năm', 2026]], [], 'Bìa').sheets[0]!;
    const list = gridOf([header, hung], [], 'Danh sách').sheets[0]!;
    const grid = { sheets: [cover, list] };
    const result = unwrap(previewImport({ grid, existing: [], branch: { branchId }, today }));
    expect([result.sheet, result.sheets]).toEqual(['Danh sách', ['Bìa', 'Danh sách']]);
    const wrong = previewImport({
      grid,
      mapping: { sheet: 'Khác' },
      existing: [],
      branch: { branchId },
      today,
    });
    expect(wrong).toMatchObject({ ok: false, refusal: { code: 'members.import-no-sheet' } });
    const none = previewImport({
      grid,
      mapping: { sheet: 'Bìa' },
      existing: [],
      branch: { branchId },
      today,
    });
    expect(none).toMatchObject({ ok: false, refusal: { code: 'members.import-no-list' } });
  });

  it('without people is refused', () => {
    const result = previewImport({ grid: gridOf([header]), existing: [], branch: { branchId }, today });
    expect(result).toMatchObject({ ok: false, refusal: { code: 'members.import-no-people' } });
  });

  it('shows what it guessed, and follows what is put right', () => {
    const rows = [
      ['TT', 'Họ và tên', 'Cột lạ'],
      ['1', 'Nguyễn Văn Hùng', '12/05/1960'],
      ['2', 'Lê Thị Hoa', '1971'],
    ];
    const guessed = run(rows);
    expect(guessed.columns[2]).toEqual({
      index: 2,
      letter: 'C',
      header: 'Cột lạ',
      field: null,
      confidence: 'none',
      samples: ['12/05/1960', '1971'],
    });
    expect(guessed.rows[0]?.draft?.birth).toBeNull();
    const told = run(rows, [], { columns: { 2: 'birth' } });
    expect(told.columns[2]).toMatchObject({ field: 'birth', confidence: 'chosen' });
    expect(told.rows.map((row) => row.draft?.birth)).toEqual([
      day('1960-05-12'),
      { date: '1971-01-01', precision: 'year' },
    ]);
  });

  it('can be told where the header is and what stands in columns without titles', () => {
    const rows = [
      ['a', 'b', 'c'],
      ['1', 'Nguyễn Văn Hùng', '1960'],
    ];
    const result = run(rows, [], {
      headerRows: { from: 1, to: 1 },
      columns: { 0: 'ordinal', 1: 'fullName', 2: 'birth' },
    });
    expect(result.rows.map((row) => [row.rowNumber, row.draft?.fullName])).toEqual([[2, 'Nguyễn Văn Hùng']]);
  });

  it('puts a name written over two rows together', () => {
    const result = run([
      header,
      ['1', 'Công Tằng Tôn Nữ', '12/05/1960', '03/02/1985', '03/02/1986', '01234567'],
      ['', 'Hồng Hạnh'],
      ['2', ...hung.slice(1, 5), '01234568'],
    ]);
    expect(result.rows.map((row) => [row.rowNumbers, row.draft?.fullName])).toEqual([
      [[2, 3], 'Công Tằng Tôn Nữ Hồng Hạnh'],
      [[4], 'Nguyễn Văn Hùng'],
    ]);
  });

  it('ends at totals and signatures, not at people whose names sound like them', () => {
    const rows = [
      header,
      ['1', 'Công Thị Lan', ...hung.slice(2, 5)],
      ['2', 'Tống Văn Cộng', ...hung.slice(2, 5), '', '', '', 'Xác nhận tuổi Đảng'],
      ['', 'Tổng cộng: 2 đảng viên'],
      ['', '', 'Hà Nội, ngày 3 tháng 2 năm 2026'],
      ['', 'Nguyễn Văn Ký'],
    ];
    const result = run(rows);
    expect(result.rows.map((row) => [row.verdict, row.draft?.fullName])).toEqual([
      ['new', 'Công Thị Lan'],
      ['new', 'Tống Văn Cộng'],
    ]);
    expect(result.skippedRows).toEqual([4, 5, 6]);
  });

  it('without running numbers is read too', () => {
    const plain = [header, hung, ['2', 'Lê Thị Hoa', '1971']].map((row) => row.slice(1));
    const result = run([['Danh sách đảng viên'], ...plain, ['Tổ đảng số 2'], ['Đỗ Văn An', '01/02/1980']]);
    expect(result.rows.map((row) => row.rowNumber)).toEqual([3, 4, 6]);
    expect(result.skippedRows).toEqual([5]);
  });
});

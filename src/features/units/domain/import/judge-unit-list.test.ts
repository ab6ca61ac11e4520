import { describe, expect, test } from 'vitest';
import { judgeUnitList } from './judge-unit-list.ts';
import { readListNumber, readUnitList } from './read-unit-list.ts';
import { sampleList } from './sample-list.ts';
import type { KnownUnit, ListSheet } from './unit-list.ts';

/** A sheet as it would be typed, one line per row, cells between semicolons; `#12` is a number cell. */
const sheet = (text: string): ListSheet => ({
  name: 'Sheet1',
  rows: text
    .trim()
    .split('\n')
    .map((line, at) => ({
      number: at + 1,
      cells: line.split(';').map((cell) => {
        const value = cell.trim();
        if (value === '') return { kind: 'empty', text: '' };
        return value.startsWith('#')
          ? { kind: 'number', text: value.slice(1), number: Number(value.slice(1)) }
          : { kind: 'text', text: value };
      }),
    })),
});

const FROM = '2022-01-01';
const none = { km2: null, population: null, lat: null, lon: null, terrain: null };
const city: KnownUnit = {
  id: 'city',
  code: '01',
  name: 'Đảng bộ thành phố Hà Nội',
  kind: 'city-committee',
  sector: null,
  parentId: null,
  foundedOn: '2020-01-01',
  area: null,
};
const known = (id: string, code: string | null, name: string, more: Partial<KnownUnit> = {}): KnownUnit => ({
  ...city,
  id,
  code,
  name,
  kind: 'upper-committee',
  parentId: 'city',
  ...more,
});

const judge = (
  text: string,
  tree: KnownUnit[] = [],
  under: KnownUnit | null = null,
  taken: string[] = [],
) => {
  const list = readUnitList(sheet(text));
  if (!list.ok) throw new Error(list.refusal.code);
  let made = 0;
  return judgeUnitList({
    list: list.value,
    known: tree,
    takenCodes: new Set(taken),
    under,
    from: FROM,
    newId: () => `new-${++made}`,
  });
};
const rows = (text: string, ...more: [KnownUnit[]?, (KnownUnit | null)?, string[]?]) =>
  judge(text, ...more).verdicts.map((v) =>
    v.verdict === 'refused'
      ? [v.row, ...v.refusals.map((r) => r.code.replace('units.import-', ''))]
      : [v.row, v.verdict, v.code, v.name, v.kind, v.parentName],
  );

describe('shapes of lists', () => {
  test('code, name, kind, parent_code', () => {
    expect(
      rows(`
        code;name;kind;parent_code
        01;Thành phố Hà Nội;thanh-pho;
        001;Quận Ba Đình;quan;01
        00001;Phường Phúc Xá;phuong;001`),
    ).toEqual([
      [2, 'new', '01', 'Đảng bộ thành phố Hà Nội', 'city-committee', null],
      [3, 'new', '001', 'Đảng bộ quận Ba Đình', 'upper-committee', 'Đảng bộ thành phố Hà Nội'],
      [4, 'new', '00001', 'Đảng bộ phường Phúc Xá', 'base-committee', 'Đảng bộ quận Ba Đình'],
    ]);
  });

  test('Vietnamese titles below a heading, columns in another order, children before parents, own names alone', () => {
    expect(
      rows(`
        DANH MỤC ĐƠN VỊ HÀNH CHÍNH
        ;
        STT;Trực thuộc;Cấp;Mã;Tên đơn vị;Ghi chú
        #1;001;Phường;00001;Phúc Xá;
        #2;01;Quận;001;Ba Đình;nội thành
        #3;;Thành phố;01;Hà Nội;`),
    ).toEqual([
      [4, 'new', '00001', 'Đảng bộ phường Phúc Xá', 'base-committee', 'Đảng bộ quận Ba Đình'],
      [5, 'new', '001', 'Đảng bộ quận Ba Đình', 'upper-committee', 'Đảng bộ thành phố Hà Nội'],
      [6, 'new', '01', 'Đảng bộ thành phố Hà Nội', 'city-committee', null],
    ]);
  });

  test('the flat table of the statistics office: three units in a row, each written once', () => {
    expect(
      rows(`
        Tỉnh Thành Phố;Mã TP;Quận Huyện;Mã QH;Phường Xã;Mã PX;Cấp;Tên Tiếng Anh
        Thành phố Hà Nội;01;Quận Ba Đình;001;Phường Phúc Xá;00001;Phường;
        Thành phố Hà Nội;01;Quận Ba Đình;001;Phường Trúc Bạch;00004;Phường;
        Thành phố Hà Nội;01;Huyện Sóc Sơn;016;Xã Bắc Sơn;00379;Xã;
        Thành phố Hà Nội;01;Huyện Đảo;999;;;;`),
    ).toEqual([
      [2, 'new', '01', 'Đảng bộ thành phố Hà Nội', 'city-committee', null],
      [2, 'new', '001', 'Đảng bộ quận Ba Đình', 'upper-committee', 'Đảng bộ thành phố Hà Nội'],
      [2, 'new', '00001', 'Đảng bộ phường Phúc Xá', 'base-committee', 'Đảng bộ quận Ba Đình'],
      [3, 'new', '00004', 'Đảng bộ phường Trúc Bạch', 'base-committee', 'Đảng bộ quận Ba Đình'],
      [4, 'new', '016', 'Đảng bộ huyện Sóc Sơn', 'upper-committee', 'Đảng bộ thành phố Hà Nội'],
      [4, 'new', '00379', 'Đảng bộ xã Bắc Sơn', 'base-committee', 'Đảng bộ huyện Sóc Sơn'],
      [5, 'new', '999', 'Đảng bộ huyện Đảo', 'upper-committee', 'Đảng bộ thành phố Hà Nội'],
    ]);
  });

  test('codes that a spreadsheet made into numbers get their zeros back', () => {
    expect(
      rows(`
        code;name;kind;parent_code
        #1;Thành phố Hà Nội;;
        #1;Quận Ba Đình;;#1
        #4;Phường Trúc Bạch;;#1`).map((row) => [row[2], row[5]]),
    ).toEqual([
      ['01', null],
      ['001', 'Đảng bộ thành phố Hà Nội'],
      ['00004', 'Đảng bộ quận Ba Đình'],
    ]);
    expect(
      rows(`
        Mã TP;Tỉnh;Mã QH;Huyện;Mã PX;Xã
        #1;Thành phố Hà Nội;#1;Quận Ba Đình;#4;Phường Trúc Bạch`).map((row) => row[2]),
    ).toEqual(['01', '001', '00004']);
  });

  test('Party organisations by their own names, without codes, with levels and sectors', () => {
    const ward = known('ward', '00001', 'Đảng bộ phường Phúc Xá', { kind: 'base-committee' });
    const { verdicts } = judge(
      `
        Tên tổ chức đảng;Loại hình;Trực thuộc;Cấp
        Chi bộ Tổ dân phố số 1;tổ dân phố;Đảng ủy phường Phúc Xá;
        Đảng bộ bộ phận Công ty Sông Hồng;doanh nghiệp nhà nước;00001;
        Chi bộ Phân xưởng 2;doanh nghiệp nhà nước;Đảng bộ bộ phận Công ty Sông Hồng;chi bộ
        Tổ đảng 1;;Chi bộ Phân xưởng 2;`,
      [city, ward],
      city,
    );
    expect(verdicts.map((v) => [v.name, v.kind, v.sector, v.parentName])).toEqual([
      ['Chi bộ Tổ dân phố số 1', 'branch', 'residential', 'Đảng bộ phường Phúc Xá'],
      ['Đảng bộ bộ phận Công ty Sông Hồng', 'sub-committee', 'enterprise-state', 'Đảng bộ phường Phúc Xá'],
      ['Chi bộ Phân xưởng 2', 'branch', 'enterprise-state', 'Đảng bộ bộ phận Công ty Sông Hồng'],
      ['Tổ đảng 1', 'group', null, 'Chi bộ Phân xưởng 2'],
    ]);
  });

  test('figures of the place', () => {
    const { verdicts } = judge(`
      code;name;Diện tích (km²);Dân số;lat;lon
      01;Thành phố Hà Nội;3.359,82;8.330.834;21.0285;105.8542`);
    expect(verdicts[0]).toMatchObject({
      verdict: 'new',
      area: { km2: 3359.82, population: 8330834, lat: 21.0285, lon: 105.8542, terrain: null },
    });
  });

  test.each([
    ['9,25', false, 9.25],
    ['9.25', false, 9.25],
    ['1.234,5', false, 1234.5],
    ['1,234.5', false, 1234.5],
    ['-21.5', false, -21.5],
    ['8.330.834', true, 8330834],
    ['8,330,834', true, 8330834],
    ['65 023', true, 65023],
    ['12,5', true, null],
    ['nhiều', false, null],
  ])('the number %s (whole: %s) is %s', (text, whole, value) => {
    expect(readListNumber(text, whole)).toBe(value);
  });

  test('a sheet without a header is no list', () => {
    expect(readUnitList(sheet('Họ và tên;Ngày sinh\nTrần Thị Bình;1960'))).toMatchObject({
      ok: false,
      refusal: { code: 'units.import-no-list' },
    });
  });
});

describe('what is wrong is named by row', () => {
  test('doubles, unknown parents, rings and orphans', () => {
    expect(
      rows(`
        code;name;kind;parent_code
        01;Thành phố Hà Nội;thanh-pho;
        001;Quận Ba Đình;quan;01
        001;Quận Hoàn Kiếm;quan;01
        003;Quận Tây Hồ;quan;99
        00001;Phường Phúc Xá;phuong;003
        R1;Đảng bộ cơ sở R1;dang bo co so;R3
        R2;Đảng bộ cơ sở R2;dang bo co so;R1
        R3;Đảng bộ cơ sở R3;dang bo co so;R2
        R4;Chi bộ R4;chi bo;R1`),
    ).toEqual([
      [2, 'new', '01', 'Đảng bộ thành phố Hà Nội', 'city-committee', null],
      [3, 'duplicate-code'],
      [4, 'duplicate-code'],
      [5, 'unknown-parent'],
      [6, 'parent-refused'],
      [7, 'cycle', 'parent-refused'],
      [8, 'cycle', 'parent-refused'],
      [9, 'cycle', 'parent-refused'],
      [10, 'parent-refused'],
    ]);
    const ring = judge(`
      code;name;kind;parent_code
      A;Đảng bộ A;dang bo co so;B
      B;Đảng bộ B;dang bo co so;A`);
    expect(ring.verdicts[0]?.refusals[0]?.facts).toEqual({ path: 'A → B → A' });
    expect(ring.counts).toEqual({ accepted: 0, same: 0, changed: 0, refused: 2, absent: 0 });
  });

  test('a ring that closes only through the tree that is there', () => {
    const upper = known('a', 'A', 'Đảng bộ cơ sở A', { kind: 'base-committee' });
    const lower = known('b', 'B', 'Đảng bộ bộ phận B', { kind: 'sub-committee', parentId: 'a' });
    expect(rows('code;name;parent_code\nA;Đảng bộ cơ sở A;B', [city, upper, lower])).toEqual([[2, 'cycle']]);
  });

  test.each([
    ['a missing name', ';X', ['name-missing']],
    ['a code with signs', 'Quận Ba Đình;*1*', ['bad-code']],
    ['an unknown level', 'Ba Đình;X', ['kind-unknown']],
  ])('%s', (_, cells, refusals) => {
    expect(rows(`name;code\n${cells}`, [city], city)).toEqual([[2, ...refusals]]);
  });

  test.each([
    ['abc;;;', ['bad-number']],
    ['1;-5;;', ['bad-number']],
    ['1;5;21;', ['bad-point']],
    ['1;5;105;21', ['bad-point']],
  ])('figures %s', (cells, refusals) => {
    expect(rows(`code;name;area_km2;population;lat;lon\n001;Quận Ba Đình;${cells}`, [city], city)).toEqual([
      [2, ...refusals],
    ]);
  });

  test.each([
    ['miền núi', 'mountain'],
    ['Vùng cao', 'mountain'],
    ['hải đảo', 'island'],
    ['Đồng bằng', 'ordinary'],
    ['lowland', 'ordinary'],
    ['', null],
    ['–', null],
  ])('terrain %s: %s', (told, terrain) => {
    const { verdicts } = judge(`mã;tên;diện tích;địa hình;cấp trên\n00001;Xã Đồi Thông;5;${told};001`, [
      city,
      known('d', '001', 'Đảng bộ huyện Sông Con'),
    ]);
    expect(verdicts.map((each) => each.area?.terrain)).toEqual([terrain]);
  });

  test('a terrain that nobody knows is refused by its row', () => {
    expect(rows('code;name;terrain\n001;Quận Ba Đình;sườn dốc', [city], city)).toEqual([[2, 'bad-terrain']]);
  });

  test('the sample table is read whole, every column of it', () => {
    for (const language of ['vi', 'en'] as const) {
      const list = readUnitList(sheet(sampleList(language).slice(1).replaceAll(',', ';')));
      if (!list.ok) throw new Error('not read');
      expect(list.value.columns.filter(({ field }) => field === null)).toEqual([]);
      expect(list.value.units.map(({ area, refusals }) => [area.terrain, refusals])).toEqual([
        ['mountain', []],
        ['ordinary', []],
      ]);
    }
  });

  test('levels, second tops, missing tops, codes of others', () => {
    expect(rows('code;name\nX;Tổ đảng 1', [city], city)).toEqual([[2, 'level']]);
    expect(rows('code;name\n02;Tỉnh Hà Giang', [city])).toEqual([[2, 'second-top']]);
    expect(rows('code;name\n001;Quận Ba Đình')).toEqual([[2, 'no-top']]);
    expect(rows('code;name\n001;Quận Ba Đình', [city], city, ['001'])).toEqual([[2, 'code-elsewhere']]);
    expect(
      rows('code;name;ngay thanh lap;parent_code\nA;Quận A;01/06/2022;01\nB;Phường B;31/05/2022;A', [city]),
    ).toEqual([
      [2, 'new', 'A', 'Đảng bộ quận A', 'upper-committee', 'Đảng bộ thành phố Hà Nội'],
      [3, 'before-parent'],
    ]);
    expect(rows('code;name;founded_on;parent_code\nA;Quận A;hôm qua;01', [city])).toEqual([[2, 'bad-date']]);
  });
});

describe('a list about units that are there', () => {
  const district = known('d', '001', 'Đảng bộ quận Ba Đình');
  const other = known('e', '002', 'Quận ủy Hoàn Kiếm');
  const ward = known('w', '00001', 'Đảng bộ phường Phúc Xá', {
    kind: 'base-committee',
    sector: 'residential',
    parentId: 'd',
    area: { ...none, km2: 0.92, population: 21000 },
  });
  const tree = [city, district, other, ward];
  const header = 'code;name;kind;parent_code;area_km2\n';
  const changes = (cells: string) =>
    judge(header + cells, tree).verdicts.map((v) =>
      v.verdict === 'refused' ? v.refusals.map((r) => r.code) : [v.verdict, ...v.changes.map((c) => c.field)],
    );

  test.each([
    ['001;Quận Ba Đình;quan;01;', ['same']],
    // Whether the list writes the organisation or its committee is no change.
    ['002;Quận Hoàn Kiếm;quan;01;', ['same']],
    ['001;Ba Đình;;;', ['same']],
    ['00001;Phường Phúc Xá;phuong;001;0,92', ['same']],
    ['00001;Phường Phúc Xá;phuong;001;0,95', ['changed', 'area']],
    ['00001;Phường Hồng Hà;phuong;001;', ['changed', 'name']],
    ['00001;Phường Phúc Xá;phuong;002;', ['changed', 'parent']],
    ['00001;Phường Phúc Xá;chi bo co so;001;', ['changed', 'kind']],
    // Another name in another place: the code has been given to another unit.
    ['00001;Phường Hồng Hà;phuong;002;', ['units.import-code-reused']],
  ])('%s: %j', (cells, expected) => {
    expect(changes(cells)).toEqual([expected]);
  });

  test('figures that the list does not give stay', () => {
    const { verdicts } = judge(`${header}00001;Phường Phúc Xá;phuong;001;0,95`, tree);
    expect(verdicts[0]?.changes).toEqual([
      {
        field: 'area',
        before: { ...none, km2: 0.92, population: 21000 },
        after: { ...none, km2: 0.95, population: 21000 },
      },
    ]);
  });

  test('what stands beside the units of the list and is not in it is told and left alone', () => {
    const preview = judge(`${header}01;Thành phố Hà Nội;thanh-pho;;\n001;Quận Ba Đình;quan;01;`, tree);
    expect(preview.absent).toEqual([
      { code: '002', name: 'Quận ủy Hoàn Kiếm' },
      { code: '00001', name: 'Đảng bộ phường Phúc Xá' },
    ]);
    expect(preview.counts).toEqual({ accepted: 0, same: 2, changed: 0, refused: 0, absent: 2 });
  });

  test('a unit without a code is known by its name under its parent', () => {
    const branch = known('c', null, 'Chi bộ 1', { kind: 'branch', parentId: 'w' });
    expect(rows('name;parent\nChi bộ 1;00001\nChi bộ 2;00001\nChi bộ 2;00001', [...tree, branch])).toEqual([
      [2, 'same', null, 'Chi bộ 1', 'branch', 'Đảng bộ phường Phúc Xá'],
      [3, 'duplicate-name'],
      [4, 'duplicate-name'],
    ]);
  });
});

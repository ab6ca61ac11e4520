import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personSortKey } from '#kernel/vietnamese.ts';
import { type ColumnText, clipboardTextOf, csvOf, filterRows, sortRows } from './table-rows.ts';

type Row = { name: string; score: number | null };
const columns: ColumnText<Row>[] = [
  { key: 'name', header: 'Họ và tên', text: (r) => r.name, sortKey: (r) => personSortKey(r.name) },
  { key: 'score', header: 'Điểm', text: (r) => String(r.score ?? ''), sortKey: (r) => r.score },
];
const rows: Row[] = [
  { name: 'Nguyễn Thị Ước', score: 90 },
  { name: 'Đỗ Văn An', score: null },
  { name: 'Lê Ân', score: 72 },
  { name: 'Trần Thị Uyên', score: 85 },
];
const names = (list: readonly Row[]) => list.map((r) => r.name);

describe('sorting', () => {
  it('lists people by given name, the Vietnamese way', () => {
    expect(names(sortRows(rows, columns, { key: 'name', direction: 'ascending' }))).toEqual([
      'Đỗ Văn An',
      'Lê Ân',
      'Trần Thị Uyên',
      'Nguyễn Thị Ước',
    ]);
  });
  it('keeps empty values last in both directions', () => {
    expect(sortRows(rows, columns, { key: 'score', direction: 'ascending' }).map((r) => r.score)).toEqual([
      72,
      85,
      90,
      null,
    ]);
    expect(sortRows(rows, columns, { key: 'score', direction: 'descending' }).map((r) => r.score)).toEqual([
      90,
      85,
      72,
      null,
    ]);
  });
  it('loses and invents nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.string(), score: fc.option(fc.integer()) })), (list) => {
        const sorted = sortRows(list, columns, { key: 'score', direction: 'descending' });
        expect(new Set(sorted)).toEqual(new Set(list));
        expect(sorted).toHaveLength(list.length);
      }),
    );
  });
});

describe('search', () => {
  it.each([
    ['uoc', ['Nguyễn Thị Ước']],
    ['DO AN', ['Đỗ Văn An']],
    ['thị', ['Nguyễn Thị Ước', 'Trần Thị Uyên']],
    ['85 uyen', ['Trần Thị Uyên']],
    ['xyz', []],
  ])('%s finds %s', (query, found) => expect(names(filterRows(rows, columns, query))).toEqual(found));
  it('an empty query shows everything', () => expect(filterRows(rows, columns, '  ')).toBe(rows));
});

describe('export', () => {
  it('disarms formulas behind spaces, after a semicolon and in wide signs', () => {
    const cells = (name: string) => csvOf([{ name, score: null }], columns).split('\r\n')[1];
    expect(cells(' =1+1')).toBe("' =1+1,");
    expect(cells('An;=1+1')).toBe('"An;=1+1",');
    expect(cells('＝1+1')).toBe("'＝1+1,");
    expect(cells('-5,5%')).toBe('"-5,5%",');
  });
  it('quotes, keeps numbers, and disarms formulas', () => {
    const risky: Row[] = [
      { name: '=1+1', score: -5 },
      { name: 'Tổ "A", số 1', score: null },
    ];
    expect(csvOf(risky, columns)).toBe('\ufeffHọ và tên,Điểm\r\n\'=1+1,-5\r\n"Tổ ""A"", số 1",\r\n');
    expect(clipboardTextOf([{ name: 'a\tb\nc', score: 1 }], columns)).toBe('Họ và tên\tĐiểm\na b c\t1');
  });
});

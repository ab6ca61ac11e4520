import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { encodeText } from '#platform/text-encoding/encode-text.ts';
import { encodeTcvn3 } from '#platform/text-encoding/legacy-tables.ts';
import { errors } from './errors.ts';
import { columnLetter, type Grid } from './grid.ts';
import { checkFileSize, readLimits, readTable } from './read-table.ts';
import { writeCompoundFile, writeXls } from './testing/write-xls.ts';
import { writeTable } from './write-table.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const texts = (grid: Grid, sheet = 0) =>
  grid.sheets[sheet]?.rows.map((row) => row.cells.map((cell) => cell.text));
async function read(name: string, bytes: Uint8Array, limits = readLimits): Promise<Grid> {
  const result = await readTable({ name, bytes }, limits);
  if (!result.ok) throw new Error(`${result.refusal.code} ${JSON.stringify(result.refusal.facts)}`);
  return result.value;
}
async function refusalOf(name: string, bytes: Uint8Array, limits = readLimits) {
  const result = await readTable({ name, bytes }, limits);
  if (result.ok) throw new Error('was read');
  expect(Object.keys(errors)).toContain(result.refusal.code);
  return { code: result.refusal.code, ...result.refusal.facts };
}
const people = [
  ['TT', 'Họ và tên', 'Ngày sinh'],
  ['1', 'Nguyễn Văn Hùng', '12/05/1960'],
  ['2', 'Đỗ Thị Ánh', '3/2/1975'],
];
const workbook = (rows: (string | number | Date | null)[][]) => writeXlsx({ sheets: [{ name: 'DS', rows }] });

/** A zip with entries that may declare a false size. */
function zip(
  entries: { name: string; content: Uint8Array; declared?: number; flags?: number }[],
): Uint8Array {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, content, declared = content.length, flags = 0 } of entries) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(declared, 22);
    local.writeUInt16LE(name.length, 26);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(flags, 8);
    head.writeUInt16LE(8, 10);
    head.writeUInt32LE(packed.length, 20);
    head.writeUInt32LE(declared, 24);
    head.writeUInt16LE(name.length, 28);
    head.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), packed);
    central.push(head, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, directory, end]));
}

describe('reading .xlsx', () => {
  it('gives texts, numbers, dates, merges and real row numbers', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'Danh sách',
          rows: [['DANH SÁCH', null], [], ['Họ tên\nkhai sinh', 12, new Date(Date.UTC(1980, 4, 3)), '  ']],
          merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 3 }],
        },
        { name: 'Ẩn', rows: [['x']], hidden: true },
      ],
    });
    const grid = await read('ds.xlsx', bytes);
    expect(grid.sheets).toEqual([
      {
        name: 'Danh sách',
        merges: [{ fromRow: 1, toRow: 1, fromColumn: 0, toColumn: 3 }],
        rows: [
          { number: 1, cells: [{ kind: 'text', text: 'DANH SÁCH' }] },
          {
            number: 3,
            cells: [
              { kind: 'text', text: 'Họ tên\nkhai sinh' },
              { kind: 'number', text: '12', number: 12 },
              { kind: 'date', text: '03/05/1980', isoDate: '1980-05-03' },
            ],
          },
        ],
      },
    ]);
  });

  it('keeps the leading zeros that a number format shows', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'A',
          rows: [[1234, 56]],
          cells: new Map([['0,0', { style: { numFmt: '00000000' } }]]),
        },
      ],
    });
    expect(texts(await read('a.xlsx', bytes))).toEqual([['00001234', '56']]);
  });

  it('reads macros as dead weight', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: 'A', rows: people }], vbaProject: utf8('macro') });
    expect(texts(await read('a.xlsm', bytes))).toEqual(people);
  });

  it('turns text typed in an old font into Unicode', async () => {
    const bytes = await workbook(people.map((row) => row.map(encodeTcvn3)));
    expect(
      texts(await read('a.xlsx', bytes))
        ?.flat()
        .join()
        .toLowerCase(),
    ).toBe(people.flat().join().toLowerCase());
  });
});

describe('reading .xls', () => {
  it('gives texts, numbers, dates, merges and leaves hidden sheets', async () => {
    const grid = await read(
      'ds.xls',
      writeXls([
        { name: 'Ẩn', rows: [['x']], isHidden: true },
        {
          name: 'Chi bộ 1',
          rows: [
            ['Họ và tên', 'Năm sinh'],
            ['Trần Thị Bình', { serial: 22_048 }],
            ['Lê Dũng', 1960],
          ],
          merges: [{ fromRow: 1, toRow: 1, fromColumn: 0, toColumn: 1 }],
        },
      ]),
    );
    expect(grid.sheets).toEqual([
      {
        name: 'Chi bộ 1',
        merges: [{ fromRow: 1, toRow: 1, fromColumn: 0, toColumn: 1 }],
        rows: [
          {
            number: 1,
            cells: [
              { kind: 'text', text: 'Họ và tên' },
              { kind: 'text', text: 'Năm sinh' },
            ],
          },
          {
            number: 2,
            cells: [
              { kind: 'text', text: 'Trần Thị Bình' },
              { kind: 'date', text: '12/05/1960', isoDate: '1960-05-12' },
            ],
          },
          {
            number: 3,
            cells: [
              { kind: 'text', text: 'Lê Dũng' },
              { kind: 'number', text: '1960', number: 1960 },
            ],
          },
        ],
      },
    ]);
  });

  it('reads five hundred rows', async () => {
    const rows = Array.from({ length: 500 }, (_, at) => [
      at + 1,
      `Nguyễn Văn ${at}`,
      { serial: 20_000 + at },
    ]);
    const grid = await read('ds.xls', writeXls([{ name: 'A', rows }]));
    expect(grid.sheets[0]?.rows.length).toBe(500);
    expect(grid.sheets[0]?.rows[499]?.cells[1]?.text).toBe('Nguyễn Văn 499');
  });
});

describe('reading text', () => {
  it.each([',', ';', '\t', '|'])('finds the delimiter %j', async (delimiter) => {
    const body = people.map((row) => row.join(delimiter)).join('\r\n');
    expect(texts(await read('a.csv', utf8(`DANH SÁCH, chi bộ; số 1\r\n${body}`)))?.slice(1)).toEqual(people);
  });

  it('reads quotes, line breaks in cells, "sep=" and the trick that keeps zeros', async () => {
    const grid = await read('a.csv', utf8('sep=;\r\nTên;Số\r\n"Lê ""Ba""\nVăn; An";="0123"\r\n\r\nx;y'));
    expect(grid.sheets[0]?.rows.map((row) => [row.number, ...row.cells.map((cell) => cell.text)])).toEqual([
      [1, 'Tên', 'Số'],
      [2, 'Lê "Ba"\nVăn; An', '0123'],
      [4, 'x', 'y'],
    ]);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'cp1258', 'tcvn3', 'vni'] as const)(
    'reads %s',
    async (encoding) => {
      const bytes = encodeText(people.map((row) => row.join(';')).join('\n'), encoding);
      expect(
        texts(await read('a.csv', bytes))
          ?.flat()
          .join()
          .toLowerCase(),
      ).toBe(people.flat().join().toLowerCase());
    },
  );

  it('gives back whatever was written', async () => {
    const value = fc.string({ maxLength: 12, unit: fc.constantFrom(...'aạ,;"\n Đ1=+-@') });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 5 }), async (rows) => {
        const table = { sheetName: 'A', columns: [{ header: 'Tên' }, { header: 'Số' }], rows };
        const expected = rows.map((row) => row.map((text) => text.trim()));
        for (const format of ['csv', 'xlsx'] as const) {
          const grid = await read(`a.${format}`, await writeTable(table, format));
          const byNumber = new Map(grid.sheets[0]?.rows.map((row) => [row.number, row.cells]));
          expected.forEach((row, at) => {
            row.forEach((text, column) => {
              const seen = byNumber.get(at + 2)?.[column]?.text ?? '';
              expect(format === 'csv' ? seen.replace(/^'(?=\s*[=+\-@])/, '').trim() : seen).toBe(text);
            });
          });
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe('what is refused', () => {
  it('is a file over the limit, before it is read', async () => {
    expect(checkFileSize(200 * 1_048_576)).toMatchObject({
      refusal: { code: 'spreadsheet.too-large', field: 'file', facts: { size: 200, limit: 10 } },
    });
    expect(await refusalOf('a.csv', utf8('abcdef'), { ...readLimits, fileBytes: 5 })).toMatchObject({
      code: 'spreadsheet.too-large',
    });
  });

  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);
  it.each<[string, string, Uint8Array, Record<string, unknown>]>([
    [
      'a picture called .xlsx',
      'a.xlsx',
      png,
      { code: 'spreadsheet.not-what-name-says', named: '.xlsx', found: 'PNG/JPEG' },
    ],
    ['a PDF called .xls', 'a.xls', utf8('%PDF-1.7 …'), { found: 'PDF' }],
    ['a web page called .xls', 'a.xls', utf8('<html><table><tr><td>x'), { found: 'HTML' }],
    ['an XML called .xls', 'a.xls', utf8('<?xml version="1.0"?><Workbook/>'), { found: 'XML' }],
    ['a text called .xlsx', 'a.xlsx', utf8('a,b\n1,2'), { found: 'CSV' }],
    [
      'an .xls called .xlsx',
      'a.xlsx',
      writeXls([{ name: 'A', rows: [['x']] }]),
      { found: 'Excel 97-2003 (.xls)' },
    ],
    ['a .doc called .xls', 'a.xls', writeCompoundFile({ WordDocument: utf8('x') }), { found: 'Word (.doc)' }],
    [
      'a .docx called .xlsx',
      'a.xlsx',
      zip([{ name: 'word/document.xml', content: utf8('<w/>') }]),
      { found: 'Word (.docx)' },
    ],
    ['a zip called .xlsx', 'a.xlsx', zip([{ name: 'a.txt', content: utf8('x') }]), { found: 'ZIP' }],
    ['bytes called .csv', 'a.csv', Uint8Array.of(1, 2, 3, 0, 0, 7, 8, 0, 9, 1, 1), { found: '???' }],
    ['a program', 'a.exe', utf8('x'), { code: 'spreadsheet.unknown-kind', named: '.exe' }],
    ['nothing', 'a.csv', new Uint8Array(), { code: 'spreadsheet.empty-file' }],
    ['blank lines', 'a.csv', utf8('\r\n ;;\r\n\r\n'), { code: 'spreadsheet.no-rows' }],
    ['an .xls without a row', 'a.xls', writeXls([{ name: 'A', rows: [] }]), { code: 'spreadsheet.no-rows' }],
    [
      'an .xlsx with a password',
      'a.xlsx',
      writeCompoundFile({ EncryptionInfo: utf8('x'), EncryptedPackage: utf8('x') }),
      { code: 'spreadsheet.encrypted' },
    ],
    [
      'an .xls with a password',
      'a.xls',
      writeXls([{ name: 'A', rows: [['x']] }], { isEncrypted: true }),
      { code: 'spreadsheet.encrypted' },
    ],
    [
      'a zip with a password',
      'a.xlsx',
      zip([{ name: 'xl/workbook.xml', content: utf8('x'), flags: 1 }]),
      { code: 'spreadsheet.encrypted' },
    ],
    ['a broken zip', 'a.xlsx', Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9, 9), { code: 'spreadsheet.damaged' }],
    [
      'a broken .xls',
      'a.xls',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 1),
      { code: 'spreadsheet.damaged' },
    ],
    [
      'an .xls of Excel 5',
      'a.xls',
      writeCompoundFile({ Book: Uint8Array.of(9, 8, 8, 0, 0, 5, 5, 0, 0, 0, 0, 0) }),
      { code: 'spreadsheet.too-old' },
    ],
    [
      'formulas in .xls',
      'a.xls',
      writeXls([{ name: 'Chi bộ 2', rows: [['x'], [1, { formula: 2 }]] }]),
      { code: 'spreadsheet.has-formulas', count: 1, cells: 'Chi bộ 2!B2' },
    ],
    [
      'formulas in text',
      'a.csv',
      utf8('a;b\n1;=A1+1\n'),
      { code: 'spreadsheet.has-formulas', count: 1, cells: 'CSV!B2' },
    ],
  ])('is %s', async (_, name, bytes, facts) => expect(await refusalOf(name, bytes)).toMatchObject(facts));

  it('is an .xlsx with formulas, naming the first cells', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'DS',
          rows: [['TT']],
          cells: new Map(
            Array.from({ length: 7 }, (_, at) => [
              `${at + 1},0`,
              { value: at, type: 'formula', formula: `A${at + 1}+1` },
            ]),
          ),
        },
      ],
    });
    expect(await refusalOf('a.xlsx', bytes)).toEqual({
      code: 'spreadsheet.has-formulas',
      count: 7,
      cells: 'DS!A2, DS!A3, DS!A4, DS!A5, DS!A6, …',
    });
  });

  it('is an archive that unpacks to too much, by what it declares and by what it holds', async () => {
    const zeros = new Uint8Array(70 * 1_048_576);
    expect(await refusalOf('a.xlsx', zip([{ name: 'xl/workbook.xml', content: zeros }]))).toEqual({
      code: 'spreadsheet.too-big-inside',
      limit: 64,
    });
    expect(
      await refusalOf('a.xlsx', zip([{ name: 'xl/workbook.xml', content: zeros, declared: 100 }])),
    ).toEqual({ code: 'spreadsheet.damaged' });
  });

  it('is a table beyond the limits of rows and columns', async () => {
    const limits = { ...readLimits, rows: 3, columns: 3 };
    const long = [['a'], ['b'], ['c'], ['d']];
    expect(await refusalOf('a.xlsx', await workbook(long), limits)).toMatchObject({
      code: 'spreadsheet.too-many-rows',
      limit: 3,
    });
    expect(await refusalOf('a.xls', writeXls([{ name: 'A', rows: long }]), limits)).toMatchObject({
      code: 'spreadsheet.too-many-rows',
    });
    expect(await refusalOf('a.csv', utf8('a\nb\nc\nd\n'), limits)).toMatchObject({
      code: 'spreadsheet.too-many-rows',
    });
    expect(await refusalOf('a.csv', utf8('a;b;c;d'), limits)).toMatchObject({
      code: 'spreadsheet.too-many-columns',
      limit: 3,
    });
    expect(await refusalOf('a.csv', utf8('a;b\nc;d\ne;f'), { ...limits, cells: 5 })).toEqual({
      code: 'spreadsheet.too-many-cells',
      limit: 5,
    });
    expect(texts(await read('a.csv', utf8('a;b;c\n1;2;3\n4;5;6\n'), limits))?.length).toBe(3);
  });

  it('is a file that takes too much memory or time', async () => {
    const rows = Array.from({ length: 4_000 }, (_, at) =>
      Array.from({ length: 60 }, (__, c) => `ô ${at} ${c} đầy chữ`),
    );
    const big = await workbook(rows);
    expect(await refusalOf('a.xlsx', big, { ...readLimits, memoryMb: 16 })).toMatchObject({
      code: 'spreadsheet.too-big-inside',
    });
    expect(await refusalOf('a.xlsx', big, { ...readLimits, seconds: 0.001 })).toEqual({
      code: 'spreadsheet.too-slow',
      seconds: 0.001,
    });
  });
});

describe('writing', () => {
  it('keeps dates as dates, zeros as texts, and disarms what starts like a formula in .csv', async () => {
    const table = {
      sheetName: 'Danh sách [1]',
      columns: [{ header: 'Họ tên', width: 30 }, { header: 'Ngày sinh' }, { header: 'Thẻ' }],
      rows: [
        ['=1+1', { date: '1960-05-12' }, '00123'],
        ['+84', null, 7],
      ],
    };
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await writeTable(table, 'csv'))).toBe(
      "\ufeffHọ tên,Ngày sinh,Thẻ\r\n'=1+1,12/05/1960,00123\r\n'+84,,7\r\n",
    );
    const grid = await read('a.xlsx', await writeTable(table, 'xlsx'));
    expect(grid.sheets[0]?.rows[1]?.cells).toEqual([
      { kind: 'text', text: '=1+1' },
      { kind: 'date', text: '12/05/1960', isoDate: '1960-05-12' },
      { kind: 'text', text: '00123' },
    ]);
  });

  it('names columns as spreadsheet programs do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ]);
  });
});

it('runs outside the test runner too', () => {
  const script = `const { readTable } = await import('#platform/spreadsheet/read-table.ts');
    const result = await readTable({ name: 'a.csv', bytes: new TextEncoder().encode('a;b\\n1;2') });
    console.log(JSON.stringify(result.value.sheets[0].rows.length));`;
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  expect(run.stdout.trim()).toBe('2');
});

import { deflateRawSync, deflateSync } from 'node:zlib';

/** Files that were made to hurt whoever opens them: small to send, and huge, endless or broken inside. */

const raw = (text: string) => Buffer.from(text, 'latin1');

/** A PDF of these objects, numbered from 1, with its table of where each lies. The first is its catalogue. */
function pdfOf(objects: readonly (string | Buffer)[]): Buffer {
  const parts = [raw('%PDF-1.7\n')];
  const places: number[] = [];
  let at = parts[0]!.length;
  for (const [index, object] of objects.entries()) {
    const whole = Buffer.concat([
      raw(`${index + 1} 0 obj\n`),
      Buffer.from(object as Buffer),
      raw('\nendobj\n'),
    ]);
    places.push(at);
    at += whole.length;
    parts.push(whole);
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    raw(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF`,
    ),
  );
  return Buffer.concat(parts);
}

const stream = (packed: Buffer, filter: string) =>
  Buffer.concat([raw(`<</Length ${packed.length}/Filter${filter}>>stream\n`), packed, raw('\nendstream')]);

const GREETING = 'BT /F 12 Tf 10 10 Td (Xin chao dong chi) Tj ET ';

/** One page that draws `packed`; `count` and `kids` are what the tree of pages claims. */
const pageOf = (packed: Buffer, { filter = '/FlateDecode', count = 1, kids = '3 0 R ' } = {}): Buffer =>
  pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${count}>>`,
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>',
    stream(packed, filter),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]);

/** More than a process that reads one may take. */
const HUGE = 700_000_000;

/** One page with a greeting that is found as `dong chi`. */
export const plainPdf = (): Buffer => pageOf(deflateSync(raw(GREETING)));

export const hostilePdfs: Record<string, () => Buffer> = {
  'unpacks to a sea of blanks': () => pageOf(deflateSync(Buffer.alloc(HUGE, 32))),
  'is packed twice and unpacks to a sea of blanks': () =>
    pageOf(deflateSync(deflateSync(Buffer.alloc(HUGE, 32))), { filter: '[/FlateDecode/FlateDecode]' }),
  'holds one word of seven hundred million letters': () =>
    pageOf(deflateSync(Buffer.concat([raw('BT /F 12 Tf ('), Buffer.alloc(HUGE, 65), raw(') Tj ET')]))),
  'says the same words millions of times': () => pageOf(deflateSync(Buffer.alloc(2e8, raw(GREETING)))),
  'is a tree of pages that holds itself': () =>
    pdfOf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>']),
  'is a tree of pages whose branch holds its root': () =>
    pdfOf([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 9>>',
      '<</Type/Pages/Kids[2 0 R 3 0 R]/Count 8>>',
    ]),
  'is nested five million deep': () => pageOf(deflateSync(Buffer.alloc(5e6, raw('[')))),
  'was cut off in the middle': () => plainPdf().subarray(0, 300),
};

/** They have words that can be read, and claim what cannot be true. */
export const boastfulPdfs: Record<string, () => Buffer> = {
  'claims a million pages and has one': () => pageOf(deflateSync(raw(GREETING)), { count: 1_000_000 }),
  'lists one page a million times': () =>
    pageOf(deflateSync(raw(GREETING)), { count: 1_000_000, kids: '3 0 R '.repeat(1_000_000) }),
};

/** A zip archive that lists one packed file many times under the same name. */
function zipOf(name: string, content: Buffer, times: number): Buffer {
  const packed = deflateRawSync(content);
  const header = (signature: number, central: boolean) => {
    const bytes = Buffer.alloc(central ? 46 : 30);
    bytes.writeUInt32LE(signature, 0);
    const at = central ? 6 : 4;
    bytes.writeUInt16LE(20, at);
    bytes.writeUInt16LE(8, at + 4);
    bytes.writeUInt32LE(packed.length, at + 14);
    bytes.writeUInt32LE(content.length, at + 18);
    bytes.writeUInt16LE(name.length, at + 22);
    return Buffer.concat([bytes, raw(name)]);
  };
  const local = Buffer.concat([header(0x04034b50, false), packed]);
  const list = Buffer.concat(Array.from({ length: times }, () => header(0x02014b50, true)));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(times, 8);
  end.writeUInt16LE(times, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, list, end]);
}

const DOCUMENT = 'word/document.xml';

export const hostileWordFiles: Record<string, () => Buffer> = {
  'unpacks to more than it may': () => zipOf(DOCUMENT, Buffer.alloc(HUGE, 32), 1),
  'is nothing but brackets': () => zipOf(DOCUMENT, Buffer.alloc(60e6, raw('<')), 1),
  'lists one file sixty thousand times': () => zipOf(DOCUMENT, Buffer.alloc(60e6, 32), 60_000),
};

/** A zip archive of these files; `declares` says less than a file holds. */
function archiveOf(files: readonly { name: string; content: Buffer; declares?: number }[]): Buffer {
  const places: Buffer[] = [];
  const parts: Buffer[] = [];
  let at = 0;
  for (const { name, content, declares = content.length } of files) {
    const packed = deflateRawSync(content);
    const head = (central: boolean) => {
      const bytes = Buffer.alloc(central ? 46 : 30);
      bytes.writeUInt32LE(central ? 0x02014b50 : 0x04034b50, 0);
      const from = central ? 6 : 4;
      bytes.writeUInt16LE(20, from);
      bytes.writeUInt16LE(8, from + 4);
      bytes.writeUInt32LE(packed.length, from + 14);
      bytes.writeUInt32LE(declares, from + 18);
      bytes.writeUInt16LE(name.length, from + 22);
      if (central) bytes.writeUInt32LE(at, 42);
      return Buffer.concat([bytes, raw(name)]);
    };
    places.push(head(true));
    const whole = Buffer.concat([head(false), packed]);
    parts.push(whole);
    at += whole.length;
  }
  const list = Buffer.concat(places);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_REL = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A workbook of one sheet with these rows, and these shared texts. */
function workbookOf(
  rows: string | Buffer,
  { shared = '' as string | Buffer, declares = 0, after = '' } = {},
) {
  const whole = (before: string, inside: string | Buffer, behind: string) =>
    Buffer.concat([raw(before), Buffer.from(inside as Buffer), raw(behind)]);
  const sheet = whole(`<worksheet xmlns="${MAIN}"><sheetData>`, rows, `</sheetData>${after}</worksheet>`);
  return archiveOf([
    {
      name: 'xl/workbook.xml',
      content: raw(
        `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets><sheet name="DS" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: raw(
        `<Relationships xmlns="${PACKAGE_REL}"><Relationship Id="r1" Type="${REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
      ),
    },
    {
      name: 'xl/sharedStrings.xml',
      content:
        typeof shared === 'string' && shared.startsWith('<!DOCTYPE')
          ? raw(shared)
          : whole(`<sst xmlns="${MAIN}">`, shared, '</sst>'),
    },
    { name: 'xl/worksheets/sheet1.xml', content: sheet, ...(declares ? { declares } : {}) },
    {
      name: '_rels/.rels',
      content: raw(
        `<Relationships xmlns="${PACKAGE_REL}"><Relationship Id="r1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
    },
    {
      name: '[Content_Types].xml',
      content: raw(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
      ),
    },
  ]);
}

const row = (cells: string) => `<row>${cells}</row>`;
const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;

/** A small list that is read, made like the hostile ones. */
export const plainWorkbook = (): Buffer =>
  workbookOf(
    row(`<c t="s"><v>0</v></c>${inline('Ngay sinh')}`) + row(inline('Nguyen Van An') + inline('12/05/1960')),
    { shared: '<si><t>Ho va ten</t></si>' },
  );

const LAUGHS = Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join('');

/** Each a few kilobytes to a few megabytes to send. */
export const hostileWorkbooks: Record<string, () => Buffer> = {
  'says that it unpacks to seven hundred million bytes': () => workbookOf(Buffer.alloc(HUGE, 32)),
  'unpacks to seven hundred million bytes and says a hundred': () =>
    workbookOf(Buffer.alloc(HUGE, 32), { declares: 100 }),
  'has three million cells in one row': () => workbookOf(row('<c><v>1</v></c>'.repeat(3_000_000))),
  'has two million rows without numbers': () => workbookOf(row('<c><v>1</v></c>').repeat(2_000_000)),
  'has a cell at the far end of the sheet in every row': () =>
    workbookOf(
      Array.from(
        { length: 20_000 },
        (_, at) => `<row r="${at + 1}"><c r="XFD${at + 1}"><v>1</v></c></row>`,
      ).join(''),
    ),
  'says one text of a million letters in twenty thousand rows': () =>
    workbookOf(row('<c t="s"><v>0</v></c>').repeat(20_000), {
      shared: `<si><t>${'a'.repeat(1_000_000)}</t></si>`,
    }),
  'has an entity that means a thousand million others': () =>
    workbookOf(row('<c t="s"><v>0</v></c>'), {
      shared: `<!DOCTYPE sst [<!ENTITY l0 "ha">${LAUGHS}]><sst xmlns="${MAIN}"><si><t>&l9;</t></si></sst>`,
    }),
  'is nested ten million deep': () => workbookOf('<a>'.repeat(10_000_000)),
  'merges two million times': () =>
    workbookOf(row(inline('An')), {
      after: `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(1_500_000)}</mergeCells>`,
    }),
  'was cut off in the middle': () => plainWorkbook().subarray(0, 400),
};

import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { extractText } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { openZip } from './open-zip.ts';
import type { Block, PartyDocument } from './party-document.ts';
import { renderDocx } from './render-docx.ts';
import { renderPdf } from './render-pdf.ts';
import { renderText } from './render-text.ts';
import { attendanceList, minutes, resolution, scoreSheet } from './sample-documents.ts';

const SLOW = 120_000;

const unescapeXml = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

async function documentXml(doc: PartyDocument): Promise<string> {
  return (
    openZip(await renderDocx(doc))
      .get('word/document.xml')
      ?.toString('utf8') ?? ''
  );
}

/** Every text of the Word file in reading order; paragraphs and line breaks part words. */
const docxText = (xml: string): string =>
  unescapeXml(xml.replace(/<w:br\/>|<\/w:p>/g, '\n').replace(/<[^>]*>/g, ''));

const words = (text: string): string[] =>
  text
    .replaceAll(' | ', ' ')
    .split(/[\s\u00a0|]+/)
    .filter((word) => word !== '');

/** The paragraph of the Word file that holds this text. */
function paragraphWith(xml: string, text: string): string {
  const found = xml
    .match(/<w:p>.*?<\/w:p>/gs)
    ?.find((one) => docxText(one).replaceAll('\u00a0', ' ').trim() === text);
  if (!found) throw new Error(`No paragraph "${text}"`);
  return found;
}

/** The streams of a PDF, unpacked, and its bytes as Latin-1. */
function readPdf(file: Buffer): { raw: string; streams: string[] } {
  const raw = file.toString('latin1');
  const streams: string[] = [];
  for (const match of raw.matchAll(/\/Filter \/FlateDecode[\s\S]*?stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const stop = raw.indexOf('endstream', start);
    try {
      streams.push(inflateSync(file.subarray(start, stop)).toString('latin1'));
    } catch {
      throw new Error('A stream of the PDF cannot be unpacked.');
    }
  }
  return { raw, streams };
}

/** What a reader copies out of a PDF: the glyphs drawn, by their fonts' ToUnicode tables. */
function pdfText(file: Buffer): string {
  const { raw, streams } = readPdf(file);
  const objects = new Map<string, string>();
  for (const [, number, body] of raw.matchAll(/(\d+) 0 obj\r?\n([\s\S]*?)(?:stream|endobj)/g))
    objects.set(number!, body!);
  const unpacked = (number: string): string => {
    const at = raw.search(new RegExp(`(?:^|\\n)${number} 0 obj`));
    const start = raw.indexOf('stream', at) + 6 + (raw[raw.indexOf('stream', at) + 6] === '\r' ? 2 : 1);
    return inflateSync(file.subarray(start, raw.indexOf('endstream', start))).toString('latin1');
  };
  const glyphs = new Map<string, Map<number, string>>();
  for (const body of objects.values()) {
    for (const [, name, number] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(number!) ?? '')?.[1];
      if (table) glyphs.set(name!, readToUnicode(unpacked(table)));
    }
  }
  let text = '';
  for (const stream of streams.filter((one) => /\bTJ\b/.test(one))) {
    let font: Map<number, string> | undefined;
    for (const [, name, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (name) font = glyphs.get(name);
      else
        for (const [hex] of shown!.matchAll(/(?<=<)[0-9a-f]+(?=>)/g)) {
          for (let at = 0; at < hex.length; at += 4)
            text += font?.get(Number.parseInt(hex.slice(at, at + 4), 16)) ?? '?';
        }
    }
  }
  return text;
}

function readToUnicode(table: string): Map<number, string> {
  const glyphs = new Map<number, string>();
  for (const [, from, , list] of table.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/g)) {
    const first = Number.parseInt(from!, 16);
    [...list!.matchAll(/<([0-9a-f ]*)>/g)].forEach(([, hex], index) => {
      const units = hex!.replaceAll(' ', '').match(/.{4}/g) ?? [];
      glyphs.set(first + index, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
    });
  }
  return glyphs;
}

const pageCount = (raw: string): number =>
  Number(/\/Type \/Pages\b[\s\S]*?\/Count (\d+)/.exec(raw)?.[1] ?? 0);

const samples: [string, PartyDocument][] = [
  ['minutes', minutes],
  ['resolution', resolution],
  ['score sheet', scoreSheet],
  ['attendance list of 166', attendanceList(166)],
];

describe('the same words in every form', () => {
  it.each(samples)(
    'Word file and text of the %s',
    async (_, doc) => {
      const inWord = words(docxText(await documentXml(doc)));
      const inText = words(renderText(doc));
      expect(inWord.length).toBeGreaterThan(60);
      expect([...inWord].sort()).toEqual([...inText].sort());
    },
    SLOW,
  );

  it.each(samples)(
    'PDF and text of the %s',
    async (_, doc) => {
      const file = await renderPdf(doc);
      const letters = (text: string) => [...text.replace(/[\s\u00a0|]/g, '')].sort().join('');
      const body = letters(pdfText(file));
      const pages = pageCount(file.toString('latin1'));
      const numbers = Array.from({ length: pages - 1 }, (_unused, index) => index + 2).join('');
      expect(pages).toBeGreaterThan(0);
      // Repeated table headers and page numbers are the only letters that the text does not have.
      const repeated = doc.title.startsWith('Danh sách')
        ? 'TTHọvàtênNgàysinhTưcáchCómặtGiờđếnLýdovắngKýtên'
        : '';
      const again = repeated.repeat(pages - 1);
      expect(body).toBe(letters(renderText(doc) + numbers + again));
    },
    SLOW,
  );

  it(
    'body in the same order in Word and text',
    async () => {
      const body = (text: string) => {
        const all = words(text);
        return all.slice(all.indexOf('BẢN'), all.lastIndexOf('ngày.'));
      };
      const inWord = body(docxText(await documentXml(minutes)));
      expect(inWord.length).toBeGreaterThan(200);
      expect(inWord).toEqual(body(renderText(minutes)));
    },
    SLOW,
  );
});

describe('the Word file', () => {
  it('has the sizes, styles and margins of the Party form', async () => {
    const xml = await documentXml(resolution);
    const country = paragraphWith(xml, 'ĐẢNG CỘNG SẢN VIỆT NAM');
    expect(country).toContain('<w:sz w:val="30"/>');
    expect(country).toContain('<w:b/>');
    expect(country).toContain('<w:u w:val="single"/>');
    const number = paragraphWith(xml, 'Số 05-NQ/CB');
    expect(number).toContain('<w:sz w:val="28"/>');
    expect(number).not.toContain('<w:b/>');
    const date = paragraphWith(xml, 'Hà Nội, ngày 05 tháng 3 năm 2026');
    expect(date).toContain('<w:i/>');
    expect(date).toContain('<w:sz w:val="28"/>');
    expect(paragraphWith(xml, 'CHI BỘ TỔ DÂN PHỐ SỐ 5')).toContain('<w:b/>');
    expect(paragraphWith(xml, 'NGHỊ QUYẾT')).toContain('<w:sz w:val="32"/>');
    expect(paragraphWith(xml, 'DỰ THẢO')).toContain('<w:pBdr>');
    expect(xml).toContain('w:ascii="Times New Roman"');
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="1683[78]"/);
    expect(xml).toMatch(/<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567"/);
    expect(xml).toContain('<w:titlePg/>');
  });

  it('numbers pages from the second on, in its header', async () => {
    const files = openZip(await renderDocx(minutes));
    const headers = [...files]
      .filter(([name]) => /^word\/header\d+\.xml$/.test(name))
      .map(([, file]) => file.toString());
    expect(headers).toHaveLength(2);
    expect(headers.filter((header) => header.includes('PAGE'))).toHaveLength(1);
  });

  it('has no number and no draft mark on final minutes', async () => {
    const text = docxText(await documentXml(minutes));
    expect(text).not.toMatch(/^\s*Số[ \u00a0]\d/m);
    expect(text).not.toContain('DỰ THẢO');
    expect(text).toContain('*');
  });

  it('repeats table headers, never parts a row, and merges cells', async () => {
    const xml = await documentXml(scoreSheet);
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(2);
    expect(xml).toContain('<w:gridSpan w:val="2"/>');
    expect(xml).toContain('<w:vMerge w:val="restart"/>');
    expect(xml).toContain('<w:cantSplit/>');
    expect(xml.match(/<w:tbl>/g)).toHaveLength(3);
  });

  it(
    'turns the page for a wide annex and back',
    async () => {
      const turned = { kind: 'page-break', orientation: 'landscape' } as const;
      const back = { kind: 'page-break', orientation: 'portrait' } as const;
      const text = { kind: 'paragraph', text: 'Phụ lục' } as const;
      const doc = {
        ...minutes,
        blocks: [text, turned, text, { kind: 'page-break' } as const, text, back, text],
      };
      const xml = await documentXml(doc);
      expect(xml.match(/w:orient="landscape"/g)).toHaveLength(2);
      expect(xml.match(/<w:pgSz /g)).toHaveLength(4);
      const { raw } = readPdf(await renderPdf(doc));
      expect(pageCount(raw)).toBe(4);
      expect(raw.match(/\/MediaBox \[0 0 841\.89 595\.28\]/g)).toHaveLength(2);
      expect(raw.match(/\/MediaBox \[0 0 595\.28 841\.89\]/g)).toHaveLength(2);
    },
    SLOW,
  );
});

describe('the PDF', () => {
  it(
    'embeds its faces with the way back to letters, and says its title and language',
    async () => {
      const { raw } = readPdf(await renderPdf(resolution));
      expect(raw.startsWith('%PDF-1.7')).toBe(true);
      expect(raw).toContain('/Lang (vi-VN)');
      expect(raw).toMatch(/\+Tinos-Regular/);
      expect(raw).toMatch(/\+Tinos-Bold/);
      expect(raw).toContain('/FontFile2');
      expect(raw).toContain('/ToUnicode');
      expect(raw).not.toContain('/Helvetica');
      const title = Buffer.from(`\ufeff${resolution.title}`, 'utf16le').swap16().toString('latin1');
      expect(raw.replace(/\\([()\\])/g, '$1')).toContain(title);
    },
    SLOW,
  );

  it(
    'keeps the signature on the page of the paragraph before it',
    async () => {
      for (let lines = 20; lines < 32; lines += 1) {
        const filler: Block[] = Array.from({ length: lines }, () => ({ kind: 'paragraph', text: 'Dòng.' }));
        const file = await renderPdf({
          ...minutes,
          blocks: [
            ...filler,
            { kind: 'paragraph', text: 'Đoạn cuối.' },
            { kind: 'signatures', columns: [{ position: 'CHỦ TRÌ', name: 'Phạm Quang Duệ' }] },
          ],
        });
        const text = pdfText(file);
        const after = text.slice(text.lastIndexOf('Dòng.'));
        expect(after.replaceAll('\u00a0', ' ')).toMatch(/^Dòng\.2?Đoạn cuối\.CHỦ TRÌPhạm Quang Duệ/);
      }
    },
    SLOW,
  );
  it(
    'keeps the signatures on the page of the last rows of the table before them',
    async () => {
      for (let rows = 26; rows < 40; rows += 1) {
        const file = await renderPdf({
          ...minutes,
          blocks: [
            {
              kind: 'table',
              columns: [{ width: 1 }, { width: 8 }],
              header: [['TT', 'Nội dung']],
              rows: Array.from({ length: rows }, (_, at) => [
                String(at + 1),
                at === rows - 1 ? 'Cuối.' : 'Dòng.',
              ]),
            },
            { kind: 'signatures', columns: [{ position: 'CHỦ TRÌ', name: 'Phạm Quang Duệ' }] },
          ],
        });
        const { text } = await extractText(new Uint8Array(file), { mergePages: false });
        expect(text.join(' ').match(/Dòng\.|Cuối\./g)).toHaveLength(rows);
        expect(text.at(-1)).toMatch(/Cuối\.[\s\S]*Phạm Quang Duệ/);
      }
    },
    SLOW,
  );
});

describe('plain text', () => {
  it('is what a person would paste', () => {
    expect(renderText(resolution)).toMatchInlineSnapshot(`
      "ĐẢNG BỘ PHƯỜNG AN KHÁNH ĐÔNG
      CHI BỘ TỔ DÂN PHỐ SỐ 5
      *
      Số 05-NQ/CB
      DỰ THẢO

      ĐẢNG CỘNG SẢN VIỆT NAM
      Hà Nội, ngày 05 tháng 3 năm 2026

      NGHỊ QUYẾT
      Sinh hoạt chi bộ thường kỳ tháng 3 năm 2026
      -----

      Ngày 05 tháng 3 năm 2026, Chi bộ tổ dân phố số 5 tổ chức sinh hoạt thường kỳ. Có mặt 33/36 đảng viên phải dự họp, đạt 91,7%. Sau khi nghe báo cáo và thảo luận, chi bộ quyết nghị:

      I. Đánh giá việc thực hiện nghị quyết tháng 02 năm 2026

      TT | Nhiệm vụ | Kết quả | Đánh giá
      1 | Vận động hộ dân đăng ký định danh mức 2 | 118/120 hộ | Hoàn thành
      2 | Lắp đặt 02 camera an ninh ở ngõ 12 | Đã ký hợp đồng, chờ thi công; hạn mới 20/3/2026 | Chậm
      3 | Ra quân vệ sinh môi trường ngày thứ Bảy | 04 buổi, 210 lượt người | Hoàn thành

      II. Nhiệm vụ tháng 3 năm 2026

      1. Hoàn thành lắp đặt camera ở ngõ 12.
        - Chủ trì: đồng chí Lê Văn Chính.
        - Sản phẩm: biên bản nghiệm thu. Hạn: ngày 20 tháng 3 năm 2026.
        - Báo cáo kết quả tại kỳ sinh hoạt tháng 4 năm 2026.
      2. Tổ chức sinh hoạt chuyên đề quý I.
        a) Chuẩn bị nội dung và gửi đảng viên trước 01 ngày;
        b) Mời cấp ủy viên theo dõi chi bộ dự.

      III. Tổ chức thực hiện

      Nghị quyết được 31/31 đảng viên chính thức có mặt biểu quyết tán thành, đạt 100%. Chi ủy và từng đảng viên căn cứ nhiệm vụ được giao tổ chức thực hiện.

      T/M CHI BỘ
      BÍ THƯ
      Phạm Quang Duệ

      Nơi nhận:
      - Đảng ủy phường (để báo cáo),
      - Cấp ủy viên theo dõi chi bộ,
      - Các đảng viên trong chi bộ,
      - Lưu Chi bộ.
      "
    `);
  });
});

describe('many papers in one file', () => {
  const paper = (to: string) => ({
    header: { issuingBody: 'ĐẢNG ỦY PHƯỜNG SÔNG TÔ', number: 'Số 03-TB/ĐU', place: 'Sông Tô' },
    typeName: 'THÔNG BÁO',
    summary: `gửi ${to}`,
  });
  const said = (text: string) => ({ kind: 'paragraph', text }) as const;
  const doc: PartyDocument = {
    title: 'Thông báo',
    ...paper('Minh'),
    blocks: [said('Trang của Minh'), { kind: 'page-break', paper: paper('Lan') }, said('Trang của Lan')],
  };

  it(
    'each begins on a page with its own head, and no page has a number',
    async () => {
      const xml = await documentXml(doc);
      const text = docxText(xml).replaceAll('\u00a0', ' ');
      expect(text.match(/ĐẢNG CỘNG SẢN VIỆT NAM/g)).toHaveLength(2);
      expect(text.indexOf('gửi Lan')).toBeLessThan(text.indexOf('Trang của Lan'));
      expect(xml.match(/<w:titlePg\/>/g)).toHaveLength(2);
      const file = await renderPdf(doc);
      expect(pageCount(file.toString('latin1'))).toBe(2);
      const letters = (one: string) => [...one.replace(/[\s\u00a0|]/g, '')].sort().join('');
      expect(letters(pdfText(file))).toBe(letters(renderText(doc)));
    },
    SLOW,
  );
});

describe('mistakes of the caller', () => {
  const table = (rows: string[][]): PartyDocument => ({
    ...minutes,
    blocks: [{ kind: 'table', columns: [{ width: 1 }, { width: 1 }], header: [], rows }],
  });

  it(
    'fills a short row and refuses one that is too long',
    async () => {
      expect(renderText(table([['a'], ['b', 'c']]))).toContain('\na\nb | c\n');
      expect(() => renderText(table([['a', 'b', 'c']]))).toThrow(/3 cells but only 2 places/);
      await expect(renderPdf(table([['a', 'b', 'c']]))).rejects.toThrow(/3 cells/);
      await expect(renderDocx(table([['a', 'b', 'c']]))).rejects.toThrow(/3 cells/);
      // The thread is alive afterwards.
      expect((await renderDocx(table([['a', 'b']]))).length).toBeGreaterThan(1000);
    },
    SLOW,
  );
});

describe('whatever people type', () => {
  const odd = fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        '',
        ' ',
        '\n\n\n',
        'W'.repeat(5000),
        'ngã ba '.repeat(720),
        `${'-'.repeat(300)}/${'/'.repeat(300)}`,
        '<w:p>&amp;</w:p> "x" \'y\' ]]>',
        '👩‍👩‍👧‍👦🇻🇳 cười 😀',
        'שלום עולם مرحبا بالعالم \u202eabc',
        '\u0000\u0001\ud800 e\u0323\u0302 \uffff',
        'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
        '=1+1',
        '1.\t\u00a0\u00a0x',
      ),
    },
  );
  const runs = fc.oneof(
    odd,
    fc.array(fc.record({ text: odd, bold: fc.boolean(), italic: fc.boolean() }), { maxLength: 4 }),
  );
  const cell = fc.oneof(
    runs,
    fc.record({
      text: runs,
      colSpan: fc.integer({ min: 0, max: 2 }),
      rowSpan: fc.integer({ min: 0, max: 2 }),
    }),
  );
  const rowsOf = (maxLength: number) => fc.array(fc.array(cell, { maxLength: 1 }), { maxLength });
  const head = fc.record({ superiorBody: odd, issuingBody: odd, number: odd, place: odd });
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ kind: fc.constant('paragraph' as const), text: runs }),
    fc.record({ kind: fc.constant('heading' as const), level: fc.constantFrom(1, 2, 3), text: odd }),
    fc.record({
      kind: fc.constant('list' as const),
      marker: fc.constantFrom('number', 'letter', 'dash', 'plus'),
      items: fc.array(runs, { maxLength: 4 }),
      start: fc.integer({ min: 1, max: 40 }),
    }),
    fc.record({
      kind: fc.constant('table' as const),
      columns: fc.array(fc.record({ width: fc.integer({ min: 0, max: 50 }) }), {
        minLength: 4,
        maxLength: 9,
      }),
      header: rowsOf(3),
      rows: rowsOf(5),
      caption: odd,
      dense: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('key-values' as const),
      pairs: fc.array(fc.record({ key: odd, value: runs }), { maxLength: 3 }),
    }),
    fc
      .array(fc.record({ authority: odd, position: odd, note: odd, name: odd }), {
        minLength: 1,
        maxLength: 3,
      })
      .chain((columns) =>
        fc.record({
          kind: fc.constant('signatures' as const),
          columns: fc.constant(columns as never),
          recipients: fc.array(odd, { maxLength: 3 }),
        }),
      ),
    fc.record({ kind: fc.constant('recipients' as const), recipients: fc.array(odd, { maxLength: 3 }) }),
    fc.record(
      {
        kind: fc.constant('page-break' as const),
        orientation: fc.constantFrom('portrait', 'landscape'),
        paper: fc.record({ header: head, typeName: odd, summary: odd, draftMark: odd }),
      },
      { requiredKeys: ['kind', 'orientation'] },
    ),
  );
  const document: fc.Arbitrary<PartyDocument> = fc.record({
    title: odd,
    header: head,
    typeName: odd,
    summary: odd,
    draftMark: odd,
    blocks: fc.array(block, { maxLength: 6 }),
    orientation: fc.constantFrom('portrait', 'landscape'),
  });

  it(
    'never breaks a renderer',
    async () => {
      await fc.assert(
        fc.asyncProperty(document, async (doc) => {
          const text = renderText(doc);
          expect(text.endsWith('\n')).toBe(true);
          const [word, pdf] = await Promise.all([renderDocx(doc), renderPdf(doc)]);
          const xml = openZip(word).get('word/document.xml')?.toString('utf8') ?? '';
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these make a Word file unreadable
          expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
          expect(words(docxText(xml)).sort()).toEqual(words(text).sort());
          expect(pageCount(pdf.toString('latin1'))).toBeGreaterThan(0);
          expect(pdf.subarray(-7).toString('latin1')).toContain('%%EOF');
        }),
        { numRuns: 30 },
      );
    },
    SLOW,
  );
});

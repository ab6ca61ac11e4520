import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, detectEncoding, type TextEncoding } from './decode-text.ts';
import { encodeText } from './encode-text.ts';
import { isVietnameseSyllable, judgeVietnamese } from './judge-vietnamese.ts';
import { decodeTcvn3, decodeVni, encodeTcvn3, encodeVni } from './legacy-tables.ts';
import { repairLegacyText } from './repair-legacy-text.ts';
import { composeVietnamese, vietnameseLetters } from './vietnamese-letters.ts';

const surnames = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
  'Phùng',
];
const middles = ['Văn', 'Thị', 'Đức', 'Hữu', 'Ngọc', 'Thanh', 'Quốc', 'Xuân', 'Mỹ', 'Bích', 'Thế'];
const givens = [
  'Hùng',
  'Dũng',
  'Ánh',
  'Ổn',
  'Ngữ',
  'Tuấn',
  'Hường',
  'Lộc',
  'Tường',
  'Quyền',
  'Huệ',
  'Phượng',
  'Ý',
  'Ỷ',
  'Nhẫn',
  'Chỉnh',
  'Vững',
  'Yến',
];
const name = fc
  .tuple(fc.constantFrom(...surnames), fc.constantFrom(...middles), fc.constantFrom(...givens))
  .map((parts) => parts.join(' '));
const list = fc
  .array(name, { minLength: 12, maxLength: 60 })
  .map((names) => names.map((n, i) => `${i + 1},${n}`).join('\r\n'));
const encodings: TextEncoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'cp1258', 'tcvn3', 'vni'];

describe('the letters', () => {
  it('are 134, each once, composed', () => {
    expect(new Set(vietnameseLetters).size).toBe(134);
    expect(vietnameseLetters.every((letter) => letter.length === 1)).toBe(true);
  });

  it.each(vietnameseLetters)('%s survives every encoding', (letter) => {
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
      expect(decodeText(encodeText(`x${letter}x ${letter}`, encoding)).text).toBe(`x${letter}x ${letter}`);
    }
    const cp = new TextDecoder('windows-1258').decode(encodeText(letter, 'cp1258'));
    expect(composeVietnamese(cp)).toBe(letter);
    expect(decodeVni(encodeVni(letter))).toBe(letter);
    // TCVN3 keeps no capital with a tone but those seven that have a place.
    const expected = 'ĂÂÊÔƠƯĐ'.includes(letter) ? letter : letter.toLowerCase();
    expect(decodeTcvn3(encodeTcvn3(letter))).toBe(expected);
    expect(composeVietnamese(letter.normalize('NFD'))).toBe(letter);
  });

  it('are put together in whichever order the marks were typed', () => {
    expect(composeVietnamese('e\u0301\u0302')).toBe('ế');
    expect(composeVietnamese('o\u0323\u031b')).toBe('ợ');
    expect(composeVietnamese('a\u0309\u0306')).toBe('ẳ');
  });
});

describe('known spellings of the old fonts', () => {
  it.each([
    ['NguyÔn V¨n Hïng', 'Nguyễn Văn Hùng'],
    ['TrÇn ThÞ B×nh', 'Trần Thị Bình'],
    ['§ç §øc Th¾ng', 'Đỗ Đức Thắng'],
    ['D\u00ad¬ng Quang L\u00adîng', 'Dương Quang Lượng'],
    ['NGUYÔN V¡N HïNG', 'NGUYỄN VĂN HÙNG'],
    ['Hä vµ tªn', 'Họ và tên'],
    ['Ngµy vµo §¶ng', 'Ngày vào Đảng'],
    ['Hµ Néi', 'Hà Nội'],
  ])('TCVN3 %s is %s', (stored, text) => expect(decodeTcvn3(stored)).toBe(text));

  it.each([
    ['Nguyeãn Vaên Huøng', 'Nguyễn Văn Hùng'],
    ['Ñoã Ñöùc Thaéng', 'Đỗ Đức Thắng'],
    ['Döông Quang Löôïng', 'Dương Quang Lượng'],
    ['NGUYEÃN VAÊN HUØNG', 'NGUYỄN VĂN HÙNG'],
    ['Hoï vaø teân', 'Họ và tên'],
    ['Lyù Thò Myõ Kyø', 'Lý Thị Mỹ Kỳ'],
    ['Xin chaøo caùc baïn', 'Xin chào các bạn'],
  ])('VNI %s is %s', (stored, text) => expect(decodeVni(stored)).toBe(text));
});

describe('decoding a file', () => {
  it.each(encodings)('knows a list of names written in %s', (encoding) => {
    fc.assert(
      fc.property(list, (text) => {
        const bytes = encodeText(text, encoding);
        expect(detectEncoding(bytes)).toBe(encoding);
        const decoded = decodeText(bytes).text;
        if (encoding === 'tcvn3') expect(decoded.toLowerCase()).toBe(text.toLowerCase());
        else expect(decoded).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it('knows lists in capitals', () => {
    fc.assert(
      fc.property(list, fc.constantFrom(...encodings), (text, encoding) => {
        const capitals = text.toUpperCase();
        const decoded = decodeText(encodeText(capitals, encoding)).text;
        expect(decoded.toUpperCase()).toBe(capitals);
      }),
      { numRuns: 60 },
    );
  });

  it('takes UTF-8 with a mark, without one, and decomposed, as the same text', () => {
    const text = 'STT;Họ và tên\r\n1;Nguyễn Thị Hường';
    expect(decodeText(encodeText(text, 'utf-8')).text).toBe(text);
    expect(decodeText(encodeText(`\ufeff${text}`, 'utf-8')).text).toBe(text);
    expect(decodeText(encodeText(text.normalize('NFD'), 'utf-8')).text).toBe(text);
  });

  it('knows UTF-16 without a mark', () => {
    const text = '1;Nguyễn Thị Hường;12/05/1960\r\n2;Đỗ Văn Quyền;03/02/1975\r\n';
    expect(decodeText(encodeText(text, 'utf-16le').subarray(2))).toEqual({ text, encoding: 'utf-16le' });
    expect(decodeText(encodeText(text, 'utf-16be').subarray(2))).toEqual({ text, encoding: 'utf-16be' });
  });

  it('repairs a UTF-8 file saved from a sheet in an old font', () => {
    const text = '1,nguyễn văn hùng,hà nội\n2,trần thị bình,đồng hới\n3,đỗ đức thắng,huế';
    expect(decodeText(encodeText(encodeTcvn3(text), 'utf-8'))).toEqual({ text, encoding: 'tcvn3' });
    expect(decodeText(encodeText(encodeVni(text), 'utf-8'))).toEqual({ text, encoding: 'vni' });
  });

  it('leaves plain ASCII and empty files alone', () => {
    expect(decodeText(encodeText('a,b\n1,2', 'utf-8'))).toEqual({ text: 'a,b\n1,2', encoding: 'utf-8' });
    expect(decodeText(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8' });
  });
});

describe('repairing cells', () => {
  const names = ['Nguyễn Văn Hùng', 'Trần Thị Bình', 'Đỗ Đức Thắng', 'Lê Quốc Dũng', 'Dòng', 'Hà'];

  it('never touches Unicode texts', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 40 }), (texts) => {
        const repair = repairLegacyText(texts);
        expect(repair.encoding).toBe('unicode');
        expect(texts.map(repair.convert)).toEqual(texts);
      }),
    );
  });

  it('decides for the file and converts the cells', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 10, maxLength: 40 }), (texts) => {
        const tcvn3 = repairLegacyText(texts.map(encodeTcvn3));
        expect(tcvn3.encoding).toBe('tcvn3');
        expect(texts.map(encodeTcvn3).map(tcvn3.convert).join().toLowerCase()).toBe(
          texts.join().toLowerCase(),
        );
        const vni = repairLegacyText(texts.map(encodeVni));
        expect(vni.encoding).toBe('vni');
        expect(texts.map(encodeVni).map(vni.convert)).toEqual(texts);
      }),
    );
  });

  it('keeps the Unicode cells of a file that mixes both', () => {
    const header = ['Họ và tên', 'Quê quán', 'Ngày vào Đảng', 'Chức vụ'];
    const repair = repairLegacyText([...header, ...names.map(encodeTcvn3)]);
    expect(repair.encoding).toBe('tcvn3');
    expect(header.map(repair.convert)).toEqual(header);
    expect(repair.convert(encodeTcvn3('Nguyễn Văn Hùng'))).toBe('Nguyễn Văn Hùng');
  });
});

describe('judging words', () => {
  it.each([
    'Nguyễn',
    'ĐƯỜNG',
    'quyết',
    'khuỷu',
    'giếng',
    'Hoà',
    'hòa',
    'uyên',
    'yêu',
    'Thuý',
    'nghĩa',
    'gì',
    'rượu',
  ])('%s can be Vietnamese', (word) => expect(isVietnameseSyllable(word)).toBe(true));
  it.each(['NguyÔn', 'Vaên', 'thành1', 'strà', 'mác̀', 'hoc\u0300', 'bàp', 'w', 'ÇÈ'])('%s cannot', (word) =>
    expect(isVietnameseSyllable(word)).toBe(false),
  );
  it('counts only words with marks', () => {
    expect(judgeVietnamese('Le Van Tam')).toEqual({ words: 0, share: 1 });
    expect(judgeVietnamese('Đỗ Văn NguyÔn x')).toEqual({ words: 3, share: 2 / 3 });
  });
});

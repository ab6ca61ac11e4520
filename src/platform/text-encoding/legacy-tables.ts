import { toned, type Vowel, vowels } from './vietnamese-letters.ts';

/**
 * The two encodings that lived before Unicode and still sit in member lists. Both keep Vietnamese letters in
 * places where Latin-1 has other signs, so their text shows rightly only in their own fonts.
 *
 * TCVN3 (ABC; fonts `.Vn…`): one sign per letter. There are capitals for Ă Â Ê Ô Ơ Ư Đ only. A capital with a tone
 * has no place: the fonts whose name ends in H (`.VnTimeH`) draw the small letter as a capital, and in other fonts
 * the small letter simply stands there. So `ÁNH` arrives as `áNH`, and `Ánh` as `ánh`. A word whose ASCII letters
 * are all capitals is put into capitals on decoding; a first letter is left, since nothing tells whether it was
 * meant as a capital. Names are put into proper case later.
 *
 * VNI for Windows (fonts `VNI-…`): a base letter followed by a sign for shape and tone. It keeps both cases.
 */
const tcvn3Small: Record<Vowel, string> = {
  a: 'a¸µ¶·¹',
  ă: '¨¾»¼½Æ',
  â: '©ÊÇÈÉË',
  e: 'eÐÌÎÏÑ',
  ê: 'ªÕÒÓÔÖ',
  i: 'iÝ×ØÜÞ',
  o: 'oãßáâä',
  ô: '«èåæçé',
  ơ: '¬íêëìî',
  u: 'uóïñòô',
  ư: '\u00adøõö÷ù',
  y: 'yýúûüþ',
};
const tcvn3Capitals: Record<string, string> = {
  Ă: '¡',
  Â: '¢',
  Ê: '£',
  Ô: '¤',
  Ơ: '¥',
  Ư: '¦',
  Đ: '§',
};

const vniShapes: Record<'plain' | 'circumflex' | 'breve', string[]> = {
  plain: ['', 'ù', 'ø', 'û', 'õ', 'ï'],
  circumflex: ['â', 'á', 'à', 'å', 'ã', 'ä'],
  breve: ['ê', 'é', 'è', 'ú', 'ü', 'ë'],
};
const vniSmall = (vowel: Vowel): string[] => {
  const on = (base: string, shape: keyof typeof vniShapes) => vniShapes[shape].map((mark) => base + mark);
  switch (vowel) {
    case 'ă':
      return on('a', 'breve');
    case 'â':
      return on('a', 'circumflex');
    case 'ê':
      return on('e', 'circumflex');
    case 'ô':
      return on('o', 'circumflex');
    case 'ơ':
      return on('ô', 'plain');
    case 'ư':
      return on('ö', 'plain');
    case 'i':
      return ['i', 'í', 'ì', 'æ', 'ó', 'ò'];
    case 'y':
      return ['y', 'yù', 'yø', 'yû', 'yõ', 'î'];
    default:
      return on(vowel, 'plain');
  }
};

const toTcvn3 = new Map<string, string>([['đ', '®'], ...Object.entries(tcvn3Capitals)]);
const toVni = new Map<string, string>([
  ['đ', 'ñ'],
  ['Đ', 'Ñ'],
]);
for (const vowel of vowels) {
  vniSmall(vowel).forEach((signs, tone) => {
    const letter = toned(vowel, tone);
    const sign = tcvn3Small[vowel][tone] as string;
    if (letter > '\u007f') {
      toTcvn3.set(letter, sign);
      // A capital with a tone has no place of its own in TCVN3.
      if (!toTcvn3.has(letter.toUpperCase())) toTcvn3.set(letter.toUpperCase(), sign);
      toVni.set(letter, signs);
      toVni.set(letter.toUpperCase(), signs.toUpperCase());
    }
  });
}

const fromTcvn3 = new Map<string, string>();
for (const [letter, sign] of toTcvn3) if (!fromTcvn3.has(sign)) fromTcvn3.set(sign, letter);
for (const [letter, sign] of toTcvn3) if (letter === letter.toLowerCase()) fromTcvn3.set(sign, letter);

const fromVni = new Map<string, string>();
for (const [letter, signs] of toVni) fromVni.set(signs, letter);
// A capital followed by a mark of the other case, as some keyboards of the time wrote it.
for (const [letter, signs] of toVni) {
  if (signs.length === 2) {
    const mixed =
      letter === letter.toUpperCase()
        ? (signs[0] as string) + (signs[1] as string).toLowerCase()
        : (signs[0] as string) + (signs[1] as string).toUpperCase();
    if (!fromVni.has(mixed)) fromVni.set(mixed, letter);
  }
}

/** Unicode for text whose letters stand at the TCVN3 places of Latin-1. Other signs stay as they are. */
export function decodeTcvn3(text: string): string {
  const small = Array.from(text, (ch) => fromTcvn3.get(ch) ?? ch).join('');
  return small.replace(/[\p{L}]+/gu, (word) => {
    const ascii = word.replace(/[^A-Za-z]/g, '');
    // One capital alone proves nothing: `Hà` is an ordinary word.
    const isCapitals = ascii.length > 1 && ascii === ascii.toUpperCase();
    return isCapitals ? word.toUpperCase() : word;
  });
}

/** Unicode for text whose letters stand as VNI-Windows pairs in Latin-1. */
export function decodeVni(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; ) {
    const pair = fromVni.get(text.slice(at, at + 2));
    if (pair !== undefined && at + 1 < text.length) {
      out += pair;
      at += 2;
    } else {
      const ch = text[at] as string;
      out += fromVni.get(ch) ?? ch;
      at += 1;
    }
  }
  return out;
}

const encodeBy = (table: Map<string, string>) => (text: string) =>
  Array.from(text.normalize('NFC'), (ch) => table.get(ch) ?? ch).join('');

/** The Latin-1 signs that a TCVN3 font shows as this text. Capitals with a tone become small letters. */
export const encodeTcvn3 = encodeBy(toTcvn3);

/** The Latin-1 signs that a VNI font shows as this text. */
export const encodeVni = encodeBy(toVni);

const LETTERS = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz';
const TONES: Record<string, string> = {
  '\u0300': '1',
  '\u0309': '2',
  '\u0303': '3',
  '\u0301': '4',
  '\u0323': '5',
};

/**
 * A key that sorts as Vietnamese dictionaries do (letters first, then tones) when compared as bytes.
 * Stored beside names because the embedded database has no Vietnamese collation.
 */
export function viKey(text: string): string {
  let letters = '';
  let tones = '';
  const decomposed = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/([\u0300\u0301\u0303\u0309\u0323])([\u0302\u0306\u031b])/g, '$2$1')
    .replace(/[aeou][\u0302\u0306\u031b]/g, (m) => m.normalize('NFC'));
  for (const ch of decomposed) {
    const tone = TONES[ch];
    if (tone) {
      tones = tones.slice(0, -1) + tone;
      continue;
    }
    const at = LETTERS.indexOf(ch);
    letters += at >= 0 ? String.fromCharCode(65 + at) : ch === ' ' ? '!' : ch;
    tones += '0';
  }
  return `${letters} ${tones}`;
}

/** The key by which people are listed: given name first, then surname and middle names. */
export function personSortKey(fullName: string): string {
  const parts = fullName.trim().split(/\s+/);
  const given = parts.pop() ?? '';
  return `${viKey(given)} ${viKey(parts.join(' '))}`;
}

/** Lower case without any marks: what a search compares. `Đỗ Thị Hoà` becomes `do thi hoa`. */
export const withoutMarks = (text: string): string =>
  /^[ -~]*$/.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .replace(/[đĐ]/g, 'd')
        .toLowerCase();

/** Words of plain and of composed Vietnamese letters with single spaces: nothing to tidy, as most texts are. */
const TIDY = /^(?:[!-~À-ưẠ-ỹ]+(?: [!-~À-ưẠ-ỹ]+)*)?$/;

/** One spelling for storing: composed form, one space between words, no outer space, no invisible marks. */
export const tidyText = (text: string): string =>
  TIDY.test(text)
    ? text
    : text
        .normalize('NFC')
        .replace(/[\u200b-\u200d\ufeff\u00ad]/g, '')
        .replace(/[\s\u00a0]+/g, ' ')
        .trim();

/** A name as its first letters, for readers who have no reason to know who it is: `Phạm Quốc Dũng` is `P. Q. D.` */
export const initialsOf = (fullName: string): string =>
  fullName
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${[...word][0]}.`)
    .join(' ');

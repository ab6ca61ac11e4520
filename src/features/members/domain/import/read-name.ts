import { tidyText } from '#kernel/vietnamese.ts';

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** `NGUYỄN  văn hùng` becomes `Nguyễn Văn Hùng`; parts after `'` and `-` too (`H'Hen`, `Y-Blôk`). */
export const properCase = (name: string): string =>
  tidyText(name)
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());

/**
 * What two spellings of one name share: case, spaces and the place of the tone do not count (`Hoà` = `Hòa`),
 * nor does i for y at the end of a syllable (`Lý` = `Lí`).
 */
export const nameKey = (name: string): string =>
  tidyText(name)
    .toLowerCase()
    .split(/[\s'’-]+/)
    .map((word) => {
      const parts = word.normalize('NFD');
      const tone = parts.match(TONE)?.[0] ?? '';
      return (
        parts
          .replace(TONE, '')
          .replace(/(?<=[^aeouq])y$/, 'i')
          .normalize('NFC') + tone
      );
    })
    .join(' ');

export type ReadName = {
  /** Proper case; empty when the cell holds no name. */
  name: string;
  /** What stood in brackets behind the name: `(Bí thư)`, `(nữ)`. */
  aside: string | null;
};

/** The name in a cell without form of address (`Đ/c`, `Ông`, `Bà`), brackets and stars. */
export function readName(text: string): ReadName {
  const asides: string[] = [];
  const bare = tidyText(text)
    .replace(/[([]([^)\]]*)[)\]]?/g, (_, inner: string) => {
      if (inner.trim() !== '') asides.push(inner.trim());
      return ' ';
    })
    .replace(/^\s*(?:đ\/c|đc\.?|đồng chí|ông|bà)\s+/iu, '')
    .replace(/[*,;:.]+/g, ' ');
  return { name: properCase(bare), aside: asides.length > 0 ? asides.join('; ') : null };
}

/** Whether a text can be the name of a person: letters only, two to eight words. */
export const isNameLike = (name: string): boolean =>
  /^[\p{L}'’-]+(?: [\p{L}'’-]+){1,7}$/u.test(tidyText(name));

import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';

/** `Tổ dân phố số 5` and `tổ dân phố 5` are the same, with or without marks. */
const plain = (text: string): string =>
  ` ${withoutMarks(tidyText(text))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\bso (?=\d)/g, '')
    .trim()} `;

const RANGE = /^(.*?)(\d+)\s*[-–]\s*(\d+)$/u;
const MOST_OF_RANGE = 500;

/**
 * Whether a name or an address has one of these words, told as people tell groups: `Tổ dân phố 1-5, phố Vọng`. Whole words are
 * meant, so that `tổ 5` is not `tổ 50`; a range stands for each of its numbers.
 */
export function fitsWords(told: string, text: string): boolean {
  const within = plain(text);
  return told
    .split(/[,;\n]/)
    .flatMap((phrase): string[] => {
      const range = RANGE.exec(phrase.trim());
      const [, before = '', from, to] = range ?? [];
      if (!from || !to || Number(to) < Number(from) || Number(to) - Number(from) > MOST_OF_RANGE)
        return [phrase];
      return Array.from(
        { length: Number(to) - Number(from) + 1 },
        (_, at) => `${before} ${Number(from) + at}`,
      );
    })
    .map(plain)
    .some((wanted) => wanted.trim() !== '' && within.includes(wanted));
}

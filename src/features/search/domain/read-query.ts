import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';

/** What was typed, as the database compares it. */
export type Wanted = {
  /** Plain words, each only letters and digits, in the order typed. */
  words: string[];
  /** The same words with their marks, when any was typed with one; a word without marks fits all. */
  marked: string[];
  /** The digits of a number: card, phone or code. Null when the text is not a number. */
  digits: string | null;
};

const MOST_WORDS = 8;
const FEWEST_DIGITS = 3;
const splitWords = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/**
 * Reads a search text. Null when it holds too little to look for: fewer than two letters, or fewer than three digits.
 * `0912 345 678` and `01.02.003` are numbers; `chi bộ 5` is words.
 */
export function readQuery(text: string): Wanted | null {
  const tidy = tidyText(text).slice(0, 200);
  const marked = splitWords(tidy.toLowerCase()).slice(0, MOST_WORDS);
  const words = marked.flatMap((word) => withoutMarks(word).match(/[a-z0-9]+/g) ?? []);
  const digits = /^[\d\s.\-+()/]+$/.test(tidy) ? tidy.replace(/\D/g, '').replace(/^84(?=\d{9}$)/, '0') : null;
  if (digits !== null) return digits.length >= FEWEST_DIGITS ? { words, marked, digits } : null;
  if (words.join('').length < 2) return null;
  return { words, marked, digits: null };
}

/** Every word whole, the last perhaps only begun: the form of PostgreSQL's text search. */
export const asTextSearch = (words: readonly string[]): string =>
  words.map((word, at) => (at === words.length - 1 ? `${word}:*` : word)).join(' & ');

import { viKey, withoutMarks } from '#kernel/vietnamese.ts';
import type { Wanted } from './read-query.ts';

/** `hoà` and `hòa` are one spelling: letters and tone, wherever the tone stands in the syllable. */
const spelling = (word: string): string => {
  const [letters = '', tones = ''] = viKey(word).split(' ');
  return `${letters} ${tones.replaceAll('0', '')}`;
};
const hasMarks = (word: string): boolean => withoutMarks(word) !== word.toLowerCase();

/**
 * How well a name fits, higher is better: first by words that agree in their marks too, then by the given name (the
 * last word of a Vietnamese name), then by words that are whole and not only begun. Words typed without marks fit all.
 */
export function fitOf(name: string, wanted: Wanted): number {
  const parts = name.toLowerCase().normalize('NFC').split(/\s+/);
  const spelled = new Set(parts.map(spelling));
  const plain = parts.map(withoutMarks);
  const markedWords = wanted.marked.filter(hasMarks);
  const agreeing = markedWords.filter((word) => spelled.has(spelling(word))).length;
  const given = plain.at(-1) ?? '';
  const typedLast = wanted.words.at(-1) ?? '';
  const whole = wanted.words.filter((word) => plain.includes(word)).length;
  return agreeing * 100 + (given === typedLast ? 20 : wanted.words.includes(given) ? 10 : 0) + whole;
}

/** Best first; equals in the order of `keyOf`, compared as bytes. */
export function rankHits<T>(
  hits: readonly T[],
  wanted: Wanted,
  nameOf: (hit: T) => string,
  keyOf: (hit: T) => string,
): T[] {
  return hits
    .map((hit) => ({ hit, fit: fitOf(nameOf(hit), wanted), key: keyOf(hit) }))
    .sort((a, b) => b.fit - a.fit || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ hit }) => hit);
}

import { Random } from '../random.ts';

/** A whole number that stands for these words and numbers: the state from which a stream of chance begins. */
export function hashOf(...parts: readonly (string | number)[]): number {
  let h = 0x811c9dc5;
  for (const part of parts) {
    if (typeof part === 'number') {
      h = Math.imul(h ^ (part & 0xffff), 0x01000193);
      h = Math.imul(h ^ (part >>> 16), 0x01000193);
    } else for (let i = 0; i < part.length; i++) h = Math.imul(h ^ part.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ 0x1f, 0x01000193);
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * The stream of chance of one thing. Each branch, person and month has its own, so that what happens to one does not
 * depend on how many others there are or in which order they are made.
 */
export const streamOf = (...parts: readonly (string | number)[]): Random => new Random(hashOf(...parts));

/** A draw from the bell curve with middle 0 and width 1. */
export function normal(random: Random): number {
  const u = Math.max(random.next(), 1e-12);
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random.next());
}

export const clamp = (value: number, least: number, most: number): number =>
  value < least ? least : value > most ? most : value;

export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
export const logit = (p: number): number => Math.log(p / (1 - p));

/** How many of `expected` happen: the whole part, and one more by chance of the rest. */
export const howMany = (random: Random, expected: number): number =>
  Math.floor(expected) + (random.chance(expected - Math.floor(expected)) ? 1 : 0);

/** Shares a whole number out by weights so that the parts add up to it exactly. */
export function shareOut(total: number, weights: readonly number[], least = 0): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const free = total - least * weights.length;
  const exact = weights.map((weight) => (free * weight) / sum);
  const parts = exact.map((part) => Math.floor(part));
  let left = free - parts.reduce((a, b) => a + b, 0);
  const byRest = exact.map((part, at) => ({ at, rest: part - Math.floor(part) }));
  byRest.sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of byRest) {
    if (left <= 0) break;
    parts[at]!++;
    left--;
  }
  return parts.map((part) => part + least);
}

/** Picks by weight from a list whose sums are made once: for draws by the hundred thousand. */
export class WeightedPick<T> {
  readonly #sums: number[] = [];
  readonly #values: T[] = [];
  constructor(list: readonly (readonly [T, number])[]) {
    let sum = 0;
    for (const [value, weight] of list) {
      sum += weight;
      this.#sums.push(sum);
      this.#values.push(value);
    }
  }
  pick(random: Random): T {
    const wanted = random.next() * this.#sums.at(-1)!;
    let low = 0;
    let high = this.#sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sums[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return this.#values[low]!;
  }
}

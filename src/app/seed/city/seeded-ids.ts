import type { Id } from '#kernel/ids.ts';
import { hashOf } from './draw.ts';

/** Kinds of things that get an id from the seed. */
const KINDS = [
  'unit',
  'person',
  'mandate',
  'meeting',
  'task',
  'task-report',
  'entry',
  'item',
  'vote',
  'opinion',
  'file',
  'override',
  'device',
  'directive',
  'assignment',
  'duty',
] as const;
export type SeededKind = (typeof KINDS)[number];

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex32 = (n: number): string =>
  HEX[n >>> 24]! + HEX[(n >>> 16) & 255]! + HEX[(n >>> 8) & 255]! + HEX[n & 255]!;

/** A mixing that no two numbers share the result of. */
function mixed(n: number): number {
  let x = n >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/**
 * Ids that follow from the seed: of the form of version 7, in the order of their time, and different for every kind and
 * number. The same seed gives the same ids.
 */
export class SeededIds {
  readonly #salts: Record<SeededKind, number>;
  readonly #counts: Partial<Record<SeededKind, number>> = {};

  constructor(seed: number) {
    this.#salts = Object.fromEntries(KINDS.map((kind) => [kind, hashOf('id', seed, kind)])) as Record<
      SeededKind,
      number
    >;
  }

  /** The id of the n-th thing of a kind, made at that instant (ms since the epoch). */
  of(kind: SeededKind, n: number, atMs: number): Id {
    const salt = this.#salts[kind];
    const unique = mixed(n ^ salt);
    const rest = mixed(unique ^ (salt >>> 7) ^ 0x9e3779b9);
    const high = Math.floor(atMs / 65_536);
    const time = hex32(high);
    const low = (atMs % 65_536) | 0;
    const a = 0x7000 | (KINDS.indexOf(kind) << 8) | (rest >>> 24);
    const b = 0x8000 | ((rest >>> 8) & 0x3fff);
    return `${time}-${HEX[low >>> 8]}${HEX[low & 255]}-${HEX[a >>> 8]}${HEX[a & 255]}-${HEX[b >>> 8]}${HEX[b & 255]}-${hex32(unique)}${HEX[rest & 255]}${HEX[(unique ^ rest) & 255]}`;
  }

  /** The id of the next thing of a kind. */
  next(kind: SeededKind, atMs: number): Id {
    const n = this.#counts[kind] ?? 0;
    this.#counts[kind] = n + 1;
    return this.of(kind, n, atMs);
  }
}

/** UUID version 7 (RFC 9562): time-ordered, made on the device, unique without asking a server. */
export type Id = string;

/** The last tail of each of the latest milliseconds: the app's clock and the device's may take turns. */
const tails = new Map<number, bigint>();
const REMEMBERED = 16;
const LOW_62 = (1n << 62n) - 1n;
// Seventy-four bits are free; the highest starts at nought and leaves room for many ids in one millisecond.
const LOW_73 = (1n << 73n) - 1n;

/** Randomness is fetched for many ids at once: asking for it costs more than all the rest. */
const pool = new BigUint64Array(256);
let used = pool.length;

function random64(): bigint {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const value = pool[used]!;
  pool[used] = 0n;
  used += 1;
  return value;
}

/** Random bits, or a little more than the last ones when the millisecond is the same. */
function nextTail(nowMs: number): bigint {
  const a = random64();
  const b = random64();
  const last = tails.get(nowMs);
  const tail = last === undefined ? ((a << 10n) | (b & 0x3ffn)) & LOW_73 : last + 1n + (a & 0xffffffffn);
  tails.delete(nowMs);
  tails.set(nowMs, tail);
  if (tails.size > REMEMBERED) tails.delete(tails.keys().next().value as number);
  return tail;
}

/**
 * A new id. Ids made one after the other by one device sort in that order, also inside a millisecond, so that
 * what was written first is read first.
 */
export function newId(nowMs: number = Date.now()): Id {
  const tail = nextTail(nowMs);
  const high = (BigInt(nowMs) << 16n) | 0x7000n | (tail >> 62n);
  const low = (1n << 63n) | (tail & LOW_62);
  const hex = high.toString(16).padStart(16, '0') + low.toString(16).padStart(16, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);

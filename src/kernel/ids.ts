/** UUID version 7 (RFC 9562): time-ordered, made on the device, unique without asking a server. */
export type Id = string;

let lastMs = -1;
let lastTail = 0n;
const TAIL_BITS = 74n;
const LOW_62 = (1n << 62n) - 1n;

/** Seventy-four random bits, or a little more than the last ones when the millisecond is the same. */
function nextTail(nowMs: number): bigint {
  const random = crypto.getRandomValues(new BigUint64Array(2));
  if (nowMs === lastMs) lastTail += 1n + (random[0]! & 0xffffffffn);
  // The highest bit starts at nought: room for many ids in one millisecond.
  else lastTail = ((random[0]! << 10n) | (random[1]! & 0x3ffn)) & ((1n << (TAIL_BITS - 1n)) - 1n);
  lastMs = nowMs;
  return lastTail;
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

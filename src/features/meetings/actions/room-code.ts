import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long one code stands on the screen. The one before is still taken, for whoever scanned it just in time. */
export const WINDOW_MS = 5 * 60_000;

/** The codes of the rooms that are checked in to now: a whole branch scans the same one within a few minutes. */
const codes = new Map<string, { window: number; code: string }>();
const MOST_CODES = 50_000;

function codeIn(secret: string, window: number): string {
  const known = codes.get(secret);
  if (known?.window === window) return known.code;
  const code = createHmac('sha256', secret).update(String(window)).digest('base64url').slice(0, 12);
  if (known === undefined || known.window < window) codes.set(secret, { window, code });
  if (codes.size > MOST_CODES) codes.clear();
  return code;
}

/** The code of a room at an instant, and until when it is the newest. */
export function roomCode(secret: string, nowMs: number): { code: string; validUntil: number } {
  const window = Math.floor(nowMs / WINDOW_MS);
  return { code: codeIn(secret, window), validUntil: (window + 1) * WINDOW_MS };
}

export function isRoomCode(secret: string, code: string, nowMs: number): boolean {
  const window = Math.floor(nowMs / WINDOW_MS);
  const given = Buffer.from(code);
  return [window, window - 1].some((each) => {
    const right = Buffer.from(codeIn(secret, each));
    return right.length === given.length && timingSafeEqual(right, given);
  });
}

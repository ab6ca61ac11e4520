import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long one code stands on the screen. The one before is still taken, for whoever scanned it just in time. */
export const WINDOW_MS = 5 * 60_000;

const codeIn = (secret: string, window: number): string =>
  createHmac('sha256', secret).update(String(window)).digest('base64url').slice(0, 12);

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

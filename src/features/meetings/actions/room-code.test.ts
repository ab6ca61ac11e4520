import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRoomCode, roomCode, WINDOW_MS } from './room-code.ts';

const instant = fc.integer({ min: 0, max: 4_102_444_800_000 });
const secret = fc.string({ minLength: 8, maxLength: 40 });

describe('the code of the room', () => {
  it('holds for its own window and the one after, and no longer', () => {
    fc.assert(
      fc.property(secret, instant, fc.integer({ min: 0, max: 5 * WINDOW_MS }), (key, at, later) => {
        const { code } = roomCode(key, at);
        const windows = Math.floor((at + later) / WINDOW_MS) - Math.floor(at / WINDOW_MS);
        expect(isRoomCode(key, code, at + later)).toBe(windows <= 1);
      }),
    );
  });

  it('says until when it is the newest', () => {
    fc.assert(
      fc.property(secret, instant, (key, at) => {
        const { code, validUntil } = roomCode(key, at);
        expect(roomCode(key, validUntil - 1).code).toBe(code);
        expect(roomCode(key, validUntil).code).not.toBe(code);
      }),
    );
  });

  it('opens no other room', () => {
    const { code } = roomCode('one room', 0);
    expect(isRoomCode('another room', code, 0)).toBe(false);
    for (const wrong of ['', code.slice(1), `${code}x`, 'điểm danh'])
      expect(isRoomCode('one room', wrong, 0)).toBe(false);
  });
});

import encodeQR from 'qr';
import { decodeQR } from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { FrameReader, toFrames } from './qr-frames.ts';

const value = {
  goc: 'hand-over',
  entries: Array.from({ length: 60 }, (_, n) => ({
    id: ((n + 1) * 2_654_435_761).toString(36),
    text: `Ý kiến số ${n * 7919}: đề nghị`,
  })),
};

/** The code as a camera would have it: dark and light points. */
function pictureOf(text: string) {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 4, scale: 3 });
  const size = rows.length;
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      data.fill(rows[y]![x] ? 0 : 255, (y * size + x) * 4, (y * size + x) * 4 + 4);
  return { height: size, width: size, data };
}

describe('entries as codes on a screen', () => {
  it('come out as they went in, through real codes, in any order and read more than once', async () => {
    const frames = await toFrames(value);
    expect(frames.length).toBeGreaterThan(2);
    const reader = new FrameReader();
    const shown = [...frames.toReversed(), ...frames].map((frame) => decodeQR(pictureOf(frame)));
    let given: unknown = null;
    for (const text of shown.slice(0, frames.length)) {
      expect(given).toBeNull();
      given = await reader.read(text);
    }
    expect(given).toEqual(value);
    expect(reader.progress).toEqual({ read: frames.length, all: frames.length });
  });

  it('never puts codes of two sendings together, and reads nothing from codes of others', async () => {
    const [one, other] = [await toFrames(value), await toFrames({ ...value, more: 'khác' })];
    const reader = new FrameReader();
    await reader.read(one[0]!);
    await reader.read(other[0]!);
    expect(reader.progress.read).toBe(1);
    for (const text of ['https://vi.du', 'GOC1 a 0/3 AAAA', 'GOC1 a 4/3 AAAA', 'GOC1 a 1/999 AAAA', ''])
      expect(await reader.read(text)).toBeNull();
    expect(await reader.read('GOC1 a 1/1 AAAA')).toBeNull();
    expect(reader.progress).toEqual({ read: 0, all: 0 });
  });
});

/** Characters of data in one code: a phone reads it from another phone's screen at arm's length. */
const DATA_IN_FRAME = 420;
const FRAME = /^GOC1 ([0-9a-z]{1,13}) (\d{1,3})\/(\d{1,3}) ([A-Za-z0-9+/=]+)$/;
/** More than any meeting makes without a network; a sender that claims more is none of ours. */
const MOST_FRAMES = 400;
const MOST_BYTES = 8_000_000;

const through = async (bytes: Uint8Array, stream: GenericTransformStream): Promise<Uint8Array> => {
  const shaped = new Blob([bytes as BlobPart]).stream().pipeThrough(stream);
  const reader = shaped.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > MOST_BYTES) throw new Error('too large');
    parts.push(part.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/** A value as texts that each fit one QR code; shown one after the other, in any order, as often as needed. */
export async function toFrames(value: unknown): Promise<string[]> {
  const packed = toBase64(
    await through(new TextEncoder().encode(JSON.stringify(value)), new CompressionStream('gzip')),
  );
  // Tells one sending from the next, so that codes of two are never put together.
  let sum = 0;
  for (let i = 0; i < packed.length; i++) sum = (sum * 31 + packed.charCodeAt(i)) >>> 0;
  const count = Math.max(1, Math.ceil(packed.length / DATA_IN_FRAME));
  return Array.from(
    { length: count },
    (_, i) =>
      `GOC1 ${sum.toString(36)} ${i + 1}/${count} ${packed.slice(i * DATA_IN_FRAME, (i + 1) * DATA_IN_FRAME)}`,
  );
}

/** Puts codes together as the camera reads them, in any order and as often as it reads them. */
export class FrameReader {
  #sending: string | null = null;
  #parts: (string | undefined)[] = [];

  get progress(): { read: number; all: number } {
    return { read: this.#parts.filter((part) => part !== undefined).length, all: this.#parts.length };
  }

  /** The value when this code was the last one that lacked; null before, and for codes that are none of ours. */
  async read(text: string): Promise<unknown> {
    const [, sending, at, all, data] = FRAME.exec(text) ?? [];
    const [place, count] = [Number(at), Number(all)];
    if (!sending || !data || place < 1 || place > count || count > MOST_FRAMES) return null;
    if (sending !== this.#sending || this.#parts.length !== count) {
      this.#sending = sending;
      this.#parts = Array.from({ length: count });
    }
    this.#parts[place - 1] = data;
    if (this.#parts.some((part) => part === undefined)) return null;
    try {
      const bytes = await through(fromBase64(this.#parts.join('')), new DecompressionStream('gzip'));
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      this.#sending = null;
      this.#parts = [];
      return null;
    }
  }
}

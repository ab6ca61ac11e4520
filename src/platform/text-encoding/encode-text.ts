import type { TextEncoding } from './decode-text.ts';
import { encodeTcvn3, encodeVni } from './legacy-tables.ts';

const cp1258Places = new Map<string, number>();
{
  const decoder = new TextDecoder('windows-1258');
  for (let byte = 0; byte < 256; byte += 1) {
    cp1258Places.set(decoder.decode(Uint8Array.of(byte)), byte);
  }
}

/** Letters of CP1258: those without a place of their own are a letter followed by a tone byte. */
function cp1258Bytes(text: string): number[] {
  return Array.from(text.normalize('NFC')).flatMap((ch) => {
    const whole = cp1258Places.get(ch);
    if (whole !== undefined) return [whole];
    let tone = '';
    const bare = ch
      .normalize('NFD')
      .replace(/[\u0300\u0301\u0303\u0309\u0323]/, (mark) => {
        tone = mark;
        return '';
      })
      .normalize('NFC');
    return [cp1258Places.get(bare) ?? 0x3f, ...(tone ? [cp1258Places.get(tone) ?? 0x3f] : [])];
  });
}

const latin1Bytes = (text: string): number[] =>
  Array.from(text, (ch) => (ch.charCodeAt(0) < 256 ? ch.charCodeAt(0) : 0x3f));

/** Bytes of a text. A sign that the encoding lacks becomes `?`. Without byte order mark, but for UTF-16. */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return new TextEncoder().encode(text);
    case 'utf-16le':
    case 'utf-16be': {
      const bytes = new Uint8Array(2 + text.length * 2);
      const view = new DataView(bytes.buffer);
      const isLittle = encoding === 'utf-16le';
      view.setUint16(0, 0xfeff, isLittle);
      for (let at = 0; at < text.length; at += 1) view.setUint16(2 + at * 2, text.charCodeAt(at), isLittle);
      return bytes;
    }
    case 'cp1258':
      return Uint8Array.from(cp1258Bytes(text));
    case 'tcvn3':
      return Uint8Array.from(latin1Bytes(encodeTcvn3(text)));
    case 'vni':
      return Uint8Array.from(latin1Bytes(encodeVni(text)));
  }
}

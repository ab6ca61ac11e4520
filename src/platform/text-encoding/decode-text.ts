import { judgeVietnamese } from './judge-vietnamese.ts';
import { decodeTcvn3, decodeVni } from './legacy-tables.ts';
import { repairLegacyText } from './repair-legacy-text.ts';
import { composeVietnamese } from './vietnamese-letters.ts';

/** The encodings in which Vietnamese text files are met. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp1258' | 'tcvn3' | 'vni';

export type DecodedText = {
  /** Unicode NFC, without byte order mark. */
  text: string;
  encoding: TextEncoding;
};

const SAMPLE_BYTES = 262_144;
const latin1 = new TextDecoder('windows-1252');
const cp1258 = new TextDecoder('windows-1258');

const eightBitDecoders: Record<'cp1258' | 'tcvn3' | 'vni', (bytes: Uint8Array) => string> = {
  cp1258: (bytes) => composeVietnamese(cp1258.decode(bytes)),
  tcvn3: (bytes) => decodeTcvn3(latin1.decode(bytes)),
  vni: (bytes) => decodeVni(latin1.decode(bytes)),
};

/**
 * The encoding of a file's bytes. A byte order mark decides; then the pattern of zero bytes (UTF-16), then strict
 * UTF-8; what remains goes to the old encoding in which most words can be Vietnamese.
 */
export function detectEncoding(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  for (let at = 0; at < sample.length; at += 1) if (sample[at] === 0) zeros[at % 2]! += 1;
  // Text for people has spaces, digits and line ends: in UTF-16 each of them has a zero byte on the same side.
  if (zeros[1]! * 20 > sample.length && zeros[1]! > 8 * zeros[0]!) return 'utf-16le';
  if (zeros[0]! * 20 > sample.length && zeros[0]! > 8 * zeros[1]!) return 'utf-16be';
  if (isUtf8(bytes)) return 'utf-8';
  let best: TextEncoding = 'cp1258';
  let bestShare = -1;
  for (const encoding of ['cp1258', 'tcvn3', 'vni'] as const) {
    const { share } = judgeVietnamese(eightBitDecoders[encoding](sample));
    if (share > bestShare) [best, bestShare] = [encoding, share];
  }
  return best;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * The text of a file in Unicode NFC. Also puts right a Unicode file whose letters are TCVN3 or VNI signs, as comes
 * from saving a sheet typed in an old font; the encoding named is then the old one.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = detectEncoding(bytes);
  if (encoding !== 'utf-8' && encoding !== 'utf-16le' && encoding !== 'utf-16be') {
    return { text: eightBitDecoders[encoding](bytes), encoding };
  }
  const text = composeVietnamese(new TextDecoder(encoding).decode(bytes));
  const repair = repairLegacyText([text.slice(0, SAMPLE_BYTES)]);
  if (repair.encoding === 'unicode') return { text, encoding };
  return {
    text: text
      .split(/([\t\r\n,;"]+)/)
      .map((piece, at) => (at % 2 === 0 ? repair.convert(piece) : piece))
      .join(''),
    encoding: repair.encoding,
  };
}

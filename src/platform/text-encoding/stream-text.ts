import { detectEncoding, type TextEncoding } from './decode-text.ts';
import { decodeTcvn3, decodeVni } from './legacy-tables.ts';
import { repairLegacyText } from './repair-legacy-text.ts';
import { composeVietnamese } from './vietnamese-letters.ts';

/** How a text file that is too large for memory is read: in parts by `decoder`, then field by field by `convert`. */
export type TextReading = {
  encoding: TextEncoding;
  /** A decoder that may be given the file part by part. */
  decoder: TextDecoder;
  /** Puts a field of the decoded text into Unicode NFC. */
  convert: (field: string) => string;
};

/** A part of a file may end in the middle of a letter: at most three bytes of it. */
const whole = (sample: Uint8Array): Uint8Array => {
  let end = sample.length;
  while (end > 0 && sample.length - end < 3 && (sample[end - 1]! & 0xc0) === 0x80) end--;
  return end > 0 && sample[end - 1]! >= 0xc0 ? sample.subarray(0, end - 1) : sample;
};

/** Decides by the beginning of a file. `isAll`: the sample is the whole file. */
export function readingOf(sample: Uint8Array, isAll: boolean): TextReading {
  const encoding = detectEncoding(isAll ? sample : whole(sample));
  switch (encoding) {
    case 'cp1258':
      return { encoding, decoder: new TextDecoder('windows-1258'), convert: composeVietnamese };
    case 'tcvn3':
      return { encoding, decoder: new TextDecoder('windows-1252'), convert: decodeTcvn3 };
    case 'vni':
      return { encoding, decoder: new TextDecoder('windows-1252'), convert: decodeVni };
    default: {
      const text = composeVietnamese(new TextDecoder(encoding).decode(sample));
      const repair = repairLegacyText([text]);
      return repair.encoding === 'unicode'
        ? { encoding, decoder: new TextDecoder(encoding), convert: composeVietnamese }
        : { encoding: repair.encoding, decoder: new TextDecoder(encoding), convert: repair.convert };
    }
  }
}

/** What a file begins with. `zip` and `ole` are containers that have to be opened to know more. */
export type FileKind =
  | 'empty'
  | 'zip'
  | 'ole'
  | 'text'
  | 'html'
  | 'xml'
  | 'pdf'
  | 'image'
  | 'rtf'
  | 'archive'
  | 'binary';

const startsWith = (bytes: Uint8Array, ...signature: number[]) =>
  signature.every((byte, at) => bytes[at] === byte);

/** Looks at the first bytes only; the file's name plays no part. */
export function sniffKind(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty';
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0x50, 0x4b, 5, 6)) return 'zip';
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'ole';
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) || startsWith(bytes, 0xff, 0xd8, 0xff)) return 'image';
  if (startsWith(bytes, 0x52, 0x61, 0x72, 0x21) || startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf))
    return 'archive';
  if (startsWith(bytes, 0x1f, 0x8b)) return 'archive';
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 1_024)).replaceAll('\u0000', '');
  const start = head.replace(/^(?:ÿþ|þÿ|ï»¿)/, '').trimStart();
  if (start.startsWith('GIF8')) return 'image';
  if (start.startsWith('%PDF-')) return 'pdf';
  if (start.startsWith('{\\rtf')) return 'rtf';
  if (/^(?:<!doctype html|<html|<head|<meta|<table|<style|MIME-Version:)/i.test(start)) return 'html';
  if (/^<\?xml/i.test(start)) return /<html/i.test(start) ? 'html' : 'xml';
  return looksLikeText(bytes) ? 'text' : 'binary';
}

/** Text has hardly any control signs. UTF-16 is told by its mark or by zeros on one side only. */
function looksLikeText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 8_192);
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return true;
  let controls = 0;
  const zeros = [0, 0];
  for (let at = 0; at < sample.length; at += 1) {
    const byte = sample[at] as number;
    if (byte === 0) zeros[at % 2]! += 1;
    else if (byte < 9 || (byte > 13 && byte < 32)) controls += 1;
  }
  const isWide = Math.min(...zeros) === 0 && Math.max(...zeros) * 5 > sample.length;
  if (zeros[0]! + zeros[1]! > 0 && !isWide) return false;
  // UTF-16 puts the second byte of `ế` and its like among the control signs.
  return isWide || controls * 100 <= sample.length;
}

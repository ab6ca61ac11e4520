import { inflateRawSync } from 'node:zlib';

/** No office document is larger when it is unpacked; what is, was made to fill the memory or the day. */
const MOST_UNPACKED = 64 * 1024 * 1024;

/**
 * The files of a zip archive by name, read through its central directory; `wanted` chooses those to unpack.
 * Throws for what is no archive and for one whose wanted files unpack to more than 64 MB, however often it lists them.
 */
export function openZip(
  archive: Buffer,
  wanted: (name: string) => boolean = () => true,
): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('Not a zip archive.');
  const files = new Map<string, Buffer>();
  let room = MOST_UNPACKED;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const method = archive.readUInt16LE(at + 10);
    const packed = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const raw = archive.subarray(start, start + packed);
    if (wanted(name)) {
      const file = method === 0 ? raw : inflateRawSync(raw, { maxOutputLength: Math.max(1, room) });
      room -= file.length;
      if (room < 0) throw new Error('Unpacks to too much.');
      files.set(name, file);
    }
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { CopyFault } from './copy-fault.ts';

// A copy is one file:
//   goc-copy 1\n                        what it is
//   {"locked":false}\n                  or {"locked":true,"salt":"…","nonce":"…"}
//   gzip of frames                      with a passphrase in pieces of 64 KiB, each sealed by AES-256-GCM
//   \nsha256 <64 digits>\n              of everything before it
// A frame is a line `<kind> <length>\n` and so many bytes: `header`, then for each table `table` with its `rows` (lines
// of COPY's text form), then `end`. Without a passphrase `zcat` shows all of it to whoever has nothing but the file.

const MAGIC = 'goc-copy';
const FORMAT = 1;
const PIECE = 64 * 1024;
const TAG = 16;
const TRAILER_LENGTH = '\nsha256 \n'.length + 64;
/** Longer than any line that this program writes: a row with the largest file is a frame of its own. */
const LONGEST_FRAME = 512 * 1024 * 1024;
const LEAST_PASSPHRASE = 12;

type Lock = { locked: false } | { locked: true; salt: string; nonce: string };

/** What a passphrase file holds, without the end of its line. Errors: `no-file`, `weak-passphrase`. */
export async function readPassphrase(path: string): Promise<string> {
  const file = await open(path).catch(() => {
    throw new CopyFault('no-file', { file: path });
  });
  try {
    const passphrase = (await file.readFile('utf8')).replace(/\r?\n$/, '').normalize('NFC');
    if (passphrase.length < LEAST_PASSPHRASE)
      throw new CopyFault('weak-passphrase', { file: path, least: LEAST_PASSPHRASE });
    return passphrase;
  } finally {
    await file.close();
  }
}

/** 64 MB of memory for each guess. */
const keyOf = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(passphrase, salt, 32, { N: 2 ** 16, r: 8, p: 2, maxmem: 80 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

/** The number of the piece and whether it is the last are part of its nonce: none is left out, moved or added. */
function nonceOf(prefix: Buffer, at: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  prefix.copy(nonce);
  nonce.writeUInt32BE(at, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** Cuts a stream into pieces of one length; `isLast` tells the last one, which may be shorter. */
async function* inPieces(
  source: AsyncIterable<Buffer>,
  length: number,
): AsyncGenerator<{ piece: Buffer; isLast: boolean }> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    waiting.push(chunk);
    size += chunk.length;
    if (size <= length) continue;
    const all = Buffer.concat(waiting);
    let at = 0;
    for (; all.length - at > length; at += length)
      yield { piece: all.subarray(at, at + length), isLast: false };
    waiting = [all.subarray(at)];
    size = all.length - at;
  }
  yield { piece: Buffer.concat(waiting), isLast: true };
}

async function* sealed(source: AsyncIterable<Buffer>, key: Buffer, nonce: Buffer): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const { piece, isLast } of inPieces(source, PIECE)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(nonce, at, isLast));
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    at += 1;
  }
}

async function* unsealed(
  source: AsyncIterable<Buffer>,
  key: Buffer,
  nonce: Buffer,
  file: string,
): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const { piece, isLast } of inPieces(source, PIECE + TAG)) {
    if (piece.length < TAG) throw new CopyFault('unreadable', { file, what: 'piece' });
    const text = piece.length - TAG;
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(nonce, at, isLast));
    decipher.setAuthTag(piece.subarray(text));
    try {
      yield Buffer.concat([decipher.update(piece.subarray(0, text)), decipher.final()]);
    } catch (error) {
      // The checksum agrees, so that the bytes are those that were written.
      throw new CopyFault(at === 0 ? 'wrong-passphrase' : 'changed', { file }, error);
    }
    at += 1;
  }
}

/** The line before the bytes of a frame. */
export const frameLine = (kind: string, length: number): string => `${kind} ${length}\n`;

const trailerOf = (digest: string): string => `\nsha256 ${digest}\n`;

/** A copy that is being written, under a name of its own until it is whole and on the disk. */
export class CopyWriter {
  readonly #gzip = createGzip({ level: 4 });
  readonly #done: Promise<void>;
  #failure: unknown;
  #bytes = 0;
  #digest = '';

  private constructor(
    private readonly file: string,
    private readonly half: string,
    lock: Lock,
    key: Buffer | undefined,
  ) {
    const head = Buffer.from(`${MAGIC} ${FORMAT}\n${JSON.stringify(lock)}\n`);
    const seal = (source: AsyncIterable<Buffer>) =>
      lock.locked ? sealed(source, key!, Buffer.from(lock.nonce, 'hex')) : source;
    const told = (size: number) => {
      this.#bytes += size;
    };
    const ended = (digest: string) => {
      this.#digest = digest;
    };
    this.#done = pipeline(
      this.#gzip,
      async function* (source: AsyncIterable<Buffer>) {
        const hash = createHash('sha256').update(head);
        told(head.length + TRAILER_LENGTH);
        yield head;
        for await (const chunk of seal(source)) {
          hash.update(chunk);
          told(chunk.length);
          yield chunk;
        }
        const digest = hash.digest('hex');
        ended(digest);
        yield Buffer.from(trailerOf(digest));
      },
      createWriteStream(half, { flags: 'wx', mode: 0o600, flush: true }),
    );
    this.#done.catch((error: unknown) => {
      this.#failure = error;
    });
  }

  /** Errors: `exists` when the file is there and may not be replaced. */
  static async begin(
    file: string,
    options: { passphrase?: string | undefined; mayReplace: boolean },
  ): Promise<CopyWriter> {
    if (!options.mayReplace && existsSync(file)) throw new CopyFault('exists', { file });
    const half = `${file}.${process.pid}.half`;
    if (options.passphrase === undefined) return new CopyWriter(file, half, { locked: false }, undefined);
    const salt = randomBytes(16);
    const key = await keyOf(options.passphrase, salt);
    const nonce = randomBytes(7).toString('hex');
    return new CopyWriter(file, half, { locked: true, salt: salt.toString('hex'), nonce }, key);
  }

  /** Await the answer: it holds back whoever reads faster than the disk writes. Errors: those of the disk. */
  async frame(kind: string, content: Uint8Array | string): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.#gzip.write(frameLine(kind, bytes.length));
    if (!this.#gzip.write(bytes)) await Promise.race([once(this.#gzip, 'drain'), this.#done]);
    if (this.#failure) throw this.#failure;
  }

  /** Ends the file, waits for the disk and gives it its name. */
  async finish(mayReplace: boolean): Promise<{ bytes: number; sha256: string }> {
    this.#gzip.end();
    await this.#done;
    if (!mayReplace && existsSync(this.file)) throw new CopyFault('exists', { file: this.file });
    await rename(this.half, this.file);
    // The name has to survive a power cut as well as the content. Windows has no such thing as a folder to flush.
    const folder = await open(dirname(this.file), 'r').catch(() => undefined);
    await folder?.sync().catch(() => {});
    await folder?.close();
    return { bytes: this.#bytes, sha256: this.#digest };
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.#gzip.destroy();
    await this.#done.catch(() => {});
    await rm(this.half, { force: true });
  }
}

export type Frame = { kind: string; content: Buffer };

/** A copy whose checksum agrees. */
export type CheckedFile = { file: string; bytes: number; sha256: string; lock: Lock; headLength: number };

/**
 * Reads the whole file once and compares its checksum.
 * Errors: `no-file`, `not-a-copy`, `newer-format`, `cut`, `changed`.
 * @param told hears the share that is read
 */
export async function checkFile(file: string, told: (share: number) => void): Promise<CheckedFile> {
  const { size } = await stat(file)
    .then((found) => (found.isFile() ? found : Promise.reject(new Error('no file'))))
    .catch((error: unknown) => {
      throw new CopyFault('no-file', { file }, error);
    });
  const head = await firstBytes(file, 400);
  const [, version] = /^goc-copy (\d+)\n/.exec(head) ?? [];
  if (version === undefined) throw new CopyFault('not-a-copy', { file });
  if (Number(version) > FORMAT) throw new CopyFault('newer-format', { file });
  const [first, second] = head.split('\n', 2);
  const headLength = Buffer.byteLength(`${first}\n${second}\n`);
  if (size < headLength + TRAILER_LENGTH) throw new CopyFault('cut', { file });

  const hash = createHash('sha256');
  let read = 0;
  for await (const chunk of createReadStream(file, {
    end: size - TRAILER_LENGTH - 1,
    highWaterMark: PIECE * 4,
  })) {
    hash.update(chunk);
    read += chunk.length;
    told(read / size);
  }
  let trailer = '';
  for await (const chunk of createReadStream(file, { start: size - TRAILER_LENGTH })) trailer += chunk;
  if (!/^\nsha256 [0-9a-f]{64}\n$/.test(trailer)) throw new CopyFault('cut', { file });
  const sha256 = hash.digest('hex');
  if (trailer !== trailerOf(sha256)) throw new CopyFault('changed', { file });
  return { file, bytes: size, sha256, lock: lockIn(second ?? '', file), headLength };
}

async function firstBytes(file: string, length: number): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

function lockIn(line: string, file: string): Lock {
  let lock: unknown;
  try {
    lock = JSON.parse(line);
  } catch {
    // Told below, with everything else that is no such line.
  }
  const { locked, salt, nonce } = (lock ?? {}) as Record<string, unknown>;
  if (locked === false) return { locked };
  if (locked === true && /^[0-9a-f]{32}$/.test(String(salt)) && /^[0-9a-f]{14}$/.test(String(nonce)))
    return { locked, salt: String(salt), nonce: String(nonce) };
  throw new CopyFault('unreadable', { file, what: 'head' });
}

/**
 * The frames of a copy in their order, one in memory at a time.
 * Errors: `needs-passphrase`, `not-locked`, `wrong-passphrase`, `unreadable`.
 */
export async function* framesOf(
  { file, bytes, lock, headLength }: CheckedFile,
  passphrase: string | undefined,
): AsyncGenerator<Frame> {
  if (lock.locked && passphrase === undefined) throw new CopyFault('needs-passphrase', { file });
  if (!lock.locked && passphrase !== undefined) throw new CopyFault('not-locked', { file });
  const body = createReadStream(file, { start: headLength, end: bytes - TRAILER_LENGTH - 1 });
  const key = lock.locked ? await keyOf(passphrase!, Buffer.from(lock.salt, 'hex')) : undefined;
  const plain = lock.locked ? unsealed(body, key!, Buffer.from(lock.nonce, 'hex'), file) : body;
  const gunzip = createGunzip();
  let failure: unknown;
  const opened = pipeline(plain, gunzip).catch((error: unknown) => {
    failure = error;
  });
  try {
    yield* framesIn(gunzip, file);
    await opened;
    if (failure) throw failure;
  } catch (error) {
    if (failure instanceof CopyFault) throw failure;
    if (error instanceof CopyFault || !isAboutContent(error)) throw error;
    throw new CopyFault('unreadable', { file, what: (error as Error).message }, error);
  } finally {
    gunzip.destroy();
    body.destroy();
  }
}

const isAboutContent = (error: unknown): boolean =>
  /^(Z_|ERR_STREAM_PREMATURE_CLOSE|ABORT_ERR)/.test(String((error as NodeJS.ErrnoException).code));

/** Cuts a stream into the frames that it holds. Errors: `unreadable`. */
export async function* framesIn(source: AsyncIterable<Buffer>, file: string): AsyncGenerator<Frame> {
  let waiting: Buffer[] = [];
  let size = 0;
  let wanted: { kind: string; length: number } | undefined;
  for await (const chunk of source) {
    waiting.push(chunk);
    size += chunk.length;
    while (size > 0) {
      if (!wanted) {
        const all: Buffer = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
        const end = all.indexOf(10);
        const [, kind, length] =
          /^([a-z]+) (\d{1,9})$/.exec(all.toString('latin1', 0, Math.max(end, 0))) ?? [];
        if (end > 40 || (end < 0 && all.length > 40) || (end >= 0 && kind === undefined))
          throw new CopyFault('unreadable', { file, what: 'frame' });
        if (end < 0) {
          waiting = [all];
          break;
        }
        if (Number(length) > LONGEST_FRAME) throw new CopyFault('unreadable', { file, what: 'frame' });
        wanted = { kind: kind!, length: Number(length) };
        waiting = [all.subarray(end + 1)];
        size = all.length - end - 1;
      }
      if (size < wanted.length) break;
      const all: Buffer = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
      yield { kind: wanted.kind, content: all.subarray(0, wanted.length) };
      waiting = [all.subarray(wanted.length)];
      size = all.length - wanted.length;
      wanted = undefined;
    }
  }
  if (size > 0 || wanted) throw new CopyFault('unreadable', { file, what: 'end' });
}

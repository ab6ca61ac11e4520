import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CopyWriter, checkFile, framesOf, readPassphrase } from './copy-file.ts';

const PASSPHRASE = 'mười hai con giáp';
const quiet = () => {};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goc-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Told = { kind: string; content: Buffer };
let count = 0;
async function write(frames: readonly Told[], passphrase?: string): Promise<string> {
  const file = join(folder, `${count++}.goc`);
  const writer = await CopyWriter.begin(file, { passphrase, mayReplace: false });
  for (const { kind, content } of frames) await writer.frame(kind, content);
  const { bytes, sha256 } = await writer.finish(false);
  expect(await checkFile(file, quiet)).toMatchObject({ bytes, sha256 });
  return file;
}
async function read(file: string, passphrase?: string): Promise<Told[]> {
  const found: Told[] = [];
  for await (const { kind, content } of framesOf(await checkFile(file, quiet), passphrase))
    found.push({ kind, content: Buffer.from(content) });
  return found;
}
const why = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: { why?: string }) => error.why ?? String(error),
  );

/** Bytes that no compression makes smaller, the same every time. */
const noise = (length: number): Buffer =>
  Buffer.concat(
    Array.from({ length: Math.ceil(length / 64) }, (_, at) =>
      createHash('sha512').update(String(at)).digest(),
    ),
  ).subarray(0, length);

const frame = fc.record({
  kind: fc.constantFrom('header', 'table', 'rows', 'end'),
  content: fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
});

describe('what is written is read', () => {
  test('whatever the frames hold', () =>
    fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 30 }), async (frames) => {
        expect(await read(await write(frames))).toEqual(frames);
      }),
      { numRuns: 40 },
    ));

  test.each([0, 1, 65_535, 65_536, 65_537, 200_000])('locked, %i bytes', async (length) => {
    const frames = [{ kind: 'rows', content: noise(length) }];
    const file = await write(frames, PASSPHRASE);
    expect(await read(file, PASSPHRASE)).toEqual(frames);
    if (length >= 64) expect((await readFile(file)).includes(noise(length).subarray(0, 64))).toBe(false);
  });
});

describe('what is not as it was written is refused', () => {
  const frames = [
    { kind: 'header', content: Buffer.from('{}') },
    { kind: 'rows', content: noise(300_000) },
  ];
  let open: Buffer;
  let locked: Buffer;
  beforeAll(async () => {
    open = await readFile(await write(frames));
    locked = await readFile(await write(frames, PASSPHRASE));
  });
  const other = async (bytes: Buffer): Promise<string> => {
    const file = join(folder, `${count++}.goc`);
    await writeFile(file, bytes);
    return file;
  };
  /** As somebody would who knows how the checksum is made. */
  const summed = (bytes: Buffer): Buffer => {
    const body = bytes.subarray(0, -73);
    return Buffer.concat([
      body,
      Buffer.from(`\nsha256 ${createHash('sha256').update(body).digest('hex')}\n`),
    ]);
  };

  test('any byte that was changed', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (place, by) => {
        const bytes = Buffer.from(open);
        const at = place % bytes.length;
        bytes[at] = bytes[at]! ^ by;
        expect(await why(other(bytes).then((file) => read(file)))).toMatch(
          /^(changed|cut|not-a-copy|newer-format)$/,
        );
      }),
      { numRuns: 60 },
    ));

  test('any length that is too short, and anything added', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), async (place) => {
        const file = await other(open.subarray(0, place % open.length));
        expect(await why(read(file))).toMatch(/^(cut|not-a-copy)$/);
        expect(await why(other(Buffer.concat([open, open.subarray(0, 1)])).then((it) => read(it)))).toBe(
          'cut',
        );
      }),
      { numRuns: 30 },
    ));

  const HEAD = 'goc-copy 1\n'.length;
  const start = () => locked.indexOf(10, HEAD) + 1;
  const PIECE = 65_536 + 16;
  const piece = (at: number) => locked.subarray(start() + at * PIECE, start() + (at + 1) * PIECE);
  const tail = () => Buffer.alloc(73);

  test.each<[string, () => Buffer[]]>([
    ['a piece left out', () => [piece(0), piece(2), locked.subarray(start() + 3 * PIECE, -73)]],
    [
      'two pieces in the other order',
      () => [piece(0), piece(2), piece(1), locked.subarray(start() + 3 * PIECE, -73)],
    ],
    ['a piece twice', () => [piece(0), piece(1), piece(1), locked.subarray(start() + 2 * PIECE, -73)]],
    ['the last pieces left out', () => [piece(0), piece(1)]],
  ])('of a locked copy with a checksum that agrees: %s', async (_, pieces) => {
    const bytes = summed(Buffer.concat([locked.subarray(0, start()), ...pieces(), tail()]));
    expect(await why(other(bytes).then((file) => read(file, PASSPHRASE)))).toBe('changed');
  });

  test('another passphrase, none, and one for a copy that is open', async () => {
    const file = await other(locked);
    expect(await why(read(file, 'mười ba con giáp'))).toBe('wrong-passphrase');
    expect(await why(read(file))).toBe('needs-passphrase');
    expect(await why(other(open).then((it) => read(it, PASSPHRASE)))).toBe('not-locked');
  });

  test('what only begins like a copy, and folders', async () => {
    for (const text of ['', 'goc', 'goc-copy x\n{}\n', 'PGDMP', '{"minutes":1}'])
      expect(await why(other(Buffer.from(text)).then((file) => read(file)))).toBe('not-a-copy');
    expect(await why(other(Buffer.from('goc-copy 1\n{"locked":false}\n')).then((it) => read(it)))).toBe(
      'cut',
    );
    const rest = Buffer.concat([Buffer.from('no gzip at all'), tail()]);
    const lines = [
      '{"locked":false}',
      '{"locked":true}',
      '{"locked":true,"salt":"00","nonce":"../.."}',
      '[',
      'null',
    ];
    for (const line of lines) {
      const bytes = summed(Buffer.concat([Buffer.from(`goc-copy 1\n${line}\n`), rest]));
      expect(await why(other(bytes).then((file) => read(file)))).toBe('unreadable');
    }
    expect(await why(read(folder))).toBe('no-file');
    expect(await why(read(join(folder, 'nothing.goc')))).toBe('no-file');
  });
});

test('a copy that is given up leaves nothing, and one that is there is not written over', async () => {
  const file = join(folder, 'given-up.goc');
  const writer = await CopyWriter.begin(file, { mayReplace: false });
  await writer.frame('rows', noise(500_000));
  await writer.abandon();
  expect((await readdir(folder)).filter((name) => name.startsWith('given-up'))).toEqual([]);

  const late = await CopyWriter.begin(file, { mayReplace: false });
  await writeFile(file, 'somebody was faster');
  expect(await why(late.finish(false))).toBe('exists');
  await late.abandon();
  expect(await readFile(file, 'utf8')).toBe('somebody was faster');
  expect((await readdir(folder)).filter((name) => name.startsWith('given-up'))).toEqual(['given-up.goc']);
});

test('a passphrase is the same however its letters are composed, without the end of its line', async () => {
  const path = join(folder, 'phrase');
  await writeFile(path, `${PASSPHRASE.normalize('NFD')}\r\n`);
  expect(await readPassphrase(path)).toBe(PASSPHRASE.normalize('NFC'));
});

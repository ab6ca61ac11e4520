import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { foundIn } from '#platform/copies/load-copy.ts';
import { type Database, inTransaction, one, sql } from '#platform/database/database.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { openEmptyDatabase } from '#testing/open-test-database.ts';
import { makeSmallWard } from '#testing/small-ward.ts';
import {
  type Installation,
  installGoc,
  killGocAt,
  type Outcome,
  runGoc,
  type Settings,
  startGoc,
} from './testing/run-goc.ts';

// The commands as an operator types them: real processes, real files, a real kill in the middle.

const NOWHERE = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' };

vi.setConfig({ testTimeout: 240_000 });

let home: Installation;
let file: string;
let made: Outcome;
beforeAll(async () => {
  home = await installGoc((db) =>
    inTransaction(db, 'write', async (tx) => void (await makeSmallWard(tx, systemClock.now()))),
  );
  file = join(home.folder, 'sao-luu.goc');
  made = await runGoc(['backup', file, '--json'], home.settings);
});
afterAll(() => home.remove());

type Target = { settings: Settings; open: () => Promise<Database> };
const cleaning: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0)) await clean();
});

let targets = 0;
/** An empty database of the engine of this run, or a folder in which the embedded one will be made. */
async function newTarget(): Promise<Target> {
  if (!home.settings.DATABASE_URL) {
    const folder = join(home.folder, `target-${targets++}`, 'data');
    return { settings: { GOC_DATA: folder }, open: () => openDatabase({ folder }) };
  }
  const db = await openEmptyDatabase();
  cleaning.push(() => db.close());
  return { settings: { DATABASE_URL: db.url! }, open: () => openDatabase({ url: db.url! }) };
}
const inside = async <T>({ open }: Target | Installation, work: (db: Database) => Promise<T>): Promise<T> => {
  const db = await open();
  try {
    return await work(db);
  } finally {
    await db.close();
  }
};
const isEmpty = (target: Target) =>
  inside(target, async (db) => (await inTransaction(db, 'read', foundIn)).length === 0);
const people = (target: Target | Installation) =>
  inside(target, (db) => one(db.kysely, sql<{ n: number }>`select count(*)::int as n from members.person`));

test('a copy is made, checked without a database, and brought back into an empty one', async () => {
  expect([made.code, made.json]).toEqual([
    0,
    expect.objectContaining({ file, isLocked: false, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }),
  ]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await readdir(home.folder)).filter((name) => name.includes('half'))).toEqual([]);

  const checked = await runGoc(['backup', '--check', file, '--json'], NOWHERE);
  const { code, json } = checked;
  expect([code, json]).toEqual([
    0,
    expect.objectContaining({ isWhole: true, sha256: made.json.sha256, rows: made.json.rows }),
  ]);
  expect(json.takenAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d\+07:00$/);
  expect(json.tables['members.person']).toBe((await people(home)).n);

  const target = await newTarget();
  const restored = await runGoc(['restore', file], target.settings);
  expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('đăng nhập lại') });
  expect(await people(target)).toEqual(await people(home));
  const server = await startGoc(target.settings);
  expect((await fetch(`${server.address}/api/health`)).status).toBe(200);
  expect(await server.stop()).toBe(0);

  const twice = await runGoc(['restore', file, '--json'], target.settings);
  expect([twice.code, twice.json.error.code]).toEqual([1, 'cli.copy-not-empty']);
  expect(await people(target)).toEqual(await people(home));
});

test('a file that is there is replaced only when that is said', async () => {
  const path = join(home.folder, 'co-san.goc');
  await writeFile(path, 'thứ khác');
  const refused = await runGoc(['backup', path, '--json'], home.settings);
  expect([refused.code, refused.json.error.code]).toEqual([1, 'cli.copy-exists']);
  expect(refused.json.error.message).toMatch(/--force.* \/ The file exists/s);
  expect(await readFile(path, 'utf8')).toBe('thứ khác');
  expect((await runGoc(['backup', path, '--force'], home.settings)).code).toBe(0);
  expect((await runGoc(['backup', '--check', path], NOWHERE)).code).toBe(0);
});

describe('a passphrase', () => {
  const phrase = async (name: string, text: string) => {
    const path = join(home.folder, name);
    await writeFile(path, text);
    return ['--passphrase-file', path];
  };

  test('locks the copy; without it or with another one nothing is brought back', async () => {
    const right = await phrase('dung.txt', 'Con đường dài mười hai bước\n');
    const wrong = await phrase('sai.txt', 'Con đường dài mười ba bước\n');
    const path = join(home.folder, 'khoa.goc');
    expect((await runGoc(['backup', path, ...right, '--json'], home.settings)).json.isLocked).toBe(true);
    expect((await readFile(path)).includes(Buffer.from('goc-copy 1\n{"locked":true'))).toBe(true);
    const target = await newTarget();
    for (const [command, args, code] of [
      [['restore'], wrong, 'cli.copy-wrong-passphrase'],
      [['backup', '--check'], [], 'cli.copy-needs-passphrase'],
      [['backup', '--check'], ['--passphrase-file', join(home.folder, 'khong-co.txt')], 'cli.copy-no-file'],
    ] as const) {
      const refused = await runGoc([...command, path, ...args, '--json'], target.settings);
      expect([refused.code, refused.json.error.code]).toEqual([1, code]);
    }
    expect((await runGoc(['restore', path, ...right, '--json'], target.settings)).json.isRestored).toBe(true);
    expect(await people(target)).toEqual(await people(home));
  });

  test('that is too short is refused before anything is written', async () => {
    const path = join(home.folder, 'ngan.goc');
    const { json } = await runGoc(
      ['backup', path, ...(await phrase('ngan.txt', 'ngắn\n')), '--json'],
      home.settings,
    );
    expect(json.error.code).toBe('cli.copy-weak-passphrase');
    expect((await readdir(home.folder)).filter((name) => name.startsWith('ngan.goc'))).toEqual([]);
  });
});

test.each<[string, (whole: Buffer) => Buffer, string]>([
  ['cut', (whole) => whole.subarray(0, -5000), 'cli.copy-cut'],
  ['cut by one byte', (whole) => whole.subarray(0, -1), 'cli.copy-cut'],
  [
    'with one byte changed',
    (whole) => {
      const copy = Buffer.from(whole);
      copy[copy.length >> 1]! ^= 1;
      return copy;
    },
    'cli.copy-changed',
  ],
  ['of pg_dump', () => Buffer.from('PGDMP\u0001\u000f'), 'cli.copy-not-a-copy'],
  ['that is empty', () => Buffer.alloc(0), 'cli.copy-not-a-copy'],
  ['of a newer form', (whole) => Buffer.from(`goc-copy 2\n${whole.subarray(11)}`), 'cli.copy-newer-format'],
])('a file %s is refused by name, and the target stays empty', async (name, change, code) => {
  const path = join(home.folder, `${name}.goc`);
  await writeFile(path, change(await readFile(file)));
  const target = await newTarget();
  for (const command of [['backup', '--check'], ['restore']]) {
    const refused = await runGoc([...command, path, '--json'], target.settings);
    expect([refused.code, refused.json.error.code]).toEqual([1, code]);
    expect(refused.json.error.message).toMatch(/\p{L}.* \/ [A-Z]/su);
  }
  expect(await isEmpty(target)).toBe(true);
});

test('a copy is made while the server runs, on either engine', async () => {
  const server = await startGoc(home.settings);
  try {
    const path = join(home.folder, 'dang-chay.goc');
    const made = await runGoc(['backup', path, '--json'], home.settings);
    expect([made.code, made.json.error]).toEqual([0, undefined]);
    expect((await fetch(`${server.address}/api/health`)).status).toBe(200);
    const target = await newTarget();
    expect((await runGoc(['restore', path, '--json'], target.settings)).json.rows).toBe(made.json.rows);
    expect((await people(target)).n).toBe(made.json.tables['members.person']);
  } finally {
    expect(await server.stop()).toBe(0);
  }
});

test('killed in the middle it leaves an empty database, into which the copy goes afterwards', async () => {
  const target = await newTarget();
  const told = await killGocAt(['restore', file], target.settings, /8\d %/);
  expect(told).not.toContain('100 %');
  expect(await isEmpty(target)).toBe(true);
  expect((await runGoc(['restore', file], target.settings)).code).toBe(0);
  expect(await people(target)).toEqual(await people(home));
});

test('a copy that is killed in the middle never has the name of a whole one', async () => {
  const path = join(home.folder, 'do-dang.goc');
  await killGocAt(['backup', path], home.settings, /\d %/);
  expect((await readdir(home.folder)).includes('do-dang.goc')).toBe(false);
  for (const name of await readdir(home.folder))
    if (name.startsWith('do-dang.goc.')) await rm(join(home.folder, name));
});

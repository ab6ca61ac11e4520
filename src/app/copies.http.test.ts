import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as ballotRoutes from '#features/ballots/testing/routes.ts';
import { signIn } from '#features/mandates/contract.ts';
import { attachPaper, closeMeeting, getDocument, getPaper } from '#features/meetings/contract.ts';
import { Device, holdToTheEnd, plan } from '#features/meetings/testing/hold-meeting.ts';
import { openCopy, readCopy } from '#platform/copies/copy-content.ts';
import { CopyWriter, checkFile, type Frame, framesOf } from '#platform/copies/copy-file.ts';
import { foundIn, loadCopy } from '#platform/copies/load-copy.ts';
import { takeCopy } from '#platform/copies/take-copy.ts';
import { type Database, inTransaction, one, rows, run, sql } from '#platform/database/database.ts';
import { migrate, pendingMigrations } from '#platform/database/migrate.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';
import { hashPassword } from '#platform/sign-in/password.ts';
import { beginMeeting, cast, closeIt, openedBallot, takeToken, view } from '#testing/hold-ballot.ts';
import { openEmptyDatabase } from '#testing/open-test-database.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { owners } from './build-app.ts';

// A branch holds a meeting, votes in secret and attaches a paper; its database is copied, lost and brought back. The
// app over what came back must show the same, and go on where the other one stopped.

const PASSWORD = 'mật khẩu của đồng chí An';
const NOT_COPIED = [
  'platform.session',
  'platform.api_token',
  'platform.rights_change',
  'platform.fact_change',
];
const schemas = owners.map(({ name }) => name);
const quiet = () => {};

let folder: string;
let world: TestWorld;
let held: string;
let voting: Awaited<ReturnType<typeof beginMeeting>>;
let ballotId: string;
let paperId: string;
let minutes: string;
let file: string;

const copy = async (
  db: Database,
  name: string,
  passphrase?: string,
  from: readonly string[] = schemas,
): Promise<string> => {
  const path = join(folder, name);
  const writer = await CopyWriter.begin(path, { passphrase, mayReplace: false });
  await takeCopy(db, { schemas: from, version: '0.1.0', takenAt: '2026-03-05T20:00+07:00' }, writer, quiet);
  await writer.finish(false);
  return path;
};
const restore = async (db: Database, path: string, passphrase?: string, known = owners): Promise<void> => {
  const { checked } = await readCopy(path, passphrase, quiet);
  await loadCopy(db, known, await openCopy(checked, passphrase), quiet);
  await migrate(db, known);
};
const content = (db: Database) =>
  inTransaction(db, 'read', async (tx) => {
    await run(tx, sql.raw("set local timezone = 'UTC'"));
    const tables = await rows(
      tx,
      sql<{ name: string }>`
        select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|public)' order by 1`,
    );
    const found: Record<string, string> = {};
    for (const { name } of tables)
      found[name] = (
        await one(
          tx,
          sql<{ all: string }>`
            select count(*) || ' ' || md5(coalesce(string_agg(t::text, E'\n' order by t::text collate "C"), '')) as all
              from ${sql.table(name)} t`,
        )
      ).all;
    return found;
  });
const NOTHING = `0 ${'d41d8cd98f00b204e9800998ecf8427e'}`;
const expectSame = (found: Record<string, string>, source: Record<string, string>) =>
  expect(found).toEqual({ ...source, ...Object.fromEntries(NOT_COPIED.map((name) => [name, NOTHING])) });
const lastNumber = (db: Database) =>
  one(
    db.kysely,
    sql<{ last: number; isUsed: boolean }>`
      select last_value as last, is_called as "isUsed" from reports.stale_fact_id_seq`,
  );
const minutesIn = async (where: TestWorld) =>
  (
    await where.as('an').call(getDocument, { params: { meetingId: held, kind: 'minutes', format: 'txt' } })
  ).bytes.toString();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goc-copy-'));
  world = await openTestWorld();
  world.clock.set('2026-02-02');
  held = await plan(world, { month: '2026-02', plannedOn: '2026-02-05' });
  paperId = (
    await world.as('an').call(attachPaper, {
      params: { meetingId: held },
      query: { name: 'Báo cáo.pdf', role: 'report' },
      file: Buffer.from('%PDF-1.7 \\ \t\n \0 mọi byte'),
    })
  ).body.fileId;
  await holdToTheEnd(world, held, '2026-02-05', ['Sửa đèn ngõ 12\t\\N']);
  await new Device(world, 'oanh', held, 2_000).say({ kind: 'score-confirmed', payload: { marks: [] } });
  expect((await world.as('an').call(closeMeeting, { params: { meetingId: held } })).error).toBeUndefined();
  minutes = await minutesIn(world);
  expect(minutes).toContain('Sửa đèn ngõ 12');
  voting = await beginMeeting(world);
  ballotId = await openedBallot(world, { meetingId: voting.meetingId });
  const { dung, giang } = world.ward.people;
  for (const [person, marks] of [
    [dung, 'y'],
    [giang, 'n'],
  ] as const)
    expect((await cast(world, await takeToken(world, ballotId, person), marks)).reply.status).toBe(200);
  const passwordHash = await hashPassword(PASSWORD);
  await world.write((tx) =>
    saveAccount(tx, { personId: world.ward.people.an, login: 'an', passwordHash }, world.clock.now()),
  );
  file = await copy(world.db, 'goc.copy');
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

test('what comes back is the same, row by row, but for sign-ins; the app goes on where it stopped', async () => {
  const source = await content(world.db);
  expect(source['meetings.entry']).not.toBe(NOTHING);
  expect(source['platform.session']).not.toBe(NOTHING);
  const db = await openEmptyDatabase();
  await restore(db, file);
  expectSame(await content(db), source);
  // Numbered rows go on where they stopped.
  expect(await lastNumber(db)).toEqual(await lastNumber(world.db));

  const again = await openTestWorld({ over: { db, ward: world.ward, keys: world.keys } });
  again.clock.ms = world.clock.ms;
  try {
    const old = await again.app.server.inject({
      url: '/api/me/home',
      headers: { cookie: `goc_session=${await world.sessionOf('an')}` },
    });
    expect(old.statusCode).toBe(401);
    const entered = await again.stranger.call(signIn, { body: { login: 'an', password: PASSWORD } });
    expect([entered.status, String(entered.headers['set-cookie'])]).toEqual([
      200,
      expect.stringContaining('goc_session='),
    ]);
    expect(await minutesIn(again)).toBe(minutes);
    const paper = await again.as('hanh').call(getPaper, { params: { meetingId: held, fileId: paperId } });
    expect(paper.bytes.toString()).toBe('%PDF-1.7 \\ \t\n \0 mọi byte');
    expect((await view(again, ballotId)).ballot.state).toBe('open');

    // One more votes in the database that came back, and the box is counted with the keys that lay beside the lost one.
    const { binh } = world.ward.people;
    expect((await cast(again, await takeToken(again, ballotId, binh), 'y')).reply.status).toBe(200);
    expect((await closeIt(again, ballotId)).error).toBeUndefined();
    const box = await again.as('dung').call(ballotRoutes.getBox, { params: { ballotId } });
    expect(JSON.parse(box.bytes.toString()).tally).toMatchObject({ returned: 3, lines: { yes: 2, no: 1 } });
  } finally {
    await again.close();
  }
});

test('a copy that is made while people write holds one moment: all of each write or nothing', async () => {
  const phone = new Device(world, 'chi', voting.meetingId, 5_000);
  let said = 0;
  let isOver = false;
  const writing = (async () => {
    while (!isOver) {
      await phone.say(
        { kind: 'comment-added', payload: { text: `Ý kiến ${said}, phần một` } },
        { kind: 'comment-added', payload: { text: `Ý kiến ${said}, phần hai` } },
      );
      said += 1;
    }
  })();
  while (said < 3) await new Promise((again) => setImmediate(again));
  const before = said;
  const path = await copy(world.db, 'meanwhile.copy').finally(() => {
    isOver = true;
  });
  await writing;
  const db = await openEmptyDatabase();
  try {
    await restore(db, path);
    const texts = (
      await rows(
        db.kysely,
        sql<{ text: string }>`
          select payload->>'text' as text from meetings.entry
           where kind = 'comment-added' and meeting_id = ${voting.meetingId} order by seq`,
      )
    ).map(({ text }) => text);
    expect(texts.length % 2).toBe(0);
    const kept = texts.length / 2;
    expect(kept).toBeGreaterThanOrEqual(before);
    expect(kept).toBeLessThanOrEqual(said);
    expect(texts).toEqual(
      Array.from({ length: kept }, (_, at) => [`Ý kiến ${at}, phần một`, `Ý kiến ${at}, phần hai`]).flat(),
    );
  } finally {
    await db.close();
  }
});

test('it travels to the embedded engine and back, locked by a passphrase', async () => {
  const source = await content(world.db);
  const locked = await copy(world.db, 'locked.copy', 'một câu dài để khóa');
  const embedded = await openEmptyDatabase('embedded');
  const back = await openEmptyDatabase();
  try {
    await expect(restore(embedded, locked)).rejects.toMatchObject({ why: 'needs-passphrase' });
    await expect(restore(embedded, locked, 'một câu dài khác')).rejects.toMatchObject({
      why: 'wrong-passphrase',
    });
    await restore(embedded, locked, 'một câu dài để khóa');
    expectSame(await content(embedded), source);
    await restore(back, await copy(embedded, 'back.copy'));
    expectSame(await content(back), source);
  } finally {
    await embedded.close();
    await back.close();
  }
});

describe('another version', () => {
  const names = owners
    .flatMap(({ migrations }) => migrations.map(({ name }) => name))
    .sort()
    .slice(-4);
  const older = owners.map(({ name, migrations }) => ({
    name,
    migrations: migrations.filter((step) => !names.includes(step.name)),
  }));

  test('a copy of an older one is brought up to date', async () => {
    const old = await openEmptyDatabase();
    const db = await openEmptyDatabase();
    try {
      await migrate(old, older);
      const path = await copy(old, 'older.copy');
      await restore(db, path);
      expect(await pendingMigrations(db, owners)).toEqual([]);
      const days = sql<{ n: number }>`select count(*)::int as n from rulebooks.day_off`;
      expect((await one(db.kysely, days)).n).toBe((await one(old.kysely, days)).n);
    } finally {
      await old.close();
      await db.close();
    }
  });

  test('a copy of a newer one is refused', async () => {
    const db = await openEmptyDatabase();
    try {
      await expect(restore(db, file, undefined, older)).rejects.toMatchObject({ why: 'newer' });
      expect(await inTransaction(db, 'read', foundIn)).toEqual([]);
    } finally {
      await db.close();
    }
  });
});

test('a database that holds anything is refused and stays as it is', async () => {
  const before = await content(world.db);
  await expect(restore(world.db, file)).rejects.toMatchObject({ why: 'not-empty' });
  expect(await content(world.db)).toEqual(before);
  const db = await openEmptyDatabase();
  try {
    await expect(copy(db, 'nothing.copy')).rejects.toMatchObject({ why: 'not-prepared' });
    await inTransaction(db, 'write', (tx) => run(tx, sql`create table notes (text text)`));
    await expect(restore(db, file)).rejects.toMatchObject({ why: 'not-empty' });
    expect(await inTransaction(db, 'read', foundIn)).toEqual(['public.notes']);
  } finally {
    await db.close();
  }
});

describe('a file that somebody wrote by hand, with a checksum that agrees', () => {
  let db: Database;
  beforeAll(async () => {
    db = await openEmptyDatabase();
  });
  afterAll(() => db.close());

  type Head = { migrations: string[]; tables: { name: string; columns: string[]; rows: number }[] };
  const header = (change: (head: Head) => unknown) => (frames: Frame[]) => {
    const head = JSON.parse(frames[0]!.content.toString());
    change(head);
    frames[0]!.content = Buffer.from(JSON.stringify(head));
    return frames;
  };
  const inTable = (change: Partial<Head['tables'][number]>) =>
    header((head) => Object.assign(head.tables[0]!, change));
  const rowsOf = (frames: Frame[], table: string) =>
    frames[frames.findIndex(({ kind, content }) => kind === 'table' && content.toString() === table) + 1]!;
  const inRows = (table: string, change: (text: string) => string) => (frames: Frame[]) => {
    const frame = rowsOf(frames, table);
    frame.content = Buffer.from(change(frame.content.toString()));
    return frames;
  };

  test.each<[string, (frames: Frame[]) => Frame[], string]>([
    [
      'a row is missing',
      inRows('members.person', (text) => text.slice(text.indexOf('\n') + 1)),
      'unreadable',
    ],
    ['the last line has no end', inRows('members.person', (text) => text.slice(0, -1)), 'unreadable'],
    ['a table of another program', inTable({ name: 'pg_catalog.pg_class' }), 'unreadable'],
    ['a column that is a statement', inTable({ columns: ['id") from stdin; --'] }), 'unreadable'],
    ['another column', inTable({ columns: ['other'] }), 'unreadable'],
    ['a table is left out', (frames) => header((head) => void head.tables.pop())(frames), 'unreadable'],
    ['no step of the schema', header((head) => head.migrations.splice(0)), 'unreadable'],
    ['an unknown step', header((head) => head.migrations.push('2099-01-01-x')), 'newer'],
    [
      'a value that is none',
      inRows('members.membership', (text) => text.replace(/^[0-9a-f-]{36}/, 'x')),
      'breaks-rules',
    ],
    [
      'somebody in a unit that is not there',
      inRows('members.membership', (text) => text.replaceAll(world.ward.branch5, world.ward.people.an)),
      'breaks-rules',
    ],
    [
      'two people with one id',
      inRows('platform.account', (text) => text.replaceAll(/^[0-9a-f-]{36}/gm, world.ward.people.an)),
      'breaks-rules',
    ],
    [
      'something after the end',
      (frames) => [...frames, { kind: 'rows', content: Buffer.from('x\n') }],
      'unreadable',
    ],
    ['no end', (frames) => frames.slice(0, -1), 'unreadable'],
    ['nothing at all', () => [], 'unreadable'],
    ['no header', (frames) => frames.slice(1), 'unreadable'],
  ])('%s', async (name, change, why) => {
    const frames: Frame[] = [];
    for await (const frame of framesOf(await checkFile(file, quiet), undefined))
      frames.push({ kind: frame.kind, content: Buffer.from(frame.content) });
    const path = join(folder, `${name}.copy`);
    const writer = await CopyWriter.begin(path, { mayReplace: false });
    for (const { kind, content } of change(frames)) await writer.frame(kind, content);
    await writer.finish(false);
    await expect(restore(db, path)).rejects.toMatchObject({ why });
    expect(await inTransaction(db, 'read', foundIn)).toEqual([]);
  });
});

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { owners } from '#app/build-app.ts';
import type { ServerFigures } from '#app/server-figures.ts';
import { createMeeting } from '#features/meetings/contract.ts';
import { StubbornDevices } from '#features/meetings/testing/stubborn-devices.ts';
import { civilDateAt, monthOf } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { type Database, inTransaction, one, rows, run, sql } from '#platform/database/database.ts';
import { migrate } from '#platform/database/migrate.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { startSession } from '#platform/sign-in/sessions.ts';
import {
  folderToKeep,
  onServer,
  type PostgresServer,
  startPostgresServer,
  urlOfDatabase,
} from '#testing/postgres-server.ts';
import { mountSmallDisk, type SmallDisk } from '#testing/small-disk.ts';
import { makeSmallWard, type SmallWard } from '#testing/small-ward.ts';
import { type Running, startGoc } from './testing/run-goc.ts';

// A disk that is really full. Where this account may mount, PostgreSQL lies on a small disk of its own that is filled to
// the last byte, log and all; elsewhere the system refuses it every write beyond the size that its files have reached.

const DEVICES = 4;
const ENTRIES_EACH = 30;
/** Texts that nothing makes smaller: a page of the disk holds one of them. */
const textOf = () => randomBytes(3_000).toString('base64');
/** In 512 bytes: as large as a piece of the log, which must still be written. */
const FILE_LIMIT = (16 * 1024 * 1024) / 512;

let disk: SmallDisk | undefined;
let folder: string;
let postgres: PostgresServer;
let url: string;
let server: Running;
let ward: SmallWard;
let sessions: string[];
let others: string[];
let operator: string;
let meetingId: Id;

async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({ url });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** No entry finds room any more. */
async function fill(): Promise<void> {
  if (disk) return disk.fill();
  await postgres.kill();
  await postgres.startAgain({ fileLimit: FILE_LIMIT });
  // Rows that are taken back keep their room: many at once, and then one by one, up to the last page.
  for (const count of [200, 1]) while (await withDatabase((db) => fits(db, count)));
}

/** Whether so many entries more could be written; what was written is taken back. */
async function fits(db: Database, count: number, meeting = meetingId): Promise<boolean> {
  const takenBack = new Error('taken back');
  return inTransaction(db, 'write', async (tx) => {
    await run(
      tx,
      sql`insert into meetings.entry (meeting_id, id, branch_id, seq, kind, payload, author_id, device_id, lamport, at, received_at)
          select m.id, gen_random_uuid(), m.branch_id, 100000 + n, 'comment-added',
                 jsonb_build_object('text', (select string_agg(gen_random_uuid()::text, ' ')
                                               from generate_series(1, 120) where n > 0)),
                 m.created_by, gen_random_uuid(), 1, 1, now()
            from generate_series(1, ${count}::int) n, meetings.meeting m where m.id = ${meeting}::uuid`,
    );
    throw takenBack;
  }).catch((error: unknown) => error === takenBack);
}

async function makeRoom(): Promise<void> {
  await disk?.free();
  // A server that found no room for its log may have ended itself; whoever keeps it starts it again.
  if (disk && (await withDatabase(async () => true).catch(() => false))) return;
  await postgres.kill();
  await postgres.startAgain();
}

async function planOver({ address }: Running, session: string, { branch5 }: SmallWard): Promise<Id> {
  const today = civilDateAt(Date.now());
  const planned = await fetch(`${address}${createMeeting.path.replace(':branchId', branch5)}`, {
    method: 'POST',
    headers: {
      cookie: `goc_session=${session}`,
      'content-type': 'application/json',
      'idempotency-key': newId(),
    },
    body: JSON.stringify({
      month: monthOf(today),
      kind: 'regular',
      plannedOn: today,
      plannedTime: '19:30',
      place: 'Nhà văn hóa',
    }),
  });
  return ((await planned.json()) as { id: Id }).id;
}

beforeAll(async () => {
  disk = await mountSmallDisk(160);
  folder = disk ? join(disk.folder, 'data') : await folderToKeep(`full-disk-${process.pid}`);
  postgres = await startPostgresServer({
    keepIn: folder,
    settings: { max_wal_size: '48MB', min_wal_size: '32MB', autovacuum: 'off' },
  });
  await onServer(
    postgres.url,
    "create database full_disk template template0 encoding 'UTF8' locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'",
  );
  url = urlOfDatabase(postgres.url, 'full_disk');
  await withDatabase(async (db) => {
    await migrate(db, owners);
    const now = Date.now();
    await inTransaction(db, 'write', async (tx) => {
      ward = await makeSmallWard(tx, now);
      sessions = [];
      for (let i = 0; i < DEVICES; i++) sessions.push(await startSession(tx, ward.people.an, now));
      others = [];
      for (let i = 0; i < DEVICES; i++) others.push(await startSession(tx, ward.people.chi, now));
      operator = await startSession(tx, ward.people.phuc, now);
    });
  });
  server = await startGoc({ DATABASE_URL: url });
  meetingId = await planOver(server, sessions[0]!, ward);
});

afterAll(async () => {
  await server?.stop('SIGKILL');
  await postgres?.kill();
  await postgres?.stop();
  await disk?.remove();
  if (!disk) await rm(folder, { recursive: true, force: true });
});

type StoredIds = { id: string; seq: number }[];

const storedIn = (db: Database, meeting: Id): Promise<StoredIds> =>
  rows(
    db.kysely,
    sql<StoredIds[number]>`select id, seq from meetings.entry where meeting_id = ${meeting} order by seq`,
  );

const stored = () => withDatabase((db) => storedIn(db, meetingId));

/** Everything that was made on the devices is in the journal, once, and the journal has no gap. */
function mustBeThereOnce(journal: StoredIds, written: string[]): void {
  const isOurs = new Set(written);
  const ours = journal.map(({ id }) => id).filter((id) => isOurs.has(id));
  expect(ours.toSorted()).toEqual(written.toSorted());
  expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_, i) => i + 1));
}

const figures = async (): Promise<ServerFigures> =>
  (await (
    await fetch(`${server.address}/api/operator/now`, { headers: { cookie: `goc_session=${operator}` } })
  ).json()) as ServerFigures;

describe('a disk without room', () => {
  it('refuses what it cannot keep, says so, and everything arrives once when there is room', async () => {
    const devices = new StubbornDevices({
      address: () => server.address,
      meetingId,
      branchId: ward.branch5,
      authorId: ward.people.an,
      sessions,
      entriesEach: ENTRIES_EACH,
      textOf,
    });
    const writing = devices.write();
    await devices.reached(devices.all / 3);
    const goOn = devices.hold();
    await fill();
    const refused = devices.nextRefusal();
    goOn();
    // The kernel gives a file that may not grow another reason than a disk that is full.
    const code = disk ? 'platform.disk-full' : 'platform.busy';
    expect(await Promise.race([refused, writing.then(() => 'everything was kept')])).toMatchObject({
      status: 503,
      code,
      wayOut: expect.any(String),
      retryAfter: expect.stringMatching(/^\d+$/),
    });
    // What was acknowledged is kept and can be read, and whoever keeps the server sees why nothing is written.
    const before = new Set(devices.acknowledged);
    const there = new Set((await stored()).map(({ id }) => id));
    expect([...before].filter((id) => !there.has(id))).toEqual([]);
    expect(devices.acknowledged.size).toBeLessThan(devices.all);
    const seen = await figures();
    expect(seen.routes.find(({ route }) => route.endsWith('/entries'))?.faults).toBeGreaterThan(0);
    if (disk) {
      expect(seen.diskFreeMb).toBe(0);
      expect(seen.diskFull).toMatchObject({ count: expect.any(Number), lastAt: expect.any(Number) });
      const metrics = await (await fetch(`${server.address}/metrics`)).text();
      expect(Number(/^goc_disk_full_total (\d+)/m.exec(metrics)?.[1])).toBeGreaterThan(0);
    }

    await makeRoom();
    const written = await writing;
    mustBeThereOnce(await stored(), written);
  }, 240_000);

  it('that has none for the log of PostgreSQL either ends it, and still nothing is lost', async () => {
    const devices = new StubbornDevices({
      address: () => server.address,
      meetingId,
      branchId: ward.branch5,
      authorId: ward.people.chi,
      sessions: others,
      entriesEach: ENTRIES_EACH,
      textOf,
    });
    const writing = devices.write();
    await devices.reached(devices.all / 3);
    const goOn = devices.hold();
    // Without a disk of its own it goes all at once.
    await (disk ? disk.fill() : postgres.kill());
    // On to a new piece of the log: for the want of it PostgreSQL breaks off, and cannot recover without room.
    for (let n = 0; n < 3; n++)
      await withDatabase((db) =>
        run(db.kysely, sql`select pg_logical_emit_message(true, 'x', 'x'), pg_switch_wal()`),
      ).catch(() => {});
    const refused = devices.nextRefusal();
    goOn();
    expect(await Promise.race([refused, writing.then(() => 'everything was kept')])).toMatchObject({
      status: 503,
      wayOut: expect.any(String),
    });
    await makeRoom();
    const written = await writing;
    mustBeThereOnce(await stored(), written);
  }, 240_000);

  it('is survived by the embedded database too', async () => {
    const own = await mountSmallDisk(160);
    const place = own?.folder ?? (await mkdtemp(join(tmpdir(), 'goc-full-')));
    const settings = { GOC_DATA: join(place, 'data') };
    const open = () => openDatabase({ folder: settings.GOC_DATA });
    const made = await open();
    await migrate(made, owners);
    const { hall, keys } = await inTransaction(made, 'write', async (tx) => {
      const small = await makeSmallWard(tx, Date.now());
      const given: string[] = [];
      for (let i = 0; i < DEVICES; i++) given.push(await startSession(tx, small.people.an, Date.now()));
      return { hall: small, keys: given };
    });
    await made.close();
    let goc = await startGoc(settings);
    try {
      const meeting = await planOver(goc, keys[0]!, hall);
      if (!own) {
        // Nearly as large as its files may become; what is written in the meeting then reaches that.
        await goc.stop();
        const db = await open();
        const size = sql<{ size: number }>`
          select pg_relation_size(reltoastrelid)::int as size from pg_class where oid = 'meetings.entry'::regclass`;
        while ((await one(db.kysely, size)).size < FILE_LIMIT * 512 - 100_000) await fits(db, 10, meeting);
        await db.close();
        goc = await startGoc(settings, { fileLimit: FILE_LIMIT });
      }
      const devices = new StubbornDevices({
        address: () => goc.address,
        meetingId: meeting,
        branchId: hall.branch5,
        authorId: hall.people.an,
        sessions: keys,
        entriesEach: ENTRIES_EACH,
        textOf,
      });
      const refused = devices.nextRefusal();
      const writing = devices.write();
      if (own) {
        await devices.reached(devices.all / 3);
        const goOn = devices.hold();
        // A page would still fit; the next piece of the log, without which this engine never answers again, might not.
        await own.fill(20);
        goOn();
      }
      expect(await Promise.race([refused, writing.then(() => 'everything was kept')])).toMatchObject({
        status: 503,
        ...(own ? { code: 'platform.disk-full' } : {}),
        wayOut: expect.any(String),
      });
      // Down to the last byte it still answers who reads.
      await own?.fill();
      expect((await fetch(`${goc.address}/api/health`)).status).toBe(200);
      await own?.free();
      if (!own) {
        await goc.stop('SIGKILL');
        goc = await startGoc(settings);
      }
      const written = await writing;
      await goc.stop('SIGKILL');
      const db = await open();
      const there = await storedIn(db, meeting);
      await db.close();
      mustBeThereOnce(there, written);
    } finally {
      await goc.stop('SIGKILL');
      await own?.remove();
      if (!own) await rm(place, { recursive: true });
    }
  }, 240_000);
});

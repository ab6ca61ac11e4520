import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMeeting } from '#features/meetings/contract.ts';
import { StubbornDevices } from '#features/meetings/testing/stubborn-devices.ts';
import { civilDateAt, monthOf } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import { type Database, inTransaction, rows, run, sql } from '#platform/database/database.ts';
import { migrate } from '#platform/database/migrate.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { startSession } from '#platform/sign-in/sessions.ts';
import { freePort } from '#testing/free-port.ts';
import { makeNewerBuild, NEWER_MIGRATION } from '#testing/newer-build.ts';
import { folderToKeep, onServer, startPostgresServer, urlOfDatabase } from '#testing/postgres-server.ts';
import { makeSmallWard, type SmallWard } from '#testing/small-ward.ts';
import { owners } from './build-app.ts';

// What was answered is kept. The real command serves from a process of its own on a PostgreSQL of its own, devices write
// and repeat what got no answer, and meanwhile everything breaks that can break in a hall and in a server room.

const root = fileURLToPath(new URL('../..', import.meta.url));
const DEVICES = 6;
const ENTRIES_EACH = 40;
const ALL = DEVICES * ENTRIES_EACH;

let folder: string;
let postgres: Awaited<ReturnType<typeof startPostgresServer>>;
let url: string;
let server: ChildProcess;
let port: number;
let ward: SmallWard;
let sessions: string[];
let meetingId: string;
let newer: Awaited<ReturnType<typeof makeNewerBuild>>;

async function startServer(from = root): Promise<void> {
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^(GOC_|VITEST|NODE_OPTIONS$)/.test(name),
  );
  server = spawn(process.execPath, [join(from, 'bin/goc.mjs'), 'start', '--json'], {
    cwd: from,
    env: { ...Object.fromEntries(environment), DATABASE_URL: url, PORT: String(port), GOC_LOG: 'silent' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  for await (const part of server.stdout!) {
    said += part;
    if (said.includes('"ready":true')) return;
  }
  throw new Error(`The server ended: ${said}`);
}

async function killServer(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const ended = once(server, 'exit');
  server.kill(signal);
  await ended;
}

const withDatabase = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
  const db = await openDatabase({ url });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
};

const post = (path: string, session: string, body: unknown, signal?: AbortSignal): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: {
      cookie: `goc_session=${session}`,
      'content-type': 'application/json',
      'idempotency-key': newId(),
    },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });

beforeAll(async () => {
  folder = await folderToKeep(`nothing-lost-${process.pid}`);
  port = await freePort();
  // As it comes, every commit on the disk.
  postgres = await startPostgresServer({ keepIn: folder, settings: {} });
  const admin = postgres.url;
  await onServer(
    admin,
    "create database night template template0 encoding 'UTF8' locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'",
  );
  url = urlOfDatabase(admin, 'night');
  await withDatabase(async (db) => {
    await migrate(db, owners);
    const now = Date.now();
    await inTransaction(db, 'write', async (tx) => {
      ward = await makeSmallWard(tx, now);
      sessions = [];
      for (let i = 0; i < DEVICES; i++) sessions.push(await startSession(tx, ward.people.an, now));
    });
  });
  newer = await makeNewerBuild();
  await startServer();
  const today = civilDateAt(Date.now());
  const planned = await post(createMeeting.path.replace(':branchId', ward.branch5), sessions[0]!, {
    month: monthOf(today),
    kind: 'regular',
    plannedOn: today,
    plannedTime: '19:30',
    place: 'Nhà văn hóa',
  });
  meetingId = ((await planned.json()) as { id: string }).id;
});

afterAll(async () => {
  server.kill('SIGKILL');
  await postgres.stop();
  await newer.remove();
  await rm(folder, { recursive: true, force: true });
});

it('whatever is killed, cut or full: what was acknowledged is there once, and everything arrives in the end', async () => {
  const devices = new StubbornDevices({
    address: () => `http://127.0.0.1:${port}`,
    meetingId,
    branchId: ward.branch5,
    authorId: ward.people.an,
    sessions,
    entriesEach: ENTRIES_EACH,
    cutsLines: true,
  });
  const { acknowledged, faults } = devices;
  const writing = devices.write();

  await devices.reached(ALL / 6);
  await killServer('SIGKILL');
  await startServer();

  await devices.reached((2 * ALL) / 6);
  await postgres.kill();
  await postgres.startAgain();

  await devices.reached((3 * ALL) / 6);
  const goOn = devices.hold();
  // As PostgreSQL answers when its disk is full (53100).
  await withDatabase((db) =>
    run(
      db.kysely,
      sql.raw(`
        create function public.disk_is_full() returns trigger language plpgsql as
          $$ begin raise exception using errcode = '53100', message = 'could not extend file: No space left on device'; end $$;
        create trigger disk_is_full before insert on meetings.entry for each statement execute function public.disk_is_full();`),
    ),
  );
  const refused = devices.nextRefusal();
  goOn();
  expect(await refused).toMatchObject({
    status: 503,
    code: 'platform.disk-full',
    wayOut: expect.any(String),
  });
  await withDatabase((db) => run(db.kysely, sql.raw('drop trigger disk_is_full on meetings.entry')));

  // A newer version takes over: the old one ends in order, the new one adds to the database and serves.
  await devices.reached((4 * ALL) / 6);
  await killServer('SIGTERM');
  await startServer(newer.folder);

  const written = await writing;
  expect(acknowledged.size).toBe(ALL);
  // The faults did hit: some answers were lost on the way, some were refusals.
  expect(faults.cut).toBeGreaterThan(10);
  expect(faults.refused).toBeGreaterThan(0);
  const there = await withDatabase((db) =>
    rows(
      db.kysely,
      sql<{ id: string; seq: number; entryCount: number }>`
        select e.id, e.seq, m.entry_count as "entryCount" from meetings.entry e
          join meetings.meeting m on m.id = e.meeting_id where e.meeting_id = ${meetingId} order by e.seq`,
    ),
  );
  const steps = await withDatabase((db) =>
    rows(db.kysely, sql`select name from goc_migration where name = ${NEWER_MIGRATION}`),
  );
  expect(steps).toHaveLength(1);
  const comments = there.filter(({ id }) => acknowledged.has(id)).map(({ id }) => id);
  expect(comments.toSorted()).toEqual(written.toSorted());
  expect(there.map(({ seq }) => seq)).toEqual(Array.from({ length: there.length }, (_, i) => i + 1));
  expect(there[0]!.entryCount).toBe(there.length);
}, 240_000);

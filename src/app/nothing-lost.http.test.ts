import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendEntries, createMeeting } from '#features/meetings/contract.ts';
import { civilDateAt, monthOf } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import { type Database, inTransaction, rows, run, sql } from '#platform/database/database.ts';
import { migrate } from '#platform/database/migrate.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { startSession } from '#platform/sign-in/sessions.ts';
import { folderToKeep, onServer, startPostgresServer, urlOfDatabase } from '#testing/postgres-server.ts';
import { makeSmallWard, type SmallWard } from '#testing/small-ward.ts';
import { owners } from './build-app.ts';

// What was answered is kept. The real command serves from a process of its own on a PostgreSQL of its own, devices write
// and repeat what got no answer, and meanwhile everything breaks that can break in a hall and in a server room.

const root = fileURLToPath(new URL('../..', import.meta.url));
const DEVICES = 6;
const ENTRIES_EACH = 40;
const ALL = DEVICES * ENTRIES_EACH;

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

let folder: string;
let databasePort: number;
let postgres: Awaited<ReturnType<typeof startPostgresServer>>;
let url: string;
let server: ChildProcess;
let port: number;
let ward: SmallWard;
let sessions: string[];
let meetingId: string;

/** PostgreSQL as it comes, every commit on the disk. After a kill the old processes take a moment to go. */
async function startPostgres(): Promise<void> {
  for (let tries = 0; ; tries++)
    try {
      postgres = await startPostgresServer({ keepIn: folder, settings: { port: String(databasePort) } });
      return;
    } catch (error) {
      if (tries === 50) throw error;
    }
}

async function startServer(): Promise<void> {
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^(GOC_|VITEST|NODE_OPTIONS$)/.test(name),
  );
  server = spawn(process.execPath, [join(root, 'bin/goc.mjs'), 'start', '--json'], {
    cwd: root,
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

async function killPostgres(): Promise<void> {
  const pid = Number((await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  await postgres.stop();
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
  [databasePort, port] = [await freePort(), await freePort()];
  await startPostgres();
  const admin = `postgresql://goc@127.0.0.1:${databasePort}/postgres`;
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
  await rm(folder, { recursive: true, force: true });
});

const acknowledged = new Set<string>();
const waiting: { count: number; go: () => void }[] = [];
/** Resolves when so many entries have been acknowledged. */
const reached = (count: number) =>
  new Promise<void>((go) => {
    if (acknowledged.size >= count) go();
    else waiting.push({ count, go });
  });
const acknowledge = (id: string) => {
  acknowledged.add(id);
  for (const one of waiting.filter(({ count }) => acknowledged.size >= count)) {
    waiting.splice(waiting.indexOf(one), 1);
    one.go();
  }
};
let hearRefused: (code: string) => void = () => {};
const faults = { cut: 0, refused: 0 };

/** Devices begin no further entry until this is kept: the fault that follows must find some still to come. */
let mayGoOn: Promise<void> = Promise.resolve();

/** Writes entries one after the other, each until the server has answered for it. */
async function device(at: number): Promise<string[]> {
  const deviceId = newId();
  const written: string[] = [];
  for (let n = 0; n < ENTRIES_EACH; n++) {
    await mayGoOn;
    const entry = {
      id: newId(),
      meetingId,
      branchId: ward.branch5,
      authorId: ward.people.an,
      deviceId,
      lamport: 1_000 + n * DEVICES + at,
      at: Date.now(),
      kind: 'comment-added',
      payload: { text: `Ý kiến ${at}.${n}` },
    };
    written.push(entry.id);
    for (let tries = 0; !acknowledged.has(entry.id); tries++) {
      // Now and then the line is cut, before or after the server has done its work: nobody can tell which.
      const cut = n % 4 === 3 && tries === 0 ? AbortSignal.timeout(1 + ((n * 7 + at) % 12)) : undefined;
      try {
        const answer = await post(
          appendEntries.path.replace(':meetingId', meetingId),
          sessions[at]!,
          { entries: [entry] },
          cut,
        );
        const body = (await answer.json()) as { accepted?: { id: string }[]; error?: { code: string } };
        if (body.accepted?.some(({ id }) => id === entry.id)) acknowledge(entry.id);
        else {
          faults.refused += 1;
          hearRefused(body.error?.code ?? JSON.stringify(body));
        }
      } catch {
        faults.cut += 1;
      }
      if (!acknowledged.has(entry.id)) await new Promise((again) => setTimeout(again, 40));
    }
  }
  return written;
}

it('whatever is killed, cut or full: what was acknowledged is there once, and everything arrives in the end', async () => {
  const devices = Promise.all(Array.from({ length: DEVICES }, (_, at) => device(at)));

  await reached(ALL / 6);
  await killServer('SIGKILL');
  await startServer();

  await reached((2 * ALL) / 6);
  await killPostgres();
  await startPostgres();

  await reached((3 * ALL) / 6);
  let goOn = () => {};
  mayGoOn = new Promise((go) => {
    goOn = go;
  });
  const refused = new Promise<string>((tell) => {
    hearRefused = tell;
  });
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
  goOn();
  expect(await refused).toBe('platform.busy');
  await withDatabase((db) => run(db.kysely, sql.raw('drop trigger disk_is_full on meetings.entry')));

  // A newer version takes over: the old one ends in order, the new one migrates and serves.
  await reached((4 * ALL) / 6);
  await killServer('SIGTERM');
  await startServer();

  const written = (await devices).flat();
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
  const comments = there.filter(({ id }) => acknowledged.has(id)).map(({ id }) => id);
  expect(comments.toSorted()).toEqual(written.toSorted());
  expect(there.map(({ seq }) => seq)).toEqual(Array.from({ length: there.length }, (_, i) => i + 1));
  expect(there[0]!.entryCount).toBe(there.length);
}, 240_000);

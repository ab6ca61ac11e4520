import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { owners } from '#app/build-app.ts';
import { movePlan as moveRoute } from '#features/reorganisation/contract.ts';
import { createPlan, findPlan, holdPlan, movePlan, writeSteps } from '#features/reorganisation/public.ts';
import { placeInLife } from '#features/units/public.ts';
import { systemClock, today } from '#kernel/clock.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { inTransaction } from '#platform/database/database.ts';
import { migrate } from '#platform/database/migrate.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { startSession } from '#platform/sign-in/sessions.ts';
import { freePort } from '#testing/free-port.ts';
import { folderToKeep, onServer, startPostgresServer, urlOfDatabase } from '#testing/postgres-server.ts';
import { makeSmallWard, type SmallWard } from '#testing/small-ward.ts';
import { type Running, startGoc } from './testing/run-goc.ts';

// The real server lets a plan take effect on a PostgreSQL of its own, and the machine of the one or of the other dies
// (SIGKILL) in the middle. A lock that the test holds keeps the work at the chosen moment until then.

let folder: string;
let databasePort: number;
let postgres: Awaited<ReturnType<typeof startPostgresServer>>;
let url: string;
let server: Running | undefined;
let ward: SmallWard;
let session: string;
let planId: Id;

/** As it comes, every commit on the disk. After a kill the old processes take a moment to go. */
async function startPostgres(): Promise<void> {
  for (let tries = 0; ; tries++)
    try {
      postgres = await startPostgresServer({ keepIn: folder, settings: { port: String(databasePort) } });
      return;
    } catch (error) {
      if (tries === 50) throw error;
    }
}

async function ask<T extends object>(text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  folder = await folderToKeep(`plan-killed-${process.pid}`);
  databasePort = await freePort();
  await startPostgres();
  const admin = `postgresql://goc@127.0.0.1:${databasePort}/postgres`;
  await onServer(
    admin,
    "create database plan template template0 encoding 'UTF8' locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'",
  );
  url = urlOfDatabase(admin, 'plan');
  const db = await openDatabase({ url });
  await migrate(db, owners);
  await inTransaction(db, 'write', async (tx) => {
    const on = today(systemClock);
    ward = await makeSmallWard(tx, systemClock.now());
    session = await startSession(tx, ward.people.minh, systemClock.now());
    const writer = { tx, today: on, nowMs: systemClock.now(), by: ward.people.minh };
    const place = await placeInLife(tx, ward.ward, on);
    planId = await createPlan(writer, { unitId: ward.ward, title: 'Sắp xếp chi bộ', on, correctsId: null });
    await writeSteps(writer, place, await holdPlan(tx, ward.ward, planId), [
      { kind: 'merge', unitId: ward.branch7, intoId: ward.branch5 },
    ]);
    const said = { decision: { number: '31-QĐ/ĐU', on, issuedBy: null }, note: null };
    await movePlan(writer, place, (await findPlan(tx, planId))!, 'approve', said);
    await movePlan(writer, place, (await findPlan(tx, planId))!, 'schedule', said);
  });
  await db.close();
  // At the table that is locked, and once more when all is to be kept.
  await ask(`
    create function public.wait_here() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock_shared(7); return null; end $$;
    create constraint trigger wait_here after insert on reorganisation.plan_event
      deferrable initially deferred for each row execute function public.wait_here();`);
});
afterAll(async () => {
  await server?.stop('SIGKILL');
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

const seen = async () => {
  const [found] = await ask<{ state: string; at7: number; at5: number; ends: number; outcome: boolean }>(`
    select (select state from reorganisation.plan) as state,
           (select outcome is not null from reorganisation.plan) as outcome,
           (select count(*)::int from members.membership where branch_id = '${ward.branch7}' and upper(valid) is null) as at7,
           (select count(*)::int from members.membership where branch_id = '${ward.branch5}' and upper(valid) is null) as at5,
           (select count(*)::int from units.change where unit_id = '${ward.branch7}' and verb = 'end') as ends`);
  return found;
};
const OLD = { state: 'scheduled', outcome: false, at7: 2, at5: 7, ends: 0 };
const NEW = { state: 'applied', outcome: true, at7: 0, at5: 9, ends: 1 };

const apply = () =>
  fetch(`${server!.address}${moveRoute.path.replace(':unitId', ward.ward).replace(':planId', planId)}`, {
    method: 'POST',
    headers: {
      cookie: `goc_session=${session}`,
      'content-type': 'application/json',
      'idempotency-key': newId(),
    },
    body: JSON.stringify({ move: 'apply' }),
  });

/**
 * Takes the lock, starts a server where none runs, sends the order to take effect, and comes back when the work stands
 * before the lock. A server that starts begins with the plan by itself: the lock is there first.
 */
async function workStandsBefore(lock: string): Promise<{ client: pg.Client; answer: Promise<string> }> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.query('begin');
  await client.query(lock);
  const [own] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows;
  server ??= await startGoc({ DATABASE_URL: url });
  const send = () => {
    const sent = { answer: Promise.resolve(''), isOver: false };
    sent.answer = apply()
      .then(
        (response) => `answered ${response.status}`,
        () => 'no answer',
      )
      .finally(() => {
        sent.isOver = true;
      });
    return sent;
  };
  let sent = send();
  for (;;) {
    // A server that has just lost its database says so once; whoever asked asks again.
    if (sent.isOver) sent = send();
    // What waits for this very lock: two that take the same plan up also wait for each other, long before.
    const [{ n } = { n: 0 }] = await ask<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where ${own!.pid} = any(pg_blocking_pids(pid))`,
    );
    if (n > 0) return { client, answer: sent.answer };
    await new Promise((again) => setTimeout(again, 20));
  }
}

const killPostgres = async () => {
  const pid = Number((await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  await postgres.stop();
};

const AT_KEEPING = 'select pg_advisory_xact_lock(7)';
const atTable = (table: string) => `lock table ${table} in share mode`;

test.each([
  ['the server', 'units.unit_path'],
  ['the server', 'members.membership'],
  ['PostgreSQL', 'mandates.mandate'],
  ['PostgreSQL', 'the keeping'],
])('%s dies while the work is at %s: nothing of it stays', { timeout: 120_000 }, async (who, where) => {
  const { client, answer } = await workStandsBefore(where === 'the keeping' ? AT_KEEPING : atTable(where));
  if (who === 'PostgreSQL') {
    await killPostgres();
    expect(await answer).not.toBe('answered 200');
    await startPostgres();
  } else {
    await server!.stop('SIGKILL');
    server = undefined;
    expect(await answer).toBe('no answer');
    await client.query('rollback');
    await client.end();
    // The connection of the dead server finds out and takes back what it had written.
    for (let left = 1; left > 0; ) {
      const [found] = await ask<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where datname = 'plan' and pid <> pg_backend_pid()`,
      );
      left = found!.n;
    }
  }
  expect(await seen()).toEqual(OLD);
});

test('the server dies while all of it is being kept: it is there as a whole, and says so', {
  timeout: 120_000,
}, async () => {
  const { client, answer } = await workStandsBefore(AT_KEEPING);
  await server!.stop('SIGKILL');
  server = undefined;
  expect(await answer).toBe('no answer');
  expect(await seen()).toEqual(OLD);
  await client.query('rollback');
  await client.end();
  for (let state = 'scheduled'; state === 'scheduled'; ) state = (await seen())!.state;
  expect(await seen()).toEqual(NEW);

  server = await startGoc({ DATABASE_URL: url });
  const again = await apply();
  expect([again.status, (await again.json()).error.code]).toEqual([409, 'reorganisation.not-scheduled']);
  expect(await seen()).toEqual(NEW);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { type App, buildApp } from '#app/build-app.ts';
import { civilDateAt, instantOf } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import type { Answer, CallInput, Route } from '#kernel/route.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import { startSession } from '#platform/sign-in/sessions.ts';
import { openTestDatabase } from './open-test-database.ts';
import { makeSmallWard, type SmallWard } from './small-ward.ts';

/** A clock that stands still until the test moves it. */
export class TestClock {
  constructor(public ms: number) {}
  now(): number {
    return this.ms;
  }
  /** Sets the Vietnamese wall clock. */
  set(date: string, time = '08:00'): void {
    this.ms = instantOf(date, time);
  }
  pass(minutes: number): void {
    this.ms += minutes * 60_000;
  }
}

export type Reply<T> = {
  status: number;
  body: T;
  /** Present when the server refused. */
  error?: { code: string; message: string; field?: string; wayOut?: string; rule?: { document: string } };
  headers: Record<string, unknown>;
  bytes: Buffer;
};

export type Person = keyof SmallWard['people'];

export type TestWorld = Awaited<ReturnType<typeof openTestWorld>>;

/**
 * The real app on a real database with one small ward in it, at 08:00 on 2 March 2026 in Hanoi.
 * `as('an')` speaks HTTP as that person; `call` is typed by the route's contract.
 */
export async function openTestWorld(
  options: {
    demo?: boolean;
    env?: Record<string, string>;
    onLog?: (line: string) => void;
    /** A database that holds the ward of an earlier world already, with the keys that lie beside it. */
    over?: { db: Awaited<ReturnType<typeof openTestDatabase>>; ward: SmallWard; keys: string };
  } = {},
) {
  const db = options.over?.db ?? (await openTestDatabase());
  const clock = new TestClock(instantOf('2026-03-02', '08:00'));
  const keys = options.over?.keys ?? (await mkdtemp(join(tmpdir(), 'goc-keys-')));
  const app: App = await buildApp({
    db,
    config: readConfig({
      GOC_LOG: 'silent',
      GOC_DEMO: options.demo ? '1' : '0',
      GOC_KEYS: keys,
      ...options.env,
    }),
    clock,
    withJobs: false,
    ...(options.onLog ? { log: pino({ level: 'trace' }, { write: options.onLog }) } : {}),
  });
  const ward =
    options.over?.ward ?? (await inTransaction(db, 'write', (tx) => makeSmallWard(tx, clock.now())));
  await app.server.ready();

  const write = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(db, 'write', work);
  const sessions = new Map<string, string>();
  const sessionOf = async (personId: Id) => {
    // A test that moves the clock by months signs in anew, as a person would.
    const key = `${personId} ${civilDateAt(clock.now()).slice(0, 7)}`;
    const known = sessions.get(key);
    if (known) return known;
    const token = await write((tx) => startSession(tx, personId, clock.now()));
    sessions.set(key, token);
    return token;
  };

  type Extra = { key?: string; headers?: Record<string, string>; file?: Uint8Array };
  const callAs =
    (personId: Id | null) =>
    async <R extends Route>(
      route: R,
      input: Partial<CallInput<R>> & Extra = {} as Partial<CallInput<R>> & Extra,
    ): Promise<Reply<Answer<R>>> => {
      const given = input as {
        params?: Record<string, string>;
        query?: Record<string, string>;
        body?: unknown;
      } & Extra;
      const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
        encodeURIComponent(given.params?.[name] ?? ''),
      );
      const response = await app.server.inject({
        method: route.method,
        url: path,
        ...(given.query ? { query: given.query } : {}),
        headers: {
          ...(personId ? { cookie: `goc_session=${await sessionOf(personId)}` } : {}),
          'idempotency-key': given.key ?? newId(),
          'accept-language': 'vi',
          ...(given.file ? { 'content-type': 'application/octet-stream' } : {}),
          ...given.headers,
        },
        ...(given.file ? { payload: Buffer.from(given.file) } : {}),
        ...(given.body !== undefined ? { payload: given.body as object } : {}),
      });
      const isJson = String(response.headers['content-type']).includes('json');
      const body = isJson ? response.json() : response.body;
      return {
        status: response.statusCode,
        body,
        ...(isJson && body.error ? { error: body.error } : {}),
        headers: response.headers,
        bytes: response.rawPayload,
      };
    };

  return {
    app,
    db,
    clock,
    keys,
    ward,
    write,
    read: <T>(work: (tx: Tx) => Promise<T>) => inTransaction(db, 'read', work),
    sessionOf: (person: Person) => sessionOf(ward.people[person]),
    /** Of somebody whom a test made beside the small ward. */
    sessionOfId: sessionOf,
    as: (person: Person) => ({ id: ward.people[person], call: callAs(ward.people[person]) }),
    asId: (personId: Id) => ({ id: personId, call: callAs(personId) }),
    stranger: { call: callAs(null) },
    close: async () => {
      await app.close();
      await rm(keys, { recursive: true, force: true });
    },
  };
}

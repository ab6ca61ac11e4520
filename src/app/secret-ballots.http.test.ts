import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalSlips } from '#features/ballots/testing/read-slips.ts';
import * as routes from '#features/ballots/testing/routes.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import type { Id } from '#kernel/ids.ts';
import { rows, sql } from '#platform/database/database.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';
import { beginMeeting, cast, closeIt, openedBallot, takeToken, view, vote } from '#testing/hold-ballot.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { Random } from './seed/random.ts';

// Whoever keeps the server tries to find out who voted what: reads every table with its system columns, every line of the
// log, and the database's own files, and lines people up with choices in every order that these give. After several
// ballots of twenty voters no order may do better than chance. The same attack is tried on a box that keeps its order,
// where it must succeed: an attack that finds nothing anywhere proves nothing.

const VOTERS = 20;
const ROUNDS = 5;
const LETTERS = ['y', 'n', 'a'] as const;

type Row = { table: string; text: string; values: Record<string, unknown>; ctid: string; xmin: number };
/** One ballot as the attacker knows it afterwards, and the truth that the attacker does not know. */
type Case = {
  people: Id[];
  truth: Map<Id, string>;
  /** Orders of people that some trace gives, by the name of the trace. */
  personOrders: Map<string, Id[]>;
  /** Orders of choices that some trace gives. */
  choiceOrders: Map<string, string[]>;
};

let world: TestWorld;
const logged: string[] = [];
let people: Id[];
let meetingId: Id;

beforeAll(async () => {
  world = await openTestWorld({ onLog: (line) => logged.push(line) });
  const now = world.clock.now();
  await world.write(async (tx) => {
    for (let n = 0; n < VOTERS - 5; n++) {
      const personId = await recordPerson(tx, { fullName: `Cử Tri ${String.fromCharCode(65 + n)}` }, now);
      await saveAccount(tx, { personId, login: `voter.${n}`, passwordHash: null }, now);
      const { branch5 } = world.ward;
      await recordMembership(tx, { personId, branchId: branch5, status: 'official', from: '2025-07-01' });
    }
  });
  ({ meetingId } = await beginMeeting(world));
}, 120_000);
afterAll(() => world.close());

/** Every row of every table, with where it lies and which transaction wrote it. */
const readAll = (): Promise<Row[]> =>
  world.read(async (tx) => {
    const tables = await rows(
      tx,
      sql<{ name: string }>`
        select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
          from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
           and n.nspname not like 'pg\\_%'`,
    );
    const all: Row[] = [];
    for (const { name } of tables)
      for (const row of await rows(
        tx,
        sql<{ values: Record<string, unknown>; ctid: string; xmin: number }>`
          select to_jsonb(t) as values, t.ctid::text as ctid, t.xmin::text::int as xmin from ${sql.raw(name)} t`,
      ))
        all.push({ table: name, text: JSON.stringify(row.values), ...row });
    return all;
  });

const placeOf = (ctid: string): number => {
  const [block, line] = ctid.slice(1, -1).split(',').map(Number) as [number, number];
  return block * 100_000 + line;
};
const shuffled = <T>(list: readonly T[], random: Random): T[] =>
  list
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
const compare = (a: unknown, b: unknown): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
};

/** People in every order that rows, ids, times and the log give them. */
function personOrdersIn(
  news: readonly Row[],
  log: readonly string[],
  voters: readonly Id[],
): Map<string, Id[]> {
  const orders = new Map<string, Id[]>();
  const keep = (name: string, found: readonly Id[]) => {
    const first = [...new Set(found)];
    if (first.length === voters.length) orders.set(name, first);
  };
  const whose = (text: string) => voters.filter((id) => text.includes(id));
  for (const table of new Set(news.map((row) => row.table))) {
    const named = news.flatMap((row) => {
      if (row.table !== table) return [];
      const [id, ...more] = whose(row.text);
      return id !== undefined && more.length === 0 ? [{ row, id }] : [];
    });
    const columns = [...new Set(named.flatMap(({ row }) => Object.keys(row.values)))];
    const keys: [string, (row: Row) => unknown][] = [
      ['ctid', (row) => placeOf(row.ctid)],
      ['xmin', (row) => row.xmin],
      ...columns.map((column): [string, (row: Row) => unknown] => [
        column,
        (row) => row.values[column] ?? '',
      ]),
    ];
    for (const [key, sortBy] of keys) {
      const sorted = named.toSorted((a, b) => compare(sortBy(a.row), sortBy(b.row)));
      keep(
        `${table} by ${key}`,
        sorted.map(({ id }) => id),
      );
      keep(`${table} by ${key}, last first`, sorted.map(({ id }) => id).reverse());
    }
  }
  keep(
    'log',
    log.flatMap((line) => whose(line)),
  );
  return orders;
}

/** Choices in every order that the box gives them. */
function choiceOrdersIn(box: string): Map<string, string[]> {
  const slips = canonicalSlips(box);
  const orders = new Map([['box', slips.map((slip) => slip.marks)]]);
  for (const field of ['key', 'prefix', 'token', 'signature'] as const)
    if (slips.every((slip) => slip[field] !== undefined))
      orders.set(
        `box by ${field}`,
        slips.toSorted((a, b) => compare(a[field], b[field])).map((slip) => slip.marks),
      );
  return orders;
}

const hits = (order: readonly Id[], choices: readonly string[], truth: Map<Id, string>): number =>
  order.filter((id, at) => truth.get(id) === choices[at]).length;

/** How far the attacker's guesses lie above chance, in standard deviations of random guesses; per pair of orders. */
function attack(cases: readonly Case[]): { name: string; sigma: number }[] {
  const random = new Random(7);
  const guesses = Array.from({ length: 2_000 }, () =>
    cases.reduce(
      (sum, each) => sum + hits(shuffled(each.people, random), [...each.truth.values()], each.truth),
      0,
    ),
  );
  const mean = guesses.reduce((a, b) => a + b, 0) / guesses.length;
  const deviation = Math.sqrt(guesses.reduce((sum, n) => sum + (n - mean) ** 2, 0) / guesses.length);
  const everywhere = <T>(of: (each: Case) => Map<string, T>) =>
    [...of(cases[0]!).keys()].filter((name) => cases.every((each) => of(each).has(name)));
  return everywhere((each) => each.personOrders).flatMap((person) =>
    everywhere((each) => each.choiceOrders).map((choice) => ({
      name: `${person} × ${choice}`,
      sigma:
        (cases.reduce(
          (sum, each) =>
            sum + hits(each.personOrders.get(person)!, each.choiceOrders.get(choice)!, each.truth),
          0,
        ) -
          mean) /
        deviation,
    })),
  );
}

/** Far beyond what a hundred strategies reach by luck, and far below what a real link gives. */
const BEYOND_LUCK = 5.5;

type Held = { case: Case; secrets: string[]; voted: Id[]; open: Row[]; closed: Row[] };

async function holdOne(method: 'server-kept' | 'verifiable', seed: number): Promise<Held> {
  const random = new Random(seed);
  const before = new Set((await readAll()).map((row) => `${row.table} ${row.ctid} ${row.xmin}`));
  const logFrom = logged.length;
  const ballotId = await openedBallot(world, { meetingId, method, question: `Xếp loại, lượt ${seed}` });
  people ??= (await view(world, ballotId)).roll!.map((voter) => voter.personId);
  const inOrder = shuffled(people, random);
  const truth = new Map(people.map((id) => [id, random.pick(LETTERS)]));
  const wait = () => world.clock.pass(random.between(0, 2));
  if (method === 'verifiable') {
    const held = new Map<Id, Awaited<ReturnType<typeof takeToken>>>();
    for (const id of shuffled(people, random)) {
      held.set(id, await takeToken(world, ballotId, id));
      wait();
    }
    for (const id of inOrder) {
      expect((await cast(world, held.get(id)!, truth.get(id)!)).reply.status).toBe(200);
      wait();
    }
  } else
    for (const id of inOrder) {
      expect((await vote(world, ballotId, id, truth.get(id)!)).status).toBe(200);
      wait();
    }
  const news = async () =>
    (await readAll()).filter((row) => !before.has(`${row.table} ${row.ctid} ${row.xmin}`));
  const open = await news();
  const folder = world.app.world.config.keysFolder;
  const files = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
  );
  const secrets = files.flatMap((file) =>
    Object.entries(JSON.parse(file) as Record<string, string | null>).flatMap(([name, value]) =>
      name !== 'format' && value !== null ? [value] : [],
    ),
  );
  expect((await closeIt(world, ballotId)).status).toBe(200);
  const closed = await news();
  const box = closed.find((row) => row.table === 'ballots.ballot' && row.values.id === ballotId)!.values.box;
  return {
    case: {
      people,
      truth,
      personOrders: personOrdersIn(closed, logged.slice(logFrom), people),
      choiceOrders: choiceOrdersIn(String(box)),
    },
    secrets,
    voted: inOrder,
    open,
    closed,
  };
}

describe.each(['server-kept', 'verifiable'] as const)('a %s ballot of twenty voters', (method) => {
  const held: Held[] = [];
  beforeAll(async () => {
    for (let round = 1; round <= ROUNDS; round++) held.push(await holdOne(method, round));
  }, 240_000);

  test('leaves many traces of people, and the box in an order of its own', () => {
    const [one] = held;
    expect(one!.case.personOrders.size).toBeGreaterThan(8);
    expect([...one!.case.choiceOrders.values()].map((order) => order.length)).toEqual(
      method === 'verifiable' ? [VOTERS, VOTERS, VOTERS, VOTERS, VOTERS] : [VOTERS],
    );
  });

  test('no order of rows, transactions, ids, times or log lines links people to choices better than chance', () => {
    const found = attack(held.map((each) => each.case));
    expect(found.length).toBeGreaterThan(8);
    expect(found.filter(({ sigma }) => Math.abs(sigma) > BEYOND_LUCK)).toEqual([]);
  });

  test('the same attack succeeds where a box keeps the order in which ballots came', () => {
    const leaky = held.map(({ case: each, voted }) => ({
      ...each,
      personOrders: new Map([['as they voted', voted]]),
      choiceOrders: new Map([['as they came', voted.map((id) => each.truth.get(id)!)]]),
    }));
    expect(attack(leaky)[0]!.sigma).toBeGreaterThan(BEYOND_LUCK);
  });

  test('while it is open all envelopes are of one length and none equals another', () => {
    for (const { open } of held) {
      const sealed = open.flatMap(({ table, values }) =>
        /roll|sealed_slip/.test(table) && typeof values.sealed === 'string' ? [values.sealed] : [],
      );
      expect(sealed).toHaveLength(VOTERS);
      expect(new Set(sealed).size).toBe(VOTERS);
      expect(new Set(sealed.map((text) => text.length)).size).toBe(1);
    }
  });

  test('no row of a person and no log line holds any part of a slip, plain or hashed', () => {
    for (const { case: each, closed } of held) {
      const box = String(closed.find((row) => row.table === 'ballots.ballot')!.values.box);
      const parts = canonicalSlips(box).flatMap(({ key, prefix, token, signature }) =>
        [key, prefix, token, signature].filter((part) => part !== undefined),
      );
      const traces = parts.flatMap((part) => [
        part,
        ...(['hex', 'base64url', 'base64'] as const).flatMap((encoding) =>
          [part, Buffer.from(part, 'base64url')].map((given) =>
            createHash('sha256').update(given).digest(encoding),
          ),
        ),
      ]);
      const named = closed.filter((row) => each.people.some((id) => row.text.includes(id)));
      expect(named.length).toBeGreaterThan(VOTERS - 1);
      for (const text of [
        ...named.filter((row) => row.table !== 'ballots.ballot').map((row) => row.text),
        ...logged,
      ])
        for (const trace of traces) expect(text.includes(trace)).toBe(false);
    }
  });

  test('no kept hash of a request can be guessed: the choices are few', () => {
    const guesses = LETTERS.flatMap((marks) => [{ marks }, { slip: { marks } }, marks]).map((body) =>
      createHash('sha256').update(JSON.stringify(body)).digest('base64url'),
    );
    const texts = [
      ...held.flatMap(({ open, closed }) => [...open, ...closed].map((row) => row.text)),
      ...logged,
    ];
    expect(texts.length).toBeGreaterThan(100);
    for (const guess of guesses) expect(texts.filter((text) => text.includes(guess))).toEqual([]);
  });

  test('the secret keys are in no row, no log line, no file of the database, and gone from the disk', async () => {
    const secrets = held.flatMap((each) => each.secrets);
    expect(secrets).toHaveLength(ROUNDS * (method === 'verifiable' ? 4 : 2));
    expect(await readdir(world.app.world.config.keysFolder)).toEqual([]);
    const files = world.db.dump ? Buffer.from(await world.db.dump()) : Buffer.alloc(0);
    const all = Buffer.concat([
      files,
      Buffer.from(logged.join('\n')),
      Buffer.from(held.flatMap(({ open, closed }) => [...open, ...closed].map((row) => row.text)).join('\n')),
    ]);
    // What is searched for is really found when it is there: the public key of the last ballot is.
    expect(
      all.includes(String(held.at(-1)!.closed.find((row) => row.table === 'ballots.ballot')!.values.box_key)),
    ).toBe(true);
    // The first half of a private key names its kind only; the last bytes are the secret itself.
    for (const secret of secrets)
      for (const piece of [secret.slice(-32), Buffer.from(secret, 'base64url').subarray(-24)])
        expect(all.includes(piece)).toBe(false);
  });

  test('what a person may see of a closed ballot says who took part, and nothing of when or what', async () => {
    const ballotId = String(held.at(-1)!.closed.find((row) => row.table === 'ballots.ballot')!.values.id);
    const reply = await world.as('an').call(routes.getBallot, { params: { ballotId } });
    expect(Object.keys(reply.body.roll![0]!).sort()).toEqual(['fullName', 'hasCode', 'personId', 'tookPart']);
  });
});

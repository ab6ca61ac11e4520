import { cpus, loadavg, totalmem } from 'node:os';
import { buildApp, owners } from '#app/build-app.ts';
import { CITY_GENERATOR, type CityCounts, type CityPart, seedCity } from '#app/seed/city/seed-city.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { civilDateAt, instantOf } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { type Database, maybeOne, one, sql } from '#platform/database/database.ts';
import { migrate } from '#platform/database/migrate.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { listen } from '#platform/http/listen.ts';
import { freePort } from '#testing/free-port.ts';
import {
  folderToKeep,
  onServer,
  type PostgresServer,
  startPostgresServer,
  urlOfDatabase,
} from '#testing/postgres-server.ts';

/** What every bench prints about the machine it ran on. */
export type Machine = {
  cpu: string;
  cores: number;
  memory_mb: number;
  node: string;
  postgres: string;
  /** Load of the machine when the bench began: figures of a busy machine are upper bounds. */
  load_before: number;
};

export type BenchWorld = {
  /** The database of the city, or of what the bench asked for. */
  db: Database;
  url: string;
  /** The server that holds it, when it is the bench's own and may be killed. */
  postgres: PostgresServer | undefined;
  machine: Machine;
  sizes: CityCounts;
  /** The day for which the data was made: the present of the served app. */
  today: CivilDate;
  seed: number;
  part: CityPart | undefined;
  rounds: number;
  /** Size and length of a meeting night. */
  night: NightSize;
  /** A line for people about what is going on; silent with --json. */
  say: (line: string) => void;
  progress: (share: number, what: string) => void;
  /** A migrated, empty database beside it, dropped when the bench ends. */
  newDatabase: () => Promise<{ db: Database; url: string }>;
  /** The whole app, served from this process on a free port over its own connections. */
  serve: (env?: Record<string, string>) => Promise<Served>;
};

export type NightSize = {
  branches: number;
  members: number;
  minutes: number;
  /** Kills, cuts and fills while the night runs. */
  faults: boolean;
  /** Every member opens the papers on the own phone and follows the meeting, not only its secretary. */
  everyScreen: boolean;
};

/** What a bench found. */
export type Findings = {
  /** Everything that was measured; goes into the JSON as it is. */
  figures: Record<string, unknown>;
  /** Sentences for people. */
  lines: string[];
};

export type Bench = {
  about: string;
  /** `city`: the seeded city. `tree`: only its units, in a database of their own. `empty`: a migrated database. */
  needs: 'city' | 'tree' | 'empty';
  run: (world: BenchWorld) => Promise<Findings>;
};

export type BenchOptions = {
  seed: number;
  rounds: number;
  night?: NightSize | undefined;
  /** Throws the database away at the end instead of keeping it for the next run. */
  isTrial?: boolean;
  /** Smaller than the city, for trying a bench and for the harness's own test. */
  part?: CityPart;
  databaseUrl?: string | undefined;
  say: (line: string) => void;
  progress: (share: number, what: string) => void;
};

// Measuring -----------------------------------------------------------------------------------------------------

export const median = (values: readonly number[]): number => percentile(values, 50);

/** Nearest rank: the least value that this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('Nothing was measured.');
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)]!;
}

const rounded = (value: number): number => Number(value.toPrecision(4));

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export type Comparison = {
  /** Milliseconds: median over the rounds. */
  floor_ms: number;
  ours_ms: number;
  /** Median of the ratios of the rounds, and their range. Both sides of a round ran within seconds of one another. */
  ratio: number;
  ratio_range: [number, number];
  /** How far the floor itself moved between rounds; above 1.5 the machine was too restless to judge. */
  floor_spread: number;
};

/**
 * Measures two sides in alternating rounds; each side runs `times` in a round and its median counts. One round before
 * the first warms both up and is not counted.
 */
export async function compare(
  sides: { floor: () => Promise<unknown>; ours: () => Promise<unknown> },
  options: { rounds: number; times: number; warmUp?: boolean },
): Promise<Comparison> {
  const once_ = async (work: () => Promise<unknown>): Promise<number> => {
    const each: number[] = [];
    for (let i = 0; i < options.times; i++) each.push(await timed(work));
    return median(each);
  };
  if (options.warmUp !== false) {
    await once_(sides.floor);
    await once_(sides.ours);
  }
  const rounds: { floor: number; ours: number }[] = [];
  for (let round = 0; round < options.rounds; round++) {
    // Whoever comes first in a round finds the caches as the other left them, so they take turns.
    const isFloorFirst = round % 2 === 0;
    const first = await once_(isFloorFirst ? sides.floor : sides.ours);
    const second = await once_(isFloorFirst ? sides.ours : sides.floor);
    rounds.push(isFloorFirst ? { floor: first, ours: second } : { floor: second, ours: first });
  }
  return judge(rounds);
}

/** Sums up rounds that were measured elsewhere. */
export function judge(rounds: readonly { floor: number; ours: number }[]): Comparison {
  const floors = rounds.map((round) => round.floor);
  const ratios = rounds.map((round) => round.ours / round.floor);
  return {
    floor_ms: rounded(median(floors)),
    ours_ms: rounded(median(rounds.map((round) => round.ours))),
    ratio: rounded(median(ratios)),
    ratio_range: [rounded(Math.min(...ratios)), rounded(Math.max(...ratios))],
    floor_spread: rounded(Math.max(...floors) / Math.min(...floors)),
  };
}

/** Percentiles of times in milliseconds. */
export const spreadOf = (times: readonly number[]) => ({
  count: times.length,
  p50_ms: rounded(percentile(times, 50)),
  p95_ms: rounded(percentile(times, 95)),
  p99_ms: rounded(percentile(times, 99)),
  most_ms: rounded(Math.max(...times)),
});

// Serving -------------------------------------------------------------------------------------------------------

export type Visitor = {
  personId: string;
  /** Sends a GET and reads the whole answer. Errors: any answer but 200. */
  get: (path: string) => Promise<unknown>;
  /** Sends a POST with a request key of its own and reads the whole answer. Errors: any answer but 200. */
  post: (path: string, body: unknown) => Promise<unknown>;
};
export type Served = {
  address: string;
  /** Enters as a person of the demo's first page; `position` is their place on it. */
  enterAs: (position: number) => Promise<Visitor>;
  close: () => Promise<void>;
};

async function serveApp(url: string, today: CivilDate, env: Record<string, string>): Promise<Served> {
  const config = {
    ...readConfig({ DATABASE_URL: url, GOC_DEMO: '1', GOC_LOG: 'error', ...env }),
    port: await freePort(),
  };
  const began = performance.now();
  const start = instantOf(today, '10:00');
  // Time goes on, from ten o'clock of the day for which the data was made.
  const clock = { now: () => start + Math.floor(performance.now() - began) };
  const app = await buildApp({ db: await openDatabase({ url }), config, clock, withJobs: false });
  const address = await listen(app.server, { port: config.port, host: '127.0.0.1' });
  return {
    address,
    enterAs: async (position) => {
      const list = (await (await fetch(`${address}/api/demo/people`)).json()) as {
        people: { personId: string }[];
      };
      const personId = list.people[position]?.personId;
      if (!personId) throw new Error(`Nobody stands at place ${position} of the demo's page.`);
      const answer = await fetch(`${address}/api/demo/enter`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ personId }),
      });
      const cookie = answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ');
      if (!answer.ok || !cookie) throw new Error(`Entering failed: ${answer.status} ${await answer.text()}`);
      const ask = async (path: string, init: RequestInit) => {
        const response = await fetch(`${address}${path}`, init);
        const text = await response.text();
        if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`);
        return JSON.parse(text);
      };
      return {
        personId,
        get: (path) => ask(path, { headers: { cookie } }),
        post: (path, body) =>
          ask(path, {
            method: 'POST',
            headers: { cookie, 'content-type': 'application/json', 'idempotency-key': newId() },
            body: JSON.stringify(body),
          }),
      };
    },
    close: () => app.close(),
  };
}

// The database ---------------------------------------------------------------------------------------------------

/** Upper and lower case of every letter, order by code: the same as the embedded engine. */
const LOCALE = "locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'";

/** Sensible for a city on a small machine; every commit reaches the disk. */
function serverSettings(): Record<string, string> {
  const megabytes = Math.round(totalmem() / 1e6);
  return {
    shared_preload_libraries: 'pg_stat_statements',
    'pg_stat_statements.track_planning': 'on',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    shared_buffers: `${Math.min(1_024, Math.round(megabytes / 4))}MB`,
    effective_cache_size: `${Math.round(megabytes / 2)}MB`,
    work_mem: '32MB',
    random_page_cost: '1.1',
    jit: 'off',
  };
}

type Marker = { generator: number; seed: number; sizes: CityCounts };

/** What the comment on a database says of the city in it. */
async function markerOf(url: string, name: string): Promise<Marker | undefined> {
  const admin = await openDatabase({ url });
  try {
    const row = await maybeOne(
      admin.kysely,
      sql<{ comment: string | null }>`
        select shobj_description(oid, 'pg_database') as comment from pg_database where datname = ${name}`,
    );
    return row?.comment?.startsWith('{') ? (JSON.parse(row.comment) as Marker) : undefined;
  } finally {
    await admin.close();
  }
}

async function emptyDatabase(adminUrl: string, name: string): Promise<string> {
  await onServer(adminUrl, `drop database if exists ${name} with (force)`);
  await onServer(adminUrl, `create database ${name} template template0 encoding 'UTF8' ${LOCALE}`);
  return urlOfDatabase(adminUrl, name);
}

/** The kept city of this seed, made now when there is none or when the generator has changed since. */
async function cityIn(
  adminUrl: string,
  options: BenchOptions,
): Promise<{ db: Database; url: string; sizes: CityCounts }> {
  const name = `city_${options.seed}${options.part ? `_${options.part.districts.join('_')}${options.part.isSmall ? '_small' : ''}` : ''}`;
  const marker = await markerOf(adminUrl, name);
  const url = urlOfDatabase(adminUrl, name);
  if (marker?.generator === CITY_GENERATOR) {
    const db = await openDatabase({ url });
    const steps = await migrate(db, owners);
    if (steps.length > 0) options.say(`Brought up to date: ${steps.join(', ')}`);
    return { db, url, sizes: marker.sizes };
  }
  options.say('Making the city; it is kept for the next run.');
  await emptyDatabase(adminUrl, name);
  const db = await openDatabase({ url });
  await migrate(db, owners);
  const sizes = await seedInto(db, options);
  const comment: Marker = { generator: CITY_GENERATOR, seed: options.seed, sizes };
  await onServer(
    adminUrl,
    `comment on database ${name} is '${JSON.stringify(comment).replaceAll("'", "''")}'`,
  );
  return { db, url, sizes };
}

const seedInto = (db: Database, options: BenchOptions): Promise<CityCounts> =>
  seedCity(db, {
    seed: options.seed,
    today: civilDateAt(Date.now()),
    ...(options.part ? { part: options.part } : {}),
    progress: options.progress,
  });

/** A server that was given: its city is measured as it stands, and an empty database is filled first. */
async function givenCity(
  url: string,
  options: BenchOptions,
): Promise<{ db: Database; url: string; sizes: CityCounts }> {
  const db = await openDatabase({ url });
  await migrate(db, owners);
  const { people } = await one(
    db.kysely,
    sql<{ people: number }>`select count(*)::int as people from members.person`,
  );
  if (people === 0) return { db, url, sizes: await seedInto(db, options) };
  const count = async (query: ReturnType<typeof sql<{ n: number }>>) => (await one(db.kysely, query)).n;
  const months = await one(
    db.kysely,
    sql<{ first: string; last: string; today: string }>`
      select min(month) as first, max(month) as last,
             (max(month || '-01')::date + interval '1 month')::date::text as today from reports.branch_month`,
  );
  return {
    db,
    url,
    sizes: {
      units: await count(sql`select count(*)::int as n from units.unit where ended_on is null`),
      branches: await count(
        sql`select count(*)::int as n from units.unit_kind where kind in ('branch', 'base-branch') and upper(valid) is null`,
      ),
      members: await count(
        sql`select count(*)::int as n from members.membership where nature = 'home' and upper(valid) is null`,
      ),
      people,
      meetings: await count(sql`select count(*)::int as n from meetings.meeting`),
      attendance: await count(sql`select count(*)::int as n from meetings.presence`),
      tasks: await count(sql`select count(*)::int as n from tasks.task`),
      today: months.today,
      months: [months.first, months.last],
    },
  };
}

const NOTHING: Omit<CityCounts, 'today'> = {
  units: 0,
  branches: 0,
  members: 0,
  people: 0,
  meetings: 0,
  attendance: 0,
  tasks: 0,
  months: ['', ''],
};

async function ownDatabase(
  { db, url }: { db: Database; url: string },
  needs: 'tree' | 'empty',
  options: BenchOptions,
): Promise<{ db: Database; url: string; sizes: CityCounts }> {
  const today = civilDateAt(Date.now());
  const { seed, part } = options;
  const sizes =
    needs === 'empty'
      ? { ...NOTHING, today }
      : await seedCity(db, { seed, today, ...(part ? { part } : {}), only: 'tree' });
  return { db, url, sizes };
}

async function machineOf(db: Database): Promise<Machine> {
  const { version } = await one(
    db.kysely,
    sql<{ version: string }>`select current_setting('server_version') as version`,
  );
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memory_mb: Math.round(totalmem() / 1e6),
    node: process.versions.node,
    postgres: version,
    load_before: rounded(loadavg()[0]!),
  };
}

/** Runs one bench and takes down everything that it started. Errors: those of the bench. */
export async function runBench(name: string, bench: Bench, options: BenchOptions): Promise<Findings> {
  const closing: (() => Promise<void>)[] = [];
  try {
    let adminUrl = options.databaseUrl;
    let postgres: PostgresServer | undefined;
    if (adminUrl === undefined) {
      const server = await startPostgresServer({
        ...(options.isTrial ? {} : { keepIn: await folderToKeep('bench/postgres-18') }),
        settings: serverSettings(),
      });
      closing.push(() => server.stop());
      adminUrl = server.url;
      postgres = server;
    }
    const admin = adminUrl;
    const newDatabase = async () => {
      const fresh = `bench_${process.pid}_${closing.length}`;
      const url = await emptyDatabase(admin, fresh);
      const db = await openDatabase({ url });
      closing.push(async () => {
        await db.close();
        await onServer(admin, `drop database ${fresh} with (force)`);
      });
      await migrate(db, owners);
      return { db, url };
    };
    const made = await (bench.needs !== 'city'
      ? ownDatabase(await newDatabase(), bench.needs, options)
      : options.databaseUrl === undefined
        ? cityIn(admin, options)
        : givenCity(admin, options));
    if (bench.needs === 'city') closing.push(() => made.db.close());
    const machine = await machineOf(made.db);
    const { figures, lines } = await bench.run({
      ...made,
      postgres,
      machine,
      today: made.sizes.today,
      seed: options.seed,
      part: options.part,
      rounds: options.rounds,
      night: options.night ?? {
        branches: 200,
        members: 4_800,
        minutes: 1,
        faults: false,
        everyScreen: false,
      },
      progress: options.progress,
      say: options.say,
      newDatabase,
      serve: async (env = {}) => {
        const served = await serveApp(made.url, made.sizes.today, env);
        closing.push(served.close);
        return served;
      },
    });
    return {
      figures: { bench: name, machine, sizes: made.sizes, rounds: options.rounds, ...figures },
      lines,
    };
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

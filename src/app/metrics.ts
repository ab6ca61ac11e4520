import { statfs } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { deskOf } from '#features/meetings/public.ts';
import { one, sql } from '#platform/database/database.ts';
import { fullDisk } from '#platform/database/full-disk.ts';
import { slowStatements } from '#platform/database/slow-statements.ts';
import type { World } from '#platform/feature.ts';
import { RecentFigures, type Trouble } from './recent-figures.ts';
import type { RouteFigures, ServerFigures } from './server-figures.ts';

const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** The last half hour, in stretches of ten seconds. */
const STRETCH_MS = 10_000;
const STRETCHES = 180;
const TOLD_TO_WAIT = new Set(['platform.too-many-waiting', 'platform.too-fast']);
const FAULTS = new Set(['platform.busy', 'platform.disk-full']);
const troubleOf = (code: string | null): Trouble =>
  code === null ? null : TOLD_TO_WAIT.has(code) ? 'told-to-wait' : FAULTS.has(code) ? 'fault' : null;

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** The figures of one running server: for Prometheus at `/metrics`, and for the operator's page. */
export class ServerMetrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #lag = monitorEventLoopDelay({ resolution: 20 });
  readonly #recent: RecentFigures;
  readonly #closing: NodeJS.Timeout | undefined;
  /** Lag of the stretch before this one, in milliseconds. */
  #lagBefore = 0;

  constructor(
    private readonly world: World,
    private readonly server: FastifyInstance,
    options: { watches: boolean },
  ) {
    const registers = [this.#registry];
    this.#recent = new RecentFigures(STRETCHES, world.clock.now());
    this.#requests = new Histogram({
      name: 'goc_request_seconds',
      help: 'Time from the arrival of a request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS,
      registers,
    });
    const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.set(await read());
        },
      });
    const desk = deskOf(world);
    gauge('goc_requests_under_way', 'Requests under way, streams apart', () => server.underWay());
    gauge('goc_entries_waiting', 'Entries and check-ins that wait for the next commit', () => desk.waiting);
    gauge('goc_streams_open', 'Open streams of meetings', () => world.live.listeners);
    gauge(
      'goc_disk_free_bytes',
      'Room left on the disk of the database, where that is on this machine, and of the server',
      async () => (await diskFree(world)) ?? 0,
    );
    gauge('goc_database_waiting', 'Queries and transactions that wait for a connection', () =>
      world.db.waiting(),
    );
    gauge(
      'goc_event_loop_lag_p99_seconds',
      'Lag of the event loop in the last seconds',
      () => this.#lagMs() / 1e3,
    );
    const counter = (name: string, help: string, read: () => number) =>
      new Counter({
        name,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(read());
        },
      });
    counter('goc_entries_short_total', 'Requests kept by the short way', () => desk.counts.done);
    counter('goc_entries_ordinary_total', 'Requests sent the ordinary way', () => desk.counts.passedOn);
    counter('goc_entry_batches_total', 'Statements that kept entries', () => desk.counts.batches);
    counter('goc_slow_statements_total', 'Statements slower than 0.3 s', () => slowStatements().count);
    counter(
      'goc_disk_full_total',
      'Writes refused because a disk is full: this one, or that of PostgreSQL',
      () => fullDisk().count,
    );
    if (options.watches) {
      this.#lag.enable();
      this.#closing = setInterval(() => this.#closeStretch(), STRETCH_MS).unref();
      collectDefaultMetrics({ register: this.#registry });
    }
    server.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'unknown';
      // A stream is open for as long as somebody looks at it: that is no time of an answer.
      if (route.endsWith('/stream') && reply.statusCode === 200) return done();
      this.#recent.note(reply.elapsedTime, troubleOf(request.refusedWith));
      this.#requests.observe(
        { method: request.method, route, status: reply.statusCode },
        reply.elapsedTime / 1000,
      );
      done();
    });
    // Whoever watches the machine reads this on it; to everybody else there is no such address.
    server.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
      if (!LOOPBACK.test(request.ip)) return reply.callNotFound();
      return reply.type(this.#registry.contentType).send(await this.#registry.metrics());
    });
  }

  async figures(): Promise<ServerFigures> {
    const desk = deskOf(this.world);
    const { bytes } = await one(
      this.world.db.kysely,
      sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`,
    );
    const free = await diskFree(this.world);
    return {
      upSeconds: Math.round(process.uptime()),
      underWay: this.server.underWay(),
      entriesWaiting: desk.waiting,
      entriesShort: desk.counts.done,
      entriesOrdinary: desk.counts.passedOn,
      streams: this.world.live.listeners,
      databaseWaiting: this.world.db.waiting(),
      lagP99Ms: this.#lagMs(),
      memoryMb: Math.round(process.memoryUsage.rss() / 1e6),
      diskFreeMb: free === null ? null : Math.round(free / 1e6),
      diskFull: fullDisk(),
      databaseMb: Math.round(bytes / 1e6),
      lately: [...this.#recent.stretches],
      now: this.#recent.now(this.world.clock.now(), this.#standing()),
      routes: await this.#routes(),
      slow: slowStatements(),
    };
  }

  #lagMs(): number {
    const lag = this.#lag.percentile(99) / 1e6;
    return Math.round(Math.max(lag, this.#lagBefore) * 10) / 10;
  }

  #standing() {
    return { entriesWaiting: deskOf(this.world).waiting, lagMs: this.#lagMs() };
  }

  #closeStretch(): void {
    this.#lagBefore = this.#lag.percentile(99) / 1e6;
    this.#recent.close(this.world.clock.now(), this.#standing());
    this.#lag.reset();
  }

  stop(): void {
    clearInterval(this.#closing);
    this.#lag.disable();
    this.#registry.clear();
  }

  async #routes(): Promise<RouteFigures[]> {
    const { values } = await this.#requests.get();
    const found = new Map<string, { buckets: Map<number, number>; count: number; faults: number }>();
    for (const { metricName, labels, value } of values) {
      const name = `${labels.method} ${labels.route}`;
      const row = found.get(name) ?? { buckets: new Map<number, number>(), count: 0, faults: 0 };
      found.set(name, row);
      if (metricName?.endsWith('_count')) {
        row.count += value;
        if (Number(labels.status) >= 500) row.faults += value;
      } else if (metricName?.endsWith('_bucket')) {
        const le = Number((labels as { le?: number | string }).le);
        if (Number.isFinite(le)) row.buckets.set(le, (row.buckets.get(le) ?? 0) + value);
      }
    }
    return [...found]
      .map(([route, { buckets, count, faults }]) => ({
        route,
        count,
        faults,
        p50Ms: quantile(buckets, count, 0.5),
        p99Ms: quantile(buckets, count, 0.99),
      }))
      .sort((a, b) => b.count - a.count)
      .slice(0, 30);
  }
}

/** The bound below which this share lies; the highest bound when it lies above all of them. */
function quantile(buckets: ReadonlyMap<number, number>, count: number, share: number): number {
  const bounds = [...buckets].sort(([a], [b]) => a - b);
  const found = bounds.find(([, below]) => below >= share * count) ?? bounds.at(-1);
  return (found?.[0] ?? 0) * 1000;
}

const HERE = new Set(['localhost', '127.0.0.1', '[::1]', '']);

/** Where PostgreSQL keeps its data, when it runs on this machine and the account may know; null otherwise. */
async function folderOfPostgres({ config, db }: World): Promise<string | null> {
  if (config.databaseUrl === undefined || !HERE.has(new URL(config.databaseUrl).hostname)) return null;
  const { folder } = await one(
    db.kysely,
    sql<{ folder: string | null }>`
      select case when pg_has_role(current_user, 'pg_read_all_settings', 'usage')
                  then current_setting('data_directory') end as folder`,
  );
  return folder;
}

/** The least that is left: on the disk of the database where that is here, and on the one that this server runs on. */
async function diskFree(world: World): Promise<number | null> {
  const ofPostgres = await folderOfPostgres(world).catch(() => null);
  const found: number[] = [];
  for (const path of [ofPostgres ?? world.config.dataFolder, process.cwd()])
    try {
      const { bavail, bsize } = await statfs(path);
      found.push(bavail * bsize);
    } catch {
      // not there, or not on this machine
    }
  return found.length === 0 ? null : Math.min(...found);
}

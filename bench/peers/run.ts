import { spawn } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { buildApp } from '#app/build-app.ts';
import { seedCity } from '#app/seed/city/seed-city.ts';
import { addMonths, firstDayOf, monthOf } from '#kernel/civil-date.ts';
import { systemClock } from '#kernel/clock.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { one, sql } from '#platform/database/database.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { freePort } from '#testing/free-port.ts';
import { onServer, urlOfDatabase } from '#testing/postgres-server.ts';
import { type Bench, type BenchWorld, compare, type Findings, judge, median, runBench } from '../harness.ts';
import { drive, planMeetings, populate, writePlan } from '../meeting-night.ts';
import { LOADER } from '../night/server-process.ts';
import type { PeerMeasured, PeerOrder } from './driver.ts';
import { type Month, memoryOf, type Peer, type Running, stopServers } from './peer.ts';
import { peers } from './peers.ts';

const DRIVER = fileURLToPath(new URL('./driver.ts', import.meta.url));
const HERE = resolve(fileURLToPath(new URL('../..', import.meta.url)), '.goc/bench/peers');
const CONNECTIONS = 64;
const rounded = (value: number): number => Number(value.toPrecision(4));

function drivePeer(order: PeerOrder): Promise<PeerMeasured> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['--import', LOADER, '--max-semi-space-size=64', DRIVER], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
    });
    child.on('error', fail);
    child.on('exit', (code) =>
      code === 0 ? done(JSON.parse(said) as PeerMeasured) : fail(new Error(`The driver ended with ${code}.`)),
    );
    child.stdin.end(JSON.stringify(order));
  });
}

const OURS = [
  'check-in: session, policy, the code of the room, whether the member belongs to the branch, once for each member, one entry in the journal of the meeting, answered after the commit reached the disk',
  'grouped read: the whole dashboard of the month (26 numbers of each unit with their norms) from facts that were worked out before',
  'served from the process of the bench, one process',
];

type Times = { p50: number; p95: number; p99: number; max: number };
type Round = {
  ours: { per_second: number; errors: number } & Times;
  peer: { per_second: number; errors: number } & Times;
  control_per_second: number;
};

const timesOf = ({ p50, p95, p99, max }: Times): Times => ({
  p50: rounded(p50),
  p95: rounded(p95),
  p99: rounded(p99),
  max: rounded(max),
});
const countOf = (errors: Record<string, number>) => Object.values(errors).reduce((sum, n) => sum + n, 0);

type Sizes = { branches: number; checkIns: number; seconds: number };

/** Check-ins at 64 connections: ours, the peer and the handler without a database, in turns. */
async function checkIns(world: BenchWorld, peer: Running, port: number, sizes: Sizes) {
  const { db, url } = await world.newDatabase();
  const { today } = world;
  await seedCity(db, {
    seed: world.seed,
    today,
    ...(world.part ? { part: world.part } : {}),
    only: 'tree',
  });
  const perBranch = Math.ceil((sizes.checkIns * (world.rounds + 1)) / sizes.branches);
  await populate(db, world, sizes.branches, perBranch * sizes.branches);
  const folder = await mkdtemp(join(tmpdir(), 'goc-peers-'));
  const ourPort = await freePort();
  const config = { ...readConfig({ DATABASE_URL: url, GOC_DEMO: '0', GOC_LOG: 'error' }), port: ourPort };
  const app = await buildApp({
    db: await openDatabase({ url }),
    config,
    clock: systemClock,
    withJobs: false,
  });
  app.server.post(
    '/bench/control',
    {
      schema: {
        hide: true,
        body: z.object({ code: z.string().max(100) }),
        response: { 200: z.object({ method: z.string() }) },
      },
    },
    async (_request, reply) => reply.header('cache-control', 'private, no-store').send({ method: 'qr' }),
  );
  const address = await app.server.listen({ port: ourPort, host: '127.0.0.1' });
  try {
    await planMeetings(db, address, today);
    const planFile = join(folder, 'plan.json');
    await writePlan(db, 'thematic', planFile);
    const acksFile = join(folder, 'acks');
    const entries = async () =>
      (
        await one(
          db.kysely,
          sql<{ n: number }>`select count(*)::int as n from meetings.entry where kind = 'attendance-marked'`,
        )
      ).n;
    const measureOurs = async (round: number) => {
      const from = round * sizes.checkIns;
      const measured = await drive({
        port: ourPort,
        connections: CONNECTIONS,
        planFile,
        acksFile,
        task: { kind: 'check-ins', connections: CONNECTIONS, from, to: from + sizes.checkIns },
      });
      return {
        kept: measured.acknowledged,
        per_second: measured.requests / measured.busy_s,
        errors: countOf(measured.errors),
        ...timesOf(measured.times.all!),
      };
    };
    let next = 1;
    const errors: Record<string, number> = {};
    const measurePeer = async () => {
      const measured = await drivePeer({
        port,
        connections: CONNECTIONS,
        seconds: sizes.seconds,
        from: next,
        kept: peer.kept,
        template: peer.checkIn,
      });
      next = measured.next;
      for (const [status, count] of Object.entries(measured.errors))
        errors[status] = (errors[status] ?? 0) + count;
      return {
        kept: measured.kept,
        per_second: measured.kept / measured.seconds,
        errors: countOf(measured.errors),
        ...timesOf(measured),
      };
    };
    const rounds: Round[] = [];
    const kept = { ours: 0, peer: 0 };
    const before = { ours: await entries(), peer: await peer.count() };
    let memory: number | null = null;
    // The first round warms both up and is not counted. Who comes first in a round changes.
    for (let round = 0; round <= world.rounds; round++) {
      const isOursFirst = round % 2 === 0;
      const early = isOursFirst ? await measureOurs(round) : undefined;
      const theirs = await measurePeer();
      const ours = early ?? (await measureOurs(round));
      memory = Math.max(memory ?? 0, memoryOf(peer.pid) ?? 0) || null;
      kept.ours += ours.kept;
      kept.peer += theirs.kept;
      const control = await drive({
        port: ourPort,
        connections: CONNECTIONS,
        planFile,
        acksFile,
        task: { kind: 'control-closed', connections: CONNECTIONS, requests: sizes.checkIns },
      });
      world.say(
        `round ${round}: ours ${Math.round(ours.per_second)}/s, peer ${Math.round(theirs.per_second)}/s, without a database ${Math.round(control.requests / control.busy_s)}/s`,
      );
      if (round === 0) continue;
      const { kept: _ours, ...oursAt } = ours;
      const { kept: _theirs, ...peerAt } = theirs;
      rounds.push({
        ours: { ...oursAt, per_second: rounded(ours.per_second) },
        peer: { ...peerAt, per_second: rounded(theirs.per_second) },
        control_per_second: rounded(control.requests / control.busy_s),
      });
    }
    const found = { ours: (await entries()) - before.ours, peer: (await peer.count()) - before.peer };
    const middle = (side: 'ours' | 'peer') => {
      const of = (key: 'per_second' | 'p50' | 'p95' | 'p99') =>
        rounded(median(rounds.map((round) => round[side][key])));
      return {
        per_second: of('per_second'),
        p50_ms: of('p50'),
        p95_ms: of('p95'),
        p99_ms: of('p99'),
        errors: rounds.reduce((sum, round) => sum + round[side].errors, 0),
        acknowledged: kept[side],
        found: found[side],
      };
    };
    const { ratio, ratio_range } = judge(
      rounds.map(({ ours, peer: theirs }) => ({ floor: theirs.per_second, ours: ours.per_second })),
    );
    const controls = rounds.map((round) => round.control_per_second);
    return {
      connections: CONNECTIONS,
      ours: { ...middle('ours'), memory_mb: Math.round(process.memoryUsage.rss() / 1e6) },
      peer: { ...middle('peer'), errors_by_status: errors, memory_mb: memory },
      /** How many times the peer's check-ins a second ours are. */
      ratio,
      ratio_range,
      control_per_second: rounded(median(controls)),
      /** Above 1.5 the machine was too restless for its rates; the ratios of a round still say something. */
      control_spread: rounded(Math.max(...controls) / Math.min(...controls)),
      rounds,
    };
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One reader, one reading at a time: our dashboard of a month and the peer's nearest, over as many rows, in turns. */
async function groupedRead(world: BenchWorld, peer: Running) {
  const { db, today } = world;
  const last = addMonths(monthOf(today), -1);
  const { city } = await one(
    db.kysely,
    sql<{ city: string }>`
      select unit_id as city from units.unit_path where depth = 0 and valid @> ${today}::text::date`,
  );
  const { rows } = await one(
    db.kysely,
    sql<{ rows: number }>`
      select count(*)::int as rows from meetings.presence a
        join meetings.meeting m on m.id = a.meeting_id where m.month = ${last}`,
  );
  const served = await world.serve();
  const analyst = await served.enterAs(0);
  const pathOf = (unitId: string) => `/api/units/${unitId}/dashboards/${last}?clock=then`;
  type Page = { children: { id: string | null }[] };
  let path = pathOf(city);
  let page = (await analyst.get(path)) as Page;
  // With one district only, the city's page has one row; the district's has all of its units.
  while (page.children.length === 1 && page.children[0]!.id !== null) {
    path = pathOf(page.children[0]!.id);
    page = (await analyst.get(path)) as Page;
  }
  const units = Math.max(1, page.children.length);
  const month: Month = {
    from: `${firstDayOf(last)}T00:00:00Z`,
    to: `${firstDayOf(addMonths(last, 1))}T00:00:00Z`,
    rows,
    units,
  };
  await peer.load(month);
  const answer = await peer.grouped(month);
  const present = answer.reduce((sum, unit) => sum + unit.present, 0);
  if (answer.length !== units || present !== rows)
    throw new Error(`The peer counted ${present} of ${rows} in ${answer.length} of ${units} units.`);
  const compared = await compare(
    { floor: () => peer.grouped(month), ours: () => analyst.get(path) },
    { rounds: world.rounds, times: 5 },
  );
  return {
    rows,
    units,
    ours_ms: compared.ours_ms,
    peer_ms: compared.floor_ms,
    /** How many times as long the peer takes. */
    ratio: rounded(1 / compared.ratio),
    ratio_range: compared.ratio_range.map((each) => rounded(1 / each)).toReversed(),
    peer_spread: compared.floor_spread,
  };
}

function benchOf(peer: Peer, sizes: Sizes, folder: string): Bench {
  return {
    about: `check-ins and a grouped read, ours and ${peer.name}'s in turns`,
    needs: 'city',
    run: async (world): Promise<Findings> => {
      const admin = urlOfDatabase(world.url, 'postgres');
      const name = `peer_${peer.name.toLowerCase()}_${process.pid}`;
      await onServer(admin, `create database ${name} template template0`);
      try {
        world.say(`starting ${peer.name} ${peer.version}`);
        const port = await freePort();
        const running = await peer.start({
          folder,
          databaseUrl: urlOfDatabase(admin, name),
          port,
          log: join(HERE, `${peer.name.toLowerCase()}.log`),
        });
        const check_in = await checkIns(world, running, port, sizes);
        world.say('grouped read');
        const grouped_read = await groupedRead(world, running);
        const { name: who, version, settings, differences, groupedBy } = peer;
        return {
          figures: {
            ours_does: OURS,
            peer: who,
            version,
            settings,
            differences,
            grouped_by: groupedBy,
            check_in,
            grouped_read,
          },
          lines: [
            `${who} ${version} keeps ${check_in.peer.per_second} check-ins a second (p50 ${check_in.peer.p50_ms} ms, p99 ${check_in.peer.p99_ms} ms, ${check_in.peer.errors} errors)`,
            `ours ${check_in.ours.per_second} a second (p50 ${check_in.ours.p50_ms} ms, p99 ${check_in.ours.p99_ms} ms, ${check_in.ours.errors} errors): ${check_in.ratio} times (${check_in.ratio_range.join(' to ')})`,
            `control ${check_in.control_per_second}/s, moved by ${check_in.control_spread}`,
            `grouped read of ${grouped_read.rows} rows: ${who} ${grouped_read.peer_ms} ms, ours ${grouped_read.ours_ms} ms: ${grouped_read.ratio} times (${grouped_read.ratio_range.join(' to ')})`,
          ],
        };
      } finally {
        await stopServers();
        await onServer(admin, `drop database if exists ${name} with (force)`);
      }
    },
  };
}

const { values } = parseArgs({
  options: {
    peer: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    'check-ins': { type: 'string', default: '8000' },
    branches: { type: 'string', default: '400' },
    districts: { type: 'string', default: '001' },
    folder: { type: 'string', default: HERE },
    'install-only': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const peer = peers[values.peer ?? ''];
if (!peer) throw new Error(`--peer is one of ${Object.keys(peers).join(', ')}.`);
const say = (line: string) => process.stderr.write(`${line}\n`);
await mkdir(HERE, { recursive: true });
const folder = join(resolve(values.folder), values.peer!);
say(`installing ${peer.name} ${peer.version} if it is not there`);
await peer.install(folder);
if (!values['install-only']) {
  const sizes = {
    branches: Number(values.branches),
    checkIns: Number(values['check-ins']),
    seconds: Number(values.seconds),
  };
  const { figures, lines } = await runBench('peers', benchOf(peer, sizes, folder), {
    seed: 1,
    rounds: Math.max(1, Number(values.rounds)),
    part: { districts: values.districts.split(',') },
    databaseUrl: process.env.DATABASE_URL,
    say,
    progress: () => {},
  });
  const result = { measured_at: new Date().toISOString(), ...figures };
  await appendFile(join(HERE, 'results.jsonl'), `${JSON.stringify(result)}\n`);
  await writeFile(join(HERE, `${values.peer}.json`), JSON.stringify(result, null, 2));
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${lines.join('\n')}\n`);
}

import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createMeeting, getMeeting } from '#features/meetings/contract.ts';
import { refreshReports } from '#features/reports/public.ts';
import { criteriaOf } from '#features/rulebooks/contract.ts';
import { monthOf } from '#kernel/civil-date.ts';
import { systemClock } from '#kernel/clock.ts';
import { CopyLane } from '#platform/database/copy.ts';
import { type Database, inTransaction, one, rows, run, sql } from '#platform/database/database.ts';
import { type Bench, type BenchWorld, judge, median } from './harness.ts';
import { cutsOf, type Fault, letFaultsHappen, recoveries } from './night/faults.ts';
import type { DriverWord, Measured, NightMeeting, Order, Task } from './night/plan.ts';
import { LOADER, NightServer } from './night/server-process.ts';

const DRIVER = fileURLToPath(new URL('./night/driver.ts', import.meta.url));
const rounded = (value: number): number => Number(value.toPrecision(4));

// The people of the night -------------------------------------------------------------------------------------------

/** Tells which of a branch's two meetings: the night itself, and the one on which single check-ins are measured. */
type Kind = 'regular' | 'thematic';

/** Branches with a secretary, members with an account and a session each, and the two meetings of today. */
export async function populate(
  db: Database,
  world: Pick<BenchWorld, 'say'>,
  branches: number,
  members: number,
): Promise<void> {
  const perBranch = Math.max(3, Math.round(members / branches));
  await inTransaction(db, 'write', async (tx) => {
    await run(tx, sql`create schema bench`);
    await run(
      tx,
      sql`create table bench.branch as
          select (row_number() over (order by unit_id))::int as n, unit_id as id from (
            select k.unit_id from units.unit_kind k
             where k.kind in ('branch', 'base-branch') and upper(k.valid) is null
             order by k.unit_id limit ${branches}) x`,
    );
    const { count } = await one(tx, sql<{ count: number }>`select count(*)::int as count from bench.branch`);
    if (count < branches) throw new Error(`The tree has ${count} branches only.`);
    await run(
      tx,
      sql`create table bench.member as
          select b.n as branch, i as place, uuidv7() as id, b.id as branch_id,
                 encode(sha256(('night ' || b.n || ' ' || i)::bytea), 'hex') as token
            from bench.branch b, generate_series(1, ${perBranch}::int) i`,
    );
    await run(tx, sql`create unique index on bench.member (branch, place)`);
    await run(
      tx,
      sql`insert into members.person (id, full_name, sort_key, search_key, created_at, changed_at)
          select id, 'Đảng viên ' || place, lpad(place::text, 4, '0'), 'dang vien ' || place, now(), now()
            from bench.member`,
    );
    await run(
      tx,
      sql`insert into members.membership (person_id, branch_id, nature, status, valid)
          select id, branch_id, 'home', 'official', daterange('2020-01-01', null) from bench.member`,
    );
    await run(
      tx,
      sql`insert into mandates.mandate (id, person_id, unit_id, post, valid, decision)
          select uuidv7(), id, branch_id, 'secretary', daterange('2025-01-01', null), '1-QĐ/ĐU'
            from bench.member where place = 1`,
    );
    await run(
      tx,
      sql`insert into platform.account (person_id, login, created_at)
          select id, 'n' || branch || '.' || place, now() from bench.member`,
    );
    // The secret is the text of the hash; the table keeps its hash, as always.
    await run(
      tx,
      sql`insert into platform.session (token_hash, person_id, created_at, last_seen_at, expires_at)
          select sha256(token::bytea), id, now(), now(), now() + interval '10 days' from bench.member`,
    );
    await run(
      tx,
      sql`insert into units.term (unit_id, valid, name)
          select id, daterange('2025-01-01', '2030-01-01'), '2025-2030' from bench.branch b
           where not exists (select from units.term t where t.unit_id = b.id and t.valid @> current_date)`,
    );
  });
  // Only what was filled: a table that was looked at while it was empty is read from end to end until the next look.
  await run(
    db.kysely,
    sql`vacuum analyze members.person, members.membership, mandates.mandate, platform.account, platform.session,
                       units.term, bench.branch, bench.member`,
  );
  world.say(`${branches} branches with ${perBranch} members each`);
}

/** The first branch plans its meetings over HTTP; the others get the same by copying the row. */
export async function planMeetings(db: Database, address: string, today: string): Promise<void> {
  const first = await one(
    db.kysely,
    sql<{ branchId: string; token: string }>`
      select branch_id as "branchId", token from bench.member where branch = 1 and place = 1`,
  );
  await run(db.kysely, sql`create table bench.meeting (kind text, branch int, id uuid, secret text)`);
  for (const kind of ['regular', 'thematic'] as const) {
    const answer = await fetch(`${address}${createMeeting.path.replace(':branchId', first.branchId)}`, {
      method: 'POST',
      headers: {
        cookie: `goc_session=${first.token}`,
        'content-type': 'application/json',
        'idempotency-key': `plan-${kind}-night`,
      },
      body: JSON.stringify({
        month: monthOf(today),
        kind,
        plannedOn: today,
        plannedTime: '19:30',
        place: 'Nhà văn hóa',
      }),
    });
    if (!answer.ok) throw new Error(`Planning failed: ${answer.status} ${await answer.text()}`);
    const { id } = (await answer.json()) as { id: string };
    await run(
      db.kysely,
      sql`insert into bench.meeting
          select ${kind}, b.n, case when b.n = 1 then ${id}::uuid else uuidv7() end,
                 encode(sha256((b.n || ${randomBytes(8).toString('hex')}::text)::bytea), 'hex')
            from bench.branch b`,
    );
    await run(
      db.kysely,
      sql`update meetings.meeting t set room_secret = n.secret from bench.meeting n
           where n.id = t.id and n.kind = ${kind}`,
    );
    await run(
      db.kysely,
      sql`insert into meetings.meeting (id, branch_id, month, kind, planned_on, planned_time, place, rules_id,
                                        room_secret, created_by, created_at)
          select n.id, b.id, t.month, t.kind, t.planned_on, t.planned_time, t.place, t.rules_id, n.secret,
                 m.id, now()
            from bench.meeting n join bench.branch b on b.n = n.branch
            join bench.member m on m.branch = b.n and m.place = 1
           cross join meetings.meeting t
           where t.id = ${id}::uuid and n.kind = ${kind} and n.branch > 1`,
    );
  }
  await run(db.kysely, sql`create unique index on bench.meeting (id)`);
  await run(db.kysely, sql`vacuum analyze meetings.meeting, bench.meeting`);
}

export async function writePlan(db: Database, kind: Kind, path: string): Promise<void> {
  const found = await rows(
    db.kysely,
    sql<NightMeeting>`
      select n.id, b.id as "branchId", n.secret as "roomSecret",
             (select jsonb_build_object('id', m.id, 'token', m.token) from bench.member m
               where m.branch = b.n and m.place = 1) as secretary,
             (select jsonb_agg(jsonb_build_object('id', m.id, 'token', m.token) order by m.place)
                from bench.member m where m.branch = b.n) as members
        from bench.meeting n join bench.branch b on b.n = n.branch where n.kind = ${kind} order by n.branch`,
  );
  await writeFile(path, JSON.stringify(found));
}

// Running -----------------------------------------------------------------------------------------------------------

/** Lets the devices do as ordered. `onBegin` hears when the first of them is due, in milliseconds since 1970. */
export function drive(order: Order, onBegin: (began: number) => void = () => {}): Promise<Measured> {
  return new Promise((done, fail) => {
    const child = spawn(
      process.execPath,
      ['--import', LOADER, '--max-semi-space-size=64', '--max-old-space-size=6000', DRIVER],
      {
        stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
      },
    );
    child.on('message', ({ began }: DriverWord) => onBegin(began));
    let said = '';
    child.stdout!.on('data', (bytes) => {
      said += bytes;
    });
    child.on('error', fail);
    child.on('exit', (code) =>
      code === 0 ? done(JSON.parse(said) as Measured) : fail(new Error(`The driver ended with ${code}.`)),
    );
    child.stdin!.end(JSON.stringify(order));
  });
}

/** CPU seconds and resident megabytes of all processes of this PostgreSQL, where the system tells. */
function databaseUse(postmaster: number): { cpu_s: number; rss_mb: number } {
  let ticks = 0;
  let pages = 0;
  try {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      let text: string;
      try {
        text = readFileSync(`/proc/${pid}/stat`, 'utf8');
      } catch {
        continue;
      }
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      // What connections that have ended used is counted with the process that started them.
      if (Number(pid) === postmaster) ticks += Number(fields[13]) + Number(fields[14]);
      if (Number(pid) !== postmaster && Number(fields[1]) !== postmaster) continue;
      ticks += Number(fields[11]) + Number(fields[12]);
      // Shared buffers are counted in every process that touched them: only what is its own is summed.
      const [, resident, shared] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number);
      pages += resident! - shared!;
    }
  } catch {
    return { cpu_s: 0, rss_mb: 0 };
  }
  return { cpu_s: ticks / 100, rss_mb: Math.round((pages * 4096) / 1e6) };
}

/** The process that started this one, where the system tells. */
const parentOf = (pid: number): number => {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return Number.NaN;
  }
};

/** The insert of one entry by itself. */
const oneRow = (branches: number): string => `\\set b random(1, ${branches})
\\set s random(1000000, 2000000000)
\\set l random(1, 1000)
insert into meetings.entry (meeting_id, id, branch_id, seq, kind, payload, author_id, device_id, lamport, at, received_at)
select n.id, gen_random_uuid(), n.id, :s, 'attendance-marked', '{"method": "qr", "memberId": "019cac0f-2680-7000-8000-000000000001", "presence": "present"}', n.id, n.id, :l, 1772713800000, now()
  from bench.floor_meeting n where n.n = :b on conflict do nothing;
`;

/**
 * A request of the night as one client would send it to the database: whose session it is and what that person is in
 * the branch, then the entry and the row of its meeting in one durable statement.
 */
const oneRequest = (
  branches: number,
  members: number,
  kind: string,
  payload: object,
): string => `\\set b random(1, ${branches})
\\set m random(1, ${members})
\\set l random(1, 1000)
select s.person_id, m.status, array(select d.post from mandates.mandate d where d.person_id = s.person_id and d.valid @> current_date) as posts
  from bench.floor_member f join platform.session s on s.token_hash = f.token_hash and s.expires_at > now()
  join platform.account a on a.person_id = s.person_id and a.disabled_at is null
  join members.membership m on m.person_id = s.person_id and m.valid @> current_date where f.n = :m;
with moved as (update meetings.meeting t set entry_count = t.entry_count + 1 from bench.floor_meeting n where n.n = :b and t.id = n.id returning t.id, t.branch_id, t.entry_count)
insert into meetings.entry (meeting_id, id, branch_id, seq, kind, payload, author_id, device_id, lamport, at, received_at)
select t.id, gen_random_uuid(), t.branch_id, t.entry_count, '${kind}', '${JSON.stringify(payload)}', t.id, t.id, :l, 1772713800000, now() from moved t;
`;

const SOMEBODY = '019cac0f-2680-7000-8000-000000000001';

/** The requests of the night by their share: votes, check-ins, what the secretary writes. */
const requestsOf = (branches: number, members: number) => [
  {
    share: 48,
    text: oneRequest(branches, members, 'vote-cast', { voteId: SOMEBODY, memberId: SOMEBODY, choice: 'yes' }),
  },
  {
    share: 24,
    text: oneRequest(branches, members, 'attendance-marked', {
      method: 'qr',
      memberId: SOMEBODY,
      presence: 'present',
    }),
  },
  {
    share: 18,
    text: oneRequest(branches, members, 'opinion-recorded', {
      opinionId: SOMEBODY,
      speakerKind: 'member',
      speakerId: SOMEBODY,
      text: 'Đề nghị chi bộ rà soát lại các điểm tập kết rác, phân công từng tổ kiểm tra và báo cáo vào kỳ sau.',
      nature: 'opinion',
    }),
  },
];

/** Transactions a second of pgbench with 16 clients, prepared, with durable commits. Null without pgbench. */
async function floor(
  url: string,
  folder: string,
  scripts: readonly { share: number; text: string }[],
  seconds: number,
): Promise<number | null> {
  const files: string[] = [];
  for (const [n, { share, text }] of scripts.entries()) {
    const path = join(folder, `floor-${n}.sql`);
    await writeFile(path, text);
    files.push('-f', `${path}@${share}`);
  }
  const ran = spawnSync(
    'pgbench',
    ['-n', '-M', 'prepared', '-c', '16', '-j', '2', '-T', String(seconds), ...files, url],
    { encoding: 'utf8' },
  );
  if (ran.error) return null;
  const tps = /tps = ([\d.]+)/.exec(ran.stdout)?.[1];
  if (tps === undefined) throw new Error(`pgbench: ${ran.stderr}`);
  return Number(tps);
}

/** Rows into which pgbench writes, so that what it wrote is never mistaken for the night's. */
async function floorMeetings(db: Database): Promise<void> {
  await run(db.kysely, sql`create table bench.floor_meeting (n int primary key, id uuid not null)`);
  await run(
    db.kysely,
    sql`insert into bench.floor_meeting select n.branch, uuidv7() from bench.meeting n where n.kind = 'regular'`,
  );
  await run(
    db.kysely,
    sql`create table bench.floor_member as
        select (row_number() over ())::int as n, sha256(token::bytea) as token_hash from bench.member`,
  );
  await run(db.kysely, sql`alter table bench.floor_member add primary key (n)`);
  await run(
    db.kysely,
    sql`insert into meetings.meeting (id, branch_id, month, kind, planned_on, planned_time, place, stage, rules_id,
                                      room_secret, created_by, created_at)
        select f.id, t.branch_id, t.month, t.kind, t.planned_on, t.planned_time, t.place, 'cancelled', t.rules_id,
               'x', t.created_by, t.created_at
          from bench.floor_meeting f join bench.meeting n on n.branch = f.n and n.kind = 'regular'
          join meetings.meeting t on t.id = n.id`,
  );
}

// The check in the database -------------------------------------------------------------------------------------------

type Checked = { acknowledged: number; lost: number; duplicated: number; closed: number };

/** Every acknowledged entry must be in the database once. */
async function check(db: Database, acksFile: string, kind: Kind): Promise<Checked> {
  return inTransaction(db, 'write', async (tx) => {
    await run(tx, sql`create temp table ack (what text, meeting uuid, id uuid) on commit drop`);
    const lane = new CopyLane(tx);
    let part: string[] = [];
    for await (const line of createInterface({ input: createReadStream(acksFile) })) {
      part.push(line.replaceAll(' ', '\t'));
      if (part.length < 50_000) continue;
      await lane.send('copy ack from stdin', Buffer.from(`${part.join('\n')}\n`));
      part = [];
    }
    if (part.length > 0) await lane.send('copy ack from stdin', Buffer.from(`${part.join('\n')}\n`));
    await lane.settle();
    await run(tx, sql`analyze ack, meetings.entry`);
    return one(
      tx,
      sql<Checked>`
        with own_mark as (
          select meeting_id, (payload ->> 'memberId')::uuid as member, count(*)::int as times
            from meetings.entry e join bench.meeting n on n.id = e.meeting_id and n.kind = ${kind}
           where e.kind = 'attendance-marked' and payload ->> 'method' = 'qr' group by 1, 2)
        select (select count(*) from ack)::int as acknowledged,
               (select count(*) from ack a where a.what = 'e' and not exists (
                  select from meetings.entry e where e.meeting_id = a.meeting and e.id = a.id))::int
             + (select count(*) from ack a where a.what = 'c' and not exists (
                  select from own_mark o where o.meeting_id = a.meeting and o.member = a.id))::int
             + (select count(*) from ack a where a.what = 'x' and not exists (
                  select from meetings.meeting m where m.id = a.meeting and m.stage = 'closed'))::int as lost,
               (select count(*) from own_mark where times > 1)::int
             + (select count(*) - count(distinct (meeting_id, id)) from meetings.entry)::int
             + (select count(*) from (select 1 from meetings.entry e
                  join bench.meeting n on n.id = e.meeting_id and n.kind = ${kind}
                 where e.kind = 'vote-cast'
                 group by e.meeting_id, e.payload ->> 'voteId', e.payload ->> 'memberId'
                having count(*) > 1) twice)::int as duplicated,
               (select count(*) from meetings.meeting m join bench.meeting n on n.id = m.id and n.kind = ${kind}
                 where m.stage = 'closed')::int as closed`,
    );
  });
}

export const meetingNightBench: Bench = {
  about: 'every branch of the city meets at once: check-in, opinions, votes, conclusion, score, closing',
  needs: 'tree',
  run: async (world) => {
    const { branches, members, minutes } = world.night;
    const { db, url, today } = world;
    await populate(db, world, branches, members);
    const folder = await mkdtemp(join(tmpdir(), 'goc-night-'));
    const server = await NightServer.start(url);
    const { port, address } = server;
    try {
      await planMeetings(db, address, today);
      await floorMeetings(db);
      // The figures of a month are made on its first day, not on the evening on which the branches meet.
      await refreshReports({ db, clock: systemClock });
      const plans = { regular: join(folder, 'night.json'), thematic: join(folder, 'single.json') };
      await writePlan(db, 'regular', plans.regular);
      await writePlan(db, 'thematic', plans.thematic);
      const send = (
        task: Task,
        connections: number,
        name: string,
        kind: Kind = 'regular',
        onBegin?: (began: number) => void,
      ) => drive({ port, connections, planFile: plans[kind], acksFile: join(folder, name), task }, onBegin);

      // One: single check-ins at 64 connections beside pgbench and beside the handler without a database, in turns.
      const perBranch = Math.max(3, Math.round(members / branches));
      const all = branches * perBranch;
      // One part more than there are rounds: the last is sent at a rate.
      const each = Math.floor(all / (world.rounds + 2));
      const floorSeconds = 4;
      const alternating: { floor: number; ours: number }[] = [];
      const controls: { floor: number; ours: number }[] = [];
      const singles: { lost: number; duplicated: number }[] = [];
      const rates: {
        ours: number;
        floor: number | null;
        control: number;
        /** Microseconds of CPU for each request: server, database; and of the server for the control. */
        cpu_us: { server: number; database: number; control: number };
      }[] = [];
      const { pid } = await one(db.kysely, sql<{ pid: number }>`select pg_backend_pid() as pid`);
      const postmaster = () => world.postgres?.pid ?? parentOf(pid);
      /** Of a PostgreSQL that was killed. */
      let spentBefore = 0;
      const use = async () => ({
        server: (await server.used()).cpu_s,
        database: spentBefore + databaseUse(postmaster()).cpu_s,
      });
      for (let round = 0; round <= world.rounds; round++) {
        const start = await use();
        const ours = await send(
          { kind: 'check-ins', connections: 64, from: round * each, to: (round + 1) * each },
          64,
          `single-${round}`,
          'thematic',
        );
        const end = await use();
        const tps = await floor(url, folder, [{ share: 1, text: oneRow(branches) }], floorSeconds);
        const controlStart = await use();
        const control = await send(
          { kind: 'control-closed', connections: 64, requests: Math.max(each, 5_000) },
          64,
          'control',
        );
        const controlEnd = await use();
        // The first round warms up and is not counted.
        if (round === 0) continue;
        const rate = ours.requests / driverSeconds(ours);
        const controlRate = control.requests / driverSeconds(control);
        if (tps !== null) alternating.push({ floor: 1 / tps, ours: 1 / rate });
        controls.push({ floor: 1 / controlRate, ours: 1 / rate });
        const perRequest = (seconds: number, requests: number) => rounded((seconds / requests) * 1e6);
        rates.push({
          ours: rounded(rate),
          floor: tps && rounded(tps),
          control: rounded(controlRate),
          cpu_us: {
            server: perRequest(end.server - start.server, ours.requests),
            database: perRequest(end.database - start.database, ours.requests),
            control: perRequest(controlEnd.server - controlStart.server, control.requests),
          },
        });
        singles.push(await check(db, join(folder, `single-${round}`), 'thematic'));
        world.progress(round / world.rounds, `check-ins: ${Math.round(rate)}/s`);
      }

      const steady = await atRate(send, { from: (world.rounds + 1) * each, most: each });
      singles.push(await check(db, join(folder, 'steady'), 'thematic'));

      // Two: the night.
      const criteria = await criteriaFor(address, db);
      const before = await use();
      server.peak = { rss: 0, heap: 0 };
      const seconds = minutes * 60;
      const nightMs = seconds * 1000;
      let happening: Promise<Fault[]> = Promise.resolve([]);
      const night = await send(
        {
          kind: 'night',
          seconds,
          criteria,
          listeners: true,
          everyScreen: world.night.everyScreen,
          faults: world.night.faults ? { cut: cutsOf(nightMs) } : null,
        },
        256,
        'night',
        'regular',
        (began) => {
          if (world.night.faults)
            happening = letFaultsHappen({
              began,
              nightMs,
              server,
              postgres: world.postgres,
              db,
              beforeKill: () => {
                spentBefore += databaseUse(postmaster()).cpu_s;
              },
              say: world.say,
            });
          // Heard when the night is over.
          happening.catch(() => {});
        },
      );
      const faults = await happening;
      const after = await use();
      const { desk } = await server.used();
      const { rss, heap } = server.peak;
      const { rss_mb } = databaseUse(postmaster());
      const checked = await check(db, join(folder, 'night'), 'regular');
      // What was carried out, not what was meant: a night that is late says so.
      const tookSeconds = Math.max(seconds, driverSeconds(night));
      const perSecond = Math.round(night.requests / tookSeconds);
      const mixed = await floor(url, folder, requestsOf(branches, all), 10);
      const cpuOf = (used: number) => rounded((used / night.requests) * 1e6);
      const control = await send(
        { kind: 'control-open', perSecond, seconds: Math.min(30, seconds) },
        256,
        'control',
      );

      const lost = checked.lost + singles.reduce((sum, one) => sum + one.lost, 0);
      const duplicated = checked.duplicated + singles.reduce((sum, one) => sum + one.duplicated, 0);
      const refused = Object.entries(night.errors).reduce(
        (sum, [what, n]) => sum + (what.startsWith('stream') ? 0 : n),
        0,
      );
      const recovered = recoveries(faults, night.timeline);
      const total = night.times.all!;
      const ratio = alternating.length === 0 ? null : rounded(1 / judge(alternating).ratio);
      const byControl = judge(controls);
      const p99Ratio = rounded(total.p99 / control.times.all!.p99);
      const rate = median(rates.map((one) => one.ours));
      return {
        figures: {
          night: world.night,
          requests: night.requests,
          wanted_per_second: Math.round(night.requests / seconds),
          per_second: perSecond,
          wanted_seconds: seconds,
          seconds: rounded(tookSeconds),
          floor_mix_per_second: mixed && rounded(mixed),
          ratio_to_floor_mix: mixed && rounded(perSecond / mixed),
          cpu_us_per_request: {
            server: cpuOf(after.server - before.server),
            database: cpuOf(after.database - before.database),
            driver: cpuOf(night.cpu_s),
          },
          p50_ms: rounded(total.p50),
          p95_ms: rounded(total.p95),
          p99_ms: rounded(total.p99),
          max_ms: rounded(total.max),
          errors: Object.values(night.errors).reduce((sum, n) => sum + n, 0),
          errors_by_kind: night.errors,
          retried: night.retried,
          acknowledged: checked.acknowledged,
          closed_meetings: checked.closed,
          lost,
          duplicated,
          /** Made on a device and neither acknowledged nor refused when the night had ended. */
          never_answered: night.made - night.acknowledged - refused,
          ...(world.night.faults ? { faults: recovered, lines_cut: night.cut } : {}),
          times_by_kind: night.times,
          listeners: night.heard,
          desk,
          control_p99_ms: rounded(control.times.all!.p99),
          p99_ratio: p99Ratio,
          check_in_per_second: rate,
          floor_per_second: rates.some((one) => one.floor !== null)
            ? median(rates.map((one) => one.floor ?? 0))
            : null,
          control_per_second: median(rates.map((one) => one.control)),
          ratio,
          ratio_range:
            alternating.length === 0
              ? null
              : judge(alternating)
                  .ratio_range.map((each) => rounded(1 / each))
                  .toReversed(),
          ratio_to_control: rounded(1 / byControl.ratio),
          check_in_at_rate: steady,
          check_in_rounds: rates,
          server: {
            cpu_s: rounded(after.server - before.server),
            rss_mb: Math.round(rss / 1e6),
            heap_mb: Math.round(heap / 1e6),
          },
          database: { cpu_s: rounded(after.database - before.database), rss_mb },
          driver: { cpu_s: rounded(night.cpu_s) },
        },
        lines: [
          `${branches} branches, ${all} members, ${minutes} minutes: ${night.requests} requests in ${rounded(tookSeconds)} s, ${perSecond}/s; pgbench with the same mix ${mixed === null ? '–' : Math.round(mixed)}/s`,
          `from the intended start: p50 ${rounded(total.p50)} ms, p95 ${rounded(total.p95)}, p99 ${rounded(total.p99)}, max ${rounded(total.max)}; p99 is ${p99Ratio} of the handler without a database (${rounded(control.times.all!.p99)} ms)`,
          `errors ${JSON.stringify(night.errors)}, came back after being told to wait: ${night.retried}`,
          ...recovered.map(
            (each) =>
              `${each.what} at ${each.at_s} s: mended after ${each.mended_ms} ms, first write after ${each.answered_again_ms} ms, nobody late after ${each.caught_up_ms} ms`,
          ),
          ...(night.heard.members > 0
            ? [
                `${night.heard.members} screens of members, of which ${night.heard.members_complete} heard all`,
              ]
            : []),
          `acknowledged ${checked.acknowledged}, lost ${lost}, duplicated ${duplicated}, meetings closed ${checked.closed}`,
          `check-ins at ${steady.per_second}/s: p50 ${steady.p50_ms} ms, p99 ${steady.p99_ms} ms, ${steady.p99_ratio} of the handler without a database`,
          `check-in at 64 connections: ${rate}/s, ${ratio ?? '–'} of pgbench -c 16, ${rounded(1 / byControl.ratio)} of the handler without a database`,
        ],
      };
    } finally {
      await server.end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Check-ins at a rate, and the handler without a database at the same rate before and after. */
async function atRate(
  send: (task: Task, connections: number, name: string, kind?: Kind) => Promise<Measured>,
  { from, most }: { from: number; most: number },
) {
  const perSecond = Math.min(3_000, Math.floor(most / 3));
  const seconds = Math.min(15, Math.floor(most / perSecond));
  const controlled = () => send({ kind: 'control-open', perSecond, seconds }, 256, 'control');
  const before = await controlled();
  const to = from + perSecond * seconds;
  const { times } = await send({ kind: 'check-ins-open', perSecond, from, to }, 256, 'steady', 'thematic');
  const after = await controlled();
  const control = (before.times.all!.p99 + after.times.all!.p99) / 2;
  const { p50, p95, p99, max } = times.all!;
  return {
    per_second: perSecond,
    p50_ms: rounded(p50),
    p95_ms: rounded(p95),
    p99_ms: rounded(p99),
    max_ms: rounded(max),
    control_p99_ms: rounded(control),
    p99_ratio: rounded(p99 / control),
  };
}

/** Without starting the process and reading the plan. */
const driverSeconds = (measured: Measured): number => measured.busy_s;

/** The sheet of the meeting, each criterion with its best mark. */
async function criteriaFor(address: string, db: Database): Promise<{ id: string; points: number }[]> {
  const { id, token } = await one(
    db.kysely,
    sql<{ id: string; token: string }>`
      select n.id, m.token from bench.meeting n join bench.member m on m.branch = n.branch and m.place = 1
       where n.kind = 'regular' and n.branch = 1`,
  );
  const answer = await fetch(`${address}${getMeeting.path.replace(':meetingId', id)}`, {
    headers: { cookie: `goc_session=${token}` },
  });
  const view = (await answer.json()) as {
    context: { rules: { 'score.sheet': { value: Parameters<typeof criteriaOf>[0] } } };
  };
  return criteriaOf(view.context.rules['score.sheet'].value).map((each) => ({
    id: each.id,
    points: each.max,
  }));
}

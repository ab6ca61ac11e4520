// scratch: check-ins only
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { z } from 'zod';
import { buildApp } from '#app/build-app.ts';
import { systemClock } from '#kernel/clock.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { one, sql } from '#platform/database/database.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { criteriaOf } from '#features/rulebooks/contract.ts';
import { deskOf } from '#features/meetings/public.ts';
import { freePort, runBench, type Bench } from './harness.ts';
import { drive, planMeetings, populate, writePlan } from './meeting-night.ts';

const [branchesArg = '1000', roundsArg = '4', perArg = '12000'] = process.argv.slice(2);
const branches = Number(branchesArg);
const rounds = Number(roundsArg);
const per = Number(perArg);
const CONN = Number(process.env.CONN ?? 64);

const cpuOf = (postmaster: number) => {
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
    let t: string;
    try { t = readFileSync(`/proc/${pid}/stat`, 'utf8'); } catch { continue; }
    const f = t.slice(t.lastIndexOf(')') + 2).split(' ');
    if (Number(pid) === postmaster) ticks += Number(f[13]) + Number(f[14]);
    if (Number(pid) !== postmaster && Number(f[1]) !== postmaster) continue;
    ticks += Number(f[11]) + Number(f[12]);
  }
  return ticks / 100;
};
import { Session } from 'node:inspector/promises';
const startProf = async () => { const s = new Session(); s.connect(); await s.post('Profiler.enable'); await s.post('Profiler.setSamplingInterval', { interval: 300 }); await s.post('Profiler.start'); return async (f: string) => { const { profile } = await s.post('Profiler.stop'); writeFileSync(f, JSON.stringify(profile)); s.disconnect(); }; };
const bench: Bench = {
  about: 'x', needs: 'tree',
  run: async (world) => {
    const { db, url, today } = world;
    await populate(db, world, branches, branches * 24);
    const folder = await mkdtemp(join(tmpdir(), 'goc-try-'));
    const port = await freePort();
    const config = { ...readConfig({ DATABASE_URL: url, GOC_DEMO: '0', GOC_LOG: 'error' }), port };
    const app = await buildApp({ db: await openDatabase({ url }), config, clock: systemClock, withJobs: false });
    app.server.post('/bench/control', { helmet: false, schema: { hide: true, body: z.object({ code: z.string().max(100) }), response: { 200: z.object({ method: z.string() }) } } },
      async (_r, reply) => reply.header('cache-control', 'private, no-store').send({ method: 'qr' }));
    const address = await app.server.listen({ port, host: '127.0.0.1' });
    await planMeetings(db, address, today);
    const plan = join(folder, 'p.json');
    await writePlan(db, 'thematic', plan);
    const { pid } = await one(db.kysely, sql<{ pid: number }>`select pg_backend_pid() as pid`);
    const st = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const postmaster = Number(st.slice(st.lastIndexOf(')') + 2).split(' ')[1]);
    const d = deskOf(app.world);
    const night = join(folder, 'n.json');
    await writePlan(db, 'regular', night);
    const { id, token } = (await one(db.kysely, sql<any>`select n.id, m.token from bench.meeting n join bench.member m on m.branch = n.branch and m.place = 1 where n.kind = 'regular' and n.branch = 1`)) as any;
    const view = (await (await fetch(`${address}/api/meetings/${id}`, { headers: { cookie: `goc_session=${token}` } })).json()) as any;
    const criteria = criteriaOf(view.context.rules['score.sheet'].value).map((each: any) => ({ id: each.id, points: each.max }));
    await sql`create extension if not exists pg_stat_statements`.execute(db.kysely);
    await sql`select pg_stat_statements_reset()`.execute(db.kysely);
    const c0 = process.cpuUsage(); const p0 = cpuOf(postmaster);
    const insp = process.env.PROFD ? await startProf() : undefined;
    const m = await drive({ port, connections: 256, planFile: night, acksFile: join(folder, 'a'), task: { kind: 'night', seconds: Number(process.env.SECS ?? 60), criteria, listeners: true, faults: null } });
    const c = process.cpuUsage(c0); const p = cpuOf(postmaster) - p0;
    if (insp) await insp(`${process.env.PROFD}/night.cpuprofile`);
    console.log(JSON.stringify({ n: m.requests, s: m.busy_s, per: { server: Math.round((c.user + c.system) / branches), db: Math.round(p * 1e6 / branches), driver: Math.round(m.cpu_s * 1e6 / branches) }, counts: d.counts, errors: m.errors }));
    console.log(JSON.stringify((globalThis as any).zz));
    for (const [k, v] of Object.entries(m.times)) console.log(k, JSON.stringify(v));
    const r = await sql<any>`select calls, round((total_plan_time)::numeric) as plan, round(total_exec_time::numeric) as exec, plans, left(regexp_replace(query, '\\s+', ' ', 'g'), 150) as q from pg_stat_statements where calls > 50 order by total_plan_time + total_exec_time desc limit 70`.execute(db.kysely);
    const tot = await sql<any>`select sum(calls) as calls, round(sum(total_plan_time)::numeric) as plan, round(sum(total_exec_time)::numeric) as exec from pg_stat_statements`.execute(db.kysely);
    console.log(JSON.stringify(tot.rows[0]));
    for (const x of r.rows) console.log(x.calls, x.plans, x.plan, x.exec, x.q);
    await app.close();
    return { figures: {}, lines: [] };
  },
};
await runBench('meeting-night', bench, { seed: 1, rounds: 1, isTrial: true, say: console.log, progress: () => {} } as any);
process.exit(0);

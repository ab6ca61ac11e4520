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
const startProf = async () => { const s = new Session(); s.connect(); await s.post('Profiler.enable'); await s.post('Profiler.setSamplingInterval', { interval: 200 }); await s.post('Profiler.start'); return async (f: string) => { const { profile } = await s.post('Profiler.stop'); writeFileSync(f, JSON.stringify(profile)); s.disconnect(); }; };
const bench: Bench = {
  about: 'x', needs: 'tree',
  run: async (world) => {
    const { db, url, today } = world;
    await populate(db, world, branches, Math.ceil(((rounds + 1) * per) / branches) * branches);
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
    for (let r = 0; r <= rounds; r++) {
      const c0 = process.cpuUsage(); const p0 = cpuOf(postmaster);
      const b0 = d.counts.batches;
      let perf: ReturnType<typeof spawn> | undefined;
      if (process.env.PERF && r === rounds) perf = spawn('perf', ['record', '-g', '-F', '999', '-o', process.env.PERF, '-a', '--', 'sleep', '30'], { stdio: 'ignore' });
      const insp = process.env.PROFD && r >= 2 ? await startProf() : undefined;
      const m = await drive({ port, connections: CONN, planFile: plan, acksFile: join(folder, 'a'), task: { kind: 'check-ins', connections: CONN, from: r * per, to: (r + 1) * per } });
      if (insp) await insp(`${process.env.PROFD}/r${r}.cpuprofile`);
      if (perf) { spawnSync('pkill', ['-INT', '-P', String(process.pid), '-x', 'perf']); await new Promise((done) => perf!.on('exit', done)); }
      const c = process.cpuUsage(c0); const p = cpuOf(postmaster) - p0;
      const c1 = process.cpuUsage();
      const ctl = await drive({ port, connections: CONN, planFile: plan, acksFile: join(folder, 'b'), task: { kind: 'control-closed', connections: CONN, requests: per } });
      const cc = process.cpuUsage(c1);
      console.log(JSON.stringify({ r, rate: Math.round(m.requests / m.busy_s), ctl: Math.round(ctl.requests / ctl.busy_s), ratio: +((m.requests / m.busy_s) / (ctl.requests / ctl.busy_s)).toFixed(3), us: { server: Math.round((c.user + c.system) / m.requests), user: Math.round(c.user / m.requests), db: Math.round((p * 1e6) / m.requests), driver: Math.round((m.cpu_s * 1e6) / m.requests), ctlServer: Math.round((cc.user + cc.system) / per), ctlDriver: Math.round((ctl.cpu_s * 1e6) / per) }, batch: +(m.requests / (d.counts.batches - b0)).toFixed(1), p50: m.times.all!.p50.toFixed(1), p99: m.times.all!.p99.toFixed(1), errors: m.errors, passed: d.counts.passedOn }));
    }
    if (process.env.STAT) {
      const src = readFileSync('src/features/meetings/db/desk.sql.ts', 'utf8');
      for (const m of src.matchAll(/text: `([\s\S]*?)`/g)) {
        try {
          const r = await sql.raw<any>(`explain (generic_plan, costs off) ${m[1]}`).execute(db.kysely);
          console.log(r.rows.map((x: any) => x['QUERY PLAN']).join('\n'));
        } catch (e) { console.log(String(e)); }
      }
    }
    await app.close();
    return { figures: {}, lines: [] };
  },
};
await runBench('meeting-night', bench, { seed: 1, rounds: 1, isTrial: true, say: console.log, progress: () => {} } as any);
process.exit(0);

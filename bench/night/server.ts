import { getHeapStatistics } from 'node:v8';
import { z } from 'zod';
import { buildApp, owners } from '#app/build-app.ts';
import { deskOf } from '#features/meetings/public.ts';
import { listen } from '#platform/http/listen.ts';
import { bringUpToDate, openInstalled, settings } from '../../src/cli/installation.ts';
import { NEWER, type ServerWord } from './plan.ts';

// The server of the night in a process of its own, started as `goc start` starts it: opened, brought up to date, with its
// scheduled work. It has one handler more, the control, and tells the bench what it used.

const config = settings();
const db = await openInstalled(config);
const isNewer = process.env[NEWER] === '1';
await bringUpToDate(
  db,
  true,
  isNewer
    ? [
        ...owners,
        {
          name: 'newer',
          migrations: [
            { name: '2099-01-01-newer', sql: 'alter table meetings.entry add column newer text' } as const,
          ],
        },
      ]
    : owners,
);
const app = await buildApp({ db, config, withJobs: true });
// The control: same server, same body, no database.
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
await listen(app.server, config);

const say = (word: ServerWord) => process.send?.(word);
const used = (): ServerWord => {
  const { user, system } = process.cpuUsage();
  return {
    kind: 'used',
    cpu_s: (user + system) / 1e6,
    rss: process.memoryUsage.rss(),
    heap: getHeapStatistics().used_heap_size,
    desk: { ...deskOf(app.world).counts },
  };
};
setInterval(() => say(used()), 250);
process.on('message', () => say(used()));
const stop = async () => {
  await app.close();
  process.exit(0);
};
process.once('SIGTERM', stop);
// Without the bench there is nobody whom it serves.
process.once('disconnect', () => process.exit(0));
say({ kind: 'ready' });

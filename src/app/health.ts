import { z } from 'zod';
import { route } from '#kernel/route.ts';
import { one, sql } from '#platform/database/database.ts';
import { handle } from '#platform/http/handle.ts';

export const getHealth = route({
  method: 'GET',
  path: '/api/health',
  summary: 'Whether the server answers and its database with it',
  verb: 'public',
  response: z.object({
    status: z.literal('ok'),
    engine: z.enum(['embedded', 'postgres']),
    now: z.iso.datetime(),
  }),
});

export const healthHandlers = [
  handle(getHealth, async ({ tx, world, nowMs }) => {
    await one(tx, sql`select 1 as x`);
    return { status: 'ok' as const, engine: world.db.engine, now: new Date(nowMs).toISOString() };
  }),
];

import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { loadActor } from '#features/mandates/public.ts';
import { type Clock, systemClock } from '#kernel/clock.ts';
import type { Config } from '#platform/config/read-config.ts';
import { type Database, inTransaction } from '#platform/database/database.ts';
import { forgetOldFactChanges } from '#platform/database/held-facts.ts';
import { platformMigrations } from '#platform/database/platform-migrations.ts';
import type { World } from '#platform/feature.ts';
import { buildServer } from '#platform/http/build-server.ts';
import { forgetOldKeys } from '#platform/http/request-keys.ts';
import { startJobs } from '#platform/jobs.ts';
import { LiveBus } from '#platform/live/live-bus.ts';
import { sendDueMail } from '#platform/outbox/send-mail.ts';
import { forgetOldRightsChanges } from '#platform/sign-in/rights-changes.ts';
import { features } from './features.ts';
import { healthHandlers } from './health.ts';
import { ServerMetrics } from './metrics.ts';
import { operatorHandlers, operatorPolicy } from './operator.ts';

/** All owners of tables, for the migrations. */
export const owners = [{ name: 'platform', migrations: platformMigrations }, ...features];

export const clientFolder = fileURLToPath(new URL('../../dist/client/', import.meta.url));

const platformJobs = [
  {
    name: 'send-mail',
    pattern: '*/20 * * * * *',
    run: async (world: World) => void (await sendDueMail(world)),
  },
  {
    name: 'forget-request-keys',
    pattern: '17 3 * * *',
    run: (world: World) => inTransaction(world.db, 'write', (tx) => forgetOldKeys(tx, world.clock.now())),
  },
  {
    name: 'forget-rights-changes',
    pattern: '27 3 * * *',
    run: (world: World) => inTransaction(world.db, 'write', forgetOldRightsChanges),
  },
  {
    name: 'forget-fact-changes',
    pattern: '37 3 * * *',
    run: (world: World) => inTransaction(world.db, 'write', forgetOldFactChanges),
  },
];

export type App = { server: FastifyInstance; world: World; close: () => Promise<void> };

/** The whole product over an open, migrated database, not yet listening. A test gives its own clock. */
export async function buildApp(options: {
  db: Database;
  config: Config;
  clock?: Clock;
  /** Scheduled work runs in the product and stands still in tests. */
  withJobs: boolean;
  /** Where log lines go instead of the standard output. */
  log?: World['log'];
}): Promise<App> {
  const world: World = {
    db: options.db,
    config: options.config,
    clock: options.clock ?? systemClock,
    live: new LiveBus(),
    log: options.log ?? pino({ level: options.config.logLevel }),
    features,
  };
  const operator = operatorHandlers(() => metrics.figures());
  const server = await buildServer({
    world,
    loadActor,
    handlers: [...healthHandlers, ...operator],
    policy: operatorPolicy,
    clientFolder,
  });
  const metrics = new ServerMetrics(world, server, { watches: options.withJobs });
  const stopJobs = options.withJobs
    ? startJobs(world, [...platformJobs, ...features.flatMap((f) => f.jobs)])
    : () => {};
  return {
    server,
    world,
    close: async () => {
      stopJobs();
      metrics.stop();
      await server.close();
      await options.db.close();
    },
  };
}

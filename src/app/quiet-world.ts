import pino from 'pino';
import { systemClock } from '#kernel/clock.ts';
import type { Config } from '#platform/config/read-config.ts';
import type { Database } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import { LiveBus } from '#platform/live/live-bus.ts';
import { features } from './features.ts';

/** The world for work without a server: nobody listens live, nothing is logged, every feature hears the others. */
export const quietWorld = (db: Database, config: Config): World => ({
  db,
  config,
  clock: systemClock,
  live: new LiveBus(),
  log: pino({ level: 'silent' }),
  features,
});

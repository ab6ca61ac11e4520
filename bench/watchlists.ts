import { quietWorld } from '#app/quiet-world.ts';
import { refreshReports } from '#features/reports/public.ts';
import { measureSigns } from '#features/watchlists/public.ts';
import { instantOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { one, run, sql } from '#platform/database/database.ts';
import { type Bench, spreadOf, timed } from './harness.ts';

/** Requests of each screen whose times count. */
const EACH = 60;

/** The signs of every branch of the city worked out, and the screens that a city officer opens on them. */
export const watchlistsBench: Bench = {
  about: 'signs of every branch of the city, and the watch list of the city',
  needs: 'city',
  run: async (world) => {
    const { db, today } = world;
    const { log } = quietWorld(db, readConfig({ GOC_LOG: 'silent' }));
    const at = { db, log, clock: { now: () => instantOf(today, '10:00') } };
    world.say('facts are brought up to date');
    await refreshReports(at);
    world.say('signs are worked out');
    const measured = await timed(() => measureSigns(at));
    await run(db.kysely, sql`vacuum analyze watchlists.sign`);
    const { showing } = await one(
      db.kysely,
      sql<{ showing: number }>`select count(*)::int as showing from watchlists.sign`,
    );
    const { unitId: city } = await one(
      db.kysely,
      sql<{ unitId: Id }>`
        select unit_id as "unitId" from units.unit_path where depth = 0 and valid @> ${today}::text::date`,
    );
    world.say('whole answers');
    const served = await world.serve();
    const analyst = await served.enterAs(0);
    const pages: Record<string, string> = {
      signs: 'watchlist/signs',
      one_sign: 'watchlist/signs?sign=attendance&show=all',
      below: 'watchlist/below',
      list: 'watchlist',
    };
    const times: Record<string, number[]> = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
    for (let round = 0; round < EACH + 5; round++)
      for (const [name, path] of Object.entries(pages)) {
        const time = await timed(() => analyst.get(`/api/units/${city}/${path}`));
        // The first rounds fill caches.
        if (round >= 5) times[name]!.push(time);
      }
    const answers = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, spreadOf(all)]));
    const p95 = Math.max(...Object.values(answers).map((answer) => answer.p95_ms));
    return {
      figures: { p95_ms: p95, measure_s: Math.round(measured / 100) / 10, showing, answers },
      lines: [
        `Signs of the city: ${Math.round(measured / 100) / 10} s, ${showing} branches show some.`,
        ...Object.entries(answers).map(([name, answer]) => `${name}: p95 ${answer.p95_ms} ms`),
      ],
    };
  },
};

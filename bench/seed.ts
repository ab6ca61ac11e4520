import { seedCity } from '#app/seed/city/seed-city.ts';
import { one, sql } from '#platform/database/database.ts';
import type { Bench } from './harness.ts';

/** How long the city takes to make, how large it is, and how much memory its maker needs. */
export const seedBench: Bench = {
  about: 'making the whole city: seconds, size on disk, memory',
  needs: 'empty',
  run: async ({ db, seed, part, today, progress }) => {
    let most = 0;
    const before = process.memoryUsage.rss();
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 200);
    const began = performance.now();
    const cpuBefore = process.cpuUsage();
    const sizes = await seedCity(db, { seed, today, ...(part ? { part } : {}), progress }).finally(() =>
      clearInterval(watch),
    );
    const seconds = (performance.now() - began) / 1000;
    const cpu = process.cpuUsage(cpuBefore);
    const { bytes } = await one(
      db.kysely,
      sql<{ bytes: number }>`select pg_database_size(current_database())::float8 as bytes`,
    );
    const figures = {
      made: sizes,
      seconds: Math.round(seconds),
      own_cpu_seconds: Math.round((cpu.user + cpu.system) / 1e6),
      database_mb: Math.round(bytes / 1e6),
      memory_growth_mb: Math.round((most - before) / 1e6),
    };
    return {
      figures,
      lines: [
        `${sizes.branches} branches, ${sizes.members} members, ${sizes.meetings} meetings, ${sizes.attendance} presences`,
        `${figures.seconds} s, of which ${figures.own_cpu_seconds} s of this process' own work; ${figures.database_mb} MB on disk; ${figures.memory_growth_mb} MB of memory`,
      ],
    };
  },
};

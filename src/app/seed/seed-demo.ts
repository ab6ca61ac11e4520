import { readNoticesUntil } from '#features/meetings/public.ts';
import { refreshReports } from '#features/reports/public.ts';
import { measureSigns } from '#features/watchlists/public.ts';
import { addDays, dayInMonth, lastDayOf, monthOf } from '#kernel/civil-date.ts';
import { systemClock, today as todayOf } from '#kernel/clock.ts';
import type { Config } from '#platform/config/read-config.ts';
import { type Database, inTransaction, type Tx } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import { quietWorld } from '../quiet-world.ts';
import { Random } from './random.ts';
import { seedDirectives } from './seed-directives.ts';
import { seedEffects } from './seed-effects.ts';
import { seedGrading } from './seed-grading.ts';
import { HistoryWriter } from './seed-history.ts';
import { seedLessons } from './seed-lessons.ts';
import { seedRequests } from './seed-requests.ts';
import { seedScheme } from './seed-scheme.ts';
import { seedTransfers } from './seed-transfers.ts';
import { historyMonths, isForVisitors, seedWard } from './seed-ward.ts';
import { seedWatchlists } from './seed-watchlists.ts';

/** News of the last weeks is still new; what came before has been read. */
const READ_AFTER_MS = 14 * 86_400_000;

export type SeededDemo = { branches: number; members: number; meetings: number };

/** Told before each part how much is done, from 0 to 1, and what comes. */
type Progress = (share: number, what: string) => void;

/**
 * Fills an empty database with the demo ward and three months of its life, written by the same actions as real work.
 * All of it is one transaction: whoever stops it half-way leaves an empty database, and the next start begins anew.
 */
export async function seedDemo(
  db: Database,
  config: Config,
  seed: number,
  progress: Progress = () => {},
): Promise<SeededDemo> {
  const world = quietWorld(db, config);
  const made = await inTransaction(db, 'write', (tx) => writeDemo(tx, world, seed, progress));
  progress(0.95, 'số liệu tổng hợp / figures');
  await refreshReports(world);
  await measureSigns(world);
  progress(1, '');
  return made;
}

/** This month is under way: some branches have met, some have planned, a few have done nothing; branch 5 meets tomorrow. */
async function writeDemo(tx: Tx, world: World, seed: number, progress: Progress): Promise<SeededDemo> {
  const nowMs = systemClock.now();
  const today = todayOf(systemClock);
  const ward = await seedWard(tx, { seed, today, nowMs });
  const random = new Random(seed + 1);
  const directives = await seedDirectives(tx, ward, today, new Random(seed + 2));
  const history = new HistoryWriter(tx, world, random, directives);

  let meetings = 0;
  const month = monthOf(today);
  // The meetings that a newcomer runs lie ahead, and inside this month.
  const next = addDays(today, 1) > lastDayOf(month) ? today : addDays(today, 1);
  for (const [index, branch] of ward.branches.entries()) {
    progress((0.95 * index) / ward.branches.length, branch.name);
    const isLeft = isForVisitors(index);
    const day = isLeft ? Number(next.slice(8)) : 3 + ((index * 5) % 12);
    await history.setSeries(branch, day);
    for (const past of historyMonths(today)) meetings += await history.liveThrough(branch, past, day);

    const usual = isLeft ? next : dayInMonth(month, day);
    if (!isLeft && history.skips(branch)) continue;
    const id = await history.prepare(branch, month, usual, !isLeft);
    meetings++;
    if (isLeft || usual >= today) continue;
    await history.hold(branch, id, usual);
    // A follower who has not looked yet leaves work for the officer to see.
    if (random.chance(0.7)) await history.close(branch, id, addDays(usual, 1));
  }
  await seedTransfers(tx, world, ward, today);
  const pilot = await seedEffects(tx, ward, today);
  await seedScheme(tx, ward, pilot, today, new Random(seed + 4));
  await seedLessons(tx, ward, today);
  await seedRequests(tx, ward, today, new Random(seed + 3));
  await seedWatchlists(tx, ward, today);
  await seedGrading(tx, ward, today, new Random(seed + 5));
  // What was told in former months has been read long since.
  await readNoticesUntil(tx, nowMs - READ_AFTER_MS);
  return {
    branches: ward.branches.length,
    members: ward.branches.reduce((sum, b) => sum + b.members.length, 0),
    meetings,
  };
}

import { systemClock, today } from '#kernel/clock.ts';
import type { Config } from '#platform/config/read-config.ts';
import { type Database, inTransaction } from '#platform/database/database.ts';
import { seedWard } from './seed-ward.ts';

/** Fills an empty database with the demo ward. Returns how much was made. */
export async function seedDemo(
  db: Database,
  _config: Config,
  seed: number,
): Promise<{ branches: number; members: number; meetings: number }> {
  const nowMs = systemClock.now();
  const ward = await inTransaction(db, 'write', (tx) =>
    seedWard(tx, { seed, today: today(systemClock), nowMs }),
  );
  return {
    branches: ward.branches.length,
    members: ward.branches.reduce((sum, b) => sum + b.members.length, 0),
    meetings: 0,
  };
}

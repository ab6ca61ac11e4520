import { inTransaction } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import { selectKeyStates } from '../db/ballots.sql.ts';
import { destroyKeys, forgetKeys, keptKeys, keysInUse } from './ballot-keys.ts';

/** A file that no ballot claims may belong to one that is being opened at this moment. */
const UNCLAIMED_MS = 60 * 60_000;

/**
 * Destroys keys whose ballots are over: after a crash between closing and destroying, and those made for an opening that
 * was refused. Keys of open ballots are never touched.
 */
export async function sweepKeys(world: World): Promise<number> {
  const kept = await keptKeys(world);
  const known = [...new Set([...kept.map(({ keyId }) => keyId), ...keysInUse(world)])];
  if (known.length === 0) return 0;
  const states = new Map(
    (await inTransaction(world.db, 'read', (tx) => selectKeyStates(tx, known))).map((row) => [
      row.keyId,
      row.isOpen,
    ]),
  );
  let destroyed = 0;
  for (const { keyId, madeMs } of kept) {
    const isOpen = states.get(keyId);
    if (isOpen === true || (isOpen === undefined && world.clock.now() - madeMs < UNCLAIMED_MS)) continue;
    destroyKeys(world, keyId);
    destroyed++;
  }
  forgetKeys(world, (keyId) => states.get(keyId) === false);
  return destroyed;
}

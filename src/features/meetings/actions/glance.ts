import { createHash } from 'node:crypto';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { World } from '#platform/feature.ts';
import { type Glance, glanceAtAll } from '../db/desk.sql.ts';

/** Streams that want to know at about the same time are asked about together. */
const GATHER_MS = 200;
const MOST_AT_ONCE = 400;

type Watcher = { token: string; branchId: Id; meetingId: Id; day: CivilDate };
type Asked = { watcher: Watcher; done: (found: Glance | undefined) => void; fail: (error: unknown) => void };

const waiting = new WeakMap<World, Asked[]>();

async function askAll(world: World): Promise<void> {
  const all = waiting.get(world) ?? [];
  waiting.delete(world);
  for (let from = 0; from < all.length; from += MOST_AT_ONCE) {
    const part = all.slice(from, from + MOST_AT_ONCE);
    try {
      const questions = part.map(({ watcher: { token, ...rest } }, n) => ({
        ...rest,
        n,
        token: createHash('sha256').update(token).digest('hex'),
      }));
      const found = new Map(
        (await glanceAtAll(world.db, questions, world.clock.now())).map((each) => [each.n, each]),
      );
      for (const [n, { done }] of part.entries()) done(found.get(n));
    } catch (error) {
      for (const { fail } of part) fail(error);
    }
  }
}

/**
 * Whether the owner of this session plainly still is of the branch, and how long the journal is by now. Undefined for
 * everybody else, whose rights are then looked at one by one. One statement serves all streams that ask at about the
 * same time. Errors: those of the database.
 */
export function glance(world: World, watcher: Watcher): Promise<Glance | undefined> {
  return new Promise((done, fail) => {
    const others = waiting.get(world);
    if (others) others.push({ watcher, done, fail });
    else {
      waiting.set(world, [{ watcher, done, fail }]);
      setTimeout(() => void askAll(world), GATHER_MS).unref();
    }
  });
}

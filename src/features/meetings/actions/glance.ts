import { createHash } from 'node:crypto';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { World } from '#platform/feature.ts';
import { type Glance, glanceAtAll } from '../db/desk.sql.ts';

/** Streams that want to know at about the same time are asked about together. */
const GATHER_MS = 200;
const MOST_AT_ONCE = 400;
/** Above this many that wait, whoever opens a screen is told when to come back. */
const MOST_WAITING = 4_000;

export type Watcher = {
  token: string;
  meetingId: Id;
  day: CivilDate;
  /** The branch and the units above it, where it matters whether the month is closed. */
  unitIds?: readonly Id[];
};
type Asked = { watcher: Watcher; done: (found: Glance | undefined) => void; fail: (error: unknown) => void };
/** `within`: the shortest time for which one of them waits. */
type Gathering = { asked: Asked[]; within: number };

const gatherings = new WeakMap<World, Gathering>();

async function askAll(world: World, { asked }: Gathering): Promise<void> {
  for (let from = 0; from < asked.length; from += MOST_AT_ONCE) {
    const part = asked.slice(from, from + MOST_AT_ONCE);
    try {
      const questions = part.map(({ watcher: { token, unitIds = [], ...rest } }, n) => ({
        ...rest,
        n,
        token: createHash('sha256').update(token).digest('hex'),
        unitIds,
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
 * Who the owner of this session is in the branch of a meeting, if plainly of it still, and how long the journal is by now. Undefined for
 * everybody else, whose rights are then looked at one by one. One statement serves all who ask at about the same time.
 * @param withinMs how long to wait for others
 * Errors: those of the database; `platform.too-many-waiting`.
 */
export function glance(
  world: World,
  watcher: Watcher,
  withinMs: number = GATHER_MS,
): Promise<Glance | undefined> {
  return new Promise((done, fail) => {
    const gathering = gatherings.get(world) ?? { asked: [], within: Number.POSITIVE_INFINITY };
    if (gathering.asked.length >= MOST_WAITING)
      return fail(new DomainError({ code: 'platform.too-many-waiting' }));
    gathering.asked.push({ watcher, done, fail });
    gatherings.set(world, gathering);
    if (withinMs >= gathering.within) return;
    gathering.within = withinMs;
    setTimeout(() => {
      // Somebody in more of a hurry may have taken all along.
      if (gatherings.get(world) !== gathering) return;
      gatherings.delete(world);
      void askAll(world, gathering);
    }, withinMs).unref();
  });
}

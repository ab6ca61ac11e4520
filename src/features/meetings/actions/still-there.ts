import { civilDateAt } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { World } from '#platform/feature.ts';
import { type Glance, lengthsOf, rightsChangedSince } from '../db/desk.sql.ts';
import { glance, type Watcher } from './glance.ts';

/** Questions of many streams within this time are asked together. */
const GATHER_MS = 200;
/** Streams of one meeting that ask within this time share an answer. */
const LENGTH_LASTS_MS = 20_000;
const MOST_LENGTHS = 50_000;
/** Of more people than this nobody remembers one by one who has changed. */
const MOST_CHANGED = 100_000;
const EVERYBODY: Id = '00000000-0000-0000-0000-000000000000';

/** What is known of a reader of the branch, and up to which look at changed rights that holds. */
export type Sure = Pick<Glance, 'personId' | 'expiresAt'> & { generation: number };

/**
 * Whose rights have changed lately, for all open streams of a server: asked about once for all that want to know at about the
 * same time, by the same notes that guard what the desk writes (decision 0051).
 */
class RightsWatch {
  /** Counts the looks. */
  generation = 0;
  #seen: string | null = null;
  /** The look that found the last change of somebody, or of everybody. */
  #changed = new Map<Id, number>();
  #allChanged = 0;
  #asking: Promise<void> | undefined;

  constructor(private readonly world: World) {}

  /**
   * Asks whether something may have changed for this person since that look. Answers with the look up to which nothing has, or
   * null. Errors: those of the database.
   */
  async unchangedUpTo(personId: Id, since: number): Promise<number | null> {
    this.#asking ??= this.#ask();
    await this.#asking;
    const changed = Math.max(this.#allChanged, this.#changed.get(personId) ?? 0);
    return changed > since ? null : this.generation;
  }

  async #ask(): Promise<void> {
    try {
      await new Promise((done) => setTimeout(done, GATHER_MS).unref());
    } finally {
      this.#asking = undefined;
    }
    const { seen, people } = await rightsChangedSince(this.world.db, this.#seen);
    this.generation += 1;
    // Before the first look nobody knows what changed.
    if (this.#seen === null || people.includes(EVERYBODY)) this.#allChanged = this.generation;
    else for (const personId of people) this.#changed.set(personId, this.generation);
    if (this.#changed.size > MOST_CHANGED) {
      this.#changed.clear();
      this.#allChanged = this.generation;
    }
    this.#seen = seen;
  }
}

const watches = new WeakMap<World, RightsWatch>();

function watchOf(world: World): RightsWatch {
  let watch = watches.get(world);
  if (watch === undefined) {
    watch = new RightsWatch(world);
    watches.set(world, watch);
  }
  return watch;
}

/** To be read before asking who somebody is: what is found then holds from this look on. */
export const rightsGeneration = (world: World): number => watchOf(world).generation;

type Lengths = {
  known: Map<Id, { count: number; at: number }>;
  asking: { ids: Set<Id>; done: Promise<Map<Id, number>> } | undefined;
};
const lengths = new WeakMap<World, Lengths>();

/** How many entries the journal has, at most twenty seconds ago. Errors: those of the database. */
async function lengthOf(world: World, meetingId: Id): Promise<number | undefined> {
  const held = lengths.get(world) ?? { known: new Map(), asking: undefined };
  lengths.set(world, held);
  const known = held.known.get(meetingId);
  if (known !== undefined && Math.abs(world.clock.now() - known.at) < LENGTH_LASTS_MS) return known.count;
  if (held.asking === undefined) {
    const ids = new Set<Id>();
    const ask = async () => {
      await new Promise((done) => setTimeout(done, GATHER_MS).unref());
      held.asking = undefined;
      const found = await lengthsOf(world.db, [...ids]);
      const at = world.clock.now();
      if (held.known.size > MOST_LENGTHS) held.known.clear();
      for (const [id, count] of found) held.known.set(id, { count, at });
      return found;
    };
    held.asking = { ids, done: ask() };
  }
  const { ids, done } = held.asking;
  ids.add(meetingId);
  return (await done).get(meetingId);
}

/** One open stream's question, every minute: may its reader go on reading, and is there more to read. */
export class StillThere {
  constructor(
    private readonly world: World,
    private readonly watcher: Watcher,
    private sure: Sure | null,
  ) {}

  /** The length of the journal when the reader plainly is of the branch still; else undefined. Errors: those of the database. */
  async length(): Promise<number | undefined> {
    const { world, watcher, sure } = this;
    const now = world.clock.now();
    const day = civilDateAt(now);
    if (sure !== null && sure.expiresAt > now && day === watcher.day) {
      const upTo = await watchOf(world).unchangedUpTo(sure.personId, sure.generation);
      if (upTo !== null) {
        sure.generation = upTo;
        return lengthOf(world, watcher.meetingId);
      }
    }
    const generation = rightsGeneration(world);
    watcher.day = day;
    const found = await glance(world, watcher);
    this.sure =
      found === undefined ? null : { personId: found.personId, expiresAt: found.expiresAt, generation };
    return found?.entryCount;
  }
}

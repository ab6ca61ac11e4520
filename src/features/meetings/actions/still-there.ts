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
/** What changed longer ago than this is forgotten: whoever has not asked since then is asked about anew. */
const CHANGES_LAST_MS = 5 * 60_000;
const EVERYBODY: Id = '00000000-0000-0000-0000-000000000000';

/** What is known of a reader of the branch, and up to which look at changed rights that holds. */
export type Sure = Pick<Glance, 'personId' | 'expiresAt' | 'entryCount'> & { generation: number };

/**
 * Whose rights have changed lately, for all open streams of a server: asked about once for all that want to know at about the
 * same time, by the same notes that guard what the desk writes (decision 0051).
 */
class RightsWatch {
  /** Counts the looks. */
  generation = 0;
  #seen: string | null = null;
  #looks: { generation: number; at: number; people: ReadonlySet<Id> }[] = [];
  #asking: Promise<void> | undefined;

  constructor(private readonly world: World) {}

  /** Whether something may have changed for this person since that look. Errors: those of the database. */
  async hasChanged(personId: Id, since: number): Promise<boolean> {
    this.#asking ??= this.#ask();
    await this.#asking;
    if (since < (this.#looks[0]?.generation ?? this.generation) - 1) return true;
    return this.#looks.some(
      ({ generation, people }) => generation > since && (people.has(personId) || people.has(EVERYBODY)),
    );
  }

  async #ask(): Promise<void> {
    try {
      await new Promise((done) => setTimeout(done, GATHER_MS).unref());
    } finally {
      this.#asking = undefined;
    }
    const { seen, people } = await rightsChangedSince(this.world.db, this.#seen);
    const now = this.world.clock.now();
    // Before the first look nobody knows what changed.
    const changed = this.#seen === null ? [EVERYBODY] : people;
    this.#seen = seen;
    this.generation += 1;
    this.#looks.push({ generation: this.generation, at: now, people: new Set(changed) });
    while (now - (this.#looks[0]?.at ?? now) > CHANGES_LAST_MS) this.#looks.shift();
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
    const isSame =
      sure !== null &&
      sure.expiresAt > now &&
      day === watcher.day &&
      !(await watchOf(world).hasChanged(sure.personId, sure.generation));
    if (isSame) {
      sure.generation = watchOf(world).generation;
      return lengthOf(world, watcher.meetingId);
    }
    const generation = rightsGeneration(world);
    watcher.day = day;
    const found = await glance(world, watcher);
    this.sure = found === undefined ? null : { ...found, generation };
    return found?.entryCount;
  }
}

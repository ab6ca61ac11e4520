import type { FastifyBaseLogger } from 'fastify';
import type { Actor, Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Clock } from '#kernel/clock.ts';
import type { ErrorTable } from '#kernel/error-table.ts';
import type { Id } from '#kernel/ids.ts';
import type { Config } from './config/read-config.ts';
import { type Database, readsApart, type Tx } from './database/database.ts';
import type { Migration } from './database/migrate.ts';
import { faultOf } from './fault.ts';
import type { Handler } from './http/handle.ts';
import type { LiveBus } from './live/live-bus.ts';

/** One row of the authority matrix: a verb, the sentence that explains it, and who may. */
export type PolicyRow = {
  /** `meetings.open`: the feature and what is done. */
  verb: `${string}.${string}`;
  /** Who may, in a sentence that is shown with a refusal. */
  help: { vi: string; en: string };
  allows: (actor: Actor, place: Place) => boolean;
};

/** What a feature does with its rows when a unit changes in a reorganisation. */
export type UnitChangeAnswer = {
  /** `schema.table.column` of the reference to a unit. */
  column: string;
  move: 'carry' | 'keep' | 'refuse';
  merge: 'carry' | 'keep' | 'refuse';
  split: 'carry' | 'keep' | 'refuse';
  end: 'carry' | 'keep' | 'refuse';
  because: string;
};

/**
 * A thing of a feature that may not be left behind in a unit that is no more: asked before a unit ends, for one unit
 * or for all those of a plan at once.
 */
export type StandingAnswer = {
  /** The thing as it reads after a number: `12 đảng viên`, `12 members`. */
  what: { vi: string; en: string };
  /** Where it goes first, in a sentence. */
  settle: { vi: string; en: string };
  /**
   * What becomes of it when a plan ends its unit: it goes to the unit that carries on, ends with the unit, stays with it and
   * is finished there, or has to be settled first. `carry` of the feature does the first two.
   */
  inPlan: 'carry' | 'end' | 'keep' | 'refuse';
  /** How many of it stand in each of these units on that day or later; units with none are left out. */
  count: (tx: Tx, unitIds: readonly Id[], from: CivilDate) => Promise<{ unitId: Id; count: number }[]>;
};

export type Standing = Omit<StandingAnswer, 'count'> & { feature: string; unitId: Id; count: number };

/** A plan that takes effect: what goes where on the first day of the new tree. The tree itself is written already. */
export type TakingEffect = {
  on: CivilDate;
  today: CivilDate;
  nowMs: number;
  decision: { number: string; on: CivilDate };
  /** Who lets it take effect; null when the day does. */
  by: Id | null;
  planId: Id;
  /** Units that are no more from that day on. */
  endedIds: readonly Id[];
  /** The same units with those that carry each of them on; none when it simply ends. */
  ended: readonly { unitId: Id; successorIds: readonly Id[] }[];
  /** Branches whose members and open work go to another one as a whole. */
  joined: readonly { unitId: Id; intoId: Id }[];
  /** Members of branches that are shared out. */
  people: readonly { personId: Id; unitId: Id; intoId: Id }[];
  /** Members on their way to a branch that ends in several parts: where each arrives. */
  arriving: readonly { transferId: Id; unitId: Id; intoId: Id }[];
  /** What of the place of each unit goes where, or stays with it: a share in percent, null where nobody told it. */
  places: readonly { unitId: Id; intoId: Id; share: number | null }[];
  /** Area and population of units from the day on as the paper of the plan tells them; null what it does not tell. */
  toldPlaces: readonly { unitId: Id; km2: number | null; people: number | null }[];
};

/** What is known of a plan before its day, for whoever looks at it. */
export type ComingEffect = Pick<
  TakingEffect,
  'on' | 'endedIds' | 'ended' | 'joined' | 'people' | 'arriving' | 'places' | 'toldPlaces'
> & {
  founded: readonly { id: Id; kind: string }[];
};

/** Things of one sort that a plan touches, one by one, before it takes effect. */
export type Ahead = {
  /** `meetings.series`: the feature and the things. */
  key: `${string}.${string}`;
  /** What they are and what becomes of them: `Chức vụ thôi giữ cùng tổ chức`. */
  title: { vi: string; en: string };
  /** Each in the unit where it is now, with those where it will be; none when it ends or stays. People are not named. */
  lines: { unitId: Id; what: { vi: string; en: string }; intoIds: readonly Id[] }[];
};

/** Everything that features say about a plan that is still to come, in feature order. */
export async function whatComes(world: World, tx: Tx, plan: ComingEffect): Promise<Ahead[]> {
  const found: Ahead[] = [];
  for (const feature of world.features) if (feature.ahead) found.push(...(await feature.ahead(tx, plan)));
  return found.filter((each) => each.lines.length > 0);
}

/** Everything that still stands in these units from a day on, in feature order. */
export async function whatStands(
  world: World,
  tx: Tx,
  unitIds: readonly Id[],
  from: CivilDate,
): Promise<Standing[]> {
  const found: Standing[] = [];
  for (const feature of world.features)
    for (const { what, settle, inPlan, count } of feature.standing)
      for (const row of await count(tx, unitIds, from))
        found.push({ feature: feature.name, what, settle, inPlan, ...row });
  return found;
}

/** Something that waits for one person, for the first page: a sentence, how many, and the page where it is done. */
export type Waiting = {
  /** `transfers.request`: the feature and what waits. */
  key: `${string}.${string}`;
  /** What to do, as an order: `Cấp giấy giới thiệu sinh hoạt đảng`. */
  text: { vi: string; en: string };
  count: number;
  /** What is counted, as it reads after the number: `chi bộ`, `branches`; English has another word after one. */
  counted: { vi: string; en: string; enOne: string };
  unitId: Id;
  to: `/${string}`;
  /** Its term is over for at least one of them. */
  isLate: boolean;
};

/** A part of the first page that could not be read, as it reads in a list: `phương án sắp xếp`, `plans`. */
type Unread = { vi: string; en: string };

/**
 * Reads one thing by itself: a fault in it is logged, its feature is told of as not read, and the others are read all the
 * same. Gives undefined then.
 */
export type ReadAlone = <T>(read: () => Promise<T>) => Promise<T | undefined>;

/**
 * Everything that waits for a person, what is late first and then in feature order, and which features it could not be
 * read of, or not whole: one row that nobody foresaw does not take the first page from anybody.
 */
export async function whatWaits(
  world: Pick<World, 'features' | 'log'>,
  tx: Tx,
  actor: Actor,
  today: CivilDate,
): Promise<{ waiting: Waiting[]; unread: Unread[] }> {
  const found: Waiting[] = [];
  const unread = new Set<Unread>();
  const apart = await readsApart(tx);
  for (const { name, waiting } of world.features) {
    if (!waiting) continue;
    const alone: ReadAlone = (read) =>
      apart(read, (error) => {
        world.log.error({ feature: name, ...faultOf(error) }, 'what waits could not be read');
        unread.add(waiting.of);
      });
    found.push(...((await alone(() => waiting.find(tx, actor, today, alone))) ?? []));
  }
  return {
    waiting: found
      .filter((one) => one.count > 0)
      .map((one) => (one.count === 1 ? { ...one, counted: { ...one.counted, en: one.counted.enOne } } : one))
      .toSorted((a, b) => Number(b.isLate) - Number(a.isLate)),
    unread: [...unread],
  };
}

export type Job = {
  name: string;
  /** Cron pattern in Vietnam time. */
  pattern: string;
  /** Run once more when a server starts: for what would otherwise wait long for its next time. Two servers may do so at once. */
  atStart?: true;
  run: (world: World) => Promise<void>;
};

/**
 * Hears an event of an earlier feature in the transaction that caused it, so that both are kept or neither.
 * This is how a feature speaks back to one that may not import it.
 */
export type Listener = {
  /** `meetings.closed`: feature and what happened. */
  event: `${string}.${string}`;
  // biome-ignore lint/suspicious/noExplicitAny: the payload's type is exported by the emitting feature's contract
  run: (tx: Tx, world: World, payload: any) => Promise<void>;
};

/** Tells every listener of an event, in feature order, in this transaction. */
export async function emitEvent(
  world: World,
  tx: Tx,
  event: Listener['event'],
  payload: unknown,
): Promise<void> {
  for (const feature of world.features)
    for (const listener of feature.listeners)
      if (listener.event === event) await listener.run(tx, world, payload);
}

/** The one set of things that is made at start and handed to whoever needs it. */
export type World = {
  db: Database;
  clock: Clock;
  config: Config;
  live: LiveBus;
  log: FastifyBaseLogger;
  features: readonly Feature[];
};

/** Everything the house must know about a feature. Required keys: the compiler asks each new feature. */
export type Feature = {
  name: string;
  /** `schema.table` of every table that it owns. */
  tables: readonly string[];
  migrations: Migration[];
  /** Views made anew after each migration. */
  views?: string;
  handlers: readonly Handler[];
  policy: readonly PolicyRow[];
  errors: ErrorTable;
  jobs: readonly Job[];
  listeners: readonly Listener[];
  person: {
    /** What the feature holds about a person, for the person's own copy. */
    export: (tx: Tx, personId: Id) => Promise<Record<string, unknown>>;
    /** Removes what may be removed; names what must stay and why. */
    erase: (tx: Tx, personId: Id) => Promise<{ kept: string[] }>;
  };
  onUnitChange: readonly UnitChangeAnswer[];
  /** What of it must be settled before a unit can end. Empty when nothing stands in the way. */
  standing: readonly StandingAnswer[];
  /** Takes its rows along when a plan takes effect; absent when nothing of it is carried or ended. */
  carry?: (tx: Tx, plan: TakingEffect) => Promise<void>;
  /** What a plan would do to its things, one by one, for the preview; absent when there is nothing to name. */
  ahead?: (tx: Tx, plan: ComingEffect) => Promise<Ahead[]>;
  /** What of it waits for this person today; absent when nothing ever does. The rights of the page hold here too. */
  waiting?: {
    /** What the page says it could not read. */
    of: Unread;
    find: (tx: Tx, actor: Actor, today: CivilDate, alone: ReadAlone) => Promise<Waiting[]>;
  };
};

export const defineFeature = (feature: Feature): Feature => feature;

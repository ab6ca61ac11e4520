import { type Database, one, run, sql, type Tx } from './database.ts';

/** Some tens of megabytes: a city's branches with what is asked about each of them on a day. */
const MOST_FACTS = 100_000;
/** Changes are noted for a day; what nobody has asked about for this long is read anew. */
const LAST_MS = 15 * 60_000;

/** What one transaction may use of what is held. */
type View = { read: (key: string) => unknown; keep: (key: string, value: unknown) => void };

const HELD = Symbol('held facts');
type HoldingTx = Tx & { [HELD]?: View };

/**
 * Facts that change a few times a year and are asked for by every request, as one state of the database knew them.
 * `seen` is a snapshot of it: since then no change has been noted in `platform.fact_change`, or the next look finds it.
 */
class HeldFacts {
  #facts = new Map<string, unknown>();
  /** Counts how often everything was dropped: what was read before is not kept after. */
  #generation = 0;
  #seen: string | null = null;
  #lookedAt = 0;

  /** Asks whether what is held still is true. Null when this transaction has to read for itself. */
  async look(tx: Tx): Promise<View | null> {
    if (this.#seen !== null && performance.now() - this.#lookedAt > LAST_MS) this.#drop(null);
    const generation = this.#generation;
    const asked = this.#seen;
    const { seen, hasMoved, isOwn } = await one(
      tx,
      sql<{ seen: string; hasMoved: boolean; isOwn: boolean }>`
        /* hot */ select pg_current_snapshot()::text as seen,
               exists (select from platform.fact_change
                        where changed_in >= pg_snapshot_xmin(${asked}::text::pg_snapshot)
                          and not pg_visible_in_snapshot(changed_in, ${asked}::text::pg_snapshot)) as "hasMoved",
               exists (select from platform.fact_change
                        where changed_in = pg_current_xact_id_if_assigned()) as "isOwn"`,
    );
    // Changed by this very transaction, which may yet be undone; or dropped while the question was under way.
    if (isOwn || generation !== this.#generation) return null;
    if (hasMoved || asked === null) this.#drop(seen);
    else this.#seen = seen;
    this.#lookedAt = performance.now();
    return this.#view();
  }

  #drop(seen: string | null): void {
    this.#generation += 1;
    this.#facts = new Map();
    this.#seen = seen;
  }

  #view(): View {
    const generation = this.#generation;
    return {
      read: (key) => (generation === this.#generation ? this.#facts.get(key) : undefined),
      keep: (key, value) => {
        if (generation !== this.#generation) return;
        this.#facts.set(key, value);
        const oldest = this.#facts.keys().next().value;
        if (this.#facts.size > MOST_FACTS && oldest !== undefined) this.#facts.delete(oldest);
      },
    };
  }
}

const held = new WeakMap<Database, HeldFacts>();

/**
 * Asks, in one query, whether what is held is true for this transaction. Answers with what makes of its handle one by
 * which `heldFact` may answer from memory: only for work that changes none of these facts itself.
 */
export async function lookAtHeldFacts(db: Database, tx: Tx): Promise<(handle: Tx) => Tx> {
  const facts = held.get(db) ?? new HeldFacts();
  held.set(db, facts);
  const view = await facts.look(tx);
  return (handle) =>
    view === null
      ? handle
      : (Object.create(handle, {
          [HELD]: { value: view },
          getExecutor: { value: () => handle.getExecutor() },
        }) as Tx);
}

/**
 * What `read` finds, from memory where the handle allows it. `key` names the question with everything that it depends on,
 * the day among it. Every table that the answer follows from notes its changes (`platform.note_fact_change`). What is
 * not there (undefined) is asked for again. Whoever gets the answer leaves it as it is.
 */
export async function heldFact<T>(tx: Tx, key: string, read: (tx: Tx) => Promise<T>): Promise<T> {
  const view = (tx as HoldingTx)[HELD];
  if (!view) return read(tx);
  const known = view.read(key) as T | undefined;
  if (known !== undefined) return known;
  const found = await read(tx);
  if (found !== undefined) view.keep(key, found);
  return found;
}

/** The same for many things that one query reads; `read` answers in any order and may leave some out. */
export async function heldFacts<T>(
  tx: Tx,
  keyOf: (id: string) => string,
  ids: readonly string[],
  read: (tx: Tx, ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<Map<string, T>> {
  const view = (tx as HoldingTx)[HELD];
  const found = new Map<string, T>();
  const missing: string[] = [];
  for (const id of ids) {
    const known = view?.read(keyOf(id)) as T | undefined;
    if (known === undefined) missing.push(id);
    else found.set(id, known);
  }
  if (missing.length === 0) return found;
  for (const [id, value] of await read(tx, missing)) {
    view?.keep(keyOf(id), value);
    found.set(id, value);
  }
  return found;
}

/** Whether this handle may answer from memory. */
export const holdsFacts = (tx: Tx): boolean => (tx as HoldingTx)[HELD] !== undefined;

/** Rows of more than a day ago are needed by no server: what one holds was asked about a quarter of an hour ago. */
export const forgetOldFactChanges = (tx: Tx): Promise<void> =>
  run(tx, sql`delete from platform.fact_change where at < now() - interval '1 day'`);

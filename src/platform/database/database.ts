import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, type RawBuilder, sql } from 'kysely';

/** The handle of one open transaction. Passed from hand to hand, never imported. */
// biome-ignore lint/suspicious/noExplicitAny: each feature types its own rows where it writes its SQL
export type Tx = Kysely<any>;

export type Database = {
  engine: 'embedded' | 'postgres';
  // biome-ignore lint/suspicious/noExplicitAny: see Tx
  kysely: Kysely<any>;
  close(): Promise<void>;
  /** One statement by itself; see `runStatement`. */
  statement(statement: Statement, values: readonly unknown[]): Promise<unknown[]>;
  /** Queries and transactions that wait for a connection. */
  waiting(): number;
  /** Embedded engine only: the whole database as bytes, to open copies from. */
  dump?(): Promise<Uint8Array>;
};

/** A hot statement: planned once on each connection, under its name. */
export type Statement = { name: string; text: string };

const open = new AsyncLocalStorage<true>();

/**
 * Only the embedded engine has one connection, on which the inner transaction would wait for the outer one for ever;
 * there this is said at once. Following each promise to know it costs a server a tenth of its time, so that on a
 * server, with connections of its own for each transaction, nobody looks.
 */
const isOpenHere = (db: Database): boolean => db.engine === 'embedded' && open.getStore() === true;

/**
 * Runs `work` in one transaction and commits when it returns.
 * Throws at once, on the embedded engine, when called inside another one.
 */
export async function inTransaction<T>(
  db: Database,
  mode: 'read' | 'write',
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (isOpenHere(db)) throw new Error('A transaction is already open here: pass its handle instead.');
  const carryOut = () =>
    db.kysely
      .transaction()
      .setAccessMode(mode === 'read' ? 'read only' : 'read write')
      .execute(work);
  return db.engine === 'embedded' ? open.run(true, carryOut) : carryOut();
}

/**
 * Runs one prepared statement in a transaction of its own, in one round trip; durable when it returns. For the few
 * statements that a whole city sends at once. Throws inside a transaction, as `inTransaction` does.
 */
export async function runStatement<Row>(
  db: Database,
  statement: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  if (isOpenHere(db)) throw new Error('A transaction is already open here: pass its handle instead.');
  return (await db.statement(statement, values)) as Row[];
}

/**
 * Runs queries of one transaction that do not wait for each other: `work` starts them all with the handle it is given.
 * A server gets them in one go and answers them in that order, which is half the work of asking one after the other.
 * When one fails, so do those after it, and the transaction with them.
 */
export async function together<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  // Outside of a transaction each query takes a connection of its own; and what is inside of such a go already goes with it.
  if (!tx.isTransaction || goesAtOnce.has(tx)) return work(tx);
  const executor = tx.getExecutor();
  const connection = await executor.provideConnection(async (its) => its);
  // The handle of a transaction lets one query wait for the other; this one hands each to the connection at once.
  const atOnce = executor.withConnectionProvider({ provideConnection: (consumer) => consumer(connection) });
  const handle = Object.create(tx, { getExecutor: { value: () => atOnce } }) as Tx;
  goesAtOnce.add(handle);
  return work(handle);
}

/** Handles of `together`. */
const goesAtOnce = new WeakSet<Tx>();

/**
 * For reads of one transaction that do not depend on each other: a statement that fails ends its transaction for all that
 * follow, unless there is a place to go back to. The function that it gives runs a read and tells `failed` of its error; the
 * transaction then is as it was, whatever was written in it since gone with it. When there is no going back (the
 * connection is lost), the error is thrown. One round trip, and one for each read that fails.
 */
export async function readsApart(
  tx: Tx,
): Promise<<T>(read: () => Promise<T>, failed: (error: unknown) => void) => Promise<T | undefined>> {
  await run(tx, sql`savepoint reads_apart`);
  return async (read, failed) => {
    try {
      return await read();
    } catch (error) {
      try {
        await run(tx, sql`rollback to savepoint reads_apart`);
      } catch {
        throw error;
      }
      failed(error);
      return undefined;
    }
  };
}

/** All rows of a query. */
export async function rows<Row>(tx: Tx, query: RawBuilder<Row>): Promise<Row[]> {
  return (await query.execute(tx)).rows;
}

/** The first row or undefined. */
export async function maybeOne<Row>(tx: Tx, query: RawBuilder<Row>): Promise<Row | undefined> {
  return (await query.execute(tx)).rows[0];
}

/** The one row that must be there. */
export async function one<Row>(tx: Tx, query: RawBuilder<Row>): Promise<Row> {
  const row = await maybeOne(tx, query);
  if (!row) throw new Error('A row was expected and none came.');
  return row;
}

/** Runs a statement whose rows do not matter. */
export async function run(tx: Tx, query: RawBuilder<unknown>): Promise<void> {
  await query.execute(tx);
}

/** A parameter for a jsonb column: always text, because the two drivers treat bare objects differently. */
export const json = (value: unknown): RawBuilder<unknown> => sql`${JSON.stringify(value)}::text::jsonb`;

/** `[from, to)` as a daterange parameter. */
export const dateRange = (from: string, to: string | null): RawBuilder<unknown> =>
  sql`daterange(${from}::text::date, ${to}::text::date)`;

/** A list of ids as a uuid[] parameter. */
export const uuids = (ids: readonly string[]): RawBuilder<unknown> =>
  sql`string_to_array(${ids.join(',')}::text, ',')::uuid[]`;

/** The SQLSTATE of a database error, if it is one. */
export const sqlState = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

export { sql } from 'kysely';

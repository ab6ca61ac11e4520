import { finished } from 'node:stream/promises';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { CopyLines } from './copy.ts';
import type { Database } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { LitePool } from './lite-pool.ts';

/** Oldest PostgreSQL that has temporal keys and uuidv7(). */
export const OLDEST_SERVER_MAJOR = 18;

const types = new pg.TypeOverrides();
types.setTypeParser(20, Number);
types.setTypeParser(1082, (value) => value);
types.setTypeParser(1700, Number);

/** The pool as the dialect asks for it, which also knows COPY: the driver itself has no word for it. */
const copyingPool = (pool: pg.Pool): PostgresPool => ({
  connect: async () => {
    const client = await pool.connect();
    // biome-ignore lint/suspicious/noExplicitAny: the dialect types rows where it asks
    const query = async (text: string, values: readonly unknown[]): Promise<any> => {
      const [lines] = values;
      if (!(lines instanceof CopyLines)) return client.query(text, [...values]);
      const stream = client.query(copyFrom(text));
      stream.end(lines.bytes);
      await finished(stream);
      return { command: 'COPY', rowCount: stream.rowCount, rows: [] };
    };
    return {
      query: query as Awaited<ReturnType<PostgresPool['connect']>>['query'],
      release: () => client.release(),
    };
  },
  end: () => pool.end(),
});

/** The server cannot be asked. The message names the reason and never the address, which may hold a password. */
export class DatabaseUnreachable extends Error {
  constructor(cause: unknown) {
    // A host with two addresses fails with a list of errors and an empty sentence.
    const first = cause instanceof AggregateError ? cause.errors[0] : cause;
    const reason = (first as { code?: string })?.code ?? (first as Error)?.name ?? 'unknown';
    super(
      `Không kết nối được máy chủ PostgreSQL (${reason}). Kiểm tra DATABASE_URL và máy chủ. / The PostgreSQL server cannot be reached. Check DATABASE_URL and the server.`,
      { cause },
    );
  }
}

/**
 * Opens PostgreSQL at `url`, or the embedded one in `folder` (in memory when neither is given).
 * Errors: FolderInUse when another live process holds the folder; DatabaseUnreachable;
 * a plain Error when the server is too old.
 */
export async function openDatabase(options: {
  url?: string;
  folder?: string;
  snapshot?: Uint8Array;
}): Promise<Database> {
  if (options.url) {
    const pool = new pg.Pool({ connectionString: options.url, max: 10, types });
    // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
    pool.on('error', () => {});
    const { rows } = await pool
      .query<{ v: number }>("select current_setting('server_version_num')::int as v")
      .catch(async (error: unknown) => {
        await pool.end();
        throw new DatabaseUnreachable(error);
      });
    const major = Math.floor(rows[0]!.v / 10_000);
    if (major < OLDEST_SERVER_MAJOR) {
      await pool.end();
      throw new Error(
        `Cần PostgreSQL ${OLDEST_SERVER_MAJOR} trở lên; máy chủ này là ${major}. / PostgreSQL ${OLDEST_SERVER_MAJOR} or newer is needed; this server is ${major}.`,
      );
    }
    const kysely = new Kysely({ dialect: new PostgresDialect({ pool: copyingPool(pool) }) });
    return { engine: 'postgres', kysely, close: () => kysely.destroy() };
  }
  const unlock = options.folder ? await lockFolder(options.folder) : async () => {};
  try {
    const pool = await LitePool.open(options);
    // biome-ignore lint/suspicious/noExplicitAny: the part of pg.Pool that the dialect uses
    const kysely = new Kysely<any>({ dialect: new PostgresDialect({ pool: pool as any }) });
    return {
      engine: 'embedded',
      kysely,
      dump: () => pool.dump(),
      close: async () => {
        await kysely.destroy();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

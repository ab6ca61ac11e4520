import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Kysely, type LogEvent, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { CopyLines, CopyReading } from './copy.ts';
import type { Database } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { LitePool } from './lite-pool.ts';
import { noteStatement } from './slow-statements.ts';

/** Oldest PostgreSQL that has temporal keys and uuidv7(). */
export const OLDEST_SERVER_MAJOR = 18;

const types = new pg.TypeOverrides();
types.setTypeParser(20, Number);
types.setTypeParser(1082, (value) => value);
types.setTypeParser(1700, Number);

const log = ({ query, queryDurationMillis }: LogEvent) => noteStatement(query.sql, queryDurationMillis);

const names = new Map<string, string>();

/**
 * A query that begins with the comment `hot` is planned once on each connection instead of each time: for the few that
 * every request of a meeting night asks, with the same plan whoever asks.
 */
function nameIfHot(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || !/^\s*\/\* hot \*\//.test(text)) return known;
  const name = `hot_${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
  names.set(text, name);
  return name;
}

const BEGINS_READING = 'start transaction read only';

/** The pool as the dialect asks for it, which also knows COPY: the driver itself has no word for it. */
const copyingPool = (pool: pg.Pool): PostgresPool => ({
  connect: async () => {
    const client = await pool.connect();
    const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
    let begun: Promise<unknown> | undefined;
    const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
      // What is asked in one turn leaves in one write.
      stream.cork();
      process.nextTick(() => stream.uncork());
      if (text === BEGINS_READING) {
        // Sent together with the first query; when it fails, so does that.
        begun = client.query(text);
        begun.catch(() => {});
        return { command: 'BEGIN', rowCount: 0, rows: [] };
      }
      const before = begun;
      begun = undefined;
      const [copied] = values;
      if (!(copied instanceof CopyLines || copied instanceof CopyReading)) {
        const name = nameIfHot(text);
        const answer = client.query(
          name === undefined ? { text, values: [...values] } : { name, text, values: [...values] },
        );
        return before === undefined ? answer : (await Promise.all([before, answer]))[1];
      }
      await before;
      // COPY has the connection to itself.
      const shared = client as { pipeline: boolean };
      shared.pipeline = false;
      try {
        if (copied instanceof CopyReading) {
          for await (const bytes of client.query(copyTo(text))) await copied.take(bytes);
          return { command: 'COPY', rowCount: 0, rows: [] };
        }
        const stream = client.query(copyFrom(text));
        stream.end(copied.bytes);
        await finished(stream);
        return { command: 'COPY', rowCount: stream.rowCount, rows: [] };
      } finally {
        shared.pipeline = true;
      }
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

const UNUSABLE = {
  'no-access': (folder: string, reason: string) =>
    `Không ghi được vào thư mục dữ liệu ${folder} (${reason}). Cấp quyền ghi cho tài khoản chạy Gốc, hoặc đặt GOC_DATA vào nơi khác. / The data folder cannot be written to: give the account that runs Gốc the right to, or set GOC_DATA to another place.`,
  'other-files': (folder: string) =>
    `Thư mục ${folder} đã có tệp khác và không phải cơ sở dữ liệu của Gốc. Đặt GOC_DATA vào một thư mục trống. / The folder holds other files and is no database of Gốc: set GOC_DATA to an empty one.`,
  broken: (folder: string, reason: string) =>
    `Cơ sở dữ liệu trong ${folder} bị hỏng hoặc không đọc được (${reason}). Khôi phục thư mục này từ bản sao lưu; nếu chỉ dùng thử, xóa nó rồi khởi động lại. / The database in this folder is damaged: restore the folder from a copy, or delete it if it was only for trying.`,
};

/** The folder of the embedded database cannot be used, and the message says why and what to do. */
export class FolderUnusable extends Error {
  constructor(
    readonly why: keyof typeof UNUSABLE,
    folder: string,
    cause?: unknown,
  ) {
    const reason = (cause as NodeJS.ErrnoException | undefined)?.code ?? (cause as Error)?.message ?? '';
    super(UNUSABLE[why](folder, reason), { cause });
  }
}

/**
 * A new embedded database grows in a folder beside its own and gets its name when it is whole:
 * whoever stops half-way leaves nothing that looks like a database.
 */
async function makeEmbedded(folder: string, snapshot: Uint8Array | undefined): Promise<void> {
  const half = `${folder}.half`;
  await rm(half, { recursive: true, force: true });
  const pool = await LitePool.open({ folder: half, ...(snapshot ? { snapshot } : {}) });
  await pool.end();
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw new FolderUnusable('other-files', folder, error);
  });
  await rename(half, folder);
}

/** The embedded engine on `folder`, made first when nothing is there. Errors: FolderInUse, FolderUnusable. */
async function openEmbedded(
  folder: string,
  snapshot: Uint8Array | undefined,
): Promise<{ pool: LitePool; unlock: () => Promise<void> }> {
  let unlock = async () => {};
  try {
    await mkdir(dirname(folder), { recursive: true });
    unlock = await lockFolder(folder);
    if (!existsSync(join(folder, 'PG_VERSION'))) await makeEmbedded(folder, snapshot);
  } catch (error) {
    await unlock();
    throw isAboutFiles(error) ? new FolderUnusable('no-access', folder, error) : error;
  }
  try {
    return { pool: await LitePool.open({ folder }), unlock };
  } catch (error) {
    await unlock();
    throw new FolderUnusable('broken', folder, error);
  }
}

const isAboutFiles = (error: unknown): boolean =>
  error instanceof Error && /^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code ?? '');

/**
 * Opens PostgreSQL at `url`, or the embedded one in `folder` (in memory when neither is given).
 * Errors: FolderInUse when another live process holds the folder; FolderUnusable; DatabaseUnreachable;
 * a plain Error when the server is too old.
 */
export async function openDatabase(options: {
  url?: string;
  folder?: string;
  snapshot?: Uint8Array;
}): Promise<Database> {
  if (options.url) {
    const pool = new pg.Pool({ connectionString: options.url, max: 10, types, pipeline: true });
    // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
    pool.on('error', () => {});
    // So would one that breaks between two statements of a transaction: the next statement is told, and that is enough.
    pool.on('connect', (client) => client.on('error', () => {}));
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
    const kysely = new Kysely({ dialect: new PostgresDialect({ pool: copyingPool(pool) }), log });
    return {
      engine: 'postgres',
      kysely,
      statement: async ({ name, text }, values) => {
        const began = performance.now();
        const { rows } = await pool.query({ name, text, values: [...values] });
        noteStatement(text, performance.now() - began);
        return rows;
      },
      waiting: () => pool.waitingCount,
      close: () => kysely.destroy(),
    };
  }
  const { folder, snapshot } = options;
  const { pool, unlock } = folder
    ? await openEmbedded(folder, snapshot)
    : { pool: await LitePool.open(snapshot ? { snapshot } : {}), unlock: async () => {} };
  // biome-ignore lint/suspicious/noExplicitAny: the part of pg.Pool that the dialect uses
  const kysely = new Kysely<any>({ dialect: new PostgresDialect({ pool: pool as any }), log });
  return {
    engine: 'embedded',
    kysely,
    statement: async ({ text }, values) => {
      const client = await pool.connect();
      try {
        await pool.mustHaveRoom();
        return (await client.query(text, [...values])).rows;
      } finally {
        client.release();
      }
    },
    waiting: () => pool.waiting,
    dump: () => pool.dump(),
    close: async () => {
      await kysely.destroy();
      await unlock();
    },
  };
}

import { statfs } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { CopyLines } from './copy.ts';

type QueryConfig = string | { text: string; values?: unknown[] };
type QueryAnswer = { rows: unknown[]; fields: unknown[]; rowCount: number; command: string };
type LiteResult = { rows: unknown[]; fields?: unknown[]; affectedRows?: number };

const BEGINS_WRITING = 'start transaction read write';
/** Two pieces of the log, of 16 MB each, and what a transaction writes beside it. */
const ROOM_FOR_LOG = 40 * 1024 * 1024;

/** The embedded engine in its worker thread, spoken to by numbered messages. */
class LiteWorker {
  #worker: Worker;
  #next = 1;
  #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  #hasStopped = false;
  readonly ready: Promise<void>;

  constructor(options: { folder?: string; snapshot?: Uint8Array }) {
    this.#worker = new Worker(new URL('./lite-worker.mjs', import.meta.url), {
      workerData: options,
      execArgv: [],
    });
    this.ready = new Promise((resolve, reject) => {
      this.#worker.once('error', reject);
      this.#worker.on('message', (message) => {
        if (message.ready) return resolve();
        const waiting = this.#waiting.get(message.id);
        if (!waiting) return;
        this.#waiting.delete(message.id);
        if (message.error) waiting.reject(Object.assign(new Error(message.error.message), message.error));
        else waiting.resolve(message.value as never);
      });
      this.#worker.once('exit', () => {
        this.#hasStopped = true;
        for (const { reject: fail } of this.#waiting.values())
          fail(new Error('The embedded database has stopped.'));
        this.#waiting.clear();
      });
    });
  }

  call<T>(operation: 'query' | 'exec' | 'copy' | 'dump' | 'close', args: unknown[] = []): Promise<T> {
    // Nobody would ever answer: a question to a stopped thread waits for ever.
    if (this.#hasStopped) return Promise.reject(new Error('The embedded database has stopped.'));
    const id = this.#next++;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: never) => void, reject });
      this.#worker.postMessage({ id, operation, args });
    });
  }
}

/**
 * The part of `pg.Pool` that Kysely's PostgreSQL dialect uses, over one embedded connection:
 * clients take turns, so a transaction is never mixed with another query.
 */
export class LitePool {
  #tail: Promise<void> = Promise.resolve();
  #lite: LiteWorker;
  #held = 0;

  private constructor(
    lite: LiteWorker,
    private readonly folder: string | undefined,
  ) {
    this.#lite = lite;
  }

  static async open(options: { folder?: string; snapshot?: Uint8Array }): Promise<LitePool> {
    const lite = new LiteWorker(options);
    await lite.ready;
    return new LitePool(lite, options.folder);
  }

  /**
   * The engine waits for ever when its log needs its next piece and there is no room for it, so that a write is refused
   * while there still is. Errors: 53100.
   */
  async mustHaveRoom(): Promise<void> {
    if (this.folder === undefined) return;
    const { bavail, bsize } = await statfs(this.folder);
    if (bavail * bsize < ROOM_FOR_LOG)
      throw Object.assign(new Error('no room for the log on the disk of the database'), { code: '53100' });
  }

  /** Clients that wait for their turn. */
  get waiting(): number {
    return Math.max(0, this.#held - 1);
  }

  async connect() {
    this.#held += 1;
    let free: () => void = () => {};
    const before = this.#tail;
    this.#tail = new Promise((resolve) => {
      free = resolve;
    });
    await before;
    let released = false;
    return {
      query: (config: QueryConfig, values?: unknown[]) => this.#run(config, values),
      release: () => {
        if (released) return;
        released = true;
        this.#held -= 1;
        free();
      },
    };
  }

  async end(): Promise<void> {
    await this.#tail;
    await this.#lite.call('close');
  }

  /** The whole database as one file, for a test's template. */
  async dump(): Promise<Uint8Array> {
    const client = await this.connect();
    try {
      return await this.#lite.call<Uint8Array>('dump');
    } finally {
      client.release();
    }
  }

  async #run(config: QueryConfig, given?: unknown[]): Promise<QueryAnswer> {
    const text = typeof config === 'string' ? config : config.text;
    const values = given ?? (typeof config === 'string' ? undefined : config.values);
    const [lines] = values ?? [];
    if (text === BEGINS_WRITING) await this.mustHaveRoom();
    const result: LiteResult =
      lines instanceof CopyLines
        ? await this.#lite.call<LiteResult>('copy', [text, lines.bytes])
        : values?.length
          ? await this.#lite.call<LiteResult>('query', [text, values.map((v) => v ?? null)])
          : ((await this.#lite.call<LiteResult[]>('exec', [text])).at(-1) ?? { rows: [] });
    return {
      rows: result.rows,
      fields: result.fields ?? [],
      rowCount: result.affectedRows || result.rows.length,
      command: text.trim().split(/\s/, 1)[0]!.toUpperCase(),
    };
  }
}

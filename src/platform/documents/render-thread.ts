import { Worker } from 'node:worker_threads';
import type { PartyDocument } from './party-document.ts';

export type RenderRequest = { id: number; format: 'docx' | 'pdf'; doc: PartyDocument };
export type RenderAnswer =
  | { id: number; file: Uint8Array; error?: never }
  | { id: number; error: string; file?: never };

type Waiting = { resolve: (file: Buffer) => void; reject: (error: Error) => void; timer: NodeJS.Timeout };

/** A list of 1,000 rows takes a few seconds on a slow machine; whatever takes this long hangs. */
const GIVE_UP_MS = 120_000;
/** The thread holds about 100 MB, so it ends when nobody prints. */
const IDLE_MS = 60_000;

/**
 * The one thread that lays out documents, so that a long list never holds up other requests.
 * Starts with the first document, ends when idle, and is replaced when it dies.
 */
class RenderThread {
  #worker: Worker | undefined;
  #next = 1;
  #waiting = new Map<number, Waiting>();
  #idle: NodeJS.Timeout | undefined;

  render(format: RenderRequest['format'], doc: PartyDocument): Promise<Buffer> {
    clearTimeout(this.#idle);
    const worker = this.#ensureWorker();
    const id = this.#next++;
    return new Promise<Buffer>((resolve, reject) => {
      const timer = setTimeout(
        () => this.#stop(new Error('Laying out the document took too long.')),
        GIVE_UP_MS,
      );
      this.#waiting.set(id, { resolve, reject, timer });
      // While somebody waits the process stays alive; an idle thread does not hold it.
      worker.ref();
      try {
        worker.postMessage({ id, format, doc } satisfies RenderRequest);
      } catch (error) {
        this.#settle(id);
        reject(error as Error);
      }
    });
  }

  #ensureWorker(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./render-worker.mjs', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 768 },
    });
    worker.on('message', (answer: RenderAnswer) => {
      const waiting = this.#settle(answer.id);
      if (!waiting) return;
      if (answer.file)
        waiting.resolve(Buffer.from(answer.file.buffer, answer.file.byteOffset, answer.file.byteLength));
      else waiting.reject(new Error(`The document could not be laid out. ${answer.error}`));
    });
    worker.on('error', (error) => this.#fail(worker, error));
    worker.on('exit', () => this.#fail(worker, new Error('The document thread has stopped.')));
    this.#worker = worker;
    return worker;
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    if (!waiting) return undefined;
    clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) {
      this.#worker?.unref();
      clearTimeout(this.#idle);
      this.#idle = setTimeout(() => this.#stop(new Error('The document thread has stopped.')), IDLE_MS);
      this.#idle.unref();
    }
    return waiting;
  }

  #fail(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    clearTimeout(this.#idle);
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#waiting.clear();
  }

  #stop(error: Error): void {
    const worker = this.#worker;
    if (!worker) return;
    this.#fail(worker, error);
    void worker.terminate();
  }
}

export const renderThread = new RenderThread();

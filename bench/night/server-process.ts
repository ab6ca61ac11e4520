import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '#testing/free-port.ts';
import { NEWER, type ServerWord } from './plan.ts';

const SERVER = fileURLToPath(new URL('./server.ts', import.meta.url));
/** As `goc` starts the server. */
export const LOADER = new URL('../../bin/typescript.mjs', import.meta.url).href;
/** Eighteen thousand meetings and as many open streams are held by one process. */
const HEAP_MB = 12_000;

type Used = { cpu_s: number; desk: Record<string, number> };
const NOTHING: Used = { cpu_s: 0, desk: {} };

const together = (a: Used, b: Used): Used => ({
  cpu_s: a.cpu_s + b.cpu_s,
  desk: Object.fromEntries(
    [...new Set([...Object.keys(a.desk), ...Object.keys(b.desk)])].map((name) => [
      name,
      (a.desk[name] ?? 0) + (b.desk[name] ?? 0),
    ]),
  ),
});

/** The server under test as a process of its own, which can be killed and started again on the same port. */
export class NightServer {
  #child: ChildProcess | undefined;
  /** What the present process has used, as it last said. */
  #now: Used = NOTHING;
  /** What those before it had used by their end. */
  #before: Used = NOTHING;
  /** The most memory that was seen in use, in bytes; whoever asks sets it back. */
  peak = { rss: 0, heap: 0 };

  private constructor(
    private readonly url: string,
    readonly port: number,
  ) {}

  static async start(url: string): Promise<NightServer> {
    const server = new NightServer(url, await freePort());
    await server.startAgain();
    return server;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it is ready. `isNewer`: a version with one more migration. */
  async startAgain(isNewer = false): Promise<void> {
    const given = Object.entries(process.env).filter(([name]) => !/^(GOC_|HOST$)/.test(name));
    const child = spawn(
      process.execPath,
      [
        '--import',
        LOADER,
        '--max-semi-space-size=64',
        '--no-allocation-site-pretenuring',
        `--max-old-space-size=${HEAP_MB}`,
        SERVER,
      ],
      {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        env: {
          ...Object.fromEntries(given),
          DATABASE_URL: this.url,
          PORT: String(this.port),
          GOC_DEMO: '0',
          GOC_LOG: 'error',
          ...(isNewer ? { [NEWER]: '1' } : {}),
        },
      },
    );
    this.#child = child;
    await new Promise<void>((ready, fail) => {
      child.on('message', (word: ServerWord) => {
        if (word.kind === 'ready') return ready();
        const { cpu_s, desk, rss, heap } = word;
        this.#now = { cpu_s, desk };
        this.peak = { rss: Math.max(this.peak.rss, rss), heap: Math.max(this.peak.heap, heap) };
      });
      child.once('error', fail);
      child.once('exit', (code) => fail(new Error(`The server ended with ${code}.`)));
    });
  }

  /** What all its processes have used up to now. */
  async used(): Promise<Used> {
    if (this.#child?.connected) {
      const said = once(this.#child, 'message');
      this.#child.send('used');
      await said;
    }
    return together(this.#before, this.#now);
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    this.#before = together(this.#before, this.#now);
    this.#now = NOTHING;
  }
}

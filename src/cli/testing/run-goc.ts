import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { Database } from '#platform/database/database.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { openTestDatabase } from '#testing/open-test-database.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export type Settings = Record<string, string>;

/** The environment of a machine on which only Gốc's own settings are set. */
const cleanEnvironment = (settings: Settings): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(GOC_|DATABASE_URL$|PORT$|HOST$|VITEST|NODE_OPTIONS$)/.test(name),
    ),
  ),
  GOC_LOG: 'silent',
  GOC_DEMO: '0',
  PORT: '0',
  ...settings,
});

export type Launch = {
  /** No file of it may grow beyond this, in pieces of 512 bytes; not on Windows. */
  fileLimit?: number;
  /** Another version of the product. */
  from?: string;
};

const launch = (
  args: readonly string[],
  settings: Settings,
  { fileLimit, from = root }: Launch = {},
): ChildProcess => {
  const command = [process.execPath, join(from, 'bin/goc.mjs'), ...args];
  if (fileLimit !== undefined)
    command.unshift('sh', '-c', `trap '' XFSZ; ulimit -f ${fileLimit}; exec "$0" "$@"`);
  return spawn(command[0]!, command.slice(1), {
    cwd: from,
    env: cleanEnvironment(settings),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
};

export type Outcome = {
  code: number | null;
  out: string;
  err: string;
  // biome-ignore lint/suspicious/noExplicitAny: each command prints its own shape, which the test compares
  json: any;
};

/** Runs one command to its end as a process of its own. `json` is its last line of output, when that is JSON. */
export async function runGoc(args: readonly string[], settings: Settings, input = ''): Promise<Outcome> {
  const child = launch(args, settings);
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin?.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  const last = out.trim().split('\n').at(-1) ?? '';
  return { code, out, err, json: last.startsWith('{') ? JSON.parse(last) : undefined };
}

/** Kills the command the hard way as soon as it has told `line`; what it had told by then. */
export async function killGocAt(args: readonly string[], settings: Settings, line: RegExp): Promise<string> {
  const child = launch(args, settings);
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    if (line.test(err)) child.kill('SIGKILL');
  });
  child.stdin?.end();
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`It ended by itself with ${code}: ${err}`);
  return err;
}

export type Running = {
  address: string;
  ready: { ready: boolean; engine: string; demo: boolean };
  /** Sends the signal and waits for the end; the exit code, or null after a hard kill. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
};

/** Starts the server and waits until it says that it is ready. */
export async function startGoc(settings: Settings, how: Launch = {}): Promise<Running> {
  const child = launch(['start', '--json'], settings, how);
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const closed = once(child, 'close') as Promise<[number | null]>;
  const ready = await new Promise<{ address: string; ready: boolean; engine: string; demo: boolean }>(
    (resolve, reject) => {
      let out = '';
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        out += text;
        if (out.includes('\n')) resolve(JSON.parse(out.split('\n')[0]!));
      });
      closed.then(([code]) => reject(new Error(`It ended with ${code}: ${out} ${err}`)));
    },
  );
  return {
    address: ready.address,
    ready,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      return (await closed)[0];
    },
  };
}

export type Installation = {
  settings: Settings;
  /** Empty folder for files of the test. */
  folder: string;
  /** Opens its database in this process; no command may run meanwhile on the embedded engine. */
  open: () => Promise<Database>;
  remove: () => Promise<void>;
};

/** A migrated installation on the engine of this run, in a folder or a database of its own. */
export async function installGoc(fill: (db: Database) => Promise<void>): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'goc-cli-'));
  const source = inject('databaseSource');
  if (source.engine === 'postgres') {
    const db = await openTestDatabase();
    await fill(db);
    return {
      settings: { DATABASE_URL: db.url! },
      folder,
      open: () => openDatabase({ url: db.url! }),
      remove: async () => {
        await db.close();
        await rm(folder, { recursive: true });
      },
    };
  }
  const data = join(folder, 'data');
  const db = await openDatabase({
    folder: data,
    snapshot: new Uint8Array(await readFile(source.snapshotPath)),
  });
  await fill(db);
  await db.close();
  return {
    settings: { GOC_DATA: data },
    folder,
    open: () => openDatabase({ folder: data }),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** The same data in another place, embedded engine only. */
export async function copyData(from: Installation, name: string): Promise<Settings> {
  const data = join(from.folder, name);
  await cp(from.settings.GOC_DATA!, data, { recursive: true });
  return { GOC_DATA: data };
}

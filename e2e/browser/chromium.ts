import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const work = fileURLToPath(new URL('../../.goc/', import.meta.url));

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Runs `job` while no other process runs one under the same lock file; a dead owner's lock is taken over. */
async function alone<T>(lock: string, job: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      const file = await open(lock, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
      if (owner > 0 && !isAlive(owner)) await rm(lock, { force: true });
      else await pause(100);
    }
  }
  try {
    return await job();
  } finally {
    await rm(lock, { force: true });
  }
}

const packageVersion = async (): Promise<string> => {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest = entry.replace(/[\\/]build[\\/].*$/, '/package.json');
  return (JSON.parse(await readFile(manifest, 'utf8')) as { version: string }).version;
};

/** The unpacked browser: a folder per version, complete or absent. */
async function unpacked(): Promise<string> {
  const folder = join(work, 'chromium', await packageVersion());
  if (existsSync(folder)) return folder;
  await mkdir(join(work, 'chromium'), { recursive: true });
  await alone(join(work, 'chromium', 'unpacking.lock'), async () => {
    if (existsSync(folder)) return;
    const half = `${folder}.half`;
    await rm(half, { recursive: true, force: true });
    await mkdir(half);
    const script = fileURLToPath(new URL('./unpack-chromium.mjs', import.meta.url));
    await promisify(execFile)(process.execPath, [script], { env: { ...process.env, TMPDIR: half } });
    await rename(half, folder);
  });
  return folder;
}

const fontSettings = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts', 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;

type Program = { path: string; env: Record<string, string> };

const ownEnvironment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined));

/** The browser to start: the one named in CHROMIUM_PATH, or the one that npm brought. */
export async function findChromium(): Promise<Program> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return { path: chosen, env: ownEnvironment() };
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      'npm brings a browser for Linux on x64 only: name a Chromium or Chrome in CHROMIUM_PATH.',
    );
  const folder = await unpacked();
  const fonts = join(folder, 'fonts.conf');
  if (!existsSync(fonts)) {
    await writeFile(`${fonts}.${process.pid}`, fontSettings(folder));
    await rename(`${fonts}.${process.pid}`, fonts);
  }
  const { FONTCONFIG_PATH: _unused, ...env } = ownEnvironment();
  return {
    path: join(folder, 'chromium'),
    env: { ...env, FONTCONFIG_FILE: fonts, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') },
  };
}

/** A running Chromium that cannot reach any machine but this one. Close it when done. */
export async function launchChromium(): Promise<Browser> {
  const { path, env } = await findChromium();
  return chromium.launch({
    executablePath: path,
    env,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  });
}

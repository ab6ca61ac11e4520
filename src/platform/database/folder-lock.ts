import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Locks of this very process. A lock file with our number that is not here was left by one that had it before. */
const held = new Set<string>();

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const isHeldBy = (pid: number, path: string): boolean =>
  pid === process.pid ? held.has(path) : pid > 0 && isAlive(pid);

export class FolderInUse extends Error {
  constructor(
    readonly folder: string,
    readonly pid: number,
  ) {
    super(
      `Thư mục dữ liệu ${folder} đang được tiến trình ${pid} sử dụng; hãy dừng tiến trình đó trước. / The data folder is already in use by process ${pid}. Stop that one first.`,
    );
  }
}

const pidIn = async (path: string): Promise<number> => Number(await readFile(path, 'utf8').catch(() => ''));

/** Links `own` to `path` unless something is there. The file is complete before it has its name. */
async function claim(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Two processes on one embedded data folder lose each other's rows without any error;
 * a lock file that names its process is the guard. A lock of a dead process is taken over.
 * Errors: FolderInUse.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = `${folder}.lock`;
  await mkdir(dirname(path), { recursive: true });
  const own = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(own, String(process.pid), { flag: 'wx' });
  try {
    while (!(await claim(own, path))) {
      const pid = await pidIn(path);
      if (isHeldBy(pid, path)) throw new FolderInUse(folder, pid);
      // Moved aside instead of removed: if another process took the lock over in between, it gets it back.
      const aside = `${own}.old`;
      await rename(path, aside).catch(() => undefined);
      const moved = await pidIn(aside);
      if (isHeldBy(moved, path)) await claim(aside, path);
      await rm(aside, { force: true });
    }
  } finally {
    await rm(own, { force: true });
  }
  held.add(path);
  return async () => {
    held.delete(path);
    await rm(path, { force: true });
  };
}

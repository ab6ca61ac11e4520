import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdtemp, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A disk of its own that can be full. */
export type SmallDisk = {
  folder: string;
  /** Writes until not one more byte fits, or so many megabytes are left. */
  fill(left?: number): Promise<void>;
  /** Takes away what `fill` wrote. */
  free(): Promise<void>;
  remove(): Promise<void>;
};

/** Mounts a disk of so many megabytes; undefined where this account may not mount anything. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'goc-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'none', folder]);
  } catch {
    await rm(folder, { recursive: true });
    return undefined;
  }
  await chmod(folder, 0o755);
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill: async (left = 0) => {
      for (let size = 1 << 20; size >= 1; size >>= 1)
        try {
          for (;;) await appendFile(ballast, Buffer.alloc(size));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        }
      if (left > 0) await truncate(ballast, (await stat(ballast)).size - left * (1 << 20));
    },
    free: () => truncate(ballast, 0),
    remove: async () => {
      await run('umount', ['-l', folder]);
      await rm(folder, { recursive: true });
    },
  };
}

import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const LOADER = new URL('../../bin/typescript.mjs', import.meta.url).href;

it('reads TypeScript without a call for the name of each function, and with its lines', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'goc-loader-'));
  try {
    const file = join(folder, 'some.mts');
    await writeFile(
      file,
      `export const make = (): (() => number) => {
        const inner = (): number => 1;
        return inner;
      };
      export class Kept {}
      export const fail = (): never => {
        throw new Error('here');
      };`,
    );
    const script = `const { make, Kept, fail } = await import(${JSON.stringify(pathToFileURL(file).href)});
      let where = '';
      try { fail(); } catch (error) { where = /some\\.mts:(\\d+)/.exec(error.stack)?.[1]; }
      console.log(JSON.stringify([make()(), make().name, Kept.name, where]));`;
    const ran = spawnSync(process.execPath, ['--import', LOADER, '--input-type=module', '--eval', script], {
      encoding: 'utf8',
    });
    expect(ran.stderr).toBe('');
    // A call would have named the function that is made inside.
    expect(JSON.parse(ran.stdout)).toEqual([1, '', 'Kept', '7']);
  } finally {
    await rm(folder, { recursive: true });
  }
});

import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** The step that the newer version adds to the database. */
export const NEWER_MIGRATION = '2099-01-01-0000-newer';

async function change(path: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${path} has no ${from}.`);
  await writeFile(path, changed);
}

/**
 * A newer version of the whole product in a folder of its own: the same sources with one more migration and, where the
 * pages are built, with other pages, which say `data-version="newer"`.
 */
export async function makeNewerBuild(): Promise<{ folder: string; remove: () => Promise<void> }> {
  await mkdir(join(project, '.goc'), { recursive: true });
  const folder = await mkdtemp(join(project, '.goc', 'newer-'));
  const isTest = (path: string) => /\.test\.tsx?$/.test(path);
  for (const name of ['src', 'bin', 'package.json'])
    await cp(join(project, name), join(folder, name), {
      recursive: true,
      filter: (path) => !isTest(path),
    });
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
  await change(
    join(folder, 'src/platform/database/platform-migrations.ts'),
    'platformMigrations: Migration[] = [',
    `platformMigrations: Migration[] = [
  { name: '${NEWER_MIGRATION}', sql: 'alter table meetings.entry add column newer text' },`,
  );
  const pages = join(folder, 'dist/client');
  if (existsSync(join(project, 'dist/client'))) {
    await cp(join(project, 'dist/client'), pages, {
      recursive: true,
      filter: (path) => !/(index\.html|service-worker\.js)\.(br|gz)$/.test(path),
    });
    await change(join(pages, 'index.html'), '<html lang="vi"', '<html lang="vi" data-version="newer"');
    await change(
      join(pages, 'service-worker.js'),
      /(\{url:[`"']\/index\.html[`"'],revision:[`"'])[^`"']+/,
      '$1newer',
    );
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

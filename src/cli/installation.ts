import { mkdir } from 'node:fs/promises';
import { owners } from '#app/build-app.ts';
import { type Config, readConfig } from '#platform/config/read-config.ts';
import type { Database } from '#platform/database/database.ts';
import { migrate, pendingMigrations } from '#platform/database/migrate.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { step } from './output.ts';

/** The settings of this process, from its environment. */
export const settings = (): Config => readConfig(process.env);

/** Opens the database that the settings name. Errors: FolderInUse while a server holds the embedded folder. */
export async function openInstalled(config: Config): Promise<Database> {
  if (config.databaseUrl) return openDatabase({ url: config.databaseUrl });
  await mkdir(config.dataFolder, { recursive: true });
  return openDatabase({ folder: config.dataFolder });
}

/** Brings the schema up to date when steps are waiting. */
export async function bringUpToDate(db: Database, quiet: boolean): Promise<void> {
  const waiting = await pendingMigrations(db, owners);
  if (waiting.length === 0) return;
  await step(quiet, `Chuẩn bị cơ sở dữ liệu: ${waiting.length} bước / preparing the database`, () =>
    migrate(db, owners),
  );
}

/** Opens, brings up to date, works, and closes whatever happens. */
export async function withDatabase<T>(
  quiet: boolean,
  work: (db: Database, config: Config) => Promise<T>,
): Promise<T> {
  const config = settings();
  const db = await openInstalled(config);
  try {
    await bringUpToDate(db, quiet);
    return await work(db, config);
  } finally {
    await db.close();
  }
}

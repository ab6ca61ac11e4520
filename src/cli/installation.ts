import { owners } from '#app/build-app.ts';
import { civilDateAt, clockTimeAt } from '#kernel/civil-date.ts';
import { systemClock } from '#kernel/clock.ts';
import { type Config, readConfig } from '#platform/config/read-config.ts';
import type { CopySource } from '#platform/copies/take-copy.ts';
import type { Database } from '#platform/database/database.ts';
import { migrate, pendingMigrations, unknownMigrations } from '#platform/database/migrate.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { CliFailure, step } from './output.ts';

/** Of this program; that of `package.json`. */
export const VERSION = '0.1.0';

/** The settings of this process, from its environment. */
export const settings = (): Config => readConfig(process.env);

/**
 * Opens the database that the settings name.
 * Errors: FolderInUse while a server holds the embedded folder, FolderUnusable, DatabaseUnreachable.
 */
export const openInstalled = (config: Config): Promise<Database> =>
  openDatabase(config.databaseUrl ? { url: config.databaseUrl } : { folder: config.dataFolder });

/** A database that a newer Gốc has changed: this one would write into tables that it does not know. */
export const newerThanThis = (steps: string[]): string =>
  `Cơ sở dữ liệu đã được phiên bản Gốc mới hơn nâng cấp (${steps.join(', ')}). Cập nhật mã nguồn rồi chạy lại. / A newer Gốc has changed this database: update this program.`;

/**
 * Brings the schema up to date when steps are waiting. Errors: `cli.newer-database`.
 * @param known who has tables; a trial of an update names one more than the product has
 */
export async function bringUpToDate(db: Database, quiet: boolean, known = owners): Promise<void> {
  const unknown = await unknownMigrations(db, known);
  if (unknown.length) throw new CliFailure('cli.newer-database', newerThanThis(unknown));
  const waiting = await pendingMigrations(db, known);
  if (waiting.length === 0) return;
  await step(quiet, `Chuẩn bị cơ sở dữ liệu: ${waiting.length} bước / preparing the database`, () =>
    migrate(db, known),
  );
}

/** `2026-11-26T18:45+07:00`: the wall clock of Hanoi, and still one instant for a program. */
const inHanoi = (ms: number): string => `${civilDateAt(ms)}T${clockTimeAt(ms)}+07:00`;

/** What a copy that is taken now says of itself. */
export const copySource = (): CopySource => ({
  schemas: owners.map(({ name }) => name),
  version: VERSION,
  takenAt: inHanoi(systemClock.now()),
});

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

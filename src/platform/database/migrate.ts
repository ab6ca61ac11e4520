import { type Kysely, type Migration as KyselyMigration, Migrator, sql } from 'kysely';
import { type Database, one, rows, run, type Tx } from './database.ts';

/** One dated, forward step. `name` starts with its date and time, so that names sort by age. */
export type Migration = { name: `20${string}-${string}`; sql: string };

export type Owner = { name: string; migrations: Migration[]; views?: string };

const asKysely = (migration: Migration): KyselyMigration => ({
  up: async (db: Kysely<unknown>) => {
    await sql.raw(migration.sql).execute(db);
  },
});

/** Every step of every owner by its unique name, oldest first. */
function collect(owners: Owner[]): Record<string, KyselyMigration> {
  const all: Record<string, KyselyMigration> = {};
  for (const owner of owners)
    for (const migration of owner.migrations) {
      if (all[migration.name]) throw new Error(`Two migrations are named ${migration.name}.`);
      all[migration.name] = asKysely(migration);
    }
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const migratorOf = (db: Database, owners: Owner[]) =>
  new Migrator({
    db: db.kysely,
    provider: { getMigrations: async () => collect(owners) },
    migrationTableName: 'goc_migration',
    migrationLockTableName: 'goc_migration_lock',
    // Features grow side by side: an early feature may add a step after a late one did.
    allowUnorderedMigrations: true,
  });

/** Brings the schema up to date, all steps in one transaction, then makes the views anew. Returns the steps taken. */
export async function migrate(db: Database, owners: Owner[]): Promise<string[]> {
  const { error, results } = await migratorOf(db, owners).migrateToLatest();
  if (error) {
    const failed = results?.find((r) => r.status === 'Error')?.migrationName;
    throw new Error(
      `Migration ${failed ?? ''} failed: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  for (const owner of owners) if (owner.views) await sql.raw(owner.views).execute(db.kysely);
  return (results ?? []).map((r) => r.migrationName);
}

/**
 * Makes the schema as it was when these steps had run, in the caller's transaction: to fill it with what was copied then.
 * The steps after them are left to `migrate`, and so are the views.
 */
export async function migrateTo(tx: Tx, owners: Owner[], names: readonly string[]): Promise<void> {
  const steps = new Map<string, string>(
    owners.flatMap(({ migrations }) => migrations.map((step) => [step.name, step.sql])),
  );
  // The same table as the migrator makes, which wants a transaction of its own.
  await run(
    tx,
    sql`create table goc_migration (name varchar(255) not null primary key, timestamp varchar(255) not null)`,
  );
  for (const name of names.toSorted()) {
    await run(tx, sql.raw(steps.get(name)!));
    await run(tx, sql`insert into goc_migration values (${name}, ${new Date().toISOString()})`);
  }
}

/** Of these steps, those that this program does not know. */
export function stepsUnknownTo(owners: Owner[], names: readonly string[]): string[] {
  const known = collect(owners);
  return names.filter((name) => !known[name]);
}

/** Names of steps that have not run here. */
export async function pendingMigrations(db: Database, owners: Owner[]): Promise<string[]> {
  const all = await migratorOf(db, owners).getMigrations();
  return all.filter((m) => !m.executedAt).map((m) => m.name);
}

/** Names of steps that ran here and that this program does not know: a newer one was at work. */
export async function unknownMigrations(db: Database, owners: Owner[]): Promise<string[]> {
  const { made } = await one(
    db.kysely,
    sql<{ made: boolean }>`select to_regclass('goc_migration') is not null as made`,
  );
  if (!made) return [];
  const ran = await rows(db.kysely, sql<{ name: string }>`select name from goc_migration order by name`);
  return stepsUnknownTo(
    owners,
    ran.map((step) => step.name),
  );
}

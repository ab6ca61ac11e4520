import { readFile } from 'node:fs/promises';
import { inject } from 'vitest';
import type { Database } from '#platform/database/database.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { newDatabaseName, onServer, urlOfDatabase } from './postgres-server.ts';

/**
 * A migrated, otherwise empty database for the test file that asks, on the engine of this run.
 * Closing it removes it. `url` is there on PostgreSQL only, for tests that start a second process.
 */
export async function openTestDatabase(): Promise<Database & { url?: string }> {
  const source = inject('databaseSource');
  if (source.engine === 'pglite')
    return openDatabase({ snapshot: new Uint8Array(await readFile(source.snapshotPath)) });

  const name = newDatabaseName();
  await onServer(source.adminUrl, `create database ${name} template ${source.template}`);
  return openOnServer(urlOfDatabase(source.adminUrl, name), () =>
    onServer(source.adminUrl, `drop database ${name} with (force)`),
  );
}

/** A database of a server, and what removes it when it is closed. */
async function openOnServer(url: string, remove: () => Promise<void>): Promise<Database & { url: string }> {
  const db = await openDatabase({ url });
  return {
    ...db,
    url,
    close: async () => {
      await db.close();
      await remove();
    },
  };
}

/**
 * A database with nothing in it, on the engine of this run or the embedded one. On PostgreSQL it belongs to a role of
 * its own that may do nothing else, as an operator makes it.
 */
export async function openEmptyDatabase(engine?: 'embedded'): Promise<Database & { url?: string }> {
  const source = inject('databaseSource');
  if (source.engine === 'pglite' || engine === 'embedded') return openDatabase({});
  const name = newDatabaseName();
  await onServer(source.adminUrl, `create role ${name} login`);
  await onServer(
    source.adminUrl,
    `create database ${name} owner ${name} template template0 encoding 'UTF8' locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'`,
  );
  const own = new URL(urlOfDatabase(source.adminUrl, name));
  own.username = name;
  return openOnServer(own.toString(), async () => {
    await onServer(source.adminUrl, `drop database ${name} with (force)`);
    await onServer(source.adminUrl, `drop role ${name}`);
  });
}

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { owners } from '#app/build-app.ts';
import { migrate } from '#platform/database/migrate.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { newDatabaseName, onServer, startPostgresServer, urlOfDatabase } from './postgres-server.ts';

/** How a test file gets a database of its own: a copy of one that was migrated once. */
export type DatabaseSource =
  | { engine: 'pglite'; snapshotPath: string }
  | { engine: 'postgres'; adminUrl: string; template: string };

declare module 'vitest' {
  export interface ProvidedContext {
    databaseSource: DatabaseSource;
  }
}

/** Upper and lower case of every letter, order by code: the same as the embedded engine. */
const LOCALE = "locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'";

type Prepared = { source: DatabaseSource; dispose: () => Promise<void> };

async function preparePglite(): Promise<Prepared> {
  const folder = fileURLToPath(new URL('../../.goc/test/', import.meta.url));
  await mkdir(folder, { recursive: true });
  const snapshotPath = join(folder, `template-${newDatabaseName()}.tar`);
  const db = await openDatabase({});
  try {
    await migrate(db, owners);
    if (!db.dump) throw new Error('The embedded database cannot be copied.');
    await writeFile(snapshotPath, await db.dump());
  } finally {
    await db.close();
  }
  return { source: { engine: 'pglite', snapshotPath }, dispose: () => rm(snapshotPath, { force: true }) };
}

async function preparePostgres(): Promise<Prepared> {
  const given = process.env.GOC_TEST_POSTGRES_URL;
  const server = given ? { url: given, stop: async () => {} } : await startPostgresServer();
  const template = newDatabaseName();
  try {
    await onServer(server.url, `create database ${template} template template0 encoding 'UTF8' ${LOCALE}`);
    const db = await openDatabase({ url: urlOfDatabase(server.url, template) });
    try {
      await migrate(db, owners);
    } finally {
      await db.close();
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    source: { engine: 'postgres', adminUrl: server.url, template },
    dispose: async () => {
      await onServer(server.url, `drop database ${template}`);
      await server.stop();
    },
  };
}

/** Vitest calls this once before the first test file and the returned function after the last. */
export default async function prepareDatabase(project: TestProject): Promise<() => Promise<void>> {
  const engine = process.env.GOC_TEST_ENGINE ?? 'pglite';
  if (engine !== 'pglite' && engine !== 'postgres')
    throw new Error(`GOC_TEST_ENGINE is "${engine}"; it may be pglite or postgres.`);
  const { source, dispose } = await (engine === 'pglite' ? preparePglite() : preparePostgres());
  project.provide('databaseSource', source);
  return dispose;
}

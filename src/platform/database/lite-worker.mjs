// Runs the embedded PostgreSQL in a thread of its own, so that a heavy query never stops the HTTP answers.
// Plain JavaScript: a worker does not inherit the TypeScript loader on every Node version.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';

const lite = await PGlite.create({
  ...(workerData.folder ? { dataDir: workerData.folder } : {}),
  ...(workerData.snapshot ? { loadDataDir: new Blob([workerData.snapshot]) } : {}),
  extensions: { btree_gist, pg_trgm, unaccent },
  // The same values as the pg driver gives: dates stay text, whole and decimal numbers are numbers.
  parsers: { 20: Number, 1082: (v) => v, 1700: Number },
});

const operations = {
  query: ([text, values]) => lite.query(text, values),
  exec: ([text]) => lite.exec(text),
  // The engine reads COPY's lines from a device of its own instead of the connection.
  copy: ([text, bytes]) =>
    lite.query(text.replace('from stdin', "from '/dev/blob'"), [], { blob: new Blob([bytes]) }),
  dump: async () => new Uint8Array(await (await lite.dumpDataDir('none')).arrayBuffer()),
  close: () => lite.close(),
};

parentPort.on('message', async ({ id, operation, args }) => {
  try {
    const value = await operations[operation](args);
    parentPort.postMessage({ id, value: operation === 'close' ? undefined : value });
    if (operation === 'close') parentPort.close();
  } catch (error) {
    const { message, code, detail, constraint, table, schema, column, severity } = error;
    parentPort.postMessage({
      id,
      error: { message, code, detail, constraint, table, schema, column, severity },
    });
  }
});
parentPort.postMessage({ ready: true });

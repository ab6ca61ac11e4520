import { loadInBulk } from '../database/bulk-load.ts';
import {
  type Database,
  inTransaction,
  one,
  rows,
  run,
  sql,
  sqlState,
  type Tx,
} from '../database/database.ts';
import { migrateTo, type Owner, stepsUnknownTo } from '../database/migrate.ts';
import { type CopyReader, rowsIn } from './copy-content.ts';
import { CopyFault } from './copy-fault.ts';
import { fixForms, type Told, tablesOf } from './take-copy.ts';

/** Names of what is in the database already, of whoever made it; what extensions brought does not count. */
export async function foundIn(tx: Tx): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ name: string }>`
      select n.nspname || '.' || c.relname as name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
         and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      union all
      select n.nspname from pg_namespace n
       where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')
         and not exists (select from pg_depend d where d.objid = n.oid and d.deptype = 'e')
       order by 1`,
  );
  return found.map(({ name }) => name);
}

/** The first few of a list, for a sentence. */
const few = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')}, …` : names.join(', ');

/** Errors: `not-empty`. */
export async function mustBeEmpty(tx: Tx): Promise<void> {
  const found = await foundIn(tx);
  if (found.length > 0) throw new CopyFault('not-empty', { what: few(found) });
}

/**
 * Fills an empty database from a copy in one transaction: the schema as it was, the rows, their counts. Whatever fails
 * or is killed on the way leaves it empty. Later steps of the schema are left to `migrate`, as at any start.
 * Needs an owner of the database, no superuser.
 * Errors: `newer`, `not-empty`, `unreadable`, `breaks-rules`.
 */
export async function loadCopy(db: Database, owners: Owner[], reader: CopyReader, told: Told): Promise<void> {
  const { file, header, lines } = reader;
  const unknown = stepsUnknownTo(owners, header.migrations);
  if (unknown.length > 0) throw new CopyFault('newer', { what: few(unknown) });
  const all = Math.max(rowsIn(header), 1);
  try {
    await inTransaction(db, 'write', async (tx) => {
      await mustBeEmpty(tx);
      await fixForms(tx);
      await migrateTo(tx, owners, header.migrations);
      const names = await checkShape(tx, owners, reader);
      // What the steps of the schema put in is in the copy too.
      await run(tx, sql.raw(`truncate ${names.join(', ')}`));
      let done = 0;
      await loadInBulk(
        tx,
        names,
        async ({ lines: send }) => {
          for await (const { table, bytes, rows } of lines) {
            await send(table.name, table.columns, bytes);
            done += rows;
            told((done / all) * 0.7, table.name);
          }
        },
        (what, built, parts) => told(0.7 + (built / parts) * 0.3, what),
      );
      for (const { name, rows: expected } of header.tables) {
        const { n } = await one(tx, sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`);
        if (n !== expected) throw new CopyFault('unreadable', { file, what: `${name}: ${n} ≠ ${expected}` });
      }
      for (const { table, column, last, isUsed } of header.counters)
        await run(tx, sql`select setval(pg_get_serial_sequence(${table}, ${column}), ${last}, ${isUsed})`);
    });
  } catch (error) {
    // Values that do not fit and rows that break a key: only a file that somebody wrote by hand comes so far.
    if (/^2[23]/.test(sqlState(error) ?? ''))
      throw new CopyFault('breaks-rules', { what: sqlState(error)! }, error);
    throw error;
  }
  told(1, '');
}

/** The copy must have the tables and columns that its steps of the schema make. Returns all tables to fill. */
async function checkShape(tx: Tx, owners: Owner[], { file, header }: CopyReader): Promise<string[]> {
  const made = await tablesOf(
    tx,
    owners.map(({ name }) => name),
  );
  const columnsOf = new Map(made.map(({ name, columns }) => [name, columns]));
  const seen = new Set(header.left);
  for (const { name, columns } of header.tables) {
    if (seen.has(name) || columnsOf.get(name)?.toSorted().join() !== columns.toSorted().join())
      throw new CopyFault('unreadable', { file, what: name });
    seen.add(name);
  }
  const missing = made.filter(({ name }) => !seen.has(name));
  if (missing.length > 0) throw new CopyFault('unreadable', { file, what: missing[0]!.name });
  for (const { table, column } of header.counters)
    if (!columnsOf.get(table)?.includes(column)) throw new CopyFault('unreadable', { file, what: table });
  return made.map(({ name }) => name);
}

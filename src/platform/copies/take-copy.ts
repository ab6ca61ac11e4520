import { CopyReading, copyLine } from '../database/copy.ts';
import { type Database, one, rows, run, sql, type Tx } from '../database/database.ts';
import { type CopiedTable, type CopyHeader, linesIn } from './copy-content.ts';
import { CopyFault } from './copy-fault.ts';

/**
 * Rows that are not copied. Sign-ins and tokens: what was ended since the copy must not come alive with it. Notes of changes of
 * rights and facts: their numbers mean something only in the database in which they were written, and only for a day.
 */
const LEFT = ['platform.session', 'platform.api_token', 'platform.rights_change', 'platform.fact_change'];

const ROWS_AT_ONCE = 500;
const BYTES_AT_ONCE = 1_000_000;

/** Values are written the same way whatever the server is set to. */
export async function fixForms(tx: Tx): Promise<void> {
  await run(
    tx,
    sql.raw(
      "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1",
    ),
  );
}

/** Every table of these schemas with the columns that hold something of their own. */
export const tablesOf = (tx: Tx, schemas: readonly string[]) =>
  rows(
    tx,
    sql<{ name: string; columns: string[]; holdsBytes: boolean }>`
      select n.nspname || '.' || c.relname as name,
             jsonb_agg(a.attname order by a.attnum) as columns, bool_or(a.atttypid = 'bytea'::regtype) as "holdsBytes"
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       where c.relkind = 'r' and n.nspname in (select jsonb_array_elements_text(${JSON.stringify(schemas)}::text::jsonb))
       group by n.nspname, c.relname
       order by n.nspname, c.relname`,
  );

/** What takes the frames of a copy and holds back whoever reads faster than it writes. */
export type FrameSink = { frame(kind: string, content: Uint8Array | string): Promise<void> };

/** `schemas` are those of the product. */
export type CopySource = { schemas: readonly string[]; version: string; takenAt: string };

export type Told = (share: number, what: string) => void;

/**
 * Writes everything that the database holds at one moment. Others read and write meanwhile where the engine has room
 * for them. Errors: `not-prepared`.
 */
export async function takeCopy(
  db: Database,
  source: CopySource,
  writer: FrameSink,
  told: Told,
): Promise<CopyHeader> {
  return db.kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await fixForms(tx);
      const found = await tablesOf(tx, source.schemas);
      if (found.length === 0) throw new CopyFault('not-prepared');
      const tables: (CopiedTable & { holdsBytes: boolean })[] = [];
      let all = 0;
      for (const { name, columns, holdsBytes } of found) {
        if (LEFT.includes(name)) continue;
        told(0, `${name}…`);
        const { n } = await one(tx, sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`);
        tables.push({ name, columns, rows: n, holdsBytes });
        all += n;
      }
      const header: CopyHeader = {
        version: source.version,
        takenAt: source.takenAt,
        engine: db.engine,
        server: (await one(tx, sql<{ v: string }>`select current_setting('server_version') as v`)).v,
        migrations: (await rows(tx, sql<{ name: string }>`select name from goc_migration order by name`)).map(
          (step) => step.name,
        ),
        tables: tables.map(({ name, columns, rows }) => ({ name, columns, rows })),
        left: LEFT,
        counters: await countersOf(tx, source.schemas),
      };
      await writer.frame('header', JSON.stringify(header));
      let done = 0;
      for (const table of tables) {
        await writer.frame('table', table.name);
        await (db.engine === 'postgres' ? streamRows : fetchRows)(tx, table, async (lines) => {
          await writer.frame('rows', lines);
          done += linesIn(lines);
          told(done / Math.max(all, 1), table.name);
        });
      }
      await writer.frame('end', '');
      told(1, '');
      return header;
    });
}

async function countersOf(tx: Tx, schemas: readonly string[]): Promise<CopyHeader['counters']> {
  const found = await rows(
    tx,
    sql<{ table: string; column: string; sequence: string }>`
      select n.nspname || '.' || c.relname as table, a.attname as column,
             pg_get_serial_sequence(n.nspname || '.' || c.relname, a.attname) as sequence
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
        join pg_namespace n on n.oid = c.relnamespace
       where a.attidentity <> ''
         and n.nspname in (select jsonb_array_elements_text(${JSON.stringify(schemas)}::text::jsonb))`,
  );
  const counters: CopyHeader['counters'] = [];
  for (const { table, column, sequence } of found) {
    const { last, isUsed } = await one(
      tx,
      sql<{ last: number; isUsed: boolean }>`
        select last_value as last, is_called as "isUsed" from ${sql.raw(sequence)}`,
    );
    counters.push({ table, column, last, isUsed });
  }
  return counters;
}

const quoted = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ');

/** Takes whole rows. */
type TakeLines = (lines: Uint8Array) => Promise<void>;

/** A server sends its rows as fast as they are taken, in the very form in which they are kept. */
async function streamRows(tx: Tx, table: CopiedTable, write: TakeLines): Promise<void> {
  let waiting: Buffer[] = [];
  let size = 0;
  const reading = new CopyReading(async (bytes) => {
    waiting.push(bytes);
    size += bytes.length;
    const end = bytes.lastIndexOf(10) + 1;
    if (size < BYTES_AT_ONCE || end === 0) return;
    waiting[waiting.length - 1] = bytes.subarray(0, end);
    const whole = Buffer.concat(waiting);
    waiting = [bytes.subarray(end)];
    size = bytes.length - end;
    await write(whole);
  });
  await reading.run(tx, `copy ${table.name} (${quoted(table.columns)}) to stdout`);
  if (size > 0) await write(Buffer.concat(waiting));
}

/** The embedded engine gives a result only as a whole, so that few rows are asked for at once; of files, one. */
async function fetchRows(
  tx: Tx,
  table: CopiedTable & { holdsBytes: boolean },
  write: TakeLines,
): Promise<void> {
  const asText = table.columns.map((column) => `"${column}"::text`).join(', ');
  await run(tx, sql.raw(`declare goc_copy no scroll cursor for select ${asText} from ${table.name}`));
  const fetch = sql<
    Record<string, string | null>
  >`${sql.raw(`fetch ${table.holdsBytes ? 1 : ROWS_AT_ONCE} from goc_copy`)}`;
  for (let found = await rows(tx, fetch); found.length > 0; found = await rows(tx, fetch))
    await write(
      Buffer.from(found.map((row) => copyLine(table.columns.map((column) => row[column]))).join('')),
    );
  await run(tx, sql.raw('close goc_copy'));
}

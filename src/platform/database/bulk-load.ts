import { CopyLane, CopyStream, type CopyTable } from './copy.ts';
import { rows, run, sql, type Tx } from './database.ts';

/** The tables are not empty: loading in bulk is for a database that begins. */
export class TablesNotEmpty extends Error {
  constructor(readonly tables: string[]) {
    super(`Chỉ nạp vào bảng còn trống / only empty tables are filled in bulk: ${tables.join(', ')}`);
  }
}

export type BulkLoad = {
  stream: <Row>(table: CopyTable<Row>) => CopyStream<Row>;
  /** Whole lines of COPY's text form, as a copy holds them. */
  lines: (table: string, columns: readonly string[], bytes: Uint8Array) => Promise<void>;
};

type Taken = { table: string; name: string; definition: string; kind: 'key' | 'reference' | 'index' };

/** Keys, references and indexes of these tables, and the references of others to them, in the order of building. */
async function takenFrom(tx: Tx, tables: readonly string[]): Promise<Taken[]> {
  const list = JSON.stringify(tables);
  const constraints = await rows(
    tx,
    sql<Taken>`
      with given as (select value::regclass as oid from jsonb_array_elements_text(${list}::text::jsonb))
      select c.conrelid::regclass::text as table, c.conname as name, pg_get_constraintdef(c.oid) as definition,
             case when c.contype = 'f' then 'reference' else 'key' end as kind
        from pg_constraint c
       where c.contype in ('p', 'u', 'x', 'f')
         and (c.conrelid in (select oid from given) or (c.contype = 'f' and c.confrelid in (select oid from given)))
       order by c.contype = 'f', c.oid`,
  );
  const indexes = await rows(
    tx,
    sql<Taken>`
      with given as (select value::regclass as oid from jsonb_array_elements_text(${list}::text::jsonb))
      select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as name,
             pg_get_indexdef(i.indexrelid) as definition, 'index' as kind
        from pg_index i
       where i.indrelid in (select oid from given)
         and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype <> 'f')
       order by i.indexrelid`,
  );
  const of = (kind: Taken['kind']) => constraints.filter((one) => one.kind === kind);
  return [...of('key'), ...indexes, ...of('reference')];
}

/**
 * Fills empty tables within the caller's transaction, fast: their keys and indexes are taken off, the rows come by
 * COPY, and everything is built again at the end, so that the database itself checks what was loaded. Whatever fails
 * or is killed on the way leaves the tables as they were. Triggers stand still meanwhile. Needs an owner of the tables.
 * @param told hears before each key or index is built: which one, how many are done, how many there are
 * Errors: TablesNotEmpty; those of the database when the rows break a key.
 */
export async function loadInBulk(
  tx: Tx,
  tables: readonly string[],
  work: (load: BulkLoad) => Promise<void>,
  told: (what: string, done: number, all: number) => void = () => {},
): Promise<void> {
  const filled: string[] = [];
  for (const table of tables) {
    const { rows: found } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(tx);
    if (found.length > 0) filled.push(table);
  }
  if (filled.length > 0) throw new TablesNotEmpty(filled);

  const taken = await takenFrom(tx, tables);
  // What the triggers would note of each row is noted by whoever loads, once for all.
  for (const table of tables) await run(tx, sql.raw(`alter table ${table} disable trigger user`));
  for (const { kind, table, name } of taken.toReversed())
    await run(
      tx,
      sql.raw(kind === 'index' ? `drop index ${name}` : `alter table ${table} drop constraint "${name}"`),
    );
  // A table emptied here may be filled with rows that need no vacuum, and without a log where the server allows it.
  await run(tx, sql.raw(`truncate ${tables.join(', ')}`));

  const lane = new CopyLane(tx);
  const streams: CopyStream<never>[] = [];
  await work({
    stream: (table) => {
      const stream = new CopyStream(lane, table, true);
      streams.push(stream);
      return stream;
    },
    lines: (table, columns, bytes) =>
      lane.send(
        `copy ${table} (${columns.map((column) => `"${column}"`).join(', ')}) from stdin with (freeze)`,
        bytes,
      ),
  });
  for (const stream of streams) await stream.end();
  await lane.settle();

  for (const [done, { kind, table, name, definition }] of taken.entries()) {
    told(`${table}: ${name}`, done, taken.length + tables.length);
    await run(
      tx,
      sql.raw(kind === 'index' ? definition : `alter table ${table} add constraint "${name}" ${definition}`),
    );
  }
  for (const table of tables) await run(tx, sql.raw(`alter table ${table} enable trigger user`));
  for (const [done, table] of tables.entries()) {
    told(`analyze ${table}`, taken.length + done, taken.length + tables.length);
    await run(tx, sql.raw(`analyze ${table}`));
  }
}

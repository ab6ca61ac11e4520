import { CompiledQuery } from 'kysely';
import type { Tx } from './database.ts';

export type CopyValue = string | number | boolean | null | undefined;

/** A table that many rows are copied into: its columns, and the values of one row in their order. */
export type CopyTable<Row> = {
  name: `${string}.${string}` | `pg_temp.${string}`;
  columns: readonly string[];
  values: (row: Row) => readonly CopyValue[];
};

/** The one parameter of a COPY statement: lines in PostgreSQL's text form. Both engines' clients know it. */
export class CopyLines {
  constructor(readonly bytes: Uint8Array) {}
}

/** The one parameter of a COPY that reads: who takes the bytes, and holds the server back until they are taken. PostgreSQL only. */
export class CopyReading {
  constructor(readonly take: (bytes: Buffer) => Promise<void>) {}

  /** Resolves when the last bytes are taken. Errors: those of the database and of whoever takes. */
  async run(tx: Tx, statement: string): Promise<void> {
    await tx.executeQuery(CompiledQuery.raw(statement, [this]));
  }
}

const SPECIAL = /[\\\n\r\t]/g;
const ESCAPED: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const written = (value: CopyValue): string => {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string')
    return value.search(SPECIAL) < 0 ? value : value.replace(SPECIAL, (mark) => ESCAPED[mark]!);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return String(value);
};

/** One row as COPY reads it, with the line's end. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = written(values[0]);
  for (let i = 1; i < values.length; i++) line += `\t${written(values[i])}`;
  return `${line}\n`;
}

/** So many characters travel in one statement: enough to cost nothing, little enough to cost no memory. */
const CHARACTERS_AT_ONCE = 2_000_000;

/**
 * The one way to the database that many streams share: a part of one table is on its way while the parts of all of
 * them gather. The first failure ends all of them.
 */
export class CopyLane {
  #sending: Promise<void> = Promise.resolve();
  #failure: unknown;

  constructor(private readonly tx: Tx) {}

  /** Resolves when the part before this one has arrived. */
  async send(statement: string, bytes: Uint8Array): Promise<void> {
    await this.settle();
    this.#sending = this.tx.executeQuery(CompiledQuery.raw(statement, [new CopyLines(bytes)])).then(
      () => undefined,
      (error: unknown) => {
        this.#failure = error;
      },
    );
  }

  /** Resolves when everything that was sent has arrived. Errors: those of the database. */
  async settle(): Promise<void> {
    await this.#sending;
    if (this.#failure) throw this.#failure;
  }
}

/** Rows of one table, sent in parts within the transaction of the lane. */
export class CopyStream<Row> {
  #lines: string[] = [];
  #length = 0;
  readonly #statement: string;
  count = 0;

  /** @param freeze for a table that this very transaction made or emptied: its rows need no later vacuum */
  constructor(
    private readonly lane: CopyLane,
    private readonly table: CopyTable<Row>,
    freeze = false,
  ) {
    const columns = table.columns.join(', ');
    this.#statement = `copy ${table.name} (${columns}) from stdin${freeze ? ' with (freeze)' : ''}`;
  }

  /** Takes a row. Await the answer when it is a promise: it holds back a writer that is faster than the database. */
  write(row: Row): Promise<void> | undefined {
    const line = copyLine(this.table.values(row));
    this.#lines.push(line);
    this.#length += line.length;
    this.count++;
    return this.#length >= CHARACTERS_AT_ONCE ? this.flush() : undefined;
  }

  async flush(): Promise<void> {
    if (this.#lines.length === 0) return;
    const bytes = Buffer.from(this.#lines.join(''), 'utf8');
    this.#lines = [];
    this.#length = 0;
    await this.lane.send(this.#statement, bytes);
  }

  /** Sends the rest and waits until all of it is in the table. Errors: those of the database. */
  async end(): Promise<number> {
    await this.flush();
    await this.lane.settle();
    return this.count;
  }
}

import { z } from 'zod';
import { CopyFault } from './copy-fault.ts';
import { type CheckedFile, checkFile, type Frame, framesOf } from './copy-file.ts';

const table = z.object({
  name: z.string().regex(/^[a-z_0-9]+\.[a-z_0-9]+$/),
  columns: z.array(z.string().regex(/^[a-z_0-9]+$/)).min(1),
  rows: z.number().int().min(0),
});

const header = z.object({
  version: z.string(),
  /** In the time of Hanoi. */
  takenAt: z.string(),
  engine: z.enum(['embedded', 'postgres']),
  server: z.string(),
  /** Steps of the schema that had run, by name. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(table).min(1),
  /** Tables whose rows do not belong into a copy. */
  left: z.array(z.string()),
  /** The last number that each numbered column gave. */
  counters: z.array(
    z.object({ table: z.string(), column: z.string(), last: z.number().int(), isUsed: z.boolean() }),
  ),
});

export type CopyHeader = z.infer<typeof header>;
export type CopiedTable = z.infer<typeof table>;

/** Rows of all tables together. */
export const rowsIn = ({ tables }: CopyHeader): number => tables.reduce((sum, { rows }) => sum + rows, 0);

/** So many rows are in these lines: within a row COPY writes a line's end as `\n`. */
export function linesIn(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}

export type CopyReader = {
  file: string;
  header: CopyHeader;
  /** Lines of the tables in the order of the header. */
  lines: AsyncGenerator<{ table: CopiedTable; bytes: Buffer; rows: number }>;
};

/**
 * Opens a checked file: its header at once, its rows as they are asked for. Each table must have as many rows as the
 * header says, and nothing may follow the end. Errors: those of `framesOf`, `unreadable`.
 */
export const openCopy = (checked: CheckedFile, passphrase: string | undefined): Promise<CopyReader> =>
  readFrames(framesOf(checked, passphrase), checked.file);

/** The same of frames that come from anywhere. Errors: `unreadable`. */
export async function readFrames(frames: AsyncGenerator<Frame>, file: string): Promise<CopyReader> {
  const wrong = (what: string) => new CopyFault('unreadable', { file, what });
  const next = async (): Promise<Frame> => {
    const { value, done } = await frames.next();
    if (done) throw wrong('end');
    return value;
  };
  const first = await next();
  if (first.kind !== 'header') throw wrong('header');
  const found = header.safeParse(asJson(first.content));
  if (!found.success) throw wrong('header');
  const tables = found.data.tables;

  async function* lines(): CopyReader['lines'] {
    let frame = await next();
    for (const table of tables) {
      if (frame.kind !== 'table' || frame.content.toString() !== table.name) throw wrong(table.name);
      let rows = 0;
      for (frame = await next(); frame.kind === 'rows'; frame = await next()) {
        if (frame.content.at(-1) !== 10) throw wrong(table.name);
        const count = linesIn(frame.content);
        rows += count;
        yield { table, bytes: frame.content, rows: count };
      }
      if (rows !== table.rows) throw wrong(`${table.name}: ${rows} ≠ ${table.rows}`);
    }
    if (frame.kind !== 'end' || !(await frames.next()).done) throw wrong('end');
  }
  return { file, header: found.data, lines: lines() };
}

/**
 * Reads all of a copy and keeps none of it: the checksum, every frame, the count of every table.
 * Errors: those of `checkFile` and of `openCopy`.
 * @param told hears the share that is read, and what
 */
export async function readCopy(
  file: string,
  passphrase: string | undefined,
  told: (share: number, what: string) => void,
): Promise<{ checked: CheckedFile; header: CopyHeader }> {
  const checked = await checkFile(file, (share) => told(share * 0.3, 'SHA-256'));
  const { header, lines } = await openCopy(checked, passphrase);
  const all = Math.max(rowsIn(header), 1);
  let done = 0;
  for await (const { table, rows } of lines) {
    done += rows;
    told(0.3 + (done / all) * 0.7, table.name);
  }
  told(1, '');
  return { checked, header };
}

function asJson(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString());
  } catch {
    return undefined;
  }
}

import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { quietWorld } from '#app/quiet-world.ts';
import { memberFile } from '#app/seed/city/member-file.ts';
import { importManyFromFile } from '#features/members/public.ts';
import { findUnitByCode } from '#features/units/public.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { CopyLane } from '#platform/database/copy.ts';
import { type Database, inTransaction, one, rows, run, sql, type Tx } from '#platform/database/database.ts';
import { type Bench, judge, median, timed } from './harness.ts';

/** Rows of the two tables as COPY takes them, written to files once. */
async function exportRows(
  db: Database,
  folder: string,
): Promise<{ table: string; columns: string; path: string }[]> {
  const files: { table: string; columns: string; path: string }[] = [];
  for (const table of ['members.person', 'members.membership']) {
    const columns = (
      await rows(
        db.kysely,
        sql<{ name: string }>`
          select attname as name from pg_attribute
           where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
           order by attnum`,
      )
    ).map(({ name }) => name);
    const path = join(folder, `${table}.copy`);
    const out = createWriteStream(path);
    // As COPY writes them: tabs between, nothing is \\N, the backslash doubled. No text of these tables holds a tab.
    const values = columns.map((c) => `coalesce(replace("${c}"::text, '\\', '\\\\'), '\\N')`).join(', ');
    const query = `select array_to_string(array[${values}], E'\\t') as line from ${table}`;
    await inTransaction(db, 'read', async (tx) => {
      await run(tx, sql.raw(`declare lines no scroll cursor for ${query}`));
      for (;;) {
        const { rows: part } = await sql<{ line: string }>`fetch 20000 from lines`.execute(tx);
        if (part.length === 0) break;
        if (!out.write(`${part.map((row) => row.line).join('\n')}\n`))
          await new Promise<void>((done) => out.once('drain', () => done()));
      }
    });
    await new Promise<void>((done) => out.end(() => done()));
    files.push({ table, columns: columns.map((c) => `"${c}"`).join(', '), path });
  }
  return files;
}

const PART = 4 << 20;

/** The floor: the same rows by COPY into the same tables with the same keys and indexes, in one transaction. */
async function copyRows(tx: Tx, files: Awaited<ReturnType<typeof exportRows>>): Promise<void> {
  const lane = new CopyLane(tx);
  for (const { table, columns, path } of files) {
    const statement = `copy ${table} (${columns}) from stdin`;
    let parts: string[] = [];
    let size = 0;
    for await (const line of createInterface({
      input: createReadStream(path),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      parts.push(line);
      size += line.length;
      if (size < PART) continue;
      await lane.send(statement, Buffer.from(`${parts.join('\n')}\n`));
      parts = [];
      size = 0;
    }
    if (parts.length > 0) await lane.send(statement, Buffer.from(`${parts.join('\n')}\n`));
  }
  await lane.settle();
}

const EMPTY = 'truncate members.person, members.membership, members.import_run cascade';

/** Reading, checking and writing the member file of the whole city, beside COPY of the same rows. */
export const importBench: Bench = {
  about: 'the member file of the city, checked and written, beside COPY of the same rows',
  needs: 'tree',
  run: async ({ db, seed, part, today, rounds, say }) => {
    const folder = await mkdtemp(join(tmpdir(), 'goc-bench-'));
    try {
      const path = join(folder, 'dang-vien.csv');
      say('Writing the member file');
      await pipeline(
        Readable.from(memberFile({ seed, today, ...(part ? { part } : {}) })),
        createWriteStream(path),
      );
      const world = quietWorld(db, readConfig({ GOC_LOG: 'silent' }));
      const under = await inTransaction(db, 'read', (tx) => findUnitByCode(tx, '01', today));
      if (!under) throw new Error('The city has no unit of code 01.');
      const empty = () => inTransaction(db, 'write', (tx) => run(tx, sql.raw(EMPTY)));
      const nowMs = Date.parse(`${today}T03:00:00Z`);

      let most = 0;
      const before = process.memoryUsage.rss();
      const importOnce = async () => {
        const watch = setInterval(() => {
          most = Math.max(most, process.memoryUsage.rss() - before);
        }, 100);
        try {
          return await importManyFromFile(
            db,
            path,
            { underId: under.id, today, apply: true, skipRefused: false, world },
            nowMs,
          );
        } finally {
          clearInterval(watch);
        }
      };
      say('Importing once to learn the rows');
      const outcome = await importOnce();
      if (!outcome.applied) throw new Error(`The file was refused: ${JSON.stringify(outcome.byCode)}`);
      const { people } = await one(
        db.kysely,
        sql<{ people: number }>`select count(*)::int as people from members.person`,
      );
      const files = await exportRows(db, folder);

      const measured: { floor: number; ours: number }[] = [];
      const settle = async () => {
        await empty();
        // Neither side pays for what the other left to be written to disk.
        await run(db.kysely, sql.raw('checkpoint'));
      };
      for (let round = 0; round < rounds; round++) {
        const sides = {
          floor: () => inTransaction(db, 'write', (tx) => copyRows(tx, files)),
          ours: importOnce,
        };
        const order = round % 2 === 0 ? (['floor', 'ours'] as const) : (['ours', 'floor'] as const);
        const times = { floor: 0, ours: 0 };
        for (const side of order) {
          await settle();
          times[side] = await timed(sides[side]);
        }
        measured.push(times);
        say(
          `Round ${round + 1}: COPY ${(times.floor / 1000).toFixed(1)} s, import ${(times.ours / 1000).toFixed(1)} s`,
        );
      }
      const comparison = judge(measured);
      const shares = measured.map(({ floor, ours }) => floor / ours);
      const share = Number(median(shares).toFixed(3));
      const figures = {
        rows: people,
        file_mb: Math.round((await stat(path)).size / 1e6),
        ...comparison,
        /** Speed of the import over the speed of COPY: the target is at least 0.4. */
        share_of_copy_speed: share,
        share_range: [Number(Math.min(...shares).toFixed(3)), Number(Math.max(...shares).toFixed(3))],
        rows_per_second: Math.round(people / (comparison.ours_ms / 1000)),
        copy_rows_per_second: Math.round(people / (comparison.floor_ms / 1000)),
        memory_growth_mb: Math.round(most / 1e6),
      };
      return {
        figures,
        lines: [
          `${people} rows of ${figures.file_mb} MB: import ${(comparison.ours_ms / 1000).toFixed(1)} s, COPY ${(comparison.floor_ms / 1000).toFixed(1)} s`,
          `${(share * 100).toFixed(0)} % of the speed of COPY (target 40 %), ${figures.memory_growth_mb} MB of memory (target 500)`,
        ],
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

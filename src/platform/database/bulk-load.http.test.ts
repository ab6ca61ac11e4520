import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '#testing/open-test-database.ts';
import { loadInBulk, TablesNotEmpty } from './bulk-load.ts';
import { CopyLane, CopyStream, type CopyTable } from './copy.ts';
import { type Database, inTransaction, one, rows, run, sql } from './database.ts';

type Row = { id: number; word: string | null; isGood: boolean };
const things: CopyTable<Row> = {
  name: 'trial.thing',
  columns: ['id', 'word', 'is_good'],
  values: (row) => [row.id, row.word, row.isGood],
};

let db: Database;
beforeEach(async () => {
  db = await openTestDatabase();
  await inTransaction(db, 'write', (tx) =>
    run(
      tx,
      sql.raw(`
        create schema trial;
        create table trial.kind (id int primary key);
        create table trial.thing (
          id int primary key, word text check (word <> 'bad'), is_good boolean not null,
          kind_id int references trial.kind, unique (word)
        );
        create index thing_by_word on trial.thing (word, id) where is_good;
        create table trial.part (thing_id int not null references trial.thing);
      `),
    ),
  );
});
afterEach(() => db.close());

const definitions = () =>
  rows(
    db.kysely,
    sql<{ name: string; definition: string }>`
      select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
       where connamespace = 'trial'::regnamespace
      union all select indexname, indexdef from pg_indexes where schemaname = 'trial' order by 1, 2`,
  );
const count = async () =>
  (await one(db.kysely, sql<{ n: number }>`select count(*)::int as n from trial.thing`)).n;

describe('copying rows', () => {
  it('keeps every character as it is, and nothing as nothing', async () => {
    const words = [
      'Nguyễn Thị Hoà',
      'tab\tand\nline\r',
      'back\\slash \\N',
      '',
      null,
      '{"a":"\\u0001"}',
      '𝔾ốc',
    ];
    await inTransaction(db, 'write', async (tx) => {
      const stream = new CopyStream(new CopyLane(tx), things);
      for (const [id, word] of words.entries()) await stream.write({ id, word, isGood: id % 2 === 0 });
      expect(await stream.end()).toBe(words.length);
    });
    const kept = await rows(
      db.kysely,
      sql<Row>`select id, word, is_good as "isGood" from trial.thing order by id`,
    );
    expect(kept).toEqual(words.map((word, id) => ({ id, word, isGood: id % 2 === 0 })));
  });

  it('sends many parts and tells of a row that the table refuses', async () => {
    const long = 'x'.repeat(40_000);
    await inTransaction(db, 'write', async (tx) => {
      const stream = new CopyStream(new CopyLane(tx), things);
      for (let id = 0; id < 150; id++) await stream.write({ id, word: `${id} ${long}`, isGood: true });
      await stream.end();
    });
    expect(await count()).toBe(150);
    const refused = inTransaction(db, 'write', async (tx) => {
      const stream = new CopyStream(new CopyLane(tx), things);
      await stream.write({ id: 900, word: 'bad', isGood: true });
      await stream.end();
    });
    await expect(refused).rejects.toMatchObject({ code: '23514' });
    expect(await count()).toBe(150);
  });
});

describe('loading in bulk', () => {
  const load = (list: Row[]) =>
    inTransaction(db, 'write', (tx) =>
      loadInBulk(tx, ['trial.thing'], async ({ stream }) => {
        const to = stream(things);
        for (const row of list) await to.write(row);
      }),
    );

  it('leaves keys, references and indexes as they were', async () => {
    const before = await definitions();
    expect(before.length).toBeGreaterThan(6);
    await load([
      { id: 1, word: 'một', isGood: true },
      { id: 2, word: 'hai', isGood: false },
    ]);
    expect(await count()).toBe(2);
    expect(await definitions()).toEqual(before);
  });

  it('lets the database refuse rows that break a key, and leaves nothing behind', async () => {
    const before = await definitions();
    await expect(
      load([
        { id: 1, word: 'một', isGood: true },
        { id: 1, word: 'hai', isGood: true },
      ]),
    ).rejects.toMatchObject({ code: '23505' });
    expect(await count()).toBe(0);
    expect(await definitions()).toEqual(before);
  });

  it('refuses tables that hold something already', async () => {
    await load([{ id: 1, word: 'một', isGood: true }]);
    await expect(load([{ id: 2, word: 'hai', isGood: true }])).rejects.toBeInstanceOf(TablesNotEmpty);
    expect(await count()).toBe(1);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '#testing/open-test-database.ts';
import { CopyLane, CopyStream, type CopyTable } from './copy.ts';
import {
  type Database,
  inTransaction,
  one,
  rows,
  run,
  sql,
  sqlState,
  type Tx,
  together,
} from './database.ts';

let db: Database;
beforeEach(async () => {
  db = await openTestDatabase();
  await inTransaction(db, 'write', (tx) =>
    run(tx, sql.raw('create schema trial; create table trial.thing (id int primary key, word text);')),
  );
});
afterEach(() => db.close());

const trialThing: CopyTable<{ id: number; word: string }> = {
  name: 'trial.thing',
  columns: ['id', 'word'],
  values: ({ id, word }) => [id, word],
};

const add = (tx: Tx, id: number, word: string) =>
  run(tx, sql`insert into trial.thing (id, word) values (${id}, ${word})`);
const count = (tx: Tx) => one(tx, sql<{ count: number }>`select count(*)::int as count from trial.thing`);
const things = () =>
  inTransaction(db, 'read', (tx) =>
    rows(tx, sql<{ id: number; word: string }>`select id, word from trial.thing order by id`),
  );

describe('queries that are sent together', () => {
  it('are carried out in the order in which they are asked, and each gets its own answer', async () => {
    const answers = await inTransaction(db, 'write', (tx) =>
      together(tx, (tx) =>
        Promise.all([count(tx), add(tx, 1, 'một'), count(tx), add(tx, 2, 'hai'), count(tx)]),
      ),
    );
    expect(answers.flatMap((each) => each?.count ?? [])).toEqual([0, 1, 2]);
    expect(await things()).toEqual([
      { id: 1, word: 'một' },
      { id: 2, word: 'hai' },
    ]);
  });

  it('fail together, with the first fault, and leave nothing behind', async () => {
    const failing = inTransaction(db, 'write', (tx) =>
      together(tx, (tx) => Promise.all([add(tx, 1, 'một'), add(tx, 1, 'lại một'), add(tx, 2, 'hai')])),
    );
    expect(await failing.catch(sqlState)).toBe('23505');
    expect(await things()).toEqual([]);
    // The connection goes back in order: the next one finds nothing of it.
    expect(await inTransaction(db, 'read', count)).toEqual({ count: 0 });
  });

  it('may wait for one another, hold others within, and use the outer handle', async () => {
    const found = await inTransaction(db, 'write', (outer) =>
      together(outer, async (tx) => {
        await add(tx, 1, 'một');
        const [inner, other] = await Promise.all([
          together(tx, (tx) => Promise.all([count(tx), count(tx)])),
          count(outer),
        ]);
        return [...inner, other];
      }),
    );
    expect(found).toEqual([{ count: 1 }, { count: 1 }, { count: 1 }]);
  });

  it('let a bulk copy have the connection to itself, before and after them', async () => {
    const counted = await inTransaction(db, 'write', async (tx) => {
      const before = await together(tx, (tx) => Promise.all([add(tx, 1, 'một'), count(tx)]));
      const stream = new CopyStream(new CopyLane(tx), trialThing);
      for (const id of [2, 3]) await stream.write({ id, word: 'nữa' });
      await stream.end();
      return [before[1], ...(await together(tx, (tx) => Promise.all([count(tx), count(tx)])))];
    });
    expect(counted).toEqual([{ count: 1 }, { count: 3 }, { count: 3 }]);
  });

  it('outside of a transaction are asked each by itself', async () => {
    await add(db.kysely, 1, 'một');
    const found = await together(db.kysely, (tx) => Promise.all([count(tx), count(tx)]));
    expect(found).toEqual([{ count: 1 }, { count: 1 }]);
  });

  it('of the same text may be many at once', async () => {
    await inTransaction(db, 'write', (tx) => add(tx, 1, 'một'));
    const found = await inTransaction(db, 'read', (tx) =>
      together(tx, (tx) =>
        Promise.all(
          [1, 2, 1].map((id) =>
            rows(tx, sql<{ word: string }>`/* hot */ select word from trial.thing where id = ${id}`),
          ),
        ),
      ),
    );
    expect(found).toEqual([[{ word: 'một' }], [], [{ word: 'một' }]]);
  });
});

import { afterAll, expect, test } from 'vitest';
import { inTransaction, one, run, sql } from '#platform/database/database.ts';
import { openTestDatabase } from './open-test-database.ts';

const opened: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const db of opened) await db.close();
});

const account = (id: string) => sql`
  insert into platform.account (person_id, login, created_at) values (${id}::uuid, ${id}, now())`;
const accounts = sql<{ n: number }>`select count(*) as n from platform.account`;

test('each test file has a migrated database of its own', async () => {
  const [first, second] = [await openTestDatabase(), await openTestDatabase()];
  opened.push(first, second);
  await inTransaction(first, 'write', (tx) => run(tx, account('00000000-0000-7000-8000-000000000001')));
  expect(await inTransaction(first, 'read', (tx) => one(tx, accounts))).toEqual({ n: 1 });
  expect(await inTransaction(second, 'read', (tx) => one(tx, accounts))).toEqual({ n: 0 });
});

test('both engines fold and order Vietnamese letters alike, and speak PostgreSQL 18', async () => {
  const db = await openTestDatabase();
  opened.push(db);
  const folded = await inTransaction(db, 'read', (tx) =>
    one(
      tx,
      sql<{ low: string; high: string; sorted: string[]; major: number }>`
        select lower('ĐẶNG THỊ HƯỜNG') as low, upper('đặng thị hường') as high,
          (select array_agg(x order by x collate "C") from unnest(array['b', 'a', 'â', 'B']) x) as sorted,
          current_setting('server_version_num')::int / 10000 as major`,
    ),
  );
  expect(folded).toEqual({
    low: 'đặng thị hường',
    high: 'ĐẶNG THỊ HƯỜNG',
    sorted: ['B', 'a', 'b', 'â'],
    major: 18,
  });
});

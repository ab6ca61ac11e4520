import { afterAll, beforeAll, expect, test } from 'vitest';
import { features } from '#app/features.ts';
import { createPlan, findPlan, holdPlan, movePlan, writeSteps } from '#features/reorganisation/public.ts';
import { placeInLife } from '#features/units/public.ts';
import { systemClock, today } from '#kernel/clock.ts';
import type { Id } from '#kernel/ids.ts';
import { type Database, inTransaction, one, run, sql, type Tx } from '#platform/database/database.ts';
import { makeSmallWard, type SmallWard } from '#testing/small-ward.ts';
import { type Installation, installGoc, killGocAt, runGoc } from './testing/run-goc.ts';

// `goc plan apply` as a process of its own, killed the hard way (SIGKILL) at chosen moments of taking effect, on the engine
// of this run. A trigger holds the process at the moment, so that the kill always finds it there.

let home: Installation;
let ward: SmallWard;
let planId: Id;

/** Branch 7 joins branch 5, which takes a new name: tree, members, posts and tasks change. */
async function schedulePlan(tx: Tx): Promise<Id> {
  const on = today(systemClock);
  const writer = { tx, today: on, nowMs: systemClock.now(), by: ward.people.minh };
  const place = await placeInLife(tx, ward.ward, on);
  const id = await createPlan(writer, { unitId: ward.ward, title: 'Sắp xếp chi bộ', on, correctsId: null });
  await writeSteps(writer, place, await holdPlan(tx, ward.ward, id), [
    { kind: 'merge', unitId: ward.branch7, intoId: ward.branch5 },
    { kind: 'rename', unitId: ward.branch5, name: 'Chi bộ Liên khu' },
  ]);
  const said = { decision: { number: '31-QĐ/ĐU', on, issuedBy: 'Đảng ủy phường' }, note: null };
  await movePlan(writer, place, (await findPlan(tx, id))!, 'approve', said);
  await movePlan(writer, place, (await findPlan(tx, id))!, 'schedule', said);
  return id;
}

beforeAll(async () => {
  home = await installGoc(async (db) => {
    await inTransaction(db, 'write', async (tx) => {
      ward = await makeSmallWard(tx, systemClock.now());
      await run(
        tx,
        sql`insert into tasks.task (id, branch_id, title, owner_id, helper_ids, output, due_on, report_month,
                                    assigned_in_month, assigned_at)
            values (uuidv7(), ${ward.branch7}, 'Rà soát hộ nghèo', ${ward.people.nam}, '{}', 'Danh sách',
                    '2999-02-20', '2999-02', '2026-01', now())`,
      );
      planId = await schedulePlan(tx);
    });
  });
});
afterAll(() => home.remove());

const inside = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
  const db = await home.open();
  try {
    return await work(db);
  } finally {
    await db.close();
  }
};

/** One fingerprint for each table of each feature: not one row may differ. */
const everything = () =>
  inside(async ({ kysely }) => {
    const prints: [string, string][] = [];
    for (const table of features.flatMap((feature) => feature.tables)) {
      const { print } = await one(
        kysely,
        sql<{ print: string }>`
          select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print from ${sql.table(table)} t`,
      );
      prints.push([table, print]);
    }
    return Object.fromEntries(prints);
  });

/** What of the plan can be seen: its state, where the members and their open work are, and whether branch 7 is still there. */
const seen = () =>
  inside(({ kysely }) =>
    one(
      kysely,
      sql<{ state: string; at7: number; at5: number; tasks7: number; posts7: number; lives: boolean }>`
        select (select state from reorganisation.plan where id = ${planId}) as state,
               (select count(*)::int from members.membership where branch_id = ${ward.branch7} and upper(valid) is null) as at7,
               (select count(*)::int from members.membership where branch_id = ${ward.branch5} and upper(valid) is null) as at5,
               (select count(*)::int from tasks.task where branch_id = ${ward.branch7}) as tasks7,
               (select count(*)::int from mandates.mandate where unit_id = ${ward.branch7} and upper(valid) is null) as posts7,
               (select upper(life) is null from units.unit where id = ${ward.branch7}) as lives`,
    ),
  );
const OLD = { state: 'scheduled', at7: 2, at5: 7, tasks7: 1, posts7: 1, lives: true };
const NEW = { state: 'applied', at7: 0, at5: 9, tasks7: 0, posts7: 0, lives: false };

/** Whatever reaches the table in this way waits there for ever; `at-commit` lets it through until all is to be kept. */
async function holdAt(table: string, verb: 'insert' | 'update', when: 'at-once' | 'at-commit') {
  const trigger =
    when === 'at-commit'
      ? `create constraint trigger held after ${verb} on ${table} deferrable initially deferred for each row`
      : `create trigger held before ${verb} on ${table} for each statement`;
  await inside(({ kysely }) =>
    run(
      kysely,
      sql.raw(`
        create function public.hold_here() returns trigger language plpgsql as
          $$ begin loop perform pg_sleep(0.05); end loop; return null; end $$;
        ${trigger} execute function public.hold_here();`),
    ),
  );
  return () =>
    inside(async ({ kysely, engine }) => {
      // A server does not know that whoever asked is dead; the embedded engine died with it.
      if (engine === 'postgres')
        await run(
          kysely,
          sql`select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and pid <> pg_backend_pid()`,
        );
      await run(kysely, sql.raw('drop function public.hold_here() cascade'));
    });
}

const moments = [
  ['the tree is being written', 'units.succession', 'insert', 'at-once', /20 %/],
  ['the tree is written, the members are not', 'members.membership', 'update', 'at-once', /60 %/],
  ['the members are carried, their posts are not ended', 'mandates.mandate', 'update', 'at-once', /60 %/],
  ['everything is carried, the plan does not know', 'reorganisation.plan', 'update', 'at-once', /90 %/],
  ['everything is written and is to be kept', 'reorganisation.plan_event', 'insert', 'at-commit', /100 %/],
] as const;

test.each(moments)('killed when %s: nothing of it stays', { timeout: 120_000 }, async (...moment) => {
  const [, table, verb, when, line] = moment;
  const before = await everything();
  const letGo = await holdAt(table, verb, when);
  const told = await killGocAt(['plan', 'apply', planId], home.settings, line);
  await letGo();
  expect(told).toMatch(line);
  expect(await everything()).toEqual(before);
  expect(await seen()).toEqual(OLD);
});

test('killed as soon as it says that it is done: all of it or nothing, and the state says which', {
  timeout: 120_000,
}, async () => {
  // Nothing holds it here: the kill comes before, in or after the moment in which it is kept.
  await killGocAt(['plan', 'apply', planId], home.settings, /100 %/).catch((ended: Error) => {
    expect(ended.message).toContain('It ended by itself with 0');
  });
  const after = await seen();
  expect(after).toEqual(after.state === 'applied' ? NEW : OLD);
  const again = await runGoc(['plan', 'apply', planId, '--json'], home.settings);
  if (after.state === 'applied') expect(again.json.error.code).toBe('reorganisation.not-scheduled');
  else expect(again.json.members).toEqual({ before: 9, after: 9 });
  expect(await seen()).toEqual(NEW);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { planMeeting } from '#features/meetings/public.ts';
import { createPlan, movePlan, writeSteps } from '#features/reorganisation/contract.ts';
import { type Clock, getDashboard, getMonth, getMoves } from '#features/reports/contract.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { run, sql } from '#platform/database/database.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';

// A plan changes the tree, not what was reported: months that are over keep their figures on their own tree, and on the tree
// of today their sums are the same.

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  const { branch5, branch7, people } = world.ward;
  for (const [branchId, present] of [
    [branch5, 6],
    [branch7, 2],
  ] as const)
    await world.write(async (tx) => {
      const { id } = await planMeeting(
        tx,
        {
          branchId,
          month: '2026-02',
          kind: 'regular',
          plannedOn: '2026-02-03',
          plannedTime: '19:30',
          place: 'Nhà văn hóa',
        },
        { personId: people.an, today: '2026-02-03' },
        world.clock.now(),
      );
      await run(
        tx,
        sql`update meetings.meeting set stage = 'closed', held_on = planned_on, base = ${present},
                   present = ${present} where id = ${id}`,
      );
    });
  const task = (branchId: Id, owner: Id, dueOn: string, state: string) =>
    world.write((tx) =>
      run(
        tx,
        sql`insert into tasks.task (id, branch_id, title, owner_id, helper_ids, output, due_on, report_month,
                                    assigned_in_month, state, assigned_at)
            values (${newId()}, ${branchId}, 'Việc thử', ${owner}, '{}', 'Báo cáo', ${dueOn}::text::date,
                    ${dueOn.slice(0, 7)}, '2026-01', ${state}, ${new Date(world.clock.now())})`,
      ),
    );
  await task(branch7, people.nam, '2026-02-20', 'open');
  await task(branch7, people.nam, '2026-02-21', 'done');
  await task(branch5, people.dung, '2026-02-25', 'done-late');
  await task(branch7, people.lan, '2026-04-20', 'open');
});
afterAll(() => world.close());

const figures = async (clock: Clock, period = '2026-02') => {
  const { body } = await world
    .as('minh')
    .call(getDashboard, { params: { unitId: world.ward.ward, period }, query: { clock } });
  return {
    totals: body.totals,
    children: Object.fromEntries(body.children.map((child) => [child.id ?? 'ended', child.figures])),
  };
};

test('a merge of two branches leaves every month before it as it was, and its sums on the tree of today', async () => {
  const { ward, branch5, branch7 } = world.ward;
  world.clock.set('2026-04-01');
  const before = await figures('then');
  const march = await figures('then', '2026-03');
  // The table of a month too, to the tasks that stand past their day today.
  const table = async () =>
    (await world.as('minh').call(getMonth, { params: { unitId: ward, month: '2026-02' } })).body;
  const february = await table();
  expect(february.rows.find((row) => row.branchId === branch7)?.overdueTasks).toBe(1);
  expect(before.children[branch7]).toMatchObject({ tasksDue: 2, tasksOpen: 1, held: 1, members: 2 });

  const minh = world.as('minh');
  const on = '2026-04-01';
  const { planId } = (
    await minh.call(createPlan, { params: { unitId: ward }, body: { title: 'Nhập chi bộ', on } })
  ).body;
  const params = { unitId: ward, planId };
  await minh.call(writeSteps, {
    params,
    body: { title: 'Nhập chi bộ', on, steps: [{ kind: 'merge', unitId: branch7, intoId: branch5 }] },
  });
  const decision = { number: '31-QĐ/TU', on: '2026-03-20' };
  for (const body of [{ move: 'approve', decision }, { move: 'schedule' }])
    expect((await minh.call(movePlan, { params, body: body as never })).status).toBe(200);
  const done = await minh.call(movePlan, { params, body: { move: 'apply' } });
  expect([done.status, done.body.state]).toEqual([200, 'applied']);

  expect(await figures('then')).toEqual(before);
  expect(await table()).toEqual(february);
  expect(await figures('then', '2026-03')).toEqual(march);
  const today = await figures('today');
  expect(today.totals).toEqual(before.totals);
  expect(today.children[branch7]).toBe(undefined);
  // What was counted in the branch that ended is explained as one move.
  const { moves, groups } = (await minh.call(getMoves, { params: { unitId: ward, period: '2026-02' } })).body;
  expect(moves.map((move) => [move.unit.name, move.isEnded, move.figures.members])).toEqual([
    ['Chi bộ 7', true, 2],
  ]);
  const sum = (side: 'before' | 'after') => groups.reduce((total, group) => total + group[side].members, 0);
  expect(sum('after')).toBe(sum('before'));
  // From the day on the task that is not due yet counts where its owner is.
  const april = await figures('then', '2026-04');
  expect(april.children[branch5]).toMatchObject({ tasksDue: 1, members: 9 });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { getRound, getSheet, leaveOut, listRoundBranches, openRound } from '#features/grading/contract.ts';
import { createPlan, getPlan, movePlan, writeSteps } from '#features/reorganisation/contract.ts';
import { changeUnit } from '#features/units/contract.ts';
import type { Id } from '#kernel/ids.ts';
import { foundBranches } from '#testing/held-meetings.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';

// Units that end while a round of grading is open: by a plan they leave it, and whoever carries on is graded in their place.

let world: TestWorld;
let roundId: Id;
let branch8: Id;
const ON = '2026-04-01';
beforeAll(async () => {
  world = await openTestWorld();
  [branch8] = (await world.write((tx) => foundBranches(tx, world.ward.ward, 1, { from: 8 }))) as [Id];
  const opened = await world.as('minh').call(openRound, {
    params: { unitId: world.ward.ward },
    body: {
      kind: 'quarter',
      title: 'Xếp loại quý I',
      fromMonth: '2026-01',
      toMonth: '2026-03',
      selfBy: '2026-04-05',
      appraiseBy: '2026-04-10',
      decideBy: '2026-04-15',
    },
  });
  expect(opened.body.branches).toBe(3);
  roundId = opened.body.id;
});
afterAll(() => world.close());

const rows = async () =>
  (
    await world
      .as('minh')
      .call(listRoundBranches, { params: { unitId: world.ward.ward, roundId }, query: {} })
  ).body.rows;

test('a plan says before what becomes of open gradings, and does it on its day', async () => {
  const { ward, branch5, branch7 } = world.ward;
  const minh = world.as('minh');
  const title = 'Sắp xếp chi bộ';
  const { planId } = (await minh.call(createPlan, { params: { unitId: ward }, body: { title, on: ON } }))
    .body;
  const params = { unitId: ward, planId };
  const steps = [{ kind: 'merge', unitId: branch7, intoId: branch5 }];
  await minh.call(writeSteps, { params, body: { title, on: ON, steps } as never });
  const decision = { number: '31-QĐ/ĐU', on: '2026-03-02', issuedBy: null };
  await minh.call(movePlan, { params, body: { move: 'approve', decision } });
  await minh.call(movePlan, { params, body: { move: 'schedule' } });
  const { ahead } = (await minh.call(getPlan, { params })).body;
  expect(ahead.filter((one) => one.key === 'grading.open')).toMatchObject([
    {
      lines: [{ unit: 'Chi bộ 7', what: 'Xếp loại quý I, quyết định trước 15/04/2026', into: ['Chi bộ 5'] }],
    },
  ]);
  world.clock.set(ON);
  expect((await minh.call(movePlan, { params, body: { move: 'apply' } })).body.state).toBe('applied');
  expect((await rows()).map((row) => [row.name, row.state, row.leftOutBecause])).toEqual([
    ['Chi bộ 5', 'not-begun', null],
    ['Chi bộ 7', 'left-out', 'Kết thúc theo quyết định 31-QĐ/ĐU'],
    ['Chi bộ 8', 'not-begun', null],
  ]);
  const round = await minh.call(getRound, { params: { unitId: ward, roundId } });
  expect(round.body.round.tally.branches).toBe(2);
  const sheet = await world.as('an').call(getSheet, { params: { unitId: branch5, roundId } });
  expect(sheet.body.steps).toEqual([
    { kind: 'carried', on: ON, byName: 'Đặng Tuấn Minh', words: 'Kế tục theo quyết định 31-QĐ/ĐU' },
  ]);
  // The one that is no more is still to be read.
  const ended = await minh.call(getSheet, { params: { unitId: branch7, roundId } });
  expect(ended.body).toMatchObject({ state: 'left-out', abilities: { write: false, appraise: false } });
});

test('without a plan a branch ends when its grading is decided or it was left out', async () => {
  const { ward } = world.ward;
  const decision = { number: '32-QĐ/ĐU', on: '2026-04-01' };
  const end = () =>
    world.as('minh').call(changeUnit, {
      params: { unitId: branch8 },
      body: { change: { verb: 'end', on: '2026-04-01' }, decision },
    });
  expect((await end()).error?.message).toBe(
    'Chi bộ 8 chưa thể kết thúc: còn 1 đợt xếp loại chưa quyết định.',
  );
  await world.as('minh').call(leaveOut, {
    params: { unitId: ward, roundId, branchId: branch8 },
    body: { reason: 'Kết thúc hoạt động' },
  });
  expect((await end()).status).toBe(200);
  expect((await rows()).find((row) => row.branchId === branch8)).toMatchObject({
    name: 'Chi bộ 8',
    state: 'left-out',
  });
});

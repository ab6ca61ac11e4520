import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPlan, getPlan, movePlan, writeSteps } from '#features/reorganisation/contract.ts';
import { enterOnList, getWatched, listWatched } from '#features/watchlists/contract.ts';
import type { Id } from '#kernel/ids.ts';
import { foundBranches } from '#testing/held-meetings.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';

// The ward follows branches 5, 20, 21 and 22. A plan joins 5 to 7, which nobody follows, and 20 to 21, which is followed; 22 ends.

let world: TestWorld;
const ON = '2026-04-01';
const entries = new Map<string, Id>();
let planId: Id;

beforeAll(async () => {
  world = await openTestWorld();
  const { ward, branch5, branch7, people } = world.ward;
  const [branch20, branch21, branch22] = (await world.write((tx) => foundBranches(tx, ward, 3))) as [
    Id,
    Id,
    Id,
  ];
  const minh = world.as('minh');
  for (const [name, branchId] of [
    ['5', branch5],
    ['20', branch20],
    ['21', branch21],
    ['22', branch22],
  ] as const) {
    const { body } = await minh.call(enterOnList, {
      params: { unitId: ward },
      body: {
        branchId,
        reasonKind: 'weak',
        reason: 'Sinh hoạt thưa.',
        ownerId: people.minh,
        dueOn: '2026-12-31',
      },
    });
    entries.set(name, body.id);
  }
  planId = (
    await minh.call(createPlan, { params: { unitId: ward }, body: { title: 'Sắp xếp chi bộ', on: ON } })
  ).body.planId;
  await minh.call(writeSteps, {
    params: { unitId: ward, planId },
    body: {
      title: 'Sắp xếp chi bộ',
      on: ON,
      steps: [
        { kind: 'merge', unitId: branch5, intoId: branch7 },
        { kind: 'merge', unitId: branch20, intoId: branch21 },
        { kind: 'end', unitId: branch22 },
      ],
    } as never,
  });
});
afterAll(() => world.close());

const entryOf = async (name: string) =>
  (
    await world.as('minh').call(getWatched, {
      params: { unitId: world.ward.ward, entryId: entries.get(name)! },
    })
  ).body.entry;

test('a plan says ahead what becomes of each entry', async () => {
  const { body } = await world.as('minh').call(getPlan, { params: { unitId: world.ward.ward, planId } });
  const ahead = JSON.stringify(body);
  expect(ahead).toContain('Mục theo dõi, củng cố được chuyển tiếp');
  expect(ahead).toContain('Mục theo dõi, củng cố kết thúc');
  expect(ahead).toContain('tổ chức tiếp nhận đã ở trong danh sách');
});

test('an entry goes to the branch that carries on, or ends with the reason', async () => {
  const minh = world.as('minh');
  const params = { unitId: world.ward.ward, planId };
  const decision = { number: '31-QĐ/ĐU', on: '2026-03-01', issuedBy: null };
  await minh.call(movePlan, { params, body: { move: 'approve', decision } });
  await minh.call(movePlan, { params, body: { move: 'schedule' } });
  world.clock.set(ON);
  expect((await minh.call(movePlan, { params, body: { move: 'apply' } })).error).toBeUndefined();

  const carried = await entryOf('5');
  expect(carried).toMatchObject({ state: 'open', branch: { id: world.ward.branch7, name: 'Chi bộ 7' } });
  expect(carried.lines[0]).toMatchObject({
    kind: 'carried',
    words: 'Chuyển tiếp theo phương án sắp xếp số 31-QĐ/ĐU.',
  });
  expect(await entryOf('20')).toMatchObject({
    state: 'removed',
    leftOn: ON,
    branch: { name: 'Chi bộ 20' },
    leftWords: 'Tổ chức được hợp nhất vào tổ chức đang có trong danh sách theo dõi.',
  });
  expect(await entryOf('22')).toMatchObject({
    state: 'removed',
    leftWords: 'Tổ chức kết thúc hoạt động theo phương án sắp xếp.',
  });
  expect(await entryOf('21')).toMatchObject({ state: 'open' });
  const list = await minh.call(listWatched, { params: { unitId: world.ward.ward } });
  expect(list.body.entries.map(({ branch }) => branch.name).toSorted()).toEqual(['Chi bộ 21', 'Chi bộ 7']);
});

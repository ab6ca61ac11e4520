import { afterAll, beforeAll, expect, test } from 'vitest';
import { getTransfer, startTransfer } from '#features/transfers/contract.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { assign, createPlan, getPlan, listUndecided, movePlan, writeSteps } from './contract.ts';

// Branch 7 ends in two parts while Dũng of branch 5 is on the way to it: a person says in which of them he arrives.

let world: TestWorld;
let transferId: Id;
let params: { unitId: Id; planId: Id };
const [first, second] = [newId(), newId()];
const ON = '2026-04-01';
beforeAll(async () => {
  world = await openTestWorld();
  const { branch5, branch7, people } = world.ward;
  const started = await world.as('an').call(startTransfer, {
    params: { branchId: branch5 },
    body: {
      personId: people.dung,
      kind: 'official',
      cause: 'residence',
      causeOn: '2026-03-02',
      to: { branchId: branch7 },
    },
  } as never);
  transferId = started.body.transferId;
});
afterAll(() => world.close());

const found = (unitId: Id, name: string) => ({
  kind: 'found',
  unitId,
  name,
  unitKind: 'branch',
  sector: 'residential',
  code: null,
  parentId: world.ward.ward,
});
const part = (intoId: Id) => ({ intoId, share: null, words: [] });

test('it stands in the worklist, a person decides, and the plan takes it along', async () => {
  const { ward, branch5, branch7, people } = world.ward;
  const minh = world.as('minh');
  const { planId } = (
    await minh.call(createPlan, { params: { unitId: ward }, body: { title: 'Chia chi bộ 7', on: ON } })
  ).body;
  params = { unitId: ward, planId };
  const steps = [
    found(first, 'Chi bộ 7A'),
    found(second, 'Chi bộ 7B'),
    { kind: 'split', unitId: branch7, parts: [part(first), part(second)], restId: null },
  ];
  await minh.call(writeSteps, { params, body: { title: 'Chia chi bộ 7', on: ON, steps } as never });
  const shown = (await minh.call(getPlan, { params })).body;
  expect(shown.worklists).toEqual([{ splitId: branch7, name: 'Chi bộ 7', open: 3, settled: 0 }]);
  const list = { params: { ...params, splitId: branch7 } };
  const { subjects } = (await minh.call(listUndecided, list)).body;
  expect(subjects.map(({ what, name, intoId }) => [what, name, intoId])).toEqual([
    ['person', 'Hoàng Ngọc Lan', null],
    ['person', 'Ngô Hải Nam', null],
    ['arrival', 'Phạm Quốc Dũng', null],
  ]);

  const give = (by: 'minh' | 'an', subjectId: Id, intoId: Id) =>
    world.as(by).call(assign, { params, body: { assigned: [{ subjectId, intoId }] } });
  expect((await give('an', transferId, first)).status).toBe(403);
  expect((await give('minh', transferId, branch5)).error?.code).toBe('reorganisation.not-a-choice');
  expect((await give('minh', people.lan, first)).body.open).toBe(2);
  expect((await give('minh', people.nam, second)).body.open).toBe(1);
  const decision = { number: '31-QĐ/ĐU', on: '2026-03-02', issuedBy: null };
  await minh.call(movePlan, { params, body: { move: 'approve', decision } });
  const early = await minh.call(movePlan, { params, body: { move: 'schedule' } });
  expect(early.error?.code).toBe('reorganisation.undecided');
  expect((await give('minh', transferId, second)).body.open).toBe(0);
  const ahead = (await minh.call(getPlan, { params })).body.ahead;
  expect(ahead.find(({ key }) => key === 'transfers.open')?.lines).toEqual([
    { unit: 'Chi bộ 7', what: '1 thủ tục', into: ['Chi bộ 7B'] },
  ]);
  expect((await minh.call(movePlan, { params, body: { move: 'schedule' } })).body.state).toBe('scheduled');

  world.clock.set(ON);
  const applied = await minh.call(movePlan, { params, body: { move: 'apply' } });
  expect(applied.error).toBeUndefined();
  const { outcome } = (await minh.call(getPlan, { params })).body.plan;
  expect([outcome?.members.after, outcome?.people]).toEqual([outcome?.members.before, 2]);
  const { transfer, steps: way } = (
    await world.as('an').call(getTransfer, { params: { unitId: branch5, transferId } })
  ).body;
  expect([transfer.state, transfer.fromName, transfer.toName]).toEqual([
    'announced',
    'Chi bộ 5',
    'Chi bộ 7B',
  ]);
  expect(way.map(({ step }) => step)).toEqual(['announce', 'carry']);
});

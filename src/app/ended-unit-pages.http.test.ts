import { afterAll, beforeAll, expect, test } from 'vitest';
import { getLesson, recommendLesson, submitLesson, writeLesson } from '#features/lessons/contract.ts';
import { endMandate, listMandates } from '#features/mandates/contract.ts';
import { createPlan, getPlan, listPlans } from '#features/reorganisation/contract.ts';
import { mergeBranch } from '#features/reorganisation/testing/merge-branch.ts';
import { getMonth } from '#features/reports/contract.ts';
import { changeUnit, foundUnit } from '#features/units/contract.ts';
import type { Id } from '#kernel/ids.ts';
import { makeCityOfficer } from '#testing/add-to-ward.ts';
import { recordHeld } from '#testing/held-meetings.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';

// What a unit left behind stays to be read after its end, and keeps nobody's page from opening. Branch 7 joins branch 5 by a
// plan of its ward on 3 March; the ward itself ends on 5 March, when branch 5 has moved to another one.

let world: TestWorld;
let lessonId: Id;
let planId: Id;
let other: Id;
beforeAll(async () => {
  world = await openTestWorld();
  const { ward, branch5, branch7, city, people } = world.ward;
  await makeCityOfficer(world, 'phuc');
  const [minh, lan, phuc] = [world.as('minh'), world.as('lan'), world.as('phuc')];
  const lesson = {
    title: 'Họp tổ trước',
    situation: 'Chi bộ đông.',
    done: 'Chia ba tổ theo ngõ.',
    cost: 'Không tốn tiền.',
    evidence: [
      {
        kind: 'measure' as const,
        measure: 'attendance' as const,
        before: { from: '2025-11', to: '2025-12' },
        after: { from: '2026-01', to: '2026-02' },
      },
    ],
  };
  const months = [
    ['2025-11', 12],
    ['2025-12', 12],
    ['2026-01', 18],
    ['2026-02', 18],
  ] as const;
  for (const [month, present] of months)
    await world.write((tx) =>
      recordHeld(tx, { branchId: branch7, month, base: 20, present, by: people.lan }),
    );
  lessonId = (await lan.call(writeLesson, { params: { unitId: branch7 }, body: lesson })).body.id;
  await lan.call(submitLesson, { params: { unitId: branch7, lessonId } });
  const judged = await minh.call(recommendLesson, {
    params: { unitId: ward, lessonId },
    body: { words: 'Nên nhân rộng' },
  });
  expect(judged.error).toBeUndefined();
  const merge = { unitId: branch7, intoId: branch5, on: '2026-03-03', decidedOn: '2026-03-02' };
  planId = (await mergeBranch(world, merge)).planId;
  const decision = { number: '21-QĐ/TU', on: '2026-03-01' };
  other = (
    await phuc.call(foundUnit, {
      params: { unitId: city },
      body: {
        on: '2026-03-03',
        name: 'Đảng ủy phường Bên Sông',
        kind: 'upper-committee',
        sector: null,
        decision,
      },
    })
  ).body.unitId;
});
afterAll(() => world.close());

test('a lesson of a branch that is no more opens for who judged it', async () => {
  const { ward } = world.ward;
  const opened = await world.as('minh').call(getLesson, { params: { unitId: ward, lessonId } });
  expect(opened.status).toBe(200);
  expect(opened.body.abilities).toMatchObject({ recommend: false, return: false });
});

test('of a ward that is no more the plans and the months stay to be read, and nothing is added', async () => {
  const { ward, branch5 } = world.ward;
  const phuc = world.as('phuc');
  const decision = { number: '21-QĐ/TU', on: '2026-03-01' };
  const change = async (unitId: string, wanted: object) => {
    const body = { change: wanted as never, decision };
    expect((await phuc.call(changeUnit, { params: { unitId }, body })).error).toBeUndefined();
  };
  await change(branch5, { verb: 'move', on: '2026-03-05', parentId: other });
  world.clock.set('2026-03-05');
  for (const { id } of (await phuc.call(listMandates, { params: { unitId: ward } })).body.mandates)
    await phuc.call(endMandate, {
      params: { unitId: ward, mandateId: id },
      body: { on: '2026-03-05' },
    });
  await change(ward, { verb: 'end', on: '2026-03-05' });

  const plans = await phuc.call(listPlans, { params: { unitId: ward } });
  expect(plans.body).toMatchObject({
    unitName: 'Đảng ủy phường Sông Tô',
    plans: [{ id: planId, state: 'applied' }],
    abilities: { draft: false },
  });
  const plan = await phuc.call(getPlan, { params: { unitId: ward, planId } });
  expect(plan.body.plan.outcome?.ended).toBe(1);
  const another = { title: 'Muộn', on: '2026-04-01' };
  const late = await phuc.call(createPlan, { params: { unitId: ward }, body: another });
  expect(late.error?.code).toBe('units.has-ended');

  const monthOf = async (month: string) =>
    (await phuc.call(getMonth, { params: { unitId: ward, month } })).body;
  const february = await monthOf('2026-02');
  expect(february.rows.map((row) => row.name)).toEqual(['Chi bộ 5', 'Chi bộ 7']);
  expect(february.abilities).toEqual({ closeMonth: false, urge: false });
  // The month in which it ended is seen as on its last day.
  const march = await monthOf('2026-03');
  expect([march.treeOn, march.rows.map((row) => row.name)]).toEqual(['2026-03-04', ['Chi bộ 5']]);
  expect((await phuc.call(getMonth, { params: { unitId: ward, month: '2026-04' } })).error?.code).toBe(
    'platform.not-found',
  );
});

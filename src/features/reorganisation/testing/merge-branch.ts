import { expect } from 'vitest';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { TestWorld } from '#testing/test-world.ts';
import { createPlan, movePlan, writeSteps } from '../contract.ts';

/** A plan of the ward that joins one branch to another: approved on `decidedOn`, and waiting for its day `on`. */
export async function planMerge(
  world: TestWorld,
  merge: { unitId: Id; intoId: Id; on: CivilDate; decidedOn: CivilDate },
): Promise<{ unitId: Id; planId: Id }> {
  const { unitId, intoId, on, decidedOn } = merge;
  const minh = world.as('minh');
  const about = { title: 'Hợp nhất chi bộ', on };
  const created = await minh.call(createPlan, { params: { unitId: world.ward.ward }, body: about });
  const params = { unitId: world.ward.ward, planId: created.body.planId };
  await minh.call(writeSteps, {
    params,
    body: { ...about, steps: [{ kind: 'merge', unitId, intoId }] } as never,
  });
  const decision = { number: '31-QĐ/ĐU', on: decidedOn, issuedBy: null };
  await minh.call(movePlan, { params, body: { move: 'approve', decision } });
  expect((await minh.call(movePlan, { params, body: { move: 'schedule' } })).error).toBeUndefined();
  return params;
}

/** The same, and its day has come: the one branch is part of the other. */
export async function mergeBranch(
  world: TestWorld,
  merge: Parameters<typeof planMerge>[1],
): Promise<{ unitId: Id; planId: Id }> {
  const params = await planMerge(world, merge);
  world.clock.set(merge.on);
  const applied = await world.as('minh').call(movePlan, { params, body: { move: 'apply' } });
  expect(applied.error).toBeUndefined();
  return params;
}

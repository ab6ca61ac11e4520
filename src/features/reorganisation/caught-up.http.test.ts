import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { buildApp } from '#app/build-app.ts';
import type { Id } from '#kernel/ids.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { takeDueEffect } from './actions/take-effect.ts';
import { createPlan, getPlan, movePlan, writeSteps } from './contract.ts';

// A plan whose day came while no server ran. Branch 7 joins branch 5.

const ON = '2026-04-01';
const logged: string[] = [];
const worlds: TestWorld[] = [];
let world: TestWorld;
let params: { unitId: Id; planId: Id };

beforeEach(async () => {
  world = await openTestWorld({ onLog: (line) => logged.push(line) });
  worlds.push(world);
  logged.length = 0;
  const { ward: unitId, branch5, branch7 } = world.ward;
  const minh = world.as('minh');
  const said = { title: 'Nhập chi bộ 7 vào chi bộ 5', on: ON };
  const { planId } = (await minh.call(createPlan, { params: { unitId }, body: said })).body;
  params = { unitId, planId };
  const steps = [{ kind: 'merge', unitId: branch7, intoId: branch5 }];
  await minh.call(writeSteps, { params, body: { ...said, steps } as never });
  const decision = { number: '31-QĐ/ĐU', on: '2026-03-02', issuedBy: null };
  await minh.call(movePlan, { params, body: { move: 'approve', decision } });
  expect((await minh.call(movePlan, { params, body: { move: 'schedule' } })).body.state).toBe('scheduled');
});
afterAll(async () => {
  for (const each of worlds) await each.close();
});

const shown = async () => (await world.as('minh').call(getPlan, { params })).body;

test('takes effect when a server starts, at whatever hour', async () => {
  // In the afternoon, after the last time of the day that is set for it.
  world.clock.set(ON, '14:30');
  const { config, clock, log } = world.app.world;
  const started = await buildApp({
    // The database stays open for the world that looks at it.
    db: { ...world.db, close: async () => {} },
    config,
    clock,
    log,
    withJobs: true,
  });
  try {
    await vi.waitFor(async () => expect((await shown()).plan.state).toBe('applied'), 20_000);
  } finally {
    await started.close();
  }
  expect((await shown()).events.filter(({ move }) => move === 'apply')).toHaveLength(1);
});

test('takes effect once when two servers start together, and neither speaks of a fault', async () => {
  world.clock.set(ON, '14:30');
  const both = await Promise.all([takeDueEffect(world.app.world, ON), takeDueEffect(world.app.world, ON)]);
  expect(both.flatMap(({ done }) => done)).toEqual([params.planId]);
  expect(both.flatMap(({ refused }) => refused)).toEqual([]);
  const { plan, events } = await shown();
  expect([plan.state, plan.outcome?.ended]).toEqual(['applied', 1]);
  expect(events.filter(({ move }) => move === 'apply')).toHaveLength(1);
  expect(logged.filter((line) => line.includes('did not take effect'))).toEqual([]);
});

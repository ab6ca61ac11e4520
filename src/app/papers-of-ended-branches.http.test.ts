import { afterAll, beforeAll, expect, test } from 'vitest';
import { getIssuedDirective, issueDirective, receiveDirective } from '#features/directives/contract.ts';
import { recordTakenUp } from '#features/directives/public.ts';
import { close, Device, holdToTheEnd, plan } from '#features/meetings/testing/hold-meeting.ts';
import { mergeBranch } from '#features/reorganisation/testing/merge-branch.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';

// Papers of branch 5, which a plan joins to branch 7: what its last meeting took up stays its own, what it had still to take up
// is asked of nobody but the branch that carries on.

let world: TestWorld;
let march: Id;
const ON = '2026-04-01';
const papers: Record<string, Id> = {};
const send = async (name: string, unitIds: Id[], opened: boolean) => {
  const sent = await world.as('minh').call(issueDirective, {
    params: { unitId: world.ward.ward },
    body: {
      kind: 'letter',
      symbol: `${Object.keys(papers).length + 1}-CV/ĐU`,
      issuedOn: '2026-03-01',
      title: name,
      needs: 'discuss',
      to: { by: 'list', unitIds },
      isSecret: false,
    } as never,
  });
  papers[name] = sent.body.id;
  if (opened)
    await world.as('an').call(receiveDirective, {
      params: { unitId: world.ward.branch5, directiveId: sent.body.id },
    });
};
const look = async (name: string, show: 'all' | 'not-taken-up' = 'all') => {
  const { body } = await world.as('minh').call(getIssuedDirective, {
    params: { unitId: world.ward.ward, directiveId: papers[name]! },
    query: { show },
  });
  return {
    ...body.reach,
    units: body.recipients.map((one) => [one.unitName, one.hasEnded, one.takenUp?.meetingId ?? null]),
  };
};

beforeAll(async () => {
  world = await openTestWorld();
  const { branch5, branch7 } = world.ward;
  await send('held', [branch5, branch7], true);
  await send('unopened', [branch5], false);
  await send('left', [branch5], true);
  march = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  const laptop = await holdToTheEnd(world, march, '2026-03-05');
  for (const name of ['held', 'unopened'])
    await laptop.say({
      kind: 'agenda-item-added',
      payload: {
        itemId: newId(),
        title: name,
        source: 'directive',
        ref: papers[name]!,
        step: name === 'held' ? 'led' : 'not-led',
      },
    });
  await laptop.say({ kind: 'step-started', payload: { step: 'led' } });
  await new Device(world, 'oanh', march, 90_000).say({ kind: 'score-confirmed', payload: { marks: [] } });

  await mergeBranch(world, { unitId: branch5, intoId: branch7, on: ON, decidedOn: '2026-03-05' });
});
afterAll(() => world.close());

test('whoever leads the branch that carries on closes the last meeting, and what it took up is of the branch that held it', async () => {
  expect((await close(world, 'lan', march)).error).toBeUndefined();
  expect(await look('held')).toEqual({
    recipients: 2,
    opened: 1,
    branches: 2,
    takenUp: 1,
    ended: 0,
    units: [
      ['Chi bộ 7', false, null],
      ['Chi bộ 5', true, march],
    ],
  });
  expect((await look('held', 'not-taken-up')).units).toEqual([['Chi bộ 7', false, null]]);
});

test('what it had still to take up is asked of the branch that carries on, not of one that is no more', async () => {
  const unopened = await look('unopened', 'not-taken-up');
  expect(unopened).toMatchObject({ recipients: 2, branches: 2, takenUp: 0, ended: 1 });
  expect(unopened.units).toEqual([['Chi bộ 7', false, null]]);
  const left = await look('left', 'not-taken-up');
  expect(left).toMatchObject({ recipients: 1, branches: 1, takenUp: 0, ended: 1, units: [] });
});

test('what came to that branch with a plan of the other one alone is taken up for the other one', async () => {
  const { branch7 } = world.ward;
  const meeting = { meetingId: newId(), branchId: branch7, heldOn: '2026-04-05' };
  await world.write((tx) => recordTakenUp(tx, meeting, [papers.left!, papers.unopened!, newId()]));
  expect((await look('left')).units).toEqual([['Chi bộ 5', true, meeting.meetingId]]);
  // Where it received the paper itself, it speaks for itself alone.
  expect((await look('unopened')).units).toEqual([
    ['Chi bộ 5', true, null],
    ['Chi bộ 7', false, meeting.meetingId],
  ]);
});

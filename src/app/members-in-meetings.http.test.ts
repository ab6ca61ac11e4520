import { afterAll, beforeAll, expect, test } from 'vitest';
import { Device, open, plan } from '#features/meetings/testing/hold-meeting.ts';
import { recordMove } from '#features/members/contract.ts';
import type { Transfer } from '#features/transfers/contract.ts';
import {
  startTransfer,
  takeIssuingStep,
  takeReceivingStep,
  takeSendingStep,
} from '#features/transfers/contract.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';

// Who is counted at a meeting follows from the periods of its day: at home, away, here for a time, exempt, gone.

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

/** Takes a member through a whole transfer on one day. */
async function transfer(person: Person, from: 'branch5' | 'branch7', kind: Transfer['kind'], on: string) {
  world.clock.set(on);
  const [branchId, to] = [world.ward[from], world.ward[from === 'branch5' ? 'branch7' : 'branch5']];
  const [sender, receiver] = from === 'branch5' ? (['an', 'lan'] as const) : (['lan', 'an'] as const);
  const stay = kind === 'temporary' ? { stayFrom: on, lastDay: '2026-09-30' } : {};
  const started = await world.as(sender).call(startTransfer, {
    params: { branchId },
    body: {
      personId: world.ward.people[person],
      kind,
      cause: 'work',
      causeOn: on,
      to: { branchId: to, outside: null },
      ...stay,
    },
  });
  const { transferId } = started.body;
  const replies = [
    await world.as(sender).call(takeSendingStep, {
      params: { branchId, transferId },
      body: { step: 'request', on, hasReview: true },
    }),
    await world.as('minh').call(takeIssuingStep, {
      params: { unitId: world.ward.ward, transferId },
      body: { step: 'introduce', on, paper: '7-GT/ĐU' },
    }),
    await world.as(receiver).call(takeReceivingStep, {
      params: { branchId: to, transferId },
      body: { step: 'present', on },
    }),
    await world.as(receiver).call(takeReceivingStep, {
      params: { branchId: to, transferId },
      body: { step: 'receive', on },
    }),
  ];
  expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200, 200]);
}

/** How each person stands on the roll, and how many have to attend. */
async function counted(meetingId: string) {
  const { context } = (await open(world, 'an', meetingId)).body;
  const inBase = context.rules['attendance.base'].value;
  return {
    base: context.roll.filter((m) => inBase.includes(m.status)).length,
    statuses: Object.fromEntries(context.roll.map((m) => [m.fullName.split(' ').at(-1), m.status])),
  };
}

test('the base of a meeting is made of the members of its day', async () => {
  const march = await plan(world, { month: '2026-03', plannedOn: '2026-03-20' });
  const april = await plan(world, { month: '2026-04', plannedOn: '2026-04-20' });
  expect(await counted(march)).toMatchObject({ base: 6 });

  await transfer('giang', 'branch5', 'temporary', '2026-03-23');
  await transfer('chi', 'branch5', 'official', '2026-03-24');
  await transfer('nam', 'branch7', 'temporary', '2026-03-25');
  const exempt = await world.as('an').call(recordMove, {
    params: { branchId: world.ward.branch5, personId: world.ward.people.dung },
    body: { kind: 'exemption', on: '2026-04-01', document: '4-NQ/CB', reason: 'Ốm dài ngày' },
  });
  expect(exempt.status).toBe(200);

  // The meeting before all this still has everybody; the one after has those who are there.
  expect(await counted(march)).toMatchObject({ base: 6, statuses: { Giang: 'official', Chi: 'official' } });
  const later = await counted(april);
  expect(later.base).toBe(3);
  expect(later.statuses).toEqual({
    An: 'official',
    Bình: 'official',
    Dũng: 'exempt',
    Giang: 'temporarily-away',
    Hạnh: 'provisional',
    Khánh: 'exempt',
    Nam: 'temporarily-here',
  });
});

test('a meeting that has begun keeps its roll, whatever is recorded afterwards', async () => {
  const id = await plan(world, { month: '2026-05', plannedOn: '2026-05-20' });
  world.clock.set('2026-05-20', '19:30');
  const laptop = new Device(world, 'an', id, 1_000);
  await laptop.say({
    kind: 'meeting-started',
    payload: { chairId: world.ward.people.an, heldOn: '2026-05-20', startedAt: world.clock.now() },
  });
  const before = await counted(id);
  world.clock.set('2026-05-25');
  const left = await world.as('an').call(recordMove, {
    params: { branchId: world.ward.branch5, personId: world.ward.people.binh },
    body: { kind: 'death', on: '2026-05-18' },
  });
  expect(left.status).toBe(200);
  expect(await counted(id)).toEqual(before);
  const next = await plan(world, { month: '2026-06', plannedOn: '2026-06-20' });
  expect((await counted(next)).statuses).not.toHaveProperty('Bình');
});

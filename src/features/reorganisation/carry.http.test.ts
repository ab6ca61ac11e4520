import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  getIssuedDirective,
  issueDirective,
  listInbox,
  receiveDirective,
} from '#features/directives/contract.ts';
import {
  appendEntries,
  createMeeting,
  getMeeting,
  listMeetings,
  setSeries,
} from '#features/meetings/contract.ts';
import { getTransfer, listTransfers, startTransfer } from '#features/transfers/contract.ts';
import { makeSecondWard, type SecondWard } from '#features/transfers/testing.ts';
import type { Id } from '#kernel/ids.ts';
import { newId } from '#kernel/ids.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { createPlan, getPlan, movePlan, type PlanStep, writeSteps } from './contract.ts';

// What the units that end have under way goes on with those that carry on, and the plan says so before. Branch 7 joins
// branch 5; the second ward is where a member of branch 7 is about to go.

let world: TestWorld;
let other: SecondWard;
beforeAll(async () => {
  world = await openTestWorld();
  other = await makeSecondWard(world);
});
afterAll(() => world.close());

const ON = '2026-04-01';

async function scheduled(steps: PlanStep[]): Promise<Id> {
  const minh = world.as('minh');
  const unitId = world.ward.ward;
  const { planId } = (await minh.call(createPlan, { params: { unitId }, body: { title: 'Sắp xếp', on: ON } }))
    .body;
  const params = { unitId, planId };
  await minh.call(writeSteps, { params, body: { title: 'Sắp xếp chi bộ', on: ON, steps } as never });
  const decision = { number: '31-QĐ/ĐU', on: '2026-03-02', issuedBy: null };
  await minh.call(movePlan, { params, body: { move: 'approve', decision } });
  expect((await minh.call(movePlan, { params, body: { move: 'schedule' } })).body.state).toBe('scheduled');
  return planId;
}
const planned = async (by: Person, branchId: Id, plannedOn: string): Promise<Id> => {
  const made = await world.as(by).call(createMeeting, {
    params: { branchId },
    body: {
      month: plannedOn.slice(0, 7),
      kind: 'regular',
      plannedOn,
      plannedTime: '19:30',
      place: 'Nhà văn hóa',
    },
  });
  expect(made.error).toBeUndefined();
  return made.body.id;
};
const announced = async (by: Person, branchId: Id, personId: Id, toBranchId: Id): Promise<Id> => {
  const made = await world.as(by).call(startTransfer, {
    params: { branchId },
    body: {
      personId,
      kind: 'official',
      cause: 'residence',
      causeOn: '2026-03-02',
      to: { branchId: toBranchId },
    },
  } as never);
  expect(made.error).toBeUndefined();
  return made.body.transferId;
};
const issued = async (symbol: string, dueOn: string): Promise<Id> =>
  (
    await world.as('minh').call(issueDirective, {
      params: { unitId: world.ward.ward },
      body: {
        kind: 'letter',
        symbol,
        issuedOn: '2026-03-01',
        title: `Việc theo ${symbol}`,
        needs: 'carry-out',
        dueOn,
        to: { by: 'list', unitIds: [world.ward.branch7] },
        isSecret: false,
      },
    } as never)
  ).body.id;
const inbox = async (by: Person, unitId: Id) =>
  (await world.as(by).call(listInbox, { params: { unitId } })).body.directives.map((each) => each.symbol);
const stageOf = async (meetingId: Id, branchId: Id) =>
  (await world.as('minh').call(listMeetings, { params: { branchId } })).body.meetings.find(
    (each) => each.id === meetingId,
  )?.stage;

test('papers, meetings and transfers go on with the branch that carries on, and the plan names them before', async () => {
  const { branch5, branch7, ward, people } = world.ward;
  const passed = await planned('lan', branch7, '2026-03-10');
  const april = await planned('lan', branch7, '2026-04-05');
  const may = await planned('lan', branch7, '2026-05-05');
  const own = await planned('an', branch5, '2026-04-03');
  await world.as('lan').call(setSeries, {
    params: { branchId: branch7 },
    body: { dayOfMonth: 5, time: '19:30', place: 'Nhà văn hóa' },
  });
  const away = await announced('lan', branch7, people.nam, other.branch);
  const near = await announced('an', branch5, people.dung, branch7);
  const still = await issued('5-CV/ĐU', '2026-06-01');
  const done = await issued('4-CV/ĐU', '2026-03-20');
  for (const directiveId of [still, done])
    await world.as('lan').call(receiveDirective, { params: { unitId: branch7, directiveId } });
  expect(await inbox('an', branch5)).toEqual([]);

  const planId = await scheduled([{ kind: 'merge', unitId: branch7, intoId: branch5 }]);
  const params = { unitId: ward, planId };
  const shown = (await world.as('minh').call(getPlan, { params })).body;
  const said = Object.fromEntries(
    shown.ahead.map(({ key, lines }) => [
      key,
      lines.map(({ unit, what, into }) => `${unit}: ${what}${into.length ? ` → ${into.join(', ')}` : ''}`),
    ]),
  );
  expect(said).toEqual({
    'mandates.ended': ['Chi bộ 7: bí thư'],
    'transfers.open': [
      'Chi bộ 7: 1 thủ tục → Chi bộ 5',
      'Chi bộ 7: 1 thủ tục kết thúc vì nơi đi và nơi đến là một → Chi bộ 5',
    ],
    'directives.readdressed': ['Chi bộ 7: 5-CV/ĐU Việc theo 5-CV/ĐU → Chi bộ 5'],
    'meetings.planned': [
      'Chi bộ 7: 10/03/2026: hủy, chưa sinh hoạt đến ngày chi bộ kết thúc',
      'Chi bộ 7: 05/04/2026: hủy, sinh hoạt cùng buổi của chi bộ tiếp nhận',
      'Chi bộ 7: 05/05/2026 → Chi bộ 5',
    ],
    'meetings.month-due': ['Chi bộ 7: tháng 03/2026'],
    'meetings.series': ['Chi bộ 7: ngày 5 hằng tháng, 19:30, Nhà văn hóa'],
  });
  // The city has nothing to read in it that names somebody.
  expect(JSON.stringify(shown.ahead)).not.toContain('Ngô Hải Nam');

  world.clock.set(ON, '08:00');
  const applied = await world.as('minh').call(movePlan, { params, body: { move: 'apply' } });
  expect([applied.status, applied.body.state]).toEqual([200, 'applied']);

  expect(await inbox('an', branch5)).toEqual(['5-CV/ĐU']);
  const kept = await world
    .as('minh')
    .call(getIssuedDirective, { params: { unitId: ward, directiveId: still }, query: {} });
  expect(kept.body.recipients.map((each) => [each.unitName, each.receivedAt !== null])).toEqual(
    expect.arrayContaining([
      ['Chi bộ 5', false],
      ['Chi bộ 7', true],
    ]),
  );
  expect([await stageOf(passed, branch7), await stageOf(april, branch7)]).toEqual(['cancelled', 'cancelled']);
  expect([await stageOf(own, branch5), await stageOf(may, branch5)]).toEqual(['planned', 'planned']);
  // What was called off is still to be read where it was planned.
  expect((await world.as('minh').call(getMeeting, { params: { meetingId: april } })).body.meeting.stage).toBe(
    'cancelled',
  );
  // It is a meeting of that branch now: its secretary leads it, its members are on the roll.
  const view = (await world.as('an').call(getMeeting, { params: { meetingId: may } })).body;
  expect(view.meeting.branchId).toBe(branch5);
  expect(view.context.roll.map((each) => each.memberId)).toEqual(
    expect.arrayContaining([people.an, people.nam]),
  );
  expect((await world.as('lan').call(getMeeting, { params: { meetingId: may } })).status).toBe(200);

  const open = (await world.as('an').call(listTransfers, { params: { unitId: branch5 } })).body.transfers;
  expect(open.map((each) => [each.id, each.fromName, each.toName, each.state])).toEqual([
    [away, 'Chi bộ 5', 'Chi bộ 9', 'announced'],
  ]);
  const way = async (transferId: Id) =>
    (await world.as('an').call(getTransfer, { params: { unitId: branch5, transferId } })).body;
  expect((await way(away)).steps.map((each) => [each.step, each.note])).toEqual([
    ['announce', null],
    ['carry', 'Sắp xếp theo 31-QĐ/ĐU'],
  ]);
  expect((await way(near)).transfer.state).toBe('withdrawn');
});

test('a meeting that is under way keeps the plan from taking effect until it has ended', async () => {
  const { branch5, ward, people } = world.ward;
  const meetingId = (
    await world.as('an').call(listMeetings, { params: { branchId: branch5 } })
  ).body.meetings.find((each) => each.plannedOn === '2026-04-03')!.id;
  world.clock.set('2026-04-03', '19:30');
  const started = await world.as('an').call(appendEntries, {
    params: { meetingId },
    body: {
      entries: [
        {
          id: newId(world.clock.now()),
          meetingId,
          branchId: branch5,
          authorId: people.an,
          deviceId: newId(),
          lamport: 1_000,
          at: world.clock.now(),
          kind: 'meeting-started',
          payload: { chairId: people.an, heldOn: '2026-04-03', startedAt: world.clock.now() },
        },
      ],
    } as never,
  });
  expect(started.body.refused).toEqual([]);

  const minh = world.as('minh');
  const on = '2026-04-04';
  const founded = newId(world.clock.now());
  const { planId } = (
    await minh.call(createPlan, { params: { unitId: ward }, body: { title: 'Lập chi bộ mới', on } })
  ).body;
  const params = { unitId: ward, planId };
  const steps = [
    {
      kind: 'found',
      unitId: founded,
      name: 'Chi bộ Liên gia',
      unitKind: 'branch',
      sector: 'residential',
      code: null,
      parentId: ward,
    },
    { kind: 'merge', unitId: branch5, intoId: founded },
  ];
  await minh.call(writeSteps, { params, body: { title: 'Lập chi bộ mới', on, steps } as never });
  const decision = { number: '40-QĐ/ĐU', on: '2026-04-03', issuedBy: null };
  await minh.call(movePlan, { params, body: { move: 'approve', decision } });
  expect((await minh.call(movePlan, { params, body: { move: 'schedule' } })).body.state).toBe('scheduled');
  const shown = (await minh.call(getPlan, { params })).body;
  expect(shown.ahead.find(({ key }) => key === 'mandates.needed')?.lines).toEqual([
    { unit: 'Chi bộ Liên gia', what: 'bí thư', into: [] },
  ]);
  expect(shown.standing.filter((each) => each.inPlan === 'refuse')).toEqual([
    {
      what: 'buổi sinh hoạt đang diễn ra',
      settle: 'Kết thúc buổi sinh hoạt trước.',
      inPlan: 'refuse',
      count: 1,
    },
  ]);
  world.clock.set(on, '08:00');
  const refused = await minh.call(movePlan, { params, body: { move: 'apply' } });
  expect([refused.status, refused.error?.message]).toEqual([
    409,
    'Các tổ chức kết thúc vẫn còn 1 buổi sinh hoạt đang diễn ra.',
  ]);
  expect(refused.error?.wayOut).toBe('Giải quyết xong rồi thực hiện lại.');
});

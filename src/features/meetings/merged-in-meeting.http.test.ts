import { afterAll, beforeAll, expect, test } from 'vitest';
import { mergePeople } from '#features/members/contract.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { one, sql } from '#platform/database/database.ts';
import { saveAccount } from '#platform/sign-in/accounts.ts';
import { closeIt, openedBallot, vote } from '#testing/hold-ballot.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { appendEntries, checkIn, getHome, getMeeting } from './contract.ts';
import { foldMeeting } from './domain/fold.ts';
import { close, Device, holdToTheEnd, plan } from './testing/hold-meeting.ts';

// Records of one person are merged while a meeting goes on: its roll is frozen, and the person is in the room.

let world: TestWorld;
let meetingId: string;
let laptop: Device;
let gone: Id;
let kept: Id;
beforeAll(async () => {
  world = await openTestWorld();
  const now = world.clock.now();
  // One record in this branch, and one with an account elsewhere.
  [gone, kept] = await world.write(async (tx) => {
    const born = { date: '1960-05-19', precision: 'day' } as const;
    const ids: Id[] = [];
    for (const branchId of [world.ward.branch5, world.ward.branch7]) {
      const personId = await recordPerson(tx, { fullName: 'Lương Thị Mơ', birth: born }, now);
      const period =
        branchId === world.ward.branch5
          ? { from: '2025-01-01' }
          : { from: '2020-01-01', to: '2025-01-01', reason: 'transfer' };
      await recordMembership(tx, { personId, branchId, status: 'official', ...period });
      ids.push(personId);
    }
    await saveAccount(tx, { personId: ids[1]!, login: 'mo', passwordHash: null }, now);
    return ids as [Id, Id];
  });
  meetingId = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  world.clock.set('2026-03-05', '19:30');
  laptop = new Device(world, 'an', meetingId, 1_000);
  await laptop.say({
    kind: 'meeting-started',
    payload: { chairId: world.ward.people.an, heldOn: '2026-03-05', startedAt: world.clock.now() },
  });
  // The desk holds the meeting as it was.
  for (const person of ['giang', 'dung'] as const)
    expect((await world.as(person).call(checkIn, { params: { meetingId }, body: {} })).error).toBeUndefined();
});
afterAll(() => world.close());

const view = async (personId: Id) =>
  (await world.asId(personId).call(getMeeting, { params: { meetingId } })).body;
const ownOf = async (personId: Id) =>
  (await world.asId(personId).call(getHome)).body.meetings.find(({ id }) => id === meetingId)?.own;
const merge = (goneId: Id) =>
  world.as('minh').call(mergePeople, {
    params: { unitId: world.ward.ward },
    body: { keptId: kept, goneId, take: [], reason: 'Đã đối chiếu thẻ đảng' },
  });
const stateNow = async () => {
  const { context, entries } = await view(world.ward.people.an);
  return foldMeeting(context, entries);
};

test('the record that stays acts for the one that stands on the roll', async () => {
  expect((await view(world.ward.people.an)).context.roll.map((each) => each.memberId)).toContain(gone);
  const merged = await merge(gone);
  expect(merged.error).toBeUndefined();

  expect(await ownOf(kept)).toEqual({ isPresent: false, voteWaits: false, ballotId: null });
  const { context, memberId } = await view(kept);
  expect(memberId).toBe(gone);
  expect(context.roll.find((each) => each.memberId === gone)?.personId).toBe(kept);
  expect(context.roll.filter((each) => each.fullName === 'Lương Thị Mơ')).toHaveLength(1);

  const here = await world.asId(kept).call(checkIn, { params: { meetingId }, body: {} });
  expect(here.error).toBeUndefined();
  expect((await stateNow()).presence[gone]?.presence).toBe('present');
  expect(await ownOf(kept)).toMatchObject({ isPresent: true });
});

test('votes openly and secretly, and nobody else does so for that record', async () => {
  const voteId = newId();
  await laptop.say({
    kind: 'vote-opened',
    payload: { voteId, question: 'Thông qua', matter: 'conclusion', method: 'named' },
  });
  expect(await ownOf(kept)).toMatchObject({ voteWaits: true });
  const device = newId();
  const cast = (by: Id, lamport: number) =>
    world.asId(by).call(appendEntries, {
      params: { meetingId },
      body: {
        entries: [
          {
            kind: 'vote-cast',
            payload: { voteId, memberId: gone, choice: 'yes' },
            id: newId(world.clock.now()),
            meetingId,
            branchId: world.ward.branch5,
            authorId: by,
            deviceId: device,
            lamport,
            at: world.clock.now(),
          },
        ] as never,
      },
    });
  expect((await cast(world.ward.people.giang, 2_000)).body.refused[0]?.code).toBe('meetings.only-own');
  expect((await cast(kept, 2_001)).body.refused).toEqual([]);
  expect((await stateNow()).votes[0]?.casts.map((each) => each.memberId)).toEqual([gone]);
  expect(await ownOf(kept)).toMatchObject({ voteWaits: false });

  const ballotId = await openedBallot(world, { meetingId, method: 'server-kept' });
  expect(await ownOf(kept)).toMatchObject({ ballotId });
  expect((await vote(world, ballotId, kept, 'y')).error).toBeUndefined();
  expect((await closeIt(world, ballotId)).error).toBeUndefined();
});

test('is counted once, and has the work, when the meeting closes: also where both stood on the roll', async () => {
  const second = await world.write(async (tx) => {
    const born = { date: '1960-05-19', precision: 'day' } as const;
    const personId = await recordPerson(tx, { fullName: 'Lương Thị Mơ', birth: born }, world.clock.now());
    const { branch5: branchId } = world.ward;
    await recordMembership(tx, { personId, branchId, status: 'official', from: '2026-01-01' });
    return personId;
  });
  const april = await plan(world, { month: '2026-04', plannedOn: '2026-04-05' });
  const recorder = await holdToTheEnd(world, april, '2026-04-05');
  const taskId = newId();
  await recorder.say({
    kind: 'task-assigned',
    payload: {
      taskId,
      title: 'Rà soát danh sách',
      ownerId: second,
      helperIds: [kept],
      output: 'Danh sách',
      dueOn: '2026-05-20',
      reportMonth: '2026-05',
    },
  });
  expect((await merge(second)).error).toBeUndefined();
  await new Device(world, 'oanh', april, 5_000).say({
    kind: 'score-confirmed',
    payload: { marks: [] },
  });
  expect((await close(world, 'an', april)).error).toBeUndefined();
  const { present, owner, told } = await world.read((tx) =>
    one(
      tx,
      sql<{ present: Id[]; owner: Id; told: Id[] }>`
        select to_jsonb(a.present) as present, t.owner_id as owner, to_jsonb(n.person_ids) as told
          from meetings.attendance a join tasks.task t on t.id = ${taskId}
          join meetings.notice n on n.meeting_id = a.meeting_id and n.kind = 'meeting-closed'
         where a.meeting_id = ${april}`,
    ),
  );
  expect([present, told].map((ids) => ids.filter((each) => each === kept))).toEqual([[kept], [kept]]);
  expect([...present, ...told, owner]).not.toContain(second);
  expect(owner).toBe(kept);
});

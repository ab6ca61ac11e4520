import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { closeIt, openedBallot, takeToken, vote } from '#testing/hold-ballot.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { checkIn, getHome } from './contract.ts';
import { deskOf } from './public.ts';
import { Device, plan } from './testing/hold-meeting.ts';

// The first page while a meeting goes on: what a member has done there already is not asked for again.

let world: TestWorld;
let meetingId: string;
let laptop: Device;
beforeAll(async () => {
  world = await openTestWorld();
  meetingId = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  world.clock.set('2026-03-05', '19:30');
  laptop = new Device(world, 'an', meetingId, 1_000);
  await laptop.say({
    kind: 'meeting-started',
    payload: { chairId: world.ward.people.an, heldOn: '2026-03-05', startedAt: world.clock.now() },
  });
});
afterAll(() => world.close());

const ownOf = async (person: Person) =>
  (await world.as(person).call(getHome)).body.meetings.find(({ id }) => id === meetingId)?.own;

/** From what the desk holds, and anew as after a start of the server. */
const expectOwn = async (
  person: Person,
  { ballotId = null, ...rest }: { isPresent: boolean; voteWaits: boolean; ballotId?: string | null },
) => {
  const own = { ...rest, ballotId };
  expect([person, await ownOf(person)]).toEqual([person, own]);
  deskOf(world.app.world).forgetAll();
  expect([person, await ownOf(person)]).toEqual([person, own]);
};

test('says who is checked in, and for whom a vote waits', async () => {
  await expectOwn('giang', { isPresent: false, voteWaits: false });
  for (const person of ['giang', 'dung', 'hanh'] as const)
    expect((await world.as(person).call(checkIn, { params: { meetingId }, body: {} })).error).toBeUndefined();
  await expectOwn('giang', { isPresent: true, voteWaits: false });

  const voteId = newId();
  await laptop.say({
    kind: 'vote-opened',
    payload: { voteId, question: 'Thông qua', matter: 'conclusion', method: 'named' },
  });
  await expectOwn('giang', { isPresent: true, voteWaits: true });
  // A provisional member discusses and does not vote.
  await expectOwn('hanh', { isPresent: true, voteWaits: false });
  await new Device(world, 'giang', meetingId, 5_000).say({
    kind: 'vote-cast',
    payload: { voteId, memberId: world.ward.people.giang, choice: 'yes' },
  });
  await expectOwn('giang', { isPresent: true, voteWaits: false });
  await expectOwn('dung', { isPresent: true, voteWaits: true });
  // Whoever leads or follows has other things to do there.
  expect([await ownOf('an'), await ownOf('oanh')]).toEqual([null, null]);

  await laptop.say({
    kind: 'attendance-marked',
    payload: {
      memberId: world.ward.people.dung,
      presence: 'excused',
      method: 'secretary',
      reason: 'ốm',
    },
  });
  await expectOwn('dung', { isPresent: false, voteWaits: false });
});

test('leads whoever may vote to the secret ballot that is open, and nobody else', async () => {
  const { people } = world.ward;
  const here = { isPresent: true, voteWaits: false };
  for (const person of ['an', 'binh', 'dung'] as const)
    await laptop.say({
      kind: 'attendance-marked',
      payload: { memberId: people[person], presence: 'present', method: 'secretary' },
    });
  await expectOwn('giang', here);
  // On paper one votes in the room.
  await openedBallot(world, { meetingId, method: 'paper', counterIds: [people.an, people.binh] });
  await expectOwn('giang', here);
  const kept = await openedBallot(world, { meetingId, method: 'server-kept' });
  await expectOwn('giang', { ...here, ballotId: kept });
  await expectOwn('hanh', here);
  expect((await vote(world, kept, people.giang, 'y')).error).toBeUndefined();
  await expectOwn('giang', here);
  // The open vote comes first for whoever has not cast it.
  await expectOwn('dung', { ...here, voteWaits: true, ballotId: kept });

  // Whether a slip lies in the box of a verifiable one the server cannot know of anybody: it leads there to the end.
  const verifiable = await openedBallot(world, { meetingId });
  await takeToken(world, verifiable, people.giang);
  await expectOwn('giang', { ...here, ballotId: verifiable });
  // Who may vote was fixed when it opened.
  await laptop.say({
    kind: 'attendance-marked',
    payload: { memberId: people.dung, presence: 'excused', method: 'secretary', reason: 'ốm' },
  });
  await expectOwn('dung', { isPresent: false, voteWaits: false, ballotId: kept });
  expect((await closeIt(world, kept)).error).toBeUndefined();
  expect((await closeIt(world, verifiable)).error).toBeUndefined();
  await expectOwn('giang', here);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import * as routes from '#features/ballots/testing/routes.ts';
import { mergeBranch } from '#features/reorganisation/testing/merge-branch.ts';
import {
  beginMeeting,
  boxOf,
  cast,
  closeIt,
  openedBallot,
  takeToken,
  view,
  vote,
} from '#testing/hold-ballot.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';

// The ballots of a branch that a plan ended stay in its book: whoever sat there finds the own ballot and counts the box
// again, whoever leads the branch that carries on ends what is open, and nobody votes any more. Branch 5 joins branch 7.

const ON = '2026-04-01';
let world: TestWorld;
let counted: string;
let open: string;
let box: string;

beforeAll(async () => {
  world = await openTestWorld();
  const { meetingId, laptop } = await beginMeeting(world);
  counted = await openedBallot(world, { meetingId });
  const { reply } = await cast(world, await takeToken(world, counted, world.ward.people.dung), 'y');
  expect(reply.status).toBe(200);
  expect((await closeIt(world, counted)).error).toBeUndefined();
  box = await boxOf(world, counted);
  open = await openedBallot(world, { meetingId, method: 'server-kept' });
  expect((await vote(world, open, world.ward.people.giang, 'y')).status).toBe(200);
  await laptop.say({ kind: 'meeting-ended', payload: { endedAt: world.clock.now() } });

  const { branch5, branch7 } = world.ward;
  await mergeBranch(world, { unitId: branch5, intoId: branch7, on: ON, decidedOn: '2026-03-05' });
});
afterAll(() => world.close());

const read = (person: Person, ballotId: string) =>
  world.as(person).call(routes.getBallot, { params: { ballotId } });

test('whoever sat in the branch goes on reading its ballots, and counts the box again', async () => {
  for (const person of ['an', 'dung', 'oanh', 'minh', 'lan'] as const)
    expect([person, (await read(person, counted)).status]).toEqual([person, 200]);
  expect(await boxOf(world, counted)).toBe(box);
  const { branch5 } = world.ward;
  const listed = await world.as('dung').call(routes.listBallots, { params: { branchId: branch5 } });
  expect(listed.body.ballots.map(({ id }) => id).sort()).toEqual([counted, open].sort());
  const protocol = { params: { ballotId: counted, format: 'txt' as const } };
  expect((await world.as('dung').call(routes.getProtocol, protocol)).status).toBe(200);
});

test('nobody else of the branch that carries on reads them, and its leader reads no roll and no box', async () => {
  expect((await read('nam', counted)).status).toBe(403);
  expect((await view(world, counted, world.ward.people.lan)).roll).toBeNull();
  expect((await world.as('lan').call(routes.getBox, { params: { ballotId: counted } })).status).toBe(403);
});

test('nobody votes in it any more; whoever leads the branch that carries on ends what is open', async () => {
  expect((await vote(world, open, world.ward.people.dung, 'n')).status).toBe(404);
  const code = { params: { ballotId: open }, body: { personId: world.ward.people.dung } };
  expect((await world.as('lan').call(routes.giveCode, code)).status).toBe(404);
  const annul = { params: { ballotId: open }, body: { because: 'Chi bộ đã hợp nhất' } };
  expect((await world.as('nam').call(routes.annulBallot, annul)).status).toBe(403);
  expect((await world.as('lan').call(routes.annulBallot, annul)).error).toBeUndefined();
  expect((await read('dung', open)).body.ballot.state).toBe('annulled');
});

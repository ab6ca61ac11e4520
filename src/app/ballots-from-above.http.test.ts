import { afterAll, beforeAll, expect, test } from 'vitest';
import * as routes from '#features/ballots/testing/routes.ts';
import { getMeeting } from '#features/meetings/contract.ts';
import { openList } from '#features/members/contract.ts';
import { makeCityOfficer } from '#testing/add-to-ward.ts';
import { beginMeeting, closeIt, openedBallot } from '#testing/hold-ballot.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';

// What is voted on in secret names people as the minutes do: two levels above a branch both open after a reason was given.

let world: TestWorld;
let meetingId: string;
let ballotId: string;
beforeAll(async () => {
  world = await openTestWorld();
  await makeCityOfficer(world, 'phuc');
  ({ meetingId } = await beginMeeting(world));
  ballotId = await openedBallot(world, { meetingId, method: 'server-kept' });
  expect((await closeIt(world, ballotId)).error).toBeUndefined();
});
afterAll(() => world.close());

const looks = async (person: Person) => {
  const as = world.as(person);
  const protocol = { params: { ballotId, format: 'txt' as const } };
  const replies = [
    await as.call(getMeeting, { params: { meetingId } }),
    await as.call(routes.getBallot, { params: { ballotId } }),
    await as.call(routes.listBallots, { params: { branchId: world.ward.branch5 } }),
    await as.call(routes.getProtocol, protocol),
  ];
  return replies.map(({ status, error }) => error?.code ?? status);
};

test('the branch, its follower and the committee right above read them at once', async () => {
  for (const person of ['an', 'dung', 'oanh', 'minh'] as const)
    expect([person, ...(await looks(person))]).toEqual([person, 200, 200, 200, 200]);
});

test('from further above they open after a reason was given, for that day', async () => {
  const { branch5 } = world.ward;
  const refused = [
    'meetings.reason-needed',
    'ballots.reason-needed',
    'ballots.reason-needed',
    'ballots.reason-needed',
  ];
  expect(await looks('phuc')).toEqual(refused);
  const reason = { params: { branchId: branch5 }, body: { reason: 'Giải quyết đơn thư' } };
  expect((await world.as('phuc').call(openList, reason)).status).toBe(200);
  expect(await looks('phuc')).toEqual([200, 200, 200, 200]);
  world.clock.pass(24 * 60);
  expect(await looks('phuc')).toEqual(refused);
});

import type { Paper } from '#features/ballots/contract.ts';
import * as routes from '#features/ballots/testing/routes.ts';
import { fillSlip, finishToken, type HeldToken, prepareToken } from '#features/ballots/testing/voter.ts';
import { openBallot } from '#features/meetings/contract.ts';
import { Device, open, plan } from '#features/meetings/testing/hold-meeting.ts';
import type { Matter } from '#features/rulebooks/contract.ts';
import type { Id } from '#kernel/ids.ts';
import type { TestWorld } from './test-world.ts';

/** A meeting of branch 5 that has begun, everybody present but the exempt member. */
export async function beginMeeting(world: TestWorld, heldOn = '2026-03-05') {
  const meetingId = await plan(world, { month: heldOn.slice(0, 7), plannedOn: heldOn });
  world.clock.set(heldOn, '19:30');
  const laptop = new Device(world, 'an', meetingId, 1_000);
  const { context } = (await open(world, 'an', meetingId)).body;
  await laptop.say({
    kind: 'meeting-started',
    payload: { chairId: world.ward.people.an, heldOn, startedAt: world.clock.now() },
  });
  await laptop.say({ kind: 'recorder-appointed', payload: { memberId: world.ward.people.chi } });
  for (const member of context.roll)
    if (member.status !== 'exempt')
      await laptop.say({
        kind: 'attendance-marked',
        payload: { memberId: member.memberId, presence: 'present', method: 'secretary' },
      });
  return { meetingId, laptop, heldOn };
}

export type BallotWish = {
  meetingId: Id;
  matter?: Matter;
  question?: string;
  paper?: Paper;
  method?: 'paper' | 'server-kept' | 'verifiable' | 'show-of-hands';
  counterIds?: Id[];
  followsId?: Id | null;
};

export const tryDraft = (world: TestWorld, wish: BallotWish) =>
  world.as('an').call(routes.draftBallot, {
    params: { branchId: world.ward.branch5 },
    body: {
      meetingId: wish.meetingId,
      matter: wish.matter ?? 'year-grade',
      question: wish.question ?? 'Xếp loại đồng chí Phạm Quốc Dũng: hoàn thành tốt nhiệm vụ',
      paper: wish.paper ?? { kind: 'question' },
      method: wish.method ?? 'verifiable',
      counterIds: wish.counterIds ?? [],
      heldOn: '2026-03-05',
      followsId: wish.followsId ?? null,
    },
  });

export const tryOpen = (world: TestWorld, meetingId: Id, ballotId: Id) =>
  world.as('an').call(openBallot, { params: { meetingId, ballotId } });

/** A ballot that is open; the test fails when it is refused. */
export async function openedBallot(world: TestWorld, wish: BallotWish): Promise<Id> {
  const drafted = await tryDraft(world, wish);
  if (drafted.error) throw new Error(`${drafted.error.code}: ${drafted.error.message}`);
  const opened = await tryOpen(world, wish.meetingId, drafted.body.id);
  if (opened.error) throw new Error(`${opened.error.code}: ${opened.error.message}`);
  return drafted.body.id;
}

export const view = async (world: TestWorld, ballotId: Id, personId = world.ward.people.an) =>
  (await world.asId(personId).call(routes.getBallot, { params: { ballotId } })).body;

/** A phone takes the ballot of a verifiable vote. */
export async function takeToken(world: TestWorld, ballotId: Id, personId: Id): Promise<HeldToken> {
  const { keys } = await view(world, ballotId, personId);
  const pending = await prepareToken(ballotId, keys!.tokenKey);
  const given = await world.asId(personId).call(routes.takeToken, {
    params: { ballotId },
    body: { blinded: pending.blinded },
  });
  if (given.error) throw new Error(given.error.code);
  return finishToken(pending, given.body.signature);
}

/** Puts a signed choice into the box, without a session. */
export async function cast(world: TestWorld, held: HeldToken, marks: string) {
  const slip = await fillSlip(held, marks);
  const reply = await world.stranger.call(routes.castSlip, {
    params: { ballotId: held.ballotId },
    body: { slip },
  });
  return { slip, reply };
}

export const vote = (world: TestWorld, ballotId: Id, personId: Id, marks: string) =>
  world.asId(personId).call(routes.vote, { params: { ballotId }, body: { marks } });

export const closeIt = (world: TestWorld, ballotId: Id, count: unknown = null) =>
  world.as('an').call(routes.closeBallot, { params: { ballotId }, body: { count: count as never } });

export const boxOf = async (world: TestWorld, ballotId: Id): Promise<string> =>
  (await world.as('dung').call(routes.getBox, { params: { ballotId } })).bytes.toString();

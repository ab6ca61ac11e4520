import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import * as contract from './contract.ts';
import { foldMeeting } from './domain/fold.ts';
import { Device, plan } from './testing/hold-meeting.ts';

let world: TestWorld;
let meetingId: string;
beforeAll(async () => {
  world = await openTestWorld();
  meetingId = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
});
afterAll(() => world.close());

/** Where a member stands in the roll call, as somebody's own device works it out. */
const presenceOf = async (member: Person, reader: Person) => {
  const { context, entries } = (await world.as(reader).call(contract.getMeeting, { params: { meetingId } }))
    .body;
  const { presence, reason, method } = foldMeeting(context, entries).presence[world.ward.people[member]]!;
  return { presence, reason, method };
};
const cannotCome = (member: Person, reason?: string) => ({
  kind: 'attendance-marked' as const,
  payload: {
    memberId: world.ward.people[member],
    presence: 'excused' as const,
    method: 'self' as const,
    ...(reason === undefined ? {} : { reason }),
  },
});

describe('a member who cannot come', () => {
  it('says so days before, and the secretary reads why', async () => {
    await new Device(world, 'dung', meetingId).say(cannotCome('dung', 'Đi công tác'));
    expect(await presenceOf('dung', 'an')).toEqual({
      presence: 'excused',
      reason: 'Đi công tác',
      method: 'self',
    });
  });

  it('gives a reason, and speaks for nobody else', async () => {
    const device = new Device(world, 'dung', meetingId, 200);
    expect(await device.refusedWith(cannotCome('dung'))).toBe('meetings.reason-missing');
    expect(await device.refusedWith(cannotCome('hanh', 'Ốm'))).toBe('meetings.only-own');
    expect((await presenceOf('hanh', 'an')).presence).toBeNull();
  });

  it('cannot check in before the day, and is there after all on the day', async () => {
    const here = () => world.as('dung').call(contract.checkIn, { params: { meetingId }, body: {} });
    expect((await here()).error?.code).toBe('meetings.not-begun');
    world.clock.set('2026-03-05', '19:20');
    expect((await here()).body).toEqual({ method: 'self', branchName: 'Chi bộ 5' });
    expect(await presenceOf('dung', 'an')).toMatchObject({ presence: 'present', method: 'self' });
  });

  it('is marked by the secretary all the same, whose word then stands', async () => {
    await new Device(world, 'hanh', meetingId).say(cannotCome('hanh', 'Việc gia đình'));
    await new Device(world, 'an', meetingId, 300).say({
      kind: 'attendance-marked',
      payload: { memberId: world.ward.people.hanh, presence: 'unexcused', method: 'secretary' },
    });
    expect(await presenceOf('hanh', 'hanh')).toMatchObject({ presence: 'unexcused', method: 'secretary' });
  });
});

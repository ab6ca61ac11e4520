import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCityOfficer } from '#testing/add-to-ward.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import * as contract from './contract.ts';
import { plan } from './testing/hold-meeting.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  await makeCityOfficer(world, 'phuc');
});
afterAll(() => world.close());

test('the calendar file of a meeting is for those who open the meeting itself', async () => {
  const meetingId = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  const from = async (person: 'an' | 'dung' | 'minh' | 'oanh' | 'phuc' | 'nam') => {
    const view = await world.as(person).call(contract.getMeeting, { params: { meetingId } });
    const file = await world.as(person).call(contract.getInvitationFile, { params: { meetingId } });
    return [person, view.error?.code ?? 200, file.error?.code ?? file.status];
  };
  for (const person of ['an', 'dung', 'minh', 'oanh'] as const)
    expect(await from(person)).toEqual([person, 200, 200]);
  // Two levels above a branch one says why before one reads what it talks about.
  expect(await from('phuc')).toEqual(['phuc', 'meetings.reason-needed', 'meetings.reason-needed']);
  expect(await from('nam')).toEqual(['nam', 'platform.not-found', 'platform.not-found']);
});

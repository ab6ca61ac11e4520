import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, sql } from '#platform/database/database.ts';
import { endSessionsOf } from '#platform/sign-in/sessions.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { deskOf } from './actions/entry-desk.ts';
import * as contract from './contract.ts';
import { close, Device, holdToTheEnd, plan } from './testing/hold-meeting.ts';

let world: TestWorld;
let meetingId: string;
beforeAll(async () => {
  world = await openTestWorld();
  meetingId = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  world.clock.set('2026-03-05', '19:00');
  // The first request of an old session renews it, on the ordinary way.
  for (const who of ['dung', 'giang', 'hanh', 'khanh'] as const) await whole(who);
});
afterAll(() => world.close());

const params = () => ({ params: { meetingId } });
const whole = async (who: Person) => (await world.as(who).call(contract.getMeeting, params())).body;
/** A phone opens the papers: what it is told, and whether that came from what the server holds. */
async function open(who: Person) {
  const before = deskOf(world.app.world).counts.shown;
  const { status, body, error } = await world.as(who).call(contract.openMeeting, params());
  return { status, body, error, isHeld: deskOf(world.app.world).counts.shown > before };
}
/** The same with its rules put in, as a device does it. */
async function opened(who: Person) {
  const { body, isHeld } = await open(who);
  const { rulesName, context, ...view } = body;
  const rules = await world.as(who).call(contract.getMeetingRules, { params: { name: rulesName } });
  return { view: { ...view, context: { ...context, ...rules.body } }, isHeld };
}
/** What a member is shown, held or not, is what the ordinary way shows. */
async function expectTheSame(who: Person, isHeld: boolean) {
  const told = await opened(who);
  expect(told.view).toEqual(await whole(who));
  expect([who, told.isHeld]).toEqual([who, isHeld]);
}
const checkIn = (who: Person) => world.as(who).call(contract.checkIn, { params: { meetingId }, body: {} });

describe('papers that are opened from what the server holds', () => {
  it('are those of the ordinary way, before anybody has come and after each who comes', async () => {
    await expectTheSame('dung', true);
    expect((await checkIn('dung')).body).toEqual({ method: 'self', branchName: 'Chi bộ 5' });
    expect((await checkIn('giang')).status).toBe(200);
    await expectTheSame('dung', true);
    expect((await open('hanh')).body.meeting).toMatchObject({ present: 2, base: 6 });
    // Not of the base: an exempt member.
    await expectTheSame('khanh', true);
  });

  it('are read anew for whoever leads, follows or keeps the record', async () => {
    for (const who of ['an', 'binh', 'chi', 'oanh'] as const) await expectTheSame(who, false);
    expect((await open('lan')).status).toBe(404);
    expect((await world.stranger.call(contract.openMeeting, params())).status).toBe(401);
  });

  it('are at most a minute old in what may still change, and new for whoever changed something', async () => {
    const rename = (name: string) =>
      world.write((tx) =>
        run(tx, sql`update members.person set full_name = ${name} where id = ${world.ward.people.hanh}`),
      );
    const nameOfHanh = async (who: Person) => {
      const { body, isHeld } = await open(who);
      return [body.context.roll.find((each) => each.personId === world.ward.people.hanh)?.fullName, isHeld];
    };
    const before = 'Vũ Thị Hạnh';
    expect(await nameOfHanh('dung')).toEqual([before, true]);
    await rename('Vũ Thị Hạnh An');
    expect(await nameOfHanh('dung')).toEqual([before, true]);
    // Giang has just written something on the ordinary way.
    world.clock.pass(0.5);
    expect((await world.as('giang').call(contract.markNoticesRead, { body: { ids: [] } })).status).toBe(200);
    expect(await nameOfHanh('giang')).toEqual(['Vũ Thị Hạnh An', false]);
    // What was read for one is there for all.
    expect(await nameOfHanh('dung')).toEqual(['Vũ Thị Hạnh An', true]);
    await rename(before);
    world.clock.pass(1.5);
    expect(await nameOfHanh('dung')).toEqual([before, false]);
    expect(await nameOfHanh('dung')).toEqual([before, true]);
  });

  it('show what another server wrote meanwhile', async () => {
    await expectTheSame('dung', true);
    await world.write((tx) =>
      run(tx, sql`update meetings.meeting set place = 'Sân đình' where id = ${meetingId}`),
    );
    const { body, isHeld } = await open('dung');
    expect([body.meeting.place, isHeld]).toEqual(['Sân đình', false]);
  });

  it('are refused to whoever has left the branch or has been signed out, at once', async () => {
    await whole('hanh');
    expect((await open('hanh')).isHeld).toBe(true);
    const until = (end: string | null) =>
      world.write((tx) =>
        run(
          tx,
          sql`update members.membership set valid = daterange(lower(valid), ${end}::date)
               where person_id = ${world.ward.people.hanh}`,
        ),
      );
    await until('2026-03-05');
    expect(await open('hanh')).toMatchObject({ status: 404, isHeld: false });
    await until(null);
    expect((await open('hanh')).status).toBe(200);
    await world.write((tx) => endSessionsOf(tx, world.ward.people.giang));
    expect(await open('giang')).toMatchObject({ status: 401, isHeld: false });
  });

  it('are the same in a meeting that runs, has ended and is closed', async () => {
    await holdToTheEnd(world, meetingId, '2026-03-05');
    await whole('dung');
    await expectTheSame('dung', true);
    await expectTheSame('khanh', true);
    const phone = new Device(world, 'an', meetingId, 9_000);
    await phone.say({ kind: 'comment-added', payload: { text: 'Bổ sung' } });
    await expectTheSame('dung', true);
    await new Device(world, 'oanh', meetingId, 9_500).say({
      kind: 'score-confirmed',
      payload: { marks: [] },
    });
    expect((await close(world, 'an', meetingId)).status).toBe(200);
    await expectTheSame('dung', false);
  });
});

describe('rules that bear a name', () => {
  it('are kept by the browser for good, are the same for all meetings, and are for people who are signed in', async () => {
    const { rulesName } = (await open('dung')).body;
    const found = await world.as('lan').call(contract.getMeetingRules, { params: { name: rulesName } });
    expect(found.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    const { rules, voting } = (await whole('dung')).context;
    expect(found.body).toEqual({ rules, voting });
    const ask = (name: string) => ({ params: { name } });
    expect((await world.stranger.call(contract.getMeetingRules, ask(rulesName))).status).toBe(401);
    expect((await world.as('dung').call(contract.getMeetingRules, ask('x'.repeat(43)))).status).toBe(404);
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  DOCUMENT_KINDS,
  getDocument,
  getHome,
  getMeeting,
  listEntries,
  listMeetings,
} from '#features/meetings/contract.ts';
import { close, Device, holdToTheEnd, open, PRIVATE, plan } from '#features/meetings/testing/hold-meeting.ts';
import { getPlan, movePlan } from '#features/reorganisation/contract.ts';
import { planMerge } from '#features/reorganisation/testing/merge-branch.ts';
import { rows, run, sql } from '#platform/database/database.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';

// The book of a branch that a plan ended: a meeting whose minutes are still open does not hold the plan up, whoever leads the
// branch that carries on finishes them, and those who sat in the branch go on reading. Branch 5 joins branch 7; Oanh followed it.

let world: TestWorld;
let march: string;
beforeAll(async () => {
  world = await openTestWorld();
  march = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  await holdToTheEnd(world, march, '2026-03-05', ['Lắp đèn ngõ 12']);
});
afterAll(() => world.close());

const ON = '2026-04-01';
const read = (person: Person) => open(world, person, march);
const listed = (person: Person, branchId: string) =>
  world.as(person).call(listMeetings, { params: { branchId } });

test('minutes that are still open stay in the book of their branch and do not hold the plan up', async () => {
  const { branch5, branch7 } = world.ward;
  const minh = world.as('minh');
  const params = await planMerge(world, {
    unitId: branch5,
    intoId: branch7,
    on: ON,
    decidedOn: '2026-03-05',
  });
  const shown = (await minh.call(getPlan, { params })).body;
  expect(shown.standing.find(({ inPlan }) => inPlan === 'keep')).toEqual({
    what: 'buổi sinh hoạt chưa khóa biên bản',
    settle: 'Khóa biên bản trước.',
    inPlan: 'keep',
    count: 1,
  });
  expect(shown.standing.filter(({ inPlan }) => inPlan === 'refuse')).toEqual([]);
  world.clock.set(ON);
  expect((await minh.call(movePlan, { params, body: { move: 'apply' } })).error).toBeUndefined();
  const { outcome } = (await minh.call(getPlan, { params })).body.plan;
  expect([outcome?.members.after, outcome?.tasks.after]).toEqual([
    outcome?.members.before,
    outcome?.tasks.before,
  ]);
});

test('whoever leads the branch that carries on has it before them and finishes it; nobody else of that branch opens it', async () => {
  const { branch5, branch7, people } = world.ward;
  const home = (await world.as('lan').call(getHome)).body;
  expect(home.meetings.find(({ id }) => id === march)).toMatchObject({
    branchId: branch5,
    branchName: 'Chi bộ 5',
    stage: 'ended',
    role: 'lead',
  });
  expect((await listed('lan', branch7)).body.carriedOn).toEqual([
    { id: branch5, name: 'Chi bộ 5', endedOn: ON },
  ]);
  const book = (await listed('lan', branch5)).body;
  expect([book.meetings.map(({ id }) => id), book.abilities, book.suggested]).toEqual([
    [march],
    // The book goes on with its heirs; the page of the unit stays with those who had it.
    { create: false, setSeries: false, readUnit: false, readPetitions: true },
    null,
  ]);
  const view = await read('lan');
  expect(view.body).toMatchObject({ role: 'lead', abilities: { lead: true, readPrivateTexts: false } });
  expect(JSON.stringify(view.body)).not.toContain(PRIVATE);
  // Nam sits in the branch that carries on and never sat in this one.
  expect((await read('nam')).status).toBe(403);
  expect((await listed('nam', branch5)).status).toBe(403);
  expect((await listed('nam', branch7)).body.carriedOn).toEqual([]);

  expect((await close(world, 'lan', march)).error?.code).toBe('meetings.not-ready-to-close');
  expect((await close(world, 'dung', march)).status).toBe(403);
  await new Device(world, 'oanh', march, 90_000).say({ kind: 'score-confirmed', payload: { marks: [] } });
  const closed = await close(world, 'lan', march);
  expect(closed.error).toBeUndefined();
  expect(closed.body.minutesNumber).toBe('01-BB/CB');
  // The work that it gave goes on where its owner is.
  const given = await world.read((tx) =>
    rows(
      tx,
      sql<{ branchId: string; ownerId: string }>`
        select branch_id as "branchId", owner_id as "ownerId" from tasks.task where title = 'Lắp đèn ngõ 12'`,
    ),
  );
  expect(given).toEqual([{ branchId: branch7, ownerId: people.giang }]);
  expect((await world.as('lan').call(getHome)).body.meetings.map(({ id }) => id)).not.toContain(march);
});

test('those who sat in it go on reading their minutes, with what was said among them; others do not', async () => {
  const { branch5, branch7 } = world.ward;
  for (const person of ['an', 'chi', 'dung', 'hanh'] as const) {
    const view = await read(person);
    expect([person, view.status, JSON.stringify(view.body).includes(PRIVATE)]).toEqual([person, 200, true]);
    const entries = await world
      .as(person)
      .call(listEntries, { params: { meetingId: march }, query: { after: 0 } as never });
    expect(entries.status).toBe(200);
    expect((await listed(person, branch7)).body.carriedOn).toMatchObject([{ id: branch5 }]);
    expect((await listed(person, branch5)).body.meetings).toMatchObject([{ id: march, stage: 'closed' }]);
  }
  for (const kind of DOCUMENT_KINDS) {
    const paper = (person: Person) =>
      world.as(person).call(getDocument, { params: { meetingId: march, kind, format: 'txt' } });
    expect((await paper('dung')).status).toBe(200);
    expect((await paper('nam')).status).toBe(403);
  }
  // The committee above reads as before, and private texts leave the branch by no route.
  const above = await read('minh');
  expect([above.status, JSON.stringify(above.body).includes(PRIVATE)]).toEqual([200, false]);
  expect((await read('phuc')).status).toBe(403);
  expect((await world.stranger.call(getMeeting, { params: { meetingId: march } })).status).toBe(401);

  // Who is a member of no branch any more reads nothing.
  await world.write((tx) =>
    run(
      tx,
      sql`update members.membership set valid = daterange(lower(valid), ${ON}::date)
           where person_id = ${world.ward.people.khanh} and valid @> ${ON}::date and lower(valid) < ${ON}::date`,
    ),
  );
  await world.write((tx) =>
    run(
      tx,
      sql`delete from members.membership where person_id = ${world.ward.people.khanh} and lower(valid) >= ${ON}::date`,
    ),
  );
  expect((await read('khanh')).status).toBe(404);
});

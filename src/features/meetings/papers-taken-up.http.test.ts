import { afterAll, beforeAll, expect, test } from 'vitest';
import { getIssuedDirective, getReceivedDirective, listInbox } from '#features/directives/contract.ts';
import { recordDirective } from '#features/directives/public.ts';
import { instantOf } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { rows, run, sql } from '#platform/database/database.ts';
import { makeCityOfficer } from '#testing/add-to-ward.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { getMeeting, listEntries } from './contract.ts';
import { papersTakenUpMigration } from './db/migrations/2026-11-27-papers-taken-up.ts';
import type { EntryPayloads } from './domain/entry.ts';
import { close, Device, holdToTheEnd, plan } from './testing/hold-meeting.ts';
import { takeOverMeeting } from './testing/take-over-meeting.ts';

// From the committee that sent a paper to the meeting that took it up, and back. Branch 5 meets in March and April.

let world: TestWorld;
const papers: Record<string, Id> = {};
let march: Id;
let april: Id;

const send = (name: string, unitId: Id, to: Id[]) =>
  world.write((tx) => {
    papers[name] = newId();
    return recordDirective(
      tx,
      {
        id: papers[name]!,
        unitId,
        kind: 'plan',
        symbol: `Số ${Object.keys(papers).length}-KH/ĐU`,
        issuedOn: '2026-02-20',
        title: name,
        summary: null,
        needs: 'discuss',
        dueOn: null,
        issuedBy: world.ward.people.minh,
        sentOn: '2026-02-21',
      },
      to,
      instantOf('2026-02-21', '09:00'),
    );
  });
const item = (
  itemId: Id,
  ref: Id,
  step?: string,
): { kind: 'agenda-item-added'; payload: EntryPayloads['agenda-item-added'] } => ({
  kind: 'agenda-item-added',
  payload: { itemId, title: 'Văn bản cấp trên', source: 'directive', ref, ...(step ? { step } : {}) },
});
const look = (person: Person, name: string, unitId: Id, query: Record<string, string> = {}) =>
  world
    .as(person)
    .call(getIssuedDirective, { params: { unitId, directiveId: papers[name]! }, query: query as never });
const heldAndClosed = async (meetingId: Id, day: string, say: (laptop: Device) => Promise<unknown>) => {
  const laptop = await holdToTheEnd(world, meetingId, day);
  await say(laptop);
  await new Device(world, 'oanh', meetingId, 90_000).say({ kind: 'score-confirmed', payload: { marks: [] } });
};

beforeAll(async () => {
  world = await openTestWorld();
  await makeCityOfficer(world, 'phuc');
  const { city, ward, branch5, branch7 } = world.ward;
  for (const name of ['begun', 'spoken', 'skipped', 'removed', 'untouched', 'later'])
    await send(name, ward, [branch5, branch7]);
  await send('city', city, [ward, branch5, branch7]);
  await send('elsewhere', ward, [branch7]);
});
afterAll(() => world.close());

test('a meeting that is closed says which papers it took up; one that only ended does not yet', async () => {
  const { ward } = world.ward;
  march = await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
  const [spoken, removed] = [newId(), newId()];
  await heldAndClosed(march, '2026-03-05', async (laptop) => {
    // The agenda came filled with what had been sent; it is laid out anew here, item by item.
    const { entries } = (
      await world.as('an').call(listEntries, { params: { meetingId: march }, query: { after: 0 } as never })
    ).body;
    for (const { kind, payload } of entries as { kind: string; payload: { source?: string; itemId: Id } }[])
      if (kind === 'agenda-item-added' && payload.source === 'directive')
        await laptop.say({ kind: 'agenda-item-removed', payload: { itemId: payload.itemId } });
    await laptop.say(
      item(newId(), papers.begun!, 'led'),
      item(spoken, papers.spoken!),
      item(newId(), papers.skipped!, 'skipped'),
      item(removed, papers.removed!, 'led'),
      item(newId(), papers.untouched!, 'nobody-came-here'),
      item(newId(), papers.city!, 'led'),
      item(newId(), papers.elsewhere!, 'led'),
      // A device may claim any paper at all.
      item(newId(), newId(), 'led'),
      { kind: 'agenda-item-removed', payload: { itemId: removed } },
      { kind: 'step-started', payload: { step: 'led' } },
      { kind: 'step-started', payload: { step: 'skipped' } },
      { kind: 'step-skipped', payload: { step: 'skipped', reason: 'Hết giờ' } },
      { kind: 'conclusion-written', payload: { itemId: spoken, text: 'Nhất trí thực hiện', replaces: [] } },
    );
  });
  expect((await look('minh', 'begun', ward)).body.directive.takenUp).toBe(0);
  expect((await close(world, 'an', march)).error).toBeUndefined();

  for (const [name, count] of [
    ['begun', 1],
    ['spoken', 1],
    ['skipped', 0],
    ['removed', 0],
    ['untouched', 0],
    ['later', 0],
    ['elsewhere', 0],
  ] as const)
    expect([name, (await look('minh', name, ward)).body.directive.takenUp]).toEqual([name, count]);
  const { body } = await look('minh', 'begun', ward);
  expect(body.reach).toEqual({ recipients: 2, opened: 0, branches: 2, takenUp: 1, ended: 0 });
  expect(body.parts).toEqual([]);
  expect(body.recipients.map((one) => [one.unitName, one.takenUp])).toEqual([
    ['Chi bộ 7', null],
    ['Chi bộ 5', { on: '2026-03-05', meetingId: march }],
  ]);
  const waiting = (await look('minh', 'begun', ward, { show: 'not-taken-up' })).body;
  expect([waiting.shown, waiting.recipients.map((one) => one.unitName)]).toEqual([1, ['Chi bộ 7']]);
});

test('the city sees it by its wards and opens one down to the branches; the meeting itself asks for a reason', async () => {
  const { city, ward } = world.ward;
  const { body } = await look('phuc', 'city', city);
  expect(body.reach).toEqual({ recipients: 3, opened: 0, branches: 2, takenUp: 1, ended: 0 });
  expect(body.parts).toEqual([
    {
      unitId: ward,
      unitName: 'Đảng ủy phường Sông Tô',
      recipients: 3,
      opened: 0,
      branches: 2,
      takenUp: 1,
      ended: 0,
    },
  ]);
  const under = (await look('phuc', 'city', city, { underId: ward, show: 'not-taken-up' })).body;
  expect(under.under).toEqual({ id: ward, name: 'Đảng ủy phường Sông Tô' });
  expect(under.recipients.map((one) => one.unitName)).toEqual(['Chi bộ 7']);
  expect(under.parts).toEqual([]);
  // Figures only, as for every meeting from two levels above.
  const opened = (await world.as('phuc').call(getMeeting, { params: { meetingId: march } })).body;
  expect(JSON.stringify(opened)).not.toContain('Nguyễn Văn An');
  // Not below, not there, and not for those who do not follow the paper.
  expect((await look('phuc', 'city', city, { underId: city })).status).toBe(404);
  expect((await look('minh', 'begun', ward, { underId: city })).status).toBe(404);
  expect((await look('minh', 'begun', ward, { underId: newId() })).status).toBe(404);
  for (const person of ['an', 'lan', 'dung'] as const)
    expect((await look(person, 'begun', ward)).status).toBe(403);
  expect(
    (
      await world.stranger.call(getIssuedDirective, {
        params: { unitId: ward, directiveId: papers.begun! },
        query: {} as never,
      })
    ).status,
  ).toBe(401);
});

test('the branch reads in its inbox in which meeting it took a paper up', async () => {
  const { branch5, branch7 } = world.ward;
  const inbox = async (person: Person, unitId: Id) =>
    (await world.as(person).call(listInbox, { params: { unitId }, query: {} })).body;
  const own = await inbox('dung', branch5);
  expect(own.unit.kind).toBe('branch');
  expect(own.directives.find((one) => one.title === 'begun')?.takenUp).toEqual({
    on: '2026-03-05',
    meetingId: march,
  });
  expect(own.directives.find((one) => one.title === 'skipped')?.takenUp).toBeNull();
  expect((await inbox('lan', branch7)).directives.map((one) => one.takenUp)).toEqual(
    Array.from({ length: 8 }, () => null),
  );
  const one = await world
    .as('an')
    .call(getReceivedDirective, { params: { unitId: branch5, directiveId: papers.spoken! } });
  expect(one.body.directive.takenUp).toEqual({ on: '2026-03-05', meetingId: march });
});

test('the first meeting stays, whichever is closed first', async () => {
  const { ward, branch5 } = world.ward;
  april = await plan(world, { month: '2026-04', plannedOn: '2026-04-05' });
  await heldAndClosed(april, '2026-04-05', (laptop) =>
    laptop.say(item(newId(), papers.begun!, 'led'), item(newId(), papers.later!, 'led'), {
      kind: 'step-started',
      payload: { step: 'led' },
    }),
  );
  expect((await close(world, 'an', april)).error).toBeUndefined();
  const whenOf = async (name: string) =>
    (await look('minh', name, ward)).body.recipients.find((one) => one.unitId === branch5)?.takenUp?.on;
  expect([await whenOf('begun'), await whenOf('later')]).toEqual(['2026-03-05', '2026-04-05']);
});

test('what was closed before is counted afterwards by the same rule; a meeting that was taken over is not', async () => {
  const { people } = world.ward;
  await takeOverMeeting(world, {
    month: '2025-11',
    heldOn: '2025-11-05',
    presences: { [people.an]: 'present' },
  });
  const kept = () =>
    world.read((tx) =>
      rows(
        tx,
        sql<Record<string, string>>`
          select directive_id, unit_id, taken_up_on, taken_up_in from directives.recipient
           where taken_up_on is not null order by 1, 2`,
      ),
    );
  const before = await kept();
  expect(before.length).toBe(4);
  await world.write(async (tx) => {
    await run(tx, sql`update directives.recipient set taken_up_on = null, taken_up_in = null`);
    await run(tx, sql.raw(papersTakenUpMigration.sql));
  });
  expect(await kept()).toEqual(before);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { addWorkingDays } from '#kernel/working-days.ts';
import { dateRange, run, sql } from '#platform/database/database.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import { seededDaysOff } from './domain/public-holidays.ts';
import { memberRulesFor, workCalendar } from './public.ts';
import { getUnitRules, listDaysOff, removeDayOff, setDayOff, setRule } from './routes.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  // Chi becomes an officer of the city, which is the topmost committee here.
  await world.write((tx) =>
    run(
      tx,
      sql`insert into mandates.mandate (id, person_id, unit_id, post, valid, decision)
          values (${newId()}, ${world.ward.people.chi}, ${world.ward.city}, 'officer',
                  ${dateRange('2026-01-01', null)}, '3-QĐ/TU')`,
    ),
  );
});
afterAll(() => world.close());

const list = async (year?: number, person: Person = 'nam') =>
  (await world.as(person).call(listDaysOff, { query: year ? { year } : {} })).body;
const body = {
  kind: 'in-lieu' as const,
  name: 'Nghỉ bù Tết',
  document: '15/TB-BNV',
  documentOn: '2026-11-01',
};
const set = (
  person: Person,
  day: string,
  more: { kind?: 'worked'; document?: string } = {},
  unitId: string = world.ward.city,
) => world.as(person).call(setDayOff, { params: { unitId, day }, body: { ...body, ...more } });

describe('the calendar of working days', () => {
  it('is there for everybody who is signed in, by year', async () => {
    const answer = await list();
    expect(answer.year).toBe(2026);
    expect(answer.years).toEqual([2024, 2025, 2026, 2027, 2028, 2029, 2030]);
    expect(answer.days.map((d) => d.day)).toEqual(
      seededDaysOff.filter((d) => d.day.startsWith('2026')).map((d) => d.day),
    );
    expect(answer.changesThrough).toBeNull();
    expect((await list(2035)).days).toEqual([]);
    expect((await world.stranger.call(listDaysOff, { query: {} })).status).toBe(401);
  });

  it('is changed by the topmost committee alone, and terms follow at once', async () => {
    expect((await list(2027, 'chi')).changesThrough).toBe(world.ward.city);
    const end = async () => addWorkingDays('2027-02-04', 1, await world.read((tx) => workCalendar(tx)));
    expect(await end()).toBe('2027-02-12');
    expect((await set('chi', '2027-02-12')).status).toBe(200);
    expect(await end()).toBe('2027-02-15');
    expect((await list(2027)).days.find((d) => d.day === '2027-02-12')).toMatchObject({
      kind: 'in-lieu',
      source: { document: '15/TB-BNV', on: '2026-11-01', verified: true },
    });
    const params = { unitId: world.ward.city, day: '2027-02-12' };
    expect((await world.as('chi').call(removeDayOff, { params })).status).toBe(200);
    expect(await end()).toBe('2027-02-12');
    expect((await world.as('chi').call(removeDayOff, { params })).error?.code).toBe(
      'rulebooks.day-off-not-found',
    );
  });

  it('records an announcement over what was worked out', async () => {
    expect((await set('chi', '2027-02-05', { kind: 'worked' })).error).toMatchObject({
      code: 'rulebooks.day-is-worked',
      field: 'kind',
    });
    expect((await set('chi', '2027-02-13')).error?.code).toBe('rulebooks.day-is-free');
    expect((await set('chi', '2027-02-10', { document: ' ' })).error?.code).toBe(
      'rulebooks.document-missing',
    );
    expect((await set('chi', '2027-02-10')).status).toBe(200);
    expect((await list(2027)).days.filter((d) => d.day === '2027-02-10')).toHaveLength(1);
  });

  it.each(['an', 'minh', 'phuc', 'nam'] as const)('%s may not', async (person) => {
    expect((await set(person, '2027-03-01')).status).toBe(403);
    expect((await set(person, '2027-03-01', {}, world.ward.ward)).status).toBe(403);
    expect((await list(2027)).days.some((d) => d.day === '2027-03-01')).toBe(false);
  });
});

describe('rules about members', () => {
  it('stand beside those of meetings, each with its own rulebook', async () => {
    const { body: answer } = await world
      .as('an')
      .call(getUnitRules, { params: { unitId: world.ward.branch5 }, query: {} });
    expect(Object.values(answer.versions).map((version) => version.code)).toEqual([
      'hd-42-2025',
      'qd-294-2025',
      'bc-190-2024',
      'charter-2011-units',
      'practice-2023-following',
      'nq-112-2025',
      'qd-366-2025',
    ]);
    expect(answer.rules['transfer.apply-days']).toMatchObject({
      value: 60,
      source: { document: '294-QĐ/TW', verified: true },
      origin: { from: 'rulebook', code: 'qd-294-2025' },
    });
  });

  it('may be set by a committee for its subtree where the rule allows it', async () => {
    const put = (key: string, value: unknown) =>
      world.as('minh').call(setRule, {
        params: { unitId: world.ward.ward, key },
        body: { value, document: '21-HD/ĐU', documentOn: null, from: '2026-03-02', to: null },
      });
    expect((await put('transfer.apply-days', 45)).status).toBe(200);
    expect((await put('probation.months', 24)).error?.code).toBe('rulebooks.rule-may-not-change');
    expect((await put('temporary.months', { from: 12, below: 3 })).error?.code).toBe(
      'rulebooks.value-invalid',
    );
    const { branch5, ward, city } = world.ward;
    const place = { unitId: branch5, above: [ward, city] };
    const value = async (day: string) =>
      (await world.read((tx) => memberRulesFor(tx, place, day))).rules['transfer.apply-days'];
    expect(await value('2026-03-02')).toMatchObject({ value: 45, origin: { from: 'override' } });
    expect(await value('2026-03-01')).toMatchObject({ value: 60 });
    // Long before the oldest rulebook it is judged by that one.
    expect(await value('1990-01-01')).toMatchObject({ value: 60, source: { document: '29-QĐ/TW' } });
  });
});

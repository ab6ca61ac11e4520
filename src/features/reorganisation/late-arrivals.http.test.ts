import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadActor, recordMandate } from '#features/mandates/public.ts';
import { getHome } from '#features/meetings/contract.ts';
import { recordMembership, recordPerson } from '#features/members/public.ts';
import { foundUnit } from '#features/units/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { rows, run, sql } from '#platform/database/database.ts';
import { whatWaits } from '#platform/feature.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { remindOfOpen } from './actions/look-again.ts';
import { takeDueEffect } from './actions/take-effect.ts';
import {
  assign,
  createPlan,
  getPlan,
  listPlans,
  listUndecided,
  movePlan,
  takeNewBase,
  writeSteps,
} from './contract.ts';

// Branch 7 is shared out by a scheduled plan; before its day somebody arrives, a branch is founded, a secretary begins.

let world: TestWorld;
const logged: string[] = [];
let params: { unitId: Id; planId: Id };
const [first, second] = [newId(), newId()];
const ON = '2026-04-01';

const part = (intoId: Id, words: string[] = []) => ({ intoId, share: null, words });
const found = (unitId: Id, name: string) => ({
  kind: 'found',
  unitId,
  name,
  unitKind: 'branch',
  sector: 'residential',
  code: null,
  parentId: world.ward.ward,
});
const arrives = (fullName: string, address: string | null, from = '2026-03-20') =>
  world.write(async (tx) => {
    const personId = await recordPerson(tx, { fullName, address }, world.clock.now());
    await recordMembership(tx, { personId, branchId: world.ward.branch7, status: 'official', from });
    return personId;
  });
const waiting = () =>
  world.read(async (tx) => {
    const actor = await loadActor(tx, world.ward.people.minh, '2026-03-20');
    return (await whatWaits(world.app.world, tx, actor!, '2026-03-20')).waiting
      .filter(({ key }) => key.startsWith('reorganisation'))
      .map(({ key, count, isLate }) => [key, count, isLate]);
  });
const shown = async () => (await world.as('minh').call(getPlan, { params })).body;
const move = (move: string, more: object = {}) =>
  world.as('minh').call(movePlan, { params, body: { move, ...more } as never });

beforeAll(async () => {
  world = await openTestWorld({
    env: { GOC_PUBLIC_URL: 'https://goc.example' },
    onLog: (line) => logged.push(line),
  });
  const { ward, branch7, people } = world.ward;
  const minh = world.as('minh');
  const { planId } = (
    await minh.call(createPlan, { params: { unitId: ward }, body: { title: 'Chia chi bộ 7', on: ON } })
  ).body;
  params = { unitId: ward, planId };
  const steps = [
    found(first, 'Chi bộ 7A'),
    found(second, 'Chi bộ 7B'),
    { kind: 'split', unitId: branch7, parts: [part(first, ['Tổ dân phố 1-5']), part(second)], restId: null },
  ];
  await minh.call(writeSteps, { params, body: { title: 'Chia chi bộ 7', on: ON, steps } as never });
  const { subjects } = (await minh.call(listUndecided, { params: { ...params, splitId: branch7 } })).body;
  await minh.call(assign, {
    params,
    body: { assigned: subjects.map(({ subjectId }) => ({ subjectId, intoId: second })) },
  });
  await move('approve', { decision: { number: '31-QĐ/ĐU', on: '2026-03-02', issuedBy: null } });
  expect((await move('schedule')).body.state).toBe('scheduled');
  expect(people.lan).toBeTruthy();
  world.clock.set('2026-03-20');
});
afterAll(() => world.close());

describe('a scheduled plan', () => {
  test('has nothing open while nothing came up', async () => {
    expect(await waiting()).toEqual([]);
    expect((await shown()).counts.undecided).toBe(0);
  });

  test('a member whom the approved rule covers needs nobody', async () => {
    await arrives('Bùi Thị Mới', 'Tổ dân phố 3');
    expect(await waiting()).toEqual([]);
    expect((await shown()).counts).toMatchObject({ undecided: 0, people: 3 });
  });

  test('a member whom it does not cover is shown at once, told by letter, and assigned while it stays scheduled', async () => {
    const { ward, branch7, people } = world.ward;
    const personId = await arrives('Đào Văn Tới', null);
    expect(await waiting()).toEqual([['reorganisation.open', 1, false]]);
    const { plans } = (await world.as('minh').call(listPlans, { params: { unitId: ward } })).body;
    expect(plans.find((each) => each.id === params.planId)?.open).toBe(1);
    expect((await shown()).worklists).toEqual([{ splitId: branch7, name: 'Chi bộ 7', open: 1, settled: 3 }]);

    const remind = () => remindOfOpen(world.app.world);
    await world.write((tx) =>
      run(tx, sql`update members.person set email = 'minh@example.org' where id = ${people.minh}`),
    );
    // Another plan, of which the day comes first, cannot be looked at at all.
    const broken = newId(world.clock.now());
    await world.write((tx) =>
      run(
        tx,
        sql`insert into reorganisation.plan
            select (jsonb_populate_record(p, jsonb_build_object(
                      'id', ${broken}::text, 'unit_id', ${world.ward.city}::text, 'effective_on', '2026-03-25',
                      'base', '[null]'::jsonb, 'open', null))).*
              from reorganisation.plan p where p.id = ${params.planId}`,
      ),
    );
    expect(await remind()).toBe(1);
    expect(await remind()).toBe(0);

    // One of the same committee that cannot be looked at takes neither the first page nor the other plan from its officers.
    await world.write((tx) =>
      run(tx, sql`update reorganisation.plan set unit_id = ${ward} where id = ${broken}`),
    );
    const home = await world.as('minh').call(getHome);
    expect([home.status, home.body.unread]).toEqual([200, ['phương án sắp xếp']]);
    expect(home.body.waiting.map(({ key, count }) => [key, count])).toContainEqual([
      'reorganisation.open',
      1,
    ]);
    expect(logged.filter((line) => line.includes('what waits could not be read'))).toHaveLength(1);
    expect(logged.join()).not.toContain('Tới');
    await world.write((tx) =>
      run(tx, sql`update reorganisation.plan set unit_id = ${world.ward.city} where id = ${broken}`),
    );

    const letters = await world.read((tx) =>
      rows(tx, sql<{ recipient: string; body: string }>`select recipient, body from platform.outbox`),
    );
    expect(letters.map((each) => each.recipient)).toEqual(['minh@example.org']);
    expect(letters[0]!.body).toContain('1 mục mới chưa biết về đâu');
    expect(letters[0]!.body).not.toContain('Tới');

    // On its day it waits for just this, and says so.
    world.clock.set(ON);
    expect((await takeDueEffect(world.app.world, ON)).refused).toEqual([broken, params.planId]);
    await world.write((tx) => run(tx, sql`delete from reorganisation.plan where id = ${broken}`));
    const early = await move('apply');
    expect([early.status, early.error?.code, early.error?.message]).toEqual([
      409,
      'reorganisation.undecided',
      'Còn 1 mục chưa biết về đâu.',
    ]);
    world.clock.set('2026-03-20', '12:00');

    const minh = world.as('minh');
    const give = (by: 'minh' | 'an', subjectId: Id, intoId: Id) =>
      world.as(by).call(assign, { params, body: { assigned: [{ subjectId, intoId }] } });
    expect((await give('an', personId, first)).status).toBe(403);
    // What was approved is not changed by the way.
    expect((await give('minh', people.lan, first)).error?.code).toBe('reorganisation.settled');
    expect((await give('minh', personId, first)).body.open).toBe(0);
    // A slip of the pen is put right while it is the same sort of thing.
    expect((await give('minh', personId, second)).body.open).toBe(0);
    const { subjects } = (await minh.call(listUndecided, { params: { ...params, splitId: branch7 } })).body;
    expect(subjects.filter((each) => !each.isFixed).map((each) => each.name)).toEqual(['Đào Văn Tới']);
    const after = await shown();
    expect([after.plan.state, after.counts.undecided, await waiting()]).toEqual(['scheduled', 0, []]);
    expect(after.events.map((event) => event.move)).toEqual([
      'create',
      'approve',
      'schedule',
      'assign',
      'assign',
    ]);
  });

  test('a unit that is founded, renamed or ended in between is shown, and taken as it is without another schedule', async () => {
    const { ward, branch7 } = world.ward;
    await world.write((tx) =>
      run(tx, sql`update units.unit_name set name = 'Chi bộ 7 Sông Tô' where unit_id = ${branch7}`),
    );
    expect((await shown()).differences.map(({ what, after }) => [what, after])).toEqual([
      ['name', 'Chi bộ 7 Sông Tô'],
    ]);
    expect((await move('apply')).error?.code).toBe('reorganisation.not-yet');
    const minh = world.as('minh');
    expect((await world.as('an').call(takeNewBase, { params, body: {} })).status).toBe(403);
    expect((await minh.call(takeNewBase, { params, body: {} })).status).toBe(200);
    const taken = await shown();
    expect([taken.plan.state, taken.differences, taken.events.at(-1)?.move]).toEqual([
      'scheduled',
      [],
      'rebase',
    ]);
    // A branch founded beside it is not of the plan.
    await world.write((tx) =>
      foundUnit(tx, {
        id: newId(world.clock.now()),
        name: 'Chi bộ 9',
        code: null,
        parentId: ward,
        kind: 'branch',
        sector: 'residential',
        foundedOn: '2026-03-21',
      } as never),
    );
    expect([(await shown()).differences, await waiting()]).toEqual([[], []]);
  });

  test('what is put back afterwards is a difference again, and waits', async () => {
    await world.write((tx) =>
      run(tx, sql`update units.unit_name set name = 'Chi bộ 7' where unit_id = ${world.ward.branch7}`),
    );
    expect((await waiting())[0]).toEqual(['reorganisation.open', 1, false]);
    await world.as('minh').call(takeNewBase, { params, body: {} });
  });

  test('a mandate that begins in between ends with its branch, and the plan takes effect with all of them', async () => {
    const { branch7, people } = world.ward;
    await world.write((tx) =>
      recordMandate(tx, {
        id: newId(world.clock.now()),
        personId: people.nam,
        unitId: branch7,
        post: 'committee-member',
        from: '2026-03-25',
        decision: '9-QĐ/ĐU',
      }),
    );
    const ahead = (await shown()).ahead.flatMap((each) => each.lines.map((line) => line.unit));
    expect(ahead).toContain('Chi bộ 7');
    expect(await waiting()).toEqual([]);
    world.clock.set(ON);
    expect((await takeDueEffect(world.app.world, ON)).done).toEqual([params.planId]);
    const { plan } = await shown();
    expect([plan.state, plan.outcome?.people, plan.outcome?.members.before]).toEqual([
      'applied',
      4,
      plan.outcome?.members.after,
    ]);
    const left = await world.read((tx) =>
      rows(
        tx,
        sql<{
          until: string | null;
        }>`select upper(valid)::text as until from mandates.mandate where unit_id = ${branch7}`,
      ),
    );
    expect(left.every(({ until }) => until !== null && until <= ON)).toBe(true);
    expect(
      (
        await world
          .as('minh')
          .call(assign, { params, body: { assigned: [{ subjectId: people.lan, intoId: first }] } })
      ).error?.code,
    ).toBe('reorganisation.steps-closed');
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { appoint, endMandate, listMandates } from '#features/mandates/contract.ts';
import { getHome } from '#features/meetings/contract.ts';
import { changeUnit, foundUnit } from '#features/units/contract.ts';
import { run, sql } from '#platform/database/database.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';

// A unit ends when every feature has said that nothing stands in it any more; what stood in it stays to be seen.

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

test('a post keeps its unit from ending, and is seen on the page of the unit after the end', async () => {
  const minh = world.as('minh');
  const decision = { number: '21-QĐ/ĐU', on: '2026-03-01' };
  const founded = await minh.call(foundUnit, {
    params: { unitId: world.ward.ward },
    body: { on: '2026-01-01', name: 'Chi bộ Hợp tác xã', kind: 'branch', sector: null, decision },
  });
  const { unitId } = founded.body;
  const post = await minh.call(appoint, {
    params: { unitId },
    body: {
      personId: world.ward.people.dung,
      post: 'secretary',
      from: '2026-01-10',
      decision: '9-QĐ/ĐU',
    },
  });
  const end = () =>
    minh.call(changeUnit, {
      params: { unitId },
      body: { change: { verb: 'end', on: '2026-03-02' }, decision },
    });
  const refused = await end();
  expect([refused.status, refused.error?.message]).toEqual([
    409,
    'Chi bộ Hợp tác xã chưa thể kết thúc: còn 1 chức vụ chưa thôi.',
  ]);
  await minh.call(endMandate, {
    params: { unitId, mandateId: post.body.id },
    body: { on: '2026-03-02' },
  });
  expect((await end()).status).toBe(200);
  world.clock.set('2026-05-02');
  const held = await world.as('minh').call(listMandates, { params: { unitId } });
  expect(held.body.mandates.map((mandate) => mandate.to)).toEqual(['2026-03-02']);
});

test('whoever has no place any more is told which one ended and when; whoever has one is not', async () => {
  const lastPlaceOf = async (person: Person) => (await world.as(person).call(getHome)).body.lastPlace;
  expect([await lastPlaceOf('minh'), await lastPlaceOf('dung')]).toEqual([null, null]);
  const { minh, dung } = world.ward.people;
  await world.write((tx) =>
    run(
      tx,
      sql`update mandates.mandate set valid = daterange(lower(valid), '2026-05-01')
           where person_id in (${minh}, ${dung}) and upper(valid) is null`,
    ),
  );
  expect(await lastPlaceOf('minh')).toEqual({ unitName: 'Đảng ủy phường Sông Tô', endedOn: '2026-05-01' });
  // A post of his ended too, but he has a branch.
  expect(await lastPlaceOf('dung')).toBeNull();
});

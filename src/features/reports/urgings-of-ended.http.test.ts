import { afterAll, beforeAll, expect, it } from 'vitest';
import { endMandate, listMandates } from '#features/mandates/contract.ts';
import { getHome } from '#features/meetings/contract.ts';
import { changeUnit, foundUnit } from '#features/units/contract.ts';
import { makeCityOfficer } from '#testing/add-to-ward.ts';
import { openTestWorld, type TestWorld } from '#testing/test-world.ts';
import { urgeBranches } from './contract.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  await makeCityOfficer(world, 'phuc');
});
afterAll(() => world.close());

it('a committee that is no more urges nobody, and the first page of its branches opens', async () => {
  const { ward, branch5, branch7, city } = world.ward;
  const urging = { params: { unitId: ward, month: '2026-03' }, body: { branchIds: [branch5] } };
  expect((await world.as('minh').call(urgeBranches, urging)).status).toBe(200);
  const waiting = async () => {
    const home = await world.as('an').call(getHome);
    return [home.status, home.body.waiting?.filter((one) => one.key === 'reports.urged').length];
  };
  expect(await waiting()).toEqual([200, 1]);

  const phuc = world.as('phuc');
  const decision = { number: '21-QĐ/TU', on: '2026-03-01' };
  const founded = await phuc.call(foundUnit, {
    params: { unitId: city },
    body: {
      on: '2026-03-02',
      name: 'Đảng ủy phường Bên Sông',
      kind: 'upper-committee',
      sector: null,
      decision,
    },
  });
  const change = async (unitId: string, wanted: object) => {
    const { error } = await phuc.call(changeUnit, {
      params: { unitId },
      body: { change: wanted as never, decision },
    });
    expect(error).toBeUndefined();
  };
  for (const branch of [branch5, branch7])
    await change(branch, { verb: 'move', on: '2026-03-03', parentId: founded.body.unitId });
  world.clock.set('2026-03-04');
  const { mandates } = (await phuc.call(listMandates, { params: { unitId: ward } })).body;
  for (const { id } of mandates)
    await phuc.call(endMandate, { params: { unitId: ward, mandateId: id }, body: { on: '2026-03-04' } });
  await change(ward, { verb: 'end', on: '2026-03-04' });
  expect(await waiting()).toEqual([200, 0]);
});

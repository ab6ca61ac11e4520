import { recordMandate } from '#features/mandates/public.ts';
import { foundUnit } from '#features/units/public.ts';
import { newId } from '#kernel/ids.ts';
import type { Person, TestWorld } from './test-world.ts';

/** The city has no officer of its own in the small world: somebody is given the post, from its first day on. */
export const makeCityOfficer = (world: TestWorld, person: Person): Promise<void> =>
  world.write(async (tx) => {
    await recordMandate(tx, {
      id: newId(),
      personId: world.ward.people[person],
      unitId: world.ward.city,
      post: 'officer',
      from: '2025-07-01',
      decision: '14-QĐ/TU',
    });
  });

/** Branches of the small ward with nobody in them, “Chi bộ 8” and so on, from its first day on. */
export const addBranches = (world: TestWorld, numbers: readonly number[]): Promise<void> =>
  world.write(async (tx) => {
    for (const number of numbers)
      await foundUnit(tx, {
        id: newId(),
        name: `Chi bộ ${number}`,
        kind: 'branch',
        sector: 'residential',
        code: `01.001.${String(number).padStart(3, '0')}`,
        parentId: world.ward.ward,
        foundedOn: '2025-07-01',
      });
  });

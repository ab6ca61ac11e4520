import type { PlaceRuleValues } from '#features/rulebooks/contract.ts';
import type { Asked } from './asked.ts';
import type { Ground, GroundUnit, Neighbours } from './ground.ts';

// Builders of grounds for tests: invented communes on a plane.

/** A commune has 100 people and 10 km² at least; merged ones too. To be merged: both below 70 percent. */
export const testRules: PlaceRuleValues = {
  'place.ward': { people: 200, km2: 5, cityPeople: 100, townPeople: 50 },
  'place.commune': {
    people: 100,
    km2: 10,
    mountainPeople: 50,
    mountainKm2: 20,
    islandPeople: 20,
    islandKm2: 5,
  },
  'place.township': null,
  'place.duty': { both: 70, area: 0, people: 0 },
  'place.merged': {
    wardPeople: 100,
    wardArea: 100,
    communePeople: 100,
    communeArea: 100,
    mountainPeople: 100,
    mountainArea: 100,
  },
};

export const testUnit = (name: string, more: Partial<GroundUnit> = {}): GroundUnit => ({
  id: `id-${name}`,
  name,
  code: name,
  kind: 'commune',
  terrain: 'ordinary',
  people: 100,
  km2: 10,
  point: null,
  members: 10,
  branches: 2,
  ...more,
});

export const testGround = (
  units: readonly GroundUnit[],
  pairs: readonly (readonly [number, number])[],
): Ground => ({
  units,
  neighbours: pairs.map(([a, b]): Neighbours => ({ a, b, by: 'border' })),
  within: 'district',
  rules: testRules,
});

export const testAsked = (more: Partial<Asked> = {}): Asked => ({
  need: 'whole',
  mostParts: 3,
  target: { kind: 'free' },
  weight: 'people',
  stayIds: [],
  ...more,
});

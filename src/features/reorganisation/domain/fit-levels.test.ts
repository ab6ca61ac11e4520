import { expect, test } from 'vitest';
import { fittingLevels } from './fit-levels.ts';
import type { TreeUnit } from './foresee.ts';

const unit = (id: string, parentId: string | null, kind: TreeUnit['kind']): TreeUnit => ({
  id,
  name: id,
  kind,
  sector: 'residential',
  code: null,
  parentId,
});
// A ward directly under the city took a sub-committee with a branch, a branch, and a base branch over.
const city = unit('city', null, 'city-committee');
const ward = unit('ward', 'city', 'upper-committee');
const part = unit('part', 'ward', 'sub-committee');
const after = [
  city,
  ward,
  part,
  unit('p1', 'part', 'branch'),
  unit('b', 'ward', 'branch'),
  unit('o', 'ward', 'base-branch'),
];
/** Everything of the tree has come to where it stands by the plan. */
const allMoved = (tree: TreeUnit[]) => ({
  after: tree,
  changes: {
    moved: tree.map(({ id, parentId }) => ({ unitId: id, before: 'elsewhere', after: parentId ?? '' })),
    rekinded: [],
  },
});
const told = (tree: TreeUnit[], on = '2026-07-01') =>
  fittingLevels(allMoved(tree), [], on).map(({ unitId, unitKind, sector }) => [unitId, unitKind, sector]);

test('a unit gets the level that may stand where the plan puts it', () => {
  expect(told(after)).toEqual([['part', 'base-committee', 'residential']]);
  // Before July 2025 branches did not stand directly under a committee above the base.
  expect(told(after, '2025-06-30')).toEqual([
    ['part', 'base-committee', 'residential'],
    ['b', 'base-branch', 'residential'],
  ]);
  const commune = unit('commune', 'city', 'base-committee');
  expect(told([city, commune, unit('o', 'commune', 'base-branch')])).toEqual([
    ['o', 'branch', 'residential'],
  ]);
});

test('a level that the plan gives, and one with nothing fitting beside it, are left to people', () => {
  const step = { kind: 'change-kind' as const, unitId: 'part', unitKind: 'branch' as const, sector: null };
  expect(fittingLevels(allMoved(after), [step], '2026-07-01')).toEqual([]);
  expect(told([city, unit('x', 'city', 'branch'), unit('g', 'x', 'group')])).toEqual([
    ['x', 'base-branch', 'residential'],
  ]);
  // What is below it may stay below its new level.
  expect(told([city, unit('p', 'city', 'sub-committee'), unit('q', 'p', 'sub-committee')])).toEqual([
    ['p', 'base-committee', 'residential'],
  ]);
});

test('what the plan does not touch stays as it is; below a unit that gets another level it is looked at', () => {
  expect(fittingLevels({ after, changes: { moved: [], rekinded: [] } }, [], '2026-07-01')).toEqual([]);
  const rekinded = [
    {
      unitId: 'ward',
      before: { kind: 'base-committee' as const, sector: null },
      after: { kind: 'upper-committee' as const, sector: null },
    },
  ];
  expect(fittingLevels({ after, changes: { moved: [], rekinded } }, [], '2026-07-01')).toMatchObject([
    { unitId: 'part', unitKind: 'base-committee' },
  ]);
});

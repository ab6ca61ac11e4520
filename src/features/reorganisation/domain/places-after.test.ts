import { expect, test } from 'vitest';
import type { TreeUnit } from './foresee.ts';
import { placeFlows, placesAfter } from './places-after.ts';
import type { PlanStep } from './plan.ts';

// A district (D) with a ward (W) and two communes (A, B) and the branch X of A.
const unit = (id: string, name: string, parentId: string | null = 'D'): TreeUnit => ({
  id,
  name,
  kind: 'base-committee',
  sector: null,
  code: null,
  parentId,
});
const D = unit('D', 'Đảng bộ huyện Sông Con', null);
const [W, A, B] = [
  unit('W', 'Đảng bộ phường Bến Gạo'),
  unit('A', 'Đảng bộ xã Đồng Cói'),
  unit('B', 'Đảng bộ xã Gò Mây'),
];
const before = [D, W, A, B];
const figures = new Map([
  ['W', { people: 10_000, km2: 4, terrain: 'ordinary' as const }],
  ['A', { people: 6_000, km2: 20, terrain: 'ordinary' as const }],
  ['B', { people: 3_000, km2: 10, terrain: 'mountain' as const }],
]);
const told = (steps: PlanStep[], after: TreeUnit[]) =>
  placesAfter(after, placeFlows(before, steps), figures).map(({ unit: { id }, place }) => [
    id,
    place.kind,
    place.people,
    place.km2,
  ]);

test('a merge adds what ends to what goes on', () => {
  const steps: PlanStep[] = [{ kind: 'merge', unitId: 'B', intoId: 'A' }];
  expect(told(steps, [D, W, A])).toEqual([['A', 'commune', 9_000, 30]]);
});

test('a founded unit has only what flows into it, and is judged by its new name', () => {
  const N = unit('N', 'Đảng bộ phường Đồng Mây');
  const steps: PlanStep[] = [
    { kind: 'found', unitId: 'N', name: N.name, code: null, unitKind: N.kind, sector: null, parentId: 'D' },
    { kind: 'merge', unitId: 'A', intoId: 'N' },
    { kind: 'merge', unitId: 'B', intoId: 'N' },
  ];
  expect(told(steps, [D, W, N])).toEqual([['N', 'ward', 9_000, 30]]);
});

test('a split flows by its shares, and says nothing where nobody told them', () => {
  const split = (shares: [number | null, number | null]): PlanStep[] => [
    {
      kind: 'split',
      unitId: 'B',
      parts: [
        { intoId: 'A', share: shares[0], words: [] },
        { intoId: 'W', share: shares[1], words: [] },
      ],
      restId: null,
    },
  ];
  expect(told(split([60, 40]), [D, W, A])).toEqual([
    ['A', 'commune', 7_800, 26],
    ['W', 'ward', 11_200, 8],
  ]);
  expect(told(split([null, null]), [D, W, A])).toEqual([]);
});

test('a unit that keeps a part of itself has just that part', () => {
  const steps: PlanStep[] = [
    {
      kind: 'split',
      unitId: 'B',
      parts: [
        { intoId: 'B', share: 50, words: [] },
        { intoId: 'A', share: 50, words: [] },
      ],
      restId: null,
    },
  ];
  expect(told(steps, before)).toEqual([
    ['B', 'commune', 1_500, 5],
    ['A', 'commune', 7_500, 25],
  ]);
});

test('branches and offices have no place', () => {
  const [X, Y] = [unit('X', 'Chi bộ 1', 'A'), unit('Y', 'Chi bộ 2', 'A')];
  const steps: PlanStep[] = [{ kind: 'merge', unitId: 'X', intoId: 'Y' }];
  expect(placesAfter([...before, Y], placeFlows([...before, X, Y], steps), figures)).toEqual([]);
});

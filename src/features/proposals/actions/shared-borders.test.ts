import { expect, test } from 'vitest';
import { areaCentre } from '../domain/area-centre.ts';
import { sharedBorders } from './shared-borders.ts';

const box = (west: number, south: number, size = 1) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, south],
      [west, south + size],
      [west + size, south + size],
      [west + size, south],
      [west, south],
    ],
  ],
});

test('areas that share a line are neighbours; a corner is not enough, and a gap parts them', () => {
  const apart = box(5, 5);
  // Two in a row, one above the second, one that touches the first in a corner only, and one without borders.
  expect(sharedBorders([box(0, 0), box(1, 0), box(1, 1), null, apart])).toEqual([
    [0, 1],
    [1, 2],
  ]);
  expect(sharedBorders([box(0, 0), undefined])).toEqual([]);
});

test('an area of several parts is a neighbour by any of them', () => {
  const islands = {
    type: 'MultiPolygon' as const,
    coordinates: [box(9, 9).coordinates, box(1, 0).coordinates],
  };
  expect(sharedBorders([box(0, 0), islands])).toEqual([[0, 1]]);
});

test('the middle of an area is that of its largest part', () => {
  expect(areaCentre(box(105, 21))).toEqual({ lat: 21.5, lon: 105.5 });
  expect(
    areaCentre({ type: 'MultiPolygon', coordinates: [box(0, 0).coordinates, box(105, 21, 2).coordinates] }),
  ).toEqual({ lat: 22, lon: 106 });
  const line = {
    type: 'Polygon' as const,
    coordinates: [
      [
        [1, 1],
        [2, 2],
        [1, 1],
        [1, 1],
      ],
    ],
  };
  expect(areaCentre(line)).toBeNull();
});

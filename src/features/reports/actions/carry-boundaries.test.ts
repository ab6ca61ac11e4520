import { expect, test } from 'vitest';
import { mergedArea } from './carry-boundaries.ts';

const box = (west: number, south: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, south],
      [west, south + 1],
      [west + 1, south + 1],
      [west + 1, south],
      [west, south],
    ],
  ],
});

test('two areas with a line between them become one without it', () => {
  const merged = mergedArea([box(0, 0), box(1, 0)]);
  expect(merged.type).toBe('Polygon');
  const [ring] = merged.coordinates as number[][][];
  expect(
    ring!
      .slice(1)
      .map(([lon, lat]) => `${lon},${lat}`)
      .toSorted(),
  ).toEqual(['0,0', '0,1', '1,0', '1,1', '2,0', '2,1']);
});

test('areas that do not touch stay apart', () => {
  expect(mergedArea([box(0, 0), box(5, 5)])).toMatchObject({
    type: 'MultiPolygon',
    coordinates: { length: 2 },
  });
});

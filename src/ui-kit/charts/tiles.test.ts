import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { classBounds, classOf, layTiles } from './tiles.ts';

const point = fc.record({
  lat: fc.double({ min: 20.5, max: 21.4, noNaN: true }),
  lon: fc.double({ min: 105.2, max: 106.1, noNaN: true }),
});

describe('tiles', () => {
  it('give each unit a square of its own, none north of a unit that lies further north', () => {
    fc.assert(
      fc.property(fc.array(fc.option(point, { nil: null, freq: 9 }), { maxLength: 140 }), (points) => {
        const tiles = layTiles(points);
        expect(new Set(tiles.map(({ column, row }) => `${column} ${row}`)).size).toBe(points.length);
        for (const [a, first] of points.entries())
          for (const [b, second] of points.entries())
            if (first && second && first.lat > second.lat)
              expect(tiles[a]!.row).toBeLessThanOrEqual(tiles[b]!.row);
        expect(layTiles(points)).toEqual(tiles);
      }),
    );
  });

  it('stand as the points lie', () => {
    const [north, west, east, south] = layTiles([
      { lat: 21.3, lon: 105.8 },
      { lat: 21, lon: 105.4 },
      { lat: 21.01, lon: 106 },
      { lat: 20.6, lon: 105.8 },
    ]) as [{ row: number; column: number }, ...{ row: number; column: number }[]];
    expect(north.row).toBeLessThanOrEqual(west!.row);
    expect(south!.row).toBeGreaterThanOrEqual(east!.row);
  });

  it('are never wider than they may be', () => {
    const tiles = layTiles(
      Array.from({ length: 11 }, (_, at) => ({ lat: 21 - at / 100, lon: 105 + at / 10 })),
      4,
    );
    expect(Math.max(...tiles.map(({ column }) => column))).toBe(3);
    expect(Math.max(...tiles.map(({ row }) => row))).toBe(2);
  });

  it('keep the given order without points', () => {
    expect(layTiles([null, null, null])).toEqual([
      { column: 0, row: 0 },
      { column: 1, row: 0 },
      { column: 2, row: 0 },
    ]);
  });
});

test('classes hold about as many values each and part no equal ones', () => {
  expect(classBounds([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 5)).toEqual([30, 50, 70, 90]);
  expect(classBounds([5, 5, 5, 5, 9], 5)).toEqual([9]);
  expect(classBounds([1, 1, 1, 1, 1, 1, 2, 3, 4, 5], 3)).toEqual([2, 3]);
  expect(classBounds([7], 5)).toEqual([]);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 30 }), { minLength: 1 }), (values) => {
      const bounds = classBounds(values, 5);
      expect(bounds.length).toBeLessThan(5);
      expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
      // No class is empty.
      for (let at = 0; at <= bounds.length; at++)
        expect(values.some((value) => classOf(value, bounds) === at)).toBe(true);
    }),
  );
});

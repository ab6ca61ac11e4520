import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { reachOf, twoTails } from './student.ts';

// The table printed in every book of statistics: Student's t for 95 % in the middle.
test.each([
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [4, 2.776],
  [5, 2.571],
  [8, 2.306],
  [10, 2.228],
  [20, 2.086],
  [30, 2.042],
  [60, 2.0],
  [120, 1.98],
  [1_000_000, 1.96],
])('with %d degrees the middle 95 %% reaches to %d', (degrees, reach) => {
  expect(reachOf(0.95, degrees)).toBeCloseTo(reach, 3);
});

test.each([
  [0.9, 10, 1.812],
  [0.99, 10, 3.169],
  [0.99, 2, 9.925],
])('the middle %d with %d degrees reaches to %d', (share, degrees, reach) => {
  expect(reachOf(share, degrees)).toBeCloseTo(reach, 3);
});

it('with one degree it is Cauchy’s, which is known in closed form', () => {
  for (const t of [0.1, 1, 3, 50]) expect(twoTails(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 10);
});

it('gives back the share that was asked for, and is wider with fewer degrees', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 0.999, noNaN: true }),
      fc.double({ min: 1, max: 500, noNaN: true }),
      (share, degrees) => {
        const reach = reachOf(share, degrees);
        expect(twoTails(reach, degrees)).toBeCloseTo(1 - share, 8);
        expect(reachOf(share, degrees + 5)).toBeLessThan(reach);
      },
    ),
    { numRuns: 60 },
  );
});

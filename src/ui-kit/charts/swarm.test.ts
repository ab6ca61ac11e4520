import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scaleAround, swarm, ticksOf } from './swarm.ts';

test('dots stay on their place of the line and cover no other', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 60 }), (places) => {
      const heights = swarm(places, 8);
      for (let a = 0; a < places.length; a++)
        for (let b = 0; b < a; b++)
          expect((places[a]! - places[b]!) ** 2 + (heights[a]! - heights[b]!) ** 2).toBeGreaterThan(63.9);
    }),
  );
});

test('a lone dot stands on the line', () => {
  expect(swarm([5, 50], 8)).toEqual([0, 0]);
});

test.each([
  { values: [82, 97], limits: [0, 100], expected: [80, 100] },
  { values: [78.9, 93.7], limits: [0, 100], expected: [75, 95] },
  { values: [100, 100], limits: [0, 100], expected: [80, 100] },
  { values: [0, 0], limits: [0, 100], expected: [0, 0.5] },
  { values: [0, 3], limits: undefined, expected: [0, 3] },
  { values: [], limits: [0, 100], expected: [0, 100] },
] as const)('a scale around $values within $limits is $expected', ({ values, limits, expected }) => {
  expect(scaleAround(values, limits)).toEqual(expected);
});

test('ticks are round', () => {
  expect(ticksOf([80, 100])).toEqual([80, 85, 90, 95, 100]);
  expect(ticksOf([0, 100])).toEqual([0, 20, 40, 60, 80, 100]);
  expect(ticksOf([0, 0.3], 3)).toEqual([0, 0.1, 0.2, 0.3]);
});

import { expect, test } from 'vitest';
import { colourGroups, GROUP_COLOURS, groupLetter } from './colour-groups.ts';

const pair = (a: number, b: number) => ({ a, b, by: 'border' as const });

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('group %i is %s', (at, letter) => expect(groupLetter(at)).toBe(letter));

test('groups that touch have different colours, and all colours are used', () => {
  // Twelve groups of one unit each in a ring.
  const groups = Array.from({ length: 12 }, (_, at) => at);
  const ring = groups.map((at) => pair(at, (at + 1) % 12));
  const colours = colourGroups(12, groups, ring);
  for (const { a, b } of ring) expect(colours[a]).not.toBe(colours[b]);
  expect(new Set(colours).size).toBe(GROUP_COLOURS);
});

test('units that stay alone and units of one group part nobody', () => {
  expect(colourGroups(2, [0, 0, null, 1], [pair(0, 1), pair(1, 2), pair(2, 3)])).toHaveLength(2);
  expect(colourGroups(0, [null, null], [pair(0, 1)])).toEqual([]);
});

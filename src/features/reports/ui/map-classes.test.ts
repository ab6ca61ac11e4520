import { expect, it, test } from 'vitest';
import { mapClasses } from './map-classes.ts';

const shades = (better: 'more' | 'less' | null, values: number[]) => {
  const { shadeOf } = mapClasses({ better }, values);
  return values.map(shadeOf).join('');
};

test.each([
  ['more', [95, 90, 85, 80, 75], '01234'],
  ['less', [95, 90, 85, 80, 75], '43210'],
  [null, [95, 90, 85, 80, 75], '43210'],
  ['more', [90, 80], '04'],
  ['more', [90, 80, 70], '024'],
  ['more', [88, 88, 88], '222'],
  ['more', [], ''],
] as const)('more is %s: %j is shaded %s', (better, values, shade) => {
  expect(shades(better, [...values])).toBe(shade);
});

it('names the edges of each class and how many units it holds, palest first', () => {
  expect(mapClasses({ better: 'more' }, [90, 80, 80, 70]).classes).toEqual([
    { shade: 0, from: 90, below: null, count: 1 },
    { shade: 2, from: 80, below: 90, count: 2 },
    { shade: 4, from: null, below: 80, count: 1 },
  ]);
});

import { describe, expect, test } from 'vitest';
import { distanceKm } from './distance.ts';
import { neighboursByPoints, neighboursOf } from './neighbours.ts';

const at = (lat: number, lon: number) => ({ lat: 21 + lat / 100, lon: 105.8 + lon / 100 });
const pairs = (found: ReturnType<typeof neighboursByPoints>) =>
  found.map(({ a, b, by }) => `${a}${b}${by[0]}`);

describe('neighbours by points', () => {
  test.each<[string, Parameters<typeof neighboursByPoints>[0], string[]]>([
    ['two are always neighbours', [at(0, 0), at(9, 9)], ['01p']],
    ['the middle one of three in a row parts the others', [at(0, 0), at(0, 1), at(0, 2)], ['01p', '12p']],
    ['three around are all neighbours', [at(0, 0), at(0, 2), at(2, 1)], ['01p', '02p', '12p']],
    ['a unit without a point has none', [at(0, 0), null, at(0, 1)], ['02p']],
    ['two at one place', [at(0, 0), at(0, 0), at(0, 1)], ['01p', '02p', '12p']],
    ['nobody', [], []],
  ])('%s', (_, points, expected) => expect(pairs(neighboursByPoints(points))).toEqual(expected));
});

test('borders count where they are known; a unit without a border is tied by its point', () => {
  // 0 and 2 share a border although 1 lies between them; 1 has no border in the file.
  expect(pairs(neighboursOf([at(0, 0), at(0, 1), at(0, 2)], [[2, 0]]))).toEqual(['01p', '02b', '12p']);
  expect(
    pairs(
      neighboursOf(
        [at(0, 0), at(0, 1), at(0, 2)],
        [
          [0, 1],
          [1, 2],
        ],
      ),
    ),
  ).toEqual(['01b', '12b']);
});

test('distances are great circles in kilometres', () => {
  // A degree of latitude is 111.2 km; a degree of longitude at 21° north is 103.8 km.
  expect(distanceKm({ lat: 21, lon: 105 }, { lat: 22, lon: 105 })).toBeCloseTo(111.19, 1);
  expect(distanceKm({ lat: 21, lon: 105 }, { lat: 21, lon: 106 })).toBeCloseTo(103.81, 1);
  expect(distanceKm({ lat: 21, lon: 105 }, { lat: 21, lon: 105 })).toBe(0);
});

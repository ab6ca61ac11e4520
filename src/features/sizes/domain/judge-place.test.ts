import { describe, expect, test } from 'vitest';
import type { PlaceRuleValues } from '#features/rulebooks/contract.ts';
import {
  isLargeEnough,
  joinPlaces,
  judgePlace,
  type PlaceSize,
  placeKindOf,
  placeWithin,
  standardOf,
} from './judge-place.ts';

const whole = {
  wardPeople: 100,
  wardArea: 100,
  communePeople: 100,
  communeArea: 100,
  mountainPeople: 100,
  mountainArea: 100,
};
/** The values of 1211/2016 with the duty of 35/2023. */
const rules: PlaceRuleValues = {
  'place.ward': { people: 15_000, km2: 5.5, cityPeople: 7_000, townPeople: 5_000 },
  'place.commune': {
    people: 8_000,
    km2: 30,
    mountainPeople: 5_000,
    mountainKm2: 50,
    islandPeople: 2_500,
    islandKm2: 15,
  },
  'place.township': { people: 8_000, km2: 14 },
  'place.duty': { both: 70, area: 20, people: 300 },
  'place.merged': whole,
};
const place = (more: Partial<PlaceSize>): PlaceSize => ({
  kind: 'commune',
  within: 'district',
  terrain: 'ordinary',
  people: 8_000,
  km2: 30,
  ...more,
});

describe('the standard of a place', () => {
  test.each<[Partial<PlaceSize>, { people: number; km2: number }]>([
    [{ kind: 'ward' }, { people: 15_000, km2: 5.5 }],
    [
      { kind: 'ward', within: 'city' },
      { people: 7_000, km2: 5.5 },
    ],
    [
      { kind: 'ward', within: 'town' },
      { people: 5_000, km2: 5.5 },
    ],
    [{}, { people: 8_000, km2: 30 }],
    [{ terrain: 'mountain' }, { people: 5_000, km2: 50 }],
    [{ terrain: 'island' }, { people: 2_500, km2: 15 }],
    [{ kind: 'township' }, { people: 8_000, km2: 14 }],
  ])('%j', (more, expected) => expect(standardOf(place(more), rules)).toEqual(expected));

  test.each<[string, string | undefined]>([
    ['Đảng bộ phường Phúc Xá', 'ward'],
    ['Đảng ủy phường Phúc Xá', 'ward'],
    ['Đảng bộ xã Vân Hòa', 'commune'],
    ['Đảng bộ thị trấn Phùng', 'township'],
    ['Đảng bộ quận Ba Đình', undefined],
    ['Đảng bộ Công ty Xã Đàn', undefined],
    ['Chi bộ 5', undefined],
  ])('%s is %s', (name, kind) => expect(placeKindOf(name)).toBe(kind));

  test.each([
    ['Đảng bộ thị xã Sơn Tây', 'upper-committee', 'town'],
    ['Đảng bộ thành phố Hạ Long', 'upper-committee', 'city'],
    ['Đảng bộ thành phố Hà Nội', 'city-committee', 'district'],
    ['Đảng bộ quận Ba Đình', 'upper-committee', 'district'],
  ] as const)('a ward under %s lies in a %s', (name, kind, within) =>
    expect(placeWithin({ name, kind })).toBe(within),
  );
});

describe('how a place stands against it', () => {
  test.each<[string, Partial<PlaceSize>, string]>([
    ['exactly the standard', {}, 'meets'],
    ['much more', { people: 90_000, km2: 31 }, 'meets'],
    ['one person short', { people: 7_999 }, 'below'],
    ['exactly seventy percent of both', { people: 5_600, km2: 21 }, 'below'],
    ['just below seventy percent of both', { people: 5_599, km2: 20.99 }, 'to-merge'],
    ['small, and below three times the people', { people: 23_999, km2: 5.99 }, 'to-merge'],
    ['small, with three times the people', { people: 24_000, km2: 5.99 }, 'below'],
    ['a fifth of the area is not small', { people: 23_999, km2: 6 }, 'below'],
    ['no people known', { people: null }, 'unknown'],
    ['no area known', { km2: null }, 'unknown'],
  ])('%s', (_, more, verdict) => expect(judgePlace(place(more), rules).verdict).toBe(verdict));

  test('from 2026 on only both below the whole standard is a duty', () => {
    const later = { ...rules, 'place.duty': { both: 100, area: 0, people: 0 } };
    expect(judgePlace(place({ people: 7_999, km2: 29 }), later).verdict).toBe('to-merge');
    expect(judgePlace(place({ people: 8_000, km2: 1 }), later).verdict).toBe('below');
  });

  test('without a duty or a standard nobody is to be merged', () => {
    const none = { ...rules, 'place.duty': null, 'place.township': null };
    expect(judgePlace(place({ people: 1, km2: 0.1 }), none).verdict).toBe('below');
    expect(judgePlace(place({ kind: 'township' }), none)).toEqual({
      standard: null,
      percent: { people: null, km2: null },
      verdict: 'no-standard',
    });
  });

  test('percents are of the standard', () => {
    expect(judgePlace(place({ people: 4_000, km2: 45 }), rules).percent).toEqual({ people: 50, km2: 150 });
  });
});

describe('what a merged place must reach', () => {
  const of76 = {
    ...rules,
    'place.merged': {
      wardPeople: 300,
      wardArea: 100,
      communePeople: 200,
      communeArea: 100,
      mountainPeople: 100,
      mountainArea: 200,
    },
  };
  test.each<[Partial<PlaceSize>, boolean]>([
    [{ kind: 'ward', people: 45_000, km2: 5.5 }, true],
    [{ kind: 'ward', people: 44_999, km2: 5.5 }, false],
    [{ people: 16_000, km2: 30 }, true],
    [{ people: 15_999, km2: 60 }, false],
    [{ terrain: 'mountain', people: 5_000, km2: 100 }, true],
    [{ terrain: 'mountain', people: 9_000, km2: 99 }, false],
    [{ people: null, km2: 100 }, false],
  ])('%j: %s', (more, expected) => expect(isLargeEnough(place(more), of76)).toBe(expected));
});

describe('places that become one', () => {
  const part = (people: number | null, km2: number | null, terrain: PlaceSize['terrain'] = 'ordinary') => ({
    people,
    km2,
    terrain,
  });
  test.each<[string, Parameters<typeof joinPlaces>[2], Partial<PlaceSize>]>([
    ['sums', [part(3_000, 0.1), part(4_000, 0.2)], { people: 7_000, km2: 0.3, terrain: 'ordinary' }],
    [
      'a figure that is missing stays missing',
      [part(3_000, null), part(null, 2)],
      { people: null, km2: null },
    ],
    [
      'lies in the mountains when more than half of it does',
      [part(1, 10), part(1, 10.1, 'mountain')],
      { terrain: 'mountain' },
    ],
    ['not when it is just half', [part(1, 10), part(1, 10, 'mountain')], { terrain: 'ordinary' }],
    ['shares', [{ ...part(1_000, 10), share: 25 }, part(500, 1)], { people: 750, km2: 3.5 }],
  ])('%s', (_, parts, expected) => expect(joinPlaces('commune', 'district', parts)).toMatchObject(expected));
});

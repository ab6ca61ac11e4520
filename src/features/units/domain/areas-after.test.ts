import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areasAfter, type PlaceFigures, type PlaceFlow, shareOut } from './areas-after.ts';

const place = (
  km2: number | null,
  population: number | null,
  more: Partial<PlaceFigures> = {},
): PlaceFigures => ({ km2, population, lat: null, lon: null, terrain: 'ordinary', ...more });
const flow = (unitId: string, intoId: string, share: number | null = 100): PlaceFlow => ({
  unitId,
  intoId,
  share,
});
const told = (flows: PlaceFlow[], places: Record<string, PlaceFigures | null>) =>
  areasAfter(flows, new Map(Object.entries(places))).map(({ unitId, km2, population, openFrom }) => [
    unitId,
    km2,
    population,
    openFrom,
  ]);

describe('places after a plan', () => {
  test.each<[string, PlaceFlow[], Record<string, PlaceFigures | null>, unknown[]]>([
    [
      'a merge adds',
      [flow('A', 'A'), flow('B', 'A')],
      { A: place(0.1, 7_000), B: place(0.2, 3_000) },
      [['A', 0.3, 10_000, []]],
    ],
    [
      'a founded unit has what flows into it',
      [flow('A', 'N'), flow('B', 'N')],
      { A: place(1, 10), B: place(2, 20) },
      [['N', 3, 30, []]],
    ],
    [
      'told shares are shared out, and the unit may keep one',
      [flow('B', 'B', 60), flow('B', 'A', 40), flow('A', 'A')],
      { A: place(1, 10), B: place(10, 1_001) },
      [
        ['B', 6, 601, []],
        ['A', 5, 410, []],
      ],
    ],
    [
      'parts that nobody told are open at both ends',
      [flow('B', 'B', null), flow('B', 'A', null), flow('A', 'A')],
      { A: place(1, 10), B: place(10, 1_001) },
      [
        ['B', null, null, ['B']],
        ['A', null, null, ['B']],
      ],
    ],
    [
      'a figure that is missing is asked for, the other one is added',
      [flow('A', 'A'), flow('B', 'A')],
      { A: place(1, 10), B: place(2, null) },
      [['A', 3, null, ['B']]],
    ],
    [
      'an agency has no place: the ward stays as it is, and nothing is open',
      [flow('A', 'A'), flow('agency', 'A')],
      { A: place(1, 10) },
      [],
    ],
    [
      'where no figures are known, none are asked for',
      [flow('A', 'A'), flow('B', 'A')],
      { A: null, B: null },
      [],
    ],
    [
      'points alone are no figures',
      [flow('A', 'N'), flow('B', 'N')],
      { A: place(null, null, { lat: 21, lon: 105 }), B: null },
      [['N', null, null, []]],
    ],
  ])('%s', (_, flows, places, expected) => expect(told(flows, places)).toEqual(expected));

  test('it lies where more than half of it lies, and its point is its own or that of the largest part', () => {
    const places = new Map([
      ['A', place(1, 900, { lat: 21, lon: 105, terrain: 'mountain' })],
      ['B', place(2, 100, { lat: 22, lon: 106 })],
    ]);
    const [merged] = areasAfter([flow('A', 'N'), flow('B', 'N')], places);
    expect(merged).toMatchObject({ lat: 21, lon: 105, terrain: 'ordinary' });
    const [kept] = areasAfter([flow('B', 'B'), flow('A', 'B')], places);
    expect(kept).toMatchObject({ lat: 22, lon: 106 });
  });
});

describe('nothing is lost between before and after', () => {
  test('shares of a whole number make it up again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 14 }),
        (total, weights) => {
          const sum = weights.reduce((all, one) => all + one, 0);
          const parts = shareOut(
            total,
            weights.map((weight) => (weight / sum) * 100),
          );
          expect(parts.reduce((all, one) => all + one, 0)).toBe(total);
          expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  test('area and people of whole units, and of told shares, are the same before and after', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const figures = fc.record({
      km2: fc.integer({ min: 1, max: 90_000_000 }).map((metres) => metres / 1_000_000),
      population: fc.integer({ min: 0, max: 150_000 }),
    });
    /** Each unit stays, goes into one of the first two or a new one as a whole, or is shared out between two of them. */
    const fate = fc.oneof(
      fc.constant('stays' as const),
      fc.constantFrom('A', 'B', 'N'),
      fc.integer({ min: 1, max: 99 }),
    );
    fc.assert(
      fc.property(
        fc.array(figures, { minLength: 6, maxLength: 6 }),
        fc.array(fate, { minLength: 4, maxLength: 4 }),
        (all, fates) => {
          const places = new Map(names.map((name, at) => [name, place(all[at]!.km2, all[at]!.population)]));
          const flows = [flow('A', 'A'), flow('B', 'B')];
          fates.forEach((each, at) => {
            const name = names[at + 2]!;
            if (typeof each === 'number') flows.push(flow(name, 'A', each), flow(name, 'N', 100 - each));
            else if (each !== 'stays') flows.push(flow(name, each));
          });
          const after = new Map(places);
          for (const { unitId } of flows) after.delete(unitId);
          for (const name of ['A', 'B']) after.set(name, places.get(name)!);
          for (const made of areasAfter(flows, places)) {
            expect(made.openFrom).toEqual([]);
            after.set(made.unitId, made);
          }
          const metres = (of: Iterable<PlaceFigures>) =>
            [...of].reduce((sum, { km2 }) => sum + Math.round((km2 ?? 0) * 1_000_000), 0);
          const people = (of: Iterable<PlaceFigures>) =>
            [...of].reduce((sum, { population }) => sum + (population ?? 0), 0);
          expect(metres(after.values())).toBe(metres(places.values()));
          expect(people(after.values())).toBe(people(places.values()));
        },
      ),
      { numRuns: 300 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareChanges, differenceOfChanges, FEWEST, type Observed, verdictOf } from './difference.ts';

describe('Card and Krueger 1994, table 3: full-time employment per restaurant before and after the rise of April 1992', () => {
  it('comes out from the four means, to the rounding of what is printed', () => {
    // Each printed mean is off by up to 0.005, so that a difference of four is off by up to 0.02.
    const newJersey = 21.03 - 20.44;
    const pennsylvania = 21.17 - 23.33;
    expect(Math.abs(newJersey - 0.59)).toBeLessThanOrEqual(0.01);
    expect(Math.abs(pennsylvania - -2.16)).toBeLessThanOrEqual(0.01);
    const { mean } = differenceOfChanges(
      { mean: newJersey, error: null },
      { mean: pennsylvania, error: null },
    );
    expect(Math.abs(mean - 2.76)).toBeLessThanOrEqual(0.02);
  });

  it('has the printed standard error: the root of the two squares', () => {
    const { mean, error } = differenceOfChanges({ mean: 0.59, error: 0.54 }, { mean: -2.16, error: 1.25 });
    // By hand: 0.54² + 1.25² = 0.2916 + 1.5625 = 1.8541, whose root is 1.3617.
    expect(error).toBeCloseTo(1.3617, 4);
    expect(Math.round(error! * 100) / 100).toBe(1.36);
    expect(Math.abs(mean - 2.76)).toBeLessThanOrEqual(0.01 + 1e-9);
  });
});

const branch = (hasStarted: boolean, before: number, now: number, likeness = 'branch residential') => ({
  hasStarted,
  likeness,
  before,
  now,
});
const changes = (hasStarted: boolean, list: readonly number[], likeness?: string): Observed[] =>
  list.map((change) => branch(hasStarted, 50, 50 + change, likeness));

// Student's sleep data (Biometrika 6, 1908), as in the manual of R: t.test(extra ~ group) prints
// t = -1.8608, df = 17.776, 95 % from -3.3654832 to 0.2054832.
const FIRST_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const SECOND_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

describe('changes of single units', () => {
  it('have Welch’s interval, as R prints it for the sleep data', () => {
    const result = compareChanges([...changes(true, FIRST_DRUG), ...changes(false, SECOND_DRUG)]);
    if (result.kind !== 'estimate') throw new Error(result.kind);
    expect(result.started.change).toBeCloseTo(0.75, 10);
    expect(result.waiting.change).toBeCloseTo(2.33, 10);
    expect(result.difference).toBeCloseTo(-1.58, 10);
    expect(result.interval!.degrees).toBeCloseTo(17.776, 3);
    expect(result.interval!.low).toBeCloseTo(-3.3654832, 6);
    expect(result.interval!.high).toBeCloseTo(0.2054832, 6);
    expect(verdictOf(result, 'more')).toBe('not-told-apart');
  });

  it('are worked out by hand for five and five', () => {
    // Changes 4 5 6 7 8: mean 6, squares 4+1+0+1+4 = 10, variance 2.5, over 5 is 0.5.
    // Changes −1 0 1 2 3: mean 1, the same variance. Difference 5, error √(0.5 + 0.5) = 1,
    // degrees 1² / (0.5²/4 + 0.5²/4) = 8, and t for 8 is 2.306: from 2.694 to 7.306.
    const result = compareChanges([...changes(true, [4, 5, 6, 7, 8]), ...changes(false, [-1, 0, 1, 2, 3])]);
    if (result.kind !== 'estimate') throw new Error(result.kind);
    expect(result.difference).toBeCloseTo(5, 12);
    expect(result.interval!.degrees).toBeCloseTo(8, 12);
    expect(result.interval!.low).toBeCloseTo(2.694, 3);
    expect(result.interval!.high).toBeCloseTo(7.306, 3);
    expect([verdictOf(result, 'more'), verdictOf(result, 'less')]).toEqual(['as-wished', 'against']);
  });

  it('are compared only inside their likeness, and put together by those that have started', () => {
    // Streets: started 3 of change 10, waiting 4 of change 4 → 6. Schools: started 2 of 1, waiting 2 of 1 → 0.
    // (3 × 6 + 2 × 0) / 5 = 3.6. The agencies have nobody to compare with.
    const result = compareChanges([
      ...changes(true, [9, 10, 11]),
      ...changes(false, [3, 4, 4, 5]),
      ...changes(true, [0, 2], 'branch school'),
      ...changes(false, [0, 2], 'branch school'),
      ...changes(true, [30, 40, 50], 'branch agency'),
    ]);
    if (result.kind !== 'estimate') throw new Error(result.kind);
    expect(result.difference).toBeCloseTo(3.6, 12);
    expect(result.leftOut).toBe(3);
    expect(result.started.change - result.waiting.change).toBeCloseTo(result.difference, 12);
  });

  it('that are too few say so and give no number', () => {
    for (const [started, waiting] of [
      [FEWEST - 1, 40],
      [40, FEWEST - 1],
      [0, 0],
    ] as const)
      expect(
        compareChanges([
          ...changes(
            true,
            Array.from({ length: started }, (_, at) => at),
          ),
          ...changes(
            false,
            Array.from({ length: waiting }, (_, at) => at),
          ),
        ]),
      ).toEqual({ kind: 'too-few', started, waiting, leftOut: 0 });
  });

  it('that are all alike have a difference and no interval', () => {
    const result = compareChanges([
      ...changes(true, [0, 0, 0, 0, 0]),
      ...changes(false, [-10, -10, -10, -10, -10]),
    ]);
    expect(result).toMatchObject({ kind: 'estimate', difference: 10, interval: null });
    expect(verdictOf(result, 'more')).toBe('not-told-apart');
  });
});

describe('whatever the units are', () => {
  const value = fc.integer({ min: 0, max: 100 });
  const units = fc.array(
    fc.record({
      hasStarted: fc.boolean(),
      likeness: fc.constantFrom('branch residential', 'branch school'),
      before: value,
      now: value,
    }),
    { minLength: 16, maxLength: 60 },
  );

  it('the sides make the difference, the interval lies around it, and the order of units says nothing', () => {
    fc.assert(
      fc.property(units, (list) => {
        const result = compareChanges(list);
        if (result.kind === 'too-few') return;
        expect(result.started.change - result.waiting.change).toBeCloseTo(result.difference, 8);
        expect(result.started.count + result.waiting.count + result.leftOut).toBe(list.length);
        if (result.interval) {
          expect((result.interval.low + result.interval.high) / 2).toBeCloseTo(result.difference, 8);
          expect(result.interval.degrees).toBeGreaterThan(0);
        }
        const turned = compareChanges([...list].reverse());
        if (turned.kind === 'too-few') throw new Error('the order decided');
        expect(turned.difference).toBeCloseTo(result.difference, 8);
      }),
    );
  });

  it('moving every unit alike moves no difference, and exchanging the sides turns it round', () => {
    fc.assert(
      fc.property(units, value, (list, shift) => {
        const result = compareChanges(list);
        const moved = compareChanges(list.map((unit) => ({ ...unit, now: unit.now + shift })));
        if (result.kind === 'too-few' || moved.kind === 'too-few') return;
        expect(moved.difference).toBeCloseTo(result.difference, 8);
        const one = list.map((unit) => ({ ...unit, likeness: 'one' }));
        const there = compareChanges(one);
        const back = compareChanges(one.map((unit) => ({ ...unit, hasStarted: !unit.hasStarted })));
        if (there.kind === 'too-few' || back.kind === 'too-few') return;
        expect(back.difference).toBeCloseTo(-there.difference, 8);
      }),
    );
  });
});

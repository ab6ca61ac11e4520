import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { chanceInterval, standingOf, weaknessOf } from './chance.ts';
import { NO_FIGURES } from './figures.ts';
import { MEASURES, measureOf } from './measures.ts';
import { spreadOf } from './spread.ts';

describe('the interval that allows for chance', () => {
  // Worked by hand from Wilson's formula; 81 of 263 and 15 of 148 are the examples of R. G. Newcombe, Stat. Med. 17 (1998).
  test.each([
    [8, 10, 49.02, 94.33],
    [0, 10, 0, 27.75],
    [10, 10, 72.25, 100],
    [1, 1, 20.65, 100],
    [0, 1, 0, 79.35],
    [81, 263, 25.53, 36.62],
    [15, 148, 6.24, 16.05],
    [1, 29, 0.61, 17.18],
    [900, 1000, 87.99, 91.71],
  ])('of %i in %i reaches from %f to %f percent', (part, whole, low, high) => {
    const interval = chanceInterval(part, whole)!;
    expect(interval.low).toBeCloseTo(low, 1);
    expect(interval.high).toBeCloseTo(high, 1);
  });

  it('is none for an empty whole', () => {
    expect(chanceInterval(0, 0)).toBeNull();
  });

  it('holds the share, stays inside 0 and 100, and narrows as the unit grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat({ max: 500 }), (whole, n) => {
        const part = n % (whole + 1);
        const small = chanceInterval(part, whole)!;
        const large = chanceInterval(part * 4, whole * 4)!;
        const share = (part / whole) * 100;
        expect(small.low).toBeGreaterThanOrEqual(0);
        expect(small.high).toBeLessThanOrEqual(100);
        expect(small.low - 1e-9).toBeLessThanOrEqual(share);
        expect(small.high + 1e-9).toBeGreaterThanOrEqual(share);
        expect(large.high - large.low).toBeLessThan(small.high - small.low);
      }),
    );
  });
});

describe('beside the median of the peers', () => {
  const held = (part: number, whole: number) =>
    standingOf(MEASURES.held, { value: (part / whole) * 100, part, whole }, 90);
  it('a small unit is alike until chance cannot explain it', () => {
    expect(held(4, 5)).toBe('alike');
    expect(held(160, 200)).toBe('worse');
    expect(held(199, 200)).toBe('better');
    expect(held(5, 5)).toBe('alike');
  });
  it('less is better where few should need a look', () => {
    const needing = (part: number) => standingOf(MEASURES.needing, { value: part, part, whole: 100 }, 20);
    expect([needing(2), needing(20), needing(45)]).toEqual(['better', 'alike', 'worse']);
  });
  it('says nothing of plain numbers, scores and empty units', () => {
    expect(standingOf(MEASURES.members, { value: 900, part: 900, whole: 900 }, 20)).toBe('alike');
    expect(standingOf(MEASURES.ownScore, { value: 60, part: 6000, whole: 1 }, 95)).toBe('alike');
    expect(standingOf(MEASURES.held, { value: null, part: 0, whole: 0 }, 90)).toBe('alike');
  });
});

test('the weakest comes first by the best that chance leaves it', () => {
  const of = (part: number, whole: number) =>
    weaknessOf(MEASURES.held, { value: (part / whole) * 100, part, whole })!;
  // One of two missed says less than twenty of a hundred.
  expect(of(80, 100)).toBeGreaterThan(of(1, 2));
  expect(of(50, 100)).toBeGreaterThan(of(80, 100));
  expect(weaknessOf(MEASURES.held, { value: null, part: 0, whole: 0 })).toBeNull();
  expect(weaknessOf(MEASURES.members, { value: 3, part: 3, whole: 3 })).toBeNull();
  expect(weaknessOf(MEASURES.tasksOverdue, { value: 3, part: 3, whole: 3 })).toBe(3);
  expect(weaknessOf(MEASURES.ownScore, { value: 80, part: 8000, whole: 1 })).toBe(20);
});

test('measures come from two sums', () => {
  const figures = {
    ...NO_FIGURES,
    held: 9,
    due: 12,
    ownPoints: 27_450,
    ownScored: 3,
    good: 2,
    poor: 2,
    members: 31,
  };
  expect(measureOf(figures, MEASURES.held)).toEqual({ value: 75, part: 9, whole: 12 });
  expect(measureOf(figures, MEASURES.ownScore).value).toBe(91.5);
  expect(measureOf(figures, MEASURES.good)).toEqual({ value: 50, part: 2, whole: 4 });
  expect(measureOf(figures, MEASURES.members).value).toBe(31);
  expect(measureOf(figures, MEASURES.attendance).value).toBeNull();
});

describe('the spread of a group', () => {
  it('is that of a spreadsheet’s quartiles', () => {
    expect(spreadOf([70, 80, 90, 100, null, 60])).toEqual({
      count: 5,
      low: 60,
      q1: 70,
      median: 80,
      q3: 90,
      high: 100,
    });
    expect(spreadOf([1, 2, 3, 4, 5, 6])).toMatchObject({ q1: 2.25, median: 3.5, q3: 4.75 });
  });
  it('is none for a group that would give single units away', () => {
    expect(spreadOf([1, 2, 3, 4, null])).toBeNull();
  });
});

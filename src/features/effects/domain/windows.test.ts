import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays } from '#kernel/civil-date.ts';
import { binsOf, scaleFor } from './histogram.ts';
import { monthsIn, standIn, windowsFor } from './windows.ts';

describe('which months are compared', () => {
  test.each([
    // A paper of last month has no full month behind it yet.
    ['2026-02-20', '2026-03-15', null],
    ['2026-02-01', '2026-03-31', null],
    ['2026-02-20', '2026-04-01', { from: '2026-03', to: '2026-03' }],
    ['2025-12-31', '2026-03-02', { from: '2026-01', to: '2026-02' }],
    ['2025-11-03', '2026-03-02', { from: '2025-12', to: '2026-02' }],
    // A year later the latest quarter counts.
    ['2025-03-03', '2026-03-02', { from: '2025-12', to: '2026-02' }],
  ])('issued on %s, looked at on %s', (issuedOn, today, now) => {
    expect(windowsFor(issuedOn, today).now).toEqual(now);
  });

  it('the three months before the issue are the baseline, and the three before them its proof', () => {
    const { before, earlier } = windowsFor('2026-02-20', '2026-06-01');
    expect(monthsIn(before)).toEqual(['2025-11', '2025-12', '2026-01']);
    expect(monthsIn(earlier)).toEqual(['2025-08', '2025-09', '2025-10']);
  });

  it('no month is on two sides, and none that is running or of the issue is on any', () => {
    const day = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2020-01-01', days));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 900 }), (issuedOn, later) => {
        const today = addDays(issuedOn, later);
        const { before, now, earlier } = windowsFor(issuedOn, today);
        const months = [...monthsIn(earlier), ...monthsIn(before), ...(now ? monthsIn(now) : [])];
        expect(new Set(months).size).toBe(months.length);
        expect(months).not.toContain(issuedOn.slice(0, 7));
        expect(months).not.toContain(today.slice(0, 7));
        expect(months).toEqual([...months].sort());
      }),
    );
  });
});

describe('where a unit stands', () => {
  const now = { from: '2026-01', to: '2026-02' };
  test.each([
    [null, 'waiting'],
    ['2025-12-31', 'started'],
    ['2026-01-01', 'between'],
    ['2026-02-28', 'between'],
    ['2026-03-01', 'waiting'],
  ])('begun on %s: %s', (startedOn, stand) => {
    expect(standIn(now, startedOn)).toBe(stand);
  });
});

describe('a picture of how values are spread', () => {
  it('has round steps that hold all values', () => {
    expect(scaleFor([61, 84, 99.5], [0, 100])).toEqual({ low: 60, high: 100, steps: 8 });
    expect(scaleFor([100, 100], [0, 100])).toEqual({ low: 99, high: 100, steps: 1 });
    expect(scaleFor([0, 3, 11], null)).toEqual({ low: 0, high: 11, steps: 11 });
    expect(scaleFor([], [0, 100])).toEqual({ low: 0, high: 100, steps: 10 });
    expect(binsOf([60, 64.9, 65, 100], { low: 60, high: 100, steps: 8 })).toEqual([2, 1, 0, 0, 0, 0, 0, 1]);
  });

  it('counts every value once and stays inside the limits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 80 }),
        (values) => {
          const scale = scaleFor(values, [0, 100]);
          expect(scale.low).toBeGreaterThanOrEqual(0);
          expect(scale.high).toBeLessThanOrEqual(100);
          expect(scale.low).toBeLessThanOrEqual(Math.min(...values) + 1e-6);
          expect(scale.high).toBeGreaterThanOrEqual(Math.max(...values) - 1e-6);
          expect(scale.steps).toBeGreaterThanOrEqual(1);
          expect(scale.steps).toBeLessThanOrEqual(12);
          expect(binsOf(values, scale).reduce((sum, count) => sum + count, 0)).toBe(values.length);
        },
      ),
    );
  });
});

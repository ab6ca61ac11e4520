import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#kernel/civil-date.ts';
import { changedFrom, firstDayOutside, nextChange, type Timeline, together, valueOn } from './timeline.ts';

const start = '2026-01-01';
const day = (n: number) => addDays(start, n);
const life = { from: start, to: null };

describe('a line in time', () => {
  const line: Timeline<string> = [
    { from: '2026-01-01', to: '2026-04-01', value: 'a' },
    { from: '2026-05-01', to: null, value: 'b' },
  ];

  test.each([
    ['2026-01-01', 'a', '2026-04-01'],
    ['2026-03-31', 'a', '2026-04-01'],
    ['2026-04-01', undefined, '2026-05-01'],
    ['2026-05-01', 'b', null],
  ])('on %s holds %s, until %s', (on, value, next) => {
    expect([valueOn(line, on), nextChange(line, on, null)]).toEqual([value, next]);
  });

  test('the end of a life ends everything', () => {
    expect(nextChange(line, '2026-06-01', '2026-12-31')).toBe('2026-12-31');
    expect(nextChange(line, '2026-02-01', '2026-03-01')).toBe('2026-03-01');
  });

  test('the parts of two lines that fall together', () => {
    const other: Timeline<number> = [
      { from: '2026-03-01', to: '2026-06-01', value: 1 },
      { from: '2026-06-01', to: null, value: 2 },
    ];
    expect(together(line, other, { from: '2026-03-15', to: '2026-07-01' })).toEqual([
      { from: '2026-03-15', to: '2026-04-01', a: 'a', b: 1 },
      { from: '2026-05-01', to: '2026-06-01', a: 'b', b: 1 },
      { from: '2026-06-01', to: '2026-07-01', a: 'b', b: 2 },
    ]);
  });

  test.each([
    [{ from: '2026-01-01', to: null }, { from: '2025-12-31', to: null }, '2025-12-31'],
    [{ from: '2026-01-01', to: '2026-06-01' }, { from: '2026-02-01', to: null }, '2026-06-01'],
    [{ from: '2026-01-01', to: '2026-06-01' }, { from: '2026-07-01', to: null }, '2026-07-01'],
    [{ from: '2026-01-01', to: '2026-06-01' }, { from: '2026-02-01', to: '2026-06-01' }, undefined],
    [{ from: '2026-01-01', to: null }, { from: '2026-02-01', to: null }, undefined],
  ])('%j leaves out %j from %s', (a, b, outside) => {
    expect(firstDayOutside(a, b)).toBe(outside);
  });

  test('a change writes its days and no others, and never overlaps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ on: fc.integer({ min: 1, max: 60 }), value: fc.constantFrom('a', 'b', 'c') })),
        (changes) => {
          let known: Timeline<string> = [{ ...life, value: 'first' }];
          // What is known day by day, told in the simplest way.
          const days: string[] = Array(80).fill('first');
          const begun = new Set([0]);
          for (const { on, value } of changes) {
            if (begun.has(on)) continue;
            const until = [...begun].filter((each) => each > on).sort((a, b) => a - b)[0] ?? days.length;
            known = changedFrom(known, day(on), value, null);
            days.fill(value, on, until);
            begun.add(on);
          }
          days.forEach((value, n) => {
            expect(valueOn(known, day(n))).toBe(value);
          });
          known.forEach((span, at) => {
            expect(span.to === null || span.from < span.to).toBe(true);
            const after = known[at + 1];
            if (after) expect(span.to !== null && span.to <= after.from).toBe(true);
          });
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { MEMBER_STATUSES } from '#kernel/actor.ts';
import { ageGroupOf, countRoll } from './count-roll.ts';

test.each([
  [2008, 'to-30'],
  [1996, 'to-30'],
  [1995, '31-40'],
  [1986, '31-40'],
  [1985, '41-50'],
  [1976, '41-50'],
  [1975, '51-60'],
  [1966, '51-60'],
  [1965, 'over-60'],
  [1931, 'over-60'],
  [null, 'unknown'],
])('born in %s is %s in 2026', (year, group) => {
  expect(ageGroupOf(year, '2026-03-02')).toBe(group);
});

describe('a list without its names', () => {
  it('counts by status, sex and age', () => {
    const counts = countRoll(
      [
        { status: 'official', sex: 'male', birthYear: 1960 },
        { status: 'official', sex: 'female', birthYear: 1990 },
        { status: 'provisional', sex: 'female', birthYear: 2001 },
        { status: 'exempt', sex: null, birthYear: null },
      ],
      '2026-03-02',
    );
    expect(counts).toEqual({
      members: 4,
      byStatus: [
        { status: 'official', count: 2 },
        { status: 'provisional', count: 1 },
        { status: 'exempt', count: 1 },
      ],
      bySex: [
        { sex: 'male', count: 1 },
        { sex: 'female', count: 2 },
        { sex: 'unknown', count: 1 },
      ],
      byAge: [
        { age: 'to-30', count: 1 },
        { age: '31-40', count: 1 },
        { age: '41-50', count: 0 },
        { age: '51-60', count: 0 },
        { age: 'over-60', count: 1 },
        { age: 'unknown', count: 1 },
      ],
    });
  });

  it('counts everybody once in each of the three ways', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            status: fc.constantFrom(...MEMBER_STATUSES),
            sex: fc.constantFrom('male' as const, 'female' as const, null),
            birthYear: fc.option(fc.integer({ min: 1920, max: 2008 }), { nil: null }),
          }),
        ),
        (members) => {
          const counts = countRoll(members, '2026-03-02');
          for (const groups of [counts.byStatus, counts.bySex, counts.byAge])
            expect(groups.reduce((sum, one) => sum + one.count, 0)).toBe(members.length);
        },
      ),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { kindsUnder, levelClash, levelRules } from './levels.ts';
import type { Timeline } from './timeline.ts';
import { UNIT_KINDS, type UnitKind } from './unit-kinds.ts';

const always = { from: '2022-01-01', to: null };
const level = (kind: UnitKind): Timeline<UnitKind> => [{ ...always, value: kind }];

describe('which level stands under which', () => {
  test.each([
    // lower, upper, first day on which it may not stand there (from 2022 on), or undefined
    ['upper-committee', 'city-committee', undefined],
    ['base-committee', 'upper-committee', undefined],
    ['base-committee', 'city-committee', undefined],
    ['base-branch', 'upper-committee', undefined],
    ['sub-committee', 'base-committee', undefined],
    ['branch', 'base-committee', undefined],
    ['branch', 'sub-committee', undefined],
    // Only since the ward stands above the base does it lead branches directly.
    ['branch', 'upper-committee', '2022-01-01'],
    ['group', 'branch', undefined],
    ['group', 'base-branch', undefined],
    ['group', 'base-committee', '2022-01-01'],
    ['branch', 'branch', '2022-01-01'],
    ['branch', 'base-branch', '2022-01-01'],
    ['branch', 'city-committee', '2022-01-01'],
    ['sub-committee', 'upper-committee', '2022-01-01'],
    ['base-committee', 'base-committee', '2022-01-01'],
    ['upper-committee', 'upper-committee', '2022-01-01'],
    ['city-committee', 'city-committee', '2022-01-01'],
  ] as const)('%s under %s: refused from %s', (lower, upper, on) => {
    expect(levelClash(level(lower), level(upper), always)?.on).toBe(on);
  });

  test('the day of the document decides', () => {
    const since = { from: '2025-07-01', to: null };
    expect(levelClash(level('branch'), level('upper-committee'), since)).toBeUndefined();
    expect(kindsUnder('upper-committee', since)).toContain('branch');
    expect(kindsUnder('upper-committee', { from: '2022-01-01', to: '2025-07-01' })).not.toContain('branch');
  });

  test('a level that changes is judged for its own days', () => {
    const upper: Timeline<UnitKind> = [
      { from: '2022-01-01', to: '2026-09-01', value: 'base-branch' },
      { from: '2026-09-01', to: null, value: 'base-committee' },
    ];
    expect(levelClash(level('branch'), upper, { from: '2026-09-01', to: null })).toBeUndefined();
    expect(levelClash(level('branch'), upper, { from: '2026-08-31', to: null })).toMatchObject({
      on: '2026-08-31',
      kind: 'branch',
      under: 'base-branch',
    });
    expect(levelClash(level('group'), upper, { from: '2026-01-01', to: null })?.on).toBe('2026-09-01');
  });

  test('no ring can come about: every rule leads downwards', () => {
    for (const { kind, under } of levelRules)
      expect(UNIT_KINDS.indexOf(kind)).toBeGreaterThan(UNIT_KINDS.indexOf(under));
    expect(levelRules.every(({ source }) => source.document !== '')).toBe(true);
  });
});

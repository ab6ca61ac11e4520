import { describe, expect, test } from 'vitest';
import type { Result } from '#kernel/result.ts';
import { planEnd } from './check-end.ts';
import { planRecode, planRename } from './check-name-and-code.ts';
import { type PlaceFacts, planKind, planMove } from './check-place.ts';
import { checkDecision, checkPlanned } from './unit-change.ts';
import type { UnitRecord } from './unit-record.ts';

const unit = (id: string, more: Partial<UnitRecord> = {}): UnitRecord => ({
  id,
  foundedOn: '2026-01-01',
  endedOn: null,
  names: [{ from: '2026-01-01', to: null, value: `Chi bộ ${id}` }],
  kinds: [{ from: '2026-01-01', to: null, value: { kind: 'branch', sector: null } }],
  codes: [{ from: '2026-01-01', to: null, value: id }],
  parents: [{ from: '2026-01-01', to: null, value: 'base' }],
  ...more,
});
const base = (id: string, more: Partial<UnitRecord> = {}) =>
  unit(id, {
    kinds: [{ from: '2026-01-01', to: null, value: { kind: 'base-committee', sector: null } }],
    parents: [{ from: '2026-01-01', to: null, value: 'city' }],
    ...more,
  });
const free: PlaceFacts = { loop: null, depthOfParent: 2, levelsBelow: 0 };
const answer = (result: Result<{ on: string; until: string | null }, { code: string }>) =>
  result.ok ? [result.value.on, result.value.until] : result.refusal.code;

describe('the day of a change', () => {
  test.each([
    ['2025-12-31', 'units.before-founding'],
    ['2026-01-01', 'units.on-founding-day'],
    ['2026-01-02', ['2026-01-02', '2026-06-01']],
    ['2026-06-01', 'units.change-same-day'],
    ['2026-06-02', ['2026-06-02', '2026-12-01']],
    ['2026-11-30', ['2026-11-30', '2026-12-01']],
    ['2026-12-01', 'units.after-end'],
  ])('%s: %s', (on, expected) => {
    const known = unit('1', {
      endedOn: '2026-12-01',
      names: [
        { from: '2026-01-01', to: '2026-06-01', value: 'Chi bộ Cũ' },
        { from: '2026-06-01', to: '2026-12-01', value: 'Chi bộ Mới' },
      ],
    });
    expect(answer(planRename(known, { on, name: 'Chi bộ Khác' }))).toEqual(expected);
  });
});

describe('a code', () => {
  const bearer = { from: '2026-05-01', to: '2026-08-01', name: 'Chi bộ Kia' };
  test.each([
    ['2026-04-01', 'units.code-taken'],
    ['2026-07-31', 'units.code-taken'],
    ['2026-08-01', ['2026-08-01', null]],
  ])('borne by another from May to July is free from %s: %s', (on, expected) => {
    expect(answer(planRecode(unit('1'), { on, code: 'X' }, [bearer]))).toEqual(expected);
  });

  test('that is planned to change leaves only the days between', () => {
    const known = unit('1', {
      codes: [
        { from: '2026-01-01', to: '2026-05-01', value: '1' },
        { from: '2026-05-01', to: null, value: '2' },
      ],
    });
    expect(answer(planRecode(known, { on: '2026-04-01', code: 'X' }, [bearer]))).toEqual([
      '2026-04-01',
      '2026-05-01',
    ]);
    expect(answer(planRecode(known, { on: '2026-06-01', code: '  ' }, []))).toEqual(['2026-06-01', null]);
    expect(answer(planRecode(known, { on: '2026-06-01', code: '-x' }, []))).toBe('units.bad-code');
  });
});

describe('a place', () => {
  const move = (parent: UnitRecord, facts = free, known = unit('1'), on = '2026-04-01') =>
    answer(planMove(known, { on, parent }, facts));

  test('is refused for itself, in a ring, too deep, outside the life of the parent, and of the same parent', () => {
    expect(move(base('2'))).toEqual(['2026-04-01', null]);
    expect(move(base('1'))).toBe('units.cycle');
    expect(move(base('2'), { ...free, loop: ['Đảng bộ 2', 'Chi bộ 1'] })).toBe('units.cycle');
    expect(move(base('2'), { ...free, depthOfParent: 5, levelsBelow: 2 })).toBe('units.too-deep');
    expect(move(base('2'), { ...free, depthOfParent: 5, levelsBelow: 1 })).toEqual(['2026-04-01', null]);
    expect(move(base('2', { endedOn: '2026-05-01' }))).toBe('units.parent-closed');
    expect(move(base('2', { foundedOn: '2026-05-01' }))).toBe('units.parent-not-yet');
    expect(move(base('base'))).toBe('units.nothing-changed');
    expect(move(unit('2'))).toBe('units.level-not-allowed');
    expect(move(base('2'), free, unit('1', { parents: [] }))).toBe('units.top-stays');
  });

  test('holds up to the next move, so that a parent that closes then is enough', () => {
    const known = unit('1', {
      parents: [
        { from: '2026-01-01', to: '2026-05-01', value: 'base' },
        { from: '2026-05-01', to: null, value: 'other' },
      ],
    });
    expect(move(base('2', { endedOn: '2026-05-01' }), free, known)).toEqual(['2026-04-01', '2026-05-01']);
  });
});

describe('a level', () => {
  const days = { from: '2026-01-01', to: null };
  const kind = (
    wanted: 'base-committee' | 'base-branch' | 'branch',
    children: UnitRecord[],
    sector: 'school' | null = null,
  ) =>
    answer(
      planKind(
        unit('1', { kinds: [{ ...days, value: { kind: 'base-branch', sector: null } }] }),
        { on: '2026-04-01', kind: wanted, sector },
        {
          parents: [
            {
              unit: base('up', { kinds: [{ ...days, value: { kind: 'upper-committee', sector: null } }] }),
              days,
            },
          ],
          children: children.map((each) => ({ unit: each, days })),
        },
      ),
    );
  const group = unit('g', { kinds: [{ ...days, value: { kind: 'group', sector: null } }] });

  test('must fit above and below', () => {
    expect(kind('base-committee', [])).toEqual(['2026-04-01', null]);
    expect(kind('base-committee', [group])).toBe('units.level-not-allowed');
    expect(kind('branch', [group])).toEqual(['2026-04-01', null]);
    expect(kind('base-branch', [])).toBe('units.nothing-changed');
    expect(kind('base-branch', [group], 'school')).toEqual(['2026-04-01', null]);
  });
});

describe('an end', () => {
  const end = (
    known: UnitRecord,
    left: { count: number; what: string }[] = [],
    successors: UnitRecord[] = [],
  ) => planEnd(known, { on: '2026-04-01', successors }, left);

  test('waits for what stands and for what is planned later', () => {
    expect(answer(end(unit('1')))).toEqual(['2026-04-01', null]);
    const standing = end(unit('1'), [
      { count: 3, what: 'đảng viên' },
      { count: 1, what: 'nhiệm vụ chưa xong' },
    ]);
    expect(standing.ok ? '' : standing.refusal.facts?.what).toBe('3 đảng viên, 1 nhiệm vụ chưa xong');
    const named = unit('1', {
      names: [
        { from: '2026-01-01', to: '2026-04-01', value: 'Cũ' },
        { from: '2026-04-01', to: null, value: 'Mới' },
      ],
    });
    expect(answer(end(named))).toBe('units.later-changes');
    expect(answer(end(unit('1', { endedOn: '2026-09-01' })))).toBe('units.after-end');
  });

  test('is carried on only by others that exist', () => {
    expect(answer(end(unit('1'), [], [unit('2')]))).toEqual(['2026-04-01', null]);
    expect(answer(end(unit('1'), [], [unit('2', { foundedOn: '2026-04-01' })]))).toEqual([
      '2026-04-01',
      null,
    ]);
    expect(answer(end(unit('1'), [], [unit('2', { foundedOn: '2026-04-02' })]))).toBe('units.link-closed');
    expect(answer(end(unit('1'), [], [unit('2', { endedOn: '2026-04-01' })]))).toBe('units.link-closed');
    expect(answer(end(unit('1'), [], [unit('1')]))).toBe('units.link-itself');
  });
});

test('a decision is signed by today; only what lies ahead is put right', () => {
  const decision = (on: string) => checkDecision({ number: '1', on, issuedBy: null }, '2026-03-02').ok;
  expect([decision('2026-03-02'), decision('2026-03-03')]).toEqual([true, false]);
  const planned = (on: string, withdrawnAt: unknown = null) => {
    const result = checkPlanned({ on, withdrawnAt }, '2026-03-02');
    return result.ok ? 'ok' : result.refusal.code;
  };
  expect([planned('2026-03-03'), planned('2026-03-02'), planned('2026-03-03', 'yesterday')]).toEqual([
    'ok',
    'units.not-planned',
    'units.change-withdrawn',
  ]);
});

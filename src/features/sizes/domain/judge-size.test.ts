import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UnitRuleValues } from '#features/rulebooks/contract.ts';
import { UNIT_KINDS, type UnitKind } from '#features/units/contract.ts';
import { judgeSize, SIZE_WARNINGS } from './judge-size.ts';

const rules: UnitRuleValues = {
  'size.branch-least-official': 3,
  'size.committee-from-official': 9,
  'size.base-committee-from': 30,
  'size.branch-consent-above': 30,
  'size.sub-committee-consent': true,
  'size.secretaries': 1,
};
const keys = (kind: UnitKind, members: number, official: number, leaders: number) =>
  judgeSize({ kind, members, official, leaders }, rules).map((warning) => warning.key);

describe('three, nine and thirty', () => {
  test.each<[UnitKind, number, number, number, string[]]>([
    // level, members, official, posts of the committee
    ['branch', 2, 2, 1, ['too-few-official']],
    ['branch', 3, 3, 1, []],
    // A provisional member is a member and does not make up the three.
    ['branch', 3, 2, 1, ['too-few-official']],
    ['branch', 8, 8, 2, []],
    ['branch', 8, 8, 3, ['committee-too-early']],
    ['branch', 9, 9, 2, ['committee-missing']],
    ['branch', 9, 9, 3, []],
    ['branch', 10, 8, 2, []],
    ['branch', 30, 30, 5, []],
    ['branch', 31, 30, 5, ['branch-too-large']],
    ['base-branch', 29, 28, 3, []],
    ['base-branch', 30, 28, 3, ['base-branch-too-large']],
    ['base-committee', 30, 28, 9, []],
    ['base-committee', 29, 29, 9, ['base-committee-too-small']],
    ['sub-committee', 40, 40, 5, ['sub-committee']],
    ['upper-committee', 20, 20, 1, []],
    ['city-committee', 2, 2, 0, []],
    ['group', 2, 2, 0, []],
    // Nobody recorded: the list has not been brought in.
    ['branch', 0, 0, 0, []],
    ['base-committee', 0, 0, 3, []],
    ['sub-committee', 0, 0, 0, []],
  ])('%s of %i, %i official, %i leading: %j', (kind, members, official, leaders, expected) => {
    expect(keys(kind, members, official, leaders)).toEqual(expected);
  });

  test('what was counted and the limit stand beside each warning', () => {
    expect(judgeSize({ kind: 'branch', members: 2, official: 2, leaders: 1 }, rules)).toEqual([
      { key: 'too-few-official', counted: 2, limit: 3 },
    ]);
    expect(judgeSize({ kind: 'sub-committee', members: 40, official: 40, leaders: 3 }, rules)).toEqual([
      { key: 'sub-committee', counted: 40, limit: null },
    ]);
  });

  test('the rule is asked, not a number in the code', () => {
    const other = { ...rules, 'size.branch-least-official': 5, 'size.sub-committee-consent': false };
    const of = (kind: UnitKind, official: number) =>
      judgeSize({ kind, members: official, official, leaders: 1 }, other).map((w) => w.key);
    expect([of('branch', 4), of('branch', 5), of('sub-committee', 5)]).toEqual([
      ['too-few-official'],
      [],
      [],
    ]);
  });

  test('no unit is told two things that cannot both be', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...UNIT_KINDS),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 9 }),
        (kind, official, provisional, leaders) => {
          const found = keys(kind, official + provisional, official, leaders);
          expect(new Set(found).size).toBe(found.length);
          expect(found.every((key) => SIZE_WARNINGS.includes(key))).toBe(true);
          expect(found.includes('committee-too-early') && found.includes('committee-missing')).toBe(false);
          expect(found.includes('too-few-official') && found.includes('committee-missing')).toBe(false);
        },
      ),
    );
  });
});

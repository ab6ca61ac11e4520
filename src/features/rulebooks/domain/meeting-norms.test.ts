import { describe, expect, it } from 'vitest';
import {
  countsInBase,
  leastOf,
  mayVote,
  minimumMinutes,
  quorum,
  reachesThreshold,
  votesNeeded,
} from './meeting-norms.ts';
import { resolveRules } from './resolve-rules.ts';
import { ruleValues } from './resolved-rules.ts';
import type { MeetingKind, RuleValues } from './rulebook.ts';
import { seededVersions } from './seeded-versions.ts';
import { yearGrade } from './year-grade.ts';

const resolved = resolveRules({
  versions: seededVersions,
  overrides: [],
  unitChain: ['b'],
  day: '2026-03-10',
});
const rules: RuleValues = ruleValues(resolved.ok ? resolved.value : (undefined as never));
const local: RuleValues = {
  ...rules,
  'duration.small-branch': { members: 5, minutes: 60 },
  'duration.large-branch': { members: 30, minutes: 120 },
};

describe('minimum duration', () => {
  it.each([
    ['regular', 40, 90, 120],
    ['regular', 30, 90, 120],
    ['regular', 29, 90, 90],
    ['regular', 5, 90, 60],
    ['regular', 6, 90, 90],
    ['thematic', 20, 90, 90],
    ['combined', 20, 120, 120],
    ['combined', 4, 120, 120],
  ] as [MeetingKind, number, number, number][])(
    '%s with %i members: %i, under local norms %i',
    (kind, members, general, own) => {
      expect(minimumMinutes(rules, { kind, members })).toBe(general);
      expect(minimumMinutes(local, { kind, members })).toBe(own);
    },
  );
});

describe('counting people', () => {
  it.each([
    ['official', true, true],
    ['provisional', true, false],
    ['exempt', false, false],
    ['suspended', false, false],
    ['temporarily-away', false, false],
    ['temporarily-here', false, false],
  ] as const)('%s: in the base %s, votes %s', (status, inBase, votes) => {
    expect(countsInBase(rules, status)).toBe(inBase);
    expect(mayVote(rules, status)).toBe(votes);
  });

  it.each([
    [30, 16],
    [31, 16],
    [1, 1],
    [2, 2],
    [0, 1],
  ])('of %i entitled, %i votes carry', (entitled, needed) => {
    expect(votesNeeded(rules, entitled)).toBe(needed);
  });

  it('two thirds of 44 are 30, of 45 also 30', () => {
    const fraction = { numerator: 2, denominator: 3, comparison: 'at-least' } as const;
    expect([leastOf(fraction, 44), leastOf(fraction, 45)]).toEqual([30, 30]);
    expect(quorum(rules, { present: 29, base: 45 })).toMatchObject({ needed: 30, reached: false });
    expect(quorum({ ...rules, 'quorum.ordinary': null }, { present: 1, base: 45 })).toBeNull();
  });

  it('27 of 30 is 90 percent and not over it', () => {
    expect(reachesThreshold({ percent: 90, comparison: 'at-least' }, 27, 30)).toBe(true);
    expect(reachesThreshold({ percent: 90, comparison: 'more-than' }, 27, 30)).toBe(false);
    expect(reachesThreshold({ percent: 90, comparison: 'more-than' }, 0, 0)).toBe(false);
  });
});

describe('the grade of a year', () => {
  const rule = rules['score.year-grade'];
  const months = (good: number, fair: number, average = 0, poor = 0) => [
    ...Array(good).fill('good'),
    ...Array(fair).fill('fair'),
    ...Array(average).fill('average'),
    ...Array(poor).fill('poor'),
  ];
  it.each([
    ['7 good, 5 fair', months(7, 5), 'good', true, 0],
    ['6 good, 6 fair', months(6, 6), 'fair', true, 1],
    ['11 good, 1 average', months(11, 0, 1), 'fair', true, 0],
    ['11 good, 1 poor: the rule that was read gives no answer', months(11, 0, 0, 1), null, true, 0],
    ['7 good so far', months(7, 0), 'good', false, 0],
    ['11 good, one month without a grade', [...months(11, 0), null], 'good', false, 0],
    ['no meeting graded', [null, null], null, false, 7],
  ] as const)('%s', (_, list, grade, settled, goodMissing) => {
    expect(yearGrade(rule, list)).toMatchObject({ grade, settled, goodMissing });
  });
});

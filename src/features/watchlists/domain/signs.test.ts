import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths } from '#kernel/civil-date.ts';
import {
  type BranchFacts,
  fullMonths,
  lastQuarter,
  type MonthFacts,
  monthsWanted,
  readSigns,
  type SignRules,
  weightOf,
} from './signs.ts';

const TODAY = '2026-05-20';
const RULES: SignRules = {
  'sign.unheld': { limit: 2, span: 3 },
  'sign.unthematic': { limit: 1 },
  'sign.attendance': { limit: 70, span: 3 },
  'sign.score': { limit: 70, span: 3 },
  'sign.falling': { limit: 10, span: 3 },
  'sign.tasks': { limit: 3 },
  'sign.duties': { limit: 2 },
  'sign.papers': { limit: 2, span: 7 },
  'sign.petitions': { limit: 1, span: 60 },
  'sign.secretary': { limit: 30 },
  'sign.official': { limit: 1 },
};

/** A month in which everything is well: held, 9 of 10 there, own score 90. */
const month = (name: string, changed: Partial<MonthFacts> = {}): MonthFacts => ({
  month: name,
  due: 1,
  held: 1,
  thematic: 0,
  base: 10,
  present: 9,
  ownScored: 1,
  ownPoints: 9000,
  confirmedScored: 0,
  confirmedPoints: 0,
  ...changed,
});
const missed = { held: 0, base: 0, present: 0, ownScored: 0, ownPoints: 0 };
/** Six months before the running one; by theme in March, so that the last quarter has one. */
const months = (changed: Record<string, Partial<MonthFacts>> = {}): MonthFacts[] =>
  fullMonths(TODAY, 6).map((name) =>
    month(name, { ...(name === '2026-03' ? { thematic: 1 } : {}), ...changed[name] }),
  );
const well: BranchFacts = {
  months: months(),
  members: 20,
  official: 18,
  leastOfficial: 3,
  overdueTasks: 0,
  overdueDuties: 0,
  unopenedPapers: 0,
  unansweredPetitions: 0,
  vacantDays: 0,
};
const shown = (facts: Partial<BranchFacts>, rules: Partial<SignRules> = {}) =>
  readSigns({ ...well, ...facts }, { ...RULES, ...rules }, TODAY)
    .filter((sign) => sign.shows)
    .map(({ key, figure }) => [key, figure]);

describe('months', () => {
  it('are those that are over', () => {
    expect(fullMonths(TODAY, 3)).toEqual(['2026-02', '2026-03', '2026-04']);
    expect(fullMonths(TODAY, 2, 3)).toEqual(['2025-12', '2026-01']);
    expect(lastQuarter(TODAY)).toEqual(['2026-01', '2026-02', '2026-03']);
    expect(lastQuarter('2026-01-01')).toEqual(['2025-10', '2025-11', '2025-12']);
    expect(lastQuarter('2026-03-31')).toEqual(['2025-10', '2025-11', '2025-12']);
    expect(monthsWanted(RULES, TODAY)).toEqual([...fullMonths(TODAY, 6), '2026-05']);
  });
});

describe('a branch', () => {
  it.each<[string, Partial<BranchFacts>, (string | number)[][]]>([
    ['that is well shows nothing', {}, []],
    ['may miss one month', { months: months({ '2026-04': missed }) }, []],
    [
      'that missed two of three shows it; attendance is that of the month held',
      { months: months({ '2026-03': { ...missed, thematic: 1 }, '2026-04': missed }) },
      [['unheld', 2]],
    ],
    [
      'is not asked for months before the last three',
      { months: months({ '2026-01': missed, '2025-12': missed }) },
      [],
    ],
    // 7 + 7 + 6 of 30 is 66.7 %.
    [
      'with 20 of 30 present',
      {
        months: months({
          '2026-02': { present: 7 },
          '2026-03': { present: 7, thematic: 1 },
          '2026-04': { present: 6 },
        }),
      },
      [['attendance', 66.7]],
    ],
    // 7 + 7 + 7 of 30 is 70 % sharp: not below.
    [
      'with exactly 70 %',
      {
        months: months({
          '2026-02': { present: 7 },
          '2026-03': { present: 7, thematic: 1 },
          '2026-04': { present: 7 },
        }),
      },
      [],
    ],
    // (65 + 68 + 70) / 3 = 67.7; 90 before.
    [
      'with low scores that fell',
      {
        months: months({
          '2026-02': { ownPoints: 6500 },
          '2026-03': { ownPoints: 6800, thematic: 1 },
          '2026-04': { ownPoints: 7000 },
        }),
      },
      [
        ['score', 67.7],
        ['falling', 22.3],
      ],
    ],
    // Confirmed 80 each counts before its own 90: 10 points down.
    [
      'is scored as the follower confirmed',
      {
        months: months(
          Object.fromEntries(
            ['2026-02', '2026-03', '2026-04'].map((name) => [
              name,
              { confirmedScored: 1, confirmedPoints: 8000, thematic: 1 },
            ]),
          ),
        ),
      },
      [['falling', 10]],
    ],
    [
      'without a theme in the quarter',
      { months: months({ '2026-03': {} }).map((one) => ({ ...one, thematic: 0 })) },
      [['unthematic', 0]],
    ],
    [
      'founded in the quarter is not judged by it',
      {
        months: months()
          .filter((one) => one.month >= '2026-02')
          .map((one) => ({ ...one, thematic: 0 })),
      },
      [],
    ],
    ['one day short of thirty without a secretary', { vacantDays: 29 }, []],
    ['thirty days without one', { vacantDays: 30 }, [['secretary', 30]]],
    ['with two official members', { official: 2 }, [['official', 2]]],
    ['in which nobody is recorded', { members: 0, official: 0 }, []],
    ['with two tasks late', { overdueTasks: 2 }, []],
    [
      'with work that waits',
      { overdueTasks: 3, overdueDuties: 2, unopenedPapers: 2, unansweredPetitions: 1 },
      [
        ['tasks', 3],
        ['duties', 2],
        ['papers', 2],
        ['petitions', 1],
      ],
    ],
    ['without any meeting due is not known', { months: [] }, []],
  ])('%s', (_what, facts, expected) => {
    expect(shown(facts)).toEqual(expected);
  });

  it('shows nothing that a committee does not look for', () => {
    const none = Object.fromEntries(Object.keys(RULES).map((key) => [key, null])) as SignRules;
    expect(readSigns({ ...well, vacantDays: 400, overdueTasks: 9 }, none, TODAY)).toEqual([]);
  });

  it('with scores that rose fell by nothing', () => {
    const risen = months({ '2026-04': { ownPoints: 10000 } });
    expect(readSigns({ ...well, months: risen }, RULES, TODAY)).toContainEqual(
      expect.objectContaining({ key: 'falling', figure: 0, shows: false }),
    );
  });
});

describe('the order', () => {
  it('weighs each sign by how far it lies beyond its limit', () => {
    const weigh = (facts: Partial<BranchFacts>) => weightOf(readSigns({ ...well, ...facts }, RULES, TODAY));
    expect(weigh({})).toBe(0);
    expect(weigh({ overdueTasks: 3 })).toBe(100);
    // Four is a third beyond three.
    expect(weigh({ overdueTasks: 4 })).toBe(133);
    expect(weigh({ overdueTasks: 60 })).toBe(200);
    expect(weigh({ official: 0 })).toBe(200);
    expect(weigh({ overdueTasks: 3, overdueDuties: 2 })).toBe(200);
  });

  it('never puts a branch lower for a figure that is worse', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(20), (tasks, days, more) => {
        const weigh = (overdueTasks: number, vacantDays: number) =>
          weightOf(readSigns({ ...well, overdueTasks, vacantDays }, RULES, TODAY));
        expect(weigh(tasks + more, days + more)).toBeGreaterThanOrEqual(weigh(tasks, days));
      }),
    );
  });

  it('shows exactly what lies beyond its limit, whatever the months', () => {
    const facts = fc.record({
      held: fc.nat(1),
      present: fc.nat(10),
      points: fc.nat(10000),
    });
    fc.assert(
      fc.property(fc.array(facts, { minLength: 6, maxLength: 6 }), (lived) => {
        const made = lived.map(({ held, present, points }, at) =>
          month(addMonths('2025-11', at), {
            held,
            base: held * 10,
            present: held * present,
            ownScored: held,
            ownPoints: held * points,
          }),
        );
        const signs = readSigns({ ...well, months: made }, RULES, TODAY);
        const last = made.slice(3);
        const heldCount = last.filter((one) => one.held).length;
        expect(signs.find(({ key }) => key === 'unheld')?.shows).toBe(3 - heldCount >= 2);
        const attendance = signs.find(({ key }) => key === 'attendance');
        expect(attendance === undefined).toBe(heldCount === 0);
        if (attendance)
          expect(attendance.shows).toBe(last.reduce((sum, one) => sum + one.present, 0) < 7 * heldCount);
      }),
    );
  });
});

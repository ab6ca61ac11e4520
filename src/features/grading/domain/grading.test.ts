import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_FIGURES } from '#features/reports/public.ts';
import { UNIT_GRADES, type UnitGrade } from '#features/rulebooks/contract.ts';
import { seededGradingRules } from '#features/rulebooks/testing.ts';
import { type Counted, capStates, overCap } from './cap.ts';
import { type Evidence, evidenceOf, NO_WORK, type WorkDone } from './evidence.ts';
import { flagsOf } from './flags.ts';
import { bestOf, checkGrade, gradeOfPoints, isBetter, obstaclesFor, type RoundRules } from './judge.ts';
import { checkRound, monthsOf } from './round.ts';
import {
  checkAppraising,
  checkChanging,
  checkDeciding,
  checkLeavingOut,
  checkPoints,
  checkReturning,
  checkWhole,
  checkWriting,
  type Declared,
  SHEET_STATES,
} from './sheet.ts';
import { tallyOf } from './tally.ts';

const rules = seededGradingRules() as RoundRules;
const NOTHING: Evidence = {
  since: null,
  isOver: true,
  meetingsDue: 0,
  meetingsHeld: 0,
  longestGap: 0,
  thematic: 0,
  quarters: 0,
  quartersThematic: 0,
  base: 0,
  present: 0,
  scored: 0,
  meanScore: null,
  tasks: NO_WORK,
  duties: NO_WORK,
  papers: { received: 0, opened: 0, takenUp: 0 },
};
const work = (inTime: number, late = 0, overdue = 0, cannot = 0): WorkDone => ({
  inTime,
  late,
  overdue,
  cannot,
});
const CLEAN: Declared = {
  beyond: { answer: 'yes', note: '' },
  'member-disciplined': { answer: 'no', note: '' },
  repaired: { answer: 'yes', note: '' },
  'branch-disciplined': { answer: 'no', note: '' },
  disunity: { answer: 'no', note: '' },
};
/** As many points as wanted, on the first criteria. */
function pointsOf(total: number): Record<string, number> {
  const points: Record<string, number> = {};
  let left = total;
  for (const { id, max } of rules['grading.sheet'].value) {
    points[id] = Math.min(max, left);
    left -= points[id];
  }
  return points;
}
const judge = (changed: {
  points?: number;
  declared?: Declared;
  tasks?: WorkDone;
  duties?: WorkDone;
  setAside?: boolean;
  isOver?: boolean;
}) =>
  obstaclesFor(
    {
      points: pointsOf(changed.points ?? 95),
      declared: changed.declared ?? CLEAN,
      evidence: {
        ...NOTHING,
        isOver: changed.isOver ?? true,
        tasks: changed.tasks ?? work(10),
        duties: changed.duties ?? NO_WORK,
      },
      setAside: changed.setAside ?? false,
    },
    rules,
  );

describe('the grade that is allowed', () => {
  it.each<[Parameters<typeof judge>[0], UnitGrade, string[]]>([
    [{}, 'excellent', []],
    [{ points: 90 }, 'excellent', []],
    [{ points: 89.5 }, 'good', ['grading.points-too-few']],
    [{ points: 70 }, 'good', ['grading.points-too-few']],
    [{ points: 69.5 }, 'completed', ['grading.points-too-few']],
    [{ points: 49.5 }, 'not-completed', ['grading.points-too-few']],
    [{ tasks: NO_WORK }, 'excellent', []],
    // One of ten late: above nothing, within a fifth.
    [{ tasks: work(9, 1) }, 'completed', ['grading.tasks-late']],
    [{ tasks: work(8, 2) }, 'completed', ['grading.tasks-late']],
    // Three of ten late, all done: neither good nor completed.
    [{ tasks: work(7, 3) }, 'not-completed', ['grading.tasks-late']],
    // One not done at all.
    [{ tasks: work(9, 0, 1) }, 'not-completed', ['grading.tasks-not-done']],
    [{ tasks: work(9, 0, 1), setAside: true }, 'excellent', []],
    // Before the period is over it is late, and may still be done.
    [{ tasks: work(9, 0, 1), isOver: false }, 'completed', ['grading.tasks-late']],
    [{ tasks: work(7, 0, 3), isOver: false }, 'not-completed', ['grading.tasks-late']],
    // What cannot be done is nobody's fault; tasks and shares from above count together.
    [{ tasks: work(9, 0, 0, 4) }, 'excellent', []],
    [{ tasks: work(5), duties: work(4, 1) }, 'completed', ['grading.tasks-late']],
    [{ declared: { ...CLEAN, beyond: { answer: 'no', note: '' } } }, 'good', ['grading.condition-unmet']],
    [
      { declared: { ...CLEAN, disunity: { answer: 'yes', note: 'x' } } },
      'not-completed',
      ['grading.condition-unmet'],
    ],
    [
      { declared: {} },
      'good',
      ['grading.condition-unmet', 'grading.condition-unmet', 'grading.condition-unmet'],
    ],
    [{ points: 72, tasks: work(9, 1) }, 'completed', ['grading.points-too-few', 'grading.tasks-late']],
  ])('%j: %s', (changed, best, codes) => {
    const obstacles = judge(changed);
    expect([bestOf(obstacles), obstacles.map((one) => one.refusal.code)]).toEqual([best, codes]);
  });

  it('is refused with the rule and the facts of what bars most', () => {
    const obstacles = judge({ points: 72, tasks: work(9, 1) });
    expect(checkGrade('completed', obstacles).ok).toBe(true);
    expect(checkGrade('good', obstacles)).toMatchObject({
      ok: false,
      refusal: {
        code: 'grading.tasks-late',
        field: 'grade',
        rule: { document: '366-QĐ/TW', verified: false },
        facts: { late: 1, due: 10, percent: 10, most: 0 },
      },
    });
  });

  it('a worse grade than allowed is always allowed, and more points never make it worse', () => {
    const declared = fc.constantFrom<Declared>(CLEAN, {}, { ...CLEAN, beyond: { answer: 'no', note: '' } });
    const count = fc.nat({ max: 12 });
    fc.assert(
      fc.property(
        fc.nat({ max: 100 }),
        fc.nat({ max: 20 }),
        declared,
        count,
        count,
        count,
        (points, more, facts, a, b, c) => {
          const about = { declared: facts, tasks: work(a, b, c) };
          const obstacles = judge({ ...about, points });
          const best = bestOf(obstacles);
          for (const grade of UNIT_GRADES)
            expect(checkGrade(grade, obstacles).ok).toBe(!isBetter(grade, best));
          const higher = bestOf(judge({ ...about, points: Math.min(100, points + more) }));
          expect(isBetter(best, higher)).toBe(false);
          expect(isBetter(best, gradeOfPoints(points, rules['grading.points'].value))).toBe(false);
        },
      ),
    );
  });
});

describe('the cap', () => {
  const units = (
    excellent: number,
    good: number,
    rest = 0,
    sector: Counted['sector'] = 'residential',
  ): Counted[] => [
    ...Array.from({ length: excellent }, () => ({ sector, grade: 'excellent' as const })),
    ...Array.from({ length: good }, () => ({ sector, grade: 'good' as const })),
    ...Array.from({ length: rest }, () => ({ sector, grade: null })),
  ];
  it.each([
    // A fifth of ten graded good is two; of nine it is one.
    ['good', units(2, 10), 2, false],
    ['good', units(2, 9), 1, true],
    ['good', units(1, 4), 0, true],
    ['good-or-better', units(2, 8), 2, false],
    ['good-or-better', units(1, 4), 1, false],
    ['decided', units(2, 8, 5), 2, false],
    ['all', units(3, 7, 5), 3, false],
    ['all', units(4, 7, 4), 3, true],
  ] as const)('of %s %#', (of, given, most, isOver) => {
    const states = capStates(given, { percent: 20, of, group: 'round' });
    expect([states[0]!.most, overCap(states) !== undefined]).toEqual([most, isOver]);
  });

  it('is counted inside each comparable group', () => {
    const given = [...units(1, 5), ...units(1, 3, 0, 'school')];
    expect(overCap(capStates(given, { percent: 20, of: 'good', group: 'round' }))).toMatchObject({
      excellent: 2,
      most: 1,
    });
    expect(overCap(capStates(given, { percent: 20, of: 'good', group: 'sector' }))).toEqual({
      sector: 'school',
      excellent: 1,
      base: 3,
      most: 0,
    });
  });

  it('never lets more than its share through, whatever is counted', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 60 }),
        fc.nat({ max: 60 }),
        fc.nat({ max: 60 }),
        fc.integer({ min: 0, max: 100 }),
        (excellent, good, rest, percent) => {
          const [state] = capStates(units(excellent, good, rest), { percent, of: 'decided', group: 'round' });
          if (state) expect(state.most * 100).toBeLessThanOrEqual(percent * state.base);
        },
      ),
    );
  });
});

describe('the evidence', () => {
  const month = (name: string, changed: Partial<typeof NO_FIGURES> = {}) => ({
    month: name,
    figures: { ...NO_FIGURES, due: 1, ...changed },
  });
  it('counts months without a meeting in a row, and holds the running month against nobody', () => {
    const found = evidenceOf(
      [
        month('2026-06'),
        month('2026-01', { held: 1, thematic: 1, base: 20, present: 18 }),
        month('2026-02'),
        month('2026-03'),
        month('2026-04', { held: 1, base: 20, present: 12 }),
        month('2026-05'),
      ],
      '2026-01',
      '2026-12',
      '2026-06',
      NO_WORK,
      NOTHING.papers,
    );
    expect(found).toMatchObject({
      meetingsDue: 5,
      meetingsHeld: 2,
      longestGap: 2,
      quarters: 2,
      quartersThematic: 1,
      base: 40,
      present: 30,
    });
  });

  it('says nothing about months before meetings were kept here', () => {
    const held = { held: 1, base: 10, present: 9 };
    const months = [month('2026-01'), month('2026-02'), month('2026-03'), month('2026-04', held)];
    const from = (since: string | null) =>
      evidenceOf(months, since, '2026-12', '2026-06', NO_WORK, NOTHING.papers);
    expect(from('2026-04')).toMatchObject({
      since: '2026-04',
      meetingsDue: 1,
      meetingsHeld: 1,
      longestGap: 0,
    });
    expect(from('2026-01')).toMatchObject({ meetingsDue: 4, longestGap: 3 });
    expect(from(null)).toMatchObject({ meetingsDue: 0, longestGap: 0, quarters: 0 });
  });

  it('takes confirmed scores before the branch’s own, and tells tasks apart', () => {
    const scored = { held: 1, ownScored: 1, ownPoints: 9500 };
    const tasks = { tasksDue: 7, tasksInTime: 3, tasksLate: 1, tasksOpen: 2, tasksOverdue: 1 };
    const found = evidenceOf(
      [
        month('2026-01', { ...scored, ...tasks, confirmedScored: 1, confirmedPoints: 8000 }),
        month('2026-02', scored),
      ],
      '2026-01',
      '2026-12',
      '2026-06',
      NO_WORK,
      NOTHING.papers,
    );
    expect(found).toMatchObject({
      scored: 1,
      meanScore: 8000,
      // Seven due: three in time, one late, one past its day, one not due yet, one that cannot be done.
      tasks: { inTime: 3, late: 1, overdue: 1, cannot: 1 },
    });
    expect(
      evidenceOf([month('2026-02', scored)], '2026-02', '2026-12', '2026-06', NO_WORK, NOTHING.papers)
        .meanScore,
    ).toBe(9500);
  });

  it('flags what a good grade and the records do not agree on', () => {
    const bad = {
      ...NOTHING,
      longestGap: 3,
      base: 100,
      present: 69,
      papers: { received: 5, opened: 2, takenUp: 0 },
    };
    const by = rules['grading.flags'].value;
    expect(flagsOf('excellent', 'good', bad, by)).toEqual(['gap', 'attendance', 'papers', 'above-allowed']);
    expect(flagsOf('good', 'excellent', { ...bad, longestGap: 2, present: 70 }, by)).toEqual(['papers']);
    expect(flagsOf('completed', 'not-completed', bad, by)).toEqual([]);
    expect(flagsOf(null, 'excellent', bad, by)).toEqual([]);
  });
});

describe('a round', () => {
  const round = (changed = {}) => ({
    kind: 'year' as const,
    from: '2026-01',
    to: '2026-12',
    selfBy: '2026-12-05',
    appraiseBy: '2026-12-12',
    decideBy: '2026-12-20',
    ...changed,
  });
  it.each([
    [{}, true],
    [{ kind: 'quarter', from: '2026-10' }, true],
    [{ kind: 'as-needed', from: '2026-03', to: '2026-05' }, true],
    [{ kind: 'term', from: '2022-01', to: '2026-12' }, true],
    [{ from: '2026-02' }, 'grading.months-wrong'],
    [{ kind: 'quarter', from: '2026-11' }, 'grading.months-wrong'],
    [{ kind: 'term', from: '2021-12' }, 'grading.months-wrong'],
    [{ kind: 'as-needed', from: '2026-06', to: '2026-05' }, 'grading.months-wrong'],
    [{ from: '2027-01', to: '2027-12' }, 'grading.period-ahead'],
    [{ selfBy: '2026-12-13' }, 'grading.calendar-order'],
    [{ appraiseBy: '2026-12-21' }, 'grading.calendar-order'],
    [{ selfBy: '2026-11-01', appraiseBy: '2026-11-02', decideBy: '2026-11-03' }, 'grading.calendar-over'],
  ] as const)('%j: %s', (changed, wanted) => {
    const checked = checkRound(round(changed), '2026-11-27');
    expect(checked.ok ? true : checked.refusal.code).toBe(wanted);
  });

  it('runs over its months', () => {
    expect(monthsOf({ from: '2025-11', to: '2026-02' })).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
  });

  it('is counted by state and grade, late only after the day', () => {
    const counted = [
      { state: 'not-begun', grade: null, count: 2 },
      { state: 'returned', grade: null, count: 1 },
      { state: 'decided', grade: 'good', count: 4 },
      { state: 'left-out', grade: null, count: 1 },
    ] as const;
    expect(tallyOf(counted, '2026-12-05', '2026-12-05').late).toBe(0);
    expect(tallyOf(counted, '2026-12-05', '2026-12-06')).toMatchObject({
      branches: 7,
      late: 3,
      byGrade: { good: 4, excellent: 0 },
    });
  });
});

describe('a sheet', () => {
  it('goes from state to state, and each step is refused from all others', () => {
    const [selfBy, before, after] = ['2026-12-05', '2026-12-05', '2026-12-06'] as const;
    const from = (check: (state: (typeof SHEET_STATES)[number]) => { ok: boolean }) =>
      SHEET_STATES.filter((state) => check(state).ok);
    expect(from(checkWriting)).toEqual(['not-begun', 'draft', 'returned']);
    expect(from(checkReturning)).toEqual(['sent', 'appraised']);
    expect(from((state) => checkAppraising(state, selfBy, before))).toEqual(['sent', 'appraised']);
    expect(from((state) => checkAppraising(state, selfBy, after))).toEqual([
      'not-begun',
      'draft',
      'sent',
      'returned',
      'appraised',
    ]);
    expect(from(checkDeciding)).toEqual(['appraised']);
    expect(from(checkChanging)).toEqual(['decided']);
    expect(from(checkLeavingOut)).toEqual(['not-begun', 'draft', 'sent', 'returned', 'appraised']);
  });

  const criteria = rules['grading.sheet'].value;
  const facts = [...rules['grading.for-excellent'].value, ...rules['grading.not-completed'].value];
  const own = (changed = {}) => ({
    points: pointsOf(95),
    declared: CLEAN,
    grade: 'excellent' as const,
    strengths: 'Giữ nền nếp sinh hoạt',
    faults: 'Còn ít ý kiến',
    causes: '',
    ...changed,
  });
  it.each([
    [{}, true],
    [{ points: { ...pointsOf(95), example: 10.5 } }, 'grading.points-wrong'],
    [{ points: { ...pointsOf(95), example: -1 } }, 'grading.points-wrong'],
    [{ points: { ...pointsOf(95), example: 3.3 } }, 'grading.points-wrong'],
    [{ points: { ...pointsOf(95), other: 1 } }, 'grading.unknown-criterion'],
    [{ points: { ideology: 9 } }, 'grading.points-missing'],
    [{ declared: {} }, 'grading.answer-missing'],
    [{ declared: { ...CLEAN, disunity: { answer: 'yes', note: ' ' } } }, 'grading.note-missing'],
    [{ grade: null }, 'grading.grade-missing'],
    [{ strengths: ' ' }, 'grading.words-missing'],
    [{ faults: '' }, 'grading.words-missing'],
  ] as const)('%j is whole: %s', (changed, wanted) => {
    const checked = checkWhole(own(changed) as never, criteria, facts);
    expect(checked.ok ? true : checked.refusal.code).toBe(wanted);
  });

  it('may lack points while it is a draft', () => {
    expect(checkPoints({ ideology: 9.5 }, criteria, false).ok).toBe(true);
    expect(checkPoints({ ideology: 11 }, criteria, false).ok).toBe(false);
  });
});

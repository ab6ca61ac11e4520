import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeEvidence } from './describe-score.ts';
import { hd12of2018 } from './hd-12-2018.ts';
import { GRADES } from './rulebook.ts';
import {
  type Mark,
  type MeetingEvidence,
  proposeScore,
  type ScoreOutcome,
  totalScore,
} from './score-meeting.ts';
import { criteriaOf } from './score-sheet.ts';
import { sheetHd42 } from './sheet-hd-42.ts';

const passSheet = hd12of2018.rules['score.sheet'].value;

/** A good meeting of 45 members in a month with a thematic meeting. */
const evidence = (change: Partial<MeetingEvidence> = {}): MeetingEvidence => ({
  startedAt: 1140,
  endedAt: 1235,
  minimumMinutes: 90,
  isCombined: false,
  baseSize: 45,
  present: 42,
  excused: 3,
  unexcused: 0,
  membersWithLongAbsence: 0,
  spoke: 22,
  eligibleToSpeak: 42,
  papersLeadHours: 30,
  papersPosted: true,
  noticeSentToAll: true,
  followerNotified: true,
  hasCommittee: true,
  committeeMet: true,
  draftPrepared: true,
  stepsDone: 16,
  stepsRequired: 16,
  ideologyMinutes: 20,
  thematicInMonth: true,
  lastMonthTasks: { total: 10, done: 9 },
  conclusionAdopted: true,
  minutesKept: true,
  minutesAdopted: true,
  tasksAssigned: 3,
  uploadedWithinDays: 1,
  ...change,
});

const proposal = (criterionId: string, change: Partial<MeetingEvidence> = {}) => {
  const found = proposeScore(sheetHd42, evidence(change)).find((p) => p.criterionId === criterionId);
  if (!found) throw new Error(criterionId);
  return found;
};

const fullMarks = (): Record<string, Mark> =>
  Object.fromEntries(criteriaOf(sheetHd42).map((c) => [c.id, c.max]));

const total = (marks: Record<string, Mark>): Extract<ScoreOutcome, { kind: 'points' }> => {
  const result = totalScore(sheetHd42, marks);
  if (!result.ok || result.value.kind !== 'points') throw new Error('expected points');
  return result.value;
};

describe('what the record proves (sheet of An Phú ward)', () => {
  const cases: [string, Partial<MeetingEvidence>, Mark | null, string | null][] = [
    // Duration: 5 full; 4 up to 15 minutes short; 3 up to 30; 2 from half on; 1 below half.
    ['duration', { endedAt: 1140 + 90 }, 5, null],
    ['duration', { endedAt: 1140 + 89 }, 4, null],
    ['duration', { endedAt: 1140 + 75 }, 4, null],
    ['duration', { endedAt: 1140 + 74 }, 3, null],
    ['duration', { endedAt: 1140 + 60 }, 3, null],
    ['duration', { endedAt: 1140 + 59 }, 2, null],
    ['duration', { endedAt: 1140 + 45 }, 2, null],
    ['duration', { endedAt: 1140 + 44 }, 1, null],
    ['duration', { endedAt: 1140 + 95, minimumMinutes: 120 }, 3, null],
    ['duration', { endedAt: null }, null, 'not-recorded'],
    // Attendance: 90, 75, 65 percent; any absence without a reason leaves 1.
    ['attendance-share', {}, 4, null],
    ['attendance-share', { baseSize: 30, present: 27 }, 4, null],
    ['attendance-share', { baseSize: 30, present: 26, excused: 4 }, 3, null],
    ['attendance-share', { baseSize: 40, present: 30, excused: 10 }, 3, null],
    ['attendance-share', { baseSize: 40, present: 29, excused: 11 }, 2, null],
    ['attendance-share', { baseSize: 40, present: 26, excused: 14 }, 2, null],
    ['attendance-share', { baseSize: 40, present: 25, excused: 15 }, 1, null],
    ['attendance-share', { present: 44, excused: 0, unexcused: 1 }, 1, null],
    ['attendance-share', { baseSize: 0, present: 0, excused: 0 }, null, 'nothing-to-measure'],
    ['no-long-absence', {}, 1, null],
    ['no-long-absence', { membersWithLongAbsence: 1 }, 0, null],
    ['no-long-absence', { membersWithLongAbsence: null }, null, 'not-recorded'],
    ['content-right', {}, null, 'judgement'],
    ['committee-met', { hasCommittee: false, committeeMet: null }, 2, null],
    ['committee-met', { committeeMet: null }, null, 'not-recorded'],
    ['committee-met', { committeeMet: false }, 0, null],
    ['notice', { followerNotified: false }, 0, null],
    ['notice', { followerNotified: null }, 1, null],
    ['papers-ahead', { papersLeadHours: 24 }, 2, null],
    ['papers-ahead', { papersLeadHours: 23.5 }, 0, null],
    ['papers-ahead', { papersLeadHours: null }, null, 'not-recorded'],
    ['steps', {}, 5, null],
    ['steps', { stepsDone: 15 }, null, 'partly'],
    ['thematic-content', {}, null, 'judgement'],
    ['thematic-content', { thematicInMonth: false }, 'not-applicable', null],
    // Speakers: over 50, 40, 30 percent. Exactly half is not over half.
    ['speakers', {}, 5, null],
    ['speakers', { spoke: 21 }, 4, null],
    ['speakers', { spoke: 16, eligibleToSpeak: 40 }, 4, null],
    ['speakers', { spoke: 15, eligibleToSpeak: 40 }, 3, null],
    ['speakers', { spoke: 12, eligibleToSpeak: 40 }, 3, null],
    ['speakers', { spoke: 11, eligibleToSpeak: 40 }, 2, null],
    ['ideology-time', { ideologyMinutes: 14 }, 0, null],
    ['ideology-time', { ideologyMinutes: 15 }, 1, null],
    ['ideology-time', { ideologyMinutes: 30 }, 1, null],
    ['ideology-time', { ideologyMinutes: 31 }, null, 'partly'],
    // Last month: 90, 80, 70, 60, 50 percent.
    ['last-month-result', {}, 30, null],
    ['last-month-result', { lastMonthTasks: { total: 10, done: 8 } }, 27, null],
    ['last-month-result', { lastMonthTasks: { total: 10, done: 7 } }, 24, null],
    ['last-month-result', { lastMonthTasks: { total: 10, done: 6 } }, 20, null],
    ['last-month-result', { lastMonthTasks: { total: 10, done: 5 } }, 15, null],
    ['last-month-result', { lastMonthTasks: { total: 10, done: 4 } }, 10, null],
    ['last-month-result', { lastMonthTasks: { total: 0, done: 0 } }, null, 'nothing-to-measure'],
    ['conclusion', { conclusionAdopted: false }, 0, null],
    ['minutes-and-tasks', {}, 2, null],
    ['minutes-and-tasks', { tasksAssigned: 0 }, null, 'partly'],
    ['minutes-and-tasks', { tasksAssigned: 0, minutesAdopted: false }, 0, null],
    ['uploaded', { uploadedWithinDays: 2 }, 1, null],
    ['uploaded', { uploadedWithinDays: 3 }, 0, null],
    ['uploaded', { uploadedWithinDays: null }, null, 'not-recorded'],
  ];
  it.each(cases)('%s %j gives %s', (id, change, mark, open) => {
    expect(proposal(id, change)).toMatchObject({ mark, open });
  });

  it('shows the evidence in one sentence', () => {
    const { evidence: shown } = proposal('attendance-share');
    expect(describeEvidence(shown!).vi).toBe('Dự họp 42/45 = 93,3%, vắng có lý do 3, không lý do 0');
    expect(describeEvidence(shown!).en).toBe('Present 42/45 = 93.3%, excused 3, without reason 0');
    expect(describeEvidence(proposal('duration', { endedAt: 1215 }).evidence!).vi).toBe(
      'Họp 75 phút, thiếu 15 so với 90 phút',
    );
  });

  it('says why a criterion does not apply', () => {
    expect(proposal('thematic-content', { thematicInMonth: false }).notApplicable?.vi).toContain('chuyên đề');
  });
});

describe('the result', () => {
  it('full points are Tốt', () => {
    expect(total(fullMarks())).toMatchObject({
      sum: 100,
      maximum: 100,
      scaled: 100,
      grade: 'good',
      reasons: [],
    });
  });

  it('a month without a thematic meeting is out of 95, taken to 100', () => {
    // 86 of 95 = 90.526…
    const marks = { ...fullMarks(), 'thematic-content': 'not-applicable' as const, 'regular-content': 1 };
    expect(total(marks)).toMatchObject({
      sum: 86,
      maximum: 95,
      scaled: 90.53,
      grade: 'good',
      notApplicable: ['thematic-content'],
      reasons: [{ reason: 'scaled', sum: 86, maximum: 95 }],
    });
  });

  it.each([
    // Points taken off criteria that knock nothing out, and the grade that is left.
    [10, 90, 'good'],
    [10.5, 89.5, 'fair'],
    [30, 70, 'fair'],
    [30.5, 69.5, 'average'],
    [50, 50, 'average'],
    [50.5, 49.5, 'poor'],
  ] as const)('%s points off leaves %s: %s', (off, sum, grade) => {
    let left = off as number;
    const marks = fullMarks();
    for (const id of [
      'last-month-result',
      'regular-content',
      'orients-discussion',
      'content-right',
      'steps',
    ]) {
      const take = Math.min(left, marks[id] as number);
      marks[id] = (marks[id] as number) - take;
      left -= take;
    }
    expect(total(marks)).toMatchObject({ sum, grade });
  });

  it.each(['duration', 'attendance-share', 'speakers', 'minutes-complete'])(
    'Tốt is knocked out by less than full points for %s',
    (id) => {
      const marks = fullMarks();
      marks[id] = (marks[id] as number) - 0.5;
      expect(total(marks)).toMatchObject({
        grade: 'fair',
        gradeByPoints: 'good',
        knockedOutBy: [id],
        reasons: [{ reason: 'knocked-out', criterionId: id }],
      });
    },
  );

  it('knock-outs are silent below Tốt', () => {
    expect(total({ ...fullMarks(), duration: 1, 'last-month-result': 10 })).toMatchObject({
      sum: 76,
      grade: 'fair',
      knockedOutBy: [],
    });
  });

  const without = (id: string) => {
    const { [id]: _, ...rest } = fullMarks();
    return rest;
  };
  it.each([
    ['mark-above-maximum', { ...fullMarks(), duration: 5.5 }],
    ['mark-negative', { ...fullMarks(), duration: -1 }],
    ['mark-not-half', { ...fullMarks(), duration: 4.3 }],
    ['mark-not-half', { ...fullMarks(), duration: Number.NaN }],
    ['mark-unknown-criterion', { ...fullMarks(), invented: 1 }],
    ['mark-missing', without('duration')],
    ['mark-must-apply', { ...fullMarks(), duration: 'not-applicable' as const }],
    ['mark-wrong-kind', { ...fullMarks(), duration: 'met' as const }],
  ])('refuses %s', (code, marks) => {
    const result = totalScore(sheetHd42, marks as Record<string, Mark>);
    expect(result.ok ? null : result.refusal.code).toBe(`rulebooks.${code}`);
  });
});

describe('the pass criteria of HD 12', () => {
  const met = Object.fromEntries(criteriaOf(passSheet).map((c) => [c.id, 'met' as Mark]));

  it.each([
    ['attendance-share', { baseSize: 40, present: 34, excused: 6 }, 'not-met'],
    ['attendance-share', { baseSize: 40, present: 35, excused: 5 }, 'met'],
    ['no-unexcused-absence', { unexcused: 1 }, 'not-met'],
    ['duration', { endedAt: 1140 + 89 }, 'not-met'],
    ['duration', {}, 'met'],
    ['many-speakers', {}, null],
    ['last-month-result', {}, null],
  ] as const)('%s %j: %s', (id, change, mark) => {
    expect(proposeScore(passSheet, evidence(change)).find((p) => p.criterionId === id)?.mark).toBe(mark);
  });

  it('passes when all are met, and names what is not', () => {
    expect(totalScore(passSheet, met)).toMatchObject({ value: { passed: true, grade: null, reasons: [] } });
    expect(totalScore(passSheet, { ...met, steps: 'not-met' })).toMatchObject({
      value: { passed: false, reasons: [{ reason: 'not-met', criterionId: 'steps' }] },
    });
  });

  it('knows no points', () => {
    expect(totalScore(passSheet, { ...met, steps: 1 })).toMatchObject({
      refusal: { code: 'rulebooks.mark-wrong-kind', field: 'marks.steps' },
    });
  });
});

describe('properties', () => {
  const criteria = criteriaOf(sheetHd42);
  const marks = fc
    .tuple(
      ...criteria.map((c) => fc.integer({ min: 0, max: c.max * 2 })),
      ...criteria.map(() => fc.boolean()),
    )
    .map((drawn) =>
      Object.fromEntries(
        criteria.map((c, i): [string, Mark] => [
          c.id,
          c.mayNotApply && drawn[i + criteria.length] === true ? 'not-applicable' : (drawn[i] as number) / 2,
        ]),
      ),
    );
  const rank = (outcome: { grade: (typeof GRADES)[number] }) => GRADES.indexOf(outcome.grade);

  it('more points never give a worse grade', () => {
    fc.assert(
      fc.property(marks, fc.nat(criteria.length - 1), (drawn, at) => {
        const criterion = criteria[at]!;
        const mark = drawn[criterion.id]!;
        if (typeof mark !== 'number' || mark >= criterion.max) return;
        expect(rank(total({ ...drawn, [criterion.id]: mark + 0.5 }))).toBeLessThanOrEqual(rank(total(drawn)));
      }),
    );
  });

  it('the sum is the sum of its parts and stays within the maximum', () => {
    fc.assert(
      fc.property(marks, (drawn) => {
        const outcome = total(drawn);
        const parts = Object.values(drawn).reduce<number>((s, m) => s + (typeof m === 'number' ? m : 0), 0);
        expect(outcome.sum).toBe(parts);
        expect(outcome.blocks.reduce((s, b) => s + b.sum, 0)).toBe(parts);
        expect(outcome.sum).toBeLessThanOrEqual(outcome.maximum);
        expect(outcome.scaled).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('a proposal is always a mark that the sheet accepts', () => {
    const drawn = fc.record({
      present: fc.nat(60),
      baseSize: fc.nat(60),
      unexcused: fc.nat(5),
      endedAt: fc.option(fc.integer({ min: 1100, max: 1500 })),
      spoke: fc.nat(60),
      eligibleToSpeak: fc.nat(60),
      thematicInMonth: fc.boolean(),
      papersLeadHours: fc.option(fc.integer({ min: 0, max: 200 })),
      ideologyMinutes: fc.option(fc.nat(60)),
      tasksAssigned: fc.nat(3),
      minutesAdopted: fc.option(fc.boolean()),
    });
    fc.assert(
      fc.property(drawn, (change) => {
        for (const sheet of [sheetHd42, passSheet]) {
          const fallback: Mark = sheet.kind === 'points' ? 0 : 'not-met';
          const proposed = proposeScore(sheet, evidence(change)).map((p): [string, Mark] => [
            p.criterionId,
            p.mark ?? fallback,
          ]);
          expect(totalScore(sheet, Object.fromEntries(proposed)).ok).toBe(true);
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import {
  type AssignmentToCheck,
  checkAssignment,
  checkReport,
  type ReportToCheck,
} from './check-assignment.ts';
import { type DutyFacts, dutyState, isSettled, workAfter } from './duty-state.ts';
import { forecast } from './forecast.ts';
import { nextUrging, stepsOf, type UrgingRules } from './urging.ts';

const duty: DutyFacts = {
  isReceived: false,
  answer: null,
  isLocalised: false,
  isReleased: false,
  work: 'open',
  dueOn: '2026-03-31',
};

describe('where a duty stands', () => {
  it.each([
    [{}, '2026-03-31', 'not-received'],
    [{ isReceived: true }, '2026-03-31', 'received'],
    [{ isReceived: true, answer: 'accepted' }, '2026-03-31', 'accepted'],
    [{ isReceived: true, answer: 'accepted', isLocalised: true }, '2026-03-31', 'localised'],
    [{ answer: 'accepted', isLocalised: true, work: 'in-progress' }, '2026-03-31', 'in-progress'],
    // The due day itself is in time, the day after is not, however far the work has come.
    [{}, '2026-04-01', 'overdue'],
    [{ work: 'in-progress' }, '2026-04-01', 'overdue'],
    [{ work: 'done' }, '2026-04-01', 'done'],
    [{ work: 'done-late' }, '2026-05-01', 'done-late'],
    [{ work: 'cannot-be-done' }, '2026-05-01', 'cannot-be-done'],
    // A reason why not waits for the sender's word, also after the due day.
    [{ answer: 'declined' }, '2026-04-01', 'declined'],
    [{ answer: 'declined', isReleased: true }, '2026-04-01', 'released'],
  ] as const)('with %j on %s it is %s', (changed, today, state) => {
    expect(dutyState({ ...duty, ...changed }, today)).toBe(state);
  });

  it('is settled exactly when it can never be overdue', () => {
    fc.assert(
      fc.property(
        fc.record({
          isReceived: fc.boolean(),
          answer: fc.constantFrom(null, 'accepted' as const),
          isLocalised: fc.boolean(),
          isReleased: fc.boolean(),
          work: fc.constantFrom('open', 'in-progress', 'done', 'done-late', 'cannot-be-done'),
        }),
        (facts) => {
          const any = { ...duty, ...facts } as DutyFacts;
          expect(dutyState(any, '2027-01-01') === 'overdue').toBe(!isSettled(any));
        },
      ),
    );
  });

  it.each([
    ['done', '2026-03-31', 'done'],
    ['done', '2026-04-01', 'done-late'],
    ['in-progress', '2026-04-01', 'in-progress'],
    ['cannot-be-done', '2026-04-01', 'cannot-be-done'],
  ] as const)('a report of %s on %s leaves %s', (reported, doneOn, work) => {
    expect(workAfter(reported, doneOn, '2026-03-31')).toBe(work);
  });
});

const task: AssignmentToCheck = {
  title: 'Lập tổ tự quản',
  output: 'Quyết định thành lập tổ',
  measure: 'done',
  target: null,
  measureUnit: null,
  issuedOn: '2026-03-02',
  answerBy: '2026-03-09',
  dueOn: '2026-03-31',
};

describe('a task to give', () => {
  it.each([
    [{}, null, null, undefined],
    [{ output: '  ' }, null, 'assignments.output-missing', 'output'],
    [{ measure: 'number' }, null, 'assignments.target-missing', 'target'],
    [{ measure: 'number', target: 90 }, null, 'assignments.target-missing', 'measureUnit'],
    [{ measure: 'number', target: 90, measureUnit: '%' }, null, null, undefined],
    [{ dueOn: '2026-03-01', answerBy: '2026-03-02' }, null, 'assignments.due-before-issue', 'dueOn'],
    [{ dueOn: '2026-03-02', answerBy: '2026-03-02' }, null, null, undefined],
    [{ answerBy: '2026-04-01' }, null, 'assignments.answer-after-due', 'answerBy'],
    // Three days are kept: what is due on 31 March above is due on 28 March below.
    [{ dueOn: '2026-03-28' }, { dueOn: '2026-03-31', leaveDays: 3 }, null, undefined],
    [{ dueOn: '2026-03-29' }, { dueOn: '2026-03-31', leaveDays: 3 }, 'assignments.due-past-parent', 'dueOn'],
    [{ dueOn: '2026-03-31' }, { dueOn: '2026-03-31', leaveDays: 0 }, null, undefined],
  ] as const)('with %j under %j: %s', (changed, parent, code, field) => {
    const checked = checkAssignment({ ...task, ...changed } as AssignmentToCheck, parent);
    expect(checked.ok ? [null, undefined] : [checked.refusal.code, checked.refusal.field]).toEqual([
      code,
      field,
    ]);
  });
});

const report: ReportToCheck = {
  state: 'done',
  doneOn: '2026-03-20',
  figure: null,
  text: null,
  cause: null,
  hasFile: false,
};

describe('a report', () => {
  it.each([
    [{}, 'done', 'assignments.evidence-missing'],
    [{ text: 'Quyết định 12-QĐ/ĐU' }, 'done', null],
    [{ hasFile: true }, 'done', null],
    [{ figure: 3 }, 'done', null],
    [{ text: 'Đã làm' }, 'number', 'assignments.figure-missing'],
    [{ figure: 0 }, 'number', null],
    [{ text: 'x', doneOn: '2026-03-22' }, 'done', 'assignments.done-in-future'],
    [{ state: 'in-progress' }, 'done', null],
    [{ state: 'cannot-be-done' }, 'done', 'assignments.cause-missing'],
    [{ state: 'cannot-be-done', cause: 'money' }, 'done', null],
  ] as const)('%j of a task by %s: %s', (changed, measure, code) => {
    const checked = checkReport(
      { ...report, ...changed } as ReportToCheck,
      { measure, dueOn: '2026-03-31' },
      '2026-03-21',
    );
    expect(checked.ok ? null : checked.refusal.code).toBe(code);
  });

  it('of late work names the cause', () => {
    const late = { ...report, text: 'x', doneOn: '2026-04-02' };
    const check = (cause: string | null) =>
      checkReport({ ...late, cause }, { measure: 'done', dueOn: '2026-03-31' }, '2026-04-02').ok;
    expect([check(null), check('people')]).toEqual([false, true]);
  });
});

const rules: UrgingRules = { reminderDays: 3, afterDays: [1, 7, 14], matterDays: 7 };

describe('urging by rule', () => {
  it('takes its steps around the due day', () => {
    expect(stepsOf('2026-03-31', rules).map((step) => [step.kind, step.number, step.on])).toEqual([
      ['reminder', 0, '2026-03-28'],
      ['urging', 1, '2026-04-01'],
      ['urging', 2, '2026-04-07'],
      ['urging', 3, '2026-04-14'],
      ['matter', 4, '2026-04-21'],
    ]);
  });

  it.each([
    ['2026-03-27', null, null],
    ['2026-03-28', null, 0],
    ['2026-03-31', null, 0],
    ['2026-03-31', 0, null],
    // A reminder that was missed is not sent after the due day.
    ['2026-04-01', null, 1],
    ['2026-04-01', 0, 1],
    ['2026-04-06', 1, null],
    ['2026-04-07', 1, 2],
    ['2026-04-14', 2, 3],
    ['2026-04-20', 3, null],
    ['2026-04-21', 3, 4],
    ['2026-06-01', 4, null],
    // After a long silence of the machine, one step at a time.
    ['2026-06-01', null, 1],
    ['2026-06-01', 1, 2],
  ] as const)('on %s after step %s comes %s', (today, taken, number) => {
    expect(nextUrging({ dueOn: '2026-03-31', taken }, rules, today)?.number ?? null).toBe(number);
  });

  it('ends: from day to day every step comes once, and then nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 30 }),
        (reminderDays, after, matterDays) => {
          const any: UrgingRules = { reminderDays, afterDays: after.toSorted((a, b) => a - b), matterDays };
          let taken: number | null = null;
          const seen: number[] = [];
          for (let day: CivilDate = '2026-01-01'; day < '2026-12-31'; day = addDays(day, 1)) {
            const step = nextUrging({ dueOn: '2026-03-31', taken }, any, day);
            if (!step) continue;
            taken = step.number;
            seen.push(step.number);
          }
          expect(seen).toEqual(stepsOf('2026-03-31', any).map((step) => step.number));
        },
      ),
    );
  });
});

describe('the forecast', () => {
  const base = { total: 100, issuedOn: '2026-03-01', dueOn: '2026-03-31', today: '2026-03-15' };
  it('goes on at the pace of the last two weeks', () => {
    // 28 in 14 days: 2 a day; 16 days to go make 32 more, ± 2 × √32 ≈ 11.3; 72 left take 36 days.
    expect(
      forecast({
        ...base,
        done: [
          { day: '2026-03-08', done: 10 },
          { day: '2026-03-15', done: 28 },
        ],
      }),
    ).toEqual({
      kind: 'pace',
      perDay: 2,
      days: 14,
      byDue: { expected: 60, from: 49, to: 71 },
      lastOn: '2026-04-20',
    });
  });
  it('never expects more than all, nor fewer than now', () => {
    const fast = forecast({ ...base, done: [{ day: '2026-03-15', done: 90 }] });
    expect(fast).toMatchObject({ byDue: { expected: 100, to: 100 } });
    const over = forecast({ ...base, today: '2026-04-10', done: [{ day: '2026-04-09', done: 5 }] });
    expect(over).toMatchObject({ byDue: { expected: 5, from: 5, to: 5 } });
  });
  it('says when there is nothing to go by, or all is done', () => {
    expect(forecast({ ...base, done: [] })).toEqual({ kind: 'no-pace' });
    expect(forecast({ ...base, today: '2026-05-01', done: [{ day: '2026-03-05', done: 40 }] })).toEqual({
      kind: 'no-pace',
    });
    expect(forecast({ ...base, done: [{ day: '2026-03-12', done: 100 }] })).toEqual({
      kind: 'finished',
      on: '2026-03-12',
    });
  });
});

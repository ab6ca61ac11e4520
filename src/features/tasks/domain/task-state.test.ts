import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#kernel/civil-date.ts';
import { checkCorrection } from './check-correction.ts';
import { isFinished, isOverdue, REPORTED_STATES, settleReport, TASK_STATES } from './task-state.ts';

const task = { dueOn: '2026-03-20', isWithdrawn: false, isSettledByMeeting: false };
const day = fc.integer({ min: -400, max: 400 }).map((n) => addDays('2026-03-20', n));

describe('a report between two meetings', () => {
  it.each([
    ['2026-03-19', undefined, 'done'],
    ['2026-03-20', undefined, 'done'],
    ['2026-03-21', undefined, 'done-late'],
    ['2026-04-02', '2026-03-20', 'done'],
    ['2026-04-02', '2026-03-21', 'done-late'],
  ])('said on %s of work finished on %s is %s', (today, doneOn, state) => {
    const result = settleReport(task, { state: 'done', doneOn: doneOn ?? null }, today);
    expect(result).toEqual({ ok: true, value: { state, percent: 100, cause: null, evidence: null } });
  });

  it('cannot say that work will be finished', () => {
    const result = settleReport(task, { state: 'done', doneOn: '2026-03-11' }, '2026-03-10');
    expect(result).toEqual({ ok: false, refusal: { code: 'tasks.done-in-future', field: 'doneOn' } });
  });

  it.each(['not-done', 'cannot-be-done'] as const)('%s needs a cause that says something', (state) => {
    for (const cause of [undefined, null, '', '  \n'])
      expect(settleReport(task, { state, cause }, '2026-03-10')).toMatchObject({
        ok: false,
        refusal: { code: 'tasks.cause-missing', field: 'cause' },
      });
    expect(settleReport(task, { state, cause: ' Thiếu kinh phí ' }, '2026-03-10')).toMatchObject({
      ok: true,
      value: { state, cause: 'Thiếu kinh phí' },
    });
  });

  it('is refused once the task is taken back or settled by a meeting', () => {
    const report = { state: 'done' } as const;
    expect(settleReport({ ...task, isWithdrawn: true }, report, '2026-03-10')).toMatchObject({
      refusal: { code: 'tasks.withdrawn' },
    });
    expect(settleReport({ ...task, isSettledByMeeting: true }, report, '2026-03-10')).toMatchObject({
      refusal: { code: 'tasks.settled-by-meeting' },
    });
  });

  it('is late exactly when the work was finished after the due day', () => {
    fc.assert(
      fc.property(day, day, day, (dueOn, a, b) => {
        const [doneOn, today] = a < b ? [a, b] : [b, a];
        const result = settleReport({ ...task, dueOn }, { state: 'done', doneOn }, today);
        expect(result.ok && result.value.state).toBe(doneOn > dueOn ? 'done-late' : 'done');
      }),
    );
  });

  it('never leaves a finished task overdue', () => {
    fc.assert(
      fc.property(fc.constantFrom(...REPORTED_STATES), day, (state, today) => {
        const result = settleReport(task, { state, cause: 'x' }, today);
        if (!result.ok) throw new Error(result.refusal.code);
        if (isFinished(result.value.state))
          expect(isOverdue(result.value.state, task.dueOn, today)).toBe(false);
        else expect(isOverdue(result.value.state, task.dueOn, today)).toBe(today > task.dueOn);
      }),
    );
  });
});

it('what was not done stays on the list', () => {
  expect(TASK_STATES.filter((state) => !isFinished(state))).toEqual(['open', 'in-progress', 'not-done']);
});

describe('a correction', () => {
  const planned = {
    ownerId: 'a',
    dueOn: '2026-03-20',
    reportMonth: '2026-04',
    state: 'open' as const,
    isWithdrawn: false,
    assignedInMonth: '2026-03',
  };
  const members = new Set(['a', 'b']);
  const same = { ownerId: 'a', dueOn: '2026-03-20', reportMonth: '2026-04' };

  it.each([
    [{}, { ...same, ownerId: 'b' }, null],
    [{}, { ...same, dueOn: '2026-03-01' }, null],
    [{}, same, 'tasks.nothing-changed'],
    [{}, { ...same, ownerId: 'c' }, 'tasks.owner-not-in-branch'],
    [{}, { ...same, reportMonth: '2026-02' }, 'tasks.bad-month'],
    [{ state: 'done-late' as const }, { ...same, ownerId: 'b' }, 'tasks.finished'],
    [{ state: 'not-done' as const }, { ...same, ownerId: 'b' }, null],
    [{ isWithdrawn: true }, { ...same, ownerId: 'b' }, 'tasks.withdrawn'],
    // The owner has left the branch; only the day moves.
    [{ ownerId: 'gone' }, { ...same, ownerId: 'gone', dueOn: '2026-05-01' }, null],
  ])('of %j to %j: %s', (changed, wanted, code) => {
    const result = checkCorrection({ ...planned, ...changed }, wanted, members);
    expect(result.ok ? null : result.refusal.code).toBe(code);
  });
});

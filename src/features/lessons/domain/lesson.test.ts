import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addMonths } from '#kernel/civil-date.ts';
import {
  checkAdoption,
  checkChange,
  checkJudgement,
  checkMonths,
  checkSubmission,
  LESSON_STATES,
  MOST_MONTHS,
} from './lesson.ts';

const codeOf = (result: { ok: boolean; refusal?: { code: string } }) =>
  result.ok ? 'ok' : result.refusal?.code;

describe('the months of a figure before and after', () => {
  const months = (from: string, to: string) => ({ from, to });
  test.each([
    [months('2025-10', '2025-12'), months('2026-01', '2026-02'), 'ok'],
    [months('2025-12', '2025-12'), months('2026-02', '2026-02'), 'ok'],
    // The running month is not over.
    [months('2025-10', '2025-12'), months('2026-01', '2026-03'), 'lessons.month-not-over'],
    [months('2025-12', '2025-10'), months('2026-01', '2026-02'), 'lessons.months-order'],
    [months('2025-10', '2025-12'), months('2026-02', '2026-01'), 'lessons.months-order'],
    // One month on both sides.
    [months('2025-10', '2026-01'), months('2026-01', '2026-02'), 'lessons.months-order'],
    [months('2024-01', '2025-01'), months('2026-01', '2026-02'), 'lessons.months-too-long'],
    [months('2024-01', '2024-12'), months('2025-02', '2026-01'), 'ok'],
  ])('%j and %j: %s', (before, after, code) => {
    expect(codeOf(checkMonths(before, after, '2026-03'))).toBe(code);
  });

  it('are never on two sides, and never ahead, when they are taken', () => {
    const month = fc.integer({ min: 0, max: 40 }).map((count) => addMonths('2024-01', count));
    fc.assert(
      fc.property(month, month, month, month, (a, b, c, d) => {
        const [before, after] = [months(a, b), months(c, d)];
        if (!checkMonths(before, after, '2026-03').ok) return;
        expect(before.from <= before.to && before.to < after.from && after.from <= after.to).toBe(true);
        expect(after.to < '2026-03').toBe(true);
        expect(addMonths(before.from, MOST_MONTHS) > before.to).toBe(true);
        expect(addMonths(after.from, MOST_MONTHS) > after.to).toBe(true);
      }),
    );
  });
});

describe('handing over', () => {
  const text = { title: 'Họp tổ trước', situation: 'Ít người nói', done: 'Chia tổ', cost: 'Không tốn' };
  const whole = { state: 'draft' as const, text, evidence: 1, hasAbove: true };
  test.each([
    [{}, 'ok', undefined],
    [{ state: 'returned' as const }, 'ok', undefined],
    [{ state: 'submitted' as const }, 'lessons.handed-over', undefined],
    [{ state: 'recommended' as const }, 'lessons.handed-over', undefined],
    [{ hasAbove: false }, 'lessons.nobody-above', undefined],
    [{ text: { ...text, situation: ' ' } }, 'lessons.text-missing', 'situation'],
    [{ text: { ...text, done: '' } }, 'lessons.text-missing', 'done'],
    [{ text: { ...text, cost: '' } }, 'lessons.text-missing', 'cost'],
    [{ evidence: 0 }, 'lessons.evidence-missing', 'evidence'],
  ])('%j: %s', (changed, code, field) => {
    const result = checkSubmission({ ...whole, ...changed });
    expect(codeOf(result)).toBe(code);
    if (!result.ok) expect(result.refusal.field).toBe(field);
  });

  it('ends changing, until it comes back', () => {
    expect(LESSON_STATES.filter((state) => checkChange(state).ok)).toEqual(['draft', 'returned']);
  });
});

describe('judging', () => {
  const direct = { isDirectlyAbove: true, isAbove: true, hasRecommended: false };
  const higher = { ...direct, isDirectlyAbove: false };
  test.each([
    ['recommended', { ...direct, state: 'submitted' }, 'ok'],
    ['returned', { ...direct, state: 'submitted' }, 'ok'],
    ['recommended', { ...higher, state: 'submitted' }, 'lessons.nearest-first'],
    ['recommended', { ...higher, state: 'recommended' }, 'ok'],
    ['recommended', { ...direct, state: 'recommended', hasRecommended: true }, 'lessons.recommended-already'],
    ['returned', { ...direct, state: 'recommended' }, 'lessons.not-waiting'],
    ['recommended', { ...direct, state: 'draft' }, 'lessons.not-waiting'],
    ['recommended', { ...direct, state: 'returned' }, 'lessons.not-waiting'],
    [
      'recommended',
      { isAbove: false, isDirectlyAbove: false, hasRecommended: false, state: 'submitted' },
      'lessons.not-below',
    ],
  ] as const)('%s of %j: %s', (judgement, about, code) => {
    expect(codeOf(checkJudgement(judgement, about))).toBe(code);
  });
});

test('a unit adopts what others wrote and a committee recommended, once', () => {
  const good = { state: 'recommended' as const, isOwn: false, hasAdopted: false };
  expect(codeOf(checkAdoption(good))).toBe('ok');
  expect(codeOf(checkAdoption({ ...good, isOwn: true }))).toBe('lessons.own-lesson');
  expect(codeOf(checkAdoption({ ...good, state: 'submitted' }))).toBe('lessons.not-recommended');
  expect(codeOf(checkAdoption({ ...good, hasAdopted: true }))).toBe('lessons.adopted-already');
});

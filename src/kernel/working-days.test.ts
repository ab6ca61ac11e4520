import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays } from './civil-date.ts';
import {
  addWorkingDays,
  isWorkingDay,
  plainWeeks,
  type WorkCalendar,
  workingDaysBetween,
} from './working-days.ts';

/** Early 2026: New Year with a Friday moved to Saturday the 10th, Tết from Monday 16 to Friday 20 February. */
const early2026: WorkCalendar = {
  off: new Set([
    '2026-01-01',
    '2026-01-02',
    '2026-02-16',
    '2026-02-17',
    '2026-02-18',
    '2026-02-19',
    '2026-02-20',
  ]),
  work: new Set(['2026-01-10']),
};

describe('a working day', () => {
  test.each([
    ['2025-12-31', true, 'a Wednesday'],
    ['2026-01-01', false, 'New Year'],
    ['2026-01-02', false, 'a Friday moved away'],
    ['2026-01-03', false, 'a Saturday'],
    ['2026-01-10', true, 'a Saturday worked for the Friday'],
    ['2026-01-11', false, 'a Sunday'],
    ['2026-02-18', false, 'Tết'],
    ['2026-02-23', true, 'the Monday after Tết'],
  ])('%s: %s (%s)', (day, expected) => {
    expect(isWorkingDay(day, early2026)).toBe(expected);
  });
});

describe('a term of working days, worked out by hand on the wall calendar', () => {
  test.each([
    // Monday + 5: Tue Wed Thu Fri, Mon.
    ['2026-03-02', 5, '2026-03-09'],
    // From a Saturday the Monday is the first day.
    ['2026-03-07', 1, '2026-03-09'],
    ['2026-03-02', 0, '2026-03-02'],
    // 31 December + 3: Mon 5, Tue 6, Wed 7 January.
    ['2025-12-31', 3, '2026-01-07'],
    // 31 December + 6: 5 to 9 January are five, the Saturday worked is the sixth.
    ['2025-12-31', 6, '2026-01-10'],
    // 13 February is the Friday before Tết: the first day after is Monday 23.
    ['2026-02-13', 1, '2026-02-23'],
    // 30 working days from Monday 12 January: 13–16 (4), three weeks to 6 Feb (19), 9–13 Feb (24), 23–27 (29), 2 March.
    ['2026-01-12', 30, '2026-03-02'],
    // 60 of them: 29 more after 3 March … Friday 27 March is the 49th, 13 April is the 60th.
    ['2026-01-12', 60, '2026-04-13'],
  ])('%s + %i = %s', (from, count, to) => {
    expect(addWorkingDays(from, count, early2026)).toBe(to);
    expect(workingDaysBetween(from, to, early2026)).toBe(count);
  });

  it('counts backwards with a minus', () => {
    expect(workingDaysBetween('2026-03-09', '2026-03-02', early2026)).toBe(-5);
    expect(workingDaysBetween('2026-03-02', '2026-03-02', early2026)).toBe(0);
  });
});

test('a term ends on a working day, and as many of them lie in it as were asked for', () => {
  const day = fc.integer({ min: 0, max: 4_000 }).map((n) => addDays('2024-01-01', n));
  const days = fc.array(day, { maxLength: 30 });
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 90 }), days, days, (from, count, off, work) => {
      const calendar: WorkCalendar = { off: new Set(off), work: new Set(work) };
      const to = addWorkingDays(from, count, calendar);
      expect(isWorkingDay(to, calendar)).toBe(true);
      expect(workingDaysBetween(from, to, calendar)).toBe(count);
      let counted = 0;
      for (let day = from; day < to; ) {
        day = addDays(day, 1);
        if (isWorkingDay(day, calendar)) counted++;
      }
      expect(counted).toBe(count);
      // A later start never ends earlier, and a day off never shortens a term.
      expect(addWorkingDays(addDays(from, 1), count, calendar) >= to).toBe(true);
      expect(addWorkingDays(from, count, { off: new Set(), work: calendar.work }) <= to).toBe(true);
    }),
  );
  expect(addWorkingDays('2026-03-06', 1, plainWeeks)).toBe('2026-03-09');
});

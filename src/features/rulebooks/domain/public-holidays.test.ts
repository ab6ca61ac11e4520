import { describe, expect, it, test } from 'vitest';
import { addDays, weekday } from '#kernel/civil-date.ts';
import { addWorkingDays, isWorkingDay } from '#kernel/working-days.ts';
import { calendarOf, checkDayOff } from './day-off.ts';
import { seededDaysOff } from './public-holidays.ts';

const calendar = calendarOf(seededDaysOff);
const off = (from: string, to: string) => {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (!isWorkingDay(day, calendar)) days.push(day);
  return days.map((day) => Number(day.slice(8)));
};

describe('long holidays as they were lived, read off the wall calendar', () => {
  test.each([
    ['Tết Giáp Thìn', '2024-02-07', '2024-02-15', [8, 9, 10, 11, 12, 13, 14]],
    ['April 2024 with a Monday moved', '2024-04-26', '2024-05-05', [27, 28, 29, 30, 1, 5]],
    ['Tết Ất Tỵ', '2025-01-24', '2025-02-03', [25, 26, 27, 28, 29, 30, 31, 1, 2]],
    ['April 2025 with a Friday moved', '2025-04-25', '2025-05-05', [27, 30, 1, 2, 3, 4]],
    ['National Day 2025', '2025-08-29', '2025-09-03', [30, 31, 1, 2]],
    ['New Year 2026 with a Friday moved', '2025-12-31', '2026-01-11', [1, 2, 3, 4, 11]],
    ['Tết Bính Ngọ', '2026-02-13', '2026-02-23', [14, 15, 16, 17, 18, 19, 20, 21, 22]],
    ['the Hùng Kings on a Sunday', '2026-04-24', '2026-04-28', [25, 26, 27]],
    ['Tết Đinh Mùi, worked out', '2027-02-04', '2027-02-12', [5, 6, 7, 8, 9, 10, 11]],
  ])('%s', (_, from, to, days) => {
    expect(off(from, to)).toEqual(days);
  });
});

/** Month and day by the moon as the platform works them out: a source of its own for these years. */
const byMoon = new Intl.DateTimeFormat('en-u-ca-chinese', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});
const moon = (day: string) => byMoon.format(new Date(`${day}T00:00:00Z`));

describe('days by the moon', () => {
  const tenths = seededDaysOff.filter((each) => each.name.en.startsWith('Hùng Kings'));
  test.each(tenths.map((each) => each.day))('%s is the tenth of the third month', (day) => {
    expect(moon(day)).toBe('3/10');
  });

  const firsts = seededDaysOff.filter((each) => each.name.en === 'Lunar New Year');
  test.each([2024, 2025, 2026, 2027, 2028, 2029, 2030])(
    'Tết of %i has five days with the first of them all',
    (year) => {
      const days = firsts.filter((each) => each.day.startsWith(String(year))).map((each) => each.day);
      expect(days).toHaveLength(5);
      expect(days.map(moon)).toContain('1/1');
      expect(days.at(-1)).toBe(addDays(days[0]!, 4));
    },
  );
});

describe('the seeded calendar', () => {
  it('names every day once, in both languages, with a document', () => {
    const days = seededDaysOff.map((each) => each.day);
    expect(new Set(days).size).toBe(days.length);
    for (const { name, source } of seededDaysOff) {
      expect(name.vi).not.toBe(name.en);
      expect(source.document.length).toBeGreaterThan(3);
    }
  });

  it('gives eleven holidays by law, twelve from 2026 on, and a weekday for each one at a weekend', () => {
    for (let year = 2024; year <= 2030; year++) {
      const of = (kind: string) =>
        seededDaysOff.filter((each) => each.kind === kind && each.day.startsWith(String(year)));
      expect(of('holiday')).toHaveLength(year >= 2026 ? 12 : 11);
      const atWeekends = of('holiday').filter((each) => weekday(each.day) > 5);
      expect([year, of('in-lieu').length]).toEqual([year, atWeekends.length]);
      expect(of('in-lieu').every((each) => weekday(each.day) <= 5)).toBe(true);
      expect(of('swapped').length).toBe(of('worked').length);
    }
  });

  it('marks what nobody has read', () => {
    const open = (year: number) =>
      seededDaysOff.some((each) => each.day.startsWith(String(year)) && !each.source.verified);
    expect(open(2027)).toBe(true);
    expect(seededDaysOff.find((each) => each.day === '2026-02-17')?.source.verified).toBe(true);
    expect(seededDaysOff.find((each) => each.day === '2026-11-24')?.source.verified).toBe(false);
  });

  it('moves the end of a term of thirty working days past Tết', () => {
    // From Friday 23 January 2026: five weeks to 6 March would be thirty days; Tết takes five, so a week later.
    expect(addWorkingDays('2026-01-23', 30, calendar)).toBe('2026-03-13');
  });
});

describe('a day recorded by hand', () => {
  const day = { kind: 'in-lieu', document: '12/TB-BNV' } as const;
  test.each([
    ['a weekday off', { ...day, day: '2027-02-10' }, null],
    ['a holiday at a weekend', { ...day, day: '2027-02-06', kind: 'holiday' }, null],
    ['a Saturday worked', { ...day, day: '2027-02-13', kind: 'worked' }, null],
    ['a Saturday off', { ...day, day: '2027-02-13' }, 'rulebooks.day-is-free'],
    ['a weekday worked', { ...day, day: '2027-02-10', kind: 'worked' }, 'rulebooks.day-is-worked'],
    ['no document', { ...day, day: '2027-02-10', document: ' ' }, 'rulebooks.document-missing'],
  ] as const)('%s', (_, wanted, code) => {
    const checked = checkDayOff(wanted);
    expect(checked.ok ? null : checked.refusal.code).toBe(code);
  });
});

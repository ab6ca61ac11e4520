import { expect, test } from 'vitest';
import { NO_FIGURES, periodFigures } from './figures.ts';
import { monthsBegun, monthsUpTo, periodOf, readPeriod, stepPeriod } from './report-period.ts';

test.each([
  ['2026-03', 'month', '2026-03', '2026-03'],
  ['2026-Q1', 'quarter', '2026-01', '2026-03'],
  ['2026-Q4', 'quarter', '2026-10', '2026-12'],
  ['2026', 'year', '2026-01', '2026-12'],
])('%s is a %s', (name, kind, from, to) => {
  expect(readPeriod(name)).toEqual({ kind, name, from, to });
});

test.each(['2026-13', '2026-Q5', '26', '2026-3', '1776', '2026-03-01', ''])('%s is no period', (name) => {
  expect(readPeriod(name)).toBeUndefined();
});

test('periods follow one another across the year', () => {
  expect(stepPeriod(readPeriod('2026-Q1')!, -1).name).toBe('2025-Q4');
  expect(stepPeriod(readPeriod('2025-12')!, 1).name).toBe('2026-01');
  expect(stepPeriod(readPeriod('2026')!, -2).name).toBe('2024');
  expect(periodOf('quarter', '2026-05').name).toBe('2026-Q2');
  expect(monthsBegun(readPeriod('2026')!, '2026-02')).toEqual(['2026-01', '2026-02']);
  expect(monthsBegun(readPeriod('2027')!, '2026-02')).toEqual([]);
  expect(monthsUpTo('2026-02', 3)).toEqual(['2025-12', '2026-01', '2026-02']);
});

test('a period adds what happened, shows what stands, and counts quarters once', () => {
  const month = (name: string, held: number, members: number, quarterThematic: number) => ({
    month: name,
    figures: { ...NO_FIGURES, held, members, quarterDue: 3, quarterThematic },
  });
  const figures = periodFigures(
    [
      month('2026-01', 3, 40, 1),
      month('2026-02', 2, 41, 1),
      month('2026-03', 3, 42, 3),
      month('2026-04', 3, 43, 0),
      month('2026-05', 1, 44, 2),
    ],
    '2026-05',
  );
  expect(figures).toMatchObject({ held: 12, members: 44, quarterDue: 6, quarterThematic: 5 });
});

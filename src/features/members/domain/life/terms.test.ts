import { describe, expect, test } from 'vitest';
import { calendarOf, memberRulesOn, seededDaysOff } from '#features/rulebooks/testing.ts';
import { rulesAndSources } from './rule-context.ts';
import { clockOf, probationOf, suspensionOf, type Terms } from './terms.ts';

const termsOn = (today: string, rulesOf = today): Terms => ({
  today,
  calendar: calendarOf(seededDaysOff),
  ...rulesAndSources(memberRulesOn(rulesOf)),
});

describe('clocks, counted by hand on the calendar of 2026', () => {
  test.each([
    // Monday 12 January: 60 working days with Tết (16–20 February) are over on Monday 13 April.
    ['transfer.apply-days', '2026-01-12', '2026-01-12', '2026-04-13', 60],
    ['transfer.apply-days', '2026-01-12', '2026-04-10', '2026-04-13', 1],
    ['transfer.apply-days', '2026-01-12', '2026-04-13', '2026-04-13', 0],
    ['transfer.apply-days', '2026-01-12', '2026-04-14', '2026-04-13', -1],
    // From Wednesday 15 April over the Hùng Kings (Monday 27 in lieu), 30 April and 1 May: Monday 1 June.
    ['transfer.present-days', '2026-04-15', '2026-05-04', '2026-06-01', 20],
  ] as const)('%s from %s, asked on %s', (rule, from, today, dueOn, daysLeft) => {
    expect(clockOf(termsOn(today), rule, from)).toMatchObject({
      dueOn,
      daysLeft,
      rule: { document: '294-QĐ/TW' },
    });
  });

  test.each([
    ['2025-03-02', '2026-03-02', '2026-04-13'],
    // The 29th of February has no like in the year after.
    ['2024-02-29', '2025-02-28', '2025-04-14'],
    // 31 August to 2 September 2026 are off: the first day counted is Thursday 3.
    ['2025-08-31', '2026-08-31', '2026-10-14'],
  ])('probation begun on %s', (began, endsOn, dueOn) => {
    expect(probationOf(termsOn('2026-03-02'), began)).toMatchObject({ endsOn, decide: { dueOn } });
  });

  test.each([
    ['2026-03-02', '2026-05-31', '2026-08-29'],
    ['2018-03-05', '2018-07-09', '2018-11-12'],
  ])('a suspension since %s', (since, endsOn, latestOn) => {
    // Until 2021 the ninety days were working days; the calendar of 2018 is not kept, so plain weeks are counted.
    expect(suspensionOf(termsOn('2026-03-02', since), since)).toMatchObject({ endsOn, latestOn });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeetingSummary } from '#features/meetings/contract.ts';
import { type ClosedFigures, type MonthTableInput, monthTable, quarterUpTo } from './month-table.ts';
import { NEEDS } from './needs.ts';

const norms: MonthTableInput['norms'] = {
  attendanceTarget: { percent: 90, comparison: 'more-than' },
  postWithinDays: 2,
  papersLeadDays: 1,
  thematicPerQuarter: 1,
  followerConfirmsScore: true,
};
const meeting = (given: Partial<MeetingSummary> = {}): MeetingSummary => ({
  id: 'm1',
  branchId: 'b1',
  month: '2026-03',
  kind: 'regular',
  plannedOn: '2026-03-03',
  plannedTime: '19:30',
  place: 'Nhà văn hóa',
  stage: 'planned',
  heldOn: null,
  base: null,
  present: null,
  ownScore: null,
  confirmedScore: null,
  isTakenOver: false,
  ...given,
});
const held = (given: Partial<MeetingSummary> = {}) =>
  meeting({ stage: 'ended', heldOn: '2026-03-03', base: 30, present: 28, ...given });
const figures = (given: Partial<ClosedFigures> = {}): ClosedFigures => ({
  meetingId: 'm1',
  closedOn: '2026-03-04',
  base: 30,
  present: 28,
  ownGrade: 'good',
  confirmedGrade: null,
  papersLate: false,
  noticeLate: false,
  minutes: 95,
  tasksDue: 5,
  tasksDone: 4,
  tasksDoneLate: 1,
  ...given,
});
const table = (given: Partial<MonthTableInput> = {}) =>
  monthTable({
    month: '2026-03',
    today: '2026-03-04',
    norms,
    branches: [{ branchId: 'b1', name: 'Chi bộ 1', code: null, groupName: null }],
    // A thematic meeting in January keeps the quarter quiet where the case is about something else.
    meetings: [],
    closed: [],
    preparations: [],
    overdueTasks: [],
    ...given,
  });
const thematic = meeting({
  id: 't',
  kind: 'thematic',
  month: '2026-01',
  stage: 'closed',
  heldOn: '2026-01-05',
});
const needs = (given: Partial<MonthTableInput>) =>
  table({ ...given, meetings: [thematic, ...(given.meetings ?? [])] }).rows[0]!.needs.map((one) => one.need);

describe('the quarter up to a month', () => {
  it.each([
    ['2026-01', ['2026-01']],
    ['2026-03', ['2026-01', '2026-02', '2026-03']],
    ['2026-11', ['2026-10', '2026-11']],
  ])('of %s', (month, months) => {
    expect(quarterUpTo(month)).toEqual(months);
  });
});

describe('who needs me', () => {
  it.each<[string, Partial<MonthTableInput>, string[]]>([
    ['nothing planned', {}, ['not-planned']],
    ['nothing planned next month', { month: '2026-04' }, []],
    ['the day has passed', { meetings: [meeting()] }, ['not-held']],
    ['tomorrow, no papers', { meetings: [meeting({ plannedOn: '2026-03-05' })] }, ['papers-not-sent']],
    ['in two days, no papers', { meetings: [meeting({ plannedOn: '2026-03-06' })] }, []],
    [
      'tomorrow, papers are there',
      {
        meetings: [meeting({ plannedOn: '2026-03-05' })],
        preparations: [{ meetingId: 'm1', noticeSent: true, hasPapers: true }],
      },
      [],
    ],
    ['27 of 30 is not more than 90 %', { meetings: [held({ present: 27 })] }, ['low-attendance']],
    ['28 of 30', { meetings: [held()] }, []],
    ['nobody had to come', { meetings: [held({ base: 0, present: 0 })] }, []],
    ['a score without the follower', { meetings: [held({ ownScore: 92 })] }, ['score-unconfirmed']],
    ['a score confirmed', { meetings: [held({ ownScore: 92, confirmedScore: 91 })] }, []],
    ['two days after, not closed', { today: '2026-03-05', meetings: [held()] }, []],
    ['three days after, not closed', { today: '2026-03-06', meetings: [held()] }, ['minutes-late']],
    [
      'closed in time, seen much later',
      { today: '2026-05-30', meetings: [held({ stage: 'closed' })], closed: [figures()] },
      [],
    ],
    [
      'overdue tasks',
      { meetings: [held()], overdueTasks: [{ branchId: 'b1', count: 2 }] },
      ['tasks-overdue'],
    ],
    [
      'overdue today, seen in a month that is over',
      {
        today: '2026-04-10',
        meetings: [held({ stage: 'closed' })],
        closed: [figures()],
        overdueTasks: [{ branchId: 'b1', count: 2 }],
      },
      [],
    ],
    ['under way', { meetings: [meeting({ stage: 'running' })] }, []],
  ])('%s', (_, given, expected) => {
    expect(needs(given)).toEqual(expected);
  });

  it('a quarter that ends without a thematic meeting', () => {
    const missing = (given: Partial<MonthTableInput>) =>
      table(given).rows[0]!.needs.some((one) => one.need === 'thematic-missing');
    expect(missing({ meetings: [held()] })).toBe(true);
    expect(missing({ meetings: [held({ kind: 'combined' })] })).toBe(false);
    expect(missing({ meetings: [held(), { ...thematic, stage: 'planned' }] })).toBe(false);
    expect(missing({ month: '2026-02', meetings: [held({ month: '2026-02' })] })).toBe(false);
  });
});

describe('the row', () => {
  it('of a closed meeting takes its figures from the record of the month', () => {
    const { rows, totals } = table({
      meetings: [held({ stage: 'closed', base: 1, present: 1, ownScore: 91, confirmedScore: 88 })],
      closed: [figures({ confirmedGrade: 'fair', papersLate: true, closedOn: '2026-03-09' })],
    });
    expect(rows[0]!.regular).toMatchObject({
      meetingId: 'm1',
      base: 30,
      present: 28,
      percent: 93.3,
      ownGrade: 'good',
      confirmedGrade: 'fair',
      minutesLate: true,
      tasksDue: 5,
    });
    expect(totals).toMatchObject({
      held: 1,
      good: 0,
      papersLate: 1,
      minutesLate: 1,
      tasksDone: 4,
      percent: 93.3,
    });
  });

  it('of a combined meeting shows it in both places, once in the quarter', () => {
    const { rows } = table({ meetings: [held({ kind: 'combined' })] });
    expect(rows[0]!.thematic).toBe(rows[0]!.regular);
    expect(rows[0]!.thematicInQuarter).toEqual([{ meetingId: 'm1', month: '2026-03' }]);
  });
});

describe('the totals', () => {
  const stages = ['planned', 'running', 'ended', 'closed'] as const;
  const someMeeting = fc.record({
    stage: fc.constantFrom(...stages),
    day: fc.integer({ min: 1, max: 28 }),
    base: fc.integer({ min: 0, max: 160 }),
    absent: fc.integer({ min: 0, max: 160 }),
  });
  it('add up: each branch is counted in exactly one place and attendance is a share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(someMeeting), { maxLength: 90 }),
        fc.integer({ min: 1, max: 28 }),
        (list, day) => {
          const two = (n: number) => String(n).padStart(2, '0');
          const { rows, totals } = table({
            today: `2026-03-${two(day)}`,
            branches: list.map((_, at) => ({
              branchId: `b${at}`,
              name: `${at}`,
              code: null,
              groupName: null,
            })),
            meetings: list.flatMap((one, at) =>
              one
                ? [
                    meeting({
                      id: `m${at}`,
                      branchId: `b${at}`,
                      stage: one.stage,
                      plannedOn: `2026-03-${two(one.day)}`,
                      heldOn: one.stage === 'planned' ? null : `2026-03-${two(one.day)}`,
                      base: one.base,
                      present: Math.max(0, one.base - one.absent),
                    }),
                  ]
                : [],
            ),
          });
          expect(totals.held + totals.planned + totals.notHeld + totals.notPlanned).toBe(list.length);
          expect(totals.held).toBe(list.filter((one) => one && /ended|closed/.test(one.stage)).length);
          if (totals.percent === null) expect(totals.base).toBe(0);
          else expect(totals.percent).toBeLessThanOrEqual(100);
          for (const row of rows) {
            const order = row.needs.map((one) => NEEDS.indexOf(one.need));
            expect(order).toEqual(order.toSorted((a, b) => a - b));
          }
        },
      ),
    );
  });
});

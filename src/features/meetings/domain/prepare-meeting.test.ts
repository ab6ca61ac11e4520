import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProcedureStep } from '#features/rulebooks/contract.ts';
import { isCivilDate, monthOf } from '#kernel/civil-date.ts';
import { asksForConclusion, fillAgenda } from './agenda.ts';
import type { AgendaSource } from './entry.ts';
import { idOf, rulesOf, taskOf } from './meeting-builders.ts';
import { checkSeries, meetingIn, nextMeeting } from './next-meeting.ts';
import { suggestFocus } from './suggest-focus.ts';

const rules = rulesOf();
const directive = { directiveId: idOf(71), number: '15-CV/ĐU', title: 'Phòng cháy', dueOn: '2026-01-15' };

describe('suggested focus', () => {
  const base = { month: '2025-12', heldOn: '2025-12-03', rules, thematicMonths: [] as string[] };
  it('puts overdue tasks first, then directives, the quarter’s topic, and blocked tasks', () => {
    const found = suggestFocus({
      ...base,
      tasks: [
        taskOf(1, { dueOn: '2025-12-03' }),
        taskOf(2, { dueOn: '2025-12-02' }),
        taskOf(3, { dueOn: '2025-11-01', state: 'in-progress' }),
        taskOf(4, { dueOn: '2025-11-01', state: 'done' }),
        taskOf(5, { state: 'cannot-be-done' }),
      ],
      directives: [{ ...directive, directiveId: idOf(72), dueOn: null }, directive],
    });
    expect(found.map((each) => [each.why, each.count])).toEqual([
      ['overdue-tasks', 2],
      ['directive-due', 1],
      ['quarter-thematic-due', 1],
      ['blocked-tasks', 1],
      ['new-directives', 1],
    ]);
    expect(found[0]).toMatchObject({ refs: [idOf(3003), idOf(3002)], title: 'Nhiệm vụ 3' });
    expect(found[2]!.rule?.document).toBe('Quy chế mẫu');
  });

  it.each([
    ['2025-11', [], false],
    ['2025-12', [], true],
    ['2025-12', ['2025-10'], false],
    ['2025-12', ['2025-09', '2024-12'], true],
  ] as const)(
    'in %s with thematic meetings in %j asks for the quarter’s topic: %s',
    (month, thematicMonths, asked) => {
      const found = suggestFocus({ ...base, month, thematicMonths, tasks: [], directives: [] });
      expect(found.some((each) => each.why === 'quarter-thematic-due')).toBe(asked);
    },
  );
});

describe('agenda', () => {
  it('arrives with tasks, directives and focus in their steps, each task once', () => {
    const agenda = fillAgenda({
      rules,
      kind: 'regular',
      month: '2025-12',
      lastMonthTasks: [taskOf(1), taskOf(2, { state: 'done' })],
      tasksDue: [taskOf(1), taskOf(7)],
      directives: [directive],
      focus: { title: { vi: 'Phòng cháy', en: 'Fire safety' }, suggestion: null },
    });
    expect(agenda.map((each) => [each.step, each.source, each.ref])).toEqual([
      ['task-review', 'rule', null],
      ['task-review', 'task', idOf(3001)],
      ['task-review', 'task', idOf(3002)],
      ['task-review', 'task', idOf(3007)],
      ['documents', 'rule', null],
      ['documents', 'directive', idOf(71)],
      ['discussion', 'rule', null],
      ['discussion', 'focus', null],
      ['self-criticism', 'rule', null],
      ['assign-tasks', 'rule', null],
      ['score', 'rule', null],
    ]);
    expect(agenda[1]!.facts).toMatchObject({ state: 'open', assignedInMonth: '11/2025' });
  });
});

describe('series', () => {
  const series = { dayOfMonth: 31, time: '19:30', place: 'Nhà văn hóa' };
  it.each([
    ['2025-12', '2026-01-31'],
    ['2026-01', '2026-02-28'],
    ['2028-01', '2028-02-29'],
    ['2026-02', '2026-03-31'],
    ['2026-03', '2026-04-30'],
  ])('after %s meets on %s', (month, day) => {
    expect(nextMeeting(series, month)).toEqual({
      month: monthOf(day),
      plannedOn: day,
      plannedTime: '19:30',
      place: 'Nhà văn hóa',
    });
  });

  it('always falls on a real day of its own month', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: 1990, max: 2150 }),
        fc.integer({ min: 1, max: 12 }),
        (dayOfMonth, year, m) => {
          const month = `${year}-${String(m).padStart(2, '0')}`;
          const { plannedOn } = meetingIn({ ...series, dayOfMonth }, month);
          expect(isCivilDate(plannedOn)).toBe(true);
          expect(monthOf(plannedOn)).toBe(month);
        },
      ),
    );
  });

  it.each([
    [{ dayOfMonth: 0 }, 'meetings.number-out-of-range'],
    [{ dayOfMonth: 32 }, 'meetings.number-out-of-range'],
    [{ dayOfMonth: 2.5 }, 'meetings.number-out-of-range'],
    [{ time: '24:00' }, 'meetings.not-a-time'],
    [{ time: '7h30' }, 'meetings.not-a-time'],
    [{ place: '  ' }, 'meetings.text-empty'],
    [{}, null],
  ])('%j is refused by %s', (change, code) => {
    const checked = checkSeries({ ...series, ...change });
    expect(checked.ok ? null : checked.refusal.code).toBe(code);
  });
});

describe('which items are to be concluded', () => {
  const steps: ProcedureStep[] = (
    [
      'opening',
      'report',
      'task-review',
      'documents',
      'discussion',
      'presentation',
      'petitions',
      'conclusion',
      'score',
      'minutes',
    ] as const
  ).map((entry) => ({
    id: entry,
    part: 'conduct',
    title: { vi: entry, en: entry },
    guidance: { vi: entry, en: entry },
    entry,
    recommendedMinutes: 5,
    required: true,
  }));
  it.each<[AgendaSource, string | null, boolean]>([
    ['rule', 'task-review', true],
    ['rule', 'documents', true],
    ['rule', 'discussion', true],
    ['rule', 'presentation', true],
    ['rule', 'petitions', true],
    ['rule', 'opening', false],
    ['rule', 'report', false],
    ['rule', 'conclusion', false],
    ['rule', 'score', false],
    ['rule', 'minutes', false],
    ['rule', 'of-another-rulebook', false],
    ['rule', null, false],
    ['task', 'task-review', true],
    ['directive', 'documents', true],
    ['duty', 'report', true],
    ['focus', 'discussion', true],
    ['petition', null, true],
    ['own', null, true],
  ])('%s at %s: %s', (source, step, isAsked) => {
    expect(asksForConclusion({ source, step }, steps)).toBe(isAsked);
  });
});

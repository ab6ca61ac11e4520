import { type CivilDate, weekday } from '#kernel/civil-date.ts';
import { ok, type Result, type RuleSource, refuse } from '#kernel/result.ts';
import type { WorkCalendar } from '#kernel/working-days.ts';
import type { Bilingual } from './rulebook.ts';

/**
 * `holiday` by law; `in-lieu` = nghỉ bù, the weekday for a holiday at a weekend; `swapped` = hoán đổi, a weekday off
 * that is worked on another day; `worked` = làm bù, the weekend day that is worked for it.
 */
export const DAY_OFF_KINDS = ['holiday', 'in-lieu', 'swapped', 'worked'] as const;
export type DayOffKind = (typeof DAY_OFF_KINDS)[number];

/** A day on which the calendar of the country differs from a plain week. */
export type DayOff = { day: CivilDate; kind: DayOffKind; name: Bilingual; source: RuleSource };

/** What the terms in working days are counted with. */
export const calendarOf = (days: readonly Pick<DayOff, 'day' | 'kind'>[]): WorkCalendar => ({
  off: new Set(days.filter((each) => each.kind !== 'worked').map((each) => each.day)),
  work: new Set(days.filter((each) => each.kind === 'worked').map((each) => each.day)),
});

/**
 * A day that somebody records by hand. Refuses `rulebooks.document-missing`, `rulebooks.day-is-free` for a day off at
 * a weekend and `rulebooks.day-is-worked` for work on a weekday; a holiday may fall on any day.
 */
export function checkDayOff(wanted: { day: CivilDate; kind: DayOffKind; document: string }): Result<null> {
  if (wanted.document.trim() === '') return refuse({ code: 'rulebooks.document-missing', field: 'document' });
  const isWeekend = weekday(wanted.day) > 5;
  if (isWeekend && (wanted.kind === 'in-lieu' || wanted.kind === 'swapped'))
    return refuse({ code: 'rulebooks.day-is-free', field: 'kind' });
  if (!isWeekend && wanted.kind === 'worked')
    return refuse({ code: 'rulebooks.day-is-worked', field: 'kind' });
  return ok(null);
}

import { addDays, type CivilDate, daysBetween } from '#kernel/civil-date.ts';

/** How many units had finished by the end of a day. */
export type DayCount = { day: CivilDate; done: number };

export type Forecast =
  | { kind: 'finished'; on: CivilDate }
  | { kind: 'no-pace' }
  | {
      kind: 'pace';
      /** Units finished a day, over the days looked at. */
      perDay: number;
      days: number;
      /** Finished by the due day if the pace holds: expected, and the range that chance allows. */
      byDue: { expected: number; from: number; to: number };
      /** The day on which the last one finishes at this pace. */
      lastOn: CivilDate;
    };

/** Days that the pace is taken from: the last two weeks, or as long as the task has run. */
export const PACE_DAYS = 14;

/**
 * Where a task is going at the pace of the last two weeks. `done` counts units finished so far day by day (days with no
 * change may be left out). The range is ± two standard deviations of a Poisson count of what is still to come: it holds
 * if units finish independently and nothing changes, and is a guide, not a promise. A due day that has passed is
 * forecast as of today.
 */
export function forecast(input: {
  total: number;
  done: readonly DayCount[];
  issuedOn: CivilDate;
  dueOn: CivilDate;
  today: CivilDate;
}): Forecast {
  const { total, issuedOn, dueOn, today } = input;
  const sorted = input.done.toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const doneBy = (day: CivilDate) => sorted.findLast((each) => each.day <= day)?.done ?? 0;
  const now = doneBy(today);
  if (total > 0 && now >= total)
    return { kind: 'finished', on: sorted.find((each) => each.done >= total)?.day ?? today };
  const days = Math.max(1, Math.min(PACE_DAYS, daysBetween(issuedOn, today)));
  const gained = now - doneBy(addDays(today, -days));
  if (gained <= 0) return { kind: 'no-pace' };
  const perDay = gained / days;
  const left = Math.max(0, daysBetween(today, dueOn));
  const toCome = perDay * left;
  const spread = 2 * Math.sqrt(toCome);
  const within = (count: number) => Math.min(total, Math.max(now, Math.round(count)));
  return {
    kind: 'pace',
    perDay,
    days,
    byDue: {
      expected: within(now + toCome),
      from: within(now + toCome - spread),
      to: within(now + toCome + spread),
    },
    lastOn: addDays(today, Math.ceil((total - now) / perDay)),
  };
}

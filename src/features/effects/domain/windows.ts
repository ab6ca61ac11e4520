import { addMonths, type CivilDate, firstDayOf, monthOf, type YearMonth } from '#kernel/civil-date.ts';

/** So many months make one look: a quarter, so that a single odd month decides nothing. */
export const WINDOW_MONTHS = 3;

/** Months from one to another, both included. */
export type Window = { from: YearMonth; to: YearMonth };

/** The months that are looked at. Null where they have not come, or lie before the first figures. */
export type Windows = {
  /** The full months right before the paper was issued. */
  before: Window;
  /** The latest full months since; fewer than three while there are no more. */
  now: Window | null;
  /** The months before `before`: whether both sides went alike without the paper. */
  earlier: Window;
};

export const monthsIn = ({ from, to }: Window): YearMonth[] => {
  const months: YearMonth[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
};

/**
 * Which months are compared for a paper issued on a day. The month of the issue belongs to neither side, and the
 * running month is not over.
 */
export function windowsFor(issuedOn: CivilDate, today: CivilDate): Windows {
  const issue = monthOf(issuedOn);
  const back = (window: Window): Window => ({
    from: addMonths(window.from, -WINDOW_MONTHS),
    to: addMonths(window.to, -WINDOW_MONTHS),
  });
  const before = { from: addMonths(issue, -WINDOW_MONTHS), to: addMonths(issue, -1) };
  const last = addMonths(monthOf(today), -1);
  const first = addMonths(last, 1 - WINDOW_MONTHS);
  const from = first > issue ? first : addMonths(issue, 1);
  return { before, now: from <= last ? { from, to: last } : null, earlier: back(before) };
}

/** Where a unit stands in a look at the months of `now`. */
export type Stand = 'started' | 'waiting' | 'between';

/**
 * A unit has started when it had done so before the first of these months, and waits when it had not by their end; what
 * began in between belongs to neither side.
 */
export function standIn(now: Window, startedOn: CivilDate | null): Stand {
  if (startedOn !== null && startedOn < firstDayOf(now.from)) return 'started';
  return startedOn === null || startedOn >= firstDayOf(addMonths(now.to, 1)) ? 'waiting' : 'between';
}

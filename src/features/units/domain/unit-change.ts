import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import { nextChange, spanOn, type Timeline } from './timeline.ts';
import type { KindAndSector, UnitRecord } from './unit-record.ts';

/** What can happen to a unit. `found` and `end` are its first and its last day. */
export const CHANGE_VERBS = ['found', 'rename', 'recode', 'move', 'change-kind', 'end'] as const;
export type ChangeVerb = (typeof CHANGE_VERBS)[number];

/** The paper on which a change stands. */
export type Decision = {
  /** Number and symbol: `8701-QĐ/TU`. */
  number: string;
  /** The day on which it was signed. */
  on: CivilDate;
  /** Whose decision it is, when it is not the committee above: `Thành ủy Hà Nội`. */
  issuedBy: string | null;
};

export type UnitErrorCode =
  | 'units.bad-name'
  | 'units.bad-code'
  | 'units.nothing-changed'
  | 'units.before-founding'
  | 'units.on-founding-day'
  | 'units.after-end'
  | 'units.change-same-day'
  | 'units.decision-in-future'
  | 'units.code-taken'
  | 'units.parent-closed'
  | 'units.parent-not-yet'
  | 'units.cycle'
  | 'units.top-stays'
  | 'units.level-not-allowed'
  | 'units.too-deep'
  | 'units.still-standing'
  | 'units.later-changes'
  | 'units.link-closed'
  | 'units.link-itself'
  | 'units.not-planned'
  | 'units.change-withdrawn';
export type UnitRefusal = Refusal<UnitErrorCode>;

/** A change that has been found to be possible: what holds from `on` up to `until`. */
export type PlannedChange<T = unknown> = {
  verb: ChangeVerb;
  on: CivilDate;
  /** The next change of the same thing, recorded or planned, or the end of the unit. */
  until: CivilDate | null;
  before: T | null;
  after: T | null;
};

export type ChangeValue = string | KindAndSector | Id | null;

/** A decision is signed before it is recorded. */
export const checkDecision = (
  decision: Decision | null,
  today: CivilDate,
): Result<Decision | null, UnitRefusal> =>
  decision && decision.on > today
    ? refuse({ code: 'units.decision-in-future', field: 'decision.on', facts: { today } })
    : ok(decision);

/** Whether something about a unit may change on this day: inside its life, and not on its first day. */
export function checkDay(
  unit: Pick<UnitRecord, 'foundedOn' | 'endedOn'>,
  on: CivilDate,
): Result<CivilDate, UnitRefusal> {
  if (on < unit.foundedOn)
    return refuse({ code: 'units.before-founding', field: 'on', facts: { founded: unit.foundedOn } });
  if (on === unit.foundedOn)
    return refuse({ code: 'units.on-founding-day', field: 'on', facts: { founded: unit.foundedOn } });
  if (unit.endedOn !== null && on >= unit.endedOn)
    return refuse({ code: 'units.after-end', field: 'on', facts: { ended: unit.endedOn } });
  return ok(on);
}

/**
 * The change of one line from a day on. Refuses a day on which the same thing changes already: that change is corrected
 * instead. `same` says when two values are one.
 */
export function planOnLine<T>(
  unit: Pick<UnitRecord, 'foundedOn' | 'endedOn'>,
  line: Timeline<T>,
  change: { verb: ChangeVerb; on: CivilDate; value: T | null; field: string },
  same: (a: T, b: T) => boolean,
): Result<PlannedChange<T>, UnitRefusal> {
  const day = checkDay(unit, change.on);
  if (!day.ok) return day;
  const before = spanOn(line, change.on)?.value ?? null;
  const isSame =
    before === null || change.value === null ? before === change.value : same(before, change.value);
  if (isSame) return refuse({ code: 'units.nothing-changed', field: change.field });
  const isTaken = line.some((span) => span.from === change.on || span.to === change.on);
  if (isTaken) return refuse({ code: 'units.change-same-day', field: 'on', facts: { on: change.on } });
  return ok({
    verb: change.verb,
    on: change.on,
    until: nextChange(line, change.on, unit.endedOn),
    before,
    after: change.value,
  });
}

/** Only a change whose day has not come may be put right or taken back; what has happened is changed by a new change. */
export function checkPlanned(
  change: { on: CivilDate; withdrawnAt: unknown },
  today: CivilDate,
): Result<null, UnitRefusal> {
  if (change.withdrawnAt !== null) return refuse({ code: 'units.change-withdrawn' });
  if (change.on <= today) return refuse({ code: 'units.not-planned', facts: { on: change.on } });
  return ok(null);
}

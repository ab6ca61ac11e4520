import type { CivilDate } from '#kernel/civil-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { checkDay, type PlannedChange, type UnitRefusal } from './unit-change.ts';
import { nameNear, type UnitRecord } from './unit-record.ts';

/** Something that would be left without a home: how many, and of what, in words. */
export type LeftBehind = { count: number; what: string };

/**
 * The last day of a unit. Nothing may stand in it any more, nothing may be planned for it later, and the units that
 * carry it on must exist then. Errors: the day's, `units.still-standing`, `units.later-changes`, `units.link-closed`.
 */
export function planEnd(
  unit: UnitRecord,
  wanted: { on: CivilDate; successors: readonly UnitRecord[] },
  left: readonly LeftBehind[],
): Result<PlannedChange<null>, UnitRefusal> {
  const day = checkDay(unit, wanted.on);
  if (!day.ok) return day;
  if (unit.endedOn !== null)
    return refuse({ code: 'units.after-end', field: 'on', facts: { ended: unit.endedOn } });
  if (left.length > 0)
    return refuse({
      code: 'units.still-standing',
      field: 'on',
      facts: {
        unit: nameNear(unit, wanted.on),
        what: left.map(({ count, what }) => `${count} ${what}`).join(', '),
      },
    });
  const later = [unit.names, unit.kinds, unit.codes, unit.parents]
    .flatMap((line) => line.map((span) => span.from))
    .filter((from) => from >= wanted.on)
    .sort()[0];
  if (later) return refuse({ code: 'units.later-changes', field: 'on', facts: { on: later } });
  const linked = checkLinked(unit.id, wanted.successors, wanted.on, 'successorIds');
  return linked.ok ? ok({ verb: 'end', on: wanted.on, until: null, before: null, after: null }) : linked;
}

/** Units that carry another on, or are carried on, must be others and exist on the day before or from the day on. */
export function checkLinked(
  unitId: string | null,
  linked: readonly UnitRecord[],
  on: CivilDate,
  field: 'successorIds' | 'predecessorIds',
): Result<null, UnitRefusal> {
  for (const other of linked) {
    if (other.id === unitId) return refuse({ code: 'units.link-itself', field });
    // A predecessor may end on the very day on which its successor begins.
    const isThere =
      field === 'successorIds'
        ? other.foundedOn <= on && (other.endedOn === null || on < other.endedOn)
        : other.foundedOn < on && (other.endedOn === null || on <= other.endedOn);
    if (!isThere)
      return refuse({ code: 'units.link-closed', field, facts: { unit: nameNear(other, on), on } });
  }
  return ok(null);
}

import type { CivilDate } from '#kernel/civil-date.ts';
import { ok } from '#kernel/result.ts';
import { selectCodeBearers, setCode, undoFrom } from '../db/changes.sql.ts';
import { checkCodeFree, planRecode } from '../domain/check-name-and-code.ts';
import { nextChange } from '../domain/timeline.ts';
import type { UnitAction } from './unit-action.ts';

/** Another code from a day on, or none. */
export const recodeUnit: UnitAction<{ on: CivilDate; code: string | null }, string> = {
  plan: async ({ tx }, unit, wanted) =>
    planRecode(
      unit,
      wanted,
      wanted.code ? await selectCodeBearers(tx, wanted.code.trim(), wanted.on, unit.id) : [],
    ),
  write: ({ tx }, unit, plan) => setCode(tx, unit.id, { from: plan.on, to: plan.until }, plan.after),
  undo: async ({ tx }, unit, { on }) => {
    const days = { from: on, to: nextChange(unit.codes, on, unit.endedOn) };
    const before = unit.codes.find((span) => span.to === on)?.value;
    if (before !== undefined) {
      // Somebody else may have been given the code that this unit was to leave.
      const free = checkCodeFree(before, days, await selectCodeBearers(tx, before, on, unit.id));
      if (!free.ok) return free;
    }
    await undoFrom(tx, 'unit_code', unit.id, days);
    return ok(null);
  },
};

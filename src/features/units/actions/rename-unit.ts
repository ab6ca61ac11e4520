import type { CivilDate } from '#kernel/civil-date.ts';
import { ok } from '#kernel/result.ts';
import { setName, undoFrom } from '../db/changes.sql.ts';
import { planRename } from '../domain/check-name-and-code.ts';
import { nextChange } from '../domain/timeline.ts';
import type { UnitAction } from './unit-action.ts';

/** Another name from a day on. */
export const renameUnit: UnitAction<{ on: CivilDate; name: string }, string> = {
  plan: async (_, unit, wanted) => planRename(unit, wanted),
  write: ({ tx }, unit, plan) => setName(tx, unit.id, { from: plan.on, to: plan.until }, plan.after ?? ''),
  undo: async ({ tx }, unit, { on }) => {
    await undoFrom(tx, 'unit_name', unit.id, { from: on, to: nextChange(unit.names, on, unit.endedOn) });
    return ok(null);
  },
};

import type { CivilDate } from '#kernel/civil-date.ts';
import { ok } from '#kernel/result.ts';
import { selectNeighbours, setKind, undoFrom } from '../db/changes.sql.ts';
import { checkKindFits, planKind } from '../domain/check-place.ts';
import { nextChange } from '../domain/timeline.ts';
import type { KindAndSector } from '../domain/unit-record.ts';
import type { UnitAction } from './unit-action.ts';

/** Another level (cấp) or sector (loại hình) from a day on. */
export const changeKind: UnitAction<{ on: CivilDate } & KindAndSector, KindAndSector> = {
  plan: async ({ tx }, unit, wanted) =>
    planKind(unit, wanted, await selectNeighbours(tx, unit.id, { from: wanted.on, to: null })),
  write: ({ tx }, unit, plan, { kind, sector }) =>
    setKind(tx, unit.id, { from: plan.on, to: plan.until }, { kind, sector }),
  undo: async ({ tx }, unit, { on }) => {
    const days = { from: on, to: nextChange(unit.kinds, on, unit.endedOn) };
    const restored = unit.kinds
      .filter((span) => span.from !== on)
      .map((span) => (span.to === on ? { ...span, to: days.to } : span));
    const fits = checkKindFits(unit, restored, await selectNeighbours(tx, unit.id, days), days);
    if (!fits.ok) return fits;
    await undoFrom(tx, 'unit_kind', unit.id, days);
    return ok(null);
  },
};

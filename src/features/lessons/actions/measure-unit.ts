import { figuresByBranch, type Parts, partsIn, type Window } from '#features/effects/public.ts';
import type { MeasureKey } from '#features/reports/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';

/** A reader of one unit's measures over any of these windows: the parts of all its branches together. */
export async function measureUnit(tx: Tx, unitId: Id, windows: readonly Window[], today: CivilDate) {
  const figures = await figuresByBranch(tx, unitId, windows, today);
  return (key: MeasureKey, window: Window): Parts | undefined => {
    let sum: Parts | undefined;
    for (const months of figures.values()) {
      const parts = partsIn(months, window, key);
      if (parts) sum = sum ? { part: sum.part + parts.part, whole: sum.whole + parts.whole } : parts;
    }
    return sum;
  };
}

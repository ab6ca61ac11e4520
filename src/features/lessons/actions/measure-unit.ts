import {
  type BranchesByMonth,
  figuresByBranch,
  figuresOfUnits,
  type Parts,
  partsIn,
  type Window,
} from '#features/effects/public.ts';
import type { MeasureKey } from '#features/reports/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';

/** A reader of one unit's measures over any of these windows: the parts of all its branches together. */
export async function measureUnit(tx: Tx, unitId: Id, windows: readonly Window[], today: CivilDate) {
  const figures = await figuresByBranch(tx, unitId, windows, today);
  return (key: MeasureKey, window: Window) => together(figures, key, window);
}

/** The same for several units, each over windows of its own, in one reading. */
export async function measureUnits(
  tx: Tx,
  wanted: readonly { unitId: Id; windows: readonly Window[] }[],
  today: CivilDate,
) {
  const figures = await figuresOfUnits(
    tx,
    wanted.map(({ unitId }) => unitId),
    wanted.flatMap(({ windows }) => windows),
    today,
  );
  return (unitId: Id, key: MeasureKey, window: Window): Parts | undefined => {
    const branches = figures.get(unitId);
    return branches && together(branches, key, window);
  };
}

function together(branches: BranchesByMonth, key: MeasureKey, window: Window): Parts | undefined {
  let sum: Parts | undefined;
  for (const months of branches.values()) {
    const parts = partsIn(months, window, key);
    if (parts) sum = sum ? { part: sum.part + parts.part, whole: sum.whole + parts.whole } : parts;
  }
  return sum;
}

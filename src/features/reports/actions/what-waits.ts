import { isBranchKind } from '#features/units/contract.ts';
import { unitsUnder } from '#features/units/public.ts';
import type { Actor } from '#kernel/actor.ts';
import { type CivilDate, monthOf } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Waiting } from '#platform/feature.ts';
import { loadMonth } from './load-month.ts';

const STEERING = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];

/** Branches of this month that need somebody. Only of a committee right above them: higher ones read figures. */
export async function waitingBranches(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const unitIds = new Set(
    actor.posts.filter((held) => STEERING.includes(held.post)).map((held) => held.unitId),
  );
  const found: Waiting[] = [];
  for (const unitId of unitIds) {
    const children = await unitsUnder(tx, unitId, today);
    if (!children.some((child) => isBranchKind(child.kind))) continue;
    const { totals, rows } = await loadMonth(tx, unitId, monthOf(today), today);
    found.push({
      key: 'reports.branches-needing',
      text: { vi: 'Chi bộ cần đôn đốc trong tháng này', en: 'Branches to urge this month' },
      count: totals.needing,
      counted: { vi: 'chi bộ', en: 'branches', enOne: 'branch' },
      unitId,
      // Those branches, not all of them.
      to: `/units/${unitId}/months?view=branches&show=needing`,
      isLate: rows.some((row) =>
        row.needs.some(({ need }) => need === 'not-held' || need === 'minutes-late'),
      ),
    });
  }
  return found;
}

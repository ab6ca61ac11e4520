import { placeInLife } from '#features/units/public.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { type BranchMonth, selectBranchFigures, selectMonthStates } from '../db/month-facts.sql.ts';
import { normsOf } from './refresh-facts.ts';

/**
 * The figures of every branch that lies in a unit today (the unit itself when it is one), month by month, as the rows
 * say at this moment. Months that have not come give nothing. Errors: `platform.not-found`, `rulebooks.no-version`.
 */
export async function branchFigures(
  tx: Tx,
  unitId: Id,
  months: readonly YearMonth[],
  today: CivilDate,
): Promise<BranchMonth[]> {
  const place = await placeInLife(tx, unitId, today);
  const norms = await normsOf(tx, place.above.at(-1) ?? unitId, today);
  const begun = [...new Set(months)].filter((month) => month <= today.slice(0, 7)).sort();
  const states = await selectMonthStates(tx, begun, 'then', norms, today);
  return selectBranchFigures(tx, unitId, place.above.length, { months: states, today, norms });
}

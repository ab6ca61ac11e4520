import { placeInLife } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import {
  type BranchMonth,
  selectBranchFigures,
  selectFiguresUnder,
  selectMonthStates,
} from '../db/month-facts.sql.ts';
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
  const reading = await readingFor(tx, place, months, today);
  return selectBranchFigures(tx, unitId, place.above.length, reading);
}

/** The same for several units of one tree in one reading: the branches of each, with the unit they lie in. */
export async function branchFiguresUnder(
  tx: Tx,
  unitIds: readonly Id[],
  months: readonly YearMonth[],
  today: CivilDate,
): Promise<(BranchMonth & { unitId: Id })[]> {
  const [first] = unitIds;
  if (first === undefined) return [];
  const place = await placeInLife(tx, first, today);
  return selectFiguresUnder(tx, unitIds, await readingFor(tx, place, months, today));
}

async function readingFor(tx: Tx, place: Place, months: readonly YearMonth[], today: CivilDate) {
  const norms = await normsOf(tx, place.above.at(-1) ?? place.unitId, today);
  const begun = [...new Set(months)].filter((month) => month <= today.slice(0, 7)).sort();
  return { months: await selectMonthStates(tx, begun, 'then', norms, today), today, norms };
}

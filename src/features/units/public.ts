import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { selectAbove, selectUnit, type UnitRow } from './db/units.sql.ts';

export {
  insertTerm as recordTerm,
  insertUnit as foundUnit,
  type NewUnit,
  selectAbove as unitsAbove,
  selectBelow as unitsBelow,
  selectChildren as unitsUnder,
  selectTerm as termOf,
  selectUnitByCode as findUnitByCode,
  selectUnitsByIds as unitsByIds,
  type UnitRow,
} from './db/units.sql.ts';

/** The unit as it is on that day. Errors: `platform.not-found`. */
export async function loadUnit(tx: Tx, unitId: Id, day: CivilDate): Promise<UnitRow> {
  const unit = await selectUnit(tx, unitId, day);
  if (!unit) throw new DomainError({ code: 'platform.not-found' });
  return unit;
}

/** Where a unit lies on that day: what the policies ask about. Errors: `platform.not-found`. */
export async function placeOf(tx: Tx, unitId: Id, day: CivilDate): Promise<Place> {
  const above = await selectAbove(tx, unitId, day);
  if (above.length === 0) await loadUnit(tx, unitId, day);
  return { unitId, above: above.map((u) => u.id) };
}

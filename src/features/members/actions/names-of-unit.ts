import { isBranchKind } from '#features/units/contract.ts';
import { dayInLife, loadUnit } from '#features/units/public.ts';
import { type Actor, holds, type Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import { selectListOpening } from '../db/members.sql.ts';
import { maySeeNames } from '../policy.ts';
import { placeByLevels } from './read-roll.ts';

export type NamesOfUnit = { names: 'shown' | 'after-reason'; reason: string | null };

/**
 * Whether a list of people in or below a unit names them to this reader. A committee below the city knows its own
 * people, and whoever may see the names of a branch sees them here too; everybody else says why first, for that day.
 */
export async function namesOfUnit(
  tx: Tx,
  place: Place,
  { actor, today }: { actor: Actor; today: CivilDate },
): Promise<NamesOfUnit> {
  const { kind } = await loadUnit(tx, place.unitId, await dayInLife(tx, place.unitId, today));
  const isOwn =
    kind !== 'city-committee' && holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'officer');
  const isNear =
    isBranchKind(kind) &&
    (maySeeNames(actor, place) || maySeeNames(actor, await placeByLevels(tx, place, today)));
  if (isOwn || isNear) return { names: 'shown', reason: null };
  const reason = await selectListOpening(tx, actor.personId, place.unitId, today);
  return reason === undefined ? { names: 'after-reason', reason: null } : { names: 'shown', reason };
}

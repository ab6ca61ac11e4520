import { unitsByIds } from '#features/units/public.ts';
import type { Actor, Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { MemberSummary } from '../contract.ts';
import { selectListOpening, selectSummaries } from '../db/members.sql.ts';
import { countRoll, type RollCounts } from '../domain/count-roll.ts';
import { maySeeNames } from '../policy.ts';

export type Roll = {
  counts: RollCounts;
  names: 'shown' | 'after-reason';
  reason: string | null;
  members: MemberSummary[];
};

/**
 * Where the branch lies by the levels that manage members. A sub-committee is no level of its own: the base committee
 * above it keeps its branches' records.
 */
export async function placeByLevels(tx: Tx, place: Place, today: CivilDate): Promise<Place> {
  const kinds = new Map((await unitsByIds(tx, place.above, today)).map((unit) => [unit.id, unit.kind]));
  return { ...place, above: place.above.filter((id) => kinds.get(id) !== 'sub-committee') };
}

/** The members of a branch for this reader: their names, or only numbers while somebody from far above gave no reason. */
export async function readRoll(
  tx: Tx,
  place: Place,
  asked: { on: CivilDate; today: CivilDate; actor: Actor },
): Promise<Roll> {
  const { on, today, actor } = asked;
  const members = await selectSummaries(tx, place.unitId, on);
  const counts = countRoll(members, on);
  if (maySeeNames(actor, place) || maySeeNames(actor, await placeByLevels(tx, place, today)))
    return { counts, names: 'shown', reason: null, members };
  const reason = await selectListOpening(tx, actor.personId, place.unitId, today);
  return reason === undefined
    ? { counts, names: 'after-reason', reason: null, members: [] }
    : { counts, names: 'shown', reason, members };
}

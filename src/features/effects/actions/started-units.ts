import { startedUnits as unitsAtWork } from '#features/assignments/public.ts';
import { receiptsOf } from '#features/directives/public.ts';
import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';

/**
 * Since when each unit carries a paper out, as far as it has begun by that day: the day on which its leaders first
 * opened the paper, or accepted a task that was given under it, whichever was earlier. Units that have not begun are
 * left out.
 */
export async function startedUnits(
  tx: Tx,
  directiveId: Id,
  day: CivilDate,
): Promise<{ unitId: Id; startedOn: CivilDate }[]> {
  const started = new Map<Id, CivilDate>();
  const begins = (unitId: Id, on: CivilDate) => {
    const known = started.get(unitId);
    if (on <= day && (known === undefined || on < known)) started.set(unitId, on);
  };
  for (const { unitId, receivedAt } of await receiptsOf(tx, directiveId))
    if (receivedAt) begins(unitId, civilDateAt(receivedAt.getTime()));
  for (const { unitId, startedOn } of await unitsAtWork(tx, directiveId, day)) begins(unitId, startedOn);
  return [...started].map(([unitId, startedOn]) => ({ unitId, startedOn }));
}

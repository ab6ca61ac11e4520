import { receiptsOf } from '#features/directives/public.ts';
import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';

/**
 * Since when each unit carries a paper out, as far as it has begun by that day: the day on which its leaders first
 * opened the paper. Units that have not begun are left out.
 */
export async function startedUnits(
  tx: Tx,
  directiveId: Id,
  day: CivilDate,
): Promise<{ unitId: Id; startedOn: CivilDate }[]> {
  return (await receiptsOf(tx, directiveId)).flatMap(({ unitId, receivedAt }) => {
    const startedOn = receivedAt && civilDateAt(receivedAt.getTime());
    return startedOn && startedOn <= day ? [{ unitId, startedOn }] : [];
  });
}

import { followingRulesFor } from '#features/rulebooks/public.ts';
import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import { type FieldType, type Price, priceOf } from '../domain/price.ts';

/** What a request costs by the rules in force for the committee today, and whose minutes those are. */
export async function priceRequest(
  tx: Tx,
  place: Place,
  types: readonly FieldType[],
  units: number,
  today: CivilDate,
): Promise<{ price: Price; rule: { document: string; isVerified: boolean } }> {
  const { rules } = await followingRulesFor(tx, place, today);
  const { yesNo, ...minutes } = rules['request.minutes'].value;
  const price = priceOf(types, units, {
    minutes: { ...minutes, 'yes-no': yesNo },
    limit: rules['request.second-above-hours'].value,
  });
  const { source } = rules['request.minutes'];
  return { price, rule: { document: source.document, isVerified: source.verified } };
}

import { loadUnit, placeOf } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { sqlState, type Tx } from '#platform/database/database.ts';
import type { SizeWarningKey } from '../contract.ts';
import { insertConsent } from '../db/sizes.sql.ts';

export type WantedConsent = {
  warning: SizeWarningKey;
  from: CivilDate;
  to: CivilDate | null;
  document: string;
  documentOn: CivilDate;
};

/**
 * Records that the committee directly above consents. Errors: `sizes.bad-period`, `sizes.document-in-future`,
 * `sizes.consented-already`, `sizes.no-unit-above`; a day on which the unit does not exist is not found.
 */
export async function giveConsent(
  tx: Tx,
  given: { unitId: Id; today: CivilDate; by: Id; nowMs: number },
  wanted: WantedConsent,
): Promise<Id> {
  if (wanted.to !== null && wanted.to <= wanted.from)
    throw new DomainError({ code: 'sizes.bad-period', field: 'to' });
  if (wanted.documentOn > given.today)
    throw new DomainError({
      code: 'sizes.document-in-future',
      field: 'documentOn',
      facts: { today: given.today },
    });
  const place = await placeOf(tx, given.unitId, wanted.from).catch(async (error) => {
    if (!(error instanceof DomainError)) throw error;
    const { foundedOn } = await loadUnit(tx, given.unitId, given.today);
    throw new DomainError({ code: 'sizes.outside-life', field: 'from', facts: { founded: foundedOn } });
  });
  const [givenById] = place.above;
  if (!givenById) throw new DomainError({ code: 'sizes.no-unit-above' });
  const id = newId(given.nowMs);
  try {
    await insertConsent(
      tx,
      { ...wanted, id, unitId: given.unitId, givenById, by: given.by },
      new Date(given.nowMs),
    );
  } catch (error) {
    if (sqlState(error) === '23P01')
      throw new DomainError({ code: 'sizes.consented-already', field: 'from' });
    throw error;
  }
  return id;
}

import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { AlikeRecord } from '../contract.ts';
import { selectRecordsOf } from '../db/members.sql.ts';
import { selectPairs } from '../db/records.sql.ts';
import { CORRECTABLE, textOfField } from '../domain/records/correct-field.ts';
import type { NamesOfUnit } from './names-of-unit.ts';

/** A page of work; more come when these are settled. */
const MOST_PAIRS = 100;

/** Records in or below a unit that may be of one person: both sides in full, or only their number. */
export async function listDuplicates(
  tx: Tx,
  place: Place,
  { today, names }: { today: CivilDate; names: NamesOfUnit['names'] },
) {
  const found = await selectPairs(tx, place.unitId, place.above.length, today, MOST_PAIRS + 1);
  const pairs = names === 'shown' ? found.slice(0, MOST_PAIRS) : [];
  const ids = [...new Set(pairs.flatMap(({ firstId, secondId }) => [firstId, secondId]))];
  const records = new Map(
    (await selectRecordsOf(tx, ids)).map(({ memberships, hasAccount, ...record }): [Id, AlikeRecord] => [
      record.personId,
      {
        personId: record.personId,
        fullName: record.fullName,
        fields: CORRECTABLE.map((field) => ({ field, text: textOfField(record[field]) })),
        memberships,
        hasAccount,
      },
    ]),
  );
  return {
    count: found.length,
    pairs: pairs.flatMap(({ firstId, secondId, sharesName }) => {
      const [first, second] = [records.get(firstId), records.get(secondId)];
      return first && second
        ? [{ first, second, because: sharesName ? ('name' as const) : ('phone' as const) }]
        : [];
    }),
    isCut: found.length > MOST_PAIRS,
  };
}

import { gradingRulesFor } from '#features/rulebooks/public.ts';
import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import type { HandlerInput } from '#kernel/route.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import type { openRound as route } from '../contract.ts';
import { insertRound, insertSheets, lockCommittee } from '../db/rounds.sql.ts';
import { checkRound } from '../domain/round.ts';

/**
 * Opens a round with the rules of the day for the branches that this committee decides on. The caller has asked who may.
 * Errors: see the contract.
 */
export async function openRound(
  tx: Tx,
  place: Place,
  wanted: HandlerInput<typeof route>['body'],
  by: { personId: Id; today: CivilDate },
  nowMs: number,
): Promise<{ id: Id; branches: number }> {
  const { fromMonth: from, toMonth: to, ...rest } = wanted;
  unwrap(checkRound({ ...rest, from, to }, by.today));
  await lockCommittee(tx, place.unitId);
  const { versionCode, rulebook, rules } = await gradingRulesFor(tx, place, by.today);
  const round = {
    ...rest,
    from,
    to,
    id: newId(nowMs),
    unitId: place.unitId,
    title: tidyText(wanted.title),
    rulesCode: versionCode,
    rulebook,
    rules,
    openedBy: by.personId,
    openedOn: by.today,
  };
  await insertRound(tx, round);
  const branches = await insertSheets(tx, round, place.above.length, by.today);
  if (branches === 0) throw new DomainError({ code: 'grading.no-branches', field: 'fromMonth' });
  return { id: round.id, branches };
}

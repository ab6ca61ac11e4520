import { placeOf } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import type { RecipientChoice } from '../contract.ts';
import { selectBelowAmong, selectByRule } from '../db/recipients.sql.ts';
import { EVERY_BRANCH, type RecipientRule } from '../domain/recipient-rule.ts';

/** The rule that a choice stands for; null for a list of units. */
export const ruleOf = (choice: RecipientChoice): RecipientRule | null =>
  choice.by === 'list' ? null : choice.by === 'every-branch' ? EVERY_BRANCH : choice.rule;

/**
 * The units below a committee that a choice means on a day.
 * Errors: `directives.no-recipients`, `directives.recipient-not-below` (also for a unit that has ended).
 */
export async function chooseRecipients(
  tx: Tx,
  unitId: Id,
  choice: RecipientChoice,
  day: CivilDate,
): Promise<Id[]> {
  const depth = (await placeOf(tx, unitId, day)).above.length;
  const rule = ruleOf(choice);
  let chosen: Id[];
  if (rule === null) {
    const wanted = choice.by === 'list' ? [...new Set(choice.unitIds)] : [];
    chosen = await selectBelowAmong(tx, unitId, depth, wanted, day);
    if (chosen.length < wanted.length)
      throw new DomainError({ code: 'directives.recipient-not-below', field: 'to' });
  } else chosen = await selectByRule(tx, unitId, depth, rule, day);
  if (chosen.length === 0) throw new DomainError({ code: 'directives.no-recipients', field: 'to' });
  return chosen;
}

import type { Matter, ResolvedVotingRules } from '#features/rulebooks/contract.ts';
import { votingRulesFor } from '#features/rulebooks/public.ts';
import { loadUnit, placeOf } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { FrozenRule } from '../domain/check-plan.ts';

/** The rule of a matter as a ballot keeps it, with the name of the committee whose own value it is. */
export async function freezeRule(
  tx: Tx,
  voting: { code: string; rules: ResolvedVotingRules['rules'] },
  matter: Matter,
  day: CivilDate,
): Promise<FrozenRule> {
  const { value, source, note, origin } = voting.rules[`matter.${matter}`];
  return {
    value,
    source,
    ...(note ? { note } : {}),
    versionCode: voting.code,
    setBy: origin.from === 'override' ? (await loadUnit(tx, origin.unitId, day)).name : null,
  };
}

/** The rule of a matter in force for a branch on a day. */
export async function ruleInForce(tx: Tx, branchId: Id, matter: Matter, day: CivilDate): Promise<FrozenRule> {
  const { versionCode, rules } = await votingRulesFor(tx, await placeOf(tx, branchId, day), day);
  return freezeRule(tx, { code: versionCode, rules }, matter, day);
}

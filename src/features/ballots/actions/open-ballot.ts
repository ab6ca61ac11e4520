import { leastOf } from '#features/rulebooks/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { unwrap } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { type BallotRow, insertRoll, markOpen, selectCounters } from '../db/ballots.sql.ts';
import { checkPlan, type FrozenRule } from '../domain/check-plan.ts';
import { electorateOf, type RollLine } from '../domain/electorate.ts';
import type { PublicKeys } from './ballot-keys.ts';
import { refusal } from './load-ballot.ts';

export type Opened = { voters: number; entitled: number; deducted: number; base: number; needed: number };

/**
 * Opens a locked draft: the rule, the voters, the base and the needed number stop changing. `roll` is the roll of the
 * meeting as it stands now; `keys` were made beforehand for a ballot that is not on paper.
 * Errors: `ballots.has-been-opened`, `ballots.nobody-may-vote`, `ballots.no-counters`, `ballots.counter-not-present`,
 * `ballots.counter-is-candidate`, and those of `checkPlan`.
 */
export async function openBallot(
  tx: Tx,
  ballot: BallotRow,
  given: {
    rule: FrozenRule;
    roll: readonly (RollLine & { fullName: string })[];
    heldOn: CivilDate;
    keys: PublicKeys | null;
    by: Id;
  },
  nowMs: number,
): Promise<Opened> {
  if (ballot.state === 'annulled') throw refusal('ballots.annulled');
  if (ballot.state !== 'draft') throw refusal('ballots.has-been-opened');
  const counters = await selectCounters(tx, ballot.id);
  const counterIds = counters.map(({ personId }) => personId);
  unwrap(checkPlan({ ...ballot, counterIds }, given.rule));
  if (ballot.method === 'paper') checkCounters(ballot, counters, given.roll);
  else if (!given.keys) throw new Error('An electronic ballot is opened with its keys.');

  const { voters, counted: _, ...rest } = electorateOf(given.roll, given.rule.value);
  if (voters.length === 0) throw refusal('ballots.nobody-may-vote', { rule: given.rule.source });
  const needed = leastOf(given.rule.value.threshold, rest.base);
  const keys = ballot.method === 'paper' ? null : given.keys;
  await markOpen(
    tx,
    ballot.id,
    {
      rule: given.rule,
      heldOn: given.heldOn,
      electorate: { ...rest, voters: voters.length, needed },
      keyId: keys?.keyId ?? null,
      tokenKey: keys?.tokenKey ?? null,
      boxKey: keys?.boxKey ?? null,
      sealKey: keys?.sealKey ?? null,
      by: given.by,
    },
    new Date(nowMs),
  );
  // In the order of the ids, so that the rows say nothing that the list of names does not.
  await insertRoll(tx, ballot.id, [...voters].sort());
  const { entitled, deducted, base } = rest;
  return { voters: voters.length, entitled, deducted: deducted.length, base, needed };
}

function checkCounters(
  ballot: BallotRow,
  counters: readonly { personId: Id; fullName: string }[],
  roll: readonly RollLine[],
): void {
  if (counters.length === 0) throw refusal('ballots.no-counters', { field: 'counterIds' });
  for (const { personId, fullName } of counters) {
    if (!roll.some((line) => line.personId === personId && line.isPresent))
      throw refusal('ballots.counter-not-present', { field: 'counterIds', facts: { name: fullName } });
    if (ballot.paper.kind === 'election' && ballot.paper.candidates.includes(fullName))
      throw refusal('ballots.counter-is-candidate', { field: 'counterIds', facts: { name: fullName } });
  }
}

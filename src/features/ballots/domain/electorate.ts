import type { Deduction, MatterRule } from '#features/rulebooks/contract.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import type { Id } from '#kernel/ids.ts';

/** A member as the roll of the meeting knows them when the vote opens. */
export type RollLine = {
  personId: Id;
  status: MemberStatus;
  isPresent: boolean;
  /** Away for the whole meeting with a reason that was accepted. */
  isExcusedThroughout: boolean;
};

export type Electorate = {
  /** Who gets a ballot: entitled by status and in the room (or, on their own phone, taking part). */
  voters: Id[];
  /** Who is counted on, present or not. */
  counted: Id[];
  /** The number that the needed share is counted on. */
  base: number;
  /** Everybody entitled by status before deductions. */
  entitled: number;
  /** Who was taken out of the base, and why: first reason that fits, in the order of the rule. */
  deducted: { personId: Id; why: Deduction }[];
  /** Members of the roll who may not vote because of their status. */
  withoutVote: { personId: Id; status: MemberStatus }[];
};

const APPLIES: Record<Deduction, (line: RollLine) => boolean> = {
  'temporarily-away': (line) => line.status === 'temporarily-away',
  'exempt-and-absent': (line) => line.status === 'exempt' && !line.isPresent,
  suspended: (line) => line.status === 'suspended',
  'excused-throughout': (line) => line.isExcusedThroughout && !line.isPresent,
};
// These belong to the branch's official members, so that a rule can take them out of the base by name.
const IS_OFFICIAL: readonly MemberStatus[] = ['official', 'exempt', 'suspended', 'temporarily-away'];

/**
 * Who votes and what the share is counted on. The base starts from the official members of the branch (those exempt,
 * suspended or away for a time among them) and the rule's deductions are taken out of it one by one; a matter on which
 * others vote too counts them in. An exempt member who comes is counted and votes (244-QĐ/TW).
 */
export function electorateOf(
  roll: readonly RollLine[],
  rule: Pick<MatterRule, 'who' | 'deduct'>,
): Electorate {
  const voters: Id[] = [];
  const counted: Id[] = [];
  const deducted: Electorate['deducted'] = [];
  const withoutVote: Electorate['withoutVote'] = [];
  let entitled = 0;
  for (const line of roll) {
    const comesAlthoughExempt =
      line.status === 'exempt' && line.isPresent && rule.deduct.includes('exempt-and-absent');
    const votes = rule.who.includes(line.status) || comesAlthoughExempt;
    if (!votes && !(rule.who.includes('official') && IS_OFFICIAL.includes(line.status))) {
      withoutVote.push({ personId: line.personId, status: line.status });
      continue;
    }
    const why = rule.deduct.find((deduction) => APPLIES[deduction](line));
    if (!why && !votes) {
      // An official member of a status that neither votes nor is deducted by this rule stays outside of both numbers.
      withoutVote.push({ personId: line.personId, status: line.status });
      continue;
    }
    entitled++;
    if (why) deducted.push({ personId: line.personId, why });
    else {
      counted.push(line.personId);
      if (line.isPresent && votes) voters.push(line.personId);
    }
  }
  return { voters, counted, base: counted.length, entitled, deducted, withoutVote };
}

/**
 * In a small group a result can tell how each one voted: when everybody, or everybody but one, votes the same way.
 * True when that is likely enough to warn before opening (fewer than this many voters).
 */
export const SMALL_GROUP = 7;
export const mayRevealVotes = (voters: number): boolean => voters < SMALL_GROUP;

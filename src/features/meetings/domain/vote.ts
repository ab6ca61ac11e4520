import { type Fraction, leastOf, type Rule } from '#features/rulebooks/contract.ts';
import type { Because } from './meeting-context.ts';

export type VoteCounts = { yes: number; no: number; abstain: number };

/** The result of an open vote and how it was reached. */
export type VoteResult = VoteCounts & {
  /** Members whose consent is counted against: the base of the rule. */
  entitled: number;
  /** Least number of yes votes that carries the question. */
  needed: number;
  /** Entitled members in the room of whom no vote is recorded. Never negative. */
  silent: number;
  /** Entitled members who were not in the room. `yes + no + abstain + silent + absent` is `entitled`, unless overcounted. */
  absent: number;
  passed: boolean;
  /** More votes were entered than there are voters: the count must be repeated, nothing is carried. */
  overcounted: boolean;
  explanation: Because[];
};

/** Whom an open vote is reckoned on: members entitled to vote, and those of them who are in the room. */
export type Voters = { entitled: number; present: number };

/**
 * Counts an open vote. `entitled` are all members entitled to vote, not only those in the room: a
 * resolution needs the consent of the stated share of the members, so silence and absence weigh like a no. They are told
 * apart in the result: who was not there did not decline to vote.
 */
export function countOpenVote(
  counts: VoteCounts,
  { entitled, present }: Voters,
  threshold: Pick<Rule<Fraction>, 'value' | 'source'>,
): VoteResult {
  const needed = leastOf(threshold.value, entitled);
  const given = counts.yes + counts.no + counts.abstain;
  const overcounted = given > entitled;
  const passed = entitled > 0 && !overcounted && counts.yes >= needed;
  return {
    ...counts,
    entitled,
    needed,
    silent: Math.max(0, Math.min(present, entitled) - given),
    // Whoever voted was there, even when the roll call does not know it.
    absent: Math.max(0, entitled - Math.max(present, given)),
    passed,
    overcounted,
    explanation: [
      {
        because: overcounted ? 'vote-overcounted' : passed ? 'vote-passed' : 'vote-not-passed',
        facts: {
          ...counts,
          entitled,
          needed,
          numerator: threshold.value.numerator,
          denominator: threshold.value.denominator,
          comparison: threshold.value.comparison,
        },
        rule: threshold.source,
      },
    ],
  };
}

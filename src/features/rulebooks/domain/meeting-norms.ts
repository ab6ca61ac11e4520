import type { MemberStatus } from '#kernel/actor.ts';
import type { Fraction, MeetingKind, ProcedureStep, RuleValues, Threshold } from './rulebook.ts';

/** The steps of a meeting of this kind, in order. */
export const stepsFor = (rules: RuleValues, kind: MeetingKind): ProcedureStep[] => rules[`steps.${kind}`];

/**
 * The least minutes a meeting must last. `members`: how many count in the attendance base.
 * A small branch's own time replaces the minimum of a single meeting; a large branch's time never lowers it.
 */
export function minimumMinutes(rules: RuleValues, meeting: { kind: MeetingKind; members: number }): number {
  const small = rules['duration.small-branch'];
  const large = rules['duration.large-branch'];
  if (meeting.kind !== 'combined' && small && meeting.members <= small.members) return small.minutes;
  const usual = meeting.kind === 'combined' ? rules['duration.combined-minutes'] : rules['duration.minutes'];
  return large && meeting.members >= large.members ? Math.max(usual, large.minutes) : usual;
}

/** Whether a member of this status is among those who must attend. */
export const countsInBase = (rules: RuleValues, status: MemberStatus): boolean =>
  rules['attendance.base'].includes(status);

export const mayVote = (rules: RuleValues, status: MemberStatus): boolean =>
  rules['vote.who'].includes(status);

export const maySpeak = (rules: RuleValues, status: MemberStatus): boolean =>
  rules['speak.who'].includes(status);

/** Whether `part` of `whole` reaches a share. Whole numbers are compared, so 27 of 30 is exactly 90 %. */
export function reachesThreshold(threshold: Threshold, part: number, whole: number): boolean {
  if (whole <= 0) return false;
  return threshold.comparison === 'at-least'
    ? part * 100 >= threshold.percent * whole
    : part * 100 > threshold.percent * whole;
}

/** The least number of people out of `whole` that satisfies the fraction: more than 1/2 of 30 is 16. */
export function leastOf(fraction: Fraction, whole: number): number {
  const exact = (whole * fraction.numerator) / fraction.denominator;
  const least = fraction.comparison === 'at-least' ? Math.ceil(exact) : Math.floor(exact) + 1;
  return Math.max(least, 1);
}

/** The count behind "quorum" on the screen. It informs; no document was found that lets it stop a meeting. */
export function quorum(
  rules: RuleValues,
  count: { present: number; base: number },
): { needed: number; reached: boolean; rule: Fraction } | null {
  const rule = rules['quorum.ordinary'];
  if (!rule) return null;
  const needed = leastOf(rule, count.base);
  return { needed, reached: count.present >= needed, rule };
}

/** Votes in favour that a conclusion or resolution needs, out of all members entitled to vote. */
export const votesNeeded = (rules: RuleValues, entitled: number): number =>
  leastOf(rules['vote.resolution'], entitled);

import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Period } from '#kernel/period.ts';
import type { Refusal } from '#kernel/result.ts';
import type { Rule, RuleKey, RuleValues } from './rulebook.ts';

/** A committee's own value of one rule, for its unit and everything below, on the days of the period. */
export type RuleOverride<K extends RuleKey = RuleKey> = {
  [Key in K]: {
    id: Id;
    unitId: Id;
    key: Key;
    value: RuleValues[Key];
    /** The committee's document; typed in by the committee itself, so it counts as read. */
    document: string;
    documentOn: CivilDate | null;
    article: string | null;
    period: Period;
  };
}[K];

/** Where a value came from. */
export type RuleOrigin =
  | { from: 'rulebook'; code: string }
  | { from: 'override'; overrideId: Id; unitId: Id; period: Period };

export type ResolvedRule<T> = Rule<T> & {
  origin: RuleOrigin;
  /** The rule of the rulebook, when a committee set its own value. */
  instead?: Rule<T>;
};

export type RefusedOverride = { overrideId: Id; unitId: Id; key: RuleKey; refusal: Refusal };

/** All rules in force for one branch on one day. */
export type ResolvedRules = {
  versionCode: string;
  day: CivilDate;
  rules: { [K in RuleKey]: ResolvedRule<RuleValues[K]> };
  /** Overrides of the chain that were passed over, and why. */
  refused: RefusedOverride[];
};

/** The values alone. */
export function ruleValues(resolved: ResolvedRules): RuleValues {
  return Object.fromEntries(
    Object.entries(resolved.rules).map(([key, rule]) => [key, rule.value]),
  ) as unknown as RuleValues;
}

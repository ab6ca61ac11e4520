import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Period } from '#kernel/period.ts';
import type { Refusal } from '#kernel/result.ts';
import type {
  AllRuleValues,
  AnyRuleKey,
  FollowingRuleValues,
  GradingRuleValues,
  MemberRuleValues,
  PlaceRuleValues,
  Rule,
  RuleValues,
  UnitRuleValues,
  VotingRuleValues,
} from './rulebook.ts';

/** A committee's own value of one rule, for its unit and everything below, on the days of the period. */
export type RuleOverride<K extends AnyRuleKey = AnyRuleKey> = {
  [Key in K]: {
    id: Id;
    unitId: Id;
    key: Key;
    value: AllRuleValues[Key];
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

export type RefusedOverride = { overrideId: Id; unitId: Id; key: AnyRuleKey; refusal: Refusal };

type Resolved<V> = {
  versionCode: string;
  day: CivilDate;
  rules: { [K in keyof V]: ResolvedRule<V[K]> };
  /** Overrides of the chain that were passed over, and why. */
  refused: RefusedOverride[];
};

/** All rules of meetings in force for one branch on one day. */
export type ResolvedRules = Resolved<RuleValues>;
/** All rules about members in force for one unit on one day. */
export type ResolvedMemberRules = Resolved<MemberRuleValues>;
/** All rules of voting in force for one unit on one day. */
export type ResolvedVotingRules = Resolved<VotingRuleValues>;

/** All rules about the make-up of units in force for one unit on one day. */
export type ResolvedUnitRules = Resolved<UnitRuleValues>;

/** All rules of following up in force for one unit on one day. */
export type ResolvedFollowingRules = Resolved<FollowingRuleValues>;

/** The standards of administrative units in force for one unit on one day. */
export type ResolvedPlaceRules = Resolved<PlaceRuleValues>;

/** All rules of grading in force for one unit on one day. */
export type ResolvedGradingRules = Resolved<GradingRuleValues>;

/** The values alone. */
export function ruleValues<V extends Partial<AllRuleValues>>(resolved: Resolved<V>): V {
  return Object.fromEntries(
    Object.entries(resolved.rules as Record<string, ResolvedRule<unknown>>).map(([key, rule]) => [
      key,
      rule.value,
    ]),
  ) as V;
}

import { type MemberRuleValues, type ResolvedMemberRules, ruleValues } from '#features/rulebooks/contract.ts';
import type { RuleSource } from '#kernel/result.ts';

/** Values of the rules of a day, and the document of each, as the moves ask for them. */
export const rulesAndSources = (
  resolved: ResolvedMemberRules,
): { rules: MemberRuleValues; sources: Record<keyof MemberRuleValues, RuleSource> } => ({
  rules: ruleValues<MemberRuleValues>(resolved),
  sources: Object.fromEntries(
    Object.entries(resolved.rules).map(([key, rule]) => [key, rule.source]),
  ) as Record<keyof MemberRuleValues, RuleSource>,
});

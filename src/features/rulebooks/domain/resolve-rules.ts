import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { isPeriod, type Period, periodContains } from '#kernel/period.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type {
  RefusedOverride,
  ResolvedFollowingRules,
  ResolvedGradingRules,
  ResolvedMemberRules,
  ResolvedPlaceRules,
  ResolvedRule,
  ResolvedRules,
  ResolvedUnitRules,
  ResolvedVotingRules,
  RuleOverride,
} from './resolved-rules.ts';
import { isLooser, isRuleKey, keysOfSubject } from './rule-catalogue.ts';
import { ruleValueSchemas } from './rule-schemas.ts';
import type {
  AllRuleValues,
  AnyRulebookVersion,
  AnyRuleKey,
  FollowingRulebookVersion,
  GradingRulebookVersion,
  MemberRulebookVersion,
  PlaceRulebookVersion,
  Rule,
  RulebookVersion,
  UnitRulebookVersion,
  VotingRulebookVersion,
} from './rulebook.ts';
import { checkSheet } from './score-sheet.ts';

/**
 * The value a committee wants against the rule that would hold without it.
 * Refuses `rulebooks.unknown-rule`, `rulebooks.value-invalid`, `rulebooks.rule-may-not-change` and
 * `rulebooks.looser-than-rule`; the last two name the document of the rule.
 */
export function checkOverrideValue<K extends AnyRuleKey>(
  rule: Rule<AllRuleValues[K]>,
  key: K,
  value: unknown,
): Result<AllRuleValues[K]> {
  if (!isRuleKey(key)) return refuse({ code: 'rulebooks.unknown-rule', field: 'key', facts: { key } });
  if (rule.narrowable === 'no') {
    return refuse({
      code: 'rulebooks.rule-may-not-change',
      field: 'key',
      rule: rule.source,
      facts: { key, document: rule.source.document },
    });
  }
  const parsed = ruleValueSchemas[key].safeParse(value);
  if (!parsed.success) {
    const path = ['value', ...(parsed.error.issues[0]?.path ?? [])].join('.');
    return refuse({ code: 'rulebooks.value-invalid', field: path, facts: { key, path } });
  }
  if (key === 'score.sheet') {
    const sheet = checkSheet(parsed.data as AllRuleValues['score.sheet']);
    if (!sheet.ok) return sheet;
  }
  if (rule.narrowable === 'stricter' && isLooser(key, rule.value, parsed.data) !== false) {
    return refuse({
      code: 'rulebooks.looser-than-rule',
      field: 'value',
      rule: rule.source,
      facts: { key, document: rule.source.document },
    });
  }
  return ok(parsed.data);
}

/** The rulebook in force on a day; when two are, the one that began later. */
export function versionOn<V extends AnyRulebookVersion>(
  versions: readonly V[],
  day: CivilDate,
): V | undefined {
  return versions
    .filter((v) => periodContains({ from: v.validFrom, to: v.validTo }, day))
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
}

function resolveRule<K extends AnyRuleKey>(
  key: K,
  base: Rule<AllRuleValues[K]>,
  code: string,
  farToNear: readonly RuleOverride[],
): { rule: ResolvedRule<AllRuleValues[K]>; refused: RefusedOverride[] } {
  let rule: ResolvedRule<AllRuleValues[K]> = { ...base, origin: { from: 'rulebook', code } };
  const refused: RefusedOverride[] = [];
  for (const override of farToNear) {
    if (override.key !== key) continue;
    const checked = checkOverrideValue(rule, key, override.value);
    if (!checked.ok) {
      refused.push({ overrideId: override.id, unitId: override.unitId, key, refusal: checked.refusal });
      continue;
    }
    rule = {
      value: checked.value,
      narrowable: base.narrowable,
      source: {
        document: override.document,
        ...(override.article === null ? {} : { article: override.article }),
        ...(override.documentOn === null ? {} : { on: override.documentOn }),
        verified: true,
      },
      origin: {
        from: 'override',
        overrideId: override.id,
        unitId: override.unitId,
        period: override.period,
      },
      instead: base,
    };
  }
  return { rule, refused };
}

type Question<V> = {
  versions: readonly V[];
  overrides: readonly RuleOverride[];
  unitChain: readonly Id[];
  day: CivilDate;
};

function resolveWith<V extends AnyRulebookVersion>(version: V, input: Question<V>) {
  const farToNear = input.overrides
    .filter((o) => input.unitChain.includes(o.unitId) && periodContains(o.period, input.day))
    .toSorted(
      (a, b) =>
        input.unitChain.indexOf(b.unitId) - input.unitChain.indexOf(a.unitId) ||
        (a.period.from < b.period.from ? -1 : a.period.from > b.period.from ? 1 : a.id < b.id ? -1 : 1),
    );
  const issued = version.rules as unknown as Record<AnyRuleKey, Rule<AllRuleValues[AnyRuleKey]>>;
  const resolved = keysOfSubject(version.subject).map((key) => ({
    key,
    ...resolveRule(key, issued[key], version.code, farToNear),
  }));
  return {
    versionCode: version.code,
    day: input.day,
    rules: Object.fromEntries(resolved.map(({ key, rule }) => [key, rule])) as unknown,
    refused: resolved.flatMap((r) => r.refused),
  };
}

/**
 * The rules of meetings in force for a branch on a day. `unitChain` holds the branch and every unit above it, nearest
 * first. The nearest committee's value wins; where a rule may only be tightened, each nearer value is held against the
 * one above it, and a looser one is passed over and listed in `refused` with the document it broke.
 * Refuses `rulebooks.no-version` when no rulebook holds on that day.
 */
export function resolveRules(input: Question<RulebookVersion>): Result<ResolvedRules> {
  const version = versionOn(input.versions, input.day);
  if (!version) return refuse({ code: 'rulebooks.no-version', field: 'on', facts: { day: input.day } });
  return ok(resolveWith(version, input) as ResolvedRules);
}

/**
 * The rules about members in force for a unit on a day, in the same way. What happened before the oldest rulebook that
 * is kept here is judged by that one. Refuses `rulebooks.no-version` when there is none at all.
 */
export const resolveMemberRules = (input: Question<MemberRulebookVersion>): Result<ResolvedMemberRules> =>
  resolveOrOldest(input) as Result<ResolvedMemberRules>;

/** The rules about the make-up of units in force for a unit on a day, in the same way as those about members. */
export const resolveUnitRules = (input: Question<UnitRulebookVersion>): Result<ResolvedUnitRules> =>
  resolveOrOldest(input) as Result<ResolvedUnitRules>;

/** The rules of following up in force for a unit on a day, in the same way as those about members. */
export const resolveFollowingRules = (
  input: Question<FollowingRulebookVersion>,
): Result<ResolvedFollowingRules> => resolveOrOldest(input) as Result<ResolvedFollowingRules>;

/** The standards of administrative units in force for a unit on a day, in the same way as the rules about members. */
export const resolvePlaceRules = (input: Question<PlaceRulebookVersion>): Result<ResolvedPlaceRules> =>
  resolveOrOldest(input) as Result<ResolvedPlaceRules>;

/** The rules of grading in force for a unit on a day, in the same way as the rules about members. */
export const resolveGradingRules = (input: Question<GradingRulebookVersion>): Result<ResolvedGradingRules> =>
  resolveOrOldest(input) as Result<ResolvedGradingRules>;

/** The rules of voting in force for a unit on a day, in the same way as those about members. */
export const resolveVotingRules = (input: Question<VotingRulebookVersion>): Result<ResolvedVotingRules> =>
  resolveOrOldest(input) as Result<ResolvedVotingRules>;

function resolveOrOldest<V extends AnyRulebookVersion>(input: Question<V>): Result<unknown> {
  const [oldest] = input.versions.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const version = versionOn(input.versions, input.day) ?? oldest;
  if (!version) return refuse({ code: 'rulebooks.no-version', field: 'on', facts: { day: input.day } });
  return ok(resolveWith(version, input));
}

/**
 * Everything that must be right before a committee's value is stored: the value against the rule as resolved
 * for the committee's own unit without its own override, the document, and the period.
 */
export function checkOverride<K extends AnyRuleKey>(
  rule: Rule<AllRuleValues[K]>,
  wanted: { key: K; value: unknown; document: string; period: Period },
): Result<AllRuleValues[K]> {
  if (wanted.document.trim() === '') {
    return refuse({ code: 'rulebooks.document-missing', field: 'document' });
  }
  if (!isPeriod(wanted.period)) return refuse({ code: 'rulebooks.period-empty', field: 'to' });
  return checkOverrideValue(rule, wanted.key, wanted.value);
}

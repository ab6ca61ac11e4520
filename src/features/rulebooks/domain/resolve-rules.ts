import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { isPeriod, type Period, periodContains } from '#kernel/period.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { RefusedOverride, ResolvedRule, ResolvedRules, RuleOverride } from './resolved-rules.ts';
import { isLooser, isRuleKey, RULE_KEYS } from './rule-catalogue.ts';
import { ruleValueSchemas } from './rule-schemas.ts';
import type { Rule, RulebookVersion, RuleKey, RuleValues } from './rulebook.ts';
import { checkSheet } from './score-sheet.ts';

/**
 * The value a committee wants against the rule that would hold without it.
 * Refuses `rulebooks.unknown-rule`, `rulebooks.value-invalid`, `rulebooks.rule-may-not-change` and
 * `rulebooks.looser-than-rule`; the last two name the document of the rule.
 */
export function checkOverrideValue<K extends RuleKey>(
  rule: Rule<RuleValues[K]>,
  key: K,
  value: unknown,
): Result<RuleValues[K]> {
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
    const sheet = checkSheet(parsed.data as RuleValues['score.sheet']);
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
export function versionOn(versions: readonly RulebookVersion[], day: CivilDate): RulebookVersion | undefined {
  return versions
    .filter((v) => periodContains({ from: v.validFrom, to: v.validTo }, day))
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
}

function resolveRule<K extends RuleKey>(
  key: K,
  base: Rule<RuleValues[K]>,
  code: string,
  farToNear: readonly RuleOverride[],
): { rule: ResolvedRule<RuleValues[K]>; refused: RefusedOverride[] } {
  let rule: ResolvedRule<RuleValues[K]> = { ...base, origin: { from: 'rulebook', code } };
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

/**
 * The rules in force for a branch on a day. `unitChain` holds the branch and every unit above it, nearest first.
 * The nearest committee's value wins; where a rule may only be tightened, each nearer value is held against the
 * one above it, and a looser one is passed over and listed in `refused` with the document it broke.
 * Refuses `rulebooks.no-version` when no rulebook holds on that day.
 */
export function resolveRules(input: {
  versions: readonly RulebookVersion[];
  overrides: readonly RuleOverride[];
  unitChain: readonly Id[];
  day: CivilDate;
}): Result<ResolvedRules> {
  const version = versionOn(input.versions, input.day);
  if (!version) return refuse({ code: 'rulebooks.no-version', field: 'on', facts: { day: input.day } });
  const farToNear = input.overrides
    .filter((o) => input.unitChain.includes(o.unitId) && periodContains(o.period, input.day))
    .toSorted(
      (a, b) =>
        input.unitChain.indexOf(b.unitId) - input.unitChain.indexOf(a.unitId) ||
        (a.period.from < b.period.from ? -1 : a.period.from > b.period.from ? 1 : a.id < b.id ? -1 : 1),
    );
  const resolved = RULE_KEYS.map((key) => ({
    key,
    ...resolveRule(key, version.rules[key] as Rule<RuleValues[typeof key]>, version.code, farToNear),
  }));
  return ok({
    versionCode: version.code,
    day: input.day,
    rules: Object.fromEntries(resolved.map(({ key, rule }) => [key, rule])) as ResolvedRules['rules'],
    refused: resolved.flatMap((r) => r.refused),
  });
}

/**
 * Everything that must be right before a committee's value is stored: the value against the rule as resolved
 * for the committee's own unit without its own override, the document, and the period.
 */
export function checkOverride<K extends RuleKey>(
  rule: Rule<RuleValues[K]>,
  wanted: { key: K; value: unknown; document: string; period: Period },
): Result<RuleValues[K]> {
  if (wanted.document.trim() === '') {
    return refuse({ code: 'rulebooks.document-missing', field: 'document' });
  }
  if (!isPeriod(wanted.period)) return refuse({ code: 'rulebooks.period-empty', field: 'to' });
  return checkOverrideValue(rule, wanted.key, wanted.value);
}

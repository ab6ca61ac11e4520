import type { UnitRuleKey, UnitRuleValues } from '#features/rulebooks/contract.ts';
import { isBranchKind, type UnitKind } from '#features/units/contract.ts';

export const SIZE_WARNINGS = [
  'too-few-official',
  'committee-too-early',
  'committee-missing',
  'branch-too-large',
  'base-branch-too-large',
  'base-committee-too-small',
  'sub-committee',
] as const;
/** Ways in which the size of a unit and its level do not go together. */
export type SizeWarningKey = (typeof SIZE_WARNINGS)[number];

/** The rule that each warning is about. */
export const ruleOfWarning: Record<SizeWarningKey, UnitRuleKey> = {
  'too-few-official': 'size.branch-least-official',
  'committee-too-early': 'size.committee-from-official',
  'committee-missing': 'size.committee-from-official',
  'branch-too-large': 'size.branch-consent-above',
  'base-branch-too-large': 'size.base-committee-from',
  'base-committee-too-small': 'size.base-committee-from',
  'sub-committee': 'size.sub-committee-consent',
};

export type UnitSize = {
  kind: UnitKind;
  /** Members at home in the unit and everything below it, official or not. */
  members: number;
  /** Those of them that are official. */
  official: number;
  /** People who hold a post of the committee: secretary, deputies, committee members. */
  leaders: number;
};

/** `counted` is what the unit has, `limit` what the rule names; null where the rule names no number. */
export type SizeWarning = { key: SizeWarningKey; counted: number; limit: number | null };

/** Secretary and deputy alone are no committee. */
const LEAST_COMMITTEE = 3;

/**
 * What the size of a unit says against its level, by the rules in force there. A unit in which nobody is recorded is not
 * judged.
 */
export function judgeSize(size: UnitSize, rules: UnitRuleValues): SizeWarning[] {
  const { kind, members, official, leaders } = size;
  if (members === 0) return [];
  const warnings: SizeWarning[] = [];
  const warn = (key: SizeWarningKey, counted: number, limit: number | null) =>
    warnings.push({ key, counted, limit });
  if (isBranchKind(kind)) {
    const least = rules['size.branch-least-official'];
    if (official < least) warn('too-few-official', official, least);
    const committeeFrom = rules['size.committee-from-official'];
    const hasCommittee = leaders >= LEAST_COMMITTEE;
    if (official < committeeFrom && hasCommittee) warn('committee-too-early', official, committeeFrom);
    if (official >= committeeFrom && !hasCommittee) warn('committee-missing', official, committeeFrom);
  }
  const baseFrom = rules['size.base-committee-from'];
  if (kind === 'base-branch' && members >= baseFrom) warn('base-branch-too-large', members, baseFrom);
  if (kind === 'base-committee' && members < baseFrom) warn('base-committee-too-small', members, baseFrom);
  const consentAbove = rules['size.branch-consent-above'];
  if (kind === 'branch' && members > consentAbove) warn('branch-too-large', members, consentAbove);
  if (kind === 'sub-committee' && rules['size.sub-committee-consent']) warn('sub-committee', members, null);
  return warnings;
}

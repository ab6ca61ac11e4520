import type { CivilDate } from '#kernel/civil-date.ts';
import { type Period, periodContains, periodsOverlap } from '#kernel/period.ts';
import type { RuleSource } from '#kernel/result.ts';
import { overlapOf, type Timeline, together } from './timeline.ts';
import type { UnitKind } from './unit-kinds.ts';

/** One level that may stand directly under another, while the document holds. */
export type LevelRule = {
  kind: UnitKind;
  under: UnitKind;
  period: Period;
  source: RuleSource;
};

// Read in accounts of the Charter, not in its text.
const charter: RuleSource = { document: 'Điều lệ Đảng', article: 'Chương III, V', verified: false };
/** Since 1 July 2025 a ward or commune stands above the base and leads branches directly. */
const twoTiers: RuleSource = { document: '294-QĐ/TW', on: '2025-05-26', verified: false };

const always: Period = { from: '1930-02-03', to: null };
const rule = (kind: UnitKind, under: UnitKind, source = charter, period = always): LevelRule => ({
  kind,
  under,
  period,
  source,
});

/** Which level may stand directly under which. What is not listed may not. */
export const levelRules: readonly LevelRule[] = [
  rule('upper-committee', 'city-committee'),
  rule('base-committee', 'city-committee'),
  rule('base-committee', 'upper-committee'),
  rule('base-branch', 'city-committee'),
  rule('base-branch', 'upper-committee'),
  rule('sub-committee', 'base-committee'),
  rule('branch', 'base-committee'),
  rule('branch', 'sub-committee'),
  rule('branch', 'upper-committee', twoTiers, { from: '2025-07-01', to: null }),
  rule('group', 'base-branch'),
  rule('group', 'branch'),
];

/** Levels that may stand directly under this one at some time of the period. */
export const kindsUnder = (under: UnitKind, inside: Period): UnitKind[] =>
  levelRules
    .filter((each) => each.under === under && periodsOverlap(each.period, inside))
    .map((each) => each.kind);

/** Whether a level may stand directly under another on that day. */
export const mayStandUnder = (kind: UnitKind, under: UnitKind, on: CivilDate): boolean =>
  levelRules.some((each) => each.kind === kind && each.under === under && periodContains(each.period, on));

export type LevelClash = { kind: UnitKind; under: UnitKind; on: CivilDate; source: RuleSource };

/** The first day of the period on which the lower level may not stand under the upper one. */
export function levelClash(
  lower: Timeline<UnitKind>,
  upper: Timeline<UnitKind>,
  inside: Period,
): LevelClash | undefined {
  for (const part of together(lower, upper, inside)) {
    const matching = levelRules.filter((each) => each.kind === part.a && each.under === part.b);
    const allowed = matching.map((each) => overlapOf(each.period, part)).find((days) => days !== undefined);
    const clash = { kind: part.a, under: part.b, source: matching[0]?.source ?? charter };
    if (!allowed || allowed.from > part.from) return { ...clash, on: part.from };
    if (allowed.to !== null && (part.to === null || allowed.to < part.to))
      return { ...clash, on: allowed.to };
  }
  return undefined;
}

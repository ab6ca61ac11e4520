import type { GradingRuleValues, UnitGrade } from '#features/rulebooks/contract.ts';
import type { Evidence } from './evidence.ts';
import { isBetter } from './judge.ts';

/** Where a self-grade and the records differ, so that somebody looks again. They refuse nothing. */
export const FLAGS = ['gap', 'attendance', 'papers', 'above-allowed'] as const;
export type Flag = (typeof FLAGS)[number];

/** `graded`: what the unit says, or what was appraised; nothing is flagged below good. */
export function flagsOf(
  graded: UnitGrade | null,
  best: UnitGrade,
  evidence: Evidence,
  rules: GradingRuleValues['grading.flags'],
): Flag[] {
  if (graded === null || isBetter('good', graded)) return [];
  const { longestGap, base, present, papers } = evidence;
  return [
    ...(longestGap >= rules.monthsWithoutMeeting ? (['gap'] as const) : []),
    ...(base > 0 && present * 100 < rules.attendanceBelow * base ? (['attendance'] as const) : []),
    ...(papers.received - papers.opened >= rules.papersUnopened ? (['papers'] as const) : []),
    ...(isBetter(graded, best) ? (['above-allowed'] as const) : []),
  ];
}

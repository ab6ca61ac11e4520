/** Door 1 of rulebooks: pure types and functions. Anyone may import. */
export * from './domain/describe-score.ts';
export * from './domain/meeting-norms.ts';
export type { ResolvedRule, ResolvedRules, RuleOrigin } from './domain/resolve-rules.ts';
export { ruleValues } from './domain/resolve-rules.ts';
export * from './domain/rulebook.ts';
export * from './domain/score-meeting.ts';
export * from './domain/score-sheet.ts';
export * from './domain/year-grade.ts';

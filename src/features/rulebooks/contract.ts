/**
 * Door 1 of rulebooks: values and pure functions without any schema, so that the phone may carry them too.
 * The routes with their schemas are given as types only.
 */
export * from './domain/day-off.ts';
export * from './domain/describe-score.ts';
export * from './domain/meeting-norms.ts';
export * from './domain/resolved-rules.ts';
export * from './domain/rulebook.ts';
export * from './domain/score-meeting.ts';
export * from './domain/score-sheet.ts';
export * from './domain/voting-rules.ts';
export * from './domain/voting-words.ts';
export * from './domain/year-grade.ts';
export type * from './routes.ts';

/**
 * Door 1 of ballots: values and pure functions without any schema, so that the phone may carry them too.
 * The routes with their schemas are given as types only.
 */
export * from './domain/ballot-paper.ts';
export { type Box, phrasesOf, shortHash } from './domain/box.ts';
export * from './domain/check-plan.ts';
export * from './domain/count-ballots.ts';
export * from './domain/electorate.ts';
export { isPaper, isResult, isTally } from './domain/read-box.ts';
export * from './domain/say-fault.ts';
export * from './domain/say-result.ts';
export { BOX_FAULTS, type BoxCheck, type BoxFault, verifyBox } from './domain/verify-box.ts';
export type * from './routes.ts';

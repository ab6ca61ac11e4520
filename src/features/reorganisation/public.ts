export { importPlan, importPlanFromFile, readPlanFile } from './actions/import-plan.ts';
export { lookAhead } from './actions/look-ahead.ts';
export { sentenceOf } from './actions/sentence.ts';
export { takeDueEffect, takeEffect } from './actions/take-effect.ts';
export {
  addFittingLevels,
  assign as assignPlaces,
  createPlan,
  holdPlan,
  movePlan,
  writeSteps,
} from './actions/write-plan.ts';
export { type PlanRow, selectPlan as findPlan } from './db/plans.sql.ts';
export type { PlanStep } from './domain/plan.ts';

export { importPlan, importPlanFromFile, readPlanFile } from './actions/import-plan.ts';
export { lookAhead } from './actions/look-ahead.ts';
export { sentenceOf } from './actions/sentence.ts';
export { takeDueEffect, takeEffect } from './actions/take-effect.ts';
export { createPlan, holdPlan, movePlan, writeSteps } from './actions/write-plan.ts';
export { selectPlan as findPlan } from './db/plans.sql.ts';
export type { PlanStep } from './domain/plan.ts';

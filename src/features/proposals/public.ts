export { findGroupings } from './actions/find-groupings.ts';
export { loadGround } from './actions/load-ground.ts';
export { openSolver } from './actions/solver.ts';
export type { Asked } from './domain/asked.ts';
export type { Ground } from './domain/ground.ts';

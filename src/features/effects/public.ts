export {
  type BranchesByMonth,
  figuresByBranch,
  figuresOfUnits,
  type Parts,
  partsIn,
  valueOfParts,
} from './actions/measure-branches.ts';
export { nameIndicator } from './actions/name-indicator.ts';
export { type Window, windowsFor } from './domain/windows.ts';

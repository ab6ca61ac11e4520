export { branchFigures, branchFiguresUnder } from './actions/branch-figures.ts';
export { compareSigns, gapsOfBridge, signsOfReports } from './actions/every-report.ts';
export { importBoundaries } from './actions/import-boundaries.ts';
export { readFigures } from './actions/read-figures.ts';
export { normsOf, refreshReports, refreshReportsIn } from './actions/refresh-facts.ts';
export { selectMapped as boundariesUnder } from './db/boundaries.sql.ts';
export { reportTables } from './db/copy-tables.ts';
export {
  type BranchMonth,
  type Clock,
  forgetAll as forgetReports,
  selectFirstMade as firstMonthOfFigures,
} from './db/month-facts.sql.ts';
export { addFigures, type Figures, NO_FIGURES, periodFigures } from './domain/figures.ts';
export { MEASURE_KEYS, MEASURES, type Measure, type MeasureKey, measureOf } from './domain/measures.ts';
export { spreadOf } from './domain/spread.ts';
export { figureWords, measureWords } from './domain/words.ts';

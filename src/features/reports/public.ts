export { branchFigures } from './actions/branch-figures.ts';
export { refreshReports } from './actions/refresh-facts.ts';
export { reportTables } from './db/copy-tables.ts';
export { type BranchMonth, forgetAll as forgetReports } from './db/month-facts.sql.ts';
export { addFigures, type Figures, NO_FIGURES, periodFigures } from './domain/figures.ts';
export { MEASURE_KEYS, MEASURES, type Measure, type MeasureKey, measureOf } from './domain/measures.ts';
export { spreadOf } from './domain/spread.ts';
export { figureWords, measureWords } from './domain/words.ts';

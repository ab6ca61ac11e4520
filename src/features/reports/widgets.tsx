/** Door 3 of reports: measures, their words and how their values are written. */
export type { MeasureKey, Spread } from './contract.ts';
export { MEASURE_KEYS, MEASURES, type Measure } from './domain/measures.ts';
export { measureWords } from './domain/words.ts';
export { formatValue } from './ui/measured.ts';

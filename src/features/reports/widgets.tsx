/** Door 3 of reports: measures, their words and how their values are written. */
export type { MeasureKey, Spread } from './contract.ts';
export { ownName } from './domain/boundaries.ts';
export { MEASURE_KEYS, MEASURES, type Measure } from './domain/measures.ts';
export { measureWords } from './domain/words.ts';
export { drawAreas } from './ui/map-shapes.ts';
export { formatValue } from './ui/measured.ts';

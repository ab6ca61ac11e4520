export { kindWords, SECTORS, sectorWords } from './domain/unit-kinds.ts';
export { type ChosenUnit, UnitChoice } from './ui/unit-choice.tsx';

export { kindWords, SECTORS, sectorWords } from './domain/unit-kinds.ts';
export { type ChosenUnit, UnitChoice, UnitList } from './ui/unit-choice.tsx';

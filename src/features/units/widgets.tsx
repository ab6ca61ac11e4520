export { kindWords, SECTORS, sectorWords } from './domain/unit-kinds.ts';

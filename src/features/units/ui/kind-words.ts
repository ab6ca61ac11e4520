import { useLanguage } from '#ui-kit/text.ts';
import type { Sector, UnitKind } from '../contract.ts';
import { kindWords, sectorWords } from '../domain/unit-kinds.ts';

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Levels and sectors in the language in use, as they begin a line or stand inside one. */
export function useKindWords() {
  const { language } = useLanguage();
  return {
    kind: (kind: UnitKind) => capital(kindWords[kind][language]),
    kindInside: (kind: UnitKind) => kindWords[kind][language],
    sector: (sector: Sector) => capital(sectorWords[sector][language]),
    language,
  };
}

import type { Id } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/result.ts';
import type { ChangeVerb } from './unit-change.ts';
import { kindWords, sectorWords, UNIT_KINDS, type UnitKind } from './unit-kinds.ts';
import type { KindAndSector } from './unit-record.ts';

export type Language = 'vi' | 'en';

const isKind = (fact: unknown): fact is UnitKind => UNIT_KINDS.includes(fact as UnitKind);

/** A refusal with its levels in words of one language: `chi bộ` for `branch`. */
export const inWords = (refusal: Refusal, language: Language): Refusal =>
  (refusal.code === 'units.level-not-allowed' || refusal.code === 'units.import-level') && refusal.facts
    ? {
        ...refusal,
        facts: Object.fromEntries(
          Object.entries(refusal.facts).map(([key, fact]) => [
            key,
            isKind(fact) ? kindWords[fact][language] : fact,
          ]),
        ),
      }
    : refusal;

export const kindInWords = ({ kind, sector }: KindAndSector, language: Language): string =>
  [kindWords[kind][language], ...(sector ? [sectorWords[sector][language]] : [])].join(', ');

/** A value of a change in words: names of units for ids, levels and sectors in the language. */
export const wordsOfValue =
  (verb: ChangeVerb, language: Language, names: ReadonlyMap<Id, string>) =>
  (value: unknown): string | null => {
    if (value === null || value === undefined) return null;
    if (verb === 'move' || verb === 'found') return names.get(value as Id) ?? null;
    if (verb === 'change-kind') return kindInWords(value as KindAndSector, language);
    return String(value);
  };

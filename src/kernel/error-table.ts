import { formatCivilDate, isCivilDate } from './civil-date.ts';

/** One row per error code of a feature: the HTTP status and the sentence in both languages. */
export type ErrorRow = {
  status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503;
  /** What is wrong. `{{name}}` is replaced by the fact of that name. */
  vi: string;
  en: string;
  /** What the person can do about it. */
  wayOut?: { vi: string; en: string };
};

export type ErrorTable = Record<string, ErrorRow>;

const written = (fact: string | number | boolean | null | undefined): string =>
  typeof fact === 'string' && isCivilDate(fact) ? formatCivilDate(fact) : String(fact ?? '');

type Facts = Record<string, string | number | boolean | null>;

/** Facts as a language says them: in English `conditionEn`, where it is there, stands in for `condition`. */
export const factsIn = (language: 'vi' | 'en', facts: Facts | undefined): Facts | undefined =>
  facts && language === 'en'
    ? Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, facts[`${name}En`] ?? fact]))
    : facts;

/**
 * The sentence of a code with its facts filled in, days as `dd/mm/yyyy`; a fact that is missing leaves nothing behind.
 */
export function fillFacts(sentence: string, facts: Facts | undefined): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => written(facts?.[name]));
}

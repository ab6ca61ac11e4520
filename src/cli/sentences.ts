import { features } from '#app/features.ts';
import { fillFacts } from '#kernel/error-table.ts';

/** The Vietnamese sentence of a code of any feature, with its facts filled in; the code itself when it has none. */
export function sentenceOf(code: string, facts: Parameters<typeof fillFacts>[1]): string {
  const row = features.map((feature) => feature.errors[code]).find(Boolean);
  return row ? fillFacts(row.vi, facts) : code;
}

import { fillFacts } from '#kernel/error-table.ts';
import type { Refusal } from '#kernel/result.ts';
import type { World } from '#platform/feature.ts';

/** What a refusal says, and the way out, for a list of what is wrong. */
export function sentenceOf(
  world: Pick<World, 'features'>,
  { code, facts }: Refusal,
  language: 'vi' | 'en',
): { code: string; message: string; wayOut: string | null } {
  const row = world.features.map((feature) => feature.errors[code]).find(Boolean);
  return {
    code,
    message: row ? fillFacts(row[language], facts) : code,
    wayOut: row?.wayOut?.[language] ?? null,
  };
}

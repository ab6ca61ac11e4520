import { runApart } from '#platform/apart/run-apart.ts';

export type PdfLimits = {
  /** Of the whole process that reads, its heap and what lies outside it. */
  memoryMb: number;
  seconds: number;
  pages: number;
  characters: number;
};

const LIMITS: PdfLimits = { memoryMb: 448, seconds: 8, pages: 300, characters: 200_000 };

/**
 * The words that stand in a PDF as text, page by page. A scan has none. What is damaged, locked, too large or too slow
 * gives what was read until then: a paper is found by fewer words and never refused for them. Null when so many others
 * were being read that its turn did not come within `patienceMs`; without it, it waits for as long as it takes.
 */
export async function wordsOfPdf(
  bytes: Uint8Array,
  { limits = LIMITS, patienceMs }: { limits?: PdfLimits; patienceMs?: number } = {},
): Promise<string | null> {
  const pages: string[] = [];
  const end = await runApart<string>(
    new URL('./pdf-words-child.mjs', import.meta.url),
    { bytes, pages: limits.pages, characters: limits.characters },
    { memoryMb: limits.memoryMb, heapMb: Math.round(limits.memoryMb / 2), seconds: limits.seconds },
    (page) => pages.push(page),
    patienceMs,
  );
  return end === 'no-turn' ? null : pages.join(' ').slice(0, limits.characters);
}

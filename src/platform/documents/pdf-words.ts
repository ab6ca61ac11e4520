import { Worker } from 'node:worker_threads';

export type PdfLimits = { memoryMb: number; seconds: number; pages: number; characters: number };

const LIMITS: PdfLimits = { memoryMb: 192, seconds: 8, pages: 300, characters: 200_000 };

/**
 * The words that stand in a PDF as text, page by page. A scan has none. What is damaged, locked, too large or too slow
 * gives what was read until then: a paper is found by fewer words and never refused for them.
 */
export function wordsOfPdf(bytes: Uint8Array, limits: PdfLimits = LIMITS): Promise<string> {
  return new Promise((resolve) => {
    const pages: string[] = [];
    const worker = new Worker(new URL('./pdf-words-worker.mjs', import.meta.url), {
      workerData: { bytes, mostPages: limits.pages, mostCharacters: limits.characters },
      execArgv: [],
      // Its complaints about a stranger's file are nobody's news.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
    });
    const end = () => {
      clearTimeout(timer);
      resolve(pages.join(' ').slice(0, limits.characters));
      void worker.terminate();
    };
    const timer = setTimeout(end, limits.seconds * 1_000);
    worker.on('message', (page: string | null) => {
      if (page === null) end();
      else pages.push(page);
    });
    worker.once('error', end);
    worker.once('exit', end);
  });
}

import { fork } from 'node:child_process';
import { inTurnsOf } from './in-turns.ts';

export type PdfLimits = {
  /** Of the whole process that reads, its heap and what lies outside it. */
  memoryMb: number;
  seconds: number;
  pages: number;
  characters: number;
};

const LIMITS: PdfLimits = { memoryMb: 448, seconds: 8, pages: 300, characters: 200_000 };

/** Files read at once; others wait. With the limits above this bounds what uploads can take of a machine. */
const inTurns = inTurnsOf(2);

/**
 * The words that stand in a PDF as text, page by page. A scan has none. What is damaged, locked, too large or too slow
 * gives what was read until then: a paper is found by fewer words and never refused for them.
 */
export const wordsOfPdf = (bytes: Uint8Array, limits: PdfLimits = LIMITS): Promise<string> =>
  inTurns(() => readApart(bytes, limits));

function readApart(bytes: Uint8Array, limits: PdfLimits): Promise<string> {
  return new Promise((resolve) => {
    const pages: string[] = [];
    const child = fork(new URL('./pdf-words-child.mjs', import.meta.url), {
      execArgv: [`--max-old-space-size=${Math.round(limits.memoryMb / 2)}`],
      // Passwords and addresses of the server are nothing for a process that opens strangers' files.
      env: {},
      // Its complaints about a stranger's file are nobody's news.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), limits.seconds * 1_000);
    // Only when it is gone is its place free for the next.
    const end = () => {
      clearTimeout(timer);
      resolve(pages.join(' ').slice(0, limits.characters));
    };
    child.on('message', (page: string) => pages.push(page));
    child.once('error', end);
    child.once('close', end);
    // A file that ends the process before it was taken in whole is told by `close`.
    child.send({ bytes, limits }, () => {});
  });
}

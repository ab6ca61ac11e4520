/** A fault that the command line itself found. */
export class CliFailure extends Error {
  constructor(
    readonly code: `cli.${string}`,
    message: string,
  ) {
    super(message);
  }
}

/** One JSON object for scripts, or lines for people. */
export function print(asJson: boolean | undefined, value: unknown, lines: string[]): void {
  if (asJson) console.log(JSON.stringify(value));
  else for (const line of lines) console.log(line);
}

/** Tells how a long piece of work goes: one line when it starts and its time when it ends. */
export async function step<T>(quiet: boolean, title: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  if (!quiet) process.stderr.write(`… ${title}\n`);
  const result = await work();
  if (!quiet) process.stderr.write(`✓ ${title} (${((performance.now() - began) / 1000).toFixed(1)} s)\n`);
  return result;
}

export type ProgressBar = { show: (share: number, what: string) => void; end: () => void };

/** A bar that fills from 0 to 1 on one line of a terminal; elsewhere a line for every tenth. */
export function progressBar(quiet: boolean): ProgressBar {
  if (quiet) return { show: () => {}, end: () => {} };
  const began = performance.now();
  const out = process.stderr;
  let tenth = -1;
  let shownAt = 0;
  return {
    show: (share, what) => {
      const seconds = Math.round((performance.now() - began) / 1000);
      const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
      if (out.isTTY) {
        if (share < 1 && performance.now() - shownAt < 100) return;
        shownAt = performance.now();
        const full = Math.floor(share * 30);
        out.write(
          `\r\x1b[K[${'█'.repeat(full)}${'░'.repeat(30 - full)}] ${percent}  ${seconds} s  ${what.slice(0, 50)}`,
        );
      } else if (Math.floor(share * 10) > tenth) {
        tenth = Math.floor(share * 10);
        out.write(`${percent}  ${seconds} s  ${what}\n`);
      }
    },
    end: () => {
      if (out.isTTY) out.write('\n');
    },
  };
}

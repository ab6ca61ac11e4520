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

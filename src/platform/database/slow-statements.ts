/** Slower than this, a statement is worth a look. */
const SLOW_MS = 300;
const REMEMBERED = 20;

export type SlowStatement = { at: number; ms: number; statement: string };

let count = 0;
const latest: SlowStatement[] = [];

/** Notes how long a statement took. Its text holds no values: those travel apart from it. */
export function noteStatement(text: string, ms: number): void {
  if (ms < SLOW_MS) return;
  count += 1;
  latest.unshift({
    at: Date.now(),
    ms: Math.round(ms),
    statement: text
      .replace(/\/\*.*?\*\//gs, '')
      .trim()
      .replace(/\s+/g, ' ')
      .slice(0, 160),
  });
  latest.length = Math.min(latest.length, REMEMBERED);
}

/** Called when the server begins to serve: nobody waited for the setting-up before it. */
export function forgetSlowStatements(): void {
  count = 0;
  latest.length = 0;
}

/** How many statements were slow since the server began to serve, and the newest of them. */
export const slowStatements = (): { count: number; latest: readonly SlowStatement[] } => ({ count, latest });

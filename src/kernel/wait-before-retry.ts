/**
 * How many milliseconds a device waits before it tries again: longer after each failure in a row, and no less than the
 * server asked for. Thousands of devices lose the same line at once: they come back spread over a while, not together.
 * @param random between 0 and 1
 */
export const waitBeforeRetry = (failures: number, leastMs: number, random: number): number =>
  Math.max(leastMs, Math.min(15_000, 500 * 2 ** Math.min(failures, 5))) * (1 + random / 2);

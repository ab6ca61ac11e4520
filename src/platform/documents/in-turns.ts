/**
 * Lets so many pieces of work run at once, and the others wait in the order in which they came:
 * `const inTurns = inTurnsOf(2); await inTurns(() => read(file))`. One that fails makes room like one that succeeds.
 */
export function inTurnsOf(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    // Whoever ends gives its place to the next in line, so that nobody who comes later slips in between.
    if (running < most) running += 1;
    else await new Promise<void>((start) => waiting.push(start));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

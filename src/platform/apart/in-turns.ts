/** Runs the work when its turn comes. Gives null, and does not begin, when none came within `patienceMs`. */
type InTurns = <T>(work: () => Promise<T>, patienceMs?: number) => Promise<T | null>;

/**
 * Lets so many pieces of work run at once, and the others wait in the order in which they came:
 * `const inTurns = inTurnsOf(2); await inTurns(() => read(file))`. One that fails makes room like one that succeeds.
 */
export function inTurnsOf(most: number): InTurns {
  const waiting: (() => void)[] = [];
  let running = 0;
  /** Whether the turn came; whoever gives up is no longer in the line. */
  const turn = (patienceMs: number | undefined) =>
    new Promise<boolean>((settle) => {
      const start = () => {
        clearTimeout(timer);
        settle(true);
      };
      const timer =
        patienceMs === undefined
          ? undefined
          : setTimeout(() => {
              waiting.splice(waiting.indexOf(start), 1);
              settle(false);
            }, patienceMs);
      waiting.push(start);
    });
  return async (work, patienceMs) => {
    // Whoever ends gives its place to the next in line, so that nobody who comes later slips in between.
    if (running < most) running += 1;
    else if (!(await turn(patienceMs))) return null;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

import { Worker } from 'node:worker_threads';

/** `found`: the time was over, and this is what there was by then; it may be a part of an answer only. */
export type Solved =
  | { status: 'best' | 'found'; objective: number; ones: string[] }
  | { status: 'impossible' }
  | { status: 'out-of-time' };

/** Solves one model after another until it is closed. `share`: so much of the time that is left. */
export type Solver = {
  solve: (text: string, share?: number) => Promise<Solved>;
  close: () => Promise<void>;
};

type Answer = { id: number; status: string; objective: number | null; ones: string[]; why?: string };

/** Heap of the thread; the solver itself keeps its memory beside it. */
const MEMORY_MB = 512;
/** The solver looks at its clock between steps: so long after the limit the thread is stopped. */
const GRACE_MS = 5_000;

/**
 * A solver (HiGHS) in a thread of its own that has so many seconds for everything it is asked. When they are over it answers
 * `out-of-time`, also when the thread has to be stopped for it. Errors: whatever the solver cannot read, which is a fault
 * of the model.
 */
export function openSolver(seconds: number): Solver {
  const worker = new Worker(new URL('./solver-worker.mjs', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const endsAt = performance.now() + seconds * 1_000;
  const left = () => (endsAt - performance.now()) / 1_000;
  let last = 0;
  let isStopped = false;
  const solve = (text: string, share = 1): Promise<Solved> =>
    new Promise((resolve, reject) => {
      if (isStopped || left() <= 0) {
        resolve({ status: 'out-of-time' });
        return;
      }
      last += 1;
      const id = last;
      const settle = (done: () => void) => {
        clearTimeout(timer);
        worker.off('message', onMessage);
        worker.off('error', onError);
        done();
      };
      const onMessage = (answer: Answer) => {
        if (answer.id !== id) return;
        settle(() => {
          if (answer.status === 'Optimal')
            resolve({ status: 'best', objective: answer.objective ?? 0, ones: answer.ones });
          else if (answer.status === 'Infeasible') resolve({ status: 'impossible' });
          else if (answer.status === 'Time limit reached')
            resolve(
              answer.ones.length > 0
                ? { status: 'found', objective: answer.objective ?? 0, ones: answer.ones }
                : { status: 'out-of-time' },
            );
          else reject(new Error(`solver: ${answer.status} ${answer.why ?? ''}`));
        });
      };
      const onError = (error: Error) => settle(() => reject(error));
      const timer = setTimeout(
        () =>
          settle(() => {
            isStopped = true;
            void worker.terminate();
            resolve({ status: 'out-of-time' });
          }),
        left() * 1_000 + GRACE_MS,
      );
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.postMessage({ id, text, seconds: left() * share });
    });
  return {
    solve,
    close: async () => {
      isStopped = true;
      await worker.terminate();
    },
  };
}

// The inside of a process that does one piece of work with a stranger's file and ends. Plain JavaScript: it is started
// without the TypeScript loader.
import { Worker } from 'node:worker_threads';

/** What lies outside the heap is not counted by `--max-old-space-size`, and a busy process finds no moment to look. */
const WATCH = `
  const { workerData } = require('node:worker_threads');
  const endAt = Date.now() + workerData.seconds * 1000;
  setInterval(() => {
    if (process.memoryUsage.rss() > workerData.memoryBytes || Date.now() > endAt) process.kill(process.pid, 'SIGKILL');
  }, 20);
`;

const tell = (message) => new Promise((told) => process.send(message, told));

/** Does the work with the task that comes first, and ends. `tell` sends something back as soon as it is there. */
export function serve(work) {
  process.once('disconnect', () => process.exit());
  process.once('message', async ({ task, limits }) => {
    new Worker(WATCH, {
      eval: true,
      // Whoever started it ends it in time; this is for when that one is gone.
      workerData: { memoryBytes: limits.memoryMb * 1_048_576, seconds: limits.seconds + 1 },
    });
    await work(task, tell);
    process.exit();
  });
}

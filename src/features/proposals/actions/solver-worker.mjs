// Solves models in a thread of its own, so that the server answers others meanwhile. Plain JavaScript: a worker does not
// inherit the TypeScript loader.
import { parentPort } from 'node:worker_threads';
import loadHighs from 'highs';

const highs = await loadHighs();

function solve(text, seconds) {
  const options = {
    output_flag: false,
    time_limit: seconds,
    // Costs are whole numbers: an answer is the best one only when nothing at all is cheaper.
    mip_rel_gap: 0,
    mip_abs_gap: 0.5,
  };
  const began = performance.now();
  try {
    return highs.solve(text, options);
  } catch {
    // Of some models that have no answer its first simplifying says only that it failed; without it they are impossible.
    const left = Math.max(0, seconds - (performance.now() - began) / 1_000);
    return highs.solve(text, { ...options, time_limit: left, presolve: 'off' });
  }
}

parentPort.on('message', ({ id, text, seconds }) => {
  try {
    const result = solve(text, seconds);
    const ones = [];
    // When the time is over, the best that was found by then; whoever asked checks that it is a whole answer.
    if (result.Status === 'Optimal' || result.Status === 'Time limit reached')
      for (const [name, column] of Object.entries(result.Columns)) if (column.Primal > 0.5) ones.push(name);
    parentPort.postMessage({ id, status: result.Status, objective: result.ObjectiveValue, ones });
  } catch (error) {
    parentPort.postMessage({ id, status: 'Failed', objective: null, ones: [], why: String(error) });
  }
});

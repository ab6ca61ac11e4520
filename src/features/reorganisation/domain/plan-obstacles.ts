import type { PlanMove } from './plan.ts';

/** What keeps a plan from going on: a tree that has changed, steps that cannot be, and what has no place yet. */
export type Obstacle = { what: 'differences' | 'wrong' | 'undecided'; count: number };

type Looked = {
  differences: readonly unknown[];
  problems: readonly unknown[];
  steps: readonly { problems: readonly unknown[] }[];
  counts: { undecided: number };
};

/** What is still open about a plan, what is settled first at the front; with `move` only what that move waits for. */
export function obstaclesOf(plan: Looked, move?: PlanMove): Obstacle[] {
  const wrong = plan.steps.reduce((sum, step) => sum + step.problems.length, plan.problems.length);
  const all: Obstacle[] = [
    { what: 'differences', count: plan.differences.length },
    { what: 'wrong', count: wrong },
    { what: 'undecided', count: plan.counts.undecided },
  ];
  // A plan is approved before the last of them has a place, and scheduled afterwards.
  const asks = (what: Obstacle['what']) =>
    move === undefined ||
    move === 'schedule' ||
    move === 'apply' ||
    (move === 'approve' && what !== 'undecided');
  return all.filter(({ what, count }) => count > 0 && asks(what));
}

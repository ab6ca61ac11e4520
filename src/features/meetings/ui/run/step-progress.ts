import type { StepState } from '../../domain/fold.ts';

/** Longest step whose length is believed, in seconds. */
const LONGEST_SECONDS = 12 * 3600;

/** The step that is under way: of several left running by different devices, the one that began last. */
export function runningStep(steps: readonly StepState[]): StepState | null {
  let found: StepState | null = null;
  for (const step of steps)
    if (step.status === 'running' && (found === null || (step.startedAt ?? 0) >= (found.startedAt ?? 0)))
      found = step;
  return found;
}

/** What a person sees without having chosen: the running step, else the first that waits, else the last. */
export const stepInView = (steps: readonly StepState[], chosen: string | null): StepState | null =>
  steps.find((step) => step.step === chosen) ??
  runningStep(steps) ??
  steps.find((step) => step.status === 'waiting') ??
  steps.at(-1) ??
  null;

/** The step to go to when this one is done: the next that waits after it, else the first that waits at all. */
export function nextStep(steps: readonly StepState[], after: string): StepState | null {
  const at = steps.findIndex((step) => step.step === after);
  const waits = (step: StepState) => step.status === 'waiting' && step.step !== after;
  return steps.slice(at + 1).find(waits) ?? steps.find(waits) ?? null;
}

export const previousStep = (steps: readonly StepState[], before: string): StepState | null => {
  const at = steps.findIndex((step) => step.step === before);
  return at > 0 ? (steps[at - 1] ?? null) : null;
};

/** When this device first saw a step running: the wall clock then, and the tick of a clock nobody can set. */
export type Seen = { wallMs: number; tickMs: number };

/**
 * Length of a running step in whole seconds. What passed before this device saw it rests on the two wall
 * clocks, and counts as nothing when they cannot both be right; from then on the tick decides.
 */
export function secondsOf(startedAt: number | null, seen: Seen, tickMs: number): number {
  const before = startedAt === null ? 0 : (seen.wallMs - startedAt) / 1000;
  const believable = before > 0 && before <= LONGEST_SECONDS ? before : 0;
  return Math.min(LONGEST_SECONDS, Math.round(believable + Math.max(0, tickMs - seen.tickMs) / 1000));
}

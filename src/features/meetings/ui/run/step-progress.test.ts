import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StepState } from '../../domain/fold.ts';
import { nextStep, previousStep, runningStep, secondsOf, stepInView } from './step-progress.ts';

const step = (key: string, status: StepState['status'], startedAt: number | null = null): StepState => ({
  step: key,
  rule: null,
  status,
  startedAt,
  elapsedSeconds: 0,
  skippedBecause: null,
});

const steps = [
  step('opening', 'finished', 1),
  step('roll-call', 'running', 5),
  step('dues', 'skipped'),
  step('discussion', 'waiting'),
  step('score', 'waiting'),
];

describe('which step is on the screen', () => {
  test('the running one, unless a person chose another', () => {
    expect(stepInView(steps, null)?.step).toBe('roll-call');
    expect(stepInView(steps, 'score')?.step).toBe('score');
    expect(stepInView(steps, 'not-a-step')?.step).toBe('roll-call');
  });

  test('of two that run, the one that began last', () => {
    expect(runningStep([step('a', 'running', 9), step('b', 'running', 7)])?.step).toBe('a');
    expect(runningStep([step('a', 'finished', 9)])).toBeNull();
  });

  test('the first that waits when none runs, the last when none waits', () => {
    expect(stepInView([step('a', 'finished'), step('b', 'waiting')], null)?.step).toBe('b');
    expect(stepInView([step('a', 'finished'), step('b', 'skipped')], null)?.step).toBe('b');
    expect(stepInView([], null)).toBeNull();
  });
});

describe('where the buttons lead', () => {
  test.each([
    ['roll-call', 'discussion'],
    ['discussion', 'score'],
    // The last one done: back to what was left out before it.
    ['score', 'discussion'],
  ])('after %s comes %s', (after, next) => {
    expect(nextStep(steps, after)?.step).toBe(next);
  });

  test('nothing is left after the last', () => {
    expect(nextStep([step('a', 'finished'), step('b', 'running')], 'b')).toBeNull();
  });

  test('before the first there is nothing', () => {
    expect(previousStep(steps, 'opening')).toBeNull();
    expect(previousStep(steps, 'dues')?.step).toBe('roll-call');
  });
});

describe('length of a step', () => {
  test('wall clock up to the first sight, tick after it', () => {
    expect(secondsOf(1_000_000, { wallMs: 1_060_000, tickMs: 500 }, 30_500)).toBe(90);
  });

  test.each([
    ['a start in the future', 2_000_000],
    ['a start of another year', 1_000_000 - 400 * 86_400_000],
    ['no start', null],
  ])('%s counts only what was seen', (_, startedAt) => {
    expect(secondsOf(startedAt, { wallMs: 1_000_000, tickMs: 0 }, 12_000)).toBe(12);
  });

  test('is always a whole number that the journal takes', () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 0, max: 4e12 })),
        fc.integer({ min: 0, max: 4e12 }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        (startedAt, wallMs, seenTick, nowTick) => {
          const seconds = secondsOf(startedAt, { wallMs, tickMs: seenTick }, nowTick);
          expect(Number.isInteger(seconds)).toBe(true);
          expect(seconds).toBeGreaterThanOrEqual(0);
          expect(seconds).toBeLessThanOrEqual(86_400);
        },
      ),
    );
  });
});

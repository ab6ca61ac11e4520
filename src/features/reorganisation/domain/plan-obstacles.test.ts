import { expect, test } from 'vitest';
import { obstaclesOf } from './plan-obstacles.ts';

const plan = {
  differences: [1],
  problems: [1],
  steps: [{ problems: [] }, { problems: [1, 2] }],
  counts: { undecided: 16 },
};
const differences = { what: 'differences', count: 1 };
const wrong = { what: 'wrong', count: 3 };
const undecided = { what: 'undecided', count: 16 };

test.each([
  [undefined, [differences, wrong, undecided]],
  ['schedule' as const, [differences, wrong, undecided]],
  ['apply' as const, [differences, wrong, undecided]],
  ['approve' as const, [differences, wrong]],
  ['consult' as const, []],
  ['reopen' as const, []],
  ['unschedule' as const, []],
])('what %s waits for', (move, expected) => {
  expect(obstaclesOf(plan, move)).toEqual(expected);
});

test('a plan of which nothing is open has no obstacles', () => {
  const clear = { differences: [], problems: [], steps: [{ problems: [] }], counts: { undecided: 0 } };
  expect(obstaclesOf(clear)).toEqual([]);
});

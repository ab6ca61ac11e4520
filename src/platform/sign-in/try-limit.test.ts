import { expect, test } from 'vitest';
import { TryLimit } from './try-limit.ts';

const MINUTE = 60_000;

test('tries are counted when they begin, and given back when they went well', () => {
  const limit = new TryLimit(2, 15 * MINUTE);
  limit.count('a', 0);
  limit.count('a', MINUTE);
  expect(limit.waitFor('a', 2 * MINUTE)).toBe(13 * MINUTE);
  limit.giveBack('a', MINUTE);
  expect(limit.waitFor('a', 2 * MINUTE)).toBe(0);
  limit.giveBack('a', 7 * MINUTE);
  limit.count('a', 2 * MINUTE);
  expect(limit.waitFor('a', 2 * MINUTE)).toBe(13 * MINUTE);
  expect(limit.waitFor('b', 2 * MINUTE)).toBe(0);
});

test('a hall full of people who sign in well uses nothing up', () => {
  const limit = new TryLimit(3, 15 * MINUTE);
  for (let i = 0; i < 100; i++) {
    expect(limit.waitFor('hall', i)).toBe(0);
    limit.count('hall', i);
    limit.giveBack('hall', i);
  }
});

test('many names do not make the limit forget the one that is tried now', () => {
  const limit = new TryLimit(1, 15 * MINUTE);
  for (let i = 0; i < 60_000; i++) {
    if (i === 59_000) limit.count('victim', 1);
    limit.count(`login ${i}`, 1);
  }
  expect(limit.waitFor('victim', 2)).toBeGreaterThan(0);
});

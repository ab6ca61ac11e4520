import { expect, it } from 'vitest';
import { LastWrites } from './last-writes.ts';

it('says when a session wrote last, and of those that it forgot never too early a time', () => {
  const writes = new LastWrites();
  expect(writes.of('a')).toBe(0);
  writes.note('a', 5);
  writes.note('b', 7);
  writes.note('a', 9);
  expect([writes.of('a'), writes.of('b'), writes.of('c')]).toEqual([9, 7, 0]);
  for (let n = 0; n < 50_000; n++) writes.note(`n${n}`, 100 + n);
  // Both had to go; so as not to show them anything from before, they wrote when the later of them did.
  expect([writes.of('b'), writes.of('a'), writes.of('never seen')]).toEqual([9, 9, 9]);
  expect(writes.of('n49999')).toBe(50_099);
});

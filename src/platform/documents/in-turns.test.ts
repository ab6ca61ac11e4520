import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inTurnsOf } from './in-turns.ts';

it('never runs more at once than it may, keeps the order and loses nobody, whoever fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.boolean(), { maxLength: 12 }),
      async (scheduler, most, fails) => {
        const inTurns = inTurnsOf(most);
        const begun: number[] = [];
        let running = 0;
        let highest = 0;
        const all = Promise.allSettled(
          fails.map((isFailure, index) =>
            inTurns(async () => {
              begun.push(index);
              running += 1;
              highest = Math.max(highest, running);
              await scheduler.schedule(Promise.resolve(), `work ${index}`);
              running -= 1;
              if (isFailure) throw new Error('failed');
              return index;
            }),
          ),
        );
        const results = await scheduler.waitFor(all);
        expect(results.map(({ status }) => status === 'rejected')).toEqual(fails);
        expect(begun).toEqual(fails.map((_, index) => index));
        expect(highest).toBe(Math.min(most, fails.length));
      },
    ),
  );
});

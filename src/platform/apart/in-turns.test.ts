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

it('lets whoever waits with little patience go without beginning, and nobody else loses a turn', async () => {
  const inTurns = inTurnsOf(1);
  let finish = () => {};
  const first = inTurns(() => new Promise<string>((resolve) => (finish = () => resolve('first'))));
  const begun: string[] = [];
  const work = (name: string) => async () => {
    begun.push(name);
    return name;
  };
  const impatient = inTurns(work('impatient'), 0);
  const patient = inTurns(work('patient'));
  const inTime = inTurns(work('in time'), 60_000);
  expect(await impatient).toBeNull();
  finish();
  expect(await Promise.all([first, patient, inTime])).toEqual(['first', 'patient', 'in time']);
  expect(begun).toEqual(['patient', 'in time']);
  expect(await inTurns(work('after'), 0)).toBe('after');
});

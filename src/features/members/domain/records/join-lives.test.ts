import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#kernel/civil-date.ts';
import { periodContains } from '#kernel/period.ts';
import type { LifePeriod } from '../life/life.ts';
import { joinLives } from './join-lives.ts';

const period = (
  branchId: string,
  from: string,
  to: string | null,
  nature: LifePeriod['nature'] = 'home',
): LifePeriod => ({
  branchId,
  nature,
  status: nature === 'host' ? 'temporarily-here' : 'official',
  onProbation: false,
  reason: null,
  from,
  to,
});
const shape = (periods: readonly LifePeriod[]) =>
  periods.map(({ branchId, nature, from, to }) => `${branchId} ${nature} ${from} ${to ?? '…'}`);

describe('two records of one person', () => {
  test('what the record that stays says holds; the other fills the days on which it says nothing', () => {
    const kept = [period('B', '2020-01-01', '2022-01-01'), period('B', '2023-01-01', null)];
    const gone = [period('A', '2019-01-01', '2024-01-01'), period('C', '2021-01-01', '2021-06-01', 'host')];
    expect(shape(joinLives(kept, gone))).toEqual([
      'A home 2019-01-01 2020-01-01',
      'B home 2020-01-01 2022-01-01',
      'C host 2021-01-01 2021-06-01',
      'A home 2022-01-01 2023-01-01',
      'B home 2023-01-01 …',
    ]);
  });

  test('the same branch twice is one stay', () => {
    const same = period('A', '2020-01-01', null);
    expect(joinLives([same], [{ ...same, from: '2021-01-01' }])).toEqual([same]);
  });

  const line = (branchId: string) =>
    fc
      .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 6 })
      .map((days) => days.toSorted((a, b) => a - b))
      .map((days) =>
        days
          .flatMap((day, i) => (i % 2 === 0 ? [[day, days[i + 1] ?? null] as const] : []))
          .map(([from, to]) =>
            period(branchId, addDays('2020-01-01', from), to === null ? null : addDays('2020-01-01', to)),
          ),
      );

  test('on every day the person is in one branch at most, and in one exactly when a record says so', () => {
    fc.assert(
      fc.property(line('A'), line('B'), (kept, gone) => {
        const joint = joinLives(kept, gone);
        for (let day = 0; day < 65; day += 1) {
          const on = addDays('2020-01-01', day);
          const at = (periods: readonly LifePeriod[]) =>
            periods.filter((each) => periodContains(each, on)).map((each) => each.branchId);
          expect(at(joint)).toEqual(at(kept).length > 0 ? at(kept) : at(gone));
        }
      }),
    );
  });
});

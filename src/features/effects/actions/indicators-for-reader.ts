import { MEASURES } from '#features/reports/public.ts';
import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { selectBaselineUnder, selectIndicators } from '../db/effects.sql.ts';
import { valueOfParts } from './measure-branches.ts';

/**
 * What a paper means to move, for a unit that reads it: indicators that stand, each with what the branches of this unit
 * were before the issue. Figures of other units are not among them.
 */
export async function indicatorsForReader(
  tx: Tx,
  place: Place,
  directiveId: Id,
  seesBaseline: boolean,
  today: CivilDate,
) {
  const reader = { unitId: place.unitId, depth: place.above.length };
  const named = (await selectIndicators(tx, [directiveId])).filter((one) => one.droppedOn === null);
  const kept =
    seesBaseline && named.length > 0 ? await selectBaselineUnder(tx, directiveId, reader, today) : [];
  return named.map(({ measure, target, fromMonth, toMonth }) => {
    const values = kept.filter((row) => row.measure === measure).map((row) => valueOfParts(row, measure));
    return {
      measure,
      better: MEASURES[measure].better ?? 'more',
      target,
      before: { from: fromMonth, to: toMonth },
      baseline:
        values.length === 0
          ? null
          : {
              branches: values.length,
              low: Math.min(...values),
              mean: values.reduce((sum, value) => sum + value, 0) / values.length,
              high: Math.max(...values),
            },
    };
  });
}

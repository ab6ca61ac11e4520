import type { DirectiveRow } from '#features/directives/public.ts';
import type { MeasureKey } from '#features/reports/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { sqlState, type Tx } from '#platform/database/database.ts';
import { insertIndicator, selectIndicators } from '../db/effects.sql.ts';
import { checkIndicator } from '../domain/check-indicator.ts';
import { windowsFor } from '../domain/windows.ts';
import { scaleLimits } from './load-effects.ts';
import { figuresByBranch, partsIn } from './measure-branches.ts';

/** No branch counts more of anything in a month. */
const MOST_COUNTED = 10_000;

/**
 * Names an indicator of a paper and keeps what every branch below was in the months before the issue. Answers with the
 * number of branches that had figures then. The caller has asked who may.
 */
export async function nameIndicator(
  tx: Tx,
  unitId: Id,
  directive: DirectiveRow,
  wanted: { measure: MeasureKey; target: number | null },
  by: { personId: Id; today: CivilDate },
): Promise<number> {
  const { before } = windowsFor(directive.issuedOn, by.today);
  const baseline = [...(await figuresByBranch(tx, unitId, [before], by.today))].flatMap(
    ([branchId, months]) => {
      const parts = partsIn(months, before, wanted.measure);
      return parts ? [{ branchId, ...parts }] : [];
    },
  );
  const { measure, target } = unwrap(
    checkIndicator(wanted, {
      isWithdrawn: directive.withdrawnAt !== null,
      named: await selectIndicators(tx, [directive.id]),
      scale: scaleLimits(wanted.measure) ?? [0, MOST_COUNTED],
      measuredBefore: baseline.length,
    }),
  );
  try {
    await insertIndicator(
      tx,
      {
        directiveId: directive.id,
        measure: wanted.measure,
        target,
        fromMonth: before.from,
        toMonth: before.to,
        namedOn: by.today,
        namedBy: by.personId,
      },
      baseline,
    );
  } catch (error) {
    // Two people at once: the second one is told what the first has done.
    if (sqlState(error) === '23505')
      throw new DomainError({ code: 'effects.named-already', field: 'measure', facts: { measure } });
    throw error;
  }
  return baseline.length;
}

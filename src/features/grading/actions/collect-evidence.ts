import { workOf } from '#features/assignments/public.ts';
import { papersReceivedBy } from '#features/directives/public.ts';
import { branchFiguresUnder, type Figures } from '#features/reports/public.ts';
import { type CivilDate, firstDayOf, lastDayOf, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { selectFirstMonth } from '../db/rounds.sql.ts';
import { type Evidence, evidenceOf, NO_WORK } from '../domain/evidence.ts';
import { type Months, monthsOf } from '../domain/round.ts';

/** What the records say of many branches in a period, as they stand now; one statement for each source. */
export async function collectEvidence(
  tx: Tx,
  branchIds: readonly Id[],
  period: Months & { id: Id },
  today: CivilDate,
): Promise<(branchId: Id) => Evidence> {
  const since = await selectFirstMonth(tx, period);
  const days = { from: firstDayOf(period.from), to: lastDayOf(period.to) };
  const rows = await branchFiguresUnder(tx, branchIds, monthsOf(period), today);
  const work = new Map((await workOf(tx, branchIds, days, today)).map(({ unitId, ...one }) => [unitId, one]));
  const papers = new Map(
    (await papersReceivedBy(tx, branchIds, days)).map(({ unitId, ...one }) => [unitId, one]),
  );
  const months = new Map<Id, { month: YearMonth; figures: Figures }[]>();
  for (const { branchId, month, unitId: _, ...figures } of rows) {
    const list = months.get(branchId);
    if (list) list.push({ month, figures });
    else months.set(branchId, [{ month, figures }]);
  }
  return (branchId) =>
    evidenceOf(
      months.get(branchId) ?? [],
      since,
      period.to,
      monthOf(today),
      work.get(branchId) ?? NO_WORK,
      papers.get(branchId) ?? { received: 0, opened: 0, takenUp: 0 },
    );
}

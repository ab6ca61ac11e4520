import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Clock } from '../db/month-facts.sql.ts';
import { addFigures, type Figure, type Figures, NO_FIGURES } from '../domain/figures.ts';
import { MEASURED_FIGURES } from '../domain/measures.ts';
import { monthsUpTo } from '../domain/report-period.ts';
import { byChild, childUnit, inOrder, namesOf, openPeriod } from './load-dashboard.ts';
import { readFigures } from './read-figures.ts';

export const TREND_MONTHS = 36;

type Series = Partial<Record<Figure, number[]>>;

const seriesOf = (months: readonly YearMonth[], figuresIn: (month: YearMonth) => Figures): Series =>
  Object.fromEntries(
    MEASURED_FIGURES.map((figure) => [figure, months.map((month) => figuresIn(month)[figure])]),
  );

/** Three years up to a month. Errors as of the dashboard. */
export async function loadTrend(
  tx: Tx,
  question: { unitId: Id; month: YearMonth; clock: Clock; sector: string | null; today: CivilDate },
) {
  const { unitId, clock, sector, today } = question;
  const { unit, norms, treeOn } = await openPeriod(tx, unitId, question.month, clock, today);
  const months = monthsUpTo(question.month, TREND_MONTHS);
  const rows = await readFigures(tx, { unitId, months, clock, today, norms, sector });
  const children = byChild(rows);
  const names = await namesOf(tx, [...children.keys()], treeOn);
  const totals = new Map<YearMonth, Figures>();
  for (const { childId, month, ...figures } of rows)
    totals.set(month, addFigures(totals.get(month) ?? NO_FIGURES, figures));
  return {
    unit,
    months,
    children: inOrder(
      [...children].map(([id, ofMonths]) => {
        const found = new Map(ofMonths.map(({ month, figures }) => [month, figures]));
        return {
          ...childUnit(id, names),
          series: seriesOf(months, (month) => found.get(month) ?? NO_FIGURES),
        };
      }),
    ),
    totals: seriesOf(months, (month) => totals.get(month) ?? NO_FIGURES),
  };
}

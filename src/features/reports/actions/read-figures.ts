import { type CivilDate, firstDayOf, lastDayOf, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import {
  type ChildMonth,
  type Clock,
  selectDepths,
  selectMonthStates,
  selectSummed,
  sumChildren,
} from '../db/month-facts.sql.ts';
import { addFigures, hasFigures, NO_FIGURES, takeFigures } from '../domain/figures.ts';
import type { Norms } from '../domain/norms.ts';

export type Question = {
  unitId: Id;
  /** Months that have begun, oldest first. */
  months: readonly YearMonth[];
  clock: Clock;
  today: CivilDate;
  norms: Norms;
  /** Only branches of this sector; null for all. */
  sector: string | null;
};

/**
 * The figures of every unit directly below a unit, month by month, as the rows say at this moment. Sums that stand
 * ready are used where nothing has changed since; everything else is worked out here.
 */
export async function readFigures(tx: Tx, question: Question): Promise<ChildMonth[]> {
  const { unitId, months, clock, today, norms } = question;
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return [];
  const running = monthOf(today);
  const states = await selectMonthStates(tx, months, clock, norms, today);
  const isReady = (state: (typeof states)[number]) =>
    question.sector === null && state.month < running && state.isMade && !state.isMarked && state.isSummed;
  const ready = states.filter(isReady);
  const rest = states.filter((state) => !isReady(state));

  const lastDay = lastDayOf(last) < today ? lastDayOf(last) : today;
  const depths =
    clock === 'then'
      ? await selectDepths(tx, unitId, firstDayOf(first), lastDay)
      : await selectDepths(tx, unitId, today, today);
  const reading = { clock, today, norms, sector: question.sector };
  const found: ChildMonth[] = [];
  if (ready.length) {
    const summed = await selectSummed(
      tx,
      unitId,
      clock,
      ready.map(({ month }) => month),
    );
    const direct = await sumChildren(tx, unitId, depths, { ...reading, months: ready }, true);
    const children = [...summed.flatMap(({ isOwn, ...row }) => (isOwn ? [] : [row])), ...direct];
    found.push(...children);
    if (clock === 'today')
      found.push(
        ...endedOf(
          summed.filter((row) => row.isOwn),
          children,
        ),
      );
  }
  const over = rest.filter(({ month }) => month < running);
  found.push(...(await sumChildren(tx, unitId, depths, { ...reading, months: over }, false)));
  // The running month stands on today's tree by either clock.
  const now = rest.filter(({ month }) => month === running);
  found.push(...(await sumChildren(tx, unitId, depths, { ...reading, clock: 'then', months: now }, false)));
  return found;
}

/** What a unit counts beyond the units that stand below it today: branches that ended directly under it. */
function endedOf(own: readonly ChildMonth[], children: readonly ChildMonth[]): ChildMonth[] {
  const below = new Map<YearMonth, ChildMonth[]>();
  for (const row of children) below.set(row.month, [...(below.get(row.month) ?? []), row]);
  return own.flatMap((row) => {
    const figures = takeFigures(row, (below.get(row.month) ?? []).reduce(addFigures, NO_FIGURES));
    return hasFigures(figures) ? [{ childId: null, month: row.month, ...figures }] : [];
  });
}

import {
  branchFigures,
  branchFiguresUnder,
  type Figures,
  MEASURES,
  type MeasureKey,
  periodFigures,
} from '#features/reports/public.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { monthsIn, type Window } from '../domain/windows.ts';

/** A measured value before it is divided: the baseline is kept like this, and shares are made of it at the end. */
export type Parts = { part: number; whole: number };

export type BranchesByMonth = Map<Id, { month: YearMonth; figures: Figures }[]>;

/**
 * The figures of every branch below a unit, month by month, for all months that some window asks for. A month in which
 * none of them met was before the unit kept its meetings here: it says nothing about them and is left out.
 */
export async function figuresByBranch(
  tx: Tx,
  unitId: Id,
  windows: readonly Window[],
  today: CivilDate,
): Promise<BranchesByMonth> {
  return byBranch(await branchFigures(tx, unitId, [...new Set(windows.flatMap(monthsIn))], today));
}

/** The same for several units in one reading. A unit without branches is left out. */
export async function figuresOfUnits(
  tx: Tx,
  unitIds: readonly Id[],
  windows: readonly Window[],
  today: CivilDate,
): Promise<Map<Id, BranchesByMonth>> {
  const months = [...new Set(windows.flatMap(monthsIn))];
  const rowsOf = new Map<Id, Row[]>();
  for (const { unitId, ...row } of await branchFiguresUnder(tx, unitIds, months, today)) {
    const list = rowsOf.get(unitId);
    if (list) list.push(row);
    else rowsOf.set(unitId, [row]);
  }
  return new Map([...rowsOf].map(([unitId, rows]) => [unitId, byBranch(rows)]));
}

type Row = Awaited<ReturnType<typeof branchFigures>>[number];

function byBranch(rows: readonly Row[]): BranchesByMonth {
  const found: BranchesByMonth = new Map();
  const kept = new Set(rows.filter((row) => row.held > 0).map((row) => row.month));
  for (const { branchId, month, ...figures } of rows) {
    if (!kept.has(month)) continue;
    const list = found.get(branchId);
    if (list) list.push({ month, figures });
    else found.set(branchId, [{ month, figures }]);
  }
  return found;
}

/** One measure of a branch over a window; undefined where there was nothing to measure. */
export function partsIn(
  months: readonly { month: YearMonth; figures: Figures }[] | undefined,
  window: Window,
  key: MeasureKey,
): Parts | undefined {
  const inside = (months ?? []).filter(({ month }) => month >= window.from && month <= window.to);
  if (inside.length === 0) return undefined;
  const figures = periodFigures(inside, window.to);
  const { part, whole, kind } = MEASURES[key];
  // A plain number is the mean of its months, so that windows of unlike length compare.
  const over = kind === 'count' ? inside.length : whole.reduce((sum, figure) => sum + figures[figure], 0);
  return over === 0 ? undefined : { part: figures[part], whole: over };
}

/** In the measure's own unit: percent, points, or a number a month. */
export function valueOfParts({ part, whole }: Parts, key: MeasureKey): number {
  const { kind } = MEASURES[key];
  return kind === 'share' ? (part / whole) * 100 : kind === 'score' ? part / whole / 100 : part / whole;
}

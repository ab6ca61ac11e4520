import { isBranchKind, type UnitKind } from '#features/units/contract.ts';
import { dayInLife, loadUnit, unitsAbove } from '#features/units/public.ts';
import { type CivilDate, lastDayOf, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import type { ChildMonth, Clock } from '../db/month-facts.sql.ts';
import { type NamedUnit, selectMeetingsOf, selectNamed, selectParent } from '../db/reports.sql.ts';
import { addFigures, type Figures, NO_FIGURES, periodFigures } from '../domain/figures.ts';
import { MEASURE_KEYS, MEASURES, type MeasureKey, measureOf } from '../domain/measures.ts';
import type { Norms } from '../domain/norms.ts';
import { monthsBegun, readPeriod } from '../domain/report-period.ts';
import { type Spread, spreadOf } from '../domain/spread.ts';
import { readFigures } from './read-figures.ts';
import { normsOf } from './refresh-facts.ts';

export type DashboardQuestion = {
  unitId: Id;
  period: string;
  clock: Clock;
  sector: string | null;
  today: CivilDate;
};

/** What every view of a unit in a period begins with. Errors: `reports.period-ahead`, `platform.not-found`. */
export async function openPeriod(tx: Tx, unitId: Id, name: string, clock: Clock, today: CivilDate) {
  const period = readPeriod(name);
  const months = period ? monthsBegun(period, monthOf(today)) : [];
  const last = months.at(-1);
  if (!period || !last) throw new DomainError({ code: 'reports.period-ahead', field: 'period' });
  const lastDay = lastDayOf(last) < today ? lastDayOf(last) : today;
  const treeOn = clock === 'then' ? lastDay : today;
  // A unit that was not there then, or is not any more, is named as on the nearest day of its life.
  const named = await dayInLife(tx, unitId, treeOn);
  const unit = await loadUnit(tx, unitId, named);
  const above = await unitsAbove(tx, unitId, named);
  const norms = await normsOf(tx, above.at(-1)?.id ?? unitId, today);
  return { period, months, last, treeOn, unit, above, norms };
}

/** A child's months side by side. */
export function byChild(
  rows: readonly ChildMonth[],
): Map<Id | null, { month: YearMonth; figures: Figures }[]> {
  const found = new Map<Id | null, { month: YearMonth; figures: Figures }[]>();
  for (const { childId, month, ...figures } of rows) {
    const months = found.get(childId);
    if (months) months.push({ month, figures });
    else found.set(childId, [{ month, figures }]);
  }
  return found;
}

const isBranch = (kind: UnitKind | null | undefined): boolean => kind != null && isBranchKind(kind);

/** In the order of their codes, then of their names; what has ended stands last. */
export const inOrder = <Child extends { id: Id | null; code: string | null; name: string; endedOn: unknown }>(
  children: Child[],
): Child[] =>
  children.toSorted(
    (a, b) =>
      Number(a.id === null) - Number(b.id === null) ||
      Number(a.endedOn !== null) - Number(b.endedOn !== null) ||
      (a.code ?? '~').localeCompare(b.code ?? '~') ||
      a.name.localeCompare(b.name, 'vi', { numeric: true }),
  );

/** A child as it is called on a day; branches that have ended share one line. */
export function childUnit(id: Id | null, names: ReadonlyMap<Id, NamedUnit>) {
  const unit = id === null ? undefined : names.get(id);
  return {
    id,
    name: unit?.name ?? '',
    code: unit?.code ?? null,
    kind: unit?.kind ?? null,
    sector: unit?.sector ?? null,
    isBranch: isBranch(unit?.kind),
    endedOn: unit?.endedOn ?? null,
  };
}

export const namesOf = async (tx: Tx, ids: readonly (Id | null)[], on: CivilDate) =>
  new Map(
    (
      await selectNamed(
        tx,
        ids.filter((id) => id !== null),
        on,
      )
    ).map((unit) => [unit.id, unit]),
  );

/**
 * The units directly below a committee with their figures of a period, in a number of queries that does not grow with
 * them. Errors: `reports.period-ahead`, `platform.not-found`, `rulebooks.no-version`.
 */
export async function loadDashboard(tx: Tx, question: DashboardQuestion) {
  const { unitId, clock, sector, today } = question;
  const opened = await openPeriod(tx, unitId, question.period, clock, today);
  const { months, last, treeOn, unit, norms } = opened;
  const reading = { months, clock, today, norms, sector };
  const rows = await readFigures(tx, { ...reading, unitId });
  const children = byChild(rows);
  const names = await namesOf(tx, [...children.keys()], treeOn);
  const branchIds = [...children.keys()].filter((id) => id !== null && isBranch(names.get(id)?.kind)) as Id[];
  const meetings = new Map(
    months.length === 1 && branchIds.length > 0
      ? (await selectMeetingsOf(tx, branchIds, last)).map((one) => [one.branchId, one])
      : [],
  );
  const shown = [...children].map(([id, ofMonths]) => ({
    ...childUnit(id, names),
    figures: periodFigures(ofMonths, last),
    regularId: (id && meetings.get(id)?.regularId) ?? null,
    thematicId: (id && meetings.get(id)?.thematicId) ?? null,
  }));
  return {
    ...opened,
    branches: rows.reduce((sum, row) => sum + (row.month === last ? row.quarterDue : 0), 0),
    children: inOrder(shown),
    totals: shown.map(({ figures }) => figures).reduce(addFigures, NO_FIGURES),
    peers: await peersOf(tx, { ...reading, unitId, kind: unit.kind, treeOn }),
  };
}

/** The spread of every measure among the units of one kind that stand beside this one. */
async function peersOf(
  tx: Tx,
  question: {
    unitId: Id;
    kind: UnitKind;
    treeOn: CivilDate;
    months: readonly YearMonth[];
    clock: Clock;
    today: CivilDate;
    norms: Norms;
    sector: string | null;
  },
): Promise<Partial<Record<MeasureKey, Spread>> | null> {
  const parent = await selectParent(tx, question.unitId, question.treeOn);
  const last = question.months.at(-1);
  if (!parent || !last) return null;
  const beside = byChild(await readFigures(tx, { ...question, unitId: parent.parentId }));
  const names = await namesOf(tx, [...beside.keys()], question.treeOn);
  const alike = [...beside]
    .filter(([id]) => id !== null && names.get(id)?.kind === question.kind)
    .map(([, months]) => periodFigures(months, last));
  const spreads: Partial<Record<MeasureKey, Spread>> = {};
  for (const key of MEASURE_KEYS) {
    const spread = spreadOf(alike.map((figures) => measureOf(figures, MEASURES[key]).value));
    if (spread) spreads[key] = spread;
  }
  return Object.keys(spreads).length ? spreads : null;
}

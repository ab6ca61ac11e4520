import type { DirectiveRow } from '#features/directives/public.ts';
import { MEASURES, type MeasureKey, spreadOf } from '#features/reports/public.ts';
import { isBranchKind } from '#features/units/contract.ts';
import { unitsBelow } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { type IndicatorRow, selectBaseline, selectIndicators } from '../db/effects.sql.ts';
import { compareChanges, type Observed, verdictOf } from '../domain/difference.ts';
import { binsOf, type Scale, scaleFor } from '../domain/histogram.ts';
import { type Stand, standIn, windowsFor } from '../domain/windows.ts';
import { figuresByBranch, partsIn, valueOfParts } from './measure-branches.ts';
import { startedUnits } from './started-units.ts';

/** So many branches are listed one by one; pictures and numbers hold all of them. */
const LISTED = 500;

/** Ends of a measure's scale; null for plain numbers. */
export const scaleLimits = (key: MeasureKey): readonly [number, number] | null =>
  MEASURES[key].kind === 'count' ? null : [0, 100];

type Measured = {
  stand: Stand;
  likeness: string;
  before: number | null;
  now: number | null;
  earlier: number | null;
};

function pictureOf(values: readonly (number | null)[], scale: Scale) {
  const known = values.filter((value) => value !== null);
  return {
    count: known.length,
    mean: known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null,
    spread: spreadOf(known),
    bins: binsOf(known, scale),
  };
}

const observed = (
  branches: readonly Measured[],
  from: (branch: Measured) => number | null,
  to: (branch: Measured) => number | null,
): Observed[] =>
  branches.flatMap((branch) => {
    const [before, now] = [from(branch), to(branch)];
    return branch.stand === 'between' || before === null || now === null
      ? []
      : [{ hasStarted: branch.stand === 'started', likeness: branch.likeness, before, now }];
  });

function indicatorOf(row: IndicatorRow, branches: readonly Measured[]) {
  const key = row.measure;
  const better = MEASURES[key].better ?? 'more';
  const values = branches.flatMap(({ before, now }) => [before, now]).filter((value) => value !== null);
  const scale = scaleFor(values, scaleLimits(key));
  const of = (stand: Stand, value: (branch: Measured) => number | null) =>
    pictureOf(
      branches.filter((branch) => branch.stand === stand).map((branch) => value(branch)),
      scale,
    );
  const pictures = (stand: Stand) => ({
    before: of(stand, (branch) => branch.before),
    now: of(stand, (branch) => branch.now),
  });
  const comparison = compareChanges(
    observed(
      branches,
      (branch) => branch.before,
      (branch) => branch.now,
    ),
  );
  const { target } = row;
  const reaches = (value: number | null) =>
    target !== null && value !== null && (better === 'more' ? value >= target : value <= target);
  const twice = branches.filter((branch) => branch.before !== null && branch.now !== null);
  return {
    measure: key,
    better,
    target,
    namedOn: row.namedOn,
    namedByName: row.namedByName,
    droppedOn: row.droppedOn,
    droppedBecause: row.droppedBecause,
    before: { from: row.fromMonth, to: row.toMonth },
    scale: [scale.low, scale.high] as [number, number],
    pictures: { started: pictures('started'), waiting: pictures('waiting') },
    comparison,
    earlier: compareChanges(
      observed(
        branches,
        (branch) => branch.earlier,
        (branch) => branch.before,
      ),
    ),
    verdict: verdictOf(comparison, better),
    atTarget:
      target === null
        ? null
        : {
            before: twice.filter((branch) => reaches(branch.before)).length,
            now: twice.filter((branch) => reaches(branch.now)).length,
            of: twice.length,
          },
  };
}

/** Everything that the page of a paper's effects shows: the caller has asked who may see it. */
export async function loadEffects(tx: Tx, unitId: Id, directive: DirectiveRow, today: CivilDate) {
  const windows = windowsFor(directive.issuedOn, today);
  const rows = await selectIndicators(tx, [directive.id]);
  const below = (await unitsBelow(tx, unitId, today)).filter((unit) => isBranchKind(unit.kind));
  const startedOn = new Map(
    (await startedUnits(tx, directive.id, today)).map((started) => [started.unitId, started.startedOn]),
  );
  const standOf = (branchId: Id): Stand => {
    const on = startedOn.get(branchId) ?? null;
    if (windows.now) return standIn(windows.now, on);
    return on === null ? 'waiting' : 'started';
  };
  const figures =
    rows.length === 0
      ? new Map<Id, never>()
      : await figuresByBranch(tx, unitId, [windows.earlier, ...(windows.now ? [windows.now] : [])], today);
  const baseline = new Map(
    (rows.length === 0 ? [] : await selectBaseline(tx, directive.id)).map((row) => [
      `${row.measure} ${row.branchId}`,
      row,
    ]),
  );
  const measured = (branch: (typeof below)[number], key: MeasureKey): Measured => {
    const months = figures.get(branch.id);
    const value = (parts: { part: number; whole: number } | undefined) =>
      parts ? valueOfParts(parts, key) : null;
    return {
      stand: standOf(branch.id),
      likeness: `${branch.kind} ${branch.sector ?? ''}`,
      before: value(baseline.get(`${key} ${branch.id}`)),
      now: windows.now ? value(partsIn(months, windows.now, key)) : null,
      earlier: value(partsIn(months, windows.earlier, key)),
    };
  };
  const byIndicator = rows.map((row) => below.map((branch) => measured(branch, row.measure)));
  const stands = below.map((branch) => standOf(branch.id));
  const count = (stand: Stand) => stands.filter((one) => one === stand).length;
  return {
    now: windows.now,
    counts: { started: count('started'), waiting: count('waiting'), between: count('between') },
    indicators: rows.map((row, at) => indicatorOf(row, byIndicator[at]!)),
    branches: below.slice(0, LISTED).map((branch, at) => ({
      id: branch.id,
      name: branch.name,
      kind: branch.kind,
      sector: branch.sector,
      stand: stands[at]!,
      startedOn: startedOn.get(branch.id) ?? null,
      values: byIndicator.map((branches) => ({ before: branches[at]!.before, now: branches[at]!.now })),
    })),
    isCut: below.length > LISTED,
  };
}

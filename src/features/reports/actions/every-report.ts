import { createHash } from 'node:crypto';
import { SECTORS, type Sector } from '#features/units/contract.ts';
import { type CivilDate, lastDayOf, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { selectMapped } from '../db/boundaries.sql.ts';
import { selectUrged } from '../db/urgings.sql.ts';
import { dashboardFile } from './dashboard-file.ts';
import { loadDashboard } from './load-dashboard.ts';
import { loadMonth } from './load-month.ts';
import { loadMoves } from './load-moves.ts';
import { loadTrend } from './load-trend.ts';
import { monthFile } from './month-file.ts';

/** Quarters and year of a month, as periods are named. */
const periodsOf = (months: readonly YearMonth[]): string[] => [
  ...months,
  ...new Set(months.map((month) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`)),
  ...new Set(months.map((month) => month.slice(0, 4))),
];

const signOf = (answer: unknown): string =>
  createHash('sha256')
    .update(answer instanceof Uint8Array || typeof answer === 'string' ? answer : JSON.stringify(answer))
    .digest('base64');

/**
 * A sign of every report that the house has of a unit for these months, each month on its own tree: the table of each month and
 * the dashboards of the months, their quarters and years; of the last month also the files, the dashboards of each sector, the
 * three years up to it and the map of its last day. `brief`: table, dashboard and map of each month. The same sign, the
 * same report.
 */
export async function signsOfReports(
  tx: Tx,
  question: { unitId: Id; months: readonly YearMonth[]; today: CivilDate; brief: boolean },
): Promise<Map<string, string>> {
  const { unitId, months, today, brief } = question;
  const signs = new Map<string, string>();
  const keep = (name: string, answer: unknown) => signs.set(`${unitId} ${name}`, signOf(answer));
  const dashboard = (period: string, sector: Sector | null = null) =>
    loadDashboard(tx, { unitId, period, clock: 'then', sector, today });
  /** What is shown: a unit by its name, and not that it has ended since. */
  const shown = <T extends { unit: { name: string } }>({ unit, ...report }: T) => ({
    unit: unit.name,
    ...report,
  });
  for (const month of months) keep(`month ${month}`, shown(await loadMonth(tx, unitId, month, today)));
  for (const period of brief ? months : periodsOf(months))
    keep(`dashboard ${period}`, shown(await dashboard(period)));
  const last = months.at(-1)!;
  keep(`map ${last}`, await selectMapped(tx, unitId, lastDayOf(last)));
  if (brief) return signs;
  keep(
    `trend ${last}`,
    shown(await loadTrend(tx, { unitId, month: last, clock: 'then', sector: null, today })),
  );
  const table = { ...(await loadMonth(tx, unitId, last, today)), urged: await selectUrged(tx, unitId, last) };
  const ofMonth = await monthFile(table, last, 'csv', 'vi');
  keep(`month file ${last}`, ofMonth.bytes);
  const options = { format: 'csv', clock: 'then', language: 'vi', today } as const;
  keep(`dashboard file ${last}`, (await dashboardFile(await dashboard(last), options)).bytes);
  for (const sector of SECTORS) keep(`dashboard ${last} ${sector}`, shown(await dashboard(last, sector)));
  return signs;
}

/** Two readings side by side: how many reports there were, and the names of those that are not the same any more. */
export function compareSigns(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): { compared: number; changed: string[] } {
  return {
    compared: before.size,
    changed: [...new Set([...before.keys(), ...after.keys()])].filter(
      (name) => before.get(name) !== after.get(name),
    ),
  };
}

/**
 * The bridge of a period in figures: for every unit directly below, what it counts on the tree of today is what it counted then,
 * less what the moves took away, with what they brought. Gives the figures that do not come out.
 */
export async function gapsOfBridge(
  tx: Tx,
  unitId: Id,
  period: string,
  today: CivilDate,
): Promise<{ groups: number; moves: number; gaps: string[] }> {
  const { groups, moves } = await loadMoves(tx, unitId, period, today);
  const gaps = groups.flatMap(({ id, name, before, after }) =>
    Object.entries(before).flatMap(([figure, was]) => {
      const sum = (of: 'from' | 'to') =>
        moves.reduce(
          (total, move) =>
            move[of].id === id ? total + (move.figures as Record<string, number>)[figure]! : total,
          0,
        );
      const is = (after as Record<string, number>)[figure]!;
      return was - sum('from') + sum('to') === is ? [] : [`${name} ${figure}: ${was} → ${is}`];
    }),
  );
  return { groups: groups.length, moves: moves.length, gaps };
}

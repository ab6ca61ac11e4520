import { type CivilDate, monthOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { type MovedGroup, selectMonthStates, selectMoved } from '../db/month-facts.sql.ts';
import { selectLinkedSince } from '../db/reports.sql.ts';
import { moverOf } from '../domain/bridge.ts';
import { addFigures, type Figures, NO_FIGURES, periodFigures } from '../domain/figures.ts';
import { byChild, namesOf, openPeriod } from './load-dashboard.ts';
import { readFigures } from './read-figures.ts';

/** A unit directly below; `ended`: branches that have ended directly here; null: outside. */
type Group = Id | 'ended' | null;

type Move = {
  unitId: Id;
  isEnded: boolean;
  from: Group;
  to: Group;
  branchIds: Set<Id>;
  months: { month: string; figures: Figures }[];
};

/** The child of a unit through which a way to a branch leads; null when the way does not lead through the unit. */
const childOn = (way: readonly Id[], unitId: Id, own: Id | 'ended'): Group => {
  const at = way.indexOf(unitId);
  return at < 0 ? null : (way[at + 1] ?? own);
};

/**
 * The difference between the trees in a period: what the unit and each unit below counts on the tree of that time and on
 * today's, and the units that moved between. Errors as of the dashboard.
 */
export async function loadMoves(tx: Tx, unitId: Id, name: string, today: CivilDate) {
  const opened = await openPeriod(tx, unitId, name, 'then', today);
  const { unit, months, last, norms } = opened;
  // The running month stands on today's tree by either clock.
  const over = months.filter((month) => month < monthOf(today));
  const reading = { months, today, norms, sector: null };
  const before = byChild(await readFigures(tx, { ...reading, unitId, clock: 'then' }));
  const after = byChild(await readFigures(tx, { ...reading, unitId, clock: 'today' }));
  const states = await selectMonthStates(tx, over, 'today', norms, today);
  const moves = collectMoves(unitId, await selectMoved(tx, unitId, { ...reading, months: states }));

  const groupIds = new Set<Group>([...before.keys(), ...[...after.keys()].map((id) => id ?? 'ended')]);
  const names = await namesOf(
    tx,
    [
      ...new Set([
        ...groupIds,
        ...moves.flatMap((move) => [move.unitId, move.from, move.to, ...move.branchIds]),
      ]),
    ].filter((id) => id !== 'ended'),
    today,
  );
  const since = new Map(
    (
      await selectLinkedSince(
        tx,
        moves.map((move) => move.unitId),
        today,
      )
    ).map((link) => [link.unitId, link.since]),
  );
  const ref = (group: Group) => ({
    id: group,
    name: group === null || group === 'ended' ? '' : (names.get(group)?.name ?? ''),
  });
  const figuresOf = (found: typeof before, group: Group) =>
    periodFigures(found.get(group === 'ended' ? null : group) ?? [], last);
  return {
    unit,
    months,
    groups: [...groupIds].map((group) => ({
      ...ref(group),
      before: figuresOf(before, group),
      after: figuresOf(after, group),
    })),
    moves: moves.map((move) => ({
      unit: {
        id: move.unitId,
        name: names.get(move.unitId)?.name ?? '',
        kind: names.get(move.unitId)?.kind ?? null,
      },
      since: move.isEnded ? (names.get(move.unitId)?.endedOn ?? null) : (since.get(move.unitId) ?? null),
      isEnded: move.isEnded,
      from: ref(move.from),
      to: ref(move.to),
      branches: [...move.branchIds].map((id) => ({ id, name: names.get(id)?.name ?? '' })),
      figures: periodFigures(move.months, last),
    })),
  };
}

/** One line for each unit that took branches from one group to another; moves inside a group say nothing here. */
function collectMoves(unitId: Id, moved: readonly MovedGroup[]): Move[] {
  const found = new Map<string, Move>();
  for (const { month, before, after, isEnded, branchIds, ...figures } of moved) {
    // Branches that went by themselves share the line of their way.
    const sample = branchIds[0]!;
    const from = childOn(before, unitId, sample);
    const to = childOn(after, unitId, isEnded ? 'ended' : sample);
    if (from === to) continue;
    const mover = moverOf([...before, sample], isEnded ? after : [...after, sample]);
    if (!mover) continue;
    const key = [mover.unitId === sample ? 'branches' : mover.unitId, from, to, isEnded].join(' ');
    const move = found.get(key) ?? {
      unitId: mover.unitId,
      isEnded: mover.isEnded,
      from,
      to,
      branchIds: new Set<Id>(),
      months: [],
    };
    for (const id of branchIds) move.branchIds.add(id);
    const same = move.months.find((one) => one.month === month);
    if (same) same.figures = addFigures(same.figures, figures);
    else move.months.push({ month, figures: addFigures(NO_FIGURES, figures) });
    found.set(key, move);
  }
  return [...found.values()];
}

import { ruleValues } from '#features/rulebooks/contract.ts';
import { rulesFor } from '#features/rulebooks/public.ts';
import { addMonths, type CivilDate, civilDateAt, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import {
  CLOCKS,
  dropSums,
  makeMonth,
  remakeMarked,
  retimeMonth,
  selectFirstMonth,
  selectMadeMonths,
  selectTop,
  selectUnsummed,
  takeMarks,
  takeTurn,
  writeSums,
} from '../db/month-facts.sql.ts';
import type { Norms } from '../domain/norms.ts';

const MARKS_AT_ONCE = 5000;

/**
 * The rules by which branches are looked at, in force today for the unit: those of the committee at the top of its
 * tree, so that all below are measured alike. Errors: `rulebooks.no-version`.
 */
export async function normsOf(tx: Tx, unitId: Id, today: CivilDate): Promise<Norms> {
  const rules = ruleValues(await rulesFor(tx, unitId, today));
  return {
    attendanceTarget: rules['attendance.target'],
    postWithinDays: rules['result.post-within-days'],
    thematicPerQuarter: rules['thematic.per-quarter'],
    followerConfirmsScore: rules['score.confirmed-by-follower'],
  };
}

/** Months from the first meeting to the running one that have no facts yet. */
async function monthsToMake(tx: Tx, today: CivilDate): Promise<YearMonth[]> {
  const thisMonth = monthOf(today);
  const made = new Set(await selectMadeMonths(tx, today));
  const first = (await selectFirstMonth(tx)) ?? thisMonth;
  const wanted: YearMonth[] = [];
  for (let month = thisMonth; month >= first; month = addMonths(month, -1))
    if (!made.has(month)) wanted.push(month);
  return wanted;
}

/** One step: the facts of a new month, or those of marked branches. False when nothing is left to do. */
async function refreshFacts(tx: Tx, today: CivilDate, nowMs: number): Promise<boolean> {
  if (!(await takeTurn(tx))) return false;
  const marks = await takeMarks(tx, MARKS_AT_ONCE);
  if (marks.length) {
    const changed = await remakeMarked(tx, marks, today);
    await dropSums(tx, changed, CLOCKS);
    const trees = marks.filter((mark) => mark.isTree);
    if (trees.length) {
      const made = await selectMadeMonths(tx, today);
      await retimeMonth(tx, today);
      await dropSums(tx, made, ['today']);
      const moved = made.filter((month) =>
        trees.some((mark) => mark.fromMonth <= month && (mark.toMonth === null || month <= mark.toMonth)),
      );
      await dropSums(tx, moved, ['then']);
    }
    return true;
  }
  const [month] = await monthsToMake(tx, today);
  if (!month) return false;
  await dropSums(tx, await makeMonth(tx, month, today, new Date(nowMs)), CLOCKS);
  return true;
}

/** One step: the sums of the newest month that lacks them. False when all stand. */
async function refreshSums(tx: Tx, today: CivilDate, nowMs: number): Promise<boolean> {
  if (!(await takeTurn(tx))) return false;
  const top = await selectTop(tx, today);
  if (!top) return false;
  const norms = await normsOf(tx, top.unitId, today);
  for (const clock of CLOCKS) {
    const [next] = await selectUnsummed(tx, clock, norms, today);
    if (!next) continue;
    await writeSums(tx, next.month, clock, norms, today, new Date(nowMs));
    return true;
  }
  return false;
}

const STEPS = [refreshFacts, refreshSums];

/** Brings facts and sums up to the rows inside the caller's transaction. Answers with the number of steps. */
export async function refreshReportsIn(tx: Tx, nowMs: number): Promise<number> {
  let steps = 0;
  for (const step of STEPS) while (await step(tx, civilDateAt(nowMs), nowMs)) steps++;
  return steps;
}

/**
 * The same, each step in a transaction of its own. Nobody has to wait for it: what is not refreshed yet is worked out
 * by whoever reads it. `told` hears how far it is, as a share of one.
 */
export async function refreshReports(
  world: Pick<World, 'db' | 'clock'>,
  told: (share: number) => void = () => {},
): Promise<number> {
  let steps = 0;
  const nowMs = world.clock.now();
  const { length: months } = await inTransaction(world.db, 'read', (tx) =>
    monthsToMake(tx, civilDateAt(nowMs)),
  );
  for (const step of STEPS)
    while (await inTransaction(world.db, 'write', (tx) => step(tx, civilDateAt(nowMs), nowMs))) {
      steps++;
      // A new month is one step, and two more for its sums, which take a third of the time.
      told(
        Math.min(
          1,
          step === refreshFacts
            ? (0.75 * steps) / (months + 1)
            : 0.75 + (0.25 * (steps - months)) / (2 * months + 1),
        ),
      );
    }
  return steps;
}

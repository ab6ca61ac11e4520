import { meetingsIn } from '#features/meetings/public.ts';
import { ruleValues } from '#features/rulebooks/contract.ts';
import { rulesFor } from '#features/rulebooks/public.ts';
import { overdueTasksIn } from '#features/tasks/public.ts';
import { isBranchKind } from '#features/units/contract.ts';
import { dayInLife, loadUnit, unitsBelow } from '#features/units/public.ts';
import { type CivilDate, lastDayOf, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { selectBranchMonths, selectPreparations } from '../db/reports.sql.ts';
import { type BranchOfTable, type MonthNorms, monthTable, quarterUpTo } from '../domain/month-table.ts';

/**
 * The month's table of the branches under a unit, in a number of queries that does not grow with the branches.
 * A month that is over is shown on the tree of its last day, the present and later ones on the tree of today; the month in
 * which the unit ended, on that of the unit's own last day.
 * The committee's own rules measure all of its branches alike. Errors: `platform.not-found`, `rulebooks.no-version`.
 */
export async function loadMonth(
  tx: Tx,
  unitId: Id,
  month: YearMonth,
  today: CivilDate,
  /** Only these of its branches. */
  only: readonly Id[] | null = null,
) {
  const lastDay = lastDayOf(month);
  const asked = lastDay < today ? lastDay : today;
  const itsLast = await dayInLife(tx, unitId, asked);
  const treeOn = itsLast < asked && monthOf(itsLast) === month ? itsLast : asked;
  const unit = await loadUnit(tx, unitId, treeOn);
  const below = await unitsBelow(tx, unitId, treeOn);
  const names = new Map(below.map((one) => [one.id, one.name]));
  const branches: BranchOfTable[] = isBranchKind(unit.kind)
    ? [{ branchId: unit.id, name: unit.name, code: unit.code, groupName: null }]
    : below
        .filter((one) => isBranchKind(one.kind) && (only === null || only.includes(one.id)))
        .map((one) => ({
          branchId: one.id,
          name: one.name,
          code: one.code,
          groupName: names.get(one.parentId) ?? null,
        }));
  const branchIds = branches.map((branch) => branch.branchId);

  const rules = ruleValues(await rulesFor(tx, unitId, treeOn));
  const norms: MonthNorms = {
    attendanceTarget: rules['attendance.target'],
    postWithinDays: rules['result.post-within-days'],
    papersLeadDays: rules['papers.lead-days'],
    thematicPerQuarter: rules['thematic.per-quarter'],
    followerConfirmsScore: rules['score.confirmed-by-follower'],
  };

  const meetings = [];
  for (const one of quarterUpTo(month)) meetings.push(...(await meetingsIn(tx, branchIds, one)));
  const waiting = meetings.filter((meeting) => meeting.month === month && meeting.stage === 'planned');
  return {
    unit,
    treeOn,
    norms,
    ...monthTable({
      month,
      today,
      norms,
      branches,
      meetings,
      closed: await selectBranchMonths(tx, branchIds, month),
      preparations: await selectPreparations(
        tx,
        waiting.map((meeting) => meeting.id),
      ),
      overdueTasks: await overdueTasksIn(tx, branchIds, today),
    }),
  };
}

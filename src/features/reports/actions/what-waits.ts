import { isMonthClosed } from '#features/meetings/public.ts';
import { isBranchKind } from '#features/units/contract.ts';
import { unitsUnder } from '#features/units/public.ts';
import { type Actor, type Post, unitsHeldAs } from '#kernel/actor.ts';
import { type CivilDate, formatYearMonth, monthOf } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Waiting } from '#platform/feature.ts';
import { selectLastUrgings } from '../db/urgings.sql.ts';
import type { Need } from '../domain/needs.ts';
import { firstUrgedMonth, stillOpen } from '../domain/urging.ts';
import { needsInSentence } from '../domain/words.ts';
import { loadMonth } from './load-month.ts';

const STEERING = ['secretary', 'deputy-secretary', 'committee-member', 'officer'];

/** Branches of this month that need somebody. Only of a committee right above them: higher ones read figures. */
async function waitingBranches(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const unitIds = new Set(
    actor.posts.filter((held) => STEERING.includes(held.post)).map((held) => held.unitId),
  );
  const found: Waiting[] = [];
  for (const unitId of unitIds) {
    const children = await unitsUnder(tx, unitId, today);
    if (!children.some((child) => isBranchKind(child.kind))) continue;
    const { totals, rows } = await loadMonth(tx, unitId, monthOf(today), today);
    found.push({
      key: 'reports.branches-needing',
      text: { vi: 'Chi bộ cần đôn đốc trong tháng này', en: 'Branches to urge this month' },
      count: totals.needing,
      counted: { vi: 'chi bộ', en: 'branches', enOne: 'branch' },
      unitId,
      // Those branches, not all of them.
      to: `/units/${unitId}/months?view=branches&show=needing`,
      isLate: rows.some((row) =>
        row.needs.some(({ need }) => need === 'not-held' || need === 'minutes-late'),
      ),
    });
  }
  return found;
}

const URGED: Post[] = ['secretary', 'deputy-secretary'];
const LATE: readonly Need[] = ['not-held', 'minutes-late', 'tasks-overdue'];

/**
 * What a committee above has urged a branch for, as long as it is open: planned, held, written up or reported, it is gone
 * by itself. Measured by the committee's own rules, as its table is.
 */
async function waitingUrgings(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const branchIds = unitsHeldAs(actor, URGED);
  if (branchIds.length === 0) return [];
  const found: Waiting[] = [];
  for (const urging of await selectLastUrgings(tx, branchIds, firstUrgedMonth(today), today)) {
    const { unitId, branchId, month } = urging;
    if (await isMonthClosed(tx, branchId, month, today)) continue;
    const { rows } = await loadMonth(tx, unitId, month, today, [branchId]);
    const row = rows[0];
    if (!row) continue;
    const open = stillOpen(urging.needs, row);
    const [first] = open;
    if (!first) continue;
    const meetingId = row.needs.find(({ need }) => need === first)?.meetingId;
    const said = urging.text ? ` “${urging.text}”` : '';
    const when = formatYearMonth(month);
    found.push({
      key: 'reports.urged',
      text: {
        vi: `${urging.unitName} đôn đốc tháng ${when}: ${needsInSentence(open, 'vi')}.${said}`,
        en: `${urging.unitName} urges, ${when}: ${needsInSentence(open, 'en')}.${said}`,
      },
      count: open.length,
      counted: { vi: 'việc', en: 'things to do', enOne: 'thing to do' },
      unitId: branchId,
      to:
        first === 'tasks-overdue'
          ? `/branches/${branchId}/tasks?show=overdue`
          : meetingId
            ? `/meetings/${meetingId}`
            : `/branches/${branchId}/meetings`,
      isLate: open.some((need) => LATE.includes(need)),
    });
  }
  return found;
}

export const waitingInReports = async (tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> => [
  ...(await waitingUrgings(tx, actor, today)),
  ...(await waitingBranches(tx, actor, today)),
];

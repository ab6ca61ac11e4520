import { isMonthClosed } from '#features/meetings/public.ts';
import { unitsBelow } from '#features/units/public.ts';
import { type CivilDate, formatYearMonth, type YearMonth } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { insertUrgings } from '../db/urgings.sql.ts';
import { firstUrgedMonth, openOf } from '../domain/urging.ts';
import { loadMonth } from './load-month.ts';

/** Whether branches are still urged for a month: it is not long over, and nobody has closed it. */
export const isUrgedFor = async (tx: Tx, unitId: Id, month: YearMonth, today: CivilDate): Promise<boolean> =>
  month >= firstUrgedMonth(today) && !(await isMonthClosed(tx, unitId, month, today));

/**
 * Urges branches in the name of a committee for what is open in their month. Those with nothing open, and those that it
 * has urged today, are passed over; when none is left it refuses. A branch that does not lie under the committee, in that
 * month or today, does not exist for it.
 */
export async function urgeBranches(
  tx: Tx,
  given: { unitId: Id; month: YearMonth; branchIds: readonly Id[]; text: string | null; by: Id },
  today: CivilDate,
  nowMs: number,
): Promise<{ urged: Id[]; passedOver: number }> {
  const { unitId, month } = given;
  if (!(await isUrgedFor(tx, unitId, month, today)))
    throw new DomainError({
      code: 'reports.month-not-urged',
      field: 'month',
      facts: { month: formatYearMonth(month) },
    });
  const asked = [...new Set(given.branchIds)];
  const below = new Set((await unitsBelow(tx, unitId, today)).map((unit) => unit.id));
  const { rows } = await loadMonth(tx, unitId, month, today, asked);
  if (rows.length < asked.length || asked.some((id) => !below.has(id)))
    throw new DomainError({ code: 'platform.not-found' });
  const open = rows.flatMap((row) => {
    const needs = openOf(row);
    return needs.length > 0 ? [{ id: newId(nowMs), branchId: row.branchId, needs }] : [];
  });
  if (open.length === 0) throw new DomainError({ code: 'reports.nothing-to-urge', field: 'branchIds' });
  const written = await insertUrgings(
    tx,
    { unitId, month, on: today, by: given.by, text: given.text },
    open,
    new Date(nowMs),
  );
  if (written.length === 0) throw new DomainError({ code: 'reports.urged-today', field: 'branchIds' });
  const urged = written.map((one) => one.branchId);
  return { urged, passedOver: asked.length - urged.length };
}

import type { Sector } from '#features/units/contract.ts';
import { foundUnits } from '#features/units/public.ts';
import { dayInMonth, type YearMonth } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { run, sql, type Tx } from '#platform/database/database.ts';

/** Branches of one sector under a unit, founded long ago, named by their number. */
export async function foundBranches(
  tx: Tx,
  parentId: Id,
  count: number,
  options: { sector?: Sector; from?: number } = {},
): Promise<Id[]> {
  const ids = Array.from({ length: count }, () => newId());
  await foundUnits(
    tx,
    ids.map((id, at) => ({
      id,
      name: `Chi bộ ${(options.from ?? 20) + at}`,
      kind: 'branch' as const,
      sector: options.sector ?? 'residential',
      code: null,
      parentId,
      foundedOn: '2025-07-01',
    })),
  );
  return ids;
}

/** A regular meeting that took place, with how many had to attend and how many came: the least that figures need. */
export async function recordHeld(
  tx: Tx,
  held: { branchId: Id; month: YearMonth; base: number; present: number; by: Id },
): Promise<Id> {
  const id = newId();
  const day = dayInMonth(held.month, 5);
  await run(
    tx,
    sql`insert into meetings.rules_snapshot (id, rulebook_code, rules) values ('r', 'hd-42-2025', '{}')
        on conflict do nothing`,
  );
  await run(
    tx,
    sql`insert into meetings.meeting (id, branch_id, month, kind, planned_on, planned_time, place, stage, held_on, rules_id,
               room_secret, created_by, created_at, base, present)
        values (${id}, ${held.branchId}, ${held.month}, 'regular', ${day}::text::date, '19:30', 'Nhà văn hóa', 'ended',
                ${day}::text::date, 'r', 'x', ${held.by}, now(), ${held.base}, ${held.present})`,
  );
  return id;
}

import { isMonthClosed } from '#features/meetings/public.ts';
import { unitsBelow } from '#features/units/public.ts';
import { type CivilDate, formatYearMonth, type YearMonth } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { postMails } from '#platform/outbox/outbox.ts';
import { insertUrgings, selectUrgedAddresses } from '../db/urgings.sql.ts';
import { firstUrgedMonth, openOf } from '../domain/urging.ts';
import { loadMonth } from './load-month.ts';
import { urgingLetter } from './urging-letter.ts';

/** Whether branches are still urged for a month: it is not long over, and nobody has closed it. */
export const isUrgedFor = async (tx: Tx, unitId: Id, month: YearMonth, today: CivilDate): Promise<boolean> =>
  month >= firstUrgedMonth(today) && !(await isMonthClosed(tx, unitId, month, today));

/**
 * Urges branches in the name of a committee for what is open in their month. Those with nothing open, and those that it
 * has urged today, are passed over; when none is left it refuses. A branch that does not lie under the committee, in that
 * month or today, does not exist for it. With `link`, the address of the first page, a letter leaves to each secretary
 * and deputy who has given an address, as the notices of meetings do; null where no mail server is configured.
 */
export async function urgeBranches(
  tx: Tx,
  given: {
    unitId: Id;
    month: YearMonth;
    branchIds: readonly Id[];
    text: string | null;
    by: Id;
    link: string | null;
  },
  today: CivilDate,
  nowMs: number,
): Promise<{ urged: Id[]; passedOver: number; mails: number }> {
  const { unitId, month } = given;
  if (!(await isUrgedFor(tx, unitId, month, today)))
    throw new DomainError({
      code: 'reports.month-not-urged',
      field: 'month',
      facts: { month: formatYearMonth(month) },
    });
  const asked = [...new Set(given.branchIds)];
  const below = new Set((await unitsBelow(tx, unitId, today)).map((unit) => unit.id));
  const { rows, unit } = await loadMonth(tx, unitId, month, today, asked);
  if (rows.length < asked.length || asked.some((id) => !below.has(id)))
    throw new DomainError({ code: 'platform.not-found' });
  const open = rows.flatMap((row) => {
    const needs = openOf(row);
    return needs.length > 0 ? [{ id: newId(nowMs), branchId: row.branchId, name: row.name, needs }] : [];
  });
  if (open.length === 0) throw new DomainError({ code: 'reports.nothing-to-urge', field: 'branchIds' });
  const addresses = new Map<Id, string[]>();
  if (given.link !== null)
    for (const { branchId, email } of await selectUrgedAddresses(
      tx,
      open.map((one) => one.branchId),
      today,
    ))
      addresses.set(branchId, [...(addresses.get(branchId) ?? []), email]);
  const written = await insertUrgings(
    tx,
    { unitId, month, on: today, by: given.by, text: given.text },
    open.map(({ id, branchId, needs }) => ({
      id,
      branchId,
      needs,
      mails: addresses.get(branchId)?.length ?? 0,
    })),
    new Date(nowMs),
  );
  if (written.length === 0) throw new DomainError({ code: 'reports.urged-today', field: 'branchIds' });
  const urged = written.map((one) => one.branchId);
  const letters = open
    .filter((one) => urged.includes(one.branchId))
    .flatMap(({ id, branchId, name, needs }) => {
      const letter = urgingLetter({
        unitName: unit.name,
        branchName: name,
        month,
        needs,
        text: given.text,
        link: given.link ?? '',
      });
      return (addresses.get(branchId) ?? []).map((recipient) => ({ recipient, about: id, ...letter }));
    });
  if (letters.length > 0) await postMails(tx, letters, nowMs);
  return { urged, passedOver: asked.length - urged.length, mails: letters.length };
}

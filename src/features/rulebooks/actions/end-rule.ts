import { placeOf } from '#features/units/public.ts';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Request } from '#platform/http/handle.ts';
import { closeOverride, removeOverride, selectOverride } from '../db/rulebooks.sql.ts';

/**
 * Ends a committee's own value: `on` is the first day without it. Without `on` it is today, or tomorrow for a value
 * that began today. A value that has not begun is withdrawn and leaves only its lines in the history.
 */
export async function endRule(
  request: Pick<Request, 'tx' | 'today' | 'authorize' | 'record'>,
  wanted: { unitId: Id; key: string; overrideId: Id; on?: CivilDate | undefined },
): Promise<void> {
  const { tx, today } = request;
  request.authorize(await placeOf(tx, wanted.unitId, today));
  const override = await selectOverride(tx, wanted.unitId, wanted.overrideId);
  if (!override || override.key !== wanted.key)
    throw new DomainError({ code: 'rulebooks.override-not-found' });
  const { from, to } = override.period;
  const isComing = from > today;
  const on = wanted.on ?? (from === today ? addDays(today, 1) : today);
  if (isComing) await removeOverride(tx, override.id);
  else if (on <= from || (to !== null && on >= to))
    throw new DomainError({ code: 'rulebooks.override-already-ended', field: 'on' });
  else await closeOverride(tx, override.id, on);
  await request.record({
    verb: isComing ? 'rulebooks.withdraw' : 'rulebooks.end',
    unitId: wanted.unitId,
    subjectId: override.id,
    details: { key: override.key, from, on: isComing ? null : on, value: override.value },
  });
}

import { placeOf } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import type { Request } from '#platform/http/handle.ts';
import { deleteDayOff, saveDayOff, selectDayOff } from '../db/days-off.sql.ts';
import { checkDayOff, type DayOffKind } from '../domain/day-off.ts';

type Asked = Pick<Request, 'tx' | 'today' | 'nowMs' | 'actor' | 'authorize' | 'record'>;

/** Records a day of the country's calendar, or records it anew. */
export async function setDayOff(
  request: Asked,
  wanted: {
    unitId: Id;
    day: CivilDate;
    kind: DayOffKind;
    name: string;
    document: string;
    documentOn: CivilDate | null;
  },
): Promise<void> {
  const { tx, today, nowMs, actor } = request;
  request.authorize(await placeOf(tx, wanted.unitId, today));
  unwrap(checkDayOff(wanted));
  const before = await selectDayOff(tx, wanted.day);
  const { day, kind, name } = wanted;
  const document = wanted.document.trim();
  await saveDayOff(tx, {
    day,
    kind,
    // Whoever types a name types it in the language of the announcement.
    name: { vi: name, en: name },
    source: { document, ...(wanted.documentOn ? { on: wanted.documentOn } : {}), verified: true },
    setBy: actor.personId,
    nowMs,
  });
  await request.record({
    verb: 'rulebooks.set-day-off',
    unitId: wanted.unitId,
    details: { day, kind, document, before: before?.kind ?? null },
  });
}

/** Errors: `rulebooks.day-off-not-found`. */
export async function removeDayOff(request: Asked, wanted: { unitId: Id; day: CivilDate }): Promise<void> {
  const { tx, today } = request;
  request.authorize(await placeOf(tx, wanted.unitId, today));
  const before = await selectDayOff(tx, wanted.day);
  if (!before) throw new DomainError({ code: 'rulebooks.day-off-not-found' });
  await deleteDayOff(tx, wanted.day);
  await request.record({
    verb: 'rulebooks.remove-day-off',
    unitId: wanted.unitId,
    details: { day: wanted.day, kind: before.kind, document: before.source.document },
  });
}

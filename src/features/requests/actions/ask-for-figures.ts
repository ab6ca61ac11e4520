import { chooseRecipients, ruleOf } from '#features/directives/public.ts';
import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { unwrap } from '#kernel/result.ts';
import type { HandlerInput } from '#kernel/route.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import type { askForFigures as route } from '../contract.ts';
import { insertRequest } from '../db/requests.sql.ts';
import { recognise } from '../domain/catalogue.ts';
import { checkRequest } from '../domain/request.ts';
import { priceRequest } from './price-request.ts';

export type Wanted = HandlerInput<typeof route>['body'];

/**
 * Asks units below for figures. It goes out at once, or waits for a second leader when it costs more than the committee's
 * limit. The caller has asked who may. Errors: see the contract.
 */
export async function askForFigures(
  tx: Tx,
  place: Place,
  wanted: Wanted,
  by: { personId: Id; today: CivilDate },
  nowMs: number,
): Promise<{ id: Id; state: 'waiting' | 'open'; recipients: number }> {
  const fields = wanted.fields.map((field) => ({
    ...field,
    label: tidyText(field.label),
    again: tidyText(field.again),
  }));
  unwrap(checkRequest({ fields, dueOn: wanted.dueOn, today: by.today }));
  const unitIds = await chooseRecipients(tx, place.unitId, wanted.to, by.today);
  const { price } = await priceRequest(
    tx,
    place,
    fields.map((field) => field.type),
    unitIds.length,
    by.today,
  );
  const id = newId(nowMs);
  const state = price.needsSecond ? 'waiting' : 'open';
  await insertRequest(
    tx,
    {
      id,
      unitId: place.unitId,
      title: tidyText(wanted.title),
      purpose: tidyText(wanted.purpose),
      dueOn: wanted.dueOn,
      state,
      recipientsRule: ruleOf(wanted.to),
      minutesPerUnit: price.perUnit,
      personHours: price.personHours,
      limitHours: price.limit,
      askedBy: by.personId,
      askedOn: by.today,
    },
    fields.map((field) => ({
      id: newId(nowMs),
      label: field.label,
      type: field.type,
      isRequired: field.isRequired,
      knownAs: recognise(field.label)?.key ?? null,
      again: field.again || null,
    })),
    unitIds,
  );
  return { id, state, recipients: unitIds.length };
}

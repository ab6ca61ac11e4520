import { memberRulesFor, workCalendar } from '#features/rulebooks/public.ts';
import { placeOf } from '#features/units/public.ts';
import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { sqlState, type Tx } from '#platform/database/database.ts';
import type { Request } from '#platform/http/handle.ts';
import type { EnteredPerson } from '../contract.ts';
import { insertPerson, selectFormerMember, updatePerson } from '../db/members.sql.ts';
import { countAlike } from '../db/records.sql.ts';
import { rulesAndSources } from '../domain/life/rule-context.ts';
import { clockOf } from '../domain/life/terms.ts';
import { recordMove } from './record-move.ts';

/**
 * Writes what was typed in about a person. Somebody new with the name and day of birth of a known record is asked about
 * first. Errors: `members.number-taken`, `members.maybe-known`.
 */
export async function savePerson(
  tx: Tx,
  entered: EnteredPerson & { admittedOn?: CivilDate; officialOn?: CivilDate | null },
  nowMs: number,
  known: Id | undefined,
): Promise<Id> {
  const onDay = (date: CivilDate | null | undefined) => (date ? { date, precision: 'day' as const } : null);
  const draft = {
    ...entered,
    birth: onDay(entered.birth),
    admittedOn: onDay(entered.admittedOn),
    officialOn: onDay(entered.officialOn),
  };
  try {
    if (known !== undefined) {
      await updatePerson(tx, known, draft, nowMs);
      return known;
    }
    const personId = await insertPerson(tx, draft, nowMs);
    const others = entered.isSomebodyElse ? 0 : (await countAlike(tx, entered)) - 1;
    if (others > 0)
      throw new DomainError({
        code: 'members.maybe-known',
        field: 'person.isSomebodyElse',
        facts: { count: others },
      });
    return personId;
  } catch (error) {
    if (sqlState(error) === '23505') throw new DomainError({ code: 'members.number-taken', field: 'person' });
    throw error;
  }
}

/**
 * Records an admission: the person, the first period on probation, the act. Somebody who was a member before is the same
 * person when the citizen number is. A ceremony after its term is kept and said to be late.
 * Errors: those of the move; `members.ceremony-before-decision`, `members.number-taken`.
 */
export async function admitMember(
  request: Pick<Request, 'tx' | 'world' | 'today' | 'nowMs' | 'actor' | 'record'>,
  admission: {
    branchId: Id;
    person: EnteredPerson;
    on: CivilDate;
    decision: string;
    decidedOn: CivilDate;
    consent: string | null;
  },
): Promise<{ personId: Id; isLate: boolean }> {
  const { tx, world, today, nowMs, actor } = request;
  const { branchId, on, decidedOn, consent } = admission;
  if (on < decidedOn)
    throw new DomainError({
      code: 'members.ceremony-before-decision',
      field: 'on',
      facts: { on: formatCivilDate(decidedOn) },
    });
  const former = admission.person.citizenId
    ? await selectFormerMember(tx, admission.person.citizenId)
    : undefined;
  const personId = await savePerson(tx, admission.person, nowMs, former);
  await recordMove(
    tx,
    world,
    {
      personId,
      branchId,
      move: { kind: 'admission', branchId, on, consent },
      document: admission.decision,
      decidedOn,
      details: { consent },
      by: actor.personId,
    },
    { today, nowMs },
  );
  const place = await placeOf(tx, branchId, today);
  const terms = {
    today: on,
    calendar: await workCalendar(tx),
    ...rulesAndSources(await memberRulesFor(tx, place, decidedOn)),
  };
  await request.record({
    verb: 'members.admission',
    unitId: branchId,
    subjectId: personId,
    details: { on, decidedOn },
  });
  return { personId, isLate: clockOf(terms, 'joining.ceremony-days', decidedOn).daysLeft < 0 };
}

import type { EnteredPerson } from '#features/members/contract.ts';
import { findFormerMember, recordMove, savePerson } from '#features/members/public.ts';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { sqlState } from '#platform/database/database.ts';
import type { Request } from '#platform/http/handle.ts';
import { insertStep, insertTransfer, updateCourse } from '../db/transfers.sql.ts';
import {
  runningClock,
  type TransferCause,
  type TransferCourse,
  type TransferKind,
  takeStep,
} from '../domain/transfer.ts';
import { stayCause, termsOf } from './course.ts';

export type Arrival = {
  branchId: Id;
  person: EnteredPerson;
  admittedOn: CivilDate;
  officialOn: CivilDate | null;
  kind: TransferKind;
  cause: TransferCause;
  from: string;
  paper: string;
  introducedOn: CivilDate;
  presentedOn: CivilDate;
  receivedOn: CivilDate;
  lastDay: CivilDate | null;
  lateReason: string | null;
};

/**
 * Receives somebody from an organisation outside of this system: the person, the paper with its clock, the membership or
 * the stay. Somebody who was here before, by the citizen number, is the same person.
 * Errors: those of the steps and of the move; `members.number-taken`, `members.official-before-admission`.
 */
export async function arrive(
  request: Pick<Request, 'tx' | 'world' | 'today' | 'nowMs' | 'actor' | 'record'>,
  arrival: Arrival,
): Promise<{ personId: Id; transferId: Id }> {
  const { tx, world, today, nowMs, actor } = request;
  const { branchId, kind, cause, receivedOn, admittedOn, officialOn } = arrival;
  const stayTo = arrival.lastDay && addDays(arrival.lastDay, 1);
  if (kind === 'temporary' && !stayTo)
    throw new DomainError({ code: 'transfers.stay-days-missing', field: 'lastDay' });
  if (officialOn !== null && officialOn < admittedOn)
    throw new DomainError({ code: 'members.official-before-admission', field: 'officialOn' });
  const former = arrival.person.citizenId ? await findFormerMember(tx, arrival.person.citizenId) : undefined;
  const personId = await savePerson(tx, { ...arrival.person, admittedOn, officialOn }, nowMs, former);

  const introduced: TransferCourse = {
    state: 'introduced',
    kind,
    causeOn: arrival.introducedOn,
    fromBranchId: null,
    toBranchId: branchId,
    requestedOn: null,
    introducedOn: arrival.introducedOn,
    presentedOn: null,
    closedOn: null,
  };
  const terms = await termsOf(tx, introduced, today);
  const clock = runningClock(introduced, terms);
  const presented = unwrap(
    takeStep(introduced, { step: 'present', on: arrival.presentedOn, lateReason: arrival.lateReason }, terms),
  );
  const received = unwrap(takeStep(presented, { step: 'receive', on: receivedOn }, terms));

  const transferId = newId(nowMs);
  try {
    await insertTransfer(
      tx,
      {
        id: transferId,
        personId,
        kind,
        cause,
        causeOn: arrival.introducedOn,
        fromBranchId: null,
        fromOutside: arrival.from,
        toBranchId: branchId,
        toOutside: null,
        issuerId: null,
        stayFrom: kind === 'temporary' ? receivedOn : null,
        stayTo: kind === 'temporary' ? stayTo : null,
        state: received.state,
        createdBy: actor.personId,
      },
      nowMs,
    );
  } catch (error) {
    // A stay that ends before it begins is refused by the table as well as by the move below.
    if (sqlState(error) === '23514')
      throw new DomainError({ code: 'members.ends-before-it-begins', field: 'lastDay' });
    throw error;
  }
  await updateCourse(tx, transferId, received, arrival.paper);
  const steps = [
    { step: 'introduce', on: arrival.introducedOn, note: `${arrival.paper}, ${arrival.from}`, isLate: false },
    {
      step: 'present',
      on: arrival.presentedOn,
      note: arrival.lateReason,
      isLate: clock !== null && arrival.presentedOn > clock.dueOn,
    },
    { step: 'receive', on: receivedOn, note: null, isLate: false },
  ] as const;
  for (const step of steps)
    await insertStep(tx, { ...step, transferId, unitId: branchId, by: actor.personId }, nowMs);
  await recordMove(
    tx,
    world,
    {
      personId,
      branchId,
      move:
        kind === 'official'
          ? {
              kind: 'arrival',
              branchId,
              on: receivedOn,
              standing: officialOn !== null && officialOn <= receivedOn ? 'official' : 'provisional',
            }
          : { kind: 'visit', branchId, on: receivedOn, to: stayTo ?? receivedOn, cause: stayCause(cause) },
      document: arrival.paper,
      details: { transferId, from: arrival.from },
      by: actor.personId,
    },
    { today, nowMs },
  );
  await request.record({
    verb: 'transfers.arrive',
    unitId: branchId,
    subjectId: personId,
    details: { transferId, kind, on: receivedOn },
  });
  return { personId, transferId };
}

import { tryMove } from '#features/members/public.ts';
import { unitsAbove } from '#features/units/public.ts';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { sqlState } from '#platform/database/database.ts';
import type { Request } from '#platform/http/handle.ts';
import { insertStep, insertTransfer } from '../db/transfers.sql.ts';
import { issuerOf, type TransferCause, type TransferKind } from '../domain/transfer.ts';
import { stayCause } from './course.ts';

export type BegunTransfer = {
  personId: Id;
  branchId: Id;
  kind: TransferKind;
  cause: TransferCause;
  causeOn: CivilDate;
  to: { branchId: Id; outside: null } | { branchId: null; outside: string };
  stayFrom: CivilDate | null;
  lastDay: CivilDate | null;
};

/**
 * Opens a transfer: the cause is known, nothing is asked for yet. What would be refused at its end (a closed branch, a
 * stay that is too long, somebody suspended) is refused here, before anybody writes a paper.
 * Errors: those of the move; `transfers.one-is-open`, `transfers.stay-days-missing`.
 */
export async function startTransfer(
  request: Pick<Request, 'tx' | 'today' | 'nowMs' | 'actor' | 'record'>,
  begun: BegunTransfer,
  onBehalfOf: Id | null,
): Promise<Id> {
  const { tx, today, nowMs, actor } = request;
  const { personId, branchId, kind, cause, causeOn, to, stayFrom, lastDay } = begun;
  const stayTo = lastDay && addDays(lastDay, 1);
  if (kind === 'temporary' && (!stayFrom || !stayTo))
    throw new DomainError({ code: 'transfers.stay-days-missing', field: stayFrom ? 'lastDay' : 'stayFrom' });
  const tried = await tryMove(
    tx,
    {
      personId,
      branchId,
      move:
        kind === 'official' || !stayFrom || !stayTo
          ? { kind: 'transfer', branchId: to.branchId, on: today, keepsStatus: false }
          : {
              kind: 'temporary',
              branchId: to.branchId,
              on: stayFrom > today ? stayFrom : today,
              to: stayTo,
              cause: stayCause(cause),
              plannedFrom: stayFrom,
            },
    },
    today,
  );
  unwrap(tried.life);
  if (!tried.before.periods.some((p) => p.nature === 'home' && p.branchId === branchId && p.to === null))
    throw new DomainError({ code: 'members.not-in-branch', field: 'personId' });
  const above = await unitsAbove(tx, branchId, today);
  const toAbove = to.branchId ? await unitsAbove(tx, to.branchId, today) : [];
  const id = newId(nowMs);
  try {
    await insertTransfer(
      tx,
      {
        id,
        personId,
        kind,
        cause,
        causeOn,
        fromBranchId: branchId,
        fromOutside: null,
        toBranchId: to.branchId,
        toOutside: to.outside,
        issuerId: issuerOf(above, toAbove) ?? branchId,
        stayFrom: kind === 'temporary' ? stayFrom : null,
        stayTo: kind === 'temporary' ? stayTo : null,
        state: 'announced',
        createdBy: actor.personId,
      },
      nowMs,
    );
  } catch (error) {
    if (sqlState(error) === '23505')
      throw new DomainError({ code: 'transfers.one-is-open', field: 'personId' });
    throw error;
  }
  const step = { transferId: id, step: 'announce', on: today, note: null, isLate: false } as const;
  await insertStep(tx, { ...step, unitId: onBehalfOf, by: actor.personId }, nowMs);
  await request.record({
    verb: 'transfers.announce',
    unitId: branchId,
    subjectId: personId,
    details: { transferId: id, kind, causeOn },
  });
  return id;
}

import { type Clock, rulesAndSources, type TemporaryCause, type Terms } from '#features/members/contract.ts';
import { recordMove } from '#features/members/public.ts';
import { memberRulesFor, workCalendar } from '#features/rulebooks/public.ts';
import { placeOf } from '#features/units/public.ts';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Request } from '#platform/http/handle.ts';
import type { Transfer } from '../contract.ts';
import { insertStep, selectTransfer, type TransferRow, updateCourse } from '../db/transfers.sql.ts';
import {
  runningClock,
  type TransferCause,
  type TransferCourse,
  type TransferStep,
  takeStep,
} from '../domain/transfer.ts';

/** Work and other causes are alike to the rules of a stay. */
export const stayCause = (cause: TransferCause): TemporaryCause =>
  cause === 'study' || cause === 'residence' ? cause : 'work';

/** The rules of the side that sends, or of the one that receives when the member comes from outside. */
export async function termsOf(
  tx: Tx,
  course: Pick<TransferCourse, 'fromBranchId' | 'toBranchId' | 'causeOn'>,
  today: CivilDate,
): Promise<Terms> {
  const branchId = course.fromBranchId ?? course.toBranchId;
  if (branchId === null) throw new Error('A transfer has a branch on one side at least.');
  const place = await placeOf(tx, branchId, today);
  return {
    today,
    calendar: await workCalendar(tx),
    ...rulesAndSources(await memberRulesFor(tx, place, course.causeOn)),
  };
}

export const shown = (row: TransferRow, clock: Clock | null): Transfer => ({
  id: row.id,
  personId: row.personId,
  fullName: row.fullName,
  birthYear: row.birthYear,
  kind: row.kind,
  cause: row.cause,
  causeOn: row.causeOn,
  state: row.state,
  fromBranchId: row.fromBranchId,
  fromName: row.fromName,
  toBranchId: row.toBranchId,
  toName: row.toName,
  issuerId: row.issuerId,
  issuerName: row.issuerName,
  stayFrom: row.stayFrom,
  lastDay: row.stayTo && addDays(row.stayTo, -1),
  paper: row.paper,
  requestedOn: row.requestedOn,
  introducedOn: row.introducedOn,
  presentedOn: row.presentedOn,
  closedOn: row.closedOn,
  clock,
});

const noteOf = (step: TransferStep): string | null =>
  'paper' in step
    ? step.paper
    : 'reason' in step
      ? step.reason
      : 'lateReason' in step
        ? step.lateReason
        : null;

type Asked = Pick<Request, 'tx' | 'world' | 'today' | 'nowMs' | 'actor' | 'record'>;

/** Moves the member when the branch has received: for good, or for the stay that was agreed. */
async function moveMember(request: Asked, row: TransferRow, on: CivilDate): Promise<void> {
  const { tx, world, today, nowMs, actor } = request;
  const through = row.fromBranchId ?? row.toBranchId;
  if (through === null) throw new Error('A transfer has a branch on one side at least.');
  const { toBranchId, stayFrom, stayTo } = row;
  await recordMove(
    tx,
    world,
    {
      personId: row.personId,
      branchId: through,
      move:
        row.kind === 'official'
          ? { kind: 'transfer', branchId: toBranchId, on, keepsStatus: false }
          : {
              kind: 'temporary',
              branchId: toBranchId,
              on: stayFrom && stayFrom > on ? stayFrom : on,
              to: stayTo ?? on,
              cause: stayCause(row.cause),
              ...(stayFrom ? { plannedFrom: stayFrom } : {}),
            },
      document: row.paper,
      details: { transferId: row.id },
      by: actor.personId,
    },
    { today, nowMs },
  );
}

/**
 * Takes a step of a transfer, and moves the member when it is the last one. The row is held, so that two people who act
 * at the same moment come one after the other.
 * Errors: those of `takeStep` and of the move; `platform.not-found` when the transfer is not of this side.
 */
export async function advance(
  request: Asked,
  wanted: { transferId: Id; step: TransferStep; unitId: Id | null; isOfSide: (row: TransferRow) => boolean },
): Promise<void> {
  const { tx, today, nowMs, actor } = request;
  const row = await selectTransfer(tx, wanted.transferId, 'lock');
  if (!row || !wanted.isOfSide(row)) throw new DomainError({ code: 'platform.not-found' });
  const { step } = wanted;
  const terms = await termsOf(tx, row, today);
  const clock = runningClock(row, terms);
  const course = unwrap(takeStep(row, step, terms));
  await updateCourse(tx, row.id, course, step.step === 'introduce' ? step.paper : null);
  await insertStep(
    tx,
    {
      transferId: row.id,
      step: step.step,
      on: step.on,
      unitId: wanted.unitId,
      note: noteOf(step),
      isLate: clock !== null && step.on > clock.dueOn,
      by: actor.personId,
    },
    nowMs,
  );
  if (step.step === 'receive') await moveMember(request, row, step.on);
  await request.record({
    verb: `transfers.${step.step}`,
    ...(wanted.unitId ? { unitId: wanted.unitId } : {}),
    subjectId: row.personId,
    details: { transferId: row.id, on: step.on },
  });
}

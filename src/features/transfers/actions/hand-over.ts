import { holdersIn } from '#features/mandates/public.ts';
import { recordMoveOfMany, recordsOf } from '#features/members/public.ts';
import { loadUnit, unitsAbove } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Request } from '#platform/http/handle.ts';
import { insertHandover } from '../db/handovers.sql.ts';
import { countOpenFor } from '../db/transfers.sql.ts';
import { baseOf, type HandoverMinutes, needsReceivingDecision } from '../domain/handover-minutes.ts';

const secretaryOf = async (tx: Tx, branchId: Id, day: CivilDate): Promise<string | null> =>
  (await holdersIn(tx, branchId, day)).find((holder) => holder.post === 'secretary')?.fullName ?? null;

/**
 * Hands members of one branch over to another by a decision of a committee above both: all of them in one transaction,
 * each keeping how they belong, with the minutes as they are on that day.
 * Errors: `transfers.not-below`, `transfers.receiving-decision-missing`, `transfers.nobody-to-hand-over`,
 * `transfers.transfer-is-open`, `transfers.day-in-future`, `members.not-in-branch`; those of the move.
 */
export async function handOver(
  request: Pick<Request, 'tx' | 'world' | 'today' | 'nowMs' | 'actor' | 'record'>,
  wanted: {
    unitId: Id;
    fromBranchId: Id;
    toBranchId: Id;
    personIds: readonly Id[] | undefined;
    on: CivilDate;
    decision: string;
    decidedOn: CivilDate;
    receivingDecision: string | null;
  },
): Promise<{ handoverId: Id; count: number }> {
  const { tx, world, today, nowMs, actor } = request;
  const { unitId, fromBranchId, toBranchId, on } = wanted;
  if (on > today) throw new DomainError({ code: 'transfers.day-in-future', field: 'on' });
  const unit = await loadUnit(tx, unitId, today);
  const sideOf = async (branchId: Id, field: string) => {
    const branch = await loadUnit(tx, branchId, on);
    const above = await unitsAbove(tx, branchId, today);
    if (!above.some((each) => each.id === unitId))
      throw new DomainError({ code: 'transfers.not-below', field });
    return { branch, above, base: baseOf(branch, above), secretary: await secretaryOf(tx, branchId, on) };
  };
  const from = await sideOf(fromBranchId, 'fromBranchId');
  const to = await sideOf(toBranchId, 'toBranchId');
  if (needsReceivingDecision(from.base, to.base) && !wanted.receivingDecision)
    throw new DomainError({ code: 'transfers.receiving-decision-missing', field: 'receivingDecision' });

  const there = (await recordsOf(tx, fromBranchId, on)).filter((r) => r.status !== 'temporarily-here');
  const asked = wanted.personIds && new Set(wanted.personIds);
  const members = asked ? there.filter((record) => asked.has(record.personId)) : there;
  if (members.length === 0)
    throw new DomainError({ code: 'transfers.nobody-to-hand-over', field: 'personIds' });
  if (asked && members.length < asked.size)
    throw new DomainError({ code: 'members.not-in-branch', field: 'personIds' });
  const personIds = members.map((member) => member.personId);
  const open = await countOpenFor(tx, personIds);
  if (open > 0)
    throw new DomainError({ code: 'transfers.transfer-is-open', field: 'personIds', facts: { count: open } });

  const handoverId = newId(nowMs);
  await recordMoveOfMany(
    tx,
    world,
    {
      personIds,
      branchId: fromBranchId,
      move: { kind: 'transfer', branchId: toBranchId, on, keepsStatus: true },
      document: wanted.decision,
      decidedOn: wanted.decidedOn,
      details: { handoverId },
      by: actor.personId,
    },
    { today, nowMs },
  );
  const minutes: HandoverMinutes = {
    unitName: unit.name,
    fromName: from.branch.name,
    fromAbove: from.above[0]?.name ?? '',
    toName: to.branch.name,
    toAbove: to.above[0]?.name ?? '',
    on,
    decision: wanted.decision,
    decidedOn: wanted.decidedOn,
    receivingDecision: wanted.receivingDecision,
    giver: from.secretary,
    receiver: to.secretary,
    members: members.map((r) => ({
      personId: r.personId,
      fullName: r.fullName,
      birth: r.birth,
      admittedOn: r.admittedOn,
      officialOn: r.officialOn,
      cardNumber: r.cardNumber,
      status: r.status,
    })),
  };
  await insertHandover(
    tx,
    {
      id: handoverId,
      unitId,
      fromBranchId,
      toBranchId,
      on,
      decision: wanted.decision,
      decidedOn: wanted.decidedOn,
      receivingDecision: wanted.receivingDecision,
      minutes,
      personIds,
      createdBy: actor.personId,
    },
    nowMs,
  );
  await request.record({
    verb: 'transfers.hand-over',
    unitId,
    subjectId: handoverId,
    details: { fromBranchId, toBranchId, on, count: personIds.length },
  });
  return { handoverId, count: personIds.length };
}

import { membershipsOn, namesOfUnit, recordMove } from '#features/members/public.ts';
import { isBranchKind } from '#features/units/contract.ts';
import { loadUnit, placeOf, unitsAbove } from '#features/units/public.ts';
import type { Actor } from '#kernel/actor.ts';
import { addDays, type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { initialsOf } from '#kernel/vietnamese.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import { renderDocx } from '#platform/documents/render-docx.ts';
import { renderPdf } from '#platform/documents/render-pdf.ts';
import { renderText } from '#platform/documents/render-text.ts';
import { FileAnswer, handle, handlePrepared } from '#platform/http/handle.ts';
import { arrive } from './actions/arrive.ts';
import { advance, shown, stayCause, termsOf } from './actions/course.ts';
import { handOver } from './actions/hand-over.ts';
import { startTransfer } from './actions/start-transfer.ts';
import * as contract from './contract.ts';
import { selectHandover, selectHandovers } from './db/handovers.sql.ts';
import {
  type StepRow,
  selectSteps,
  selectTargets,
  selectTransfer,
  selectTransfersOf,
  selectTransfersOfPerson,
  type TransferRow,
} from './db/transfers.sql.ts';
import { handoverDocument } from './documents/handover-document.ts';
import { possibleSteps, runningClock, type StepKind } from './domain/transfer.ts';

/** Closed transfers are listed for so many days. */
const SHOWN_DAYS = 90;
const MOST_TARGETS = 20;
const MEDIA = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  txt: 'text/plain; charset=utf-8',
} as const;

const withClock = async (tx: Tx, row: TransferRow, today: CivilDate) =>
  shown(row, runningClock(row, await termsOf(tx, row, today)));

const step = ({ transferId: _, ...each }: StepRow) => each;

/** Which side takes a step, and through which unit it acts. */
function sideOf(kind: StepKind, row: TransferRow): { side: contract.Side; unitId: Id } | null {
  if (kind === 'introduce' || kind === 'lapse')
    return row.issuerId ? { side: 'introduce', unitId: row.issuerId } : null;
  if (kind === 'request' || kind === 'withdraw')
    return row.fromBranchId ? { side: 'send', unitId: row.fromBranchId } : null;
  if (row.toBranchId) return { side: 'receive', unitId: row.toBranchId };
  // The destination keeps no list here: the branch that sends notes what it is told.
  return kind === 'refuse' || !row.fromBranchId ? null : { side: 'send', unitId: row.fromBranchId };
}
const VERBS = {
  send: 'transfers.send',
  introduce: 'transfers.introduce',
  receive: 'transfers.receive',
} as const;

/**
 * Whether the unit has to do with the transfer: it is one of its ends, introduces, or lies above one of them. The branch
 * that receives knows of nothing before the introduction.
 */
async function touches(tx: Tx, row: TransferRow, unitId: Id, today: CivilDate): Promise<boolean> {
  if (row.issuerId === unitId) return true;
  for (const branchId of [row.fromBranchId, row.toBranchId]) {
    if (branchId === null) continue;
    if (branchId === unitId) return branchId === row.fromBranchId || row.introducedOn !== null;
    if ((await unitsAbove(tx, branchId, today)).some((unit) => unit.id === unitId)) return true;
  }
  return false;
}

const homeOf = (actor: Actor): Id | null =>
  actor.memberships.find((m) => m.status !== 'temporarily-here')?.branchId ?? null;

export const handlers = [
  handle(contract.listTransfers, async ({ tx, params, query, today, authorize, may, noteRead }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const since = query.closed === 'true' ? addDays(today, -SHOWN_DAYS) : null;
    const found = await selectTransfersOf(tx, params.unitId, today, since);
    const transfers = [];
    for (const { fromIsBelow, toIsBelow, ...row } of found)
      transfers.push({
        ...(await withClock(tx, row, today)),
        direction:
          fromIsBelow && toIsBelow ? ('inside' as const) : fromIsBelow ? ('out' as const) : ('in' as const),
      });
    const open = transfers.filter((t) => t.closedOn === null);
    const count = (direction: string) => open.filter((t) => t.direction === direction).length;
    const names = unit.kind === 'city-committee' ? [] : transfers;
    noteRead(
      'transfers.read',
      names.map((t) => t.personId),
      params.unitId,
    );
    const isBranch = isBranchKind(unit.kind);
    return {
      unitName: unit.name,
      isBranch,
      today,
      transfers: names,
      figures: {
        out: count('out'),
        in: count('in'),
        inside: count('inside'),
        late: open.filter((t) => t.clock !== null && t.clock.daysLeft < 0).length,
      },
      abilities: {
        send: isBranch && may('transfers.send', place),
        receive: isBranch && may('transfers.receive', place),
        handOver: !isBranch && may('transfers.hand-over', place),
      },
    };
  }),

  handle(contract.getTransfer, async ({ tx, params, today, authorize, may, noteRead }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const row = await selectTransfer(tx, params.transferId);
    if (!row || !(await touches(tx, row, params.unitId, today)))
      throw new DomainError({ code: 'platform.not-found' });
    const terms = await termsOf(tx, row, today);
    const next = [];
    for (const kind of possibleSteps(row, terms)) {
      const side = sideOf(kind, row);
      if (side && may(VERBS[side.side], await placeOf(tx, side.unitId, today)))
        next.push({ step: kind, ...side });
    }
    noteRead('transfers.read', [row.personId], params.unitId);
    return {
      transfer: shown(row, runningClock(row, terms)),
      today,
      steps: (await selectSteps(tx, [row.id])).map(step),
      next,
    };
  }),

  handle(contract.startTransfer, async (request) => {
    const { params, body } = request;
    request.authorize(await placeOf(request.tx, params.branchId, request.today));
    const transferId = await startTransfer(request, { ...body, branchId: params.branchId }, params.branchId);
    return { transferId };
  }),

  handle(contract.takeSendingStep, async (request) => {
    const { tx, params, body, today } = request;
    request.authorize(await placeOf(tx, params.branchId, today));
    await advance(request, {
      transferId: params.transferId,
      step: body,
      unitId: params.branchId,
      isOfSide: (row) => {
        if (row.fromBranchId !== params.branchId) return false;
        if ((body.step === 'receive' || body.step === 'present') && row.toBranchId !== null)
          throw new DomainError({ code: 'transfers.received-here' });
        return true;
      },
    });
    return {};
  }),

  handle(contract.takeIssuingStep, async (request) => {
    const { tx, params, body, today } = request;
    request.authorize(await placeOf(tx, params.unitId, today));
    await advance(request, {
      transferId: params.transferId,
      step: body,
      unitId: params.unitId,
      isOfSide: (row) => row.issuerId === params.unitId,
    });
    return {};
  }),

  handle(contract.takeReceivingStep, async (request) => {
    const { tx, params, body, today } = request;
    request.authorize(await placeOf(tx, params.branchId, today));
    await advance(request, {
      transferId: params.transferId,
      step: body,
      unitId: params.branchId,
      // Before the introduction the branch that receives knows of nothing.
      isOfSide: (row) => row.toBranchId === params.branchId && row.introducedOn !== null,
    });
    return {};
  }),

  handle(contract.arrive, async (request) => {
    const { tx, params, body, today } = request;
    request.authorize(await placeOf(tx, params.branchId, today));
    return arrive(request, { ...body, branchId: params.branchId });
  }),

  handle(contract.changeStay, async ({ tx, world, params, body, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.branchId, today));
    const { personId, branchId } = params;
    const here = (await membershipsOn(tx, personId, today)).some((m) => m.branchId === branchId);
    if (!here) throw new DomainError({ code: 'members.not-in-branch' });
    const to = addDays(body.lastDay, 1);
    await recordMove(
      tx,
      world,
      {
        personId,
        branchId,
        move: { kind: 'temporary-change', on: today, to, cause: stayCause(body.cause) },
        document: body.document,
        by: actor.personId,
      },
      { today, nowMs },
    );
    await record({
      verb: 'transfers.change-stay',
      unitId: branchId,
      subjectId: personId,
      details: { lastDay: body.lastDay },
    });
    return {};
  }),

  handle(contract.findTargets, async ({ tx, query, today }) => {
    const found = await selectTargets(tx, query.q, today, MOST_TARGETS + 1);
    return { branches: found.slice(0, MOST_TARGETS), hasMore: found.length > MOST_TARGETS };
  }),

  handle(contract.listOwnTransfers, async ({ tx, actor, today }) => {
    const found = await selectTransfersOfPerson(tx, actor.personId);
    const steps = await selectSteps(
      tx,
      found.map((row) => row.id),
    );
    const transfers = [];
    for (const row of found)
      transfers.push({
        ...(await withClock(tx, row, today)),
        steps: steps.filter((each) => each.transferId === row.id).map(step),
      });
    return { today, transfers, branchId: homeOf(actor) };
  }),

  handle(contract.requestOwnTransfer, async (request) => {
    const { actor, body, today } = request;
    const branchId = homeOf(actor);
    if (!branchId) throw new DomainError({ code: 'transfers.no-branch' });
    const { hasReview, lateReason, ...begun } = body;
    const transferId = await startTransfer(request, { ...begun, personId: actor.personId, branchId }, null);
    await advance(request, {
      transferId,
      step: { step: 'request', on: today, hasReview, lateReason },
      unitId: null,
      isOfSide: (row) => row.personId === actor.personId,
    });
    return { transferId };
  }),

  handle(contract.listHandovers, async ({ tx, params, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    return {
      unitName: unit.name,
      handovers: await selectHandovers(tx, params.unitId, today),
      abilities: { handOver: !isBranchKind(unit.kind) && may('transfers.hand-over', place) },
    };
  }),

  handle(contract.getHandover, async ({ tx, params, actor, today, authorize, noteRead }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const { minutes, ...handover } = await handoverOf(tx, params, today);
    const { names, reason } = await namesOfUnit(tx, place, { actor, today });
    if (names === 'shown')
      noteRead(
        'transfers.read',
        minutes.members.map((m) => m.personId),
        params.unitId,
        reason,
      );
    return {
      ...handover,
      names,
      members: minutes.members.map(({ personId, fullName, status }) => ({
        personId,
        fullName: names === 'shown' ? fullName : initialsOf(fullName),
        status,
      })),
    };
  }),

  handle(contract.handOver, async (request) => {
    const { tx, params, body, today } = request;
    request.authorize(await placeOf(tx, params.unitId, today));
    return handOver(request, { ...body, unitId: params.unitId, personIds: body.personIds });
  }),

  handlePrepared(
    contract.getHandoverMinutes,
    async ({ world, params }) => {
      // Laid out before the answering transaction opens: a long list takes seconds and needs no database.
      const { format } = params as { format: keyof typeof MEDIA };
      const today = civilDateAt(world.clock.now());
      const { minutes } = await inTransaction(world.db, 'read', (tx) =>
        handoverOf(tx, params as { unitId: Id; handoverId: Id }, today),
      );
      const doc = handoverDocument(minutes);
      const bytes =
        format === 'txt' ? renderText(doc) : await (format === 'docx' ? renderDocx(doc) : renderPdf(doc));
      return { minutes, bytes };
    },
    async ({ tx, params, actor, today, authorize, prepared, noteRead }) => {
      const place = await placeOf(tx, params.unitId, today);
      authorize(place);
      const { names, reason } = await namesOfUnit(tx, place, { actor, today });
      if (names !== 'shown') throw new DomainError({ code: 'transfers.reason-needed' });
      const { minutes, bytes } = prepared;
      noteRead(
        'transfers.read',
        minutes.members.map((m) => m.personId),
        params.unitId,
        reason,
      );
      return new FileAnswer(
        bytes,
        MEDIA[params.format],
        `Biên bản bàn giao ${minutes.fromName} – ${minutes.toName} ${minutes.on}.${params.format}`,
      );
    },
    { place: (tx, params: { unitId: Id }, today) => placeOf(tx, params.unitId, today) },
  ),
];

/** A handover that the unit decided, took part in, or lies above. Errors: `platform.not-found`. */
async function handoverOf(tx: Tx, params: { unitId: Id; handoverId: Id }, today: CivilDate) {
  const handover = await selectHandover(tx, params.handoverId);
  if (!handover) throw new DomainError({ code: 'platform.not-found' });
  const ends = [handover.unitId, handover.fromBranchId, handover.toBranchId];
  const known = new Set(ends);
  for (const unitId of ends) for (const unit of await unitsAbove(tx, unitId, today)) known.add(unit.id);
  if (!known.has(params.unitId)) throw new DomainError({ code: 'platform.not-found' });
  return handover;
}

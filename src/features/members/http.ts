import { dayInLife, endedSince, loadUnit, placeInLife, placeOf } from '#features/units/public.ts';
import { addDays, type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import { DomainError } from '#kernel/result.ts';
import type { HandlerInput } from '#kernel/route.ts';
import type { Tx } from '#platform/database/database.ts';
import { handle, handlePrepared, type Preparation, type Request } from '#platform/http/handle.ts';
import { admitMember } from './actions/admit-member.ts';
import { decideCorrection, proposeCorrection, withdrawCorrection } from './actions/correct-record.ts';
import { applyMemberList, judgeMemberList, readMemberList } from './actions/import-members.ts';
import { listDuplicates } from './actions/list-duplicates.ts';
import { listOnProbation } from './actions/list-on-probation.ts';
import { mergePeople, tellApart } from './actions/merge-people.ts';
import { namesOfUnit } from './actions/names-of-unit.ts';
import { leftBranchOn, personFacts, recordOfTimeIn, standingFacts } from './actions/read-person.ts';
import { readRoll } from './actions/read-roll.ts';
import { recordMove, takeBackMove } from './actions/record-move.ts';
import * as contract from './contract.ts';
import { insertListOpening, insertOpening, selectOpening, selectReadsOf } from './db/members.sql.ts';
import {
  type CorrectionRow,
  countOpenCorrections,
  selectCorrectionsIn,
  selectCorrectionsOf,
} from './db/records.sql.ts';
import type { ImportMapping } from './domain/import/import-types.ts';
import type { Move } from './domain/life/move.ts';
import { CORRECTABLE, isDateField, textOfField } from './domain/records/correct-field.ts';
import { keepsRecords } from './policy.ts';

/** Decided corrections stay in the list of the branch for so long. */
const DECIDED_SHOWN_MS = 90 * 86_400_000;

const shownCorrection = ({ personId: _, fullName: __, ...row }: CorrectionRow): contract.Correction => ({
  ...row,
  after: isDateField(row.field) ? formatCivilDate(row.after) : row.after,
  proposedAt: row.proposedAt.toISOString(),
  decidedAt: row.decidedAt?.toISOString() ?? null,
});

const branchOf = (tx: Tx, params: { branchId: string }, today: CivilDate) =>
  placeOf(tx, params.branchId, today);
/** Errors: `members.not-in-branch` for somebody who never belonged to the branch. */
function mustHaveBeenIn(person: { memberships: readonly { branchId: string }[] }, branchId: string): void {
  if (!person.memberships.some((m) => m.branchId === branchId))
    throw new DomainError({ code: 'members.not-in-branch' });
}

/** Whether the reader may open the record in a branch to which the person belongs today. */
async function hasToDoWith(
  { tx, today, may }: Pick<Request, 'tx' | 'today' | 'may'>,
  { memberships }: { memberships: readonly { branchId: string; from: CivilDate; to: CivilDate | null }[] },
): Promise<boolean> {
  for (const { branchId, from, to } of memberships)
    if (from <= today && (to === null || to > today))
      if (may('members.read-person', await placeOf(tx, branchId, today))) return true;
  return false;
}

type MoveBody = HandlerInput<typeof contract.recordMove>['body'];

/** What the form says, as the act it stands for. The last day on a form is inside. */
function moveOf(body: MoveBody, branchId: string): Move {
  if (body.kind === 'exemption')
    return { kind: body.kind, on: body.on, to: body.lastDay && addDays(body.lastDay, 1) };
  if (body.kind === 'reinstatement')
    return { kind: body.kind, on: body.on, branchId, standing: body.standing };
  return { kind: body.kind, on: body.on };
}

const prepareList = ({ body, query }: Preparation) => readMemberList({ name: query.name, bytes: body });

function mappingOf(text: string | undefined): ImportMapping | undefined {
  if (!text) return undefined;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    raw = undefined;
  }
  const parsed = contract.importMapping.safeParse(raw);
  if (!parsed.success)
    throw new DomainError({
      code: 'platform.bad-request',
      field: 'mapping',
      facts: { problem: 'mapping' },
    });
  return parsed.data as ImportMapping;
}

export const handlers = [
  handle(contract.listBranchMembers, async (request) => {
    const { tx, params, query, actor, today, authorize, may, noteRead } = request;
    const place = await placeInLife(tx, params.branchId, today);
    authorize(place);
    // Of a branch that is no more, as it was at the end.
    const lastDay = await dayInLife(tx, params.branchId, today);
    const isThere = lastDay === today;
    const roll = await readRoll(tx, place, { on: query.on ?? lastDay, today, actor });
    // Numbers name nobody: only a list of names is written down as looked at.
    if (roll.names === 'shown')
      noteRead(
        'members.list',
        roll.members.map((m) => m.personId),
        params.branchId,
        roll.reason,
      );
    return {
      ...roll,
      abilities: {
        import: isThere && may('members.import', place),
        change: isThere && may('members.change', place),
        readPerson: may('members.read-person', place),
      },
      openCorrections:
        isThere && may('members.change', place)
          ? await countOpenCorrections(tx, params.branchId, today)
          : null,
    };
  }),

  handle(contract.getPerson, async (request) => {
    const { tx, params, actor, today, authorize, may, noteRead } = request;
    const place = await placeInLife(tx, params.branchId, today);
    authorize(place);
    const person = await personFacts(tx, params.personId);
    // A record is read through a branch the person belongs to or belonged to, never through any other.
    mustHaveBeenIn(person, params.branchId);
    const reason = keepsRecords(actor, place)
      ? null
      : ((await selectOpening(tx, actor.personId, person.personId, today)) ?? undefined);
    if (reason === undefined) throw new DomainError({ code: 'members.reason-needed' });
    noteRead('members.read-person', [person.personId], params.branchId, reason);
    const left = leftBranchOn(person, params.branchId, today);
    const leftOn = left !== null && (await hasToDoWith(request, person)) ? null : left;
    const mayChange = may('members.change', place) && (await endedSince(tx, params.branchId, today)) === null;
    return {
      person: leftOn === null ? person : recordOfTimeIn(person, params.branchId, leftOn),
      reason,
      leftOn,
      ...(await standingFacts(tx, place, person, today, mayChange)),
    };
  }),

  handle(contract.openRecord, async ({ tx, params, body, actor, today, nowMs, authorize, record }) => {
    authorize(await placeInLife(tx, params.branchId, today));
    const person = await personFacts(tx, params.personId);
    mustHaveBeenIn(person, params.branchId);
    const opening = { actorId: actor.personId, personId: person.personId, day: today, reason: body.reason };
    await insertOpening(tx, opening, nowMs);
    await record({ verb: 'members.open-record', unitId: params.branchId, subjectId: person.personId });
    return {};
  }),

  handle(contract.openList, async ({ tx, params, body, actor, today, nowMs, authorize, record }) => {
    authorize(await placeInLife(tx, params.branchId, today));
    const opening = { actorId: actor.personId, branchId: params.branchId, day: today, reason: body.reason };
    await insertListOpening(tx, opening, nowMs);
    await record({ verb: 'members.open-list', unitId: params.branchId });
    return {};
  }),

  handle(contract.getOwnRecord, async ({ tx, actor }) => {
    const person = await personFacts(tx, actor.personId);
    return {
      person,
      reads: (await selectReadsOf(tx, actor.personId)).map((r) => ({
        at: r.at.toISOString(),
        by: r.by ?? '',
        what: r.what,
        times: r.times,
        unitName: r.unitName,
        reason: r.reason,
      })),
      corrections: (await selectCorrectionsOf(tx, actor.personId)).map(shownCorrection),
      correctable: CORRECTABLE.map((field) => ({ field, text: textOfField(person[field]) })),
    };
  }),

  handle(contract.proposeCorrection, async ({ tx, body, actor, today, nowMs, record }) => {
    const { personId } = actor;
    const correctionId = await proposeCorrection(tx, { ...body, personId }, { today, nowMs });
    await record({
      verb: 'members.propose-correction',
      subjectId: personId,
      details: { correctionId, field: body.field },
    });
    return { correctionId };
  }),

  handle(contract.withdrawCorrection, async ({ tx, params, actor, nowMs, record }) => {
    const { correctionId } = params;
    await withdrawCorrection(tx, { personId: actor.personId, correctionId }, nowMs);
    await record({
      verb: 'members.withdraw-correction',
      subjectId: actor.personId,
      details: { correctionId },
    });
    return {};
  }),

  handle(contract.listCorrections, async ({ tx, params, actor, today, nowMs, authorize, noteRead }) => {
    authorize(await placeOf(tx, params.branchId, today));
    const since = new Date(nowMs - DECIDED_SHOWN_MS);
    const found = await selectCorrectionsIn(tx, params.branchId, today, since);
    noteRead('members.corrections', [...new Set(found.map((each) => each.personId))], params.branchId);
    return {
      branchName: (await loadUnit(tx, params.branchId, today)).name,
      corrections: found.map((row) => ({
        ...shownCorrection(row),
        personId: row.personId,
        fullName: row.fullName,
        isOwn: row.personId === actor.personId,
      })),
    };
  }),

  handle(contract.decideCorrection, async (request) => {
    const { tx, params, body, actor, today, nowMs, authorize, record } = request;
    const { branchId, correctionId } = params;
    authorize(await placeOf(tx, branchId, today));
    const { personId, field } = await decideCorrection(
      tx,
      { branchId, correctionId, accept: body.accept, answer: body.answer || null, by: actor.personId },
      { today, nowMs },
    );
    await record({
      verb: body.accept ? 'members.accept-correction' : 'members.refuse-correction',
      unitId: branchId,
      subjectId: personId,
      details: { correctionId, field },
    });
    return {};
  }),

  handle(contract.openUnitList, async ({ tx, params, body, actor, today, nowMs, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const opening = { actorId: actor.personId, branchId: params.unitId, day: today, reason: body.reason };
    await insertListOpening(tx, opening, nowMs);
    await record({ verb: 'members.open-list', unitId: params.unitId });
    return {};
  }),

  handle(contract.listDuplicates, async ({ tx, params, actor, today, authorize, noteRead }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const named = await namesOfUnit(tx, place, { actor, today });
    const found = await listDuplicates(tx, place, { today, names: named.names });
    noteRead(
      'members.duplicates',
      [...new Set(found.pairs.flatMap(({ first, second }) => [first.personId, second.personId]))],
      params.unitId,
      named.reason,
    );
    return { unitName: (await loadUnit(tx, params.unitId, today)).name, today, ...named, ...found };
  }),

  handle(
    contract.mergePeople,
    async ({ tx, world, params, body, actor, today, nowMs, authorize, record }) => {
      const place = await placeOf(tx, params.unitId, today);
      authorize(place);
      const where = { unitId: params.unitId, depth: place.above.length, today };
      await mergePeople(tx, world, { ...where, ...body, by: actor.personId }, nowMs);
      await record({
        verb: 'members.merge',
        unitId: params.unitId,
        subjectId: body.keptId,
        details: { goneId: body.goneId, take: body.take },
      });
      return {};
    },
  ),

  handle(contract.tellApart, async ({ tx, params, body, actor, today, nowMs, authorize, record }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const where = { unitId: params.unitId, depth: place.above.length, today };
    const pair = [body.firstId, body.secondId] as const;
    await tellApart(tx, { ...where, pair, by: actor.personId }, nowMs);
    await record({
      verb: 'members.tell-apart',
      unitId: params.unitId,
      subjectId: body.firstId,
      details: { other: body.secondId },
    });
    return {};
  }),

  handle(contract.recordMove, async (request) => {
    const { tx, params, body, today, nowMs, actor, world, authorize, record } = request;
    authorize(await placeOf(tx, params.branchId, today));
    mustHaveBeenIn(await personFacts(tx, params.personId), params.branchId);
    const { moveId } = await recordMove(
      tx,
      world,
      {
        personId: params.personId,
        branchId: params.branchId,
        move: moveOf(body, params.branchId),
        document: 'document' in body ? body.document : null,
        reason: 'reason' in body ? body.reason : null,
        by: actor.personId,
      },
      { today, nowMs },
    );
    await record({
      verb: `members.${body.kind}`,
      unitId: params.branchId,
      subjectId: params.personId,
      details: { on: body.on, moveId },
    });
    return { moveId };
  }),

  handle(contract.admitMember, async (request) => {
    request.authorize(await placeOf(request.tx, request.params.branchId, request.today));
    return admitMember(request, { branchId: request.params.branchId, ...request.body });
  }),

  handle(contract.takeBackMove, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.branchId, today));
    mustHaveBeenIn(await personFacts(tx, params.personId), params.branchId);
    await takeBackMove(tx, { ...params, because: body.because, by: actor.personId }, nowMs);
    await record({
      verb: 'members.take-back-move',
      unitId: params.branchId,
      subjectId: params.personId,
      details: { moveId: params.moveId },
    });
    return {};
  }),

  handle(contract.listOnProbation, async ({ tx, params, actor, today, authorize, noteRead }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const named = await namesOfUnit(tx, place, { actor, today });
    const answer = await listOnProbation(tx, place, { today, ...named });
    noteRead(
      'members.list',
      answer.people.map((p) => p.personId),
      params.unitId,
      answer.reason,
    );
    return answer;
  }),

  handlePrepared(
    contract.previewMemberImport,
    prepareList,
    async ({ tx, params, query, today, authorize, prepared }) => {
      authorize(await placeOf(tx, params.branchId, today));
      const mapping = mappingOf(query.mapping);
      return judgeMemberList(tx, {
        branchId: params.branchId,
        grid: prepared,
        ...(mapping ? { mapping } : {}),
        today,
      });
    },
    { fileBody: true, idempotentByBody: true, place: branchOf },
  ),

  handlePrepared(
    contract.applyMemberImport,
    prepareList,
    async ({ tx, world, params, query, body, actor, today, nowMs, authorize, prepared, record }) => {
      authorize(await placeOf(tx, params.branchId, today));
      const mapping = mappingOf(query.mapping);
      const counts = await applyMemberList(
        tx,
        {
          branchId: params.branchId,
          grid: prepared,
          ...(mapping ? { mapping } : {}),
          today,
          skipRefused: query.skipRefused === 'true',
          by: actor.personId,
          world,
          fileName: query.name,
          bytes: body as unknown as Uint8Array,
        },
        nowMs,
      );
      const { accepted, changed, same, refused, left } = counts;
      if ([accepted, changed, same, refused, left].join(',') !== query.expect)
        throw new DomainError({ code: 'members.import-outdated' });
      await record({ verb: 'members.import', unitId: params.branchId, details: counts });
      return counts;
    },
    { fileBody: true, place: branchOf },
  ),
];

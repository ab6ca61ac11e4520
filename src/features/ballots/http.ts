import QRCode from 'qrcode';
import { actorInEnded } from '#features/mandates/public.ts';
import { reasonForNames } from '#features/members/public.ts';
import { dayInLife, loadUnit, paperHead, placeInLife, placeOf, unitsAbove } from '#features/units/public.ts';
import { type Actor, belongsTo, type Place } from '#kernel/actor.ts';
import { type CivilDate, civilDateAt } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import { renderDocx } from '#platform/documents/render-docx.ts';
import { renderPdf } from '#platform/documents/render-pdf.ts';
import { renderText } from '#platform/documents/render-text.ts';
import { emitEvent, type World } from '#platform/feature.ts';
import { FileAnswer, handle, handlePrepared, type Request } from '#platform/http/handle.ts';
import { publicAddress } from '#platform/http/public-address.ts';
import { destroyKeys } from './actions/ballot-keys.ts';
import { annulBallot, closeBallot } from './actions/close-ballot.ts';
import { changeDraft, draftBallot } from './actions/draft-ballot.ts';
import { ruleInForce } from './actions/freeze-rule.ts';
import { loadBallot, refusal } from './actions/load-ballot.ts';
import { giveCode, makeTabletPass, openByPass, tryCode } from './actions/tablet.ts';
import { inBoxOf, summariesOf, viewBallot } from './actions/view-ballot.ts';
import { castSlip, giveToken, voteSecretly } from './actions/vote.ts';
import type { BallotAnnulled, BallotClosed } from './contract.ts';
import {
  type BallotRow,
  deleteDraft,
  selectBallot,
  selectBallotsOf,
  selectBox,
  selectCounters,
  selectRoll,
  selectTurnouts,
} from './db/ballots.sql.ts';
import { protocolDocument } from './documents/protocol-document.ts';
import { phrasesOf, slipName } from './domain/box.ts';
import { fromBase64Url } from './domain/byte-text.ts';
import { readBox } from './domain/read-box.ts';
import { checkSlip, importTokenKey } from './domain/verify-box.ts';
import { isNearBallots, isOfBranch, mayReadBallots } from './policy.ts';
import * as routes from './routes.ts';

const PAGE = 30;

const MEDIA = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  txt: 'text/plain; charset=utf-8',
} as const;

/**
 * For routes about a ballot that is read, or brought to its end: those of a branch that is no more stay in its book, with the
 * promise that everybody who sat there finds the own ballot and counts the box again.
 */
const inBook = {
  who: async (tx: Tx, actor: Actor, { ballotId }: { ballotId: Id }, today: CivilDate): Promise<Actor> => {
    const ballot = await selectBallot(tx, ballotId);
    return ballot ? actorInEnded(tx, actor, ballot.branchId, today) : actor;
  },
};

/**
 * A ballot with the place of its branch, after the matrix was asked.
 * @param where `placeOf` for what only a branch that is there does: it prepares, and votes
 */
async function authorized(
  request: Pick<Request, 'tx' | 'today' | 'authorize'>,
  ballotId: Id,
  lock: 'read' | 'share' | 'lock' = 'read',
  where: typeof placeOf = placeInLife,
) {
  const ballot = await loadBallot(request.tx, ballotId, lock);
  const place = await where(request.tx, ballot.branchId, request.today);
  request.authorize(place);
  return { ballot, place };
}

/**
 * What is voted on often names somebody: from far above it is read after a reason was given for the names of the branch.
 * Errors: `ballots.reason-needed`.
 */
async function mustHaveReason(
  { tx, actor, today }: Pick<Request, 'tx' | 'actor' | 'today'>,
  place: Place,
): Promise<void> {
  if (isNearBallots(actor, place)) return;
  if ((await reasonForNames(tx, actor.personId, place.unitId, today)) === undefined)
    throw refusal('ballots.reason-needed');
}

/** What is told to the meeting when a ballot ends. */
const told = (
  { actor, nowMs, afterCommit }: Pick<Request, 'actor' | 'nowMs' | 'afterCommit'>,
  ballot: BallotRow,
) => ({
  ballotId: ballot.id,
  branchId: ballot.branchId,
  meetingId: ballot.meetingId,
  by: actor.personId,
  nowMs,
  afterCommit,
});

/** The ballot that a shared tablet asks about, and the voter by the code: read and counted before the transaction. */
async function byTablet(
  world: World,
  ballotId: Id,
  body: { pass: string; personId: Id; code: string },
): Promise<void> {
  const ballot = await inTransaction(world.db, 'read', (tx) => openByPass(tx, ballotId, body.pass));
  await tryCode(world, ballot, body.personId, body.code);
}

const closedBallot = async (tx: Tx, ballotId: Id): Promise<BallotRow> => {
  const ballot = await loadBallot(tx, ballotId);
  if (!ballot.result) throw refusal('ballots.not-closed');
  return ballot;
};

/** Token keys that were parsed: parsing one for every ballot that comes would be much of the work. */
const parsedKeys = new Map<string, Promise<CryptoKey>>();
const MOST_PARSED = 32;

function tokenKeyOf(text: string): Promise<CryptoKey> {
  const known = parsedKeys.get(text);
  if (known) return known;
  const key = importTokenKey(fromBase64Url(text)!);
  if (parsedKeys.size >= MOST_PARSED) parsedKeys.clear();
  parsedKeys.set(text, key);
  return key;
}

/** The ballots of a published box as they are printed. */
async function slipsOf(box: string | null) {
  const read = box === null ? null : readBox(box);
  if (!read || !('box' in read)) return null;
  const { slips } = read.box;
  const names = await Promise.all(slips.map((slip) => slipName(fromBase64Url(slip.key)!)));
  return phrasesOf(names).map((phrase, at) => ({ phrase, marks: slips[at]!.marks }));
}

export const handlers = [
  handle(
    routes.listBallots,
    async (request) => {
      const { tx, params, query, today, authorize } = request;
      const place = await placeInLife(tx, params.branchId, today);
      authorize(place);
      await mustHaveReason(request, place);
      const branch = await loadUnit(tx, params.branchId, await dayInLife(tx, params.branchId, today));
      const found = await selectBallotsOf(tx, params.branchId, {
        meetingId: query.meetingId ?? null,
        before: query.before ?? null,
        most: PAGE + 1,
      });
      const shown = found.slice(0, PAGE);
      return {
        branch: { id: branch.id, name: branch.name },
        ballots: await summariesOf(tx, shown),
        next: found.length > PAGE ? shown.at(-1)!.id : null,
      };
    },
    {
      who: (tx, actor, { branchId }: { branchId: Id }, today) => actorInEnded(tx, actor, branchId, today),
    },
  ),

  handle(
    routes.getBallot,
    async (request) => {
      const { tx, params, actor, today, language, may, noteRead } = request;
      const { ballot, place } = await authorized(request, params.ballotId);
      await mustHaveReason(request, place);
      const view = await viewBallot(tx, ballot, {
        actor,
        today,
        language,
        isOfBranch: isOfBranch(actor, place),
        leads: may('ballots.lead', place),
      });
      if (belongsTo(actor, ballot.branchId) === undefined && view.roll)
        noteRead(
          'ballots.roll',
          view.roll.map((voter) => voter.personId),
          ballot.branchId,
        );
      return view;
    },
    inBook,
  ),

  handle(
    routes.getTurnout,
    async (request) => {
      const { ballot } = await authorized(request, request.params.ballotId);
      const [turnout] = await selectTurnouts(request.tx, [ballot.id]);
      return {
        state: ballot.state,
        voters: ballot.electorate?.voters ?? 0,
        tookPart: turnout?.tookPart ?? 0,
        inBox: inBoxOf(ballot, turnout),
      };
    },
    inBook,
  ),

  handle(routes.draftBallot, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    const { branchId } = params;
    authorize(await placeOf(tx, branchId, today));
    const rule = await ruleInForce(tx, branchId, body.matter, body.heldOn);
    const id = await draftBallot(tx, { ...body, branchId, rule }, actor.personId, nowMs);
    await record({
      verb: 'ballots.draft',
      unitId: branchId,
      subjectId: id,
      details: { matter: body.matter, method: body.method, meetingId: body.meetingId },
    });
    return { id };
  }),

  handle(routes.changeBallot, async (request) => {
    const { tx, params, body, record } = request;
    const { ballot } = await authorized(request, params.ballotId, 'lock', placeOf);
    await changeDraft(tx, ballot, body);
    await record({ verb: 'ballots.change', unitId: ballot.branchId, subjectId: ballot.id });
    return {};
  }),

  handle(routes.removeBallot, async (request) => {
    const { tx, params, record } = request;
    const { ballot } = await authorized(request, params.ballotId, 'lock');
    if (ballot.state !== 'draft') throw refusal('ballots.has-been-opened');
    await deleteDraft(tx, ballot.id);
    await record({ verb: 'ballots.remove', unitId: ballot.branchId, subjectId: ballot.id });
    return {};
  }),

  handle(
    routes.closeBallot,
    async (request) => {
      const { tx, world, params, body, today, nowMs, actor, record, afterCommit } = request;
      const { ballot } = await authorized(request, params.ballotId, 'lock');
      const branch = await loadUnit(tx, ballot.branchId, await dayInLife(tx, ballot.branchId, today));
      const { result, boxSha256 } = await closeBallot(
        tx,
        world,
        ballot,
        { count: body.count, branchName: branch.name, by: actor.personId },
        nowMs,
      );
      const payload: BallotClosed = { ...told(request, ballot), ...result, boxSha256 };
      await emitEvent(world, tx, 'ballots.closed', payload);
      await record({
        verb: 'ballots.close',
        unitId: ballot.branchId,
        subjectId: ballot.id,
        details: { outcome: result.result.outcome.kind, boxSha256 },
      });
      // First the result is safe, then the way back is destroyed; a crash in between is swept up by the job.
      if (ballot.keyId) afterCommit(() => destroyKeys(world, ballot.keyId!));
      return { result, boxSha256 };
    },
    inBook,
  ),

  handle(
    routes.annulBallot,
    async (request) => {
      const { tx, world, params, body, nowMs, actor, record, afterCommit } = request;
      const { ballot } = await authorized(request, params.ballotId, 'lock');
      const because = tidyText(body.because);
      await annulBallot(tx, ballot, { because, by: actor.personId }, nowMs);
      const payload: BallotAnnulled = { ...told(request, ballot), because };
      await emitEvent(world, tx, 'ballots.annulled', payload);
      await record({
        verb: 'ballots.annul',
        unitId: ballot.branchId,
        subjectId: ballot.id,
        details: { before: ballot.state },
      });
      if (ballot.keyId) afterCommit(() => destroyKeys(world, ballot.keyId!));
      return {};
    },
    inBook,
  ),

  // No request key and no line in the history: a key would keep a hash of the choice beside the person, and a line the
  // moment of the vote. The roll row is the record, and it takes one vote only.
  handle(
    routes.vote,
    async (request) => {
      const { tx, params, body, actor } = request;
      const { ballot } = await authorized(request, params.ballotId, 'share', placeOf);
      await voteSecretly(tx, ballot, actor.personId, body.marks);
      return {};
    },
    { idempotentByBody: true },
  ),

  handle(
    routes.takeToken,
    async (request) => {
      const { tx, world, params, body, actor } = request;
      const { ballot } = await authorized(request, params.ballotId, 'share', placeOf);
      return { signature: await giveToken(tx, world, ballot, actor.personId, body.blinded) };
    },
    { idempotentByBody: true },
  ),

  handlePrepared(
    routes.castSlip,
    async ({ world, params, body }) => {
      const { ballotId } = params as { ballotId: Id };
      const ballot = await inTransaction(world.db, 'read', (tx) => selectBallot(tx, ballotId));
      // Nobody learns here which ballots exist: without a token of this one the answer is the same.
      if (!ballot?.tokenKey) throw refusal('ballots.token-invalid');
      const tokenKey = await tokenKeyOf(ballot.tokenKey);
      const checked = await checkSlip({ ballotId, paper: ballot.paper, tokenKey }, body.slip);
      if (!('fault' in checked)) return checked.name;
      if (checked.fault === 'marks-unreadable')
        throw refusal('ballots.marks-unreadable', { field: 'slip.marks', facts: { letters: 1 } });
      throw refusal(checked.fault === 'vote-changed' ? 'ballots.slip-changed' : 'ballots.token-invalid');
    },
    async ({ tx, world, params, body, prepared }) => {
      await castSlip(tx, world, await loadBallot(tx, params.ballotId, 'share'), body.slip, prepared);
      return {};
    },
  ),

  handle(
    routes.getBox,
    async (request) => {
      const { ballot } = await authorized(request, request.params.ballotId);
      const found = ballot.method === 'verifiable' ? await selectBox(request.tx, ballot.id) : undefined;
      if (!found?.box) throw refusal('ballots.no-box');
      return new FileAnswer(found.box, 'application/json; charset=utf-8', `hom-phieu-${ballot.heldOn}.json`);
    },
    inBook,
  ),

  // The answer holds the code, so no request key may keep it; asking again gives a new one.
  handle(
    routes.giveCode,
    async (request) => {
      const { tx, world, params, body, record } = request;
      const { ballot } = await authorized(request, params.ballotId, 'share', placeOf);
      const code = await giveCode(tx, world, ballot, body.personId);
      await record({
        verb: 'ballots.give-code',
        unitId: ballot.branchId,
        subjectId: ballot.id,
        details: { personId: body.personId },
      });
      return { code };
    },
    { idempotentByBody: true },
  ),

  handle(
    routes.makeTabletPass,
    async (request) => {
      const { tx, params, record } = request;
      const { ballot } = await authorized(request, params.ballotId, 'lock', placeOf);
      const pass = await makeTabletPass(tx, ballot);
      await record({ verb: 'ballots.open-tablet', unitId: ballot.branchId, subjectId: ballot.id });
      // Behind the hash sign: a browser does not send it, so the pass never stands in a log.
      const path = `/may-chung/${ballot.id}#${pass}`;
      const svg = await QRCode.toString(`${publicAddress(request)}${path}`, {
        type: 'svg',
        errorCorrectionLevel: 'M',
        margin: 2,
      });
      return { path, svg };
    },
    { idempotentByBody: true },
  ),

  handle(routes.openTablet, async ({ tx, params, body, today }) => {
    const ballot = await openByPass(tx, params.ballotId, body.pass);
    const branch = await loadUnit(tx, ballot.branchId, today);
    const roll = await selectRoll(tx, ballot.id);
    return {
      branchName: branch.name,
      matter: ballot.matter,
      question: ballot.question,
      paper: ballot.paper,
      method: ballot.method,
      tokenKey: ballot.tokenKey,
      // Only those who were given a code and have not voted: the list of members is not for a table in the room.
      voters: roll
        .filter((voter) => voter.hasCode && !voter.tookPart)
        .map(({ personId, fullName }) => ({ personId, fullName })),
    };
  }),

  handlePrepared(
    routes.tabletCode,
    ({ world, params, body }) => byTablet(world, params.ballotId, body),
    async () => ({}),
  ),

  handlePrepared(
    routes.tabletVote,
    ({ world, params, body }) => byTablet(world, params.ballotId, body),
    async ({ tx, params, body }) => {
      await voteSecretly(tx, await loadBallot(tx, params.ballotId, 'share'), body.personId, body.marks);
      return {};
    },
  ),

  handlePrepared(
    routes.tabletToken,
    ({ world, params, body }) => byTablet(world, params.ballotId, body),
    async ({ tx, world, params, body }) => {
      const ballot = await loadBallot(tx, params.ballotId, 'share');
      return { signature: await giveToken(tx, world, ballot, body.personId, body.blinded) };
    },
  ),

  handlePrepared(
    routes.getProtocol,
    async ({ world, params, actor }) => {
      // Laid out before the answering transaction opens, and only for who may read it.
      const { ballotId, format } = params as { ballotId: Id; format: keyof typeof MEDIA };
      const printed = await inTransaction(world.db, 'read', async (tx) => {
        const ballot = await selectBallot(tx, ballotId);
        const place = ballot && (await placeInLife(tx, ballot.branchId, civilDateAt(world.clock.now())));
        if (!ballot?.result || !place || !actor || !mayReadBallots(actor, place)) return null;
        const unit = await loadUnit(tx, ballot.branchId, ballot.heldOn);
        const above = await unitsAbove(tx, ballot.branchId, ballot.heldOn);
        return {
          ballot,
          branchName: unit.name,
          head: paperHead(above[0]?.name ?? ''),
          counters: await selectCounters(tx, ballot.id),
          box:
            ballot.method === 'verifiable' && isOfBranch(actor, place)
              ? await selectBox(tx, ballot.id)
              : null,
        };
      });
      if (!printed) return null;
      const doc = protocolDocument({ ...printed, slips: await slipsOf(printed.box?.box ?? null) });
      if (format === 'txt') return renderText(doc);
      return format === 'docx' ? renderDocx(doc) : renderPdf(doc);
    },
    async (request) => {
      const { tx, params, prepared } = request;
      const { place } = await authorized(request, params.ballotId);
      await mustHaveReason(request, place);
      const ballot = await closedBallot(tx, params.ballotId);
      if (prepared === null) throw new DomainError({ code: 'platform.not-found' });
      return new FileAnswer(
        prepared,
        MEDIA[params.format],
        `bien-ban-kiem-phieu-${ballot.heldOn}.${params.format}`,
      );
    },
    inBook,
  ),
];

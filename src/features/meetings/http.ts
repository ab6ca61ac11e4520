import QRCode from 'qrcode';
import { actorInEnded } from '#features/mandates/public.ts';
import { placeByLevels, reasonForNames } from '#features/members/public.ts';
import { tasksGivenBy } from '#features/tasks/public.ts';
import { dayInLife, loadUnit, placeInLife, placeOf } from '#features/units/public.ts';
import { isInSight } from '#kernel/actor.ts';
import { civilDateAt } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import { renderDocx } from '#platform/documents/render-docx.ts';
import { renderPdf } from '#platform/documents/render-pdf.ts';
import { renderText } from '#platform/documents/render-text.ts';
import { readFileBytes } from '#platform/files/files.ts';
import { FileAnswer, handle, handlePrepared, type Request } from '#platform/http/handle.ts';
import { publicAddress } from '#platform/http/public-address.ts';
import { tokenOf } from '#platform/sign-in/sessions.ts';
import { answerPetition } from './actions/answer-petition.ts';
import { appendEntries } from './actions/append-entries.ts';
import { attachPaper } from './actions/attach-paper.ts';
import { pageOfOwnPetitions, pageOfPetitions } from './actions/branch-petitions.ts';
import { closeMeeting } from './actions/close-meeting.ts';
import { branchOfMeeting, inMeeting, inMeetingOften } from './actions/ended-branch.ts';
import { appendSwiftly, checkInSwiftly, deskOf } from './actions/entry-desk.ts';
import { followMeeting } from './actions/follow-meeting.ts';
import {
  announce,
  composeEntries,
  keepEntries,
  numberEntries,
  type SaidByServer,
} from './actions/keep-entries.ts';
import { booksCarriedOn, pageOfMeetings, suggestMeeting } from './actions/list-meetings.ts';
import { type LoadedMeeting, loadMeeting, mustBeOpen, readerOf, refusal } from './actions/load-meeting.ts';
import { myHome } from './actions/my-home.ts';
import { rulesNamed, withNamedRules } from './actions/named-rules.ts';
import { followSwiftly, openSwiftly } from './actions/open-swiftly.ts';
import { mustLieIn, planMeeting } from './actions/plan-meeting.ts';
import { isRoomCode, roomCode } from './actions/room-code.ts';
import {
  addressesOf,
  mailEverybody,
  recipientsOf,
  sendNotice,
  tellEverybody,
} from './actions/send-notice.ts';
import { readEntries } from './actions/stream-meeting.ts';
import { viewOf } from './actions/view-meeting.ts';
import * as contract from './contract.ts';
import { isPaperOf } from './db/entries.sql.ts';
import {
  isClosedFor,
  markCancelled,
  saveSeries,
  selectLastRecorder,
  selectMeetingHead,
  selectPresences,
  selectSeries,
  updatePlan,
} from './db/meetings.sql.ts';
import { markRead } from './db/notices.sql.ts';
import { attendanceDocument } from './documents/attendance-document.ts';
import { invitationOf } from './documents/invitation.ts';
import { minutesDocument } from './documents/minutes-document.ts';
import { resolutionDocument } from './documents/resolution-document.ts';
import { scoreSheetDocument } from './documents/score-sheet-document.ts';
import { holdsRecord } from './domain/accept-entry.ts';
import { PAPER_ROLES, type PaperRole, type StoredEntry } from './domain/entry.ts';
import { checkSeries } from './domain/next-meeting.ts';
import { withoutPrivateTexts } from './domain/private-texts.ts';
import { asksForAnswer } from './domain/unanswered-petitions.ts';
import { isOfBranch, mayReadMeetings, mayReadNames } from './policy.ts';

type Web = Pick<Request, 'world' | 'raw'>;

const linkOf = (web: Web, meetingId: Id): string => `${publicAddress(web)}/meetings/${meetingId}`;

async function headOf(tx: Tx, meetingId: Id) {
  const head = await selectMeetingHead(tx, meetingId);
  if (!head) throw refusal('platform.not-found');
  return head;
}

async function branchFor(tx: Tx, meetingId: Id): Promise<Id> {
  const branch = await branchOfMeeting(tx, meetingId);
  if (!branch) throw refusal('platform.not-found');
  return branch.branchId;
}

/**
 * Refuses a person of another branch in words that say so, then asks the matrix. Who has nothing to do with the branch
 * hears that only with the code of the room in hand: to others the meeting does not exist.
 */
function mustTakePart(
  { may, authorize, actor }: Request,
  place: LoadedMeeting['place'],
  { isInTheRoom = false } = {},
): void {
  if (!may('meetings.take-part', place) && (isInTheRoom || isInSight(actor, place)))
    throw refusal('meetings.not-of-this-branch');
  authorize(place);
}

/** What keeps a person from writing the record of this meeting: neither lead, nor chair, nor recorder. */
function mustHoldRecord({ actor }: Request, meeting: LoadedMeeting): void {
  const { author } = readerOf(actor, meeting.place, meeting.context, meeting.state);
  if (!holdsRecord(meeting.state, author)) throw refusal('meetings.only-lead-or-recorder');
}

function mustBeOpenForWriting({ row }: LoadedMeeting): void {
  if (row.stage === 'closed') throw refusal('meetings.closed');
  if (row.stage === 'cancelled') throw refusal('meetings.cancelled');
}

/** Keeps what the server writes for the person who asks, and tells the watchers after commit. */
async function sayFor(
  { tx, actor, world, nowMs, afterCommit }: Request,
  meeting: LoadedMeeting,
  said: SaidByServer,
): Promise<StoredEntry> {
  const stored = numberEntries(meeting, composeEntries(meeting, actor.personId, [said], nowMs), nowMs);
  await keepEntries(tx, meeting, stored);
  afterCommit(() => announce(world.live, meeting.row.id, stored));
  return stored[0]!;
}

/**
 * Why somebody from two levels above or further looks at the names of the branch today; null where none is asked for.
 * Errors: `meetings.reason-needed`, with the figures of the meeting.
 */
async function reasonToRead({ tx, actor, today }: Request, meeting: LoadedMeeting): Promise<string | null> {
  const { place, context, row } = meeting;
  if (mayReadNames(actor, place) || mayReadNames(actor, await placeByLevels(tx, place, today))) return null;
  const reason = await reasonForNames(tx, actor.personId, place.unitId, today);
  if (reason !== undefined) return reason;
  const { kind, month, heldOn, base, present, ownScore, confirmedScore } = row;
  throw refusal('meetings.reason-needed', {
    branchId: row.branchId,
    branch: context.branchName,
    kind,
    month,
    heldOn,
    base,
    present,
    score: confirmedScore ?? ownScore,
  });
}

/** A look at a branch's roll from outside the branch is written down, from far above with its reason. */
async function noteOutsider(request: Request, meeting: LoadedMeeting): Promise<void> {
  const { actor, noteRead } = request;
  if (isOfBranch(actor, meeting.place)) return;
  const reason = await reasonToRead(request, meeting);
  const people = meeting.context.roll.map((member) => member.personId);
  noteRead('meetings.read', people, meeting.row.branchId, reason);
}

/** A meeting as the person who asks may see it. */
async function showMeeting(request: Request, meetingId: Id): Promise<contract.MeetingView> {
  const { tx, actor, today, nowMs, authorize } = request;
  const desk = deskOf(request.world);
  const meeting = await loadMeeting(tx, meetingId, today, 'read', {
    journalOf: (row) => desk.journalOf(row),
  });
  const { row, place, context, state, entries } = meeting;
  authorize(place);
  await noteOutsider(request, meeting);
  const { role, readsPrivateTexts, author } = readerOf(actor, place, context, state);
  desk.keepIfNew(meeting, nowMs);
  const leadsHere = row.takenOver === null && role === 'lead';
  return viewOf(
    { row, context, state, entries: readsPrivateTexts ? entries : withoutPrivateTexts(entries) },
    { role, readsPrivateTexts, author },
    {
      nowMs,
      closedMonth: await isClosedFor(tx, [place.unitId, ...place.above], row.month),
      takenOver: row.takenOver && {
        ...row.takenOver,
        presences: await selectPresences(tx, row.id),
        tasks: await tasksGivenBy(tx, row.branchId, row.id),
      },
      lastRecorderId:
        leadsHere && state.recorderId === null
          ? await selectLastRecorder(tx, row.branchId, row.plannedOn)
          : null,
    },
  );
}

const DOCUMENTS = {
  minutes: { make: minutesDocument, name: 'bien-ban' },
  resolution: { make: resolutionDocument, name: 'nghi-quyet' },
  'score-sheet': { make: scoreSheetDocument, name: 'phieu-cham-diem' },
  attendance: { make: attendanceDocument, name: 'danh-sach-diem-danh' },
};
const MEDIA = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  txt: 'text/plain; charset=utf-8',
};

const fileNameOf = ({ row, context }: LoadedMeeting, name: string, ending: string): string =>
  `${name}-${withoutMarks(context.branchName).replace(/[^a-z0-9]+/g, '-')}-${row.month}.${ending}`.replace(
    /-+/g,
    '-',
  );

export const handlers = [
  handle(
    contract.listMeetings,
    async ({ tx, params, query, actor, today, authorize, may }) => {
      const place = await placeInLife(tx, params.branchId, today);
      authorize(place);
      const day = await dayInLife(tx, params.branchId, today);
      const unit = await loadUnit(tx, params.branchId, day);
      const series = (await selectSeries(tx, params.branchId)) ?? null;
      const leads = day === today && may('meetings.lead', place);
      return {
        branch: { id: unit.id, name: unit.name },
        ...(await pageOfMeetings(tx, params.branchId, query.before ?? null)),
        series: day === today ? series : null,
        suggested: leads ? await suggestMeeting(tx, place, series, today) : null,
        carriedOn: query.before ? [] : await booksCarriedOn(tx, actor, params.branchId, today),
        abilities: {
          create: leads,
          setSeries: leads,
          readUnit: may('units.read', place),
          readPetitions: may('meetings.take-part', place),
        },
      };
    },
    {
      who: (tx, actor, { branchId }: { branchId: Id }, today) => actorInEnded(tx, actor, branchId, today),
    },
  ),

  handle(
    contract.listPetitions,
    async ({ tx, params, query, actor, today, authorize, noteRead }) => {
      authorize(await placeInLife(tx, params.branchId, today));
      const { seen, ...page } = await pageOfPetitions(tx, actor, { ...params, ...query }, today);
      for (const branchId of new Set(seen.map((each) => each.branchId)))
        noteRead(
          'meetings.read',
          [...new Set(seen.filter((each) => each.branchId === branchId).map((each) => each.personId))],
          branchId,
          null,
        );
      return page;
    },
    { who: (tx, actor, { branchId }: { branchId: Id }, today) => actorInEnded(tx, actor, branchId, today) },
  ),

  handle(contract.listOwnPetitions, ({ tx, query, actor, today }) =>
    pageOfOwnPetitions(tx, actor, query.after, today),
  ),

  handle(
    contract.answerPetition,
    async (request) => {
      const { tx, world, params, body, actor, today, nowMs, afterCommit, record } = request;
      const place = await placeInLife(tx, await branchFor(tx, params.meetingId), today);
      mustTakePart(request, place);
      const meeting = await loadMeeting(tx, params.meetingId, today, 'lock', { place });
      mustHoldRecord(request, meeting);
      const { row, state } = meeting;
      if (!state.opinions.some((each) => each.opinionId === params.opinionId && asksForAnswer(each)))
        throw refusal('platform.not-found');
      const answer = { opinionId: params.opinionId, text: body.text, by: actor.personId };
      const stored = await answerPetition(tx, meeting, answer, nowMs);
      if (!stored) throw refusal('meetings.petition-answered-already');
      afterCommit(() => announce(world.live, row.id, stored));
      await record({ verb: 'meetings.answer-petition', unitId: row.branchId, subjectId: row.id });
      return {};
    },
    inMeeting,
  ),

  handle(contract.setSeries, async ({ tx, params, body, today, authorize, record }) => {
    authorize(await placeOf(tx, params.branchId, today));
    await saveSeries(tx, params.branchId, unwrap(checkSeries({ ...body, place: tidyText(body.place) })));
    const { dayOfMonth, time } = body;
    await record({ verb: 'meetings.set-series', unitId: params.branchId, details: { dayOfMonth, time } });
    return {};
  }),

  handle(contract.createMeeting, async (request) => {
    const { tx, params, body, today, nowMs, actor, authorize, record } = request;
    authorize(await placeOf(tx, params.branchId, today));
    const { id } = await planMeeting(
      tx,
      { branchId: params.branchId, ...body },
      { personId: actor.personId, today },
      nowMs,
    );
    const { month, kind, plannedOn } = body;
    await record({
      verb: 'meetings.create',
      unitId: params.branchId,
      subjectId: id,
      details: { month, kind, plannedOn },
    });
    return { id };
  }),

  handle(contract.replanMeeting, async (request) => {
    const { tx, world, params, body, today, nowMs, actor, authorize, record } = request;
    const meeting = await loadMeeting(tx, params.meetingId, today, 'lock');
    const { row, place } = meeting;
    authorize(place);
    if (row.stage === 'cancelled') throw refusal('meetings.cancelled');
    if (row.stage !== 'planned') throw refusal('meetings.has-begun');
    mustLieIn(row.month, body.plannedOn);
    await mustBeOpen(tx, place, row.month);
    await updatePlan(tx, row.id, { ...body, place: tidyText(body.place) });
    if (meeting.state.notices.length > 0) {
      const moved = await loadMeeting(tx, row.id, today);
      await tellEverybody(tx, moved, 'meeting-moved', actor.personId, nowMs);
      if (world.config.mail)
        await mailEverybody(tx, moved, { link: linkOf(request, row.id), change: 'moved' }, nowMs);
    }
    await record({
      verb: 'meetings.replan',
      unitId: row.branchId,
      subjectId: row.id,
      details: { from: row.plannedOn, to: body.plannedOn, time: body.plannedTime },
    });
    return {};
  }),

  handle(contract.cancelMeeting, async (request) => {
    const { tx, world, params, body, today, nowMs, actor, authorize, record } = request;
    const meeting = await loadMeeting(tx, params.meetingId, today, 'lock');
    const { row } = meeting;
    authorize(meeting.place);
    if (row.stage === 'cancelled') return {};
    if (row.stage !== 'planned') throw refusal('meetings.has-begun');
    await markCancelled(tx, row.id, tidyText(body.reason));
    if (meeting.state.notices.length > 0) {
      await tellEverybody(tx, meeting, 'meeting-cancelled', actor.personId, nowMs);
      if (world.config.mail)
        await mailEverybody(tx, meeting, { link: linkOf(request, row.id), change: 'cancelled' }, nowMs);
    }
    await record({ verb: 'meetings.cancel', unitId: row.branchId, subjectId: row.id });
    return {};
  }),

  handle(contract.getMeeting, (request) => showMeeting(request, request.params.meetingId), inMeetingOften),

  handle(
    contract.openMeeting,
    async (request) => withNamedRules(await showMeeting(request, request.params.meetingId)),
    { swift: openSwiftly, ...inMeetingOften },
  ),

  handle(
    contract.getMeetingRules,
    async ({ params }) => {
      const found = rulesNamed(params.name);
      if (found === undefined) throw refusal('platform.not-found');
      return found;
    },
    { isForever: true },
  ),

  handle(
    contract.listEntries,
    async (request) => {
      const { tx, params, query, actor, today, authorize } = request;
      const head = await headOf(tx, params.meetingId);
      const place = await placeInLife(tx, head.branchId, today);
      authorize(place);
      const news = await readEntries(tx, params.meetingId, query.after, isOfBranch(actor, place));
      if (!isOfBranch(actor, place) && news.entries.length > 0)
        await noteOutsider(request, await loadMeeting(tx, params.meetingId, today));
      return news;
    },
    inMeeting,
  ),

  handle(
    contract.appendEntries,
    async (request) => {
      const { tx, world, params, body, actor, today, language, nowMs, afterCommit } = request;
      const branchId = await branchFor(tx, params.meetingId);
      const place = await placeInLife(tx, branchId, today);
      mustTakePart(request, place);
      const meeting = await loadMeeting(tx, params.meetingId, today, 'lock', {
        place,
        journalOf: (row) => deskOf(world).journalOf(row),
      });
      const outcome = await appendEntries(tx, meeting, body.entries, { actor, today, language }, nowMs);
      afterCommit(() => {
        if (outcome.stored.length > 0) deskOf(world).keep(outcome.meeting);
        announce(world.live, params.meetingId, outcome.stored);
      });
      const { accepted, refused } = outcome;
      return { accepted, refused, cursor: outcome.meeting.row.entryCount };
    },
    { idempotentByBody: true, swift: appendSwiftly, ...inMeetingOften },
  ),

  handle(
    contract.streamMeeting,
    async (request) => {
      const { tx, world, params, query, actor, today, authorize, afterCommit, raw } = request;
      const branchId = await branchFor(tx, params.meetingId);
      const place = await placeInLife(tx, branchId, today);
      authorize(place);
      if (!isOfBranch(actor, place))
        await noteOutsider(request, await loadMeeting(tx, params.meetingId, today));
      const token = tokenOf(raw.request) ?? '';
      const readsPrivateTexts = isOfBranch(actor, place);
      const watcher = { token, meetingId: params.meetingId, day: today };
      const follower = { branchId, readsPrivateTexts, sure: null, length: null };
      afterCommit(() => followMeeting({ world, raw, query }, watcher, follower));
      return undefined;
    },
    { stream: true, swift: followSwiftly, ...inMeetingOften },
  ),

  handle(contract.getRoomCode, async (request) => {
    const { tx, params, today, nowMs } = request;
    const meeting = await loadMeeting(tx, params.meetingId, today);
    mustTakePart(request, meeting.place);
    mustHoldRecord(request, meeting);
    mustBeOpenForWriting(meeting);
    const { code, validUntil } = roomCode(meeting.row.roomSecret, nowMs);
    // Behind the hash sign: a browser does not send it, so the code never stands in a log.
    const path = `/diem-danh/${meeting.row.id}#${code}`;
    const svg = await QRCode.toString(`${publicAddress(request)}${path}`, {
      type: 'svg',
      errorCorrectionLevel: 'M',
      margin: 2,
    });
    return { code, path, svg, validUntil };
  }),

  handle(
    contract.checkIn,
    async (request) => {
      const { tx, params, body, actor, today, nowMs } = request;
      const head = await headOf(tx, params.meetingId);
      const place = await placeOf(tx, head.branchId, today);
      const isInTheRoom = body.code !== undefined && isRoomCode(head.roomSecret, body.code, nowMs);
      mustTakePart(request, place, { isInTheRoom });
      const meeting = await loadMeeting(tx, params.meetingId, today, 'lock', { place });
      const { row, context, state } = meeting;
      mustBeOpenForWriting(meeting);
      const member = context.roll.find((each) => each.personId === actor.personId);
      if (!member) throw refusal('meetings.not-of-this-branch');
      if (row.stage === 'ended') throw refusal('meetings.has-ended');
      if (row.stage === 'planned' && today !== row.plannedOn) throw refusal('meetings.not-begun');
      if (body.code !== undefined && !isInTheRoom)
        throw new DomainError({ code: 'meetings.room-code-old', field: 'code' });
      const method = body.code === undefined ? ('self' as const) : ('qr' as const);
      const known = state.presence[member.memberId];
      const isSaid =
        known?.presence === 'present' &&
        (known.method === method || known.method === 'qr' || method === 'self');
      if (!isSaid)
        await sayFor(request, meeting, {
          kind: 'attendance-marked',
          payload: { memberId: member.memberId, presence: 'present', method },
        });
      return { method, branchName: context.branchName };
    },
    // Saying “present” twice is saying it once.
    { idempotentByBody: true, swift: checkInSwiftly },
  ),

  handle(
    contract.attachPaper,
    async (request) => {
      const { tx, world, params, query, actor, today, nowMs, record, raw, afterCommit } = request;
      const meeting = await loadMeeting(tx, params.meetingId, today, 'lock');
      mustTakePart(request, meeting.place);
      mustHoldRecord(request, meeting);
      mustBeOpenForWriting(meeting);
      const bytes = raw.request.body;
      if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw refusal('meetings.paper-empty');
      const role = (PAPER_ROLES as readonly string[]).includes(query.role)
        ? (query.role as PaperRole)
        : 'other';
      const { name, itemId } = query;
      const { paperId, fileId, stored } = await attachPaper(
        tx,
        meeting,
        { name, bytes, role, by: actor.personId, ...(itemId ? { itemId } : {}) },
        nowMs,
      );
      afterCommit(() => announce(world.live, meeting.row.id, stored));
      await record({
        verb: 'meetings.attach-paper',
        unitId: meeting.row.branchId,
        subjectId: meeting.row.id,
        details: { fileId },
      });
      return { paperId, fileId };
    },
    { fileBody: true, ...inMeeting },
  ),

  handle(
    contract.getPaper,
    async (request) => {
      const { tx, params, today, actor, authorize } = request;
      const head = await headOf(tx, params.meetingId);
      const place = await placeInLife(tx, head.branchId, today);
      authorize(place);
      if (!mayReadNames(actor, place))
        await noteOutsider(request, await loadMeeting(tx, params.meetingId, today));
      const file = (await isPaperOf(tx, params.meetingId, params.fileId))
        ? await readFileBytes(tx, params.fileId)
        : undefined;
      if (!file || file.unitId !== head.branchId) throw refusal('platform.not-found');
      return new FileAnswer(file.bytes, file.mediaType, file.name);
    },
    inMeeting,
  ),

  handle(contract.getNoticeTexts, async (request) => {
    const { tx, world, params, today, nowMs, authorize } = request;
    const meeting = await loadMeeting(tx, params.meetingId, today);
    authorize(meeting.place);
    const link = linkOf(request, meeting.row.id);
    const { zalo, nationalApp } = invitationOf(meeting.context, meeting.state, { link, nowMs });
    const personIds = recipientsOf(meeting);
    return {
      zalo,
      nationalApp,
      mailIsConfigured: world.config.mail !== undefined,
      recipients: personIds.length,
      withMail: (await addressesOf(tx, personIds)).length,
      followers: meeting.context.followers.map((follower) => follower.fullName),
    };
  }),

  handle(contract.sendNotice, async (request) => {
    const { tx, world, params, body, actor, today, nowMs, authorize, record, afterCommit } = request;
    const meeting = await loadMeeting(tx, params.meetingId, today, 'lock');
    authorize(meeting.place);
    const sent = await sendNotice(
      tx,
      meeting,
      {
        by: actor.personId,
        alsoBy: body.alsoBy,
        link: linkOf(request, meeting.row.id),
        mailIsConfigured: world.config.mail !== undefined,
      },
      nowMs,
    );
    afterCommit(() => announce(world.live, meeting.row.id, sent.stored));
    const { recipients, mails } = sent;
    await record({
      verb: 'meetings.send-notice',
      unitId: meeting.row.branchId,
      subjectId: meeting.row.id,
      details: { recipients, mails },
    });
    return { recipients, mails };
  }),

  handle(
    contract.getInvitationFile,
    async (request) => {
      const { tx, params, today, nowMs, authorize } = request;
      const meeting = await loadMeeting(tx, params.meetingId, today);
      authorize(meeting.place);
      // It says what the meeting is about, and may name members.
      await noteOutsider(request, meeting);
      const { ics } = invitationOf(meeting.context, meeting.state, {
        link: linkOf(request, meeting.row.id),
        nowMs,
        isCancelled: meeting.row.stage === 'cancelled',
      });
      return new FileAnswer(ics, 'text/calendar; charset=utf-8', fileNameOf(meeting, 'sinh-hoat', 'ics'));
    },
    inMeeting,
  ),

  handlePrepared(
    contract.getDocument,
    async ({ world, params, actor }) => {
      // Laid out before the answering transaction opens: a long list takes seconds and needs no database.
      const { meetingId, kind, format } = params as {
        meetingId: Id;
        kind: keyof typeof DOCUMENTS;
        format: keyof typeof MEDIA;
      };
      const today = civilDateAt(world.clock.now());
      const meeting = await inTransaction(world.db, 'read', (tx) => loadMeeting(tx, meetingId, today));
      if (!actor || !mayReadMeetings(actor, meeting.place)) return { meeting, bytes: '' };
      // What is on paper is not set again from figures.
      if (meeting.row.takenOver !== null) return { meeting, bytes: '' };
      const { make } = DOCUMENTS[kind];
      const state = isOfBranch(actor, meeting.place) ? meeting.state : withoutPrivateTexts(meeting.state);
      const doc = make({ ...meeting, state });
      const bytes =
        format === 'txt' ? renderText(doc) : await (format === 'docx' ? renderDocx(doc) : renderPdf(doc));
      return { meeting, bytes };
    },
    async (request) => {
      const { params, prepared, authorize } = request;
      const { meeting, bytes } = prepared;
      authorize(meeting.place);
      if (meeting.row.takenOver !== null)
        throw refusal('meetings.taken-over', { source: meeting.row.takenOver.source });
      const { kind, format } = params;
      // The plain text is fetched by the page itself; what is taken away as a file is written down for everybody.
      if (format === 'txt') await noteOutsider(request, meeting);
      else
        request.noteRead(
          'meetings.take-out',
          meeting.context.roll.map((member) => member.personId),
          meeting.row.branchId,
          await reasonToRead(request, meeting),
        );
      return new FileAnswer(bytes, MEDIA[format], fileNameOf(meeting, DOCUMENTS[kind].name, format));
    },
    inMeeting,
  ),

  handle(
    contract.closeMeeting,
    async (request) => {
      const { tx, world, params, actor, today, nowMs, authorize, record, afterCommit } = request;
      const meeting = await loadMeeting(tx, params.meetingId, today, 'lock', {
        journalOf: (row) => deskOf(world).journalOf(row),
      });
      authorize(meeting.place);
      const closing = await closeMeeting(tx, world, meeting, actor, nowMs);
      afterCommit(() => announce(world.live, meeting.row.id, closing.stored));
      const { minutesNumber, resolutionNumber } = closing;
      await record({
        verb: 'meetings.close',
        unitId: meeting.row.branchId,
        subjectId: meeting.row.id,
        details: { minutesNumber, resolutionNumber },
      });
      return { closedAt: new Date(nowMs).toISOString(), minutesNumber, resolutionNumber };
    },
    inMeetingOften,
  ),

  handle(
    contract.getHome,
    ({ tx, world, actor, today, language, nowMs }) => myHome(tx, { world, actor, today, language, nowMs }),
    { heldFacts: true },
  ),

  handle(
    contract.markNoticesRead,
    async ({ tx, body, actor }) => {
      if (body.ids.length > 0) await markRead(tx, actor.personId, body.ids);
      return {};
    },
    { idempotentByBody: true },
  ),
];

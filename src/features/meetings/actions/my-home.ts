import { ballotToVoteIn } from '#features/ballots/public.ts';
import { lastEndedOf } from '#features/mandates/public.ts';
import { tasksOf } from '#features/tasks/public.ts';
import { isBranchKind } from '#features/units/contract.ts';
import { unitsByIds, unitsCarriedOn } from '#features/units/public.ts';
import { type Actor, belongsTo, holds } from '#kernel/actor.ts';
import {
  addDays,
  addMonths,
  type CivilDate,
  formatCivilDate,
  formatYearMonth,
  monthOf,
} from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Answer } from '#kernel/route.ts';
import type { Tx } from '#platform/database/database.ts';
import { type World, whatWaits } from '#platform/feature.ts';
import type { getHome, ReaderRole } from '../contract.ts';
import { selectOpenMeetings, selectRegularMonths } from '../db/meetings.sql.ts';
import { type NoticeRow, selectNotices } from '../db/notices.sql.ts';
import { mayVote } from '../domain/vote-rule.ts';
import { deskOf } from './entry-desk.ts';
import { loadMeeting } from './load-meeting.ts';

const NOTICE_DAYS = 90;
const DAY_MS = 86_400_000;

/** A notice in the reader's language. */
export function noticeText(notice: Pick<NoticeRow, 'kind' | 'facts'>, language: 'vi' | 'en'): string {
  const { plannedOn, plannedTime, place, month, answer } = notice.facts;
  const day = plannedOn ? formatCivilDate(plannedOn) : '';
  const inMonth = month ? formatYearMonth(month) : '';
  const vi = language === 'vi';
  switch (notice.kind) {
    case 'meeting-invitation':
      return vi
        ? `Mời dự sinh hoạt chi bộ lúc ${plannedTime} ngày ${day}, tại ${place}.`
        : `You are invited to the branch meeting at ${plannedTime} on ${day}, ${place}.`;
    case 'meeting-moved':
      return vi
        ? `Đổi lịch sinh hoạt chi bộ: ${plannedTime} ngày ${day}, tại ${place}.`
        : `The branch meeting was moved to ${plannedTime} on ${day}, ${place}.`;
    case 'meeting-cancelled':
      return vi ? `Hủy buổi sinh hoạt chi bộ ngày ${day}.` : `The branch meeting on ${day} was cancelled.`;
    case 'meeting-closed':
      return vi
        ? `Đã khóa buổi sinh hoạt tháng ${inMonth}; biên bản và nhiệm vụ đã có.`
        : `The meeting of ${inMonth} is closed; minutes and tasks are ready.`;
    case 'score-to-confirm':
      return vi
        ? `Đề nghị xác nhận điểm buổi sinh hoạt tháng ${inMonth}.`
        : `Please confirm the score of the meeting of ${inMonth}.`;
    case 'petition-answered':
      return vi
        ? `Kiến nghị, đề xuất của đồng chí (sinh hoạt tháng ${inMonth}) đã được trả lời: “${answer}”`
        : `Your petition or proposal (meeting of ${inMonth}) was answered: “${answer}”`;
  }
}

/**
 * What a member has done in a meeting that goes on, from what the desk holds of it: many come back to their first page in the
 * middle of an evening. Who votes in a secret ballot stands with the ballot alone. Null for somebody who is not on its roll.
 */
async function ownPart(
  tx: Tx,
  { world, actor, today, nowMs }: Pick<HomeReader, 'world' | 'actor' | 'today' | 'nowMs'>,
  { meetingId, version }: { meetingId: Id; version: string },
): Promise<Answer<typeof getHome>['meetings'][number]['own']> {
  const desk = deskOf(world);
  let meeting = desk.show(meetingId, nowMs);
  const isOnRoll = meeting?.context.roll.some((each) => each.personId === actor.personId);
  // Who stands on the roll under which id changes when records are merged, which the desk sees when it writes next.
  if (meeting === undefined || (!isOnRoll && meeting.row.version !== version)) {
    const read = await loadMeeting(tx, meetingId, today, 'read', { journalOf: (row) => desk.journalOf(row) });
    desk.keepIfNew(read, nowMs);
    meeting = read;
  }
  const { context, state, entries } = meeting;
  const member = context.roll.find((each) => each.personId === actor.personId);
  if (!member) return null;
  const isPresent = state.presence[member.memberId]?.presence === 'present';
  const hasCast = (voteId: Id) =>
    entries.some(
      (entry) =>
        entry.kind === 'vote-cast' &&
        entry.payload.voteId === voteId &&
        entry.payload.memberId === member.memberId,
    );
  const voteWaits =
    isPresent &&
    state.votes.some(
      ({ voteId, status, method, matter }) =>
        status === 'open' &&
        method === 'named' &&
        mayVote(context, matter, member, true).ok &&
        !hasCast(voteId),
    );
  return { isPresent, voteWaits, ballotId: await ballotToVoteIn(tx, meetingId, actor.personId) };
}

type HomeReader = { world: World; actor: Actor; today: CivilDate; language: 'vi' | 'en'; nowMs: number };

/** Whoever has no place any more is told which one ended, as it was called then. */
async function lastPlaceOf(tx: Tx, personId: Id, today: CivilDate) {
  const last = await lastEndedOf(tx, personId, today);
  if (!last) return null;
  const [unit] = await unitsByIds(tx, [last.unitId], addDays(last.endedOn, -1));
  return unit ? { unitName: unit.name, endedOn: last.endedOn } : null;
}

/**
 * What is next for a person: meetings of the own branches, own tasks, notices, months without a meeting, and what the
 * other features have for this person to do.
 */
export async function myHome(tx: Tx, reader: HomeReader): Promise<Answer<typeof getHome>> {
  const { actor, today, language, nowMs } = reader;
  const thisMonth = monthOf(today);
  const months = [thisMonth, addMonths(thisMonth, 1)];
  const unitIds = [
    ...new Set([...actor.memberships.map((m) => m.branchId), ...actor.posts.map((p) => p.unitId)]),
  ];
  const notices = await selectNotices(tx, actor.personId, nowMs - NOTICE_DAYS * DAY_MS);
  const known = await unitsByIds(tx, [...new Set([...unitIds, ...notices.map((n) => n.branchId)])], today);
  const names = new Map(known.map((unit) => [unit.id, unit.name]));
  const branches = known.filter((unit) => isBranchKind(unit.kind) && unitIds.includes(unit.id));
  const leads = (branchId: Id) => holds(actor, branchId, 'secretary', 'deputy-secretary');
  const led = branches.map((branch) => branch.id).filter(leads);

  const meetings = await selectOpenMeetings(
    tx,
    branches.map((branch) => branch.id),
    addMonths(thisMonth, -2),
  );
  // Minutes of branches that are no more, left open: whoever leads the branch that carries on finishes them.
  const books = await unitsCarriedOn(tx, led, today);
  for (const book of books) names.set(book.id, book.name);
  const leftOpen =
    books.length === 0
      ? []
      : (
          await selectOpenMeetings(
            tx,
            books.map((book) => book.id),
            addMonths(thisMonth, -12),
          )
        ).filter(({ stage }) => stage === 'ended');
  const planned = led.length ? await selectRegularMonths(tx, led, thisMonth) : [];
  const tasks = await tasksOf(tx, actor.personId, today);

  const roleIn = (branchId: Id, recorderId: Id | null): ReaderRole => {
    if (leads(branchId)) return 'lead';
    if (holds(actor, branchId, 'committee-member') || recorderId === actor.personId) return 'recorder';
    if (belongsTo(actor, branchId) !== undefined) return 'member';
    return holds(actor, branchId, 'follower') ? 'follower' : 'above';
  };
  const isBook = (branchId: Id) => books.some(({ id }) => id === branchId);
  const shown: Answer<typeof getHome>['meetings'] = [];
  for (const { recorderId, version, ...meeting } of [...leftOpen, ...meetings]) {
    const role = isBook(meeting.branchId) ? 'lead' : roleIn(meeting.branchId, recorderId);
    const goesOn = role === 'member' && meeting.stage === 'running';
    shown.push({
      ...meeting,
      branchName: names.get(meeting.branchId) ?? '',
      role,
      own: goesOn ? await ownPart(tx, reader, { meetingId: meeting.id, version }) : null,
    });
  }
  const { waiting, unread } = await whatWaits(reader.world, tx, actor, today);
  return {
    meetings: shown,
    tasks: tasks.map(({ taskId, branchId, title, output, dueOn, state, isOverdue }) => ({
      taskId,
      branchId,
      title,
      output,
      dueOn,
      state,
      isOverdue,
    })),
    notices: notices.map((notice) => ({
      id: notice.id,
      kind: notice.kind,
      meetingId: notice.meetingId,
      branchName: names.get(notice.branchId) ?? '',
      text: noticeText(notice, language),
      at: notice.at.toISOString(),
      isRead: notice.isRead,
    })),
    waiting: waiting.map(({ unitId, text, counted, ...one }) => ({
      ...one,
      text: text[language],
      counted: counted[language],
      unitName: names.get(unitId) ?? '',
    })),
    unread: unread.map((part) => part[language]),
    unplanned: led.flatMap((branchId) =>
      months
        .filter((month) => !planned.some((each) => each.branchId === branchId && each.month === month))
        .map((month) => ({ branchId, branchName: names.get(branchId) ?? '', month })),
    ),
    lastPlace: unitIds.length === 0 ? await lastPlaceOf(tx, actor.personId, today) : null,
  };
}

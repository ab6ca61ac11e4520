import { livingRecordsOf, namesOf } from '#features/members/public.ts';
import { unitsCarriedOn } from '#features/units/public.ts';
import { type CivilDate, civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { insertNotices, removeAnswerNotices } from '../db/notices.sql.ts';
import type { StoredEntry } from '../domain/entry.ts';
import type { MeetingState, Opinion } from '../domain/fold.ts';
import {
  answerAsAnnex,
  asksForAnswer,
  laterAnswerTo,
  unansweredPetitions,
  wordsOfAnswer,
} from '../domain/unanswered-petitions.ts';
import { petitionsOf } from './branch-petitions.ts';
import { composeEntries, keepEntries, numberEntries } from './keep-entries.ts';
import { type LoadedMeeting, loadMeeting } from './load-meeting.ts';

/** As much of an answer as stands in a notice; all of it is on the page of the own petitions. */
const SAID_IN_NOTICE = 600;

const shortened = (text: string): string =>
  text.length > SAID_IN_NOTICE
    ? `${text.slice(0, SAID_IN_NOTICE - 1).replace(/[\ud800-\udbff]$/, '')}…`
    : text;

function answeredBy(state: MeetingState, entry: StoredEntry): Opinion | undefined {
  switch (entry.kind) {
    case 'petition-answered':
      return state.opinions.find((opinion) => opinion.opinionId === entry.payload.opinionId);
    case 'annex-added':
      return state.opinions.find((opinion) => opinion.entryId === entry.payload.concernsEntryId);
    default:
      return undefined;
  }
}

/**
 * Tells each member whose petition these new entries answer, with the answer; an answer that is written anew is told in
 * the place of the one before. Who answers the own petition is told nothing.
 */
export async function tellAskers(
  tx: Tx,
  { row, state }: LoadedMeeting,
  stored: readonly StoredEntry[],
  nowMs: number,
): Promise<void> {
  const told = new Map<Id, { opinion: Opinion; by: Id }>();
  for (const entry of stored) {
    const opinion = answeredBy(state, entry);
    if (opinion && asksForAnswer(opinion) && opinion.speakerKind === 'member')
      told.set(opinion.opinionId, { opinion, by: entry.authorId });
  }
  if (told.size === 0) return;
  const livesOn = await livingRecordsOf(
    tx,
    [...told.values()].map(({ opinion }) => opinion.speakerId),
  );
  for (const { opinion, by } of told.values()) {
    const annex = laterAnswerTo(state, opinion);
    const answer = annex ? wordsOfAnswer(annex.text) : opinion.answer?.text;
    if (answer === undefined) continue;
    await removeAnswerNotices(tx, row.id, opinion.opinionId);
    const asker = livesOn.get(opinion.speakerId) ?? opinion.speakerId;
    if (asker === by) continue;
    await insertNotices(
      tx,
      [asker],
      {
        kind: 'petition-answered',
        meetingId: row.id,
        branchId: row.branchId,
        facts: { month: row.month, opinionId: opinion.opinionId, answer: shortened(answer) },
      },
      nowMs,
    );
  }
}

/**
 * Writes the answer to a petition into the journal of its locked meeting: as an annex once that is closed. Undefined when
 * nobody waits for an answer to it any more.
 */
export async function answerPetition(
  tx: Tx,
  meeting: LoadedMeeting,
  { opinionId, text, by }: { opinionId: Id; text: string; by: Id },
  nowMs: number,
): Promise<StoredEntry[] | undefined> {
  const { state, row, context } = meeting;
  const opinion = unansweredPetitions(state).find((each) => each.opinionId === opinionId);
  if (!opinion) return undefined;
  const speaker =
    context.roll.find((member) => member.memberId === opinion.speakerId)?.fullName ??
    state.guests.find((guest) => guest.guestId === opinion.speakerId)?.fullName ??
    (await namesOf(tx, [opinion.speakerId]))[0]?.fullName ??
    '';
  const composed = composeEntries(
    meeting,
    by,
    [
      row.stage === 'closed'
        ? {
            kind: 'annex-added',
            payload: {
              concerns: 'opinion',
              concernsEntryId: opinion.entryId,
              text: answerAsAnnex(speaker, text),
            },
          }
        : { kind: 'petition-answered', payload: { opinionId, text } },
    ],
    nowMs,
  );
  const stored = numberEntries(meeting, composed, nowMs);
  await tellAskers(tx, await keepEntries(tx, meeting, stored), stored, nowMs);
  return stored;
}

/**
 * What a meeting concluded on petitions of earlier ones that stood on its agenda is the answer to them. One on which nothing
 * was concluded waits on.
 */
export async function answerCarriedPetitions(
  tx: Tx,
  meeting: { id: Id; branchId: Id; heldOn: CivilDate; state: MeetingState },
  by: Id,
  nowMs: number,
): Promise<void> {
  const { state, branchId, heldOn } = meeting;
  const concluded = state.agenda.flatMap((item) => {
    if (item.source !== 'petition' || item.ref === null) return [];
    const text = [
      ...(state.conclusions.find((each) => each.itemId === item.itemId)?.live ?? []).map((each) => each.text),
      ...state.tasks
        .filter((task) => task.itemId === item.itemId)
        .map((task) => `Giao nhiệm vụ: ${task.title} (sản phẩm: ${task.output}).`),
    ].join('\n');
    return text === '' ? [] : [{ opinionId: item.ref, text }];
  });
  if (concluded.length === 0) return;
  const today = civilDateAt(nowMs);
  const books = await unitsCarriedOn(tx, [branchId], today);
  const asked = await petitionsOf(tx, { branchIds: [branchId, ...books.map(({ id }) => id)] });
  for (const { opinionId, text } of concluded) {
    const found = asked.find(({ petition }) => petition.opinionId === opinionId);
    if (!found || found.meeting.meetingId === meeting.id || found.petition.answer !== null) continue;
    const earlier = await loadMeeting(tx, found.meeting.meetingId, today, 'lock');
    const answer = `Kết luận tại buổi sinh hoạt ngày ${formatCivilDate(heldOn)}: ${text}`;
    await answerPetition(tx, earlier, { opinionId, text: answer.slice(0, 19_000), by }, nowMs);
  }
}

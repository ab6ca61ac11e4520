import { branchOfTask } from '#features/tasks/public.ts';
import { loadUnit, unitsByIds } from '#features/units/public.ts';
import type { Actor } from '#kernel/actor.ts';
import { type CivilDate, formatYearMonth, monthOf } from '#kernel/civil-date.ts';
import { fillFacts } from '#kernel/error-table.ts';
import type { Id } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/result.ts';
import { type Tx, together } from '#platform/database/database.ts';
import { type FrozenFacts, isClosedFor } from '../db/meetings.sql.ts';
import { insertNotices } from '../db/notices.sql.ts';
import { type EntryAuthor, holdsRecord, LAMPORT_LEAP, mayAppend } from '../domain/accept-entry.ts';
import { checkEntry } from '../domain/check-payload.ts';
import { compareEntries, type Entry, type EntryKind, type StoredEntry } from '../domain/entry.ts';
import { foldMeeting, type MeetingState } from '../domain/fold.ts';
import type { MeetingContext } from '../domain/meeting-context.ts';
import { type ErrorCode, errors } from '../errors.ts';
import { tellAskers } from './answer-petition.ts';
import { keepEntries, numberEntries } from './keep-entries.ts';
import { authorOf, factsIn, factsOn, type LoadedMeeting } from './load-meeting.ts';

export type RefusedEntry = { id: string; code: string; message: string; wayOut?: string; field?: string };

export type AppendOutcome = {
  accepted: { id: Id; seq: number; receivedAt: number }[];
  refused: RefusedEntry[];
  /** New in the journal, in the order of arrival. */
  stored: StoredEntry[];
  meeting: LoadedMeeting;
};

/** Kinds after which another entry of the same batch may be judged differently. */
const CHANGES_AUTHORITY: ReadonlySet<EntryKind> = new Set<EntryKind>([
  'comment-added',
  'meeting-started',
  'recorder-appointed',
  'attendance-marked',
  'attendance-cleared',
  'vote-opened',
  'vote-counted',
  'vote-closed',
  'vote-annulled',
  'minority-opinion-recorded',
  'meeting-ended',
]);

/** What one person who does not keep the record has reason to write in a meeting, and far more than that. */
const MOST_OF_ONE_PERSON = 300;
/** A meeting of thousands of members stays far below it. */
const MOST_OF_ALL = 50_000;

function hasRoom(
  written: { all: number; mine: number },
  state: MeetingState,
  author: EntryAuthor,
): Refusal<ErrorCode> | null {
  const [count, most] = holdsRecord(state, author)
    ? [written.all, MOST_OF_ALL]
    : [written.mine, MOST_OF_ONE_PERSON];
  return count >= most ? { code: 'meetings.journal-full', facts: { count } } : null;
}

/** “I am here” by a tap holds from the day of the meeting to its end, as by the room’s code. */
function checkOwnMark(
  { row }: Pick<LoadedMeeting, 'row'>,
  state: MeetingState,
  entry: Entry,
  today: CivilDate,
): Refusal<ErrorCode> | null {
  if (entry.kind !== 'attendance-marked' || entry.payload.method !== 'self') return null;
  if (state.ended !== null) return { code: 'meetings.has-ended' };
  return entry.payload.presence === 'present' && state.started === null && today !== row.plannedOn
    ? { code: 'meetings.not-begun' }
    : null;
}

/** A task keeps its branch: an id that is another branch’s would keep the meeting from ever being closed. */
async function checkTask(tx: Tx, { row }: LoadedMeeting, entry: Entry): Promise<Refusal<ErrorCode> | null> {
  if (entry.kind !== 'task-assigned') return null;
  const branchId = await branchOfTask(tx, entry.payload.taskId);
  return branchId === undefined || branchId === row.branchId
    ? null
    : { code: 'meetings.task-of-another-branch', field: 'payload.taskId' };
}

/**
 * One batch may carry the common clock forward by one leap, not by a leap for each of its entries: it has an end,
 * and a journal that reached it could take nothing more.
 */
const checkClock = (clock: number, { lamport }: Entry): Refusal<ErrorCode> | null =>
  lamport > clock + LAMPORT_LEAP
    ? { code: 'meetings.clock-too-far', field: 'lamport', facts: { lamport, known: clock } }
    : null;

/** Facts that only the server can vouch for are not taken from a device. */
function ownedByServer(entry: Entry): Refusal<ErrorCode> | null {
  switch (entry.kind) {
    case 'meeting-closed':
      return { code: 'meetings.close-by-button', field: 'kind' };
    case 'ballot-opened':
    case 'ballot-closed':
    case 'ballot-annulled':
      return { code: 'meetings.ballot-by-button', field: 'kind' };
    case 'paper-attached':
      return { code: 'meetings.paper-by-upload', field: 'kind' };
    case 'attendance-marked':
      return entry.payload.method === 'qr'
        ? { code: 'meetings.qr-by-check-in', field: 'payload.method' }
        : null;
    default:
      return null;
  }
}

/**
 * Everything about an entry that can be judged from the meeting itself, in the order in which it is said.
 * `clock`: the logical clock of the journal before the batch.
 */
export function judge(
  meeting: Pick<LoadedMeeting, 'row' | 'context'>,
  state: MeetingState,
  entry: Entry,
  by: { author: EntryAuthor; today: CivilDate; written: { all: number; mine: number }; clock: number },
): Refusal<ErrorCode> | null {
  const verdict = mayAppend(meeting.context, state, entry, by.author);
  return (
    ownedByServer(entry) ??
    checkClock(by.clock, entry) ??
    (verdict.ok ? null : verdict.refusal) ??
    hasRoom(by.written, state, by.author) ??
    checkOwnMark(meeting, state, entry, by.today)
  );
}

/**
 * The day that is said for the meeting: not to come, not before the branch was there, and opening no closed month,
 * neither that of the meeting, whose figures it makes, nor that of the day.
 */
async function checkDay(
  tx: Tx,
  meeting: LoadedMeeting,
  heldOn: CivilDate,
  today: CivilDate,
): Promise<Refusal<ErrorCode> | null> {
  if (heldOn > today) return { code: 'meetings.held-in-future', field: 'payload.heldOn' };
  const { branchId } = meeting.row;
  const units = [meeting.place.unitId, ...meeting.place.above];
  const months = [...new Set([meeting.row.month, monthOf(heldOn)])];
  const [branch, thatDay, closed] = await together(tx, (tx) =>
    Promise.all([
      loadUnit(tx, branchId, today),
      // On the day itself one look tells both.
      heldOn === today ? null : unitsByIds(tx, [branchId], heldOn),
      Promise.all(months.map((month) => isClosedFor(tx, units, month))),
    ]),
  );
  if (
    thatDay?.length === 0 ||
    heldOn < branch.foundedOn ||
    (branch.endedOn !== null && heldOn >= branch.endedOn)
  )
    return { code: 'meetings.branch-not-there', field: 'payload.heldOn' };
  const month = months.find((_month, at) => closed[at]);
  return month === undefined
    ? null
    : {
        code: 'meetings.month-closed',
        field: 'payload.heldOn',
        facts: { month: formatYearMonth(month) },
      };
}

export function wordRefusal(id: string, refused: Refusal, language: 'vi' | 'en'): RefusedEntry {
  const row = (errors as Record<string, (typeof errors)[ErrorCode]>)[refused.code];
  const wayOut = row && 'wayOut' in row ? row.wayOut?.[language] : undefined;
  return {
    id,
    code: refused.code,
    message: row ? fillFacts(row[language], refused.facts) : refused.code,
    ...(wayOut ? { wayOut } : {}),
    ...(refused.field ? { field: refused.field } : {}),
  };
}

/**
 * Takes a device's entries into the journal of a locked meeting: known ones are answered with the place they have,
 * new ones are judged one by one in the journal's order, and a refused one does not stop the others. The author is
 * the person who is signed in, whatever the device says. When the meeting begins with one of them, its facts are
 * frozen as of the day it is held.
 */
export async function appendEntries(
  tx: Tx,
  meeting: LoadedMeeting,
  sent: readonly unknown[],
  by: { actor: Actor; today: CivilDate; language: 'vi' | 'en' },
  nowMs: number,
): Promise<AppendOutcome> {
  const known = new Map(meeting.entries.map((entry) => [entry.id, entry]));
  const accepted: AppendOutcome['accepted'] = [];
  const refused: RefusedEntry[] = [];
  const fresh = new Map<Id, Entry>();
  const say = (id: string, why: Refusal) => refused.push(wordRefusal(id, why, by.language));

  for (const value of sent) {
    const claimed = (value as { id?: unknown }).id;
    const id = typeof claimed === 'string' ? claimed : '';
    const stored = known.get(id);
    if (stored) {
      accepted.push({ id: stored.id, seq: stored.seq, receivedAt: stored.receivedAt });
      continue;
    }
    const checked = checkEntry({ ...(value as object), authorId: by.actor.personId });
    if (!checked.ok) say(id, checked.refusal);
    else if (meeting.row.takenOver !== null)
      say(id, { code: 'meetings.taken-over', facts: { source: meeting.row.takenOver.source } });
    else if (meeting.row.stage === 'cancelled') say(id, { code: 'meetings.cancelled' });
    else fresh.set(checked.value.id, checked.value);
  }

  let { context, state } = meeting;
  let frozen: FrozenFacts | null = null;
  let author = authorOf(by.actor, context, meeting.place);
  let isStale = false;
  const taken: Entry[] = [];
  const clock = meeting.state.lamport;
  const writtenBefore = meeting.entries.filter((each) => each.authorId === by.actor.personId).length;
  for (const entry of [...fresh.values()].sort(compareEntries)) {
    if (isStale) {
      state = foldMeeting(context, [...meeting.entries, ...taken]);
      isStale = false;
    }
    const written = { all: meeting.entries.length + taken.length, mine: writtenBefore + taken.length };
    const why =
      judge({ row: meeting.row, context }, state, entry, { author, today: by.today, written, clock }) ??
      (await checkTask(tx, meeting, entry)) ??
      (entry.kind === 'meeting-started' ? await checkDay(tx, meeting, entry.payload.heldOn, by.today) : null);
    if (why !== null) {
      say(entry.id, why);
      continue;
    }
    if (entry.kind === 'meeting-started' && meeting.row.frozen === null && frozen === null) {
      // Loaded as of the planned day in this very transaction: held on another day, they are read as of that.
      frozen =
        entry.payload.heldOn === meeting.row.plannedOn
          ? factsIn(meeting.context)
          : await factsOn(tx, meeting.row, entry.payload.heldOn);
      context = { ...context, ...frozen };
      author = authorOf(by.actor, context, meeting.place);
    }
    taken.push(entry);
    isStale ||= CHANGES_AUTHORITY.has(entry.kind);
  }
  if (taken.length === 0) return { accepted, refused, stored: [], meeting };

  const stored = numberEntries(meeting, taken, nowMs);
  const kept = await keepEntries(tx, meeting, stored, frozen);
  for (const { id, seq, receivedAt } of stored) accepted.push({ id, seq, receivedAt });
  await askFollowers(tx, followersToAsk(kept.context, meeting.state, kept.state), kept, nowMs);
  await tellAskers(tx, kept, stored, nowMs);
  return { accepted, refused, stored, meeting: kept };
}

/** The follower is asked for the score when the meeting has ended, and again when it changes after the answer. */
export function followersToAsk(
  { rules, followers }: MeetingContext,
  before: MeetingState,
  after: MeetingState,
): Id[] {
  const hasEnded = before.ended === null && after.ended !== null;
  const hasLapsed = !before.confirmationLapsed && after.confirmationLapsed;
  const isAsked = rules['score.confirmed-by-follower'].value && after.confirmation === null;
  return isAsked && (hasEnded || hasLapsed) ? followers.map((follower) => follower.personId) : [];
}

async function askFollowers(
  tx: Tx,
  asked: readonly Id[],
  { row }: LoadedMeeting,
  nowMs: number,
): Promise<void> {
  await insertNotices(
    tx,
    asked,
    {
      kind: 'score-to-confirm',
      meetingId: row.id,
      branchId: row.branchId,
      facts: { month: row.month },
    },
    nowMs,
  );
}

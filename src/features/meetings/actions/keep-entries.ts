import { type Id, newId } from '#kernel/ids.ts';
import { type Tx, together } from '#platform/database/database.ts';
import type { LiveBus } from '#platform/live/live-bus.ts';
import type { MeetingStage } from '../contract.ts';
import { insertEntries } from '../db/entries.sql.ts';
import { type FrozenFacts, type MeetingFigures, updateFigures } from '../db/meetings.sql.ts';
import { noteReadable } from '../domain/check-payload.ts';
import type { Entry, EntryKind, EntryPayloads, StoredEntry } from '../domain/entry.ts';
import { foldMeeting, type MeetingState, withClosing } from '../domain/fold.ts';
import type { MeetingContext } from '../domain/meeting-context.ts';
import { totalMeetingScore } from '../domain/total-meeting-score.ts';
import type { LoadedMeeting } from './load-meeting.ts';

/** The device under whose name the server itself writes: check-ins, notices, papers, the closing. */
export const SERVER_DEVICE: Id = '00000000-0000-7000-8000-000000000001';

const STAGES: Record<MeetingState['stage'], MeetingStage> = {
  prepared: 'planned',
  running: 'running',
  ended: 'ended',
  closed: 'closed',
};

/** The points of a meeting on a scale of 100; null on a sheet of conditions or while marks are missing. */
export function scoresOf(context: MeetingContext, state: MeetingState) {
  const score = totalMeetingScore(context, state);
  const scaled = (outcome: typeof score.own): number | null =>
    outcome?.kind === 'points' ? outcome.scaled : null;
  return {
    own: scaled(score.own),
    ownGrade: score.own?.grade ?? null,
    confirmed: score.confirmed && (score.confirmed.total ?? scaled(score.confirmed.outcome)),
    confirmedGrade: score.confirmed?.grade ?? null,
  };
}

export function figuresOf(
  context: MeetingContext,
  state: MeetingState,
  counted: {
    scores?: Pick<ReturnType<typeof scoresOf>, 'own' | 'confirmed'>;
    attendance?: { base: number; present: number; unmarked: number };
  } = {},
): MeetingFigures {
  const { own, confirmed } = counted.scores ?? scoresOf(context, state);
  const { base, present, unmarked } = counted.attendance ?? state.attendance;
  const isMarked = unmarked < base;
  return {
    stage: STAGES[state.stage],
    heldOn: state.started?.heldOn ?? null,
    base: isMarked ? base : null,
    present: isMarked ? present : null,
    ownScore: own,
    confirmedScore: confirmed,
    noticeSent: state.notices.length > 0,
    commentCount: state.comments.length,
  };
}

/** Gives entries their place in the arrival order of this meeting. */
export const numberEntries = (
  meeting: LoadedMeeting,
  entries: readonly Entry[],
  nowMs: number,
): StoredEntry[] => entries.map((entry, index) => numbered(entry, meeting.row.entryCount + index + 1, nowMs));

/** An entry with its place in the journal and its time of arrival. Written out, for there are millions of them in an evening. */
export const numbered = (entry: Entry, seq: number, nowMs: number): StoredEntry =>
  noteReadable({
    id: entry.id,
    meetingId: entry.meetingId,
    branchId: entry.branchId,
    kind: entry.kind,
    payload: entry.payload,
    authorId: entry.authorId,
    deviceId: entry.deviceId,
    lamport: entry.lamport,
    at: entry.at,
    seq,
    receivedAt: nowMs,
  } as StoredEntry);

/**
 * Keeps numbered entries in one statement and brings the figures beside the journal up to date.
 * The meeting must be locked. `frozen`: its facts, when it begins with these entries.
 */
export async function keepEntries(
  tx: Tx,
  meeting: LoadedMeeting,
  stored: readonly StoredEntry[],
  frozen: FrozenFacts | null = null,
): Promise<LoadedMeeting> {
  const context = frozen === null ? meeting.context : { ...meeting.context, ...frozen };
  const entries = [...meeting.entries, ...stored];
  const [first] = stored;
  const isClosing = first?.kind === 'meeting-closed' && stored.length === 1;
  const closed = isClosing ? withClosing(meeting.state, first) : null;
  const state = closed ?? foldMeeting(context, entries);
  const entryCount = meeting.row.entryCount + stored.length;
  const figures = figuresOf(context, state);
  const [{ version }] = await together(tx, (tx) =>
    Promise.all([
      updateFigures(tx, meeting.row.id, entryCount, figures, frozen),
      stored.length > 0 ? insertEntries(tx, stored) : null,
    ]),
  );
  const { stage, heldOn } = figures;
  const row = { ...meeting.row, version, entryCount, stage, heldOn, frozen: frozen ?? meeting.row.frozen };
  return { ...meeting, row, context, entries, state };
}

export type SaidByServer = { [K in EntryKind]: { kind: K; payload: EntryPayloads[K] } }[EntryKind];

/** Entries that the server writes for a person, in this order. */
export function composeEntries(
  meeting: Pick<LoadedMeeting, 'row' | 'state'>,
  authorId: Id,
  said: readonly SaidByServer[],
  nowMs: number,
): Entry[] {
  return said.map(
    (each, index) =>
      ({
        ...each,
        id: newId(nowMs),
        meetingId: meeting.row.id,
        branchId: meeting.row.branchId,
        authorId,
        deviceId: SERVER_DEVICE,
        lamport: meeting.state.lamport + index + 1,
        at: nowMs,
      }) as Entry,
  );
}

/** What watchers of a meeting are told after commit: entries that follow each other, as their screens read them. */
export type JournalNews = { after: number; cursor: number; bytes: Buffer };

export const topicOf = (meetingId: Id): string => `meeting:${meetingId}`;

/** Entries as an event of a stream; each of them as JSON. */
export const eventOf = (entries: readonly string[], cursor: number): string =>
  `id: ${cursor}\nevent: entries\ndata: {"entries":[${entries.join(',')}],"cursor":${cursor}}\n\n`;

/**
 * A vote is twenty taps in two seconds on twenty screens: what comes within this time goes to each screen in one piece.
 * Whoever tapped is answered at once; on the other screens nobody sees a seventh of a second.
 */
const GATHER_MS = 150;

type Gathered = { after: number; cursor: number; texts: string[] };

const gathered = new WeakMap<LiveBus, Map<Id, Gathered>>();

function tell(live: LiveBus, meetingId: Id, { after, cursor, texts }: Gathered): void {
  const news: JournalNews = { after, cursor, bytes: Buffer.from(eventOf(texts, cursor)) };
  live.publish(topicOf(meetingId), { event: 'entries', id: String(cursor), data: news });
}

/**
 * Tells everybody who watches the meeting; to be called after commit.
 * @param texts the entries as JSON, where that was made for the database already
 */
export function announce(
  live: LiveBus,
  meetingId: Id,
  stored: readonly StoredEntry[],
  texts?: readonly string[],
): void {
  const first = stored[0];
  if (!first || live.watchers(topicOf(meetingId)) === 0) return;
  const waiting = gathered.get(live) ?? new Map<Id, Gathered>();
  gathered.set(live, waiting);
  const told = texts ?? stored.map((entry) => JSON.stringify(entry));
  const before = waiting.get(meetingId);
  if (before?.cursor === first.seq - 1) {
    before.texts.push(...told);
    before.cursor = stored.at(-1)!.seq;
    return;
  }
  // Two that committed at once may be told the other way round: a watcher who misses something reads the journal.
  if (before) tell(live, meetingId, before);
  else
    setTimeout(() => {
      const all = waiting.get(meetingId)!;
      waiting.delete(meetingId);
      tell(live, meetingId, all);
    }, GATHER_MS);
  waiting.set(meetingId, { after: first.seq - 1, cursor: stored.at(-1)!.seq, texts: [...told] });
}

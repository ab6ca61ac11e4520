import type { Paper, Result, Tally } from '#features/ballots/contract.ts';
import type { BallotMethod, Fraction, Matter } from '#features/rulebooks/contract.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';

/**
 * The journal of a meeting. An entry is written once, on some device, and never changed; the state of
 * the meeting is one fold of all its entries (`fold.ts`), the same on every phone and on the server.
 * Kinds are named in the past: an entry states what happened.
 */

/** Id that a rulebook gives to a step: `roll-call`. */
export type StepKey = string;

/** Id that a rulebook's score sheet gives to a criterion. */
export type CriterionKey = string;

export const PRESENCES = ['present', 'excused', 'unexcused'] as const;
/** `excused` = vắng có lý do, `unexcused` = vắng không lý do. */
export type Presence = (typeof PRESENCES)[number];

export const ATTENDANCE_METHODS = ['qr', 'self', 'secretary'] as const;
/** `qr`: the member scanned the code in the room; `self`: tapped on the own phone; `secretary`: ticked on the list. */
export type AttendanceMethod = (typeof ATTENDANCE_METHODS)[number];

export const OPINION_NATURES = ['opinion', 'self-criticism', 'criticism', 'proposal', 'petition'] as const;
export type OpinionNature = (typeof OPINION_NATURES)[number];

export const VOTE_MATTERS = [
  'conclusion',
  'resolution',
  'score',
  'minutes',
  'agenda',
  'other',
  'admission',
  'recognition',
  'year-grade',
] as const;
export type VoteMatter = (typeof VOTE_MATTERS)[number];

export const OPEN_VOTE_METHODS = ['show-of-hands', 'party-card', 'named'] as const;
/** Hands or Party cards are counted in the room by the secretary; `named`: each member taps. All are open votes. */
export type OpenVoteMethod = (typeof OPEN_VOTE_METHODS)[number];

export const VOTE_CHOICES = ['yes', 'no', 'abstain'] as const;
export type VoteChoice = (typeof VOTE_CHOICES)[number];

export const TASK_STATES = ['done', 'done-late', 'in-progress', 'not-done', 'cannot-be-done'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const NOTICE_CHANNELS = [
  'app',
  'email',
  'calendar',
  'zalo',
  'national-app',
  'phone',
  'paper',
] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];
/** Ways on which people tell each other. The others are the server's, which notes them when it sends. */
export const CHANNELS_BY_HAND = ['zalo', 'national-app', 'phone', 'paper'] as const;

export const AGENDA_SOURCES = ['rule', 'task', 'directive', 'duty', 'focus', 'petition', 'own'] as const;
/** Why an item stands on the agenda; with `ref` it opens down to the task, directive or petition. */
export type AgendaSource = (typeof AGENDA_SOURCES)[number];

export const PAPER_ROLES = ['report', 'draft-resolution', 'thematic', 'directive', 'other'] as const;
export type PaperRole = (typeof PAPER_ROLES)[number];

export const ANNEX_CONCERNS = [
  'attendance',
  'opinion',
  'vote',
  'conclusion',
  'task',
  'score',
  'minutes',
  'other',
] as const;
/** The part of the closed record that an annex corrects or completes. */
export type AnnexConcern = (typeof ANNEX_CONCERNS)[number];

/** What each kind of entry says. A text is stored in composed form (NFC) without invisible marks. */
export type EntryPayloads = {
  // Before the meeting
  'focus-set': { text: string };
  /** `afterItemId: null` puts the item first; absent puts it last. */
  'agenda-item-added': {
    itemId: Id;
    title: string;
    step?: StepKey;
    source: AgendaSource;
    ref?: Id;
    presenterId?: Id;
    note?: string;
    afterItemId?: Id | null;
  };
  'agenda-item-changed': { itemId: Id; title?: string; presenterId?: Id | null; note?: string | null };
  'agenda-item-removed': { itemId: Id };
  'agenda-item-moved': { itemId: Id; afterItemId: Id | null };
  'paper-attached': { paperId: Id; fileId: Id; name: string; bytes: number; role: PaperRole; itemId?: Id };
  'paper-removed': { paperId: Id };
  /** A member's word on the focus before the meeting; the entry's id is the comment's id. */
  'comment-added': { text: string; itemId?: Id };
  'comment-withdrawn': { commentId: Id };
  /**
   * `memberIds`: who was told one by one, by a call or a letter that somebody notes; without it the notice went to all.
   */
  'notice-sent': { channels: NoticeChannel[]; recipients: number; toFollower: boolean; memberIds?: Id[] };
  /** The branch committee, or secretary and deputy, met to prepare. */
  'committee-met': { metOn: CivilDate; presentIds: Id[]; note?: string };

  // During the meeting
  /**
   * Written again, it restates chair, day and hour. `heldOn` is said by a person, so that a wrong device
   * clock cannot move the meeting to another day; `startedAt` (ms since the epoch) is the device's claim.
   */
  'meeting-started': { chairId: Id; heldOn: CivilDate; startedAt: number; place?: string };
  'recorder-appointed': { memberId: Id };
  /** Written again with the same `guestId`, it restates the guest. */
  'guest-recorded': { guestId: Id; fullName: string; position?: string; fromFollowing?: boolean };
  'guest-removed': { guestId: Id };
  'step-started': { step: StepKey };
  /** `elapsedSeconds` as the device measured it with its running clock; null when it did not. */
  'step-finished': { step: StepKey; elapsedSeconds?: number | null };
  'step-skipped': { step: StepKey; reason: string };
  'attendance-marked': { memberId: Id; presence: Presence; reason?: string; method: AttendanceMethod };
  /** The secretary takes back every earlier mark of this member. */
  'attendance-cleared': { memberId: Id };
  'dues-recorded': { paidCount: number; unpaidCount?: number; note?: string };
  'opinion-recorded': {
    opinionId: Id;
    speakerKind: 'member' | 'guest';
    speakerId: Id;
    itemId?: Id;
    step?: StepKey;
    text: string;
    nature: OpinionNature;
  };
  'opinion-edited': {
    opinionId: Id;
    text?: string;
    nature?: OpinionNature;
    speakerKind?: 'member' | 'guest';
    speakerId?: Id;
    itemId?: Id | null;
  };
  'opinion-withdrawn': { opinionId: Id };
  'petition-answered': { opinionId: Id; text: string };
  'vote-opened': { voteId: Id; question: string; itemId?: Id; matter: VoteMatter; method: OpenVoteMethod };
  'vote-cast': { voteId: Id; memberId: Id; choice: VoteChoice };
  'vote-counted': { voteId: Id; yes: number; no: number; abstain: number };
  /**
   * `countedCasts`: ids of the `vote-cast` entries that the closing device had before it; empty when hands
   * or cards were counted. A tap that was still on its way is kept and shown, but a result that was
   * announced in the room never changes afterwards.
   */
  'vote-closed': { voteId: Id; countedCasts: Id[] };
  /** The vote is void (miscounted, wrong question) and may be held again under a new id. */
  'vote-annulled': { voteId: Id; reason: string };
  /** `replaces`: ids of the entries whose conclusion this one supersedes; two live ones for an item are a conflict. */
  /**
   * Whoever stayed in the minority keeps the opinion and may report it upward (Charter, article 9). It stands beside the
   * vote in the minutes.
   */
  'minority-opinion-recorded': { opinionId: Id; voteId: Id; memberId: Id; text: string };
  'minority-opinion-withdrawn': { opinionId: Id };
  /** A secret ballot was opened: the voters and the needed number, frozen. The ballot itself is kept by ballots. */
  'ballot-opened': {
    ballotId: Id;
    matter: Matter;
    method: BallotMethod;
    question: string;
    itemId?: Id;
    round: number;
    paper: Paper;
    threshold: Fraction;
    voters: number;
    entitled: number;
    deducted: number;
    base: number;
    needed: number;
  };
  /** What the box held and what follows from it. `boxSha256`: hash of the published box, when there is one. */
  'ballot-closed': { ballotId: Id; tally: Tally; result: Result; boxSha256: string | null };
  'ballot-annulled': { ballotId: Id; reason: string };
  'conclusion-written': { itemId: Id; text: string; replaces: Id[] };
  'conclusion-withdrawn': { itemId: Id; replaces: Id[] };
  /** The free parts of the resolution; tables of tasks and scores are taken from the meeting itself. */
  'resolution-written': {
    title: string;
    ideology: string;
    politicalWork: string;
    limitsAndCauses: string;
    monitoring: string;
    toFixNextTime: string;
    replaces: Id[];
  };
  'task-result-recorded': {
    taskId: Id;
    state: TaskState;
    percent?: number;
    cause?: string;
    evidence?: string;
  };
  /** Written again with the same `taskId`, it restates the task. `output` = sản phẩm, always named. */
  'task-assigned': {
    taskId: Id;
    title: string;
    ownerId: Id;
    helperIds: Id[];
    output: string;
    dueOn: CivilDate;
    /** Month of the meeting at which the result is reported. */
    reportMonth: YearMonth;
    itemId?: Id;
    directiveId?: Id;
  };
  'task-withdrawn': { taskId: Id; reason?: string };
  'member-praised': { memberId: Id; text: string };
  'member-reminded': { memberId: Id; text: string };
  /**
   * `points` on a sheet of points, `met` on a sheet of conditions, or `notApplicable`; with none of them and
   * `points: null` the mark is taken back.
   */
  'score-marked': {
    criterionId: CriterionKey;
    points: number | null;
    met?: boolean;
    notApplicable?: boolean;
    note?: string;
  };
  'score-adopted': { voteId: Id };
  'minutes-read': Record<string, never>;
  'minutes-adopted': { voteId: Id };
  'meeting-ended': { endedAt: number };

  // After the meeting
  /** The follower's word: agrees (no marks, no total), or amends criteria or the total, with a reason. */
  'score-confirmed': {
    marks: { criterionId: CriterionKey; points: number | null; met?: boolean; notApplicable?: boolean }[];
    total?: number | null;
    reason?: string;
  };
  'meeting-closed': Record<string, never>;
  'annex-added': { text: string; concerns: AnnexConcern; concernsEntryId?: Id };
};

export type EntryKind = keyof EntryPayloads;

/** Every kind this version understands. An entry of another kind comes from a newer version and is kept. */
export const ENTRY_KINDS = [
  'focus-set',
  'agenda-item-added',
  'agenda-item-changed',
  'agenda-item-removed',
  'agenda-item-moved',
  'paper-attached',
  'paper-removed',
  'comment-added',
  'comment-withdrawn',
  'notice-sent',
  'committee-met',
  'meeting-started',
  'recorder-appointed',
  'guest-recorded',
  'guest-removed',
  'step-started',
  'step-finished',
  'step-skipped',
  'attendance-marked',
  'attendance-cleared',
  'dues-recorded',
  'opinion-recorded',
  'opinion-edited',
  'opinion-withdrawn',
  'petition-answered',
  'vote-opened',
  'vote-cast',
  'vote-counted',
  'vote-closed',
  'vote-annulled',
  'minority-opinion-recorded',
  'minority-opinion-withdrawn',
  'ballot-opened',
  'ballot-closed',
  'ballot-annulled',
  'conclusion-written',
  'conclusion-withdrawn',
  'resolution-written',
  'task-result-recorded',
  'task-assigned',
  'task-withdrawn',
  'member-praised',
  'member-reminded',
  'score-marked',
  'score-adopted',
  'minutes-read',
  'minutes-adopted',
  'meeting-ended',
  'score-confirmed',
  'meeting-closed',
  'annex-added',
] as const satisfies readonly EntryKind[];

// The list above and the payload table must name the same kinds: this fails to compile when one is missing.
type MissingKind = Exclude<EntryKind, (typeof ENTRY_KINDS)[number]>;
const _everyKindIsListed: [MissingKind] extends [never] ? true : MissingKind = true;
void _everyKindIsListed;

/** What every entry carries beside its kind and payload. */
export type EntryFrame = {
  /** UUID version 7 made on the device; sending the same id twice is harmless. */
  id: Id;
  meetingId: Id;
  branchId: Id;
  /** The person who was signed in on the device. */
  authorId: Id;
  deviceId: Id;
  /** Logical clock: one more than the highest number this device had seen. Decides order. */
  lamport: number;
  /** The device's wall clock, ms since the epoch. A claim for the eye; never decides order or a rule. */
  at: number;
  /** Given by the server: position in the meeting's arrival order, for syncing only. */
  seq?: number;
  /** Given by the server: when it was durably kept there, ms since the epoch. Proof for deadlines. */
  receivedAt?: number;
  /** The text was taken out for a reader outside the branch; the fold then accepts the empty text. */
  withheld?: true;
};

/** An entry of one kind, or of any kind as a union that `kind` tells apart. */
export type Entry<K extends EntryKind = EntryKind> = {
  [Each in K]: EntryFrame & { kind: Each; payload: EntryPayloads[Each] };
}[K];

/** As it comes from the wire or from a newer version: the kind may be one that this version does not know. */
export type AnyEntry = Entry | (EntryFrame & { kind: string; payload: unknown });

/** As the server keeps it. */
export type StoredEntry<K extends EntryKind = EntryKind> = Entry<K> & { seq: number; receivedAt: number };

const KNOWN: ReadonlySet<string> = new Set(ENTRY_KINDS);

export const isKnownKind = (kind: string): kind is EntryKind => KNOWN.has(kind);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The one order of the journal: logical clock, then device, then id. No wall clock takes part: ids carry
 * the device's time, so the device is compared before the id.
 */
export const compareEntries = (
  a: Pick<EntryFrame, 'lamport' | 'deviceId' | 'id'>,
  b: Pick<EntryFrame, 'lamport' | 'deviceId' | 'id'>,
): number => a.lamport - b.lamport || compareText(a.deviceId, b.deviceId) || compareText(a.id, b.id);

/**
 * Of two copies of one entry, the one to keep: the server's, because it carries the proof of arrival, then
 * the earlier in arrival. Two different contents under one id cannot come from an honest device; the choice
 * is then arbitrary but the same everywhere.
 */
function betterCopy<E extends AnyEntry>(a: E, b: E): E {
  if (a === b) return a;
  if ((a.seq === undefined) !== (b.seq === undefined)) return a.seq === undefined ? b : a;
  if (a.seq !== undefined && b.seq !== undefined && a.seq !== b.seq) return a.seq < b.seq ? a : b;
  return JSON.stringify(a) <= JSON.stringify(b) ? a : b;
}

/** Each entry once, in the journal's order, whatever the order, delay or repetition of arrival. */
export function inOrder<E extends AnyEntry>(entries: Iterable<E>): E[] {
  const byId = new Map<Id, E>();
  for (const entry of entries) {
    const known = byId.get(entry.id);
    byId.set(entry.id, known === undefined ? entry : betterCopy(known, entry));
  }
  return [...byId.values()].sort(compareEntries);
}

/** The logical clock for the next entry of a device that has seen these. */
export function nextLamport(seen: Iterable<Pick<EntryFrame, 'lamport'>>): number {
  let highest = 0;
  for (const entry of seen) if (entry.lamport > highest) highest = entry.lamport;
  return highest + 1;
}

import type { ProcedureStep, Mark as ScoreValue } from '#features/rulebooks/contract.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { isReadableEntry } from './check-payload.ts';
import {
  type AgendaSource,
  type AnnexConcern,
  type AnyEntry,
  compareEntries,
  type Entry,
  type EntryFrame,
  type EntryKind,
  inOrder,
  isKnownKind,
  type NoticeChannel,
  type OpenVoteMethod,
  type OpinionNature,
  type PaperRole,
  type StepKey,
  type TaskState,
  type VoteChoice,
  type VoteMatter,
} from './entry.ts';
import { applyBallot, type MeetingBallot } from './meeting-ballot.ts';
import { type Because, type MeetingContext, type RollMember, stepsOf } from './meeting-context.ts';
import { isPrivateAnnex, isPrivateNature, privacyOf } from './privacy.ts';
import { type Attendance, countAttendance, type MemberPresence, UNMARKED } from './roll-call.ts';
import { countOpenVote, type VoteResult } from './vote.ts';
import { statusVotes, thresholdOf, type VoteRoll, voteRollOf } from './vote-rule.ts';

/** Where a piece of the state comes from: the entry, its author, and the device's claim of the time (ms). */
export type Mark = { entryId: Id; by: Id; at: number };

export type AgendaItem = Mark & {
  itemId: Id;
  title: string;
  step: StepKey | null;
  source: AgendaSource;
  ref: Id | null;
  presenterId: Id | null;
  note: string | null;
};

export type Paper = Mark & {
  paperId: Id;
  fileId: Id;
  name: string;
  bytes: number;
  role: PaperRole;
  itemId: Id | null;
  /** When the server had it, ms since the epoch; null while it waits on the device. */
  postedAt: number | null;
};

export type Comment = Mark & { text: string; itemId: Id | null };

export type Notice = Mark & {
  channels: NoticeChannel[];
  recipients: number;
  toFollower: boolean;
  /** Told one by one, by hand. Not there when the notice went to all. */
  memberIds?: Id[];
  sentAt: number | null;
};

export type Guest = Mark & { guestId: Id; fullName: string; position: string | null; fromFollowing: boolean };

export type StepState = {
  step: StepKey;
  /** The rulebook's step; null for a step that this meeting's rulebook does not know. */
  rule: ProcedureStep | null;
  status: 'waiting' | 'running' | 'finished' | 'skipped';
  /** Device's claim, ms; for the running clock on the screen. */
  startedAt: number | null;
  /** Sum over all times the step was held; null when a device could not measure it. */
  elapsedSeconds: number | null;
  skippedBecause: string | null;
};

export type Opinion = Mark & {
  opinionId: Id;
  speakerKind: 'member' | 'guest';
  speakerId: Id;
  itemId: Id | null;
  step: StepKey | null;
  text: string;
  nature: OpinionNature;
  /** Was self-criticism or criticism at some time: the text stays inside the branch. */
  isPrivate: boolean;
  /** The text was taken out for this reader. */
  withheld: boolean;
  answer: (Mark & { text: string }) | null;
};

/** What a member who stayed in the minority wishes to have on record. */
export type MinorityOpinion = Mark & { opinionId: Id; memberId: Id; text: string };

export type CastVote = Mark & { memberId: Id; choice: VoteChoice };

export type Vote = Mark & {
  voteId: Id;
  question: string;
  itemId: Id | null;
  matter: VoteMatter;
  method: OpenVoteMethod;
  status: 'open' | 'closed' | 'annulled';
  annulledBecause: string | null;
  /** One per member in a named vote: the last that counts. What `vote-closed` must list. */
  casts: CastVote[];
  /** Taps that reached the journal too late for the announced result. Shown, not counted. */
  lateCasts: CastVote[];
  /** Taps of persons who may not vote. Shown, not counted. */
  refusedCasts: CastVote[];
  /** Opinions of the minority, kept with the vote. */
  minority: MinorityOpinion[];
  /** Running while open, final when closed. */
  result: VoteResult;
};

export type Conclusion = Mark & { text: string };

export type ItemConclusion = {
  itemId: Id;
  /** One when settled. Two or more were written without knowing of each other: a person must settle it. */
  live: Conclusion[];
  inConflict: boolean;
};

export type ResolutionText = Mark & {
  title: string;
  ideology: string;
  politicalWork: string;
  limitsAndCauses: string;
  monitoring: string;
  toFixNextTime: string;
};

export type TaskResult = Mark & {
  taskId: Id;
  state: TaskState;
  percent: number | null;
  cause: string | null;
  evidence: string | null;
};

export type AssignedTask = Mark & {
  taskId: Id;
  title: string;
  ownerId: Id;
  helperIds: Id[];
  output: string;
  dueOn: CivilDate;
  reportMonth: YearMonth;
  itemId: Id | null;
  directiveId: Id | null;
};

export type Remark = Mark & { memberId: Id; text: string; withheld: boolean };

export type GivenScore = { criterionId: string; score: ScoreValue };

export type ScoreMark = Mark & {
  criterionId: string;
  /** Points, met or not met, or not applicable; null when only a note was written. */
  score: ScoreValue | null;
  note: string | null;
};

export type Adoption = Mark & {
  voteId: Id;
  /** The vote is closed, not annulled, and carried. Only then does the adoption stand. */
  carried: boolean;
};

export type Annex = Mark & {
  text: string;
  concerns: AnnexConcern;
  concernsEntryId: Id | null;
  /** It speaks about words that stay inside the branch. */
  isPrivate: boolean;
  withheld: boolean;
};

export type SetAside = {
  entryId: Id;
  kind: string;
  by: Id;
  why:
    | 'unknown-kind'
    | 'unreadable'
    | 'after-closing'
    | 'other-meeting'
    | 'refers-to-nothing'
    | 'not-on-the-roll';
};

/** Everything that is known about a meeting, in plain values. */
export type MeetingState = {
  stage: 'prepared' | 'running' | 'ended' | 'closed';
  /** Highest logical clock in the journal; the next entry of a device takes one more. */
  lamport: number;
  entryCount: number;

  focus: (Mark & { text: string }) | null;
  agenda: AgendaItem[];
  papers: Paper[];
  comments: Comment[];
  notices: Notice[];
  committeeMeeting: (Mark & { metOn: CivilDate; presentIds: Id[]; note: string | null }) | null;

  started: (Mark & { chairId: Id; heldOn: CivilDate; startedAt: number; place: string; deviceId: Id }) | null;
  recorderId: Id | null;
  guests: Guest[];
  steps: StepState[];
  presence: Record<Id, MemberPresence>;
  attendance: Attendance;
  dues: (Mark & { paidCount: number; unpaidCount: number | null; note: string | null }) | null;
  opinions: Opinion[];
  votes: Vote[];
  /** Secret ballots, in the order in which they were opened. */
  ballots: MeetingBallot[];
  conclusions: ItemConclusion[];
  resolution: { live: ResolutionText[]; inConflict: boolean };
  taskResults: TaskResult[];
  tasks: AssignedTask[];
  praised: Remark[];
  reminded: Remark[];
  scoreMarks: ScoreMark[];
  /** Stands for the marks that the branch voted on; a mark changed since then asks for another vote. */
  scoreAdopted: Adoption | null;
  /**
   * Logical clocks of the last mark, and of the last vote or follower’s word on the score; 0 when there is none.
   * Who writes about the score must have seen both.
   */
  scoreMarkedAt: number;
  scoreSettledAt: number;
  minutesRead: Mark | null;
  minutesAdopted: Adoption | null;
  /** Entries that changed the record after the minutes were adopted. */
  changedAfterAdoption: Id[];
  ended: (Mark & { endedAt: number; deviceId: Id }) | null;
  /** `minutes: null` when the claims of the devices cannot both be true. */
  duration: { minutes: number | null; explanation: Because[] };

  /** The follower’s word on the marks as they stand; null again when a mark has changed since. */
  confirmation:
    | (Mark & {
        /** What the follower sets instead; empty when the score is confirmed as it is. */
        marks: GivenScore[];
        total: number | null;
        reason: string | null;
      })
    | null;
  /** The follower has spoken, but on other marks than those that stand now. */
  confirmationLapsed: boolean;
  closed: Mark | null;
  annexes: Annex[];

  /** Came after the closing; not part of the record. */
  late: SetAside[];
  /** From a newer version of the app, or in a shape that this one cannot read. Kept in the journal. */
  unknown: SetAside[];
  /** Refers to something that has not arrived, or to somebody who is not on the roll. */
  waiting: SetAside[];
};

/** Longest meeting whose claimed length is believed. */
const LONGEST_MINUTES = 12 * 60;

/** Kinds that change what the adopted minutes say. */
const CHANGES_MINUTES: ReadonlySet<EntryKind> = new Set<EntryKind>([
  'meeting-started',
  'recorder-appointed',
  'guest-recorded',
  'guest-removed',
  'step-skipped',
  'attendance-marked',
  'attendance-cleared',
  'dues-recorded',
  'opinion-recorded',
  'opinion-edited',
  'opinion-withdrawn',
  'petition-answered',
  'conclusion-written',
  'conclusion-withdrawn',
  'minority-opinion-recorded',
  'minority-opinion-withdrawn',
  'ballot-opened',
  'ballot-closed',
  'ballot-annulled',
  'resolution-written',
  'task-result-recorded',
  'task-assigned',
  'task-withdrawn',
  'member-praised',
  'member-reminded',
  'score-marked',
]);

const markOf = (entry: EntryFrame): Mark => ({ entryId: entry.id, by: entry.authorId, at: entry.at });

const asideOf = (entry: AnyEntry, why: SetAside['why']): SetAside => ({
  entryId: entry.id,
  kind: entry.kind,
  by: entry.authorId,
  why,
});

type VoteDraft = {
  opened: Entry<'vote-opened'>;
  casts: Entry<'vote-cast'>[];
  counted: Entry<'vote-counted'> | null;
  closed: Entry<'vote-closed'> | null;
  annulled: Entry<'vote-annulled'> | null;
  minority: Map<Id, MinorityOpinion>;
  /** Entitled members and those of them in the room, frozen when the vote is closed. */
  roll: VoteRoll | null;
  /** The score as it stood when the result was announced. */
  scoreThen: string | null;
};

/**
 * The journal in order, parted at the closing. The closing that the server numbered first decides: what the
 * server had before it belongs to the record even when a device's logical clock puts it later, and what the
 * server had not is late. Until the server has numbered a closing, the journal's own order decides.
 */
function partAtClosing(ordered: readonly AnyEntry[]): {
  record: AnyEntry[];
  closing: AnyEntry | null;
  annexes: AnyEntry[];
  late: AnyEntry[];
} {
  let closing: AnyEntry | null = null;
  for (const entry of ordered) {
    if (entry.kind !== 'meeting-closed') continue;
    if (closing === null) closing = entry;
    else if (entry.seq !== undefined && (closing.seq === undefined || entry.seq < closing.seq))
      closing = entry;
  }
  if (closing === null) {
    return {
      record: ordered.filter((e) => e.kind !== 'annex-added'),
      closing,
      annexes: [],
      late: annexesIn(ordered),
    };
  }
  const record: AnyEntry[] = [];
  const annexes: AnyEntry[] = [];
  const late: AnyEntry[] = [];
  let passed = false;
  for (const entry of ordered) {
    if (entry === closing) {
      passed = true;
      continue;
    }
    if (entry.kind === 'annex-added') annexes.push(entry);
    else if (entry.kind === 'meeting-closed') late.push(entry);
    else if (closing.seq === undefined ? passed : entry.seq === undefined || entry.seq > closing.seq)
      late.push(entry);
    else record.push(entry);
  }
  return { record, closing, annexes, late };
}

const annexesIn = (ordered: readonly AnyEntry[]): AnyEntry[] =>
  ordered.filter((e) => e.kind === 'annex-added');

/**
 * The state of a meeting: a pure function of its frozen facts and the set of its entries. Order of arrival,
 * repetition, delay and the clocks of the devices change nothing; the order is (logical clock, device, id).
 * Rules per kind: a restated fact takes the last word; a secretary's attendance mark stands over a member's
 * own; two conclusions that do not replace each other are both kept as a conflict; a closed vote keeps its
 * announced result; after the closing only annexes count. An entry that cannot be read never stops the fold.
 */
export function foldMeeting(context: MeetingContext, entries: Iterable<AnyEntry>): MeetingState {
  const ordered = inOrder(entries);
  const late: SetAside[] = [];
  const unknown: SetAside[] = [];
  const waiting: SetAside[] = [];
  const ours: AnyEntry[] = [];
  let lamport = 0;
  for (const entry of ordered) {
    if (entry.meetingId !== context.meeting.id) {
      waiting.push(asideOf(entry, 'other-meeting'));
      continue;
    }
    if (entry.lamport > lamport) lamport = entry.lamport;
    if (isReadableEntry(entry)) ours.push(entry);
    else unknown.push(asideOf(entry, isKnownKind(entry.kind) ? 'unreadable' : 'unknown-kind'));
  }

  const parts = partAtClosing(ours);
  for (const entry of parts.late)
    (parts.closing === null ? waiting : late).push(
      asideOf(entry, parts.closing === null ? 'refers-to-nothing' : 'after-closing'),
    );

  const onRoll = new Map<Id, RollMember>(context.roll.map((member) => [member.memberId, member]));
  const { rules } = context;

  let focus: MeetingState['focus'] = null;
  const agenda: (AgendaItem & { removed: boolean })[] = [];
  const papers = new Map<Id, Paper>();
  const comments = new Map<Id, Comment>();
  const notices: Notice[] = [];
  let committeeMeeting: MeetingState['committeeMeeting'] = null;
  let started: MeetingState['started'] = null;
  let recorderId: Id | null = null;
  const guests = new Map<Id, Guest>();
  const steps = new Map<
    StepKey,
    StepState & { startedOn: Id | null; unmeasured: boolean; seconds: number }
  >();
  const secretaryMarks = new Map<Id, Entry<'attendance-marked'>>();
  const ownMarks = new Map<Id, Entry<'attendance-marked'>>();
  let dues: MeetingState['dues'] = null;
  const opinions = new Map<Id, Opinion>();
  const votes = new Map<Id, VoteDraft>();
  const ballots = new Map<Id, MeetingBallot>();
  const conclusions = new Map<Id, Map<Id, Conclusion>>();
  const resolutions = new Map<Id, ResolutionText>();
  const taskResults = new Map<Id, TaskResult>();
  const tasks = new Map<Id, AssignedTask>();
  const praised: Remark[] = [];
  const reminded: Remark[] = [];
  const scoreMarks = new Map<string, ScoreMark>();
  let scoreAdopted: Entry<'score-adopted'> | null = null;
  let minutesRead: Mark | null = null;
  let minutesAdopted: Entry<'minutes-adopted'> | null = null;
  let ended: MeetingState['ended'] = null;
  let confirmation: MeetingState['confirmation'] = null;
  let scoreConfirmed: string | null = null;
  let scoreMarkedAt = 0;
  let scoreSettledAt = 0;
  /** The marks by themselves: notes may still be written about a score that stands. Asked at every vote, so kept. */
  let scoreText: string | null = null;
  const scoreNow = (): string => {
    scoreText ??= JSON.stringify(
      [...scoreMarks.values()]
        .map((mark): [string, ScoreValue | null] => [mark.criterionId, mark.score])
        .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)),
    );
    return scoreText;
  };

  for (const rule of stepsOf(context).value) steps.set(rule.id, newStep(rule.id, rule));

  const presenceOf = (memberId: Id): MemberPresence => {
    const mark = secretaryMarks.get(memberId) ?? ownMarks.get(memberId);
    if (mark === undefined) return UNMARKED;
    return {
      presence: mark.payload.presence,
      reason: mark.payload.reason ?? null,
      method: mark.payload.method,
      entryId: mark.id,
      markedBy: mark.authorId,
    };
  };
  const voteRollNow = (matter: VoteMatter): VoteRoll => voteRollOf(context, presenceOf, matter);
  const step = (key: StepKey) => {
    let state = steps.get(key);
    if (state === undefined) {
      state = newStep(key, null);
      steps.set(key, state);
    }
    return state;
  };

  /** Takes one entry in; the answer says why it had to be set aside, or null. */
  const apply = (entry: Entry): SetAside['why'] | null => {
    switch (entry.kind) {
      case 'focus-set':
        focus = { ...markOf(entry), text: entry.payload.text };
        return null;
      case 'agenda-item-added': {
        const p = entry.payload;
        const known = agenda.find((item) => item.itemId === p.itemId);
        if (known !== undefined) return 'refers-to-nothing';
        const item = {
          ...markOf(entry),
          itemId: p.itemId,
          title: p.title,
          step: p.step ?? null,
          source: p.source,
          ref: p.ref ?? null,
          presenterId: p.presenterId ?? null,
          note: p.note ?? null,
          removed: false,
        };
        placeAfter(agenda, item, p.afterItemId);
        return null;
      }
      case 'agenda-item-changed': {
        const p = entry.payload;
        const item = agenda.find((each) => each.itemId === p.itemId);
        if (item === undefined) return 'refers-to-nothing';
        if (p.title !== undefined) item.title = p.title;
        if (p.presenterId !== undefined) item.presenterId = p.presenterId;
        if (p.note !== undefined) item.note = p.note;
        return null;
      }
      case 'agenda-item-removed': {
        const item = agenda.find((each) => each.itemId === entry.payload.itemId);
        if (item === undefined) return 'refers-to-nothing';
        item.removed = true;
        return null;
      }
      case 'agenda-item-moved': {
        const p = entry.payload;
        const at = agenda.findIndex((each) => each.itemId === p.itemId);
        if (at < 0) return 'refers-to-nothing';
        if (p.afterItemId === p.itemId) return null;
        const [item] = agenda.splice(at, 1);
        placeAfter(agenda, item!, p.afterItemId);
        return null;
      }
      case 'paper-attached': {
        const p = entry.payload;
        papers.set(p.paperId, {
          ...markOf(entry),
          paperId: p.paperId,
          fileId: p.fileId,
          name: p.name,
          bytes: p.bytes,
          role: p.role,
          itemId: p.itemId ?? null,
          postedAt: entry.receivedAt ?? null,
        });
        return null;
      }
      case 'paper-removed':
        return papers.delete(entry.payload.paperId) ? null : 'refers-to-nothing';
      case 'comment-added':
        comments.set(entry.id, {
          ...markOf(entry),
          text: entry.payload.text,
          itemId: entry.payload.itemId ?? null,
        });
        return null;
      case 'comment-withdrawn':
        return comments.delete(entry.payload.commentId) ? null : 'refers-to-nothing';
      case 'notice-sent':
        notices.push({ ...markOf(entry), ...entry.payload, sentAt: entry.receivedAt ?? null });
        return null;
      case 'committee-met':
        committeeMeeting = {
          ...markOf(entry),
          metOn: entry.payload.metOn,
          presentIds: entry.payload.presentIds,
          note: entry.payload.note ?? null,
        };
        return null;
      case 'meeting-started':
        started = {
          ...markOf(entry),
          chairId: entry.payload.chairId,
          heldOn: entry.payload.heldOn,
          startedAt: entry.payload.startedAt,
          place: entry.payload.place ?? context.meeting.place,
          deviceId: entry.deviceId,
        };
        return null;
      case 'recorder-appointed':
        if (!onRoll.has(entry.payload.memberId)) return 'not-on-the-roll';
        recorderId = entry.payload.memberId;
        return null;
      case 'guest-recorded':
        guests.set(entry.payload.guestId, {
          ...markOf(entry),
          guestId: entry.payload.guestId,
          fullName: entry.payload.fullName,
          position: entry.payload.position ?? null,
          fromFollowing: entry.payload.fromFollowing ?? false,
        });
        return null;
      case 'guest-removed':
        return guests.delete(entry.payload.guestId) ? null : 'refers-to-nothing';
      case 'step-started': {
        const state = step(entry.payload.step);
        state.status = 'running';
        state.startedAt = entry.at;
        state.startedOn = entry.deviceId;
        state.skippedBecause = null;
        return null;
      }
      case 'step-finished': {
        const state = step(entry.payload.step);
        if (state.status === 'finished') return null;
        const claimed = state.startedAt === null ? Number.NaN : (entry.at - state.startedAt) / 1000;
        // Two claims of one clock may be subtracted even when that clock shows the wrong year.
        const measured =
          entry.payload.elapsedSeconds ??
          (state.startedOn === entry.deviceId && claimed >= 0 && claimed <= LONGEST_MINUTES * 60
            ? Math.round(claimed)
            : null);
        if (measured === null) state.unmeasured = true;
        else state.seconds += measured;
        state.status = 'finished';
        state.skippedBecause = null;
        return null;
      }
      case 'step-skipped': {
        const state = step(entry.payload.step);
        state.status = 'skipped';
        state.skippedBecause = entry.payload.reason;
        return null;
      }
      case 'attendance-marked': {
        const { memberId, method } = entry.payload;
        if (!onRoll.has(memberId)) return 'not-on-the-roll';
        (method === 'secretary' ? secretaryMarks : ownMarks).set(memberId, entry);
        return null;
      }
      case 'attendance-cleared':
        if (!onRoll.has(entry.payload.memberId)) return 'not-on-the-roll';
        secretaryMarks.delete(entry.payload.memberId);
        ownMarks.delete(entry.payload.memberId);
        return null;
      case 'dues-recorded':
        dues = {
          ...markOf(entry),
          paidCount: entry.payload.paidCount,
          unpaidCount: entry.payload.unpaidCount ?? null,
          note: entry.payload.note ?? null,
        };
        return null;
      case 'opinion-recorded': {
        const p = entry.payload;
        if (opinions.has(p.opinionId)) return 'refers-to-nothing';
        if (p.speakerKind === 'member' && !onRoll.has(p.speakerId)) return 'not-on-the-roll';
        opinions.set(p.opinionId, {
          entryId: entry.id,
          by: entry.authorId,
          at: entry.at,
          opinionId: p.opinionId,
          speakerKind: p.speakerKind,
          speakerId: p.speakerId,
          itemId: p.itemId ?? null,
          step: p.step ?? null,
          text: p.text,
          nature: p.nature,
          isPrivate: isPrivateNature(p.nature),
          withheld: entry.withheld ?? false,
          answer: null,
        });
        return null;
      }
      case 'opinion-edited': {
        const p = entry.payload;
        const opinion = opinions.get(p.opinionId);
        if (opinion === undefined) return 'refers-to-nothing';
        if (p.text !== undefined) opinion.text = p.text;
        if (p.nature !== undefined) opinion.nature = p.nature;
        if (p.speakerKind !== undefined) opinion.speakerKind = p.speakerKind;
        if (p.speakerId !== undefined) opinion.speakerId = p.speakerId;
        if (p.itemId !== undefined) opinion.itemId = p.itemId;
        opinion.isPrivate ||= isPrivateNature(opinion.nature);
        opinion.withheld ||= entry.withheld ?? false;
        return null;
      }
      case 'opinion-withdrawn':
        return opinions.delete(entry.payload.opinionId) ? null : 'refers-to-nothing';
      case 'petition-answered': {
        const opinion = opinions.get(entry.payload.opinionId);
        if (opinion === undefined) return 'refers-to-nothing';
        opinion.answer = { ...markOf(entry), text: entry.payload.text };
        return null;
      }
      case 'vote-opened':
        if (votes.has(entry.payload.voteId)) return 'refers-to-nothing';
        votes.set(entry.payload.voteId, {
          opened: entry,
          casts: [],
          counted: null,
          closed: null,
          annulled: null,
          minority: new Map(),
          roll: null,
          scoreThen: null,
        });
        return null;
      case 'vote-cast': {
        const vote = votes.get(entry.payload.voteId);
        if (vote === undefined) return 'refers-to-nothing';
        vote.casts.push(entry);
        return null;
      }
      case 'vote-counted': {
        const vote = votes.get(entry.payload.voteId);
        if (vote === undefined || vote.closed !== null) return 'refers-to-nothing';
        vote.counted = entry;
        return null;
      }
      case 'vote-closed': {
        const vote = votes.get(entry.payload.voteId);
        if (vote === undefined) return 'refers-to-nothing';
        // Two devices may close the same vote; the first closing announced the result.
        if (vote.closed === null) {
          vote.closed = entry;
          vote.roll = voteRollNow(vote.opened.payload.matter);
          vote.scoreThen = scoreNow();
        }
        if (vote.opened.payload.matter === 'score') scoreSettledAt = Math.max(scoreSettledAt, entry.lamport);
        return null;
      }
      case 'vote-annulled': {
        const vote = votes.get(entry.payload.voteId);
        if (vote === undefined) return 'refers-to-nothing';
        vote.annulled = entry;
        return null;
      }
      case 'minority-opinion-recorded': {
        const p = entry.payload;
        if (!onRoll.has(p.memberId)) return 'not-on-the-roll';
        const vote = votes.get(p.voteId);
        if (vote === undefined) return 'refers-to-nothing';
        vote.minority.set(p.opinionId, {
          ...markOf(entry),
          opinionId: p.opinionId,
          memberId: p.memberId,
          text: p.text,
        });
        return null;
      }
      case 'minority-opinion-withdrawn': {
        const of = [...votes.values()].find((vote) => vote.minority.delete(entry.payload.opinionId));
        return of === undefined ? 'refers-to-nothing' : null;
      }
      case 'ballot-opened':
      case 'ballot-closed':
      case 'ballot-annulled':
        return applyBallot(ballots, entry, markOf(entry)) ? null : 'refers-to-nothing';
      case 'conclusion-written': {
        const live = conclusions.get(entry.payload.itemId) ?? new Map<Id, Conclusion>();
        for (const replaced of entry.payload.replaces) live.delete(replaced);
        live.set(entry.id, { ...markOf(entry), text: entry.payload.text });
        conclusions.set(entry.payload.itemId, live);
        return null;
      }
      case 'conclusion-withdrawn': {
        const live = conclusions.get(entry.payload.itemId);
        if (live === undefined) return 'refers-to-nothing';
        for (const replaced of entry.payload.replaces) live.delete(replaced);
        return null;
      }
      case 'resolution-written': {
        const { replaces, ...text } = entry.payload;
        for (const replaced of replaces) resolutions.delete(replaced);
        resolutions.set(entry.id, { ...markOf(entry), ...text });
        return null;
      }
      case 'task-result-recorded':
        taskResults.set(entry.payload.taskId, {
          ...markOf(entry),
          taskId: entry.payload.taskId,
          state: entry.payload.state,
          percent: entry.payload.percent ?? null,
          cause: entry.payload.cause ?? null,
          evidence: entry.payload.evidence ?? null,
        });
        return null;
      case 'task-assigned':
        tasks.set(entry.payload.taskId, {
          ...markOf(entry),
          ...entry.payload,
          itemId: entry.payload.itemId ?? null,
          directiveId: entry.payload.directiveId ?? null,
        });
        return null;
      case 'task-withdrawn':
        return tasks.delete(entry.payload.taskId) ? null : 'refers-to-nothing';
      case 'member-praised':
      case 'member-reminded':
        if (!onRoll.has(entry.payload.memberId)) return 'not-on-the-roll';
        (entry.kind === 'member-praised' ? praised : reminded).push({
          ...markOf(entry),
          memberId: entry.payload.memberId,
          text: entry.payload.text,
          withheld: entry.withheld ?? false,
        });
        return null;
      case 'score-marked': {
        const p = entry.payload;
        const score = scoreOf(p);
        scoreText = null;
        scoreMarkedAt = entry.lamport;
        if (score === null && p.note === undefined) {
          scoreMarks.delete(p.criterionId);
          return null;
        }
        scoreMarks.set(p.criterionId, {
          entryId: entry.id,
          by: entry.authorId,
          at: entry.at,
          criterionId: p.criterionId,
          score,
          note: p.note ?? null,
        });
        return null;
      }
      case 'score-adopted':
        scoreAdopted = entry;
        return null;
      case 'minutes-read':
        minutesRead = markOf(entry);
        return null;
      case 'minutes-adopted':
        minutesAdopted = entry;
        return null;
      case 'meeting-ended':
        ended = { ...markOf(entry), endedAt: entry.payload.endedAt, deviceId: entry.deviceId };
        return null;
      case 'score-confirmed':
        confirmation = {
          ...markOf(entry),
          marks: entry.payload.marks.flatMap((given) => {
            const score = scoreOf(given);
            return score === null ? [] : [{ criterionId: given.criterionId, score }];
          }),
          total: entry.payload.total ?? null,
          reason: entry.payload.reason ?? null,
        };
        scoreConfirmed = scoreNow();
        scoreSettledAt = Math.max(scoreSettledAt, entry.lamport);
        return null;
      case 'meeting-closed':
      case 'annex-added':
        // Parted from the record before.
        return null;
      default:
        entry satisfies never;
        return null;
    }
  };

  const changes: Entry[] = [];
  for (const entry of parts.record as Entry[]) {
    const why = apply(entry);
    if (why !== null) waiting.push(asideOf(entry, why));
    else if (CHANGES_MINUTES.has(entry.kind)) changes.push(entry);
  }
  const readOut = minutesAdopted as Entry<'minutes-adopted'> | null;
  const changedAfterAdoption =
    readOut === null ? [] : changes.filter((entry) => isAfter(entry, readOut)).map((entry) => entry.id);

  // Only annexes ask for it, and most meetings have none.
  const privacy = privacyOf(parts.annexes.length > 0 ? (ours as Entry[]) : []);
  const presence: Record<Id, MemberPresence> = {};
  for (const member of context.roll) presence[member.memberId] = presenceOf(member.memberId);
  const hasVote = (matter: VoteMatter, memberId: Id): boolean => {
    const member = onRoll.get(memberId);
    return (
      member !== undefined &&
      statusVotes(context, matter, member.status, presence[memberId]?.presence === 'present')
    );
  };
  const finishedVotes = [...votes.values()].map((draft) => {
    const { matter } = draft.opened.payload;
    return finishVote(draft, draft.roll ?? voteRollNow(matter), (id) => hasVote(matter, id), context);
  });
  const adoption = (entry: Entry<'score-adopted' | 'minutes-adopted'> | null): Adoption | null => {
    if (entry === null) return null;
    const { voteId } = entry.payload;
    const vote = finishedVotes.find((each) => each.voteId === voteId);
    const isOnThis = entry.kind !== 'score-adopted' || votes.get(voteId)?.scoreThen === scoreNow();
    return {
      ...markOf(entry),
      voteId,
      carried: vote !== undefined && vote.status === 'closed' && vote.result.passed && isOnThis,
    };
  };
  const closed = parts.closing === null ? null : markOf(parts.closing);
  const isLapsed = confirmation !== null && scoreConfirmed !== scoreNow();

  return {
    stage: closed ? 'closed' : ended ? 'ended' : started ? 'running' : 'prepared',
    lamport,
    entryCount: ordered.length,
    focus,
    agenda: agenda.filter((item) => !item.removed).map(({ removed: _, ...item }) => item),
    papers: [...papers.values()],
    comments: [...comments.values()],
    notices,
    committeeMeeting,
    started,
    recorderId,
    guests: [...guests.values()],
    steps: [...steps.values()].map((each) => ({
      step: each.step,
      rule: each.rule,
      status: each.status,
      startedAt: each.startedAt,
      elapsedSeconds: each.unmeasured ? null : each.seconds,
      skippedBecause: each.skippedBecause,
    })),
    presence,
    attendance: countAttendance(context.roll, presence, rules),
    dues,
    opinions: [...opinions.values()],
    votes: finishedVotes,
    ballots: [...ballots.values()],
    conclusions: [...conclusions]
      .map(([itemId, live]) => ({ itemId, live: [...live.values()], inConflict: live.size > 1 }))
      .filter((conclusion) => conclusion.live.length > 0),
    resolution: { live: [...resolutions.values()], inConflict: resolutions.size > 1 },
    taskResults: [...taskResults.values()],
    tasks: [...tasks.values()],
    praised,
    reminded,
    scoreMarks: [...scoreMarks.values()],
    scoreAdopted: adoption(scoreAdopted),
    scoreMarkedAt,
    scoreSettledAt,
    minutesRead,
    minutesAdopted: adoption(minutesAdopted),
    changedAfterAdoption,
    ended,
    duration: durationOf(started, ended),
    confirmation: isLapsed ? null : confirmation,
    confirmationLapsed: isLapsed,
    closed,
    annexes: parts.annexes.map((entry) => {
      const annex = entry as Entry<'annex-added'>;
      return {
        ...markOf(annex),
        text: annex.payload.text,
        concerns: annex.payload.concerns,
        concernsEntryId: annex.payload.concernsEntryId ?? null,
        isPrivate: isPrivateAnnex(annex.payload, privacy),
        withheld: annex.withheld ?? false,
      };
    }),
    late,
    unknown,
    waiting,
  };
}

/**
 * The state after the closing that the server has just added to a journal in which everything is numbered: what the
 * fold of the journal with it would say. Null when it has to be folded.
 */
export function withClosing(state: MeetingState, closing: Entry<'meeting-closed'>): MeetingState | null {
  // What waits may be an annex, which the closing makes a late one.
  if (state.closed !== null || state.waiting.length > 0) return null;
  return {
    ...state,
    stage: 'closed',
    lamport: Math.max(state.lamport, closing.lamport),
    entryCount: state.entryCount + 1,
    closed: markOf(closing),
  };
}

/**
 * Whether an entry came after another that was announced in the room. Beside the journal’s order the arrival at the
 * server counts: what it did not have yet was not read out, whatever logical clock it claims.
 */
const isAfter = (entry: Entry, announced: Entry): boolean =>
  compareEntries(entry, announced) > 0 ||
  (announced.seq !== undefined && (entry.seq === undefined || entry.seq > announced.seq));

const scoreOf = (given: {
  points: number | null;
  met?: boolean;
  notApplicable?: boolean;
}): ScoreValue | null => {
  if (given.notApplicable === true) return 'not-applicable';
  if (given.met !== undefined) return given.met ? 'met' : 'not-met';
  return given.points;
};

function newStep(
  key: StepKey,
  rule: ProcedureStep | null,
): StepState & { startedOn: Id | null; unmeasured: boolean; seconds: number } {
  return {
    step: key,
    rule,
    status: 'waiting',
    startedAt: null,
    elapsedSeconds: 0,
    skippedBecause: null,
    startedOn: null,
    unmeasured: false,
    seconds: 0,
  };
}

/** After the named item; first for null; last when the item is not named or not there. */
function placeAfter<T extends { itemId: Id }>(
  agenda: T[],
  item: T,
  afterItemId: Id | null | undefined,
): void {
  if (afterItemId === null) {
    agenda.unshift(item);
    return;
  }
  const at = afterItemId === undefined ? -1 : agenda.findIndex((each) => each.itemId === afterItemId);
  if (at < 0) agenda.push(item);
  else agenda.splice(at + 1, 0, item);
}

function finishVote(
  draft: VoteDraft,
  roll: VoteRoll,
  hasVote: (memberId: Id) => boolean,
  context: MeetingContext,
): Vote {
  const { opened, closed, annulled } = draft;
  const isNamed = opened.payload.method === 'named';
  const announced = closed === null ? null : new Set(closed.payload.countedCasts);
  const live = new Map<Id, CastVote>();
  const lateCasts: CastVote[] = [];
  const refusedCasts: CastVote[] = [];
  for (const entry of draft.casts) {
    // Written out: joining two objects into a new one costs ten times as much, and a meeting has many votes.
    const cast: CastVote = {
      entryId: entry.id,
      by: entry.authorId,
      at: entry.at,
      memberId: entry.payload.memberId,
      choice: entry.payload.choice,
    };
    if (!isNamed || !hasVote(cast.memberId)) refusedCasts.push(cast);
    else if (announced !== null && !announced.has(entry.id)) lateCasts.push(cast);
    // Deleted first, so that the list stands in the order of the votes that count.
    else {
      live.delete(cast.memberId);
      live.set(cast.memberId, cast);
    }
  }
  const casts = [...live.values()];
  const counts = { yes: 0, no: 0, abstain: 0 };
  if (isNamed) for (const cast of casts) counts[cast.choice] += 1;
  else if (draft.counted !== null) {
    counts.yes = draft.counted.payload.yes;
    counts.no = draft.counted.payload.no;
    counts.abstain = draft.counted.payload.abstain;
  }
  // Whoever voted belongs to the base and was there, even when the roll call has not caught up with the person.
  const withCasts = (known: ReadonlySet<Id>): number =>
    casts.reduce((sum, cast) => sum + (known.has(cast.memberId) ? 0 : 1), known.size);
  const voters = { entitled: withCasts(roll.base), present: withCasts(roll.present) };
  return {
    entryId: opened.id,
    by: opened.authorId,
    at: opened.at,
    voteId: opened.payload.voteId,
    question: opened.payload.question,
    itemId: opened.payload.itemId ?? null,
    matter: opened.payload.matter,
    method: opened.payload.method,
    status: annulled !== null ? 'annulled' : closed !== null ? 'closed' : 'open',
    annulledBecause: annulled?.payload.reason ?? null,
    casts,
    lateCasts,
    refusedCasts,
    minority: [...draft.minority.values()],
    result: countOpenVote(counts, voters, thresholdOf(context, opened.payload.matter)),
  };
}

/**
 * Whole minutes between the claimed start and end. Claims of two clocks that disagree so much that the
 * meeting would have a negative or absurd length prove nothing: then a person must restate the hours.
 */
function durationOf(
  started: MeetingState['started'],
  ended: MeetingState['ended'],
): MeetingState['duration'] {
  if (started === null || ended === null)
    return { minutes: null, explanation: [{ because: 'duration-not-finished', facts: {} }] };
  const minutes = Math.floor((ended.endedAt - started.startedAt) / 60_000);
  const believable = minutes >= 0 && minutes <= LONGEST_MINUTES;
  return {
    minutes: believable ? minutes : null,
    explanation: [
      {
        because: believable ? 'duration-from-claims' : 'clocks-disagree',
        facts: { minutes, sameDevice: started.deviceId === ended.deviceId },
      },
    ],
  };
}

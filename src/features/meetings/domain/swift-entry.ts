import type { Id } from '#kernel/ids.ts';
import type { Entry } from './entry.ts';
import type { MeetingState, Vote } from './fold.ts';
import type { MeetingContext } from './meeting-context.ts';
import { countAttendance, type MemberPresence, UNMARKED } from './roll-call.ts';
import { countOpenVote } from './vote.ts';
import { thresholdOf } from './vote-rule.ts';

/**
 * What is needed of a meeting's state to judge the next entry and to keep the figures beside the journal, without the
 * words that were written: on meeting night a server holds this of every meeting of the city.
 */
export function standingOf(state: MeetingState): MeetingState {
  return {
    ...state,
    // Its own: the marks of a standing are changed in place.
    presence: { ...state.presence },
    agenda: [],
    papers: [],
    guests: [],
    steps: [],
    opinions: [],
    conclusions: [],
    resolution: { live: [], inConflict: false },
    taskResults: [],
    tasks: [],
    praised: [],
    reminded: [],
    annexes: [],
    late: [],
    unknown: [],
    waiting: [],
    votes: state.votes.map((vote) => ({ ...vote, casts: [], lateCasts: [], refusedCasts: [], minority: [] })),
  };
}

/** Kinds that change nothing of what later entries are judged by. */
const NEUTRAL: ReadonlySet<Entry['kind']> = new Set<Entry['kind']>([
  'focus-set',
  'agenda-item-added',
  'agenda-item-changed',
  'agenda-item-removed',
  'agenda-item-moved',
  'committee-met',
  'guest-recorded',
  'guest-removed',
  'step-started',
  'step-finished',
  'step-skipped',
  'dues-recorded',
  'opinion-recorded',
  'opinion-edited',
  'opinion-withdrawn',
  'vote-cast',
  'vote-counted',
  'conclusion-written',
  'conclusion-withdrawn',
  'resolution-written',
  'task-result-recorded',
  'task-assigned',
  'task-withdrawn',
  'member-praised',
  'member-reminded',
  'minutes-read',
]);

/** Kinds that are judged by results and words of the journal: its entries must be read first, and folded. */
const BY_THE_WHOLE: ReadonlySet<Entry['kind']> = new Set<Entry['kind']>([
  'score-adopted',
  'minutes-adopted',
  'minority-opinion-recorded',
  'minority-opinion-withdrawn',
  'comment-withdrawn',
]);

export const isJudgedByWhole = ({ kind }: Entry): boolean => BY_THE_WHOLE.has(kind);

/** Whether the desk can keep such an entry at all. The others freeze facts, are the follower's or the server's. */
export const isSwiftKind = ({ kind }: Entry): boolean =>
  NEUTRAL.has(kind) || BY_THE_WHOLE.has(kind) || ADVANCING.has(kind);

const ADVANCING: ReadonlySet<Entry['kind']> = new Set<Entry['kind']>([
  'comment-added',
  'attendance-marked',
  'attendance-cleared',
  'recorder-appointed',
  'vote-opened',
  'vote-closed',
  'vote-annulled',
  'score-marked',
  'meeting-ended',
]);

/** What was changed in place, and what it was: the clock and the count, and a mark of the roll call or none. */
export type Change = Pick<MeetingState, 'lamport' | 'entryCount'> & {
  state: MeetingState;
  memberId: Id | null;
  was: MemberPresence | undefined;
};

/** Takes changes that were made in place back, the last one first. */
export function putBack(changes: Change[]): void {
  for (const { state, lamport, entryCount, memberId, was } of changes.splice(0).reverse()) {
    state.lamport = lamport;
    state.entryCount = entryCount;
    if (memberId === null) continue;
    if (was === undefined) delete state.presence[memberId];
    else state.presence[memberId] = was;
  }
}

/**
 * The standing after one more entry, or null when only the fold of the whole journal can tell. Whatever this answers
 * stands in the fold too: a property compares them; but votes have no results here, and an adoption never carries:
 * nobody judges by either without the whole journal. With `changes` what nearly every entry of a meeting does is done in
 * place instead of on a copy, which on meeting night would be the most of the work; what was there is noted, and nobody
 * is counted: `attendance` stays as it was.
 */
export function advance(
  context: MeetingContext,
  state: MeetingState,
  entry: Entry,
  changes?: Change[],
): MeetingState | null {
  // After the end and the closing the figures depend on more than the entry.
  if (state.ended !== null || state.closed !== null) return null;
  if (NEUTRAL.has(entry.kind)) return movedOn(state, entry, changes);
  if (entry.kind === 'attendance-marked' || entry.kind === 'attendance-cleared') {
    // The last word in the journal's order is taken: an older one would have to be put between.
    if (entry.lamport <= state.lamport) return null;
    return withPresence(context, state, entry, changes);
  }
  const next = movedOn(state, entry);
  const mark = { entryId: entry.id, by: entry.authorId, at: entry.at };
  if (entry.kind === 'comment-added') {
    const comment = { ...mark, text: '', itemId: entry.payload.itemId ?? null };
    return { ...next, comments: [...state.comments, comment] };
  }
  if (entry.lamport <= state.lamport) return null;
  switch (entry.kind) {
    case 'recorder-appointed':
      return context.roll.some((member) => member.memberId === entry.payload.memberId)
        ? { ...next, recorderId: entry.payload.memberId }
        : null;
    case 'vote-opened': {
      const { voteId, question, itemId = null, matter, method } = entry.payload;
      if (state.votes.some((vote) => vote.voteId === voteId)) return null;
      const vote: Vote = {
        ...mark,
        voteId,
        question,
        itemId,
        matter,
        method,
        status: 'open',
        annulledBecause: null,
        casts: [],
        lateCasts: [],
        refusedCasts: [],
        minority: [],
        // Nobody judges by a result before the vote is closed, and a closing folds the whole journal.
        result: countOpenVote(
          { yes: 0, no: 0, abstain: 0 },
          { entitled: 0, present: 0 },
          thresholdOf(context, matter),
        ),
      };
      return { ...next, votes: [...state.votes, vote] };
    }
    case 'vote-closed': {
      const vote = voteOf(state, entry.payload.voteId);
      if (vote === undefined) return null;
      const status = vote.status === 'annulled' ? vote.status : ('closed' as const);
      return {
        ...next,
        votes: withVote(state, { ...vote, status }),
        scoreSettledAt: vote.matter === 'score' ? entry.lamport : state.scoreSettledAt,
      };
    }
    case 'vote-annulled': {
      const vote = voteOf(state, entry.payload.voteId);
      if (vote === undefined) return null;
      const annulled: Vote = { ...vote, status: 'annulled', annulledBecause: entry.payload.reason };
      return { ...next, votes: withVote(state, annulled) };
    }
    case 'score-adopted':
      return { ...next, scoreAdopted: { ...mark, voteId: entry.payload.voteId, carried: false } };
    case 'minutes-adopted':
      return { ...next, minutesAdopted: { ...mark, voteId: entry.payload.voteId, carried: false } };
    case 'meeting-ended': {
      const { endedAt } = entry.payload;
      return { ...next, stage: 'ended', ended: { ...mark, endedAt, deviceId: entry.deviceId } };
    }
    case 'score-marked': {
      if (state.confirmation !== null || state.confirmationLapsed || state.scoreAdopted !== null) return null;
      const { criterionId, points, met, notApplicable, note = null } = entry.payload;
      const score =
        notApplicable === true
          ? ('not-applicable' as const)
          : met === undefined
            ? points
            : met
              ? ('met' as const)
              : ('not-met' as const);
      const others = state.scoreMarks.filter((each) => each.criterionId !== criterionId);
      const scoreMarks =
        score === null && note === null ? others : [...others, { ...mark, criterionId, score, note }];
      return { ...next, scoreMarkedAt: entry.lamport, scoreMarks };
    }
    default:
      return null;
  }
}

const voteOf = (state: MeetingState, voteId: Id) => state.votes.find((vote) => vote.voteId === voteId);

const withVote = (state: MeetingState, changed: Vote): Vote[] =>
  state.votes.map((vote) => (vote.voteId === changed.voteId ? changed : vote));

/** With the entry's clock, and one entry more. */
function movedOn(state: MeetingState, entry: Entry, changes?: Change[]): MeetingState {
  const lamport = Math.max(state.lamport, entry.lamport);
  if (!changes) return { ...state, lamport, entryCount: state.entryCount + 1 };
  note(changes, state, null);
  state.lamport = lamport;
  state.entryCount += 1;
  return state;
}

function note(changes: Change[], state: MeetingState, memberId: Id | null): void {
  const { lamport, entryCount } = state;
  const was = memberId === null ? undefined : state.presence[memberId];
  changes.push({ state, lamport, entryCount, memberId, was });
}

function withPresence(
  context: MeetingContext,
  state: MeetingState,
  entry: Entry<'attendance-marked' | 'attendance-cleared'>,
  changes: Change[] | undefined,
): MeetingState | null {
  const { memberId } = entry.payload;
  if (!context.roll.some((member) => member.memberId === memberId)) return null;
  let said = UNMARKED;
  if (entry.kind === 'attendance-marked') {
    const { presence, reason = null, method } = entry.payload;
    // What the secretary ticked stands, and a tap that it covers would come to light when the tick is taken back.
    if (method !== 'secretary' && state.presence[memberId]?.method === 'secretary')
      return movedOn(state, entry, changes);
    said = { presence, reason, method, entryId: entry.id, markedBy: entry.authorId };
  }
  if (changes) {
    note(changes, state, memberId);
    state.lamport = entry.lamport;
    state.entryCount += 1;
    state.presence[memberId] = said;
    return state;
  }
  const presence = { ...state.presence, [memberId]: said };
  return {
    ...movedOn(state, entry),
    presence,
    attendance: countAttendance(context.roll, presence, context.rules),
  };
}

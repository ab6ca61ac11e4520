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
  'petition-answered',
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

/** Kinds that are judged by results and words of the journal: its entries must be read first. */
const BY_THE_WHOLE: ReadonlySet<Entry['kind']> = new Set<Entry['kind']>([
  'vote-closed',
  'vote-annulled',
  'score-adopted',
  'minutes-adopted',
  'minority-opinion-recorded',
  'minority-opinion-withdrawn',
  'comment-withdrawn',
  'meeting-ended',
]);

export const needsWholeJournal = (entry: Entry): boolean => BY_THE_WHOLE.has(entry.kind);

/** Whether already the judging of the entry looks at results or words, and not only what follows from it. */
export const isJudgedByWhole = ({ kind }: Entry): boolean =>
  BY_THE_WHOLE.has(kind) && kind !== 'vote-closed' && kind !== 'vote-annulled' && kind !== 'meeting-ended';

/** Whether the desk can keep such an entry at all. The others freeze facts, are the follower's or the server's. */
export const isSwiftKind = ({ kind }: Entry): boolean =>
  NEUTRAL.has(kind) || BY_THE_WHOLE.has(kind) || ADVANCING.has(kind);

const ADVANCING: ReadonlySet<Entry['kind']> = new Set<Entry['kind']>([
  'comment-added',
  'attendance-marked',
  'attendance-cleared',
  'recorder-appointed',
  'vote-opened',
  'score-marked',
]);

/** A mark of the roll call that was changed in place, and what it was. */
export type ReplacedMark = {
  presence: MeetingState['presence'];
  memberId: string;
  was: MemberPresence | undefined;
};

/** Takes changes that were made in place back, the last one first. */
export function putBack(replaced: ReplacedMark[]): void {
  for (const { presence, memberId, was } of replaced.splice(0).reverse())
    if (was === undefined) delete presence[memberId];
    else presence[memberId] = was;
}

/**
 * The standing after one more entry, or null when only the fold of the whole journal can tell. Whatever this answers
 * stands in the fold too: a property compares them. With `replaced` the marks of the roll call are changed in place
 * instead of copied, which on meeting night would be the most of the work; what they were is noted there, and nobody
 * is counted: `attendance` stays as it was.
 */
export function advance(
  context: MeetingContext,
  state: MeetingState,
  entry: Entry,
  replaced?: ReplacedMark[],
): MeetingState | null {
  // After the end and the closing the figures depend on more than the entry.
  if (state.ended !== null || state.closed !== null) return null;
  const next: MeetingState = {
    ...state,
    lamport: Math.max(state.lamport, entry.lamport),
    entryCount: state.entryCount + 1,
  };
  if (NEUTRAL.has(entry.kind)) return next;
  const mark = { entryId: entry.id, by: entry.authorId, at: entry.at };
  if (entry.kind === 'comment-added') {
    const comment = { ...mark, text: '', itemId: entry.payload.itemId ?? null };
    return { ...next, comments: [...state.comments, comment] };
  }
  // The kinds below take the last word in the journal's order: an older one would have to be put between.
  if (entry.lamport <= state.lamport) return null;
  switch (entry.kind) {
    case 'attendance-marked': {
      const { memberId, presence, reason = null, method } = entry.payload;
      if (!context.roll.some((member) => member.memberId === memberId)) return null;
      // What the secretary ticked stands, and a tap that it covers would come to light when the tick is taken back.
      const known = state.presence[memberId] ?? UNMARKED;
      if (method !== 'secretary' && known.method === 'secretary') return next;
      const said = { presence, reason, method, entryId: entry.id, markedBy: entry.authorId };
      return withPresence(context, next, memberId, said, replaced);
    }
    case 'attendance-cleared':
      return context.roll.some((member) => member.memberId === entry.payload.memberId)
        ? withPresence(context, next, entry.payload.memberId, UNMARKED, replaced)
        : null;
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
        result: countOpenVote({ yes: 0, no: 0, abstain: 0 }, 0, thresholdOf(context, matter)),
      };
      return { ...next, votes: [...state.votes, vote] };
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

function withPresence(
  context: MeetingContext,
  state: MeetingState,
  memberId: string,
  said: MemberPresence,
  replaced: ReplacedMark[] | undefined,
): MeetingState {
  if (replaced) {
    replaced.push({ presence: state.presence, memberId, was: state.presence[memberId] });
    state.presence[memberId] = said;
    return state;
  }
  const presence = { ...state.presence, [memberId]: said };
  return { ...state, presence, attendance: countAttendance(context.roll, presence, context.rules) };
}

import { criteriaOf, type ScoreCriterion, type ScoreSheet } from '#features/rulebooks/contract.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import { addMonths, firstDayOf, formatYearMonth, monthOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import { CHANNELS_BY_HAND, type Entry, type EntryKind, type VoteMatter } from './entry.ts';
import type { MeetingState } from './fold.ts';
import { findGaps } from './may-close.ts';
import type { MeetingContext } from './meeting-context.ts';
import type { MeetingErrorCode } from './meeting-errors.ts';
import { mayBeOpen, mayVote, thresholdOf, voteRollOf, whoSource } from './vote-rule.ts';

/**
 * What a person may do in this meeting, from the mandates and the membership of the day.
 * `lead`: secretary or deputy; `recorder`: keeps the record beside them, for instance a committee member;
 * `member`: belongs to the branch; `follower`: the upper committee's member who follows it.
 */
export type MeetingRight = 'lead' | 'recorder' | 'member' | 'follower';

export type EntryAuthor = {
  personId: Id;
  /** The person's id on the roll; null for somebody who is not a member of this branch. */
  memberId: Id | null;
  status: MemberStatus | null;
  /** Empty for a person of another branch. */
  rights: readonly MeetingRight[];
};

type Authority = 'holder' | 'lead' | 'anybody' | 'own-or-holder' | 'follower';

/** Who writes each kind. `holder`: whoever keeps the record (lead, recorder, the appointed recorder, the chair). */
const AUTHORITY: { [K in EntryKind]: Authority } = {
  'focus-set': 'holder',
  'agenda-item-added': 'holder',
  'agenda-item-changed': 'holder',
  'agenda-item-removed': 'holder',
  'agenda-item-moved': 'holder',
  'paper-attached': 'holder',
  'paper-removed': 'holder',
  'comment-added': 'anybody',
  'comment-withdrawn': 'own-or-holder',
  'notice-sent': 'holder',
  'committee-met': 'holder',
  'meeting-started': 'holder',
  'recorder-appointed': 'holder',
  'guest-recorded': 'holder',
  'guest-removed': 'holder',
  'step-started': 'holder',
  'step-finished': 'holder',
  'step-skipped': 'holder',
  'attendance-marked': 'own-or-holder',
  'attendance-cleared': 'holder',
  'dues-recorded': 'holder',
  'opinion-recorded': 'holder',
  'opinion-edited': 'holder',
  'opinion-withdrawn': 'holder',
  'petition-answered': 'holder',
  'vote-opened': 'holder',
  'vote-cast': 'own-or-holder',
  'vote-counted': 'holder',
  'vote-closed': 'holder',
  'vote-annulled': 'lead',
  'minority-opinion-recorded': 'own-or-holder',
  'minority-opinion-withdrawn': 'own-or-holder',
  'ballot-opened': 'lead',
  'ballot-closed': 'lead',
  'ballot-annulled': 'lead',
  'conclusion-written': 'holder',
  'conclusion-withdrawn': 'holder',
  'resolution-written': 'holder',
  'task-result-recorded': 'holder',
  'task-assigned': 'holder',
  'task-withdrawn': 'holder',
  'member-praised': 'holder',
  'member-reminded': 'holder',
  'score-marked': 'holder',
  'score-adopted': 'holder',
  'minutes-read': 'holder',
  'minutes-adopted': 'holder',
  'meeting-ended': 'holder',
  'score-confirmed': 'follower',
  'meeting-closed': 'lead',
  'annex-added': 'holder',
};

/**
 * How far a device's logical clock may run ahead of the journal. A whole meeting held without a network has
 * a few thousand entries; a device that claims more would push every other device's entries behind its own.
 */
export const LAMPORT_LEAP = 100_000;

type Verdict = Result<true, Refusal<MeetingErrorCode>>;

/**
 * Whether this author may add this entry to the journal as it stands. Meant for the server at arrival and
 * for the screen before it offers a button. An entry that is already in the journal is not asked again.
 * Entries of other devices may still be on their way, so that nothing is refused for what is only missing.
 * @param state the fold of what is in the journal; of a closed meeting it stays as it was closed
 */
export function mayAppend(
  context: MeetingContext,
  state: MeetingState,
  entry: Entry,
  author: EntryAuthor,
): Verdict {
  if (entry.meetingId !== context.meeting.id || entry.branchId !== context.meeting.branchId)
    return refuse({ code: 'meetings.wrong-meeting', field: 'meetingId' });
  if (entry.authorId !== author.personId)
    return refuse({ code: 'meetings.forged-author', field: 'authorId' });
  if (author.rights.length === 0) return refuse({ code: 'meetings.not-of-this-branch' });
  if (state.closed !== null && entry.kind !== 'annex-added')
    return refuse({ code: 'meetings.closed', facts: { kind: entry.kind } });
  if (state.closed === null && entry.kind === 'annex-added')
    return refuse({ code: 'meetings.not-closed-yet' });
  if (entry.lamport > state.lamport + LAMPORT_LEAP)
    return refuse({
      code: 'meetings.clock-too-far',
      field: 'lamport',
      facts: { lamport: entry.lamport, known: state.lamport },
    });
  const authority = checkAuthority(state, entry, author);
  return authority.ok ? checkContent(context, state, entry, author) : authority;
}

/** Whether the author keeps the record of this meeting: by mandate, or appointed in the meeting itself. */
export const holdsRecord = (state: MeetingState, author: EntryAuthor): boolean =>
  author.rights.includes('lead') ||
  author.rights.includes('recorder') ||
  (author.memberId !== null &&
    (author.memberId === state.recorderId || author.memberId === (state.started?.chairId ?? null)));

/** Whether the entry speaks for its own author. */
function isOwn(state: MeetingState, entry: Entry, author: EntryAuthor): boolean {
  switch (entry.kind) {
    case 'attendance-marked':
      return entry.payload.method !== 'secretary' && entry.payload.memberId === author.memberId;
    case 'vote-cast':
      return entry.payload.memberId === author.memberId;
    case 'minority-opinion-recorded':
      return entry.payload.memberId === author.memberId;
    case 'minority-opinion-withdrawn':
      return state.votes.some((vote) =>
        vote.minority.some(
          (each) => each.opinionId === entry.payload.opinionId && each.memberId === author.memberId,
        ),
      );
    case 'comment-withdrawn': {
      const comment = state.comments.find((each) => each.entryId === entry.payload.commentId);
      // Under the id of the roll, where it was said by a record that was merged into this one since.
      return comment !== undefined && (comment.by === author.personId || comment.by === author.memberId);
    }
    default:
      return false;
  }
}

function checkAuthority(state: MeetingState, entry: Entry, author: EntryAuthor): Verdict {
  const holder = holdsRecord(state, author);
  switch (AUTHORITY[entry.kind]) {
    case 'anybody':
      return ok(true);
    case 'holder':
      return holder ? ok(true) : refuse({ code: 'meetings.only-lead-or-recorder' });
    case 'lead':
      return author.rights.includes('lead') ? ok(true) : refuse({ code: 'meetings.only-lead' });
    case 'follower':
      return author.rights.includes('follower') ? ok(true) : refuse({ code: 'meetings.only-follower' });
    case 'own-or-holder': {
      if (isOwn(state, entry, author)) return ok(true);
      // A check-in by phone is the member's own word; the secretary ticks the list instead.
      if (entry.kind === 'attendance-marked' && entry.payload.method !== 'secretary')
        return refuse({ code: 'meetings.only-own', field: 'payload.memberId' });
      if (holder) return ok(true);
      return entry.kind === 'attendance-marked' && entry.payload.method === 'secretary'
        ? refuse({ code: 'meetings.only-lead-or-recorder' })
        : refuse({ code: 'meetings.only-own', field: 'payload.memberId' });
    }
  }
}

function checkContent(
  context: MeetingContext,
  state: MeetingState,
  entry: Entry,
  author: EntryAuthor,
): Verdict {
  const memberOf = (id: Id) => context.roll.find((member) => member.memberId === id);
  const onRoll = (id: Id, field: string): Verdict =>
    memberOf(id) !== undefined ? ok(true) : refuse({ code: 'meetings.not-on-the-roll', field });

  switch (entry.kind) {
    case 'attendance-marked':
    case 'attendance-cleared':
    case 'member-praised':
    case 'member-reminded':
    case 'minority-opinion-recorded':
      return onRoll(entry.payload.memberId, 'payload.memberId');
    case 'meeting-started':
      return presiding(context, state, entry.payload.chairId, 'payload.chairId');
    case 'recorder-appointed':
      return presiding(context, state, entry.payload.memberId, 'payload.memberId');
    case 'notice-sent': {
      if (!entry.payload.channels.every((way) => CHANNELS_BY_HAND.some((byHand) => byHand === way)))
        return refuse({ code: 'meetings.notice-by-server', field: 'payload.channels' });
      for (const id of entry.payload.memberIds ?? []) {
        const found = onRoll(id, 'payload.memberIds');
        if (!found.ok) return found;
      }
      return ok(true);
    }
    case 'opinion-recorded':
      return entry.payload.speakerKind === 'member'
        ? onRoll(entry.payload.speakerId, 'payload.speakerId')
        : ok(true);
    case 'task-assigned': {
      for (const id of [entry.payload.ownerId, ...entry.payload.helperIds]) {
        const found = onRoll(id, id === entry.payload.ownerId ? 'payload.ownerId' : 'payload.helperIds');
        if (!found.ok) return found;
      }
      return checkTaskDays(context, state, entry);
    }
    case 'vote-opened':
      return mayBeOpen(context, entry.payload.matter, entry.payload.method)
        ? ok(true)
        : refuse({
            code: 'meetings.vote-must-be-secret',
            field: 'payload.method',
            rule: thresholdOf(context, entry.payload.matter).source,
          });
    case 'vote-cast':
      return checkCast(context, state, entry, author);
    case 'vote-counted': {
      const { yes, no, abstain, voteId } = entry.payload;
      const vote = state.votes.find((each) => each.voteId === voteId);
      if (vote?.method === 'named')
        return refuse({ code: 'meetings.vote-is-named', field: 'payload.voteId' });
      if (vote !== undefined && vote.status !== 'open')
        return refuse({ code: 'meetings.vote-closed', field: 'payload.voteId' });
      const votes = yes + no + abstain;
      // A vote that is still on its way may be on anything: what everybody may vote on is the widest.
      const matter = vote?.matter ?? 'other';
      const voters = mayRaiseAHand(context, state, matter);
      return votes > voters
        ? refuse({
            code: 'meetings.more-votes-than-voters',
            field: 'payload',
            rule: whoSource(context, matter),
            facts: { votes, voters },
          })
        : ok(true);
    }
    case 'score-adopted':
    case 'minutes-adopted': {
      const vote = state.votes.find((each) => each.voteId === entry.payload.voteId);
      // A vote that is still on its way from another device is not held against the entry.
      return vote !== undefined && (vote.status !== 'closed' || !vote.result.passed)
        ? refuse({
            code: 'meetings.vote-not-passed',
            field: 'payload.voteId',
            rule: thresholdOf(context, vote.matter).source,
            facts: { yes: vote.result.yes, needed: vote.result.needed },
          })
        : ok(true);
    }
    case 'score-marked':
      // Said to be from before the vote or the follower’s word, it would change the score behind their backs.
      if (entry.lamport <= state.scoreSettledAt)
        return refuse({ code: 'meetings.score-settled', field: 'payload' });
      return checkPoints(context, entry.payload.criterionId, entry.payload.points, 'payload');
    case 'score-confirmed': {
      if (entry.lamport <= state.scoreMarkedAt) return refuse({ code: 'meetings.score-changed' });
      for (const [index, mark] of entry.payload.marks.entries()) {
        const checked = checkPoints(context, mark.criterionId, mark.points, `payload.marks.${index}`);
        if (!checked.ok) return checked;
      }
      const { total } = entry.payload;
      return typeof total === 'number' && total > 100
        ? refuse({
            code: 'meetings.points-over-maximum',
            field: 'payload.total',
            facts: { points: total, max: 100 },
          })
        : ok(true);
    }
    case 'meeting-closed': {
      const blocking = findGaps(context, state).filter((gap) => gap.blocks);
      const first = blocking[0];
      return first === undefined
        ? ok(true)
        : refuse({
            code: 'meetings.not-ready-to-close',
            facts: { count: blocking.length, gaps: blocking.map((gap) => gap.gap).join(', ') },
            ...(first.rule ? { rule: first.rule } : {}),
          });
    }
    default:
      return ok(true);
  }
}

/** A plan of the Party's term is the longest that a month's task can serve. */
const LONGEST_TASK_YEARS = 6;

/** A task is given for what comes: not due or reported before its meeting, and not in another age. */
function checkTaskDays(
  { meeting }: MeetingContext,
  { started }: MeetingState,
  { payload: { dueOn, reportMonth } }: Entry<'task-assigned'>,
): Verdict {
  const heldOn = started?.heldOn ?? meeting.plannedOn;
  const first = [firstDayOf(meeting.month), firstDayOf(monthOf(heldOn))].sort()[0]!;
  const tooSoon = dueOn < first ? 'dueOn' : firstDayOf(reportMonth) < first ? 'reportMonth' : null;
  if (tooSoon !== null)
    return refuse({
      code: 'meetings.due-before-meeting',
      field: `payload.${tooSoon}`,
      facts: { month: formatYearMonth(meeting.month) },
    });
  const last = addMonths(meeting.month, LONGEST_TASK_YEARS * 12);
  const tooLate = monthOf(dueOn) > last ? 'dueOn' : reportMonth > last ? 'reportMonth' : null;
  return tooLate === null
    ? ok(true)
    : refuse({
        code: 'meetings.too-far-ahead',
        field: `payload.${tooLate}`,
        facts: { field: `payload.${tooLate}` },
      });
}

/** Members with a vote whom nobody has marked absent: more hands than that cannot be counted in the room. */
function mayRaiseAHand(context: MeetingContext, state: MeetingState, matter: VoteMatter): number {
  const { base } = voteRollOf(context, (memberId) => state.presence[memberId], matter);
  return [...base].filter((memberId) => {
    const presence = state.presence[memberId]?.presence ?? null;
    return presence === null || presence === 'present';
  }).length;
}

function presiding(context: MeetingContext, state: MeetingState, memberId: Id, field: string): Verdict {
  const presence = state.presence[memberId]?.presence ?? null;
  return context.roll.some((member) => member.memberId === memberId) &&
    presence !== 'excused' &&
    presence !== 'unexcused'
    ? ok(true)
    : refuse({ code: 'meetings.chair-not-present', field });
}

function checkCast(
  context: MeetingContext,
  state: MeetingState,
  entry: Entry<'vote-cast'>,
  author: EntryAuthor,
): Verdict {
  const { memberId, voteId } = entry.payload;
  const field = 'payload.memberId';
  const member = context.roll.find((each) => each.memberId === memberId);
  if (member === undefined) return refuse({ code: 'meetings.not-on-the-roll', field });
  const vote = state.votes.find((each) => each.voteId === voteId);
  const presence = state.presence[memberId]?.presence ?? null;
  const allowed = mayVote(context, vote?.matter ?? 'other', member, presence === 'present');
  if (!allowed.ok) return allowed;
  // A member checks in with one tap first. What the keeper of the record enters for somebody may come before
  // the roll call that is still on another device; only a mark of absence stands against it.
  if (presence !== 'present' && (presence !== null || author.memberId === memberId))
    return refuse({ code: 'meetings.vote-not-present', field });
  if (vote === undefined) return ok(true);
  if (vote.method !== 'named')
    return refuse({ code: 'meetings.vote-counted-by-hand', field: 'payload.voteId' });
  return vote.status === 'open'
    ? ok(true)
    : refuse({ code: 'meetings.vote-closed', field: 'payload.voteId' });
}

/** A score of twenty marks asks for its sheet twenty times; a sheet that rules hold is never changed. */
const criteria = new WeakMap<ScoreSheet, ReadonlyMap<string, ScoreCriterion>>();

function criterionOf(sheet: ScoreSheet, criterionId: string): ScoreCriterion | undefined {
  let known = criteria.get(sheet);
  if (known === undefined) {
    known = new Map(criteriaOf(sheet).map((each) => [each.id, each]));
    criteria.set(sheet, known);
  }
  return known.get(criterionId);
}

function checkPoints(
  context: MeetingContext,
  criterionId: string,
  points: number | null,
  field: string,
): Verdict {
  const sheet = context.rules['score.sheet'].value;
  const criterion = criterionOf(sheet, criterionId);
  if (criterion === undefined)
    return refuse({
      code: 'meetings.unknown-criterion',
      field: `${field}.criterionId`,
      rule: context.rules['score.sheet'].source,
      facts: { criterion: criterionId },
    });
  return points !== null && points > criterion.max
    ? refuse({
        code: 'meetings.points-over-maximum',
        field: `${field}.points`,
        rule: context.rules['score.sheet'].source,
        facts: { points, max: criterion.max },
      })
    : ok(true);
}

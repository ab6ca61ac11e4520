import { ballotsTexts, baseTexts, countedLines, outcomeTexts } from '#features/ballots/contract.ts';
import type {
  BallotMethod,
  Bilingual,
  Grade,
  Mark,
  Matter,
  MeetingKind,
  StepPart,
} from '#features/rulebooks/contract.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import { type CivilDate, clockTimeAt, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { personSortKey } from '#kernel/vietnamese.ts';
import type {
  AnnexConcern,
  OpenVoteMethod,
  OpinionNature,
  PaperRole,
  Presence,
  TaskState,
  VoteChoice,
  VoteMatter,
} from './entry.ts';
import type { MeetingState, Opinion, Vote } from './fold.ts';
import type { MeetingBallot } from './meeting-ballot.ts';
import type { CarriedTask, MeetingContext } from './meeting-context.ts';
import type { StatusCount } from './roll-call.ts';
import { sayNeeded } from './say-vote.ts';
import { type MeetingScore, totalMeetingScore } from './total-meeting-score.ts';

/** Empty when nobody is recorded; the paper then shows a line to be filled in by hand. */
type Name = string;

export type MinutesOpinion = {
  speaker: Name;
  /** Status of a member, position of a guest. */
  status: MemberStatus | null;
  position: string | null;
  nature: OpinionNature;
  /** Null when it stays inside the branch and the reader is outside. */
  text: string | null;
  answer: string | null;
  itemId: Id | null;
};

export type MinutesVote = {
  voteId: Id;
  question: string;
  matter: VoteMatter;
  method: OpenVoteMethod;
  status: Vote['status'];
  yes: number;
  no: number;
  abstain: number;
  /** Of those in the room, and of those who were not. */
  silent: number;
  absent: number;
  entitled: number;
  needed: number;
  passed: boolean;
  /** Opinions of the minority, as they wished to have them on record. */
  minority: { name: Name; text: string }[];
  /** By name in a named vote, sorted the Vietnamese way. */
  choices: { name: Name; choice: VoteChoice }[];
  itemId: Id | null;
};

/** A secret ballot: what the box held and how the result was reckoned, in sentences. */
export type MinutesBallot = {
  ballotId: Id;
  matter: Matter;
  method: BallotMethod;
  question: string;
  round: number;
  status: MeetingBallot['status'];
  annulledBecause: string | null;
  voters: number;
  /** How the base came about, and why so many are needed. */
  base: Bilingual;
  needed: Bilingual;
  /** Null while it is open, and of a ballot that was annulled unopened. */
  counted: {
    ballots: Bilingual;
    lines: { text: Bilingual; votes: number; against: number | null }[];
    outcome: Bilingual;
    boxSha256: string | null;
  } | null;
  itemId: Id | null;
};

export type MinutesTask = {
  taskId: Id;
  title: string;
  owner: Name;
  helpers: Name[];
  output: string;
  dueOn: CivilDate;
  reportMonth: YearMonth;
};

export type MinutesTaskResult = MinutesTask & {
  stateBefore: CarriedTask['state'];
  /** Null when the meeting recorded nothing. */
  result: TaskState | null;
  percent: number | null;
  cause: string | null;
  evidence: string | null;
};

export type MinutesScoreRow = {
  criterionId: string;
  block: Bilingual;
  title: Bilingual;
  max: number;
  own: Mark | null;
  confirmed: Mark | null;
  note: string | null;
};

/** The minutes of a meeting as plain values: what the screen shows, a document prints and a text pastes. */
export type Minutes = {
  meetingId: Id;
  branchName: string;
  month: YearMonth;
  kind: MeetingKind;
  rulebook: { code: string; title: Bilingual };
  opening: {
    heldOn: CivilDate;
    /** `hh:mm` in Vietnam; null while not recorded. */
    startedAt: string | null;
    endedAt: string | null;
    minutes: number | null;
    place: string;
    chair: Name;
    recorder: Name;
    guests: { name: Name; position: string | null; fromFollowing: boolean }[];
    papers: { name: string; role: PaperRole }[];
    focus: string | null;
  };
  attendance: {
    onRoll: number;
    base: number;
    present: number;
    excused: number;
    unexcused: number;
    unmarked: number;
    presentOutsideBase: number;
    percent: number | null;
    byStatus: StatusCount[];
    presentNames: { name: Name; status: MemberStatus }[];
    absent: {
      name: Name;
      status: MemberStatus;
      presence: Exclude<Presence, 'present'>;
      reason: string | null;
    }[];
    exemptNames: Name[];
  };
  dues: { paidCount: number; unpaidCount: number | null; note: string | null } | null;
  agenda: { itemId: Id; title: string; presenter: Name | null }[];
  steps: {
    step: string;
    title: Bilingual | null;
    part: StepPart | null;
    status: MeetingState['steps'][number]['status'];
    minutes: number | null;
    skippedBecause: string | null;
  }[];
  lastMonthTasks: MinutesTaskResult[];
  /** By agenda item, in the agenda's order; what belongs to no item comes last with `itemId: null`. */
  proceedings: {
    itemId: Id | null;
    title: string | null;
    opinions: MinutesOpinion[];
    votes: MinutesVote[];
    ballots: MinutesBallot[];
    /** Two or more: written without knowing of each other and not yet settled. */
    conclusions: { text: string; by: Name }[];
  }[];
  opinionCounts: Record<OpinionNature, number>;
  praised: { name: Name; text: string }[];
  reminded: { name: Name; text: string | null }[];
  tasks: MinutesTask[];
  score: {
    sheetTitle: Bilingual;
    rows: MinutesScoreRow[];
    own: MeetingScore['own'];
    confirmed: {
      total: number | null;
      grade: Grade | null;
      outcome: MeetingScore['own'];
      reason: string | null;
    } | null;
    adopted: boolean;
  };
  minutesRead: boolean;
  /** Entries that reached the record after the minutes were read out and adopted. */
  changedAfterAdoption: number;
  minutesAdopted: MinutesVote | null;
  closed: boolean;
  annexes: { text: string | null; concerns: AnnexConcern; by: Name; at: number }[];
};

/** What a month's resolution says, in the order of the paper. */
export type Resolution = {
  meetingId: Id;
  branchName: string;
  month: YearMonth;
  heldOn: CivilDate;
  title: string | null;
  counts: Pick<
    Minutes['attendance'],
    'onRoll' | 'base' | 'present' | 'excused' | 'unexcused' | 'presentOutsideBase'
  > & {
    exempt: number;
    minutes: number | null;
    chair: Name;
    recorder: Name;
    dues: Minutes['dues'];
  };
  /** I. Last month. */
  lastMonth: {
    ideology: string;
    politicalWork: string;
    tasks: MinutesTaskResult[];
    praised: Minutes['praised'];
    reminded: Minutes['reminded'];
    limitsAndCauses: string;
  };
  /** II. Next month. */
  nextTasks: MinutesTask[];
  conclusions: { title: string | null; text: string }[];
  /** III. Assignments and monitoring. */
  monitoring: string;
  /** IV. The branch's own score by block, and what to do better next time. */
  score: {
    blocks: { title: Bilingual; sum: number; maximum: number }[];
    outcome: MeetingScore['own'];
    toFixNextTime: string;
  };
  vote: MinutesVote | null;
  secretary: Name;
  /** The journal holds two texts that do not replace each other; a person must settle which holds. */
  inConflict: boolean;
};

/** Whether anything was said, voted or concluded on an item. */
export const isSpokenOf = (part: Minutes['proceedings'][number]): boolean =>
  part.opinions.length + part.votes.length + part.ballots.length + part.conclusions.length > 0;

function ballotRow(ballot: MeetingBallot): MinutesBallot {
  const { result } = ballot;
  return {
    ballotId: ballot.ballotId,
    matter: ballot.matter,
    method: ballot.method,
    question: ballot.question,
    round: ballot.round,
    status: ballot.status,
    annulledBecause: ballot.annulledBecause,
    voters: ballot.voters,
    base: baseTexts(ballot.entitled, ballot.deducted),
    needed: sayNeeded(ballot.threshold, ballot.base, ballot.needed),
    counted: result && {
      ballots: ballotsTexts(result.tally),
      lines: countedLines(ballot.paper, result).map(({ text, votes, against }) => ({ text, votes, against })),
      outcome: outcomeTexts(result.result.outcome, ballot.matter),
      boxSha256: result.boxSha256,
    },
    itemId: ballot.itemId,
  };
}

function namesOf(context: MeetingContext, state: MeetingState): (id: Id | null | undefined) => Name {
  const names = new Map<Id, string>();
  for (const follower of context.followers) names.set(follower.personId, follower.fullName);
  for (const guest of state.guests) names.set(guest.guestId, guest.fullName);
  for (const member of context.roll) {
    names.set(member.personId, member.fullName);
    names.set(member.memberId, member.fullName);
  }
  return (id) => (id === null || id === undefined ? '' : (names.get(id) ?? ''));
}

/** Sorts people the Vietnamese way; the key of a name is worked out once for all lists of one paper. */
function sorterByName(): <T extends { name: string }>(rows: T[]) => T[] {
  const keys = new Map<string, string>();
  const keyOf = (name: string): string => {
    let key = keys.get(name);
    if (key === undefined) {
      key = personSortKey(name);
      keys.set(name, key);
    }
    return key;
  };
  return (rows) =>
    [...rows].sort((a, b) => {
      const [x, y] = [keyOf(a.name), keyOf(b.name)];
      return x < y ? -1 : x > y ? 1 : 0;
    });
}

/**
 * The minutes of a meeting from its journal; complete at every moment, so that they can be read back from the
 * screen before they are adopted. For a reader outside the branch, pass the state through
 * `withoutPrivateTexts` first: a text that is withheld comes out as null.
 */
export function minutesOf(context: MeetingContext, state: MeetingState): Minutes {
  const name = namesOf(context, state);
  const byName = sorterByName();
  const statusOf = new Map(context.roll.map((member) => [member.memberId, member.status]));
  const guestOf = new Map(state.guests.map((guest) => [guest.guestId, guest]));

  const opinionRow = (opinion: Opinion): MinutesOpinion => ({
    speaker: name(opinion.speakerId),
    status: opinion.speakerKind === 'member' ? (statusOf.get(opinion.speakerId) ?? null) : null,
    position: opinion.speakerKind === 'guest' ? (guestOf.get(opinion.speakerId)?.position ?? null) : null,
    nature: opinion.nature,
    text: opinion.withheld ? null : opinion.text,
    answer: opinion.answer === null || opinion.withheld ? null : opinion.answer.text,
    itemId: opinion.itemId,
  });
  const voteRow = (vote: Vote): MinutesVote => ({
    voteId: vote.voteId,
    question: vote.question,
    matter: vote.matter,
    method: vote.method,
    status: vote.status,
    yes: vote.result.yes,
    no: vote.result.no,
    abstain: vote.result.abstain,
    silent: vote.result.silent,
    absent: vote.result.absent,
    entitled: vote.result.entitled,
    needed: vote.result.needed,
    passed: vote.status === 'closed' && vote.result.passed,
    minority: byName(vote.minority.map((each) => ({ name: name(each.memberId), text: each.text }))),
    choices: byName(vote.casts.map((cast) => ({ name: name(cast.memberId), choice: cast.choice }))),
    itemId: vote.itemId,
  });
  const conclusionsOf = (itemId: Id) =>
    (state.conclusions.find((each) => each.itemId === itemId)?.live ?? []).map((conclusion) => ({
      text: conclusion.text,
      by: name(conclusion.by),
    }));

  const onAgenda = new Set(state.agenda.map((item) => item.itemId));
  const ofItem =
    (itemId: Id | null) =>
    (each: { itemId: Id | null }): boolean =>
      itemId === null ? each.itemId === null || !onAgenda.has(each.itemId) : each.itemId === itemId;
  const proceedings: Minutes['proceedings'] = state.agenda.map((item) => ({
    itemId: item.itemId,
    title: item.title,
    opinions: state.opinions.filter(ofItem(item.itemId)).map(opinionRow),
    votes: state.votes.filter(ofItem(item.itemId)).map(voteRow),
    ballots: state.ballots.filter(ofItem(item.itemId)).map(ballotRow),
    conclusions: conclusionsOf(item.itemId),
  }));
  const rest = {
    itemId: null,
    title: null,
    opinions: state.opinions.filter(ofItem(null)).map(opinionRow),
    votes: state.votes.filter(ofItem(null)).map(voteRow),
    ballots: state.ballots.filter(ofItem(null)).map(ballotRow),
    conclusions: state.conclusions
      .filter((each) => !onAgenda.has(each.itemId))
      .flatMap((each) => conclusionsOf(each.itemId)),
  };
  if (isSpokenOf(rest)) proceedings.push(rest);

  const opinionCounts: Record<OpinionNature, number> = {
    opinion: 0,
    'self-criticism': 0,
    criticism: 0,
    proposal: 0,
    petition: 0,
  };
  for (const opinion of state.opinions) opinionCounts[opinion.nature] += 1;

  const results = new Map(state.taskResults.map((result) => [result.taskId, result]));
  const score = totalMeetingScore(context, state);
  const sheet = context.rules['score.sheet'].value;
  const notes = new Map(state.scoreMarks.map((mark) => [mark.criterionId, mark.note]));
  const adoption = state.minutesAdopted;
  const adoptionVote = state.votes.find((vote) => vote.voteId === adoption?.voteId);
  const base = new Set(context.rules['attendance.base'].value);

  return {
    meetingId: context.meeting.id,
    branchName: context.branchName,
    month: context.meeting.month,
    kind: context.meeting.kind,
    rulebook: context.rulebook,
    opening: {
      heldOn: state.started?.heldOn ?? context.meeting.plannedOn,
      startedAt: state.started === null ? null : clockTimeAt(state.started.startedAt),
      endedAt: state.ended === null ? null : clockTimeAt(state.ended.endedAt),
      minutes: state.duration.minutes,
      place: state.started?.place ?? context.meeting.place,
      chair: name(state.started?.chairId),
      recorder: name(state.recorderId),
      guests: state.guests.map((guest) => ({
        name: guest.fullName,
        position: guest.position,
        fromFollowing: guest.fromFollowing,
      })),
      papers: state.papers.map((paper) => ({ name: paper.name, role: paper.role })),
      focus: state.focus?.text ?? null,
    },
    attendance: {
      onRoll: state.attendance.onRoll,
      base: state.attendance.base,
      present: state.attendance.present,
      excused: state.attendance.excused,
      unexcused: state.attendance.unexcused,
      unmarked: state.attendance.unmarked,
      presentOutsideBase: state.attendance.presentOutsideBase,
      percent: state.attendance.percent,
      byStatus: state.attendance.byStatus,
      presentNames: byName(
        context.roll
          .filter((member) => state.presence[member.memberId]?.presence === 'present')
          .map((member) => ({ name: member.fullName, status: member.status })),
      ),
      absent: byName(
        context.roll.flatMap((member) => {
          const mark = state.presence[member.memberId];
          const presence = mark?.presence ?? null;
          return base.has(member.status) && presence !== null && presence !== 'present'
            ? [{ name: member.fullName, status: member.status, presence, reason: mark?.reason ?? null }]
            : [];
        }),
      ),
      exemptNames: byName(
        context.roll
          .filter((member) => member.status === 'exempt')
          .map((member) => ({ name: member.fullName })),
      ).map((row) => row.name),
    },
    dues:
      state.dues === null
        ? null
        : {
            paidCount: state.dues.paidCount,
            unpaidCount: state.dues.unpaidCount,
            note: state.dues.note,
          },
    // Last month's tasks stand one by one in their own part, with their results.
    agenda: state.agenda
      .filter((item) => item.source !== 'task')
      .map((item) => ({
        itemId: item.itemId,
        title: item.title,
        presenter: item.presenterId === null ? null : name(item.presenterId),
      })),
    steps: state.steps.map((step) => ({
      step: step.step,
      title: step.rule?.title ?? null,
      part: step.rule?.part ?? null,
      status: step.status,
      minutes:
        step.status === 'finished' && step.elapsedSeconds !== null
          ? Math.round(step.elapsedSeconds / 60)
          : null,
      skippedBecause: step.skippedBecause,
    })),
    lastMonthTasks: context.lastMonthTasks.map((task) => {
      const result = results.get(task.taskId);
      return {
        taskId: task.taskId,
        title: task.title,
        owner: name(task.ownerId),
        helpers: task.helperIds.map(name),
        output: task.output,
        dueOn: task.dueOn,
        reportMonth: task.reportMonth,
        stateBefore: task.state,
        result: result?.state ?? null,
        percent: result?.percent ?? null,
        cause: result?.cause ?? null,
        evidence: result?.evidence ?? null,
      };
    }),
    proceedings,
    opinionCounts,
    praised: state.praised.map((remark) => ({ name: name(remark.memberId), text: remark.text })),
    reminded: state.reminded.map((remark) => ({
      name: name(remark.memberId),
      text: remark.withheld ? null : remark.text,
    })),
    tasks: state.tasks.map((task) => ({
      taskId: task.taskId,
      title: task.title,
      owner: name(task.ownerId),
      helpers: task.helperIds.map(name),
      output: task.output,
      dueOn: task.dueOn,
      reportMonth: task.reportMonth,
    })),
    score: {
      sheetTitle: sheet.title,
      rows: sheet.blocks.flatMap((block) =>
        block.criteria.map((criterion) => ({
          criterionId: criterion.id,
          block: block.title,
          title: criterion.title,
          max: criterion.max,
          own: score.marks[criterion.id] ?? null,
          confirmed: score.confirmed?.marks[criterion.id] ?? null,
          note: notes.get(criterion.id) ?? null,
        })),
      ),
      own: score.own,
      confirmed:
        score.confirmed === null
          ? null
          : {
              total: score.confirmed.total,
              grade: score.confirmed.grade,
              outcome: score.confirmed.outcome,
              reason: score.confirmed.reason,
            },
      adopted: state.scoreAdopted?.carried === true,
    },
    minutesRead: state.minutesRead !== null,
    changedAfterAdoption: state.changedAfterAdoption.length,
    minutesAdopted: adoption?.carried === true && adoptionVote !== undefined ? voteRow(adoptionVote) : null,
    closed: state.closed !== null,
    annexes: state.annexes.map((annex) => ({
      text: annex.withheld ? null : annex.text,
      concerns: annex.concerns,
      by: name(annex.by),
      at: annex.at,
    })),
  };
}

/**
 * The month's resolution: the free parts as written, the tables from the meeting itself. The vote shown is the
 * last one on the resolution, or on the conclusion when the branch adopted no separate resolution.
 */
export function resolutionOf(context: MeetingContext, state: MeetingState): Resolution {
  const minutes = minutesOf(context, state);
  const text = state.resolution.live.at(-1) ?? null;
  const score = totalMeetingScore(context, state);
  const sheet = context.rules['score.sheet'].value;
  const outcome = score.own;
  const votes = minutes.proceedings.flatMap((part) => part.votes).filter((vote) => vote.status === 'closed');
  // Votes of the proceedings stand by item; the last one announced is the last in the journal.
  const inJournal = new Map(state.votes.map((vote, index) => [vote.voteId, index]));
  const lastOn = (matter: VoteMatter) =>
    votes
      .filter((vote) => vote.matter === matter)
      .sort((a, b) => (inJournal.get(a.voteId) ?? 0) - (inJournal.get(b.voteId) ?? 0))
      .at(-1) ?? null;
  const secretary = context.roll.find((member) => member.posts.includes('secretary'));

  return {
    meetingId: minutes.meetingId,
    branchName: minutes.branchName,
    month: minutes.month,
    heldOn: minutes.opening.heldOn,
    title: text?.title ?? null,
    counts: {
      onRoll: minutes.attendance.onRoll,
      base: minutes.attendance.base,
      present: minutes.attendance.present,
      excused: minutes.attendance.excused,
      unexcused: minutes.attendance.unexcused,
      presentOutsideBase: minutes.attendance.presentOutsideBase,
      exempt: minutes.attendance.exemptNames.length,
      minutes: minutes.opening.minutes,
      chair: minutes.opening.chair,
      recorder: minutes.opening.recorder,
      dues: minutes.dues,
    },
    lastMonth: {
      ideology: text?.ideology ?? '',
      politicalWork: text?.politicalWork ?? '',
      tasks: minutes.lastMonthTasks,
      praised: minutes.praised,
      reminded: minutes.reminded,
      limitsAndCauses: text?.limitsAndCauses ?? '',
    },
    nextTasks: minutes.tasks,
    conclusions: minutes.proceedings.flatMap((part) =>
      part.conclusions.map((conclusion) => ({ title: part.title, text: conclusion.text })),
    ),
    monitoring: text?.monitoring ?? '',
    score: {
      blocks:
        outcome?.kind === 'points'
          ? sheet.blocks.map((block) => {
              const sums = outcome.blocks.find((each) => each.id === block.id);
              return { title: block.title, sum: sums?.sum ?? 0, maximum: sums?.maximum ?? 0 };
            })
          : [],
      outcome,
      toFixNextTime: text?.toFixNextTime ?? '',
    },
    vote: lastOn('resolution') ?? lastOn('conclusion'),
    secretary: secretary?.fullName ?? '',
    inConflict: state.resolution.inConflict,
  };
}

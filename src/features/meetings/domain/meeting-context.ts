import type {
  MeetingKind,
  ProcedureStep,
  ResolvedVotingRules,
  Rule,
  Rules,
} from '#features/rulebooks/contract.ts';
import type { MemberStatus, Post } from '#kernel/actor.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { RuleSource } from '#kernel/result.ts';
import type { TaskState } from './entry.ts';

/** A member of the branch on the day of the meeting, with the status of that day. */
export type RollMember = {
  /** The id that entries name: `attendance-marked`, `vote-cast`, owners of tasks. */
  memberId: Id;
  /** The id under which the person signs in: the author of entries. May be the same. */
  personId: Id;
  fullName: string;
  status: MemberStatus;
  /** Posts held in this branch that day. */
  posts: Post[];
  /** Excused absences in a row in this year up to the meeting before. */
  excusedInARow: number;
};

/** A task of an earlier meeting, as it stands when this meeting is prepared. */
export type CarriedTask = {
  taskId: Id;
  title: string;
  ownerId: Id;
  helperIds: Id[];
  output: string;
  dueOn: CivilDate;
  reportMonth: YearMonth;
  /** Month of the meeting that gave the task. */
  assignedInMonth: YearMonth;
  /** `open` until somebody reports. */
  state: TaskState | 'open';
};

/**
 * The frozen facts of a meeting. They are the same on every device and on the server, and do not change
 * when a member is transferred or a rulebook is replaced later.
 */
export type MeetingContext = {
  meeting: {
    id: Id;
    branchId: Id;
    month: YearMonth;
    kind: MeetingKind;
    plannedOn: CivilDate;
    /** `hh:mm`, Vietnam. */
    plannedTime: string;
    place: string;
  };
  /** Names for the papers: the branch, and the body above it. */
  branchName: string;
  aboveName: string;
  /** False when the branch has only a secretary, with or without a deputy. */
  hasCommittee: boolean;
  roll: RollMember[];
  /** Persons of the committee above who follow this branch. */
  followers: { personId: Id; fullName: string }[];
  rulebook: { code: string; title: { vi: string; en: string } };
  rules: Rules;
  /**
   * The rules of voting, matter by matter, of the day on which it is held. Null for a meeting that began before they
   * were kept: its votes go by `vote.resolution` for good.
   */
  voting: { code: string; rules: ResolvedVotingRules['rules'] } | null;
  /** Whether the month holds a thematic meeting, this one or another. */
  thematicInMonth: boolean;
  lastMonthTasks: CarriedTask[];
};

/** The steps of this kind of meeting, in order. */
export function stepsOf(context: MeetingContext): Rule<ProcedureStep[]> {
  return context.rules[`steps.${context.meeting.kind}`];
}

/** One sentence of an explanation: a key that the screen puts into words, the figures, and the rule behind it. */
export type Because = {
  because: string;
  facts: Record<string, string | number | boolean | null>;
  rule?: RuleSource;
};

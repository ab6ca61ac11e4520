import type { FrozenFacts } from '#features/meetings/public.ts';
import type { MeetingEvidence, MeetingKind, RuleValues, ScoreOutcome } from '#features/rulebooks/contract.ts';
import type { YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { MergedBranch } from './plan-changes.ts';
import type { PlannedMembers, Spell } from './plan-members.ts';
import type { PlannedPosts } from './plan-posts.ts';
import type { PlannedBranch, PlannedTree } from './plan-units.ts';
import type { GivenScore } from './score-meeting.ts';
import type { SeededIds } from './seeded-ids.ts';
import type { DayNumber, Timeline } from './timeline.ts';

/** Everything that was planned before the months begin. */
export type City = {
  seed: number;
  tree: PlannedTree;
  merged: readonly MergedBranch[];
  members: PlannedMembers;
  posts: PlannedPosts;
  time: Timeline;
  ids: SeededIds;
  personIds: readonly Id[];
  /** By person, as the tables have them: for the rolls of journals. */
  names: readonly string[];
  sortKeys: readonly string[];
  /** From this month on meetings are held here with their journals; those before are taken over from the book. */
  journalFrom: number;
};

/** The rules of a day, kept once for all meetings that share them. */
export type RulesOfDay = { rulesId: string; rules: RuleValues; voting: FrozenFacts['voting'] };

export type Presence = 'present' | 'excused' | 'unexcused';

/** One member at one meeting. */
export type RollLine = {
  spell: Spell;
  presence: Presence | null;
  excuse: string | null;
  /** Excused absences in a row of this year before the meeting. */
  excusedInARow: number;
};

export type RollCall = {
  lines: RollLine[];
  figures: { base: number; present: number; excused: number; unexcused: number };
  longAbsences: number;
  /** Who is there and may speak. */
  eligible: number[];
};

export type TaskOutcome = {
  state: 'open' | 'in-progress' | 'done' | 'done-late' | 'cannot-be-done';
  percent: number | null;
  cause: string | null;
  evidence: string | null;
};

/** A task while it is open. */
export type LivingTask = TaskOutcome & {
  id: Id;
  title: string;
  output: string;
  owner: number;
  dueOn: DayNumber;
  reportMonth: YearMonth;
  assignedInMonth: YearMonth;
  meetingId: Id;
  /** Meetings that have heard of it. */
  heard: number;
};

/** Everything that happened in one meeting, for its rows and for its journal. */
export type LivedMeeting = {
  id: Id;
  number: number;
  branch: PlannedBranch;
  month: number;
  kind: MeetingKind;
  plannedOn: DayNumber;
  heldOn: DayNumber;
  startMinute: number;
  minutes: number;
  roll: RollCall;
  speakers: number[];
  papersLate: boolean;
  noticeLate: boolean;
  before: { task: LivingTask; outcome: TaskOutcome }[];
  given: LivingTask[];
  score: GivenScore | null;
  /** The follower's word: a lowered mark with what it comes to, or agreement. */
  confirmed: { criterionId: string; points: number; outcome: ScoreOutcome } | 'agreed' | null;
  secretary: number;
  thematicInMonth: boolean;
  rules: RulesOfDay;
  evidence: MeetingEvidence;
};

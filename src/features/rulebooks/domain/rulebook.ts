import type { MemberStatus } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { RuleSource } from '#kernel/result.ts';
import type { Matter, MatterRule } from './voting-rules.ts';

/** A text in the two languages of the product. */
export type Bilingual = { vi: string; en: string };

/**
 * What a rulebook is about: how branches meet, how members join, move and leave, how they vote, how units are made up,
 * how tasks from above are followed up, how large a ward or commune is, or how units are graded.
 */
export const SUBJECTS = ['meetings', 'members', 'voting', 'units', 'following', 'places', 'grading'] as const;
export type Subject = (typeof SUBJECTS)[number];

/**
 * What a committee may do with a rule for its subtree.
 * `no`: the rule stands as it is. `stricter`: it may be tightened, never loosened. `free`: any valid value.
 */
export const NARROWINGS = ['no', 'stricter', 'free'] as const;
export type Narrowing = (typeof NARROWINGS)[number];

/** One rule with the document it stands on. */
export type Rule<T> = {
  value: T;
  source: RuleSource;
  narrowable: Narrowing;
  /** Where the rule was read, what was not found, or how a gap in the text was bridged. */
  note?: Bilingual;
  /** Set when the rule comes from one locality and serves as an example until a committee sets its own. */
  localTo?: string;
};

export const MEETING_KINDS = ['regular', 'thematic', 'combined'] as const;
/** Thường kỳ, chuyên đề, or both in one session. */
export type MeetingKind = (typeof MEETING_KINDS)[number];

export const STEP_PARTS = ['opening', 'conduct', 'closing'] as const;
export type StepPart = (typeof STEP_PARTS)[number];

/** What the secretary's screen records during a step. */
export const STEP_ENTRIES = [
  'opening',
  'recorder',
  'roll-call',
  'dues',
  'agenda',
  'report',
  'task-review',
  'documents',
  'guest-speech',
  'discussion',
  'self-criticism',
  'presentation',
  'vote',
  'conclusion',
  'task-assignment',
  'petitions',
  'membership',
  'score',
  'minutes',
  'note',
] as const;
export type StepEntry = (typeof STEP_ENTRIES)[number];

/** Steps that the seeded rulebooks use. A committee may add steps with ids of its own. */
export const STEP_IDS = [
  'opening',
  'recorder',
  'roll-call',
  'dues',
  'agenda',
  'report',
  'task-review',
  'orientation',
  'documents',
  'guest-speech',
  'receive-opinions',
  'discussion',
  'self-criticism',
  'thematic-aim',
  'thematic-presentation',
  'thematic-discussion',
  'thematic-conclusion',
  'summing-up',
  'assign-tasks',
  'petitions',
  'conclude',
  'vote',
  'membership',
  'score',
  'read-minutes',
] as const;
export type StepId = (typeof STEP_IDS)[number];

/** One step of a meeting. The order of the list is the order of the meeting. */
export type ProcedureStep = {
  /** A `StepId` of the seeded rulebooks, or a kebab-case id that a committee chose. */
  id: string;
  part: StepPart;
  title: Bilingual;
  /** What the secretary says or does now, in plain words. */
  guidance: Bilingual;
  entry: StepEntry;
  /** A suggestion of this product that adds up to the minimum duration; no document sets minutes per step. */
  recommendedMinutes: number;
  /** A required step that is left out shows in the score and in the minutes. */
  required: boolean;
};

export const COMPARISONS = ['at-least', 'more-than'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** A share in percent that must be reached (`at-least`) or passed (`more-than`). */
export type Threshold = { percent: number; comparison: Comparison };

/** Minutes for branches from a number of members on, or below a number of members. */
export type DurationForSize = { members: number; minutes: number };

export const NOTICE_RECIPIENTS = ['members', 'follower'] as const;
export type NoticeRecipient = (typeof NOTICE_RECIPIENTS)[number];

export const VOTE_METHODS = ['show-of-hands', 'party-card'] as const;
export type VoteMethod = (typeof VOTE_METHODS)[number];

/** A fraction of people. `moreThan`: the fraction itself is not enough. */
export type Fraction = { numerator: number; denominator: number; comparison: Comparison };

export const GRADES = ['good', 'fair', 'average', 'poor'] as const;
/** Tốt, Khá, Trung bình, Kém: best first. */
export type Grade = (typeof GRADES)[number];

/** Points by a percentage, highest first; the first band that holds wins, `else` when none does. */
export type PercentBand = { percent: number; comparison: Comparison; points: number };

/** How a criterion is measured. Everything but `judgement` is proposed from what the system recorded. */
export type Measure =
  | { by: 'judgement' }
  /** Full marks at the minimum duration; `bands` by minutes short of it; below them by half of the duration. */
  | {
      by: 'duration';
      bands: { shortByAtMost: number; points: number }[];
      halfOrMore: number;
      lessThanHalf: number;
    }
  /** `unexcusedCap`: the most points that remain when anybody is absent without a reason. */
  | { by: 'attendance'; bands: PercentBand[]; else: number; unexcusedCap: number | null }
  /** All points when no member has more excused absences in a row this year than the rule allows. */
  | { by: 'no-long-absence' }
  | { by: 'no-unexcused-absence' }
  /** All points when the committee met beforehand, and when the branch has no committee. */
  | { by: 'committee-met' }
  /** All points when members and follower were all told. */
  | { by: 'notice-sent' }
  /** All points when papers were out at least `hours` before the start. */
  | { by: 'papers-lead'; hours: number }
  /** All points when papers were posted at all. */
  | { by: 'papers-posted' }
  /** All points when all required steps were done; otherwise a person judges. */
  | { by: 'steps-done' }
  /** Counted only in a month with a thematic meeting; then a person judges. */
  | { by: 'thematic-month' }
  | { by: 'speakers'; bands: PercentBand[]; else: number }
  /** All points inside `from`–`to` minutes, none below; above a person judges. */
  | { by: 'ideology-minutes'; from: number; to: number }
  | { by: 'last-month-tasks'; bands: PercentBand[]; else: number }
  | { by: 'draft-resolution' }
  | { by: 'conclusion-adopted' }
  /** All points for both, none for neither; for one of the two a person judges. */
  | { by: 'minutes-and-tasks' }
  | { by: 'minutes-kept' }
  | { by: 'uploaded-within'; days: number };
export type MeasureKey = Measure['by'];

export type ScoreCriterion = {
  id: string;
  title: Bilingual;
  /** The most points. 0 on a sheet of pass criteria. */
  max: number;
  measure: Measure;
  /** Whether a person may leave the criterion out; it then lowers the maximum. */
  mayNotApply?: Bilingual;
  note?: Bilingual;
};

export type ScoreBlock = { id: string; title: Bilingual; criteria: ScoreCriterion[] };

/** A sheet of points. When criteria do not apply, the sum is scaled to 100 before it is graded. */
export type PointSheet = {
  kind: 'points';
  title: Bilingual;
  blocks: ScoreBlock[];
  /** The least scaled points of each grade; below `average` the grade is `poor`. */
  grades: { good: number; fair: number; average: number };
  /** `good` needs the full points of these criteria; one point less makes it `fair`. */
  knockOuts: { criterionIds: string[]; source: RuleSource; localTo?: string };
};

/** A sheet of conditions: all must be met, there are no points and no grades. */
export type PassSheet = { kind: 'pass-criteria'; title: Bilingual; blocks: ScoreBlock[] };

export type ScoreSheet = PointSheet | PassSheet;

/** How the twelve monthly grades make the grade of the year. */
export type YearGradeRule = {
  good: { minGood: number; noneBelow: Grade };
  fair: { noneBelow: Grade };
};

/** Every rule of a rulebook: its key and the shape of its value. `null` = the document sets nothing. */
export type RuleValues = {
  'steps.regular': ProcedureStep[];
  'steps.thematic': ProcedureStep[];
  'steps.combined': ProcedureStep[];
  /** Minutes of a regular or thematic meeting. */
  'duration.minutes': number;
  /** Minutes when a regular and a thematic meeting share one session. */
  'duration.combined-minutes': number;
  /** Longer minimum from so many members on. */
  'duration.large-branch': DurationForSize | null;
  /** Own minimum for branches of at most so many members. */
  'duration.small-branch': DurationForSize | null;
  'regular.per-month': number;
  'thematic.per-quarter': number;
  'preparation.committee-meets': boolean;
  /** Whole days between papers and meeting. */
  'papers.lead-days': number | null;
  'notice.recipients': NoticeRecipient[];
  /** Days after the meeting in which the result is posted and reported. */
  'result.post-within-days': number | null;
  'attendance.base': MemberStatus[];
  'attendance.target': Threshold;
  /** More excused absences in a row than this, within the year, count against the branch. */
  'attendance.max-consecutive-excused': number;
  /** Shown beside the roll call. `null`: no document found that asks for one. */
  'quorum.ordinary': Fraction | null;
  'vote.who': MemberStatus[];
  'speak.who': MemberStatus[];
  'vote.ordinary-methods': VoteMethod[];
  /** Share of the members entitled to vote that a conclusion or resolution needs. */
  'vote.resolution': Fraction;
  /** Minutes for ideology, self-criticism and criticism. */
  'criticism.minutes': { from: number; to: number } | null;
  'score.sheet': ScoreSheet;
  /** The score is adopted by an open vote of the branch. */
  'score.adopted-by-vote': boolean;
  /** The upper committee's follower confirms or amends the score. */
  'score.confirmed-by-follower': boolean;
  'score.year-grade': YearGradeRule | null;
};
export type RuleKey = keyof RuleValues;

export type Rules = { [K in RuleKey]: Rule<RuleValues[K]> };

/** From `from` on and below `below`, or up to and including `to`. */
export type MonthSpan = { from: number; below: number } | { from: number; to: number };

/** Who decides: the branch by a resolution, or the committee with the power to do so by a decision. */
export const DECIDERS = ['branch', 'committee'] as const;
export type Decider = (typeof DECIDERS)[number];

/** Moves of a member that somebody has to decide. */
export const DECIDED_MOVES = [
  'admission',
  'recognition',
  'exemption',
  'return',
  'suspension',
  'resignation',
  'removal',
  'expulsion',
  'reinstatement',
] as const;
export type DecidedMove = (typeof DECIDED_MOVES)[number];

/** Every rule about members: joining, probation, transfers, suspension, leaving. */
export type MemberRuleValues = {
  /** Full years on the day of the ceremony; above `to` a committee directly under the centre has to consent. */
  'joining.age': { from: number; to: number };
  /** Working days from the decision to the ceremony. */
  'joining.ceremony-days': number;
  /** Least months between leaving the Party and being admitted again. */
  'joining.again-months': number;
  'probation.months': number;
  /** Working days after the end of probation in which the branch considers the member. */
  'probation.decide-days': number;
  /** Working days from the decision or the move in which a transfer is asked for. */
  'transfer.apply-days': number;
  /** Working days from the introduction to presenting it at the new branch. */
  'transfer.present-days': number;
  /** Months that a temporary transfer for work or residence may last. */
  'temporary.months': MonthSpan;
  /** Months that a temporary transfer for full-time study may last. */
  'temporary.study-months': MonthSpan;
  /** How long a suspension lasts, and how long with extensions. */
  'suspension.days': { usual: number; most: number; counted: 'working' | 'calendar' };
  'moves.decider': Record<DecidedMove, Decider>;
};
export type MemberRuleKey = keyof MemberRuleValues;

export type MemberRules = { [K in MemberRuleKey]: Rule<MemberRuleValues[K]> };

/** One rule per matter: who votes on it, how, and what carries it. */
export type VotingRuleValues = { [M in Matter as `matter.${M}`]: MatterRule };
export type VotingRuleKey = keyof VotingRuleValues;

export type VotingRules = { [K in VotingRuleKey]: Rule<VotingRuleValues[K]> };

/** How many members a unit of each level has. All of them are counted at home, wherever they stay for a time. */
export type UnitRuleValues = {
  /** Official members that a branch has at least. */
  'size.branch-least-official': number;
  /** Official members from which a branch elects a committee; below, a secretary and perhaps a deputy only. */
  'size.committee-from-official': number;
  /** Members from which a base organisation is a committee with branches under it; below, a base branch. */
  'size.base-committee-from': number;
  /** Members above which a branch under a committee needs the consent of the level above. */
  'size.branch-consent-above': number;
  /** Whether a sub-committee needs the consent of the level above. */
  'size.sub-committee-consent': boolean;
  /** Secretaries that every unit has. */
  'size.secretaries': number;
};
export type UnitRuleKey = keyof UnitRuleValues;

export type UnitRules = { [K in UnitRuleKey]: Rule<UnitRuleValues[K]> };

/** The words of the types are those of the fields: `yesNo` is a yes or a no. */
export const REQUEST_PARTS = ['reading', 'number', 'date', 'text', 'yesNo'] as const;
export type RequestMinutes = Record<(typeof REQUEST_PARTS)[number], number>;

export const SIGN_RULE_KEYS = [
  'sign.unheld',
  'sign.unthematic',
  'sign.attendance',
  'sign.score',
  'sign.falling',
  'sign.tasks',
  'sign.duties',
  'sign.papers',
  'sign.petitions',
  'sign.secretary',
  'sign.official',
] as const;
/** Signs that are looked for over months or days of their own, and what those are. */
export const SIGN_SPANS = {
  'sign.unheld': 'months',
  'sign.attendance': 'months',
  'sign.score': 'months',
  'sign.falling': 'months',
  'sign.papers': 'days',
  'sign.petitions': 'days',
} as const;
/** From or below which figure a sign counts; null where a committee does not look for it. */
export type SignLimit = { limit: number };
/** The same over so many full months, or so many days. */
export type SignSpan = SignLimit & { span: number };

/** How tasks from above are followed up. Days are civil days unless they are named working days. */
export type FollowingRuleValues = {
  /** Working days in which a unit accepts, localises or says why not. */
  'answer.within-days': number;
  /** Days that a tier keeps for itself between what is due below it and its own due day. */
  'cascade.leave-days': number;
  /** Days before the due day on which a unit is reminded. */
  'urging.reminder-days': number;
  /** Days after the due day of the first, second, third … urging. */
  'urging.after-days': number[];
  /** Days after the last urging until the matter goes on the agenda of the level above. */
  'urging.matter-days': number;
  /** More tasks than this due in one week for one unit, from all senders together, is a clash. */
  'clash.most-per-week': number;
  /** Minutes that one unit needs to read a request for figures, and to answer a field of each type. */
  'request.minutes': RequestMinutes;
  /** A request that costs more person-hours than this goes out only with the sign-off of a second leader. */
  'request.second-above-hours': number;
  /** Regular meetings that were not held, of those due in the last full months. */
  'sign.unheld': SignSpan | null;
  /** Thematic meetings that the last full quarter should have had at least. */
  'sign.unthematic': SignLimit | null;
  /** Percent of those who had to come, in the last full months, below which it counts. */
  'sign.attendance': SignSpan | null;
  /** Mean points of the meetings of the last full months below which it counts. */
  'sign.score': SignSpan | null;
  /** By how many points that mean lies under the mean of as many months before. */
  'sign.falling': SignSpan | null;
  /** Tasks of the branch past their day. */
  'sign.tasks': SignLimit | null;
  /** Tasks from above past their day. */
  'sign.duties': SignLimit | null;
  /** Papers from above that lie unopened for more than so many days. */
  'sign.papers': SignSpan | null;
  /** Petitions that wait for an answer for more than so many days. */
  'sign.petitions': SignSpan | null;
  /** Days without a secretary. */
  'sign.secretary': SignLimit | null;
  /** Official members missing to the least that makes a branch. */
  'sign.official': SignLimit | null;
  /** Leaving the list as put on its feet: after how many months at least, and how many of its signs may remain. */
  'sign.exit': SignSpan;
};
export type FollowingRuleKey = keyof FollowingRuleValues;

export type FollowingRules = { [K in FollowingRuleKey]: Rule<FollowingRuleValues[K]> };

/** The least people and area of an administrative unit (quy mô dân số, diện tích tự nhiên). */
export type PlaceLeast = { people: number; km2: number };

/** How large a ward, commune or township is, by which of them are to be merged, and what a merged one must reach. */
export type PlaceRuleValues = {
  /** A ward of a district; `cityPeople` in a city under a province, `townPeople` in a town (thị xã). */
  'place.ward': PlaceLeast & { cityPeople: number; townPeople: number };
  'place.commune': PlaceLeast & {
    mountainPeople: number;
    mountainKm2: number;
    islandPeople: number;
    islandKm2: number;
  };
  /** Null: there are no townships any more. */
  'place.township': PlaceLeast | null;
  /**
   * Percent of the standard. A unit is to be merged when people and area are both below `both`, or when the area is below
   * `area` and the people are below `people` as well. Null: no document asks for it.
   */
  'place.duty': { both: number; area: number; people: number } | null;
  /** Percent of the standard that a merged unit reaches at least. */
  'place.merged': {
    wardPeople: number;
    wardArea: number;
    communePeople: number;
    communeArea: number;
    mountainPeople: number;
    mountainArea: number;
  };
};
export type PlaceRuleKey = keyof PlaceRuleValues;

export type PlaceRules = { [K in PlaceRuleKey]: Rule<PlaceRuleValues[K]> };

/** What a unit is graded as in a round (mức xếp loại chất lượng), the best first. */
export const UNIT_GRADES = ['excellent', 'good', 'completed', 'not-completed'] as const;
export type UnitGrade = (typeof UNIT_GRADES)[number];

/** What the records say by themselves and a criterion of the sheet may lean on. */
export const GRADING_EVIDENCE = [
  'meetings',
  'thematic',
  'attendance',
  'meeting-scores',
  'tasks',
  'duties',
  'papers',
] as const;
export type GradingEvidence = (typeof GRADING_EVIDENCE)[number];

/** One line of the self-grading sheet (tiêu chí). */
export type GradingCriterion = {
  id: string;
  part: 'general' | 'results';
  title: Bilingual;
  max: number;
  evidence: GradingEvidence[];
};

/** What nobody but the unit can say: asked with yes or no; any other answer than `needs` bars a grade. */
export type DeclaredFact = { id: string; question: Bilingual; needs: 'yes' | 'no' };

/** The least that the tasks of a period must reach, in percent of those that were due. */
export type TaskShare = { doneAtLeast: number; lateAtMost: number };

/** How units are graded: the sheet, the points, the conditions of each grade and how many may be excellent. */
export type GradingRuleValues = {
  /** The sheet of a branch; its points add up to a hundred. */
  'grading.sheet': GradingCriterion[];
  /** The least points of each grade; below the last it is not completed. */
  'grading.points': { excellent: number; good: number; completed: number };
  'grading.tasks': { excellent: TaskShare; good: TaskShare; completed: TaskShare };
  /** Declared facts without which no unit is excellent. */
  'grading.for-excellent': DeclaredFact[];
  /** Declared facts that make a unit «not completed». */
  'grading.not-completed': DeclaredFact[];
  /**
   * At most so many percent may be excellent, of those decided `good`, `good` or better, all decided, or all of the group;
   * the group is the round, or those of one sector in it.
   */
  'grading.cap': {
    percent: number;
    of: 'good' | 'good-or-better' | 'decided' | 'all';
    group: 'round' | 'sector';
  };
  /** Where evidence and self-grading differ so much that the committee is told. */
  'grading.flags': { monthsWithoutMeeting: number; attendanceBelow: number; papersUnopened: number };
};
export type GradingRuleKey = keyof GradingRuleValues;

export type GradingRules = { [K in GradingRuleKey]: Rule<GradingRuleValues[K]> };

/** The rules of all subjects together. */
export type AllRuleValues = RuleValues &
  MemberRuleValues &
  VotingRuleValues &
  UnitRuleValues &
  FollowingRuleValues &
  PlaceRuleValues &
  GradingRuleValues;
export type AnyRuleKey = keyof AllRuleValues;

/** One rulebook as issued: in force from `validFrom` up to, not including, `validTo`. */
type Issued<S extends Subject, R> = {
  /** `hd-42-2025`: part of the API and stored with every meeting. */
  code: string;
  subject: S;
  title: Bilingual;
  source: RuleSource;
  validFrom: CivilDate;
  validTo: CivilDate | null;
  note?: Bilingual;
  rules: R;
};
export type RulebookVersion = Issued<'meetings', Rules>;
export type MemberRulebookVersion = Issued<'members', MemberRules>;
export type VotingRulebookVersion = Issued<'voting', VotingRules>;
export type UnitRulebookVersion = Issued<'units', UnitRules>;
export type FollowingRulebookVersion = Issued<'following', FollowingRules>;
export type PlaceRulebookVersion = Issued<'places', PlaceRules>;
export type GradingRulebookVersion = Issued<'grading', GradingRules>;
export type AnyRulebookVersion =
  | RulebookVersion
  | MemberRulebookVersion
  | VotingRulebookVersion
  | UnitRulebookVersion
  | FollowingRulebookVersion
  | PlaceRulebookVersion
  | GradingRulebookVersion;

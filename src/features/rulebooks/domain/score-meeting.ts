import { ok, type Result, refuse } from '#kernel/result.ts';
import type {
  Bilingual,
  Grade,
  Measure,
  MeasureKey,
  PercentBand,
  PointSheet,
  ScoreCriterion,
  ScoreSheet,
} from './rulebook.ts';
import { criteriaOf } from './score-sheet.ts';

/**
 * What the system knows of a meeting. `null` always means "not recorded", never "no".
 * All counts of people are within the attendance base, except where said.
 */
export type MeetingEvidence = {
  /** Minutes on any one clock; only the difference counts. */
  startedAt: number | null;
  endedAt: number | null;
  /** From `minimumMinutes`. */
  minimumMinutes: number;
  isCombined: boolean;
  baseSize: number;
  present: number;
  excused: number;
  unexcused: number;
  /** Members over the allowed number of excused absences in a row this year. */
  membersWithLongAbsence: number | null;
  spoke: number;
  /** Present and entitled to speak, members here for a time included. */
  eligibleToSpeak: number;
  /** Whole or part hours between the last required paper and the start; `null` without papers. */
  papersLeadHours: number | null;
  papersPosted: boolean | null;
  noticeSentToAll: boolean | null;
  /** `null` when nobody follows the branch. */
  followerNotified: boolean | null;
  hasCommittee: boolean;
  committeeMet: boolean | null;
  draftPrepared: boolean | null;
  stepsDone: number;
  stepsRequired: number;
  ideologyMinutes: number | null;
  thematicInMonth: boolean;
  lastMonthTasks: { total: number; done: number };
  conclusionAdopted: boolean | null;
  minutesKept: boolean | null;
  minutesAdopted: boolean | null;
  /** Tasks given in this meeting, each with owner and deadline. */
  tasksAssigned: number;
  /** Days after the meeting; `null` while nothing is uploaded. */
  uploadedWithinDays: number | null;
};

/** The facts beside a criterion, for one sentence: see `describeEvidence`. */
export type EvidenceFact = { by: MeasureKey; facts: Record<string, number | boolean | null> };

/** Why nothing is proposed. */
export const OPEN_REASONS = ['judgement', 'not-recorded', 'partly', 'nothing-to-measure'] as const;
export type OpenReason = (typeof OPEN_REASONS)[number];

/** Points on a point sheet; met or not met on a sheet of pass criteria. */
export type Mark = number | 'met' | 'not-met' | 'not-applicable';

export type CriterionProposal = {
  criterionId: string;
  max: number;
  /** `null`: a person must judge, for the reason in `open`. */
  mark: Mark | null;
  open: OpenReason | null;
  /** Set with the mark `not-applicable`. */
  notApplicable: Bilingual | null;
  evidence: EvidenceFact | null;
};

type Finding = {
  /** Points out of `full`; `null` = a person judges. */
  points: number | null | 'not-applicable';
  open?: OpenReason;
  facts?: EvidenceFact['facts'];
};

function pointsByShare(
  bands: readonly PercentBand[],
  otherwise: number,
  part: number,
  whole: number,
): number {
  const found = bands.find((band) =>
    band.comparison === 'at-least' ? part * 100 >= band.percent * whole : part * 100 > band.percent * whole,
  );
  return found ? found.points : otherwise;
}

const yesNo = (known: boolean | null, full: number, facts: EvidenceFact['facts']): Finding =>
  known === null ? { points: null, open: 'not-recorded', facts } : { points: known ? full : 0, facts };

function find(measure: Measure, full: number, e: MeetingEvidence): Finding {
  switch (measure.by) {
    case 'judgement':
      return { points: null, open: 'judgement' };
    case 'duration': {
      if (e.startedAt === null || e.endedAt === null) return { points: null, open: 'not-recorded' };
      const held = Math.max(0, e.endedAt - e.startedAt);
      const shortBy = Math.max(0, e.minimumMinutes - held);
      const band = [...measure.bands]
        .sort((a, b) => a.shortByAtMost - b.shortByAtMost)
        .find((b) => shortBy <= b.shortByAtMost);
      const below = held * 2 >= e.minimumMinutes ? measure.halfOrMore : measure.lessThanHalf;
      return {
        points: band ? band.points : below,
        facts: { held, minimum: e.minimumMinutes, shortBy },
      };
    }
    case 'attendance': {
      const facts = { present: e.present, base: e.baseSize, excused: e.excused, unexcused: e.unexcused };
      if (e.baseSize === 0) return { points: null, open: 'nothing-to-measure', facts };
      const byShare = pointsByShare(measure.bands, measure.else, e.present, e.baseSize);
      const capped = e.unexcused > 0 && measure.unexcusedCap !== null;
      return { points: capped ? Math.min(byShare, measure.unexcusedCap!) : byShare, facts };
    }
    case 'no-long-absence':
      return yesNo(e.membersWithLongAbsence === null ? null : e.membersWithLongAbsence === 0, full, {
        members: e.membersWithLongAbsence,
      });
    case 'no-unexcused-absence':
      return { points: e.unexcused === 0 ? full : 0, facts: { unexcused: e.unexcused } };
    case 'committee-met':
      return yesNo(e.hasCommittee ? e.committeeMet : true, full, {
        hasCommittee: e.hasCommittee,
        met: e.committeeMet,
      });
    case 'notice-sent':
      return yesNo(
        e.noticeSentToAll === null ? null : e.noticeSentToAll && e.followerNotified !== false,
        full,
        { members: e.noticeSentToAll, follower: e.followerNotified },
      );
    case 'papers-lead':
      return yesNo(e.papersLeadHours === null ? null : e.papersLeadHours >= measure.hours, full, {
        hours: e.papersLeadHours,
        needed: measure.hours,
      });
    case 'papers-posted':
      return yesNo(e.papersPosted, full, { posted: e.papersPosted });
    case 'steps-done': {
      const all = e.stepsRequired > 0 && e.stepsDone >= e.stepsRequired;
      const facts = { done: e.stepsDone, required: e.stepsRequired };
      return all ? { points: full, facts } : { points: null, open: 'partly', facts };
    }
    case 'thematic-month':
      return e.thematicInMonth
        ? { points: null, open: 'judgement', facts: { thematic: true } }
        : { points: 'not-applicable', facts: { thematic: false } };
    case 'speakers': {
      const facts = { spoke: e.spoke, eligible: e.eligibleToSpeak };
      if (e.eligibleToSpeak === 0) return { points: null, open: 'nothing-to-measure', facts };
      return { points: pointsByShare(measure.bands, measure.else, e.spoke, e.eligibleToSpeak), facts };
    }
    case 'ideology-minutes': {
      const facts = { minutes: e.ideologyMinutes, from: measure.from, to: measure.to };
      if (e.ideologyMinutes === null) return { points: null, open: 'not-recorded', facts };
      if (e.ideologyMinutes > measure.to) return { points: null, open: 'partly', facts };
      return { points: e.ideologyMinutes >= measure.from ? full : 0, facts };
    }
    case 'last-month-tasks': {
      const { total, done } = e.lastMonthTasks;
      const facts = { done, total };
      if (total === 0) return { points: null, open: 'nothing-to-measure', facts };
      return { points: pointsByShare(measure.bands, measure.else, done, total), facts };
    }
    case 'draft-resolution':
      return e.draftPrepared
        ? { points: full, facts: { draft: true } }
        : {
            points: null,
            open: e.draftPrepared === null ? 'not-recorded' : 'partly',
            facts: { draft: false },
          };
    case 'conclusion-adopted':
      return yesNo(e.conclusionAdopted, full, { adopted: e.conclusionAdopted });
    case 'minutes-and-tasks': {
      const facts = { minutes: e.minutesAdopted, tasks: e.tasksAssigned };
      if (e.minutesAdopted === null) return { points: null, open: 'not-recorded', facts };
      if (e.minutesAdopted !== e.tasksAssigned > 0) return { points: null, open: 'partly', facts };
      return { points: e.minutesAdopted ? full : 0, facts };
    }
    case 'minutes-kept':
      return yesNo(e.minutesKept, full, { kept: e.minutesKept });
    case 'uploaded-within':
      return yesNo(e.uploadedWithinDays === null ? null : e.uploadedWithinDays <= measure.days, full, {
        days: e.uploadedWithinDays,
        allowed: measure.days,
      });
  }
}

/**
 * For each criterion the mark that the record proves, with the evidence beside it, or `null` where a person
 * must judge. Nothing is proposed from what was not recorded.
 */
export function proposeScore(sheet: ScoreSheet, evidence: MeetingEvidence): CriterionProposal[] {
  return criteriaOf(sheet).map((criterion) => {
    const full = sheet.kind === 'points' ? criterion.max : 1;
    const { points, open, facts } = find(criterion.measure, full, evidence);
    const mark: Mark | null =
      points === null || points === 'not-applicable' || sheet.kind === 'points'
        ? points
        : points >= full
          ? 'met'
          : 'not-met';
    return {
      criterionId: criterion.id,
      max: criterion.max,
      mark,
      open: open ?? null,
      notApplicable: mark === 'not-applicable' ? (criterion.mayNotApply ?? null) : null,
      evidence: facts ? { by: criterion.measure.by, facts } : null,
    };
  });
}

/** What the result rests on, for a sentence beside the grade. */
export type ScoreReason =
  | { reason: 'scaled'; sum: number; maximum: number }
  | { reason: 'knocked-out'; criterionId: string; points: number; max: number }
  | { reason: 'not-met'; criterionId: string };

export type PointOutcome = {
  kind: 'points';
  sum: number;
  /** The most points that could be had: 100 less what did not apply. */
  maximum: number;
  /** The sum on a scale of 100, rounded to two decimals. The grade is taken from the exact share. */
  scaled: number;
  grade: Grade;
  /** The grade before knock-outs. */
  gradeByPoints: Grade;
  blocks: { id: string; sum: number; maximum: number }[];
  knockedOutBy: string[];
  notApplicable: string[];
  reasons: ScoreReason[];
};

export type PassOutcome = {
  kind: 'pass-criteria';
  /** Criteria met, of those that apply. */
  met: number;
  counted: number;
  passed: boolean;
  /** The document knows no grades. */
  grade: null;
  notApplicable: string[];
  reasons: ScoreReason[];
};

export type ScoreOutcome = PointOutcome | PassOutcome;

function checkMark(sheet: ScoreSheet, criterion: ScoreCriterion, mark: Mark): Result<Mark> {
  const field = `marks.${criterion.id}`;
  const facts = { criterion: criterion.title.vi, max: criterion.max };
  if (mark === 'not-applicable') {
    return criterion.mayNotApply ? ok(mark) : refuse({ code: 'rulebooks.mark-must-apply', field, facts });
  }
  if ((typeof mark === 'number') !== (sheet.kind === 'points')) {
    return refuse({ code: 'rulebooks.mark-wrong-kind', field, facts });
  }
  if (typeof mark !== 'number') return ok(mark);
  if (mark < 0) return refuse({ code: 'rulebooks.mark-negative', field, facts });
  if (mark > criterion.max) return refuse({ code: 'rulebooks.mark-above-maximum', field, facts });
  if (!Number.isInteger(mark * 2)) return refuse({ code: 'rulebooks.mark-not-half', field, facts });
  return ok(mark);
}

function gradeOf(sheet: PointSheet, sum: number, maximum: number): Grade {
  const reaches = (least: number) => sum * 100 >= least * maximum;
  if (reaches(sheet.grades.good)) return 'good';
  if (reaches(sheet.grades.fair)) return 'fair';
  return reaches(sheet.grades.average) ? 'average' : 'poor';
}

/**
 * The result of a complete set of marks. Criteria that do not apply lower the maximum, and the sum is then taken
 * on a scale of 100; `good` falls to `fair` when a knock-out criterion lacks its full points.
 * Points come in halves, so that sums are exact.
 * Refuses `rulebooks.mark-unknown-criterion`, `-missing`, `-negative`, `-above-maximum`, `-not-half`,
 * `-must-apply`, `-wrong-kind`, and `rulebooks.nothing-scored` when no criterion applies.
 */
export function totalScore(sheet: ScoreSheet, marks: Readonly<Record<string, Mark>>): Result<ScoreOutcome> {
  const criteria = criteriaOf(sheet);
  const unknown = Object.keys(marks).find((id) => !criteria.some((c) => c.id === id));
  if (unknown !== undefined) {
    return refuse({
      code: 'rulebooks.mark-unknown-criterion',
      field: 'marks',
      facts: { criterion: unknown },
    });
  }
  const marked: { criterion: ScoreCriterion; mark: Mark }[] = [];
  for (const criterion of criteria) {
    const mark = Object.hasOwn(marks, criterion.id) ? marks[criterion.id] : undefined;
    if (mark === undefined) {
      const facts = { criterion: criterion.title.vi };
      return refuse({ code: 'rulebooks.mark-missing', field: `marks.${criterion.id}`, facts });
    }
    const checked = checkMark(sheet, criterion, mark);
    if (!checked.ok) return checked;
    marked.push({ criterion, mark });
  }
  const notApplicable = marked.filter((m) => m.mark === 'not-applicable').map((m) => m.criterion.id);
  const counted = marked.filter((m) => m.mark !== 'not-applicable');
  if (counted.length === 0) return refuse({ code: 'rulebooks.nothing-scored', field: 'marks' });

  if (sheet.kind === 'pass-criteria') {
    const failed = counted.filter((m) => m.mark === 'not-met').map((m) => m.criterion.id);
    return ok({
      kind: 'pass-criteria',
      met: counted.length - failed.length,
      counted: counted.length,
      passed: failed.length === 0,
      grade: null,
      notApplicable,
      reasons: failed.map((criterionId) => ({ reason: 'not-met', criterionId })),
    });
  }

  const pointsOf = (id: string): number => {
    const mark = marks[id];
    return typeof mark === 'number' ? mark : 0;
  };
  const maxOf = (c: ScoreCriterion) => (notApplicable.includes(c.id) ? 0 : c.max);
  const blocks = sheet.blocks.map((block) => ({
    id: block.id,
    sum: block.criteria.reduce((total, c) => total + pointsOf(c.id), 0),
    maximum: block.criteria.reduce((total, c) => total + maxOf(c), 0),
  }));
  const sum = blocks.reduce((total, b) => total + b.sum, 0);
  const maximum = blocks.reduce((total, b) => total + b.maximum, 0);
  const gradeByPoints = gradeOf(sheet, sum, maximum);
  const short = counted.filter(
    (m) =>
      sheet.knockOuts.criterionIds.includes(m.criterion.id) && pointsOf(m.criterion.id) < m.criterion.max,
  );
  const knockedOut = gradeByPoints === 'good' ? short : [];
  const full = criteria.reduce((total, c) => total + c.max, 0);
  return ok({
    kind: 'points',
    sum,
    maximum,
    scaled: Math.round((sum * 10_000) / maximum) / 100,
    grade: knockedOut.length > 0 ? 'fair' : gradeByPoints,
    gradeByPoints,
    blocks,
    knockedOutBy: knockedOut.map((m) => m.criterion.id),
    notApplicable,
    reasons: [
      ...(maximum < full ? [{ reason: 'scaled' as const, sum, maximum }] : []),
      ...knockedOut.map((m) => ({
        reason: 'knocked-out' as const,
        criterionId: m.criterion.id,
        points: pointsOf(m.criterion.id),
        max: m.criterion.max,
      })),
    ],
  });
}

import {
  criteriaOf,
  type Grade,
  type Mark,
  type ScoreOutcome,
  totalScore,
} from '#features/rulebooks/contract.ts';
import type { MeetingState } from './fold.ts';
import type { MeetingContext } from './meeting-context.ts';

/** The score of a meeting as the branch gave it and as the follower left it. */
export type MeetingScore = {
  marks: Record<string, Mark>;
  /** Criteria of the sheet that nobody has marked yet. */
  missing: string[];
  /** Null while marks are missing or do not fit the sheet. */
  own: ScoreOutcome | null;
  /** Null until the follower has spoken. */
  confirmed: {
    marks: Record<string, Mark>;
    outcome: ScoreOutcome | null;
    /** Set when the follower gave a total instead of changing criteria. */
    total: number | null;
    grade: Grade | null;
    isAmended: boolean;
    reason: string | null;
  } | null;
};

function gradeOfTotal(context: MeetingContext, total: number, knockedOut: boolean): Grade | null {
  const sheet = context.rules['score.sheet'].value;
  if (sheet.kind !== 'points') return null;
  if (total >= sheet.grades.good) return knockedOut ? 'fair' : 'good';
  if (total >= sheet.grades.fair) return 'fair';
  return total >= sheet.grades.average ? 'average' : 'poor';
}

/** Sums the marks by the sheet under which the meeting is held. Points are on a scale of 100. */
export function totalMeetingScore(context: MeetingContext, state: MeetingState): MeetingScore {
  const sheet = context.rules['score.sheet'].value;
  const criteria = criteriaOf(sheet);
  const given = new Map(state.scoreMarks.map((mark) => [mark.criterionId, mark.score]));
  const marks: Record<string, Mark> = {};
  const missing: string[] = [];
  for (const { id } of criteria) {
    const score = given.get(id) ?? null;
    if (score === null) missing.push(id);
    else marks[id] = score;
  }
  const outcomeOf = (all: Record<string, Mark>): ScoreOutcome | null => {
    const total = totalScore(sheet, all);
    return total.ok ? total.value : null;
  };
  const own = outcomeOf(marks);
  const word = state.confirmation;
  if (word === null) return { marks, missing, own, confirmed: null };

  const known = new Set(criteria.map((criterion) => criterion.id));
  const theirs = { ...marks };
  for (const { criterionId, score } of word.marks) if (known.has(criterionId)) theirs[criterionId] = score;
  const outcome = outcomeOf(theirs);
  const knockedOut =
    sheet.kind === 'points' &&
    criteria.some((c) => {
      const mark = theirs[c.id];
      return sheet.knockOuts.criterionIds.includes(c.id) && typeof mark === 'number' && mark < c.max;
    });
  return {
    marks,
    missing,
    own,
    confirmed: {
      marks: theirs,
      outcome,
      total: word.total,
      grade: word.total === null ? (outcome?.grade ?? null) : gradeOfTotal(context, word.total, knockedOut),
      isAmended: word.marks.length > 0 || word.total !== null,
      reason: word.reason,
    },
  };
}

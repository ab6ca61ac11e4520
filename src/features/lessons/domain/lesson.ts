import { formatYearMonth, type YearMonth } from '#kernel/civil-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';

/** Đang viết, chờ cấp trên xem xét, được trả lại, được giới thiệu. */
export const LESSON_STATES = ['draft', 'submitted', 'returned', 'recommended'] as const;
export type LessonState = (typeof LESSON_STATES)[number];

export type LessonText = { title: string; situation: string; done: string; cost: string };

/** Months from one to another, both included. */
export type Months = { from: YearMonth; to: YearMonth };

/** A longer look back or forward says nothing about one thing that was done. */
export const MOST_MONTHS = 12;

const lengthOf = ({ from, to }: Months): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5)) + 1;

/** Whether a figure may be shown before and after over these months: whole, over, in order, and not too long. */
export function checkMonths(before: Months, after: Months, thisMonth: YearMonth): Result<true> {
  if (before.from > before.to || after.from > after.to || after.from <= before.to)
    return refuse({ code: 'lessons.months-order', field: 'evidence' });
  if (after.to >= thisMonth)
    return refuse({
      code: 'lessons.month-not-over',
      field: 'evidence',
      facts: { month: formatYearMonth(after.to) },
    });
  if (lengthOf(before) > MOST_MONTHS || lengthOf(after) > MOST_MONTHS)
    return refuse({ code: 'lessons.months-too-long', field: 'evidence', facts: { most: MOST_MONTHS } });
  return ok(true);
}

const isEditable = (state: LessonState): boolean => state === 'draft' || state === 'returned';

/** What has been handed over is not changed under the eyes of whoever reads it. */
export const checkChange = (state: LessonState): Result<true> =>
  isEditable(state) ? ok(true) : refuse({ code: 'lessons.handed-over' });

/** Whether a lesson can go to the level above: whole, and with something that shows it. */
export function checkSubmission(lesson: {
  state: LessonState;
  text: LessonText;
  evidence: number;
  hasAbove: boolean;
}): Result<true> {
  if (!isEditable(lesson.state)) return refuse({ code: 'lessons.handed-over' });
  if (!lesson.hasAbove) return refuse({ code: 'lessons.nobody-above' });
  for (const field of ['title', 'situation', 'done', 'cost'] as const)
    if (lesson.text[field].trim() === '') return refuse({ code: 'lessons.text-missing', field });
  if (lesson.evidence === 0) return refuse({ code: 'lessons.evidence-missing', field: 'evidence' });
  return ok(true);
}

export type Judgement = 'recommended' | 'returned';

/**
 * Whether a committee may judge a lesson. The one right above the unit takes it on or returns it; those higher may then
 * take it further, so that it reaches all who are below them.
 */
export function checkJudgement(
  judgement: Judgement,
  about: { state: LessonState; isDirectlyAbove: boolean; isAbove: boolean; hasRecommended: boolean },
): Result<true> {
  if (!about.isAbove) return refuse({ code: 'lessons.not-below' });
  if (about.state === 'submitted')
    return about.isDirectlyAbove ? ok(true) : refuse({ code: 'lessons.nearest-first' });
  if (judgement === 'returned' || about.state !== 'recommended')
    return refuse({ code: 'lessons.not-waiting' });
  return about.hasRecommended ? refuse({ code: 'lessons.recommended-already' }) : ok(true);
}

export function checkAdoption(about: {
  state: LessonState;
  isOwn: boolean;
  hasAdopted: boolean;
}): Result<true> {
  if (about.isOwn) return refuse({ code: 'lessons.own-lesson' });
  if (about.state !== 'recommended') return refuse({ code: 'lessons.not-recommended' });
  return about.hasAdopted ? refuse({ code: 'lessons.adopted-already' }) : ok(true);
}

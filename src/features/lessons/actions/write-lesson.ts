import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { unwrap } from '#kernel/result.ts';
import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import type { LessonBody } from '../contract.ts';
import {
  insertAdoption,
  insertLesson,
  insertVerdict,
  type LessonRow,
  selectEvidence,
  setState,
  updateText,
} from '../db/lessons.sql.ts';
import { checkChange, checkSubmission } from '../domain/lesson.ts';
import { keepEvidence } from './keep-evidence.ts';

/** Lines of a longer text are kept, spaces inside them tidied. */
const tidyLines = (text: string): string => text.split(/\r?\n/).map(tidyText).join('\n').trim();

const written = ({ title, situation, done, cost }: LessonBody) => {
  const text = {
    title: tidyText(title),
    situation: tidyLines(situation),
    done: tidyLines(done),
    cost: tidyLines(cost),
  };
  return { ...text, searchKey: withoutMarks(Object.values(text).join(' ')) };
};

type By = { personId: Id; today: CivilDate };

/** Begins a lesson. The caller has asked who may. */
export async function writeLesson(tx: Tx, unitId: Id, body: LessonBody, by: By, nowMs: number): Promise<Id> {
  const id = newId(nowMs);
  await insertLesson(tx, { ...written(body), id, unitId, by: by.personId, on: by.today });
  await keepEvidence(tx, { id, unitId }, body.evidence, by.today);
  return id;
}

export async function changeLesson(
  tx: Tx,
  lesson: LessonRow,
  body: LessonBody,
  today: CivilDate,
): Promise<void> {
  unwrap(checkChange(lesson.state));
  await updateText(tx, lesson.id, written(body));
  await keepEvidence(tx, lesson, body.evidence, today);
}

/** Hands a lesson over; its figures are worked out once more, as they stand on the day when others begin to read them. */
export async function submitLesson(
  tx: Tx,
  lesson: LessonRow,
  hasAbove: boolean,
  today: CivilDate,
): Promise<void> {
  const evidence = await selectEvidence(tx, [lesson.id]);
  unwrap(checkSubmission({ state: lesson.state, text: lesson, evidence: evidence.length, hasAbove }));
  const shown = evidence.flatMap((row): LessonBody['evidence'] => {
    const { measure, beforeFrom, beforeTo, afterFrom, afterTo, directiveId, meetingId } = row;
    if (measure && beforeFrom && beforeTo && afterFrom && afterTo)
      return [
        {
          kind: 'measure',
          measure,
          before: { from: beforeFrom, to: beforeTo },
          after: { from: afterFrom, to: afterTo },
        },
      ];
    if (directiveId) return [{ kind: 'directive', directiveId }];
    return meetingId ? [{ kind: 'meeting', meetingId }] : [];
  });
  await keepEvidence(tx, lesson, shown, today);
  await setState(tx, lesson.id, 'submitted', today);
}

export async function recommendLesson(
  tx: Tx,
  lessonId: Id,
  unitId: Id,
  words: string,
  by: By,
  nowMs: number,
): Promise<void> {
  await insertVerdict(tx, {
    id: newId(nowMs),
    lessonId,
    unitId,
    kind: 'recommended',
    words: tidyLines(words) || null,
    by: by.personId,
    on: by.today,
  });
  await setState(tx, lessonId, 'recommended');
}

export async function returnLesson(
  tx: Tx,
  lessonId: Id,
  unitId: Id,
  reason: string,
  by: By,
  nowMs: number,
): Promise<void> {
  await insertVerdict(tx, {
    id: newId(nowMs),
    lessonId,
    unitId,
    kind: 'returned',
    words: tidyLines(reason),
    by: by.personId,
    on: by.today,
  });
  await setState(tx, lessonId, 'returned');
}

export const adoptLesson = (tx: Tx, lessonId: Id, unitId: Id, plan: string, by: By): Promise<void> =>
  insertAdoption(tx, {
    lessonId,
    unitId,
    on: by.today,
    by: by.personId,
    plan: tidyLines(plan) || null,
  });

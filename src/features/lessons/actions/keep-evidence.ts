import { papersKnownTo } from '#features/directives/public.ts';
import { concludedMeetings } from '#features/meetings/public.ts';
import { type CivilDate, monthOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import type { LessonBody } from '../contract.ts';
import { type EvidenceToKeep, replaceEvidence } from '../db/lessons.sql.ts';
import { checkMonths } from '../domain/lesson.ts';
import { measureUnit } from './measure-unit.ts';

const NONE: Omit<EvidenceToKeep, 'kind'> = {
  measure: null,
  beforeFrom: null,
  beforeTo: null,
  afterFrom: null,
  afterTo: null,
  beforePart: null,
  beforeWhole: null,
  afterPart: null,
  afterWhole: null,
  directiveId: null,
  meetingId: null,
};

/**
 * Checks what a unit shows for its lesson and keeps it: figures are worked out here and never typed; papers and meetings
 * must be the unit's own. Errors: see the contract.
 */
export async function keepEvidence(
  tx: Tx,
  lesson: { id: Id; unitId: Id },
  wanted: LessonBody['evidence'],
  today: CivilDate,
): Promise<void> {
  const figures = wanted.filter((one) => one.kind === 'measure');
  for (const { before, after } of figures) unwrap(checkMonths(before, after, monthOf(today)));
  const measure =
    figures.length === 0
      ? undefined
      : await measureUnit(
          tx,
          lesson.unitId,
          figures.flatMap(({ before, after }) => [before, after]),
          today,
        );
  const paperIds = wanted.flatMap((one) => (one.kind === 'directive' ? [one.directiveId] : []));
  const meetingIds = wanted.flatMap((one) => (one.kind === 'meeting' ? [one.meetingId] : []));
  const papers = new Set(
    (paperIds.length ? await papersKnownTo(tx, lesson.unitId, paperIds.length, paperIds) : []).map(
      (one) => one.id,
    ),
  );
  const meetings = new Set(
    (meetingIds.length ? await concludedMeetings(tx, lesson.unitId, meetingIds.length, meetingIds) : []).map(
      (one) => one.id,
    ),
  );
  const kept = wanted.map((one): EvidenceToKeep => {
    if (one.kind === 'directive') {
      if (!papers.has(one.directiveId))
        throw new DomainError({ code: 'lessons.not-your-paper', field: 'evidence' });
      return { ...NONE, kind: 'directive', directiveId: one.directiveId };
    }
    if (one.kind === 'meeting') {
      if (!meetings.has(one.meetingId))
        throw new DomainError({ code: 'lessons.not-your-conclusion', field: 'evidence' });
      return { ...NONE, kind: 'meeting', meetingId: one.meetingId };
    }
    const before = measure?.(one.measure, one.before);
    const after = measure?.(one.measure, one.after);
    if (!before || !after) throw new DomainError({ code: 'lessons.nothing-measured', field: 'evidence' });
    return {
      ...NONE,
      kind: 'measure',
      measure: one.measure,
      beforeFrom: one.before.from,
      beforeTo: one.before.to,
      afterFrom: one.after.from,
      afterTo: one.after.to,
      beforePart: before.part,
      beforeWhole: before.whole,
      afterPart: after.part,
      afterWhole: after.whole,
    };
  });
  await replaceEvidence(tx, lesson.id, kept);
}

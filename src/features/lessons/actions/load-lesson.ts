import { valueOfParts, type Window, windowsFor } from '#features/effects/public.ts';
import type { MeasureKey } from '#features/reports/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { LessonAdoption, LessonEvidence } from '../contract.ts';
import { type EvidenceRow, selectAdoptions } from '../db/lessons.sql.ts';
import { measureUnits } from './measure-unit.ts';

export function shownEvidence(row: EvidenceRow): LessonEvidence[] {
  if (row.kind === 'directive')
    return [
      {
        kind: 'directive',
        directiveId: row.directiveId!,
        symbol: row.symbol ?? '',
        title: row.paperTitle ?? '',
        issuerId: row.issuerId!,
      },
    ];
  if (row.kind === 'meeting')
    return [
      {
        kind: 'meeting',
        meetingId: row.meetingId!,
        month: row.meetingMonth!,
        meetingKind: row.meetingKind!,
        heldOn: row.heldOn!,
      },
    ];
  const key = row.measure!;
  return [
    {
      kind: 'measure',
      measure: key,
      before: { from: row.beforeFrom!, to: row.beforeTo! },
      after: { from: row.afterFrom!, to: row.afterTo! },
      values: {
        before: valueOfParts({ part: row.beforePart!, whole: row.beforeWhole! }, key),
        after: valueOfParts({ part: row.afterPart!, whole: row.afterWhole! }, key),
      },
    },
  ];
}

/**
 * Every unit that adopted a lesson, with what the system knows of it before and since, in the lesson's own measures: all
 * of them in one reading, however many they are.
 */
export async function loadAdoptions(
  tx: Tx,
  lessonId: string,
  measures: readonly MeasureKey[],
  today: CivilDate,
): Promise<LessonAdoption[]> {
  const adoptions = (await selectAdoptions(tx, lessonId)).map((row) => {
    const { before, now: after } = windowsFor(row.adoptedOn, today);
    return { row, before, after };
  });
  const wanted = adoptions.map(({ row, before, after }) => ({
    unitId: row.unitId,
    windows: [before, ...(after ? [after] : [])],
  }));
  const measure = measures.length ? await measureUnits(tx, wanted, today) : undefined;
  return adoptions.map(({ row, before, after }) => {
    const value = (key: MeasureKey, window: Window | null) => {
      const parts = window ? measure?.(row.unitId, key, window) : undefined;
      return parts ? valueOfParts(parts, key) : null;
    };
    return {
      ...row,
      before,
      after,
      figures: measures.map((key) => ({
        measure: key,
        values: { before: value(key, before), after: value(key, after) },
      })),
    };
  });
}

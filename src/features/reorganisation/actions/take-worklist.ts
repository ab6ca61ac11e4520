import type { Place } from '#kernel/actor.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { checkFileSize, readTable } from '#platform/spreadsheet/read-table.ts';
import { writeTable } from '#platform/spreadsheet/write-table.ts';
import type { PlanRow } from '../db/plans.sql.ts';
import { readWorklist, sharedOut, type WorklistFault, type WorklistSheet } from '../domain/read-worklist.ts';
import { lookAhead } from './look-ahead.ts';
import { assign, type Writer } from './write-plan.ts';

const WORDS = {
  vi: {
    sheet: 'Phân công',
    columns: [
      'Mã dòng',
      'Tổ chức chia tách',
      'Mã',
      'Tổ chức hoặc đảng viên',
      'Địa chỉ',
      'Các nơi có thể nhận',
      'Nơi nhận',
    ],
  },
  en: {
    sheet: 'Worklist',
    columns: ['Line', 'Split unit', 'Code', 'Unit or member', 'Address', 'May go to', 'Goes to'],
  },
};

/** The worklist of a plan as a table: what has no place yet comes first. */
export async function worklistTable(
  tx: Tx,
  place: Place,
  plan: PlanRow,
  { only, language }: { only: 'open' | 'all'; language: 'vi' | 'en' },
): Promise<{ bytes: Uint8Array; personIds: Id[] }> {
  const { input, foreseen } = await lookAhead(tx, place, plan);
  const lines = sharedOut(input, foreseen)
    .flatMap(({ name, choices, subjects }) => subjects.map((subject) => ({ of: name, choices, subject })))
    .filter(({ subject }) => only === 'all' || subject.intoId === null)
    .toSorted((a, b) => Number(a.subject.intoId !== null) - Number(b.subject.intoId !== null));
  const words = WORDS[language];
  return {
    bytes: await writeTable(
      {
        sheetName: words.sheet,
        columns: words.columns.map((header) => ({ header })),
        rows: lines.map(({ of, choices, subject }) => [
          subject.subjectId,
          of,
          subject.code,
          subject.name,
          subject.address,
          choices.map((choice) => choice.name).join('; '),
          choices.find((choice) => choice.id === subject.intoId)?.name ?? null,
        ]),
        fixedColumns: 1,
      },
      'xlsx',
    ),
    personIds: lines.flatMap(({ subject }) => subject.personId ?? []),
  };
}

/** Reads the file outside of any transaction. Errors: `spreadsheet.…`, `reorganisation.no-worklist`. */
export async function readWorklistFile(file: { name: string; bytes: Uint8Array }): Promise<WorklistSheet> {
  unwrap(checkFileSize(file.bytes.byteLength));
  const [sheet] = unwrap(await readTable(file)).sheets;
  if (!sheet) throw new DomainError({ code: 'reorganisation.no-worklist', field: 'file' });
  return sheet;
}

/**
 * Decides by a list that was filled in; all its lines or, when one cannot be, none. Errors: `reorganisation.steps-closed`,
 * `reorganisation.no-worklist`.
 */
export async function takeWorklist(
  writer: Writer,
  place: Place,
  plan: PlanRow,
  sheet: WorklistSheet,
  by: Id,
): Promise<{ assigned: number; open: number; faults: WorklistFault[] }> {
  const { input, foreseen } = await lookAhead(writer.tx, place, plan);
  const { assigned, faults } = unwrap(readWorklist(sheet, sharedOut(input, foreseen)));
  if (faults.length > 0) return { assigned: 0, open: foreseen.undecided.length, faults };
  // The table comes back with all its lines: of a scheduled plan those that stay as they are are passed over.
  const now = new Map(
    sharedOut(input, foreseen).flatMap(({ subjects }) =>
      subjects.map(({ subjectId, intoId }) => [subjectId, intoId] as const),
    ),
  );
  const news =
    plan.state === 'scheduled'
      ? assigned.filter(({ subjectId, intoId }) => now.get(subjectId) !== intoId)
      : assigned;
  if (news.length > 0) await assign(writer, place, plan, news, by);
  const after = await lookAhead(writer.tx, place, plan);
  return { assigned: assigned.length, open: after.foreseen.undecided.length, faults: [] };
}

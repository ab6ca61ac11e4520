import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import { findHeader } from './find-header.ts';
import type { ImportCode } from './import-errors.ts';
import type {
  ExistingMember,
  Grid,
  ImportCounts,
  ImportMapping,
  ImportPreview,
  Verdict,
} from './import-types.ts';
import { judgeRows } from './judge-rows.ts';
import { readDraft } from './read-draft.ts';
import { readRows } from './read-rows.ts';

/**
 * Everything a person has to see before a list is taken over: which sheet and header, what each column means, and
 * the verdict of every row. `mapping` overrides any of it. Pure: the same input gives the same answer, and applying
 * means repeating it inside the transaction.
 *
 * Refuses `members.import-no-sheet`, `members.import-no-list`, `members.import-no-people`.
 */
export function previewImport(input: {
  grid: Grid;
  mapping?: ImportMapping;
  existing: readonly ExistingMember[];
  branch: { branchId: Id };
  today: CivilDate;
}): Result<ImportPreview, Refusal<ImportCode>> {
  const { grid, mapping = {}, existing, branch, today } = input;
  const wanted = mapping.sheet;
  const sheets = wanted === undefined ? grid.sheets : grid.sheets.filter((sheet) => sheet.name === wanted);
  if (wanted !== undefined && sheets.length === 0) {
    return refuse({ code: 'members.import-no-sheet', field: 'sheet', facts: { sheet: wanted } });
  }
  const [best] = sheets
    .flatMap((sheet) => {
      const header = findHeader(sheet, mapping);
      return header ? [{ sheet, header }] : [];
    })
    .sort((a, b) => b.header.score - a.header.score);
  if (!best) return refuse({ code: 'members.import-no-list', field: 'file', facts: {} });

  const { people, skippedRows } = readRows(best.sheet, best.header);
  if (people.length === 0) return refuse({ code: 'members.import-no-people', field: 'file', facts: {} });
  const rows = judgeRows(
    people.map((person) => readDraft(person, today)),
    existing,
    { branchId: branch.branchId, today },
  );
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const counts: ImportCounts = {
    accepted: count('new'),
    changed: count('changed'),
    same: count('same'),
    refused: count('refused'),
    left: count('left'),
  };
  return ok({
    sheet: best.sheet.name,
    sheets: grid.sheets.map((sheet) => sheet.name),
    headerRows: { from: best.header.from, to: best.header.to },
    columns: best.header.columns,
    rows,
    counts,
    skippedRows,
  });
}

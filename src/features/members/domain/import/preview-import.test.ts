import { describe, expect, it } from 'vitest';
import { unwrap } from '#kernel/result.ts';
import { readTable } from '#platform/spreadsheet/read-table.ts';
import {
  type FileFormat,
  formats,
  inventPeople,
  listDay,
  losesCapitals,
  makeFile,
  makeTable,
  type ShapeName,
  shapeNames,
} from '../../testing/member-files.ts';
import type { ExistingMember, Grid, ImportPreview, MemberDraft } from './import-types.ts';
import { previewImport } from './preview-import.ts';

const branchId = 'b-1';
const people = inventPeople(500, 2026);

const preview = (grid: Grid, existing: ExistingMember[] = []): ImportPreview =>
  unwrap(previewImport({ grid, existing, branch: { branchId }, today: listDay }));

async function gridOf(shape: ShapeName, format: FileFormat, source = people) {
  const table = makeTable(shape, source);
  return { expected: table.expected, grid: unwrap(await readTable(await makeFile(table, format))) };
}

/** What the branch holds after the new rows of a preview were taken over. */
function afterApplying(result: ImportPreview): ExistingMember[] {
  return result.rows.flatMap((row) =>
    row.verdict === 'new' && row.draft
      ? [
          {
            memberId: `m-${row.rowNumber}`,
            branchId,
            leftOn: null,
            ...row.draft,
            status: row.draft.status ?? 'official',
          },
        ]
      : [],
  );
}

const nameOf = (format: FileFormat) =>
  format.kind === 'csv' ? `csv ${format.encoding}` : `${format.kind} ${format.font ?? 'unicode'}`;
const cases = shapeNames.flatMap((shape) =>
  formats.map((format) => ({ shape, format, name: `${shape} | ${nameOf(format)}` })),
);

describe('a list of 500 people', () => {
  it.each(cases)('$name', async ({ shape, format }) => {
    const { grid, expected } = await gridOf(shape, format);
    const result = preview(grid);
    const fold = (value: unknown): unknown =>
      losesCapitals(format) && typeof value === 'string' ? value.toLowerCase() : value;
    const pick = (draft: MemberDraft | null, fields: string[]) =>
      Object.fromEntries(fields.map((field) => [field, fold(draft?.[field as keyof MemberDraft])]));
    // Text files count the same rows, so the numbers agree in every format.
    expect(
      result.rows.map((row) => ({
        row: row.rowNumber,
        verdict: row.verdict,
        codes: [...new Set(row.refusals.map((refusal) => `${refusal.code} ${refusal.field}`))],
        leaving: row.leaving?.reason ?? null,
      })),
    ).toEqual(
      expected.map((row) => ({
        row: row.rowNumber,
        verdict: row.verdict,
        codes: row.refusal ? [`${row.refusal.code} ${row.refusal.field}`] : [],
        leaving: row.leaving,
      })),
    );
    expect(result.rows.map((row, at) => pick(row.draft, Object.keys(expected[at]?.draft ?? {})))).toEqual(
      expected.map((row) =>
        Object.fromEntries(Object.entries(row.draft).map(([field, value]) => [field, fold(value)])),
      ),
    );
    const refused = expected.filter((row) => row.verdict === 'refused').length;
    const left = expected.filter((row) => row.verdict === 'left').length;
    expect(refused).toBeGreaterThan(8);
    expect(result.counts).toEqual({ accepted: 500 - refused - left, changed: 0, same: 0, refused, left });

    // The same file again changes nothing; a later file changes exactly those who moved house.
    const existing = afterApplying(result);
    const again = preview(grid, existing);
    expect(again.counts).toEqual({ accepted: 0, changed: 0, same: 500 - refused - left, refused, left });
  });

  it.each(shapeNames)('changed: %s', async (shape) => {
    const first = await gridOf(shape, { kind: 'xlsx' });
    const existing = afterApplying(preview(first.grid));
    const moved = people.map((person, at) =>
      at % 50 === 3 ? { ...person, homeTown: 'xã Mới, tỉnh Lào Cai', address: 'Số 9 đường Mới' } : person,
    );
    const second = await gridOf(shape, { kind: 'xlsx' }, moved);
    const result = preview(second.grid, existing);
    const changed = result.rows.filter((row) => row.verdict === 'changed');
    const expectedRows = second.expected
      .filter((row, at) => at % 50 === 3 && row.verdict === 'new')
      .map((row) => row.rowNumber);
    expect(changed.map((row) => row.rowNumber)).toEqual(expectedRows);
    expect(changed.length).toBeGreaterThan(5);
    for (const row of changed) {
      for (const change of row.changes) expect(['homeTown', 'address']).toContain(change.field);
      expect(row.changes.length).toBeGreaterThan(0);
    }
    expect(result.counts.accepted).toBe(0);
    expect(result.counts.same + result.counts.changed).toBe(existing.length);
  });
});

import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import { closesList, type FoundHeader, findHeader, isColumnNumbers } from '../import/find-header.ts';
import type { GridCell, GridRow, ImportField } from '../import/import-types.ts';
import { headerKey } from '../import/match-header.ts';
import { type ReadPerson, readDraft } from '../import/read-draft.ts';
import type { PersonRows } from '../import/read-rows.ts';

/** A list in which every row is a member of one of many branches. */
export type WideHeader = FoundHeader & {
  /** The column with the code of the branch. */
  branchColumn: number;
};

const BRANCH_TITLE = /^(?:ma (?:so )?(?:chi bo|to chuc dang|tcd|don vi|don vi sinh hoat)|ma cb|branch code)$/;

/** The header of a wide list. Refuses `members.import-no-list`, `members.import-no-branch-column`. */
export function findWideHeader(rows: readonly GridRow[]): Result<WideHeader> {
  const header = findHeader({ name: '', rows: [...rows], merges: [] });
  if (!header) return refuse({ code: 'members.import-no-list', field: 'file', facts: {} });
  const column = header.columns.find(({ header: title }) =>
    title.split(' / ').some((part) => BRANCH_TITLE.test(headerKey(part))),
  );
  if (!column) return refuse({ code: 'members.import-no-branch-column', field: 'file', facts: {} });
  column.field = null;
  return ok({ ...header, branchColumn: column.index });
}

export type WideRow = {
  rowNumber: number;
  /** Null when the row names no branch that is known here. */
  branchId: Id | null;
  person: ReadPerson;
};

/** A number cell of a spreadsheet that became text on its way keeps what it was: it may have lost zeros before. */
export const cellOf = (text: string): GridCell => {
  if (text === '') return { kind: 'empty', text: '' };
  return /^[1-9]\d{6,14}$/.test(text)
    ? { kind: 'number', text, number: Number(text) }
    : { kind: 'text', text };
};

/** Makes the reader of rows for a header. A row that is no person (a total, a repeated title) gives null. */
export function wideRowReader(
  header: WideHeader,
  branches: ReadonlyMap<string, Id>,
  today: CivilDate,
): (number: number, cells: readonly GridCell[]) => WideRow | null {
  const columns = header.columns.flatMap(({ index, field, header: title }) =>
    field === null || field === 'ordinal' ? [] : [{ index, field, title }],
  );
  const titles = new Map<ImportField, string>(columns.map(({ field, title }) => [field, title]));
  const named = columns.filter(({ field }) => ['fullName', 'familyName', 'givenName'].includes(field));

  return (number, cells) => {
    if (number <= header.to) return null;
    const found = new Map<ImportField, GridCell[]>();
    for (const { index, field } of columns) {
      const cell = cells[index];
      if (!cell || cell.kind === 'empty') continue;
      const known = found.get(field);
      if (known) known.push(cell);
      else found.set(field, [cell]);
    }
    const code = tidyText(cells[header.branchColumn]?.text ?? '');
    const isNamed = named.some(({ field }) => found.has(field));
    if (!isNamed && (code === '' || found.size === 0)) return null;
    const row: GridRow = { number, cells: [...cells] };
    if (code === '' && (closesList(row) || isColumnNumbers(row))) return null;
    const rows: PersonRows = { rowNumbers: [number], cells: found, titles };
    const person = readDraft(rows, today);
    const branchId = branches.get(code) ?? null;
    const faults: Refusal[] = person.refusals;
    if (code === '') faults.push({ code: 'members.import-branch-missing', field: 'branch', facts: {} });
    else if (branchId === null)
      faults.push({ code: 'members.import-branch-unknown', field: 'branch', facts: { code } });
    return { rowNumber: number, branchId, person };
  };
}

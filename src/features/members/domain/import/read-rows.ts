import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import { closesList, type FoundHeader, isColumnNumbers, repeatsHeader } from './find-header.ts';
import type { ColumnGuess, GridCell, GridRow, GridSheet, ImportField } from './import-types.ts';
import { isNameLike, readName } from './read-name.ts';

/** One person as the sheet writes it: for each meaning the cells of all physical rows, top to bottom. */
export type PersonRows = {
  rowNumbers: number[];
  cells: Map<ImportField, GridCell[]>;
  /** Title of the columns, where it matters what it says (`left`: "Từ trần"). */
  titles: Map<ImportField, string>;
};

export type ReadRows = { people: PersonRows[]; skippedRows: number[] };

/** Puts physical rows together to people and passes over what is no person: group titles, totals, signatures. */
export function readRows(sheet: GridSheet, header: FoundHeader): ReadRows {
  const fieldColumns = header.columns.filter((column) => column.field !== null);
  const columnsByField = new Map<ImportField, ColumnGuess[]>();
  for (const column of fieldColumns) {
    const field = column.field as ImportField;
    columnsByField.set(field, [...(columnsByField.get(field) ?? []), column]);
  }
  const columnsOf = (field: ImportField) => columnsByField.get(field) ?? [];
  const at = (row: GridRow, field: ImportField): string => {
    for (const column of columnsOf(field)) {
      const text = tidyText(row.cells[column.index]?.text ?? '');
      if (text !== '') return text;
    }
    return '';
  };
  const nameOf = (row: GridRow) =>
    readName([at(row, 'fullName') || at(row, 'familyName'), at(row, 'givenName')].join(' ')).name;
  const hasOrdinals = columnsOf('ordinal').length > 0;
  const others = fieldColumns.filter(
    (column) => !['ordinal', 'fullName', 'familyName', 'givenName'].includes(column.field as string),
  );
  const valuesIn = (row: GridRow) =>
    others.filter((column) => (row.cells[column.index]?.kind ?? 'empty') !== 'empty').length;
  const isOrdinal = (text: string) => /^\d{1,4}[.)]?$/.test(text);
  const rows = sheet.rows.filter((row) => row.number > header.to);
  const filledCells = (row: GridRow) => row.cells.filter((cell) => cell.kind !== 'empty').length;
  const own = ['birth', 'birthMale', 'birthFemale', 'cardNumber', 'citizenId', 'phone'] as const;
  // Words of a foot inside a member's row (a surname `Công`, a note `Xác nhận …`) close nothing.
  const closes = (row: GridRow) =>
    closesList(row) &&
    !(
      isNameLike(nameOf(row)) &&
      (isOrdinal(at(row, 'ordinal')) || own.some((field) => at(row, field) !== ''))
    );
  const isPerson = (row: GridRow) =>
    nameOf(row) !== '' && (hasOrdinals ? isOrdinal(at(row, 'ordinal')) : valuesIn(row) > 0) && !closes(row);

  // Everything from the first total or signature on, once no numbered person follows, is the foot of the list.
  let end = rows.length;
  for (let i = rows.length - 1; i >= 0; i -= 1) {
    const row = rows[i] as GridRow;
    if (isPerson(row) && (hasOrdinals || valuesIn(row) > 1)) break;
    if (closes(row)) end = i;
  }

  const people: PersonRows[] = [];
  const skippedRows: number[] = [];
  let current: PersonRows | null = null;
  let currentRow: GridRow | null = null;
  const add = (row: GridRow, person: PersonRows) => {
    person.rowNumbers.push(row.number);
    for (const column of fieldColumns) {
      const field = column.field as ImportField;
      const cell = row.cells[column.index];
      if (cell && cell.kind !== 'empty') person.cells.set(field, [...(person.cells.get(field) ?? []), cell]);
      person.titles.set(field, column.header);
    }
  };

  rows.forEach((row, index) => {
    const isSkipped =
      index >= end ||
      repeatsHeader(row, header.columns) ||
      (isColumnNumbers(row) && valuesIn(row) > 0 && !isNameLike(nameOf(row))) ||
      closes(row) ||
      fieldColumns.every((column) => (row.cells[column.index]?.kind ?? 'empty') === 'empty');
    if (isSkipped) {
      skippedRows.push(row.number);
      return;
    }
    const ordinal = at(row, 'ordinal');
    const name = nameOf(row);
    const isNumbered = isOrdinal(ordinal);
    const isTitle = filledCells(row) === 1 && !isNumbered;
    const continues: boolean =
      current !== null &&
      currentRow !== null &&
      !isNumbered &&
      (name === '' ? valuesIn(row) > 0 || ordinal === '' : wrapsName(row, currentRow));
    if (continues && current && !(isTitle && isWideTitle(sheet, row))) {
      add(row, current);
      return;
    }
    if (
      isTitle ||
      (ordinal !== '' && !isNumbered && valuesIn(row) === 0) ||
      (name === '' && valuesIn(row) === 0)
    ) {
      skippedRows.push(row.number);
      current = null;
      return;
    }
    const person: PersonRows = { rowNumbers: [], cells: new Map(), titles: new Map() };
    add(row, person);
    people.push(person);
    current = person;
    currentRow = row;
  });
  return { people, skippedRows };

  /** The rest of a name written below: no number, and nothing that only a new person would have. */
  function wrapsName(row: GridRow, first: GridRow): boolean {
    if (!hasOrdinals) return false;
    if (own.some((field) => at(row, field) !== '' && at(first, field) !== '')) return false;
    if (own.some((field) => at(row, field) !== '') && !own.some((field) => at(first, field) !== ''))
      return false;
    const words = `${nameOf(first)} ${nameOf(row)}`.split(' ').length;
    return words <= 6 && own.some((field) => at(first, field) !== '');
  }
}

/** A lone text over several columns, or one that says what it is, heads a group; it continues nobody. */
function isWideTitle(sheet: GridSheet, row: GridRow): boolean {
  const column = row.cells.findIndex((cell) => cell.kind !== 'empty');
  const isMerged = sheet.merges.some(
    (range) => range.fromRow === row.number && range.fromColumn === column && range.toColumn > column,
  );
  const text = withoutMarks(tidyText(row.cells[column]?.text ?? ''));
  return (
    isMerged ||
    /^(?:[ivx]+[.)/ ]|[a-d][.)/ ]|to dang|chi bo|to \d|dang vien |chi uy|khu pho|thon |ban )/.test(text)
  );
}

import { viKey, withoutMarks } from '#kernel/vietnamese.ts';

/** What sorting, filtering and export need to know of a column. */
export type ColumnText<Row> = {
  key: string;
  header: string;
  /** The cell as plain text: for search, export and, unless `sortKey` is given, for sorting. */
  text: (row: Row) => string;
  /** Compared as it is: a number, an ISO date, a key made by `personSortKey`. Null goes last. */
  sortKey?: (row: Row) => string | number | null;
};

export type Sort = { key: string; direction: 'ascending' | 'descending' };

/** Rows in which every word of the query occurs, in any column, marks and case aside. */
export function filterRows<Row>(
  rows: readonly Row[],
  columns: readonly ColumnText<Row>[],
  query: string,
): readonly Row[] {
  const words = withoutMarks(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = withoutMarks(columns.map((column) => column.text(row)).join(' '));
    return words.every((word) => text.includes(word));
  });
}

/** Sorted copy; stable, empty values last in both directions. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly ColumnText<Row>[],
  sort: Sort | null,
): readonly Row[] {
  const column = sort && columns.find((one) => one.key === sort.key);
  if (!sort || !column) return rows;
  const keyOf = column.sortKey ?? ((row: Row) => (column.text(row) === '' ? null : viKey(column.text(row))));
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => {
      if (a.key === b.key) return 0;
      if (a.key === null) return 1;
      if (b.key === null) return -1;
      return (a.key < b.key ? -1 : 1) * sign;
    })
    .map(({ row }) => row);
}

/** A spreadsheet must never take a cell for a formula: it looks past spaces, and takes the wide signs of East Asia too. */
const harmless = (cell: string) =>
  /^(?:\s*[=+\-@＝＋－＠]|[\t\r])/.test(cell) && !/^[+-]?[\d.,]+%?$/.test(cell) ? `'${cell}` : cell;

/** CSV with a byte order mark, so that Excel reads the Vietnamese right. */
export function csvOf<Row>(rows: readonly Row[], columns: readonly ColumnText<Row>[]): string {
  // A semicolon too: where it separates cells, what follows it would be a cell of its own.
  const quote = (cell: string) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = [
    columns.map((column) => quote(harmless(column.header))),
    ...rows.map((row) => columns.map((column) => quote(harmless(column.text(row))))),
  ];
  return `\ufeff${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

/** Tab-separated, as spreadsheets take from the clipboard. */
export function clipboardTextOf<Row>(rows: readonly Row[], columns: readonly ColumnText<Row>[]): string {
  const flat = (cell: string) => harmless(cell).replace(/[\t\r\n]+/g, ' ');
  return [
    columns.map((column) => flat(column.header)).join('\t'),
    ...rows.map((row) => columns.map((column) => flat(column.text(row))).join('\t')),
  ].join('\n');
}

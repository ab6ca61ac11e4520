import type { CivilDate } from '#kernel/civil-date.ts';

/** One cell. All text is Unicode NFC; texts typed in TCVN3 or VNI fonts are converted already. */
export type GridCell = {
  kind: 'text' | 'number' | 'date' | 'empty';
  /** What a person sees in the cell; line breaks kept, outer space removed. Empty for `empty`. */
  text: string;
  /** Present for `number`. */
  number?: number;
  /** Present for `date`: the civil day, without any zone. */
  isoDate?: CivilDate;
};

/** A row with the number that the spreadsheet program shows beside it (from 1). Empty rows are left out. */
export type GridRow = { number: number; cells: GridCell[] };

/** Cells that share one value. Row numbers as shown (from 1), columns from 0, both ends included. */
export type GridMerge = { fromRow: number; toRow: number; fromColumn: number; toColumn: number };

export type GridSheet = { name: string; rows: GridRow[]; merges: GridMerge[] };

/** The visible sheets of a file. The value of a merged range stands in its first cell only. */
export type Grid = { sheets: GridSheet[] };

/** `A`, `B`, … `AA` for a column counted from 0. */
export function columnLetter(index: number): string {
  let letters = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  }
  return letters;
}

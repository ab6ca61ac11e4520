import type { FieldType } from './price.ts';

type Value = number | boolean | string;
type Row = { answeredAt: string | null; values: readonly (Value | null)[] };

/** What the answers to one field come to; `given`: units that gave a value. */
export type FieldSum =
  | { fieldId: string; label: string; type: 'number'; given: number; sum: number }
  | { fieldId: string; label: string; type: 'yes-no'; given: number; yes: number };

/** Numbers are typed with at most this many decimals; beyond them a sum shows only how computers add. */
const DECIMALS = 1e6;

/**
 * The totals of a request by now: numbers added up, “yes” counted, of the units that have answered. Days and texts have no
 * total. The workbook adds up the same.
 */
export function sumAnswers(
  fields: readonly { id: string; label: string; type: FieldType }[],
  rows: readonly Row[],
): FieldSum[] {
  const answered = rows.filter((row) => row.answeredAt !== null);
  return fields.flatMap(({ id: fieldId, label, type }, at): FieldSum[] => {
    const values = answered.map((row) => row.values[at] ?? null);
    if (type === 'number') {
      const numbers = values.filter((value) => typeof value === 'number');
      const sum = Math.round(numbers.reduce((all, value) => all + value, 0) * DECIMALS) / DECIMALS;
      return [{ fieldId, label, type, given: numbers.length, sum }];
    }
    if (type !== 'yes-no') return [];
    const words = values.filter((value) => typeof value === 'boolean');
    return [{ fieldId, label, type, given: words.length, yes: words.filter(Boolean).length }];
  });
}

import { formatCivilDate } from '#kernel/civil-date.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { AnswerRow, FieldType } from '../contract.ts';
import type { useRequestsText } from './text.ts';

/** A value as it is read. */
export function valueWords(
  t: ReturnType<typeof useRequestsText>,
  type: FieldType,
  value: AnswerRow['values'][number] | undefined,
): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') return formatNumber(value);
  return type === 'date' ? formatCivilDate(value) : value;
}

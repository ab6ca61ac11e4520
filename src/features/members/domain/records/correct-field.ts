import { type CivilDate, formatCivilDate, isCivilDate } from '#kernel/civil-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import type { DraftField, ImportedDate, MemberDraft } from '../import/import-types.ts';

/** What a member may ask to have put right; posts and the standing in the branch follow decisions instead. */
export const CORRECTABLE = [
  'fullName',
  'birth',
  'sex',
  'ethnicity',
  'religion',
  'homeTown',
  'address',
  'occupation',
  'education',
  'expertise',
  'politicalTheory',
  'admittedOn',
  'officialOn',
  'cardNumber',
  'citizenId',
  'phone',
  'email',
  'badge',
] as const satisfies readonly DraftField[];
export type CorrectableField = (typeof CORRECTABLE)[number];

export const isDateField = (field: CorrectableField): boolean =>
  field === 'birth' || field === 'admittedOn' || field === 'officialOn';

/** The record as far as it can be corrected. */
export type CorrectableRecord = { [F in CorrectableField]: MemberDraft[F] | null };

/** How a value reads: as text, with a date as precise as it is known. Null when nothing is kept. */
export function textOfField(value: string | ImportedDate | null): string | null {
  if (value === null || typeof value === 'string') return value;
  return formatCivilDate(value.date).slice({ day: 0, month: 3, year: 6 }[value.precision]);
}

const SHAPES: Partial<Record<CorrectableField, RegExp>> = {
  fullName: /^\p{L}[\p{L}'’-]*(?: \p{L}[\p{L}'’-]*)+$/u,
  sex: /^(?:male|female)$/,
  cardNumber: /^(?:\d{2}\.\d{6}|\d{8}|\d{12})$/,
  citizenId: /^\d{12}$/,
  phone: /^0\d{9,10}$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
};

const LONGEST = 300;

/**
 * One field as it ought to read, judged as if it had been typed by the secretary. Numbers may hold spaces; dates come as
 * `yyyy-mm-dd`. Errors: `members.correction-bad-value`, `members.correction-same`.
 */
export function correctField(
  record: CorrectableRecord,
  field: CorrectableField,
  text: string,
  today: CivilDate,
): Result<Partial<MemberDraft>> {
  const bad = refuse({ code: 'members.correction-bad-value', field: 'value' });
  const same = refuse({ code: 'members.correction-same', field: 'value' });
  const tidy = tidyText(text);
  const value = field === 'phone' || field === 'citizenId' ? tidy.replace(/[\s.]/g, '') : tidy;
  if (value === '' || value.length > LONGEST) return bad;
  if (isDateField(field)) {
    if (!isCivilDate(value) || value > today || value < '1900-01-01') return bad;
    const before = record[field] as ImportedDate | null;
    if (before?.precision === 'day' && before.date === value) return same;
    return ok({ [field]: { date: value, precision: 'day' } });
  }
  const shape = SHAPES[field];
  if (shape && !shape.test(value)) return bad;
  return record[field] === value ? same : ok({ [field]: value });
}

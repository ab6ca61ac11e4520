import { type CivilDate, isCivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { carryingWords, recognise } from './catalogue.ts';
import type { FieldType } from './price.ts';

/** Chờ người thứ hai ký, đang thu, không được ký, đã đóng. */
export const REQUEST_STATES = ['waiting', 'open', 'declined', 'closed'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export type AskedField = {
  label: string;
  type: FieldType;
  isRequired: boolean;
  /** Why it is asked although the system knows it. */
  again: string;
};

export const MOST_FIELDS = 30;

/** Whether a request may go out: something is asked, once, in time, and nothing that is known without a word why. */
export function checkRequest(wanted: {
  fields: readonly AskedField[];
  dueOn: CivilDate;
  today: CivilDate;
}): Result<true> {
  const { fields, dueOn, today } = wanted;
  if (fields.length === 0) return refuse({ code: 'requests.no-fields', field: 'fields' });
  if (dueOn < today) return refuse({ code: 'requests.due-before-today', field: 'dueOn' });
  const seen = new Set<string>();
  for (const [at, field] of fields.entries()) {
    const words = [...carryingWords(field.label)].sort().join(' ');
    if (seen.has(words))
      return refuse({
        code: 'requests.field-twice',
        field: `fields.${at}.label`,
        facts: { label: field.label },
      });
    seen.add(words);
    if (recognise(field.label)?.how === 'known' && field.again.trim() === '')
      return refuse({
        code: 'requests.known-already',
        field: `fields.${at}.again`,
        facts: { label: field.label },
      });
  }
  return ok(true);
}

/** Whether a person may sign or decline as the second one. */
export function checkSign(about: { state: RequestState; askedBy: Id; signer: Id }): Result<true> {
  if (about.state !== 'waiting') return refuse({ code: 'requests.not-waiting' });
  return about.askedBy === about.signer ? refuse({ code: 'requests.own-request' }) : ok(true);
}

export const checkClose = (state: RequestState): Result<true> =>
  state === 'open' ? ok(true) : refuse({ code: 'requests.not-open' });

export type AnswerValue = number | string | boolean;
export type FieldToAnswer = { id: Id; label: string; type: FieldType; isRequired: boolean };

/** What a value must be to answer a field of a type. */
function fits(type: FieldType, value: AnswerValue): boolean {
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (type === 'yes-no') return typeof value === 'boolean';
  if (type === 'date') return typeof value === 'string' && isCivilDate(value);
  return typeof value === 'string' && value.trim() !== '' && value.length <= 2000;
}

/** Whether an answer is whole and of the right types; gives the values by field, those left empty not among them. */
export function checkAnswer(
  state: RequestState,
  fields: readonly FieldToAnswer[],
  given: readonly { fieldId: Id; value: AnswerValue | null }[],
): Result<Map<Id, AnswerValue>> {
  if (state === 'closed') return refuse({ code: 'requests.closed' });
  if (state !== 'open') return refuse({ code: 'requests.not-open' });
  const values = new Map<Id, AnswerValue>();
  for (const { fieldId, value } of given) {
    const field = fields.find((one) => one.id === fieldId);
    if (!field) return refuse({ code: 'requests.unknown-field', field: 'values' });
    const isEmpty = value === null || (typeof value === 'string' && value.trim() === '');
    if (isEmpty) continue;
    if (!fits(field.type, value))
      return refuse({
        code: 'requests.wrong-type',
        field: `values.${fieldId}`,
        facts: { label: field.label },
      });
    values.set(fieldId, value);
  }
  const missing = fields.find((field) => field.isRequired && !values.has(field.id));
  if (missing)
    return refuse({
      code: 'requests.answer-missing',
      field: `values.${missing.id}`,
      facts: { label: missing.label },
    });
  return ok(values);
}

/** Those who have not answered although the day has passed. A request that waits for its signature is late for nobody. */
export const isLate = (
  request: { state: RequestState; dueOn: CivilDate },
  hasAnswered: boolean,
  today: CivilDate,
): boolean => request.state === 'open' && !hasAnswered && request.dueOn < today;

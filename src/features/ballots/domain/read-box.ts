import { COMPARISONS, DISCIPLINE_FORMS, MATTERS, WHEN_UNMET } from '#features/rulebooks/contract.ts';
import { isCivilDate } from '#kernel/civil-date.ts';
import { isId } from '#kernel/ids.ts';
import { FAULTS, MOST_CANDIDATES } from './ballot-paper.ts';
import type { Box } from './box.ts';
import { BOX_FORMAT } from './box-format.ts';

// The shape of a published box, checked by hand: the same few lines run on the command line and on a phone, which
// carries no library of schemas.

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value.length <= 20_000;
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const positive: Check = (value) => count(value) && (value as number) > 0;
const flag: Check = (value) => typeof value === 'boolean';
const oneOf = (choices: readonly string[]): Check => {
  const known = new Set<unknown>(choices);
  return (value) => known.has(value);
};
const listOf =
  (item: Check, most: number, least = 0): Check =>
  (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(item);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with these keys and no others; those after `?` may be absent. */
const shape =
  (fields: Record<string, Check>, optional: Record<string, Check> = {}): Check =>
  (value) =>
    isObject(value) &&
    Object.keys(fields).every((key) => Object.hasOwn(value, key)) &&
    Object.entries(value).every(([key, part]) => (fields[key] ?? optional[key])?.(part) === true);

const mapOf =
  (keys: Check, values: Check): Check =>
  (value) =>
    isObject(value) && Object.entries(value).every(([key, part]) => keys(key) && values(part));

const anyOf =
  (...checks: Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));

const is =
  (only: unknown): Check =>
  (value) =>
    value === only;

const form = oneOf(DISCIPLINE_FORMS);
const names = listOf(text, MOST_CANDIDATES);
/** Whether a value has the shape of a paper. */
export const isPaper = anyOf(
  shape({ kind: is('question') }),
  shape({ kind: is('forms'), forms: listOf(form, DISCIPLINE_FORMS.length, 1) }),
  shape({ kind: is('election'), candidates: names, seats: positive }),
);
const outcome = anyOf(
  shape({ kind: oneOf(['adopted', 'not-adopted', 'goes-up', 'no-form']) }),
  shape({ kind: is('form'), form, sum: count, added: listOf(form, DISCIPLINE_FORMS.length) }),
  shape({ kind: is('elected'), elected: names, seatsLeft: count, tied: names, secondRound: flag }),
);
const votes = mapOf(text, count);

/** Whether a value has the shape of a tally. */
export const isTally = shape({
  issued: count,
  returned: count,
  valid: count,
  invalid: count,
  faults: mapOf(oneOf(FAULTS), count),
  lines: votes,
  against: votes,
  unclear: votes,
});

/** Whether a value has the shape of a result. */
export const isResult = shape({ needed: count, base: count, outcome });

const box = shape({
  format: is(BOX_FORMAT),
  ballotId: (value) => typeof value === 'string' && isId(value),
  branch: text,
  matter: oneOf(MATTERS),
  question: text,
  heldOn: (value) => typeof value === 'string' && isCivilDate(value),
  paper: isPaper,
  rule: shape({
    source: shape({ document: text, verified: flag }, { article: text, on: text }),
    threshold: shape({ numerator: positive, denominator: positive, comparison: oneOf(COMPARISONS) }),
    whenUnmet: oneOf(WHEN_UNMET),
  }),
  voters: count,
  base: count,
  tokens: count,
  tokenKey: text,
  sealKey: text,
  slips: listOf(shape({ key: text, prefix: text, token: text, marks: text, signature: text }), 10_000),
  tally: isTally,
  result: isResult,
  seal: text,
});

/** The box in this text, or why it is none. What it says is not believed here, only its shape. */
export function readBox(given: string): { box: Box } | { fault: 'not-a-box' | 'other-format' } {
  let value: unknown;
  try {
    value = JSON.parse(given);
  } catch {
    return { fault: 'not-a-box' };
  }
  if (!isObject(value) || typeof value.format !== 'string') return { fault: 'not-a-box' };
  if (value.format !== BOX_FORMAT) return { fault: 'other-format' };
  return box(value) ? { box: value as unknown as Box } : { fault: 'not-a-box' };
}

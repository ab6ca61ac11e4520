import type { SignSpan } from '#features/rulebooks/contract.ts';
import { type CivilDate, monthsLater } from '#kernel/civil-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Sign, SignKey } from './signs.ts';

/** A list of the committee at the top, or of one below it. */
export const LEVELS = ['city', 'ward'] as const;
export type Level = (typeof LEVELS)[number];

export const REASONS = ['weak', 'concern', 'complicated'] as const;
export type ReasonKind = (typeof REASONS)[number];

/** On the list without a plan, at work by a plan, left on its feet, taken off for another reason. */
export const STATES = ['open', 'consolidating', 'consolidated', 'removed'] as const;
export type EntryState = (typeof STATES)[number];

export const isOnList = (state: EntryState): boolean => state === 'open' || state === 'consolidating';

export const LINES = [
  'entered',
  'relapsed',
  'changed',
  'step-added',
  'step-done',
  'step-dropped',
  'urged',
  'note',
  'consolidated',
  'removed',
  'carried',
  'ended',
] as const;
/** What can happen to an entry. */
export type LineKind = (typeof LINES)[number];

export type StepState = 'open' | 'done' | 'dropped';

export const checkOpen = (state: EntryState): Result<void> =>
  isOnList(state) ? ok(undefined) : refuse({ code: 'watchlists.left-already' });

export function checkDue(dueOn: CivilDate, today: CivilDate): Result<void> {
  return dueOn > today ? ok(undefined) : refuse({ code: 'watchlists.due-past', field: 'dueOn' });
}

/** What still keeps an entry on the list. Empty: it may leave as put on its feet. */
export type ExitGap =
  | { key: 'time'; from: CivilDate }
  | { key: 'steps'; count: number }
  | { key: 'signs'; signs: SignKey[] };

/**
 * The exit rule: so many months on the list, every step done or dropped, and of the signs that showed when it was entered no
 * more than the rule leaves. Signs that came up since are a matter of a new entry.
 */
export function exitGaps(
  entry: { enteredOn: CivilDate; signsThen: readonly Sign[]; steps: readonly { state: StepState }[] },
  now: readonly Sign[],
  rule: SignSpan,
  today: CivilDate,
): ExitGap[] {
  const from = monthsLater(entry.enteredOn, rule.span);
  const open = entry.steps.filter((step) => step.state === 'open').length;
  const stood = entry.signsThen.filter((sign) => sign.shows).map((sign) => sign.key);
  const stand = now.filter((sign) => sign.shows && stood.includes(sign.key)).map((sign) => sign.key);
  return [
    ...(today < from ? [{ key: 'time' as const, from }] : []),
    ...(open > 0 ? [{ key: 'steps' as const, count: open }] : []),
    ...(stand.length > rule.limit ? [{ key: 'signs' as const, signs: stand }] : []),
  ];
}

/** One sign at entry beside the same today; null where it could not be measured, or was not asked for. */
export type Change = { key: SignKey; atEntry: Sign | null; atEnd: Sign | null };

/** Signs that show now or showed at entry, in their order. */
export function changesBetween(then: readonly Sign[], now: readonly Sign[]): Change[] {
  const keys = [...new Set([...then, ...now].filter((sign) => sign.shows).map((sign) => sign.key))];
  const find = (signs: readonly Sign[], key: SignKey) => signs.find((sign) => sign.key === key) ?? null;
  return keys.map((key) => ({ key, atEntry: find(then, key), atEnd: find(now, key) }));
}

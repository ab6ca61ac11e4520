import { addDays, type CivilDate } from '#kernel/civil-date.ts';

/** How a duty is followed up, by rule: days around its due day. */
export type UrgingRules = {
  /** Days before the due day. 0: no reminder. */
  reminderDays: number;
  /** Days after the due day of the first, second, third … urging, ascending. */
  afterDays: readonly number[];
  /** Days after the last urging until the level above takes it up. */
  matterDays: number;
};

/** A reminder before the due day, urgings one by one after it, and last the agenda of the level above. */
export type UrgingStep =
  | { kind: 'reminder'; number: 0; on: CivilDate }
  | { kind: 'urging'; number: number; on: CivilDate }
  | { kind: 'matter'; number: number; on: CivilDate };

/** Every step for a due day, in order. */
export function stepsOf(dueOn: CivilDate, rules: UrgingRules): UrgingStep[] {
  const urgings = rules.afterDays.map(
    (days, index): UrgingStep => ({ kind: 'urging', number: index + 1, on: addDays(dueOn, days) }),
  );
  const last = rules.afterDays.at(-1) ?? 0;
  return [
    ...(rules.reminderDays > 0
      ? [{ kind: 'reminder', number: 0, on: addDays(dueOn, -rules.reminderDays) } as const]
      : []),
    ...urgings,
    { kind: 'matter', number: urgings.length + 1, on: addDays(dueOn, last + rules.matterDays) },
  ];
}

/**
 * The one step that is due today for an open duty that has come as far as `taken` (null: nothing yet). Steps are taken
 * one a day and in order, so that a system that stood still for a month does not urge three times in one morning; a
 * reminder whose due day has passed is left out.
 */
export function nextUrging(
  duty: { dueOn: CivilDate; taken: number | null },
  rules: UrgingRules,
  today: CivilDate,
): UrgingStep | null {
  const open = stepsOf(duty.dueOn, rules).filter(
    (step) =>
      step.number > (duty.taken ?? -1) &&
      step.on <= today &&
      (step.kind !== 'reminder' || today <= duty.dueOn),
  );
  return open[0] ?? null;
}

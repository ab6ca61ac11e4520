import { queryOptions } from '@tanstack/react-query';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { call } from '#ui-kit/call.ts';
import type {
  AllRuleValues,
  AnyRuleKey,
  getUnitRules,
  listDaysOff,
  ResolvedRule,
  RuleOverride,
} from '../contract.ts';

export type UnitRules = Answer<typeof getUnitRules>;

export const unitRulesKey = (unitId: string) => ['rulebooks', unitId] as const;

/** The rules in force for a unit on a day; without a day, today. */
export const unitRulesQuery = (unitId: string, on: CivilDate | null) =>
  queryOptions({
    queryKey: [...unitRulesKey(unitId), on],
    queryFn: ({ signal }) =>
      call<typeof getUnitRules>(
        'GET /api/units/:unitId/rules',
        { params: { unitId }, query: on ? { on } : {} },
        { signal },
      ),
  });

export type ShownRule<K extends AnyRuleKey = AnyRuleKey> = Omit<ResolvedRule<AllRuleValues[K]>, 'origin'> & {
  origin: UnitRules['rules'][string]['origin'];
};

/** One rule of the answer with the type that its key gives it. */
export const ruleOf = <K extends AnyRuleKey>(answer: UnitRules, key: K): ShownRule<K> | undefined =>
  answer.rules[key] as ShownRule<K> | undefined;

/** The unit's own values of one rule, newest first. */
export const ownValues = (answer: UnitRules, key: AnyRuleKey): RuleOverride[] =>
  answer.own.filter((value) => value.key === key) as RuleOverride[];

export type DaysOff = Answer<typeof listDaysOff>;

/** The calendar of a year; without one, of this year. */
export const daysOffQuery = (year: number | null) =>
  queryOptions({
    queryKey: ['days-off', year],
    queryFn: ({ signal }) =>
      call<typeof listDaysOff>('GET /api/days-off', { query: year ? { year } : {} }, { signal }),
  });

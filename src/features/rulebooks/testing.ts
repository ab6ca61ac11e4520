import type { CivilDate } from '#kernel/civil-date.ts';
import { seededGradingVersions } from './domain/grading-rulebooks.ts';
import { seededMemberVersions } from './domain/member-rulebooks.ts';
import { seededDaysOff } from './domain/public-holidays.ts';
import { resolveMemberRules } from './domain/resolve-rules.ts';
import type { ResolvedMemberRules } from './domain/resolved-rules.ts';

export { calendarOf } from './domain/day-off.ts';
export { getUnitRules, setRule } from './routes.ts';
export { seededDaysOff };

/** The rules about members as an installation begins with them, without a committee's own values. */
export function memberRulesOn(day: CivilDate): ResolvedMemberRules {
  const resolved = resolveMemberRules({
    versions: seededMemberVersions,
    overrides: [],
    unitChain: ['branch'],
    day,
  });
  if (!resolved.ok) throw new Error(resolved.refusal.code);
  return resolved.value;
}

/** The rules of grading as an installation begins with them. */
export const seededGradingRules = () => seededGradingVersions[0]!.rules;

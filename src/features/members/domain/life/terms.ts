import type { MemberRuleValues } from '#features/rulebooks/contract.ts';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import type { RuleSource } from '#kernel/result.ts';
import { addWorkingDays, type WorkCalendar, workingDaysBetween } from '#kernel/working-days.ts';
import { probationEnds } from './life.ts';

/** A term that runs. `daysLeft` counts working days after today up to the end; it is negative when the end is past. */
export type Clock = { dueOn: CivilDate; daysLeft: number; rule: RuleSource };

export type Terms = {
  today: CivilDate;
  calendar: WorkCalendar;
  rules: MemberRuleValues;
  sources: { [K in keyof MemberRuleValues]: RuleSource };
};

type WorkingDayTerm =
  | 'joining.ceremony-days'
  | 'probation.decide-days'
  | 'transfer.apply-days'
  | 'transfer.present-days';

/** The term of a rule, in working days from a day on. */
export function clockOf(terms: Terms, rule: WorkingDayTerm, from: CivilDate): Clock {
  const dueOn = addWorkingDays(from, terms.rules[rule], terms.calendar);
  return {
    dueOn,
    daysLeft: workingDaysBetween(terms.today, dueOn, terms.calendar),
    rule: terms.sources[rule],
  };
}

/** When probation ends, and by when the branch has to consider the member. */
export function probationOf(terms: Terms, began: CivilDate) {
  const endsOn = probationEnds(began, terms.rules['probation.months']);
  return { began, endsOn, decide: clockOf(terms, 'probation.decide-days', endsOn) };
}

/** When a suspension ends by itself in the rules, and the latest day with extensions. Nobody returns without an act. */
export function suspensionOf(terms: Terms, since: CivilDate) {
  const { usual, most, counted } = terms.rules['suspension.days'];
  const after = (days: number) =>
    counted === 'working' ? addWorkingDays(since, days, terms.calendar) : addDays(since, days);
  return { since, endsOn: after(usual), latestOn: after(most), rule: terms.sources['suspension.days'] };
}

import type { FollowingRuleValues } from '#features/rulebooks/contract.ts';
import { addMonths, type CivilDate, monthOf, type YearMonth } from '#kernel/civil-date.ts';

/** Signs that a branch needs help, in the order in which they are named. */
export const SIGN_KEYS = [
  'unheld',
  'secretary',
  'official',
  'attendance',
  'score',
  'falling',
  'unthematic',
  'tasks',
  'duties',
  'papers',
  'petitions',
] as const;
export type SignKey = (typeof SIGN_KEYS)[number];

/** What is known of a branch in one month. Scores are hundredths of a point. */
export type MonthFacts = {
  month: YearMonth;
  due: number;
  held: number;
  thematic: number;
  base: number;
  present: number;
  ownScored: number;
  ownPoints: number;
  confirmedScored: number;
  confirmedPoints: number;
};

/** Everything that signs are read from, as of one day. */
export type BranchFacts = {
  months: readonly MonthFacts[];
  members: number;
  official: number;
  /** The least number of official members that makes a branch. */
  leastOfficial: number;
  overdueTasks: number;
  overdueDuties: number;
  unopenedPapers: number;
  unansweredPetitions: number;
  /** Days without a secretary; 0 where there is one. */
  vacantDays: number;
};

export type SignRules = Pick<FollowingRuleValues, `sign.${SignKey}`>;

/** A figure beside its limit. `over`: what it was looked at over, as the rule says: months, days, or nothing of its own. */
export type Sign = {
  key: SignKey;
  figure: number;
  limit: number;
  /** Of how many the figure is a part: meetings that were due; null for other figures. */
  of: number | null;
  over: number | null;
  shows: boolean;
};

/** Signs that count when the figure lies below the limit; all others count from the limit on. */
const BELOW: readonly SignKey[] = ['attendance', 'score', 'unthematic', 'official'];
export const isBelow = (key: SignKey): boolean => BELOW.includes(key);

/** The months of the last quarter that is over. */
export function lastQuarter(today: CivilDate): YearMonth[] {
  const month = monthOf(today);
  const first = addMonths(month, -((Number(month.slice(5)) - 1) % 3));
  return [-3, -2, -1].map((back) => addMonths(first, back));
}

/** So many months that are over, the latest last; `skip` goes further back by as many. */
export const fullMonths = (today: CivilDate, count: number, skip = 0): YearMonth[] =>
  Array.from({ length: count }, (_, at) => addMonths(monthOf(today), at - count - skip));

/** Every month that the rules look at, and the running one, which says who is a member. */
export function monthsWanted(rules: SignRules, today: CivilDate): YearMonth[] {
  const spans = [
    rules['sign.unheld']?.span,
    rules['sign.attendance']?.span,
    rules['sign.score']?.span,
    2 * (rules['sign.falling']?.span ?? 0),
  ].map((span) => span ?? 0);
  const wanted = [...fullMonths(today, Math.max(...spans)), ...lastQuarter(today), monthOf(today)];
  return [...new Set(wanted)].sort();
}

/**
 * Points in hundredths and how many meetings they are of. What the follower confirmed counts before the branch's own score.
 */
function scoresIn(months: readonly MonthFacts[]): { points: number; count: number } {
  return months.reduce(
    (sum, one) =>
      one.confirmedScored > 0
        ? { points: sum.points + one.confirmedPoints, count: sum.count + one.confirmedScored }
        : { points: sum.points + one.ownPoints, count: sum.count + one.ownScored },
    { points: 0, count: 0 },
  );
}

const sumOf = (months: readonly MonthFacts[], key: 'due' | 'held' | 'thematic' | 'base' | 'present') =>
  months.reduce((sum, one) => sum + one[key], 0);
const tenth = (value: number) => Math.round(value * 10) / 10;

/**
 * Every figure of a branch that the rules ask for and that can be measured, beside its limit. A branch in which nothing
 * was due, nobody is recorded or nothing was scored shows no such sign: what is not known is no weakness.
 */
export function readSigns(facts: BranchFacts, rules: SignRules, today: CivilDate): Sign[] {
  const monthsIn = (wanted: readonly YearMonth[]) =>
    facts.months.filter(({ month }) => wanted.includes(month));
  const signs = new Map<SignKey, Omit<Sign, 'key'>>();

  const unheld = rules['sign.unheld'];
  if (unheld) {
    const months = monthsIn(fullMonths(today, unheld.span));
    const due = sumOf(months, 'due');
    const figure = due - sumOf(months, 'held');
    if (due > 0)
      signs.set('unheld', {
        figure,
        limit: unheld.limit,
        of: due,
        over: unheld.span,
        shows: figure >= unheld.limit,
      });
  }
  const vacant = rules['sign.secretary'];
  if (vacant)
    signs.set('secretary', {
      figure: facts.vacantDays,
      limit: vacant.limit,
      of: null,
      over: null,
      shows: facts.vacantDays >= vacant.limit,
    });
  const missing = rules['sign.official'];
  if (missing && facts.members > 0)
    signs.set('official', {
      figure: facts.official,
      limit: facts.leastOfficial,
      of: null,
      over: null,
      shows: facts.leastOfficial - facts.official >= missing.limit,
    });
  const attendance = rules['sign.attendance'];
  if (attendance) {
    const months = monthsIn(fullMonths(today, attendance.span));
    const [base, present] = [sumOf(months, 'base'), sumOf(months, 'present')];
    if (base > 0)
      signs.set('attendance', {
        figure: tenth((present / base) * 100),
        limit: attendance.limit,
        of: null,
        over: attendance.span,
        shows: present * 100 < attendance.limit * base,
      });
  }
  const score = rules['sign.score'];
  if (score) {
    const { points, count } = scoresIn(monthsIn(fullMonths(today, score.span)));
    if (count > 0)
      signs.set('score', {
        figure: tenth(points / count / 100),
        limit: score.limit,
        of: null,
        over: score.span,
        shows: points < score.limit * 100 * count,
      });
  }
  const falling = rules['sign.falling'];
  if (falling) {
    const now = scoresIn(monthsIn(fullMonths(today, falling.span)));
    const before = scoresIn(monthsIn(fullMonths(today, falling.span, falling.span)));
    if (now.count > 0 && before.count > 0) {
      const fall = before.points * now.count - now.points * before.count;
      signs.set('falling', {
        figure: Math.max(0, tenth(fall / (now.count * before.count) / 100)),
        limit: falling.limit,
        of: null,
        over: falling.span,
        shows: fall >= falling.limit * 100 * now.count * before.count,
      });
    }
  }
  const thematic = rules['sign.unthematic'];
  if (thematic) {
    const months = monthsIn(lastQuarter(today));
    const figure = sumOf(months, 'thematic');
    // A branch that was founded in the quarter is not judged by it.
    if (sumOf(months, 'due') === 3)
      signs.set('unthematic', {
        figure,
        limit: thematic.limit,
        of: null,
        over: null,
        shows: figure < thematic.limit,
      });
  }
  const counts = [
    ['tasks', facts.overdueTasks, rules['sign.tasks']],
    ['duties', facts.overdueDuties, rules['sign.duties']],
    ['papers', facts.unopenedPapers, rules['sign.papers']],
    ['petitions', facts.unansweredPetitions, rules['sign.petitions']],
  ] as const;
  for (const [key, figure, rule] of counts)
    if (rule)
      signs.set(key, {
        figure,
        limit: rule.limit,
        of: null,
        over: 'span' in rule ? rule.span : null,
        shows: figure >= rule.limit,
      });
  return SIGN_KEYS.flatMap((key) => {
    const sign = signs.get(key);
    return sign ? [{ key, ...sign }] : [];
  });
}

/**
 * By what branches are ordered, the worst first: each sign that shows weighs 100, and up to 100 more the further its
 * figure lies beyond the limit (twice the limit, or nothing at all where it should be more, is the whole of it).
 */
export const weightOf = (signs: readonly Sign[]): number =>
  signs
    .filter((sign) => sign.shows)
    .reduce((sum, { key, figure, limit }) => {
      const beyond = limit === 0 ? 1 : (isBelow(key) ? limit - figure : figure - limit) / limit;
      return sum + 100 + Math.round(100 * Math.min(1, Math.max(0, beyond)));
    }, 0);

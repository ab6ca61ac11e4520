import {
  type BallotMethod,
  DISCIPLINE_FORMS,
  isSecret,
  type Matter,
  type MatterRule,
  type Rule,
} from '#features/rulebooks/contract.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { longestList, MOST_CANDIDATES, type Paper, plainPaper } from './ballot-paper.ts';

/** The rule of a matter as it is kept with a ballot: value, document, and the version that it was read from. */
export type FrozenRule = Omit<Rule<MatterRule>, 'narrowable' | 'localTo'> & {
  versionCode: string;
  /** The unit whose own value it is; null for the rulebook's. */
  setBy: string | null;
};

/** What a ballot is to be, before it is opened. */
export type BallotPlan = {
  matter: Matter;
  question: string;
  paper: Paper;
  method: BallotMethod;
  /** The counting committee of a ballot on paper. */
  counterIds: readonly string[];
};

/** Whether the matter is voted on with a list of names. */
export const hasCandidates = (matter: Matter): boolean => plainPaper(matter) === null;

/** Least members of a counting committee. */
export const LEAST_COUNTERS = 3;

/**
 * Whether the plan may stand under the rule of its matter: the method is allowed, the paper belongs to the matter, the
 * list is not longer than the seats and the surplus allow, and names nobody twice.
 * Refuses `ballots.method-not-allowed`, `ballots.open-vote`, `ballots.other-paper`, `ballots.too-few-candidates`,
 * `ballots.too-many-candidates`, `ballots.list-too-long`, `ballots.name-twice`, `ballots.form-twice`.
 */
export function checkPlan(plan: BallotPlan, rule: Pick<FrozenRule, 'value' | 'source'>): Result<true> {
  const { paper, method, matter } = plan;
  if (!isSecret(method)) return refuse({ code: 'ballots.open-vote', field: 'method' });
  if (!rule.value.methods.includes(method))
    return refuse({ code: 'ballots.method-not-allowed', field: 'method', rule: rule.source });
  const plain = plainPaper(matter);
  if (paper.kind !== 'election') {
    if (plain?.kind !== paper.kind) return refuse({ code: 'ballots.other-paper', field: 'paper' });
    return paper.kind === 'forms' ? checkForms(paper.forms) : ok(true);
  }
  if (plain !== null) return refuse({ code: 'ballots.other-paper', field: 'paper' });
  const { candidates, seats } = paper;
  if (new Set(candidates).size !== candidates.length)
    return refuse({ code: 'ballots.name-twice', field: 'paper.candidates' });
  if (candidates.length < seats)
    return refuse({
      code: 'ballots.too-few-candidates',
      field: 'paper.candidates',
      facts: { candidates: candidates.length, seats },
    });
  const { surplusPercent } = rule.value;
  const most = longestList(seats, surplusPercent);
  if (candidates.length > most && surplusPercent !== null)
    return refuse({
      code: 'ballots.too-many-candidates',
      field: 'paper.candidates',
      rule: rule.source,
      facts: { candidates: candidates.length, seats, most, percent: surplusPercent },
    });
  return candidates.length > MOST_CANDIDATES
    ? refuse({ code: 'ballots.list-too-long', field: 'paper.candidates', facts: { most: MOST_CANDIDATES } })
    : ok(true);
}

function checkForms(forms: readonly string[]): Result<true> {
  if (new Set(forms).size !== forms.length)
    return refuse({ code: 'ballots.form-twice', field: 'paper.forms' });
  return ok(true);
}

/**
 * Heaviest first, as the votes are added downward: the order in which forms were named changes nothing.
 */
export const inOrderOfWeight = (paper: Paper): Paper =>
  paper.kind === 'forms'
    ? { kind: 'forms', forms: DISCIPLINE_FORMS.filter((form) => paper.forms.includes(form)) }
    : paper;

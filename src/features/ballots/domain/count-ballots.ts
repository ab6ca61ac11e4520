import { type DisciplineForm, leastOf, type MatterRule } from '#features/rulebooks/contract.ts';
import { type Judged, judgeBallot, type Marks, type Paper, type PaperFault } from './ballot-paper.ts';

export type Tally = {
  /** Ballots handed out (paper) or tokens and rights given (electronic). */
  issued: number;
  /** Ballots that came back into the box. */
  returned: number;
  valid: number;
  invalid: number;
  /** Why ballots were invalid, with how many. */
  faults: Partial<Record<PaperFault, number>>;
  /** Votes per line of the paper: `yes`, `no`, `abstain`; a form or `none`; a candidate. */
  lines: Record<string, number>;
  /** Per candidate: against, and lines that were not counted. Empty on other papers. */
  against: Record<string, number>;
  unclear: Record<string, number>;
};

/** The lines that a paper has, in their order. */
export const linesOf = (paper: Paper): string[] =>
  paper.kind === 'question'
    ? ['yes', 'no', 'abstain']
    : paper.kind === 'forms'
      ? [...paper.forms, 'none']
      : paper.candidates;

const zeroes = (lines: readonly string[]): Record<string, number> =>
  Object.fromEntries(lines.map((line) => [line, 0]));

/** Adds up ballots. The order in which they come changes nothing. */
export function tallyBallots(paper: Paper, ballots: readonly Marks[], issued: number): Tally {
  const lines = linesOf(paper);
  const tally: Tally = {
    issued,
    returned: ballots.length,
    valid: 0,
    invalid: 0,
    faults: {},
    lines: zeroes(lines),
    against: paper.kind === 'election' ? zeroes(lines) : {},
    unclear: paper.kind === 'election' ? zeroes(lines) : {},
  };
  for (const marks of ballots) {
    const judged: Judged = judgeBallot(paper, marks);
    if (!judged.valid) {
      tally.invalid++;
      tally.faults[judged.fault] = (tally.faults[judged.fault] ?? 0) + 1;
      continue;
    }
    tally.valid++;
    if (marks.kind === 'question') add(tally.lines, marks.answer);
    else if (marks.kind === 'forms') add(tally.lines, marks.form);
    else
      for (const name of lines) {
        const mark = marks.marks[name] ?? 'unclear';
        add(mark === 'for' ? tally.lines : mark === 'against' ? tally.against : tally.unclear, name);
      }
  }
  return tally;
}

function add(counts: Record<string, number>, line: string): void {
  counts[line] = (counts[line] ?? 0) + 1;
}

export type Outcome =
  | { kind: 'adopted' }
  | { kind: 'not-adopted' }
  /** The full result is reported to the level that decides. */
  | { kind: 'goes-up' }
  /** The form that reached the number, alone or with the votes for heavier forms added. */
  | { kind: 'form'; form: DisciplineForm; sum: number; added: DisciplineForm[] }
  | { kind: 'no-form' }
  | {
      kind: 'elected';
      elected: string[];
      seatsLeft: number;
      /** Candidates who reached the number with equal votes at the last seat: the meeting votes on them again. */
      tied: string[];
      secondRound: boolean;
    };

export type Result = { needed: number; base: number; outcome: Outcome };

const byVotes = (tally: Tally) => (a: string, b: string) => (tally.lines[b] ?? 0) - (tally.lines[a] ?? 0);

/**
 * What the votes decide. `base` comes from the electorate; the needed number is the least that satisfies the share.
 * Discipline that reaches the number in no form adds the votes for heavier forms downward (22-QĐ/TW article 15).
 */
export function decide(
  paper: Paper,
  tally: Tally,
  base: number,
  rule: Pick<MatterRule, 'threshold' | 'whenUnmet'>,
): Result {
  const needed = leastOf(rule.threshold, base);
  const reaches = (votes: number) => base > 0 && votes >= needed;
  const unmet = (): Outcome => ({ kind: rule.whenUnmet === 'goes-up' ? 'goes-up' : 'not-adopted' });
  if (paper.kind === 'question')
    return { needed, base, outcome: reaches(tally.lines.yes ?? 0) ? { kind: 'adopted' } : unmet() };
  if (paper.kind === 'forms') return { needed, base, outcome: decideForm(paper.forms, tally, reaches, rule) };
  return { needed, base, outcome: decideElection(paper, tally, reaches, rule) };
}

function decideForm(
  forms: readonly DisciplineForm[],
  tally: Tally,
  reaches: (votes: number) => boolean,
  rule: Pick<MatterRule, 'whenUnmet'>,
): Outcome {
  const alone = forms.find((form) => reaches(tally.lines[form] ?? 0));
  if (alone) return { kind: 'form', form: alone, sum: tally.lines[alone] ?? 0, added: [] };
  if (rule.whenUnmet !== 'add-heavier') return { kind: 'no-form' };
  let sum = 0;
  const added: DisciplineForm[] = [];
  for (const form of forms) {
    sum += tally.lines[form] ?? 0;
    if (reaches(sum)) return { kind: 'form', form, sum, added };
    if ((tally.lines[form] ?? 0) > 0) added.push(form);
  }
  return { kind: 'no-form' };
}

function decideElection(
  paper: Paper & { kind: 'election' },
  tally: Tally,
  reaches: (votes: number) => boolean,
  rule: Pick<MatterRule, 'whenUnmet'>,
): Outcome {
  const reached = paper.candidates.filter((name) => reaches(tally.lines[name] ?? 0)).sort(byVotes(tally));
  const last = reached[paper.seats - 1];
  const next = reached[paper.seats];
  const isTied = last !== undefined && next !== undefined && tally.lines[last] === tally.lines[next];
  const border = isTied ? (tally.lines[last] ?? 0) : -1;
  const tied = isTied ? reached.filter((name) => tally.lines[name] === border) : [];
  const elected = reached.slice(0, paper.seats).filter((name) => !tied.includes(name));
  const seatsLeft = paper.seats - elected.length;
  return {
    kind: 'elected',
    elected,
    seatsLeft,
    tied,
    secondRound: seatsLeft > 0 && rule.whenUnmet === 'second-round',
  };
}

/** Sums of a count on paper as the counting committee enters them. */
export type EnteredCount = {
  issued: number;
  returned: number;
  valid: number;
  invalid: number;
  lines: Record<string, number>;
  against: Record<string, number>;
};

export const COUNT_FAULTS = [
  'issued-over-voters',
  'returned-over-issued',
  'valid-and-invalid-differ-from-returned',
  'lines-differ-from-valid',
  'line-over-valid',
  'lines-over-seats',
  'too-few-votes',
  'unknown-line',
  'missing-line',
  'negative',
] as const;
export type CountFault = (typeof COUNT_FAULTS)[number];

/**
 * Refuses sums that do not add up, naming each fault with the numbers that quarrel. Empty when everything agrees:
 * handed out ≥ returned = valid + invalid; on a paper with one answer the lines make the valid ballots; on a list each
 * candidate has at most one vote per valid ballot, all together at most the seats of each, and at least one of each
 * when there is a surplus.
 */
export function checkCount(
  paper: Paper,
  count: EnteredCount,
  voters: number,
): { fault: CountFault; facts: Record<string, number | string> }[] {
  const faults: { fault: CountFault; facts: Record<string, number | string> }[] = [];
  const say = (fault: CountFault, facts: Record<string, number | string>) => faults.push({ fault, facts });
  const lines = linesOf(paper);
  for (const line of Object.keys(count.lines)) if (!lines.includes(line)) say('unknown-line', { line });
  for (const line of lines) if (count.lines[line] === undefined) say('missing-line', { line });
  const numbers = [
    count.issued,
    count.returned,
    count.valid,
    count.invalid,
    ...Object.values(count.lines),
    ...Object.values(count.against),
  ];
  for (const number of numbers)
    if (!Number.isInteger(number) || number < 0) say('negative', { number: String(number) });
  if (faults.length > 0) return faults;

  const { issued, returned, valid, invalid } = count;
  const sum = Object.values(count.lines).reduce((total, votes) => total + votes, 0);
  if (issued > voters) say('issued-over-voters', { issued, voters });
  if (returned > issued) say('returned-over-issued', { returned, issued });
  if (valid + invalid !== returned)
    say('valid-and-invalid-differ-from-returned', { valid, invalid, returned });
  if (paper.kind !== 'election') {
    if (sum !== valid) say('lines-differ-from-valid', { sum, valid });
    return faults;
  }
  for (const name of lines) {
    const votes = (count.lines[name] ?? 0) + (count.against[name] ?? 0);
    if (votes > valid) say('line-over-valid', { line: name, votes, valid });
  }
  if (sum > valid * paper.seats) say('lines-over-seats', { sum, most: valid * paper.seats });
  if (paper.candidates.length > paper.seats && sum < valid) say('too-few-votes', { sum, valid });
  return faults;
}

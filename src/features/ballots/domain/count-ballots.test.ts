import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type Deduction,
  DISCIPLINE_FORMS,
  type DisciplineForm,
  MATTERS,
  type Matter,
  type MatterRule,
} from '#features/rulebooks/contract.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import { votingRuleOf } from '../testing/voting-rules.ts';
import {
  type Answer,
  judgeBallot,
  type Marks,
  mostCandidates,
  type Paper,
  plainPaper,
} from './ballot-paper.ts';
import {
  checkCount,
  decide,
  type EnteredCount,
  linesOf,
  type Outcome,
  type Tally,
  tallyBallots,
} from './count-ballots.ts';
import { electorateOf, mayRevealVotes, type RollLine } from './electorate.ts';

// ---- the table that anybody can check with a pencil ----

const table = readFileSync(new URL('../../../../docs/ballot-vectors.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, number, matter, official, out, base, needed, votes, outcome]) => ({
    number: number!,
    matter: matter!,
    official: Number(official),
    out: out!,
    base: Number(base),
    needed: Number(needed),
    votes: Object.fromEntries(votes!.split(', ').map((each) => each.split(' '))) as Record<string, string>,
    outcome: outcome!,
  }));

const OUT: Record<string, Partial<RollLine>> = {
  away: { status: 'temporarily-away', isPresent: false },
  suspended: { status: 'suspended', isPresent: false },
  'exempt-absent': { status: 'exempt', isPresent: false },
  excused: { status: 'official', isPresent: false, isExcusedThroughout: true },
};

function rollOf(official: number, out: string): RollLine[] {
  const taken =
    out === '–'
      ? []
      : out.split(', ').flatMap((each) => {
          const [why, count] = each.split(' ');
          return Array.from({ length: Number(count) }, () => OUT[why!]!);
        });
  return Array.from({ length: official }, (_, at) => ({
    personId: `p${at}`,
    status: 'official' as MemberStatus,
    isPresent: true,
    isExcusedThroughout: false,
    ...taken[at],
  }));
}

function paperOf(matter: string, candidates: string[]): Paper {
  const [kind, seats] = matter.split(' ');
  return plainPaper(kind as Matter) ?? { kind: 'election', candidates, seats: Number(seats) };
}

/** An outcome as the table writes it. */
function inWords(outcome: Outcome): string {
  if (outcome.kind === 'form') return `form ${outcome.form} ${outcome.sum}`;
  if (outcome.kind !== 'elected') return outcome.kind;
  return [
    `elected ${outcome.elected.join(' ') || '–'}`,
    `left ${outcome.seatsLeft}`,
    outcome.tied.length ? `tied ${outcome.tied.join(' ')}` : null,
    outcome.secondRound ? 'second-round' : null,
  ]
    .filter(Boolean)
    .join(', ');
}

const tallyOf = (votes: Record<string, number>, valid: number): Tally => ({
  issued: valid,
  returned: valid,
  valid,
  invalid: 0,
  faults: {},
  lines: votes,
  against: {},
  unclear: {},
});

test('the table has a row for every kind of matter', () => {
  expect([...new Set(table.map(({ matter }) => matter.split(' ')[0]))].sort()).toEqual([...MATTERS].sort());
});

test.each(table.map((row) => [row.number, row.matter, row] as const))('row %s: %s', (_, matter, row) => {
  const rule = votingRuleOf(matter.split(' ')[0] as Matter);
  const { base } = electorateOf(rollOf(row.official, row.out), rule);
  const votes = Object.fromEntries(Object.entries(row.votes).map(([line, count]) => [line, Number(count)]));
  const result = decide(paperOf(matter, Object.keys(votes)), tallyOf(votes, row.official), base, rule);
  expect([base, result.needed, inWords(result.outcome)]).toEqual([row.base, row.needed, row.outcome]);
});

// ---- who votes ----

describe('the electorate', () => {
  const line = (personId: string, status: MemberStatus, rest: Partial<RollLine> = {}): RollLine => ({
    personId,
    status,
    isPresent: true,
    isExcusedThroughout: false,
    ...rest,
  });
  const electing = votingRuleOf('committee-election');

  it('takes out who was excused throughout, is away, exempt and absent, or suspended, and says why', () => {
    const electorate = electorateOf(
      [
        line('an', 'official'),
        line('binh', 'official', { isPresent: false }),
        line('chi', 'official', { isPresent: false, isExcusedThroughout: true }),
        line('dung', 'temporarily-away', { isPresent: false }),
        line('giang', 'exempt', { isPresent: false }),
        line('hanh', 'provisional'),
        line('khanh', 'suspended'),
        line('lan', 'temporarily-here'),
      ],
      electing,
    );
    expect(electorate).toEqual({
      // Bình is absent without an accepted reason: no ballot, but counted on.
      voters: ['an'],
      counted: ['an', 'binh'],
      base: 2,
      entitled: 6,
      deducted: [
        { personId: 'chi', why: 'excused-throughout' },
        { personId: 'dung', why: 'temporarily-away' },
        { personId: 'giang', why: 'exempt-and-absent' },
        { personId: 'khanh', why: 'suspended' },
      ],
      withoutVote: [
        { personId: 'hanh', status: 'provisional' },
        { personId: 'lan', status: 'temporarily-here' },
      ],
    });
  });

  it('counts an exempt member who comes, and gives the ballot', () => {
    const { voters, base } = electorateOf([line('an', 'official'), line('khanh', 'exempt')], electing);
    expect([voters, base]).toEqual([['an', 'khanh'], 2]);
  });

  it('warns where a result may tell how each one voted', () => {
    expect([1, 6, 7, 30].map(mayRevealVotes)).toEqual([true, true, false, false]);
  });

  const statuses: MemberStatus[] = [
    'official',
    'provisional',
    'exempt',
    'suspended',
    'temporarily-away',
    'temporarily-here',
  ];
  const roll = fc
    .array(
      fc.record({
        status: fc.constantFrom(...statuses),
        isPresent: fc.boolean(),
        isExcusedThroughout: fc.boolean(),
      }),
    )
    .map((lines) => lines.map((each, at) => ({ ...each, personId: `p${at}` })));

  it('puts everybody in one place and nobody in two, whatever the order of the roll', () => {
    fc.assert(
      fc.property(
        roll,
        fc.subarray([
          'temporarily-away',
          'exempt-and-absent',
          'suspended',
          'excused-throughout',
        ] as Deduction[]),
        (lines, deduct) => {
          const rule = { ...electing, deduct };
          const one = electorateOf(lines, rule);
          const seen = [
            ...one.voters,
            ...one.deducted.map((d) => d.personId),
            ...one.withoutVote.map((d) => d.personId),
          ];
          expect(new Set(seen).size).toBe(seen.length);
          expect(one.base).toBe(one.entitled - one.deducted.length);
          expect(one.counted).toHaveLength(one.base);
          expect(one.counted).toEqual(expect.arrayContaining(one.voters));
          expect(one.voters.length).toBeLessThanOrEqual(one.base);
          const other = electorateOf([...lines].reverse(), rule);
          expect([...other.voters].sort()).toEqual([...one.voters].sort());
          expect(other.base).toBe(one.base);
        },
      ),
    );
  });
});

// ---- what a ballot says ----

describe('a ballot', () => {
  const withSurplus: Paper = { kind: 'election', candidates: ['A', 'B', 'C', 'D'], seats: 3 };
  const withoutSurplus: Paper = { kind: 'election', candidates: ['A', 'B'], seats: 2 };
  const election = (marks: Record<string, 'for' | 'against' | 'unclear'>): Marks => ({
    kind: 'election',
    marks,
  });

  it.each([
    ['as many as the seats', withSurplus, election({ A: 'for', B: 'for', C: 'for', D: 'against' }), 'valid'],
    [
      'fewer than the seats',
      withSurplus,
      election({ A: 'for', B: 'against', C: 'against', D: 'against' }),
      'valid',
    ],
    ['more than the seats', withSurplus, election({ A: 'for', B: 'for', C: 'for', D: 'for' }), 'too-many'],
    [
      'nobody, with a surplus',
      withSurplus,
      election({ A: 'against', B: 'against', C: 'against', D: 'against' }),
      'nobody',
    ],
    ['nobody, without a surplus', withoutSurplus, election({ A: 'against', B: 'against' }), 'valid'],
    ['a name from outside', withSurplus, election({ A: 'for', E: 'for' }), 'unknown-name'],
    ['an empty paper with a surplus', withSurplus, election({}), 'nobody'],
    ['a yes on a list', withSurplus, { kind: 'question', answer: 'yes' } as Marks, 'other-paper'],
    [
      'a form that was not proposed',
      { kind: 'forms', forms: ['warning'] } as Paper,
      { kind: 'forms', form: 'dismissal' } as Marks,
      'unknown-form',
    ],
    [
      'no discipline',
      { kind: 'forms', forms: ['warning'] } as Paper,
      { kind: 'forms', form: 'none' } as Marks,
      'valid',
    ],
  ] as const)('%s', (_, paper, marks, expected) => {
    const judged = judgeBallot(paper, marks);
    expect(judged.valid ? 'valid' : judged.fault).toBe(expected);
  });

  it('leaves out a line with both or neither box ticked and stays valid', () => {
    expect(judgeBallot(withoutSurplus, election({ A: 'for', B: 'unclear' }))).toEqual({
      valid: true,
      linesNotCounted: ['B'],
    });
    expect(judgeBallot(withoutSurplus, election({ A: 'for' }))).toEqual({
      valid: true,
      linesNotCounted: ['B'],
    });
  });

  it.each([
    [3, 30, 3],
    [4, 30, 5],
    [7, 30, 9],
    [10, 30, 13],
    [1, 30, 1],
  ])('%i seats and %i per cent: at most %i candidates', (seats, surplus, most) => {
    expect(mostCandidates(seats, surplus)).toBe(most);
  });
});

// ---- properties of counting ----

const answer = fc.constantFrom<Answer>('yes', 'no', 'abstain');
const forms: DisciplineForm[] = DISCIPLINE_FORMS.filter((form) => form !== 'expulsion');
const anyPaper: fc.Arbitrary<Paper> = fc.oneof(
  fc.constant<Paper>({ kind: 'question' }),
  fc.constant<Paper>({ kind: 'forms', forms }),
  fc.record({ candidates: fc.integer({ min: 1, max: 6 }), seats: fc.integer({ min: 1, max: 6 }) }).map(
    ({ candidates, seats }): Paper => ({
      kind: 'election',
      candidates: 'ABCDEF'.slice(0, candidates).split(''),
      seats: Math.min(seats, candidates),
    }),
  ),
);
const marksFor = (paper: Paper): fc.Arbitrary<Marks> =>
  paper.kind === 'question'
    ? answer.map((each) => ({ kind: 'question', answer: each }))
    : paper.kind === 'forms'
      ? fc
          .constantFrom<DisciplineForm | 'none'>(...paper.forms, 'none')
          .map((form) => ({ kind: 'forms', form }))
      : fc
          .record(
            Object.fromEntries(
              paper.candidates.map((name) => [name, fc.constantFrom('for', 'against', 'unclear')] as const),
            ),
          )
          .map((marks) => ({ kind: 'election', marks }) as Marks);
const box = anyPaper.chain((paper) =>
  fc.record({ paper: fc.constant(paper), ballots: fc.array(marksFor(paper), { maxLength: 40 }) }),
);
const rules = fc.constantFrom<MatterRule>(
  ...(['resolution', 'admission', 'discipline', 'expulsion', 'committee-election'] as const).map(
    votingRuleOf,
  ),
);

describe('counting', () => {
  it('does not depend on the order of the ballots', () => {
    fc.assert(
      fc.property(box, fc.integer(), ({ paper, ballots }, seed) => {
        const shuffled = ballots
          .map((ballot, at) => ({ ballot, key: Math.imul(at + 1, seed | 1) }))
          .sort((a, b) => a.key - b.key)
          .map(({ ballot }) => ballot);
        expect(tallyBallots(paper, shuffled, 40)).toEqual(tallyBallots(paper, ballots, 40));
      }),
    );
  });

  it('counts every ballot once, as valid or with its fault', () => {
    fc.assert(
      fc.property(box, ({ paper, ballots }) => {
        const tally = tallyBallots(paper, ballots, 40);
        expect(tally.valid + tally.invalid).toBe(ballots.length);
        expect(Object.values(tally.faults).reduce((a, b) => a + b, 0)).toBe(tally.invalid);
        const sum = Object.values(tally.lines).reduce((a, b) => a + b, 0);
        if (paper.kind === 'election')
          for (const name of paper.candidates)
            expect(tally.lines[name]! + tally.against[name]! + tally.unclear[name]!).toBe(tally.valid);
        else expect(sum).toBe(tally.valid);
      }),
    );
  });

  it('a yes more never turns adopted into not adopted', () => {
    fc.assert(
      fc.property(
        fc.array(answer, { maxLength: 60 }),
        fc.integer({ min: 1, max: 80 }),
        rules,
        (answers, base, rule) => {
          const paper: Paper = { kind: 'question' };
          const count = (given: Answer[]) =>
            decide(
              paper,
              tallyBallots(
                paper,
                given.map((each) => ({ kind: 'question', answer: each })),
                60,
              ),
              base,
              rule,
            );
          if (count(answers).outcome.kind === 'adopted')
            expect(count([...answers, 'yes']).outcome.kind).toBe('adopted');
        },
      ),
    );
  });

  it('never elects more than the seats, nobody below the number, and nobody before somebody with more votes', () => {
    fc.assert(
      fc.property(box, fc.integer({ min: 1, max: 60 }), rules, ({ paper, ballots }, base, rule) => {
        if (paper.kind !== 'election') return;
        const tally = tallyBallots(paper, ballots, 40);
        const { needed, outcome } = decide(paper, tally, base, rule);
        if (outcome.kind !== 'elected') throw new Error('an election elects');
        expect(outcome.elected.length + outcome.seatsLeft).toBe(paper.seats);
        expect(outcome.seatsLeft).toBeGreaterThanOrEqual(0);
        for (const name of outcome.elected) {
          expect(tally.lines[name]).toBeGreaterThanOrEqual(needed);
          for (const other of paper.candidates)
            if (!outcome.elected.includes(other))
              expect(tally.lines[other]!).toBeLessThan(tally.lines[name]!);
        }
      }),
    );
  });

  it('discipline by added votes is the heaviest form that most stand behind', () => {
    const paper: Paper = { kind: 'forms', forms };
    fc.assert(
      fc.property(
        fc.array(marksFor(paper), { maxLength: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (ballots, base) => {
          const rule = votingRuleOf('discipline');
          const tally = tallyBallots(paper, ballots, 40);
          const { needed, outcome } = decide(paper, tally, base, rule);
          const standBehind = (form: DisciplineForm) =>
            forms.slice(0, forms.indexOf(form) + 1).reduce((sum, each) => sum + tally.lines[each]!, 0);
          const heaviest = forms.find((form) => standBehind(form) >= needed);
          const alone = forms.find((form) => tally.lines[form]! >= needed);
          if (outcome.kind === 'form') expect(outcome.form).toBe(alone ?? heaviest);
          else expect([alone, heaviest]).toEqual([undefined, undefined]);
        },
      ),
    );
  });
});

// ---- sums entered by the counting committee ----

describe('sums of a paper count', () => {
  const question: Paper = { kind: 'question' };
  const good: EnteredCount = {
    issued: 20,
    returned: 19,
    valid: 18,
    invalid: 1,
    lines: { yes: 12, no: 5, abstain: 1 },
    against: {},
  };
  const faultsOf = (paper: Paper, count: EnteredCount, voters = 20) =>
    checkCount(paper, count, voters).map(({ fault }) => fault);

  it.each([
    ['agree', {}, []],
    ['more handed out than voters', { issued: 21 }, ['issued-over-voters']],
    ['more returned than handed out', { issued: 18 }, ['returned-over-issued']],
    [
      'valid and invalid do not make the returned',
      { invalid: 2 },
      ['valid-and-invalid-differ-from-returned'],
    ],
    ['lines do not make the valid', { lines: { yes: 12, no: 5, abstain: 2 } }, ['lines-differ-from-valid']],
    ['a line is missing', { lines: { yes: 13, no: 5 } }, ['missing-line']],
    [
      'a line that is not on the paper',
      { lines: { yes: 12, no: 5, abstain: 1, maybe: 0 } },
      ['unknown-line'],
    ],
    ['less than nothing', { lines: { yes: 20, no: -2, abstain: 0 } }, ['negative']],
    ['half a ballot', { valid: 18.5 }, ['negative']],
  ] as const)('%s', (_, change, faults) => {
    expect(faultsOf(question, { ...good, ...change } as EnteredCount)).toEqual(faults);
  });

  const list: Paper = { kind: 'election', candidates: ['A', 'B', 'C'], seats: 2 };
  const counted: EnteredCount = {
    issued: 20,
    returned: 20,
    valid: 20,
    invalid: 0,
    lines: { A: 18, B: 12, C: 9 },
    against: { A: 2, B: 8, C: 11 },
  };
  it.each([
    ['agree', {}, []],
    [
      'a candidate with more than the valid',
      { lines: { A: 21, B: 12, C: 7 }, against: {} },
      ['line-over-valid'],
    ],
    ['for and against over the valid', { against: { A: 3, B: 8, C: 11 } }, ['line-over-valid']],
    ['all together over the seats', { lines: { A: 20, B: 20, C: 1 }, against: {} }, ['lines-over-seats']],
    ['fewer votes than valid ballots although a surplus', { lines: { A: 9, B: 5, C: 5 } }, ['too-few-votes']],
  ] as const)('on a list: %s', (_, change, faults) => {
    expect(faultsOf(list, { ...counted, ...change } as EnteredCount)).toEqual(faults);
  });

  it('are accepted for every honest count', () => {
    fc.assert(
      fc.property(box, ({ paper, ballots }) => {
        const tally = tallyBallots(paper, ballots, ballots.length);
        const { issued, returned, valid, invalid, lines, against } = tally;
        expect(
          checkCount(paper, { issued, returned, valid, invalid, lines, against }, ballots.length),
        ).toEqual([]);
        expect(Object.keys(lines)).toEqual(linesOf(paper));
      }),
    );
  });
});

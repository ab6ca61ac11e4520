import { describe, expect, it } from 'vitest';
import type { Matter, MatterRule, ResolvedVotingRules } from '#features/rulebooks/contract.ts';
import { MATTERS } from '#features/rulebooks/contract.ts';
import { mayAppend } from './accept-entry.ts';
import type { OpenVoteMethod, VoteMatter } from './entry.ts';
import { foldMeeting } from './fold.ts';
import { contextOf, idOf, journal, rollOf, ruleFor, rulesOf, START } from './meeting-builders.ts';
import type { MeetingContext } from './meeting-context.ts';
import { openMethodsOf, thresholdOf } from './vote-rule.ts';

const half = { numerator: 1, denominator: 2, comparison: 'more-than' as const };
const ordinary: MatterRule = {
  methods: ['show-of-hands', 'party-card', 'named'],
  who: ['official'],
  deduct: ['temporarily-away', 'exempt-and-absent', 'suspended'],
  threshold: half,
  whenUnmet: 'fails',
  surplusPercent: null,
};

/** Rules of voting in which each matter stands under a document of its own name. */
function votingOf(changes: Partial<Record<Matter, Partial<MatterRule>>>): MeetingContext['voting'] {
  const rules = Object.fromEntries(
    MATTERS.map((matter) => [
      `matter.${matter}`,
      {
        value: { ...ordinary, ...changes[matter] },
        source: { document: `Quy định về ${matter}`, verified: true },
        narrowable: 'free',
        origin: { from: 'rulebook', code: 'bc-mau' },
      },
    ]),
  );
  return { code: 'bc-mau', rules: rules as unknown as ResolvedVotingRules['rules'] };
}

/** The journal of a meeting that has begun. */
function begun() {
  const log = journal();
  log.write('meeting-started', { chairId: idOf(1001), heldOn: '2025-12-03', startedAt: START });
  return log;
}

const roll = rollOf('official', 'official', 'official', 'official', 'official', 'provisional', 'exempt');
const voting = votingOf({
  admission: {
    methods: ['paper', 'party-card'],
    threshold: { numerator: 2, denominator: 3, comparison: 'at-least' },
    deduct: ['exempt-and-absent', 'excused-throughout'],
  },
  'year-grade': { methods: ['paper', 'verifiable'] },
});

/** A vote by hand in which everybody but the last two officials is there, and the exempt member too. */
function voted(context: MeetingContext, matter: VoteMatter, yes: number) {
  const log = begun();
  for (const [at, presence] of (
    ['present', 'present', 'present', 'excused', 'unexcused', 'present', 'present'] as const
  ).entries())
    log.write('attendance-marked', {
      memberId: roll[at]!.memberId,
      presence,
      method: 'secretary',
      ...(presence === 'excused' ? { reason: 'ốm' } : {}),
    });
  const voteId = idOf(70);
  log.write('vote-opened', { voteId, question: 'Đồng ý?', matter, method: 'party-card' });
  log.write('vote-counted', { voteId, yes, no: 0, abstain: 0 });
  log.write('vote-closed', { voteId, countedCasts: [] });
  return foldMeeting(context, log.entries).votes[0]!.result;
}

describe('an open vote', () => {
  it('goes by the rule of its matter: who is counted, how many are needed, which document', () => {
    const context = contextOf({ roll, voting });
    // Five official members and the exempt one who came; the absent ones weigh like a no.
    expect(voted(context, 'conclusion', 4)).toMatchObject({ entitled: 6, needed: 4, passed: true });
    // Who is excused for the whole meeting is taken out: five are left, and two thirds of five is four.
    const admission = voted(context, 'admission', 3);
    expect(admission).toMatchObject({ entitled: 5, needed: 4, passed: false });
    expect(admission.explanation[0]?.rule?.document).toBe('Quy định về admission');
  });

  it('keeps the old way in a meeting that began before the rules of voting were kept', () => {
    const context = contextOf({ roll, voting: null, rules: rulesOf({ 'vote.resolution': ruleFor(half) }) });
    expect(voted(context, 'admission', 3)).toMatchObject({ entitled: 5, needed: 3, passed: true });
    expect(openMethodsOf(context, 'admission')).toEqual(['show-of-hands', 'party-card', 'named']);
    expect(thresholdOf(context, 'admission').source.document).toBe('Quy chế mẫu');
  });

  it.each<[VoteMatter, OpenVoteMethod, string | null]>([
    ['conclusion', 'named', null],
    ['agenda', 'show-of-hands', null],
    ['admission', 'party-card', null],
    ['admission', 'show-of-hands', 'meetings.vote-must-be-secret'],
    ['year-grade', 'named', 'meetings.vote-must-be-secret'],
  ])('on %s by %s: %s', (matter, method, code) => {
    const context = contextOf({ roll, voting });
    const log = begun();
    const before = foldMeeting(context, [...log.entries]);
    const entry = log.write('vote-opened', { voteId: idOf(70), question: 'Đồng ý?', matter, method });
    const author = {
      personId: entry.authorId,
      memberId: roll[0]!.memberId,
      status: 'official' as const,
      rights: ['lead' as const],
    };
    const verdict = mayAppend(context, before, entry, author);
    expect(verdict.ok ? null : verdict.refusal.code).toBe(code);
    if (!verdict.ok) expect(verdict.refusal.rule?.document).toBe(`Quy định về ${matter}`);
  });

  it('keeps the opinions of the minority with the vote', () => {
    const context = contextOf({ roll, voting });
    const log = begun();
    const voteId = idOf(70);
    log.write('vote-opened', { voteId, question: 'Đồng ý?', matter: 'resolution', method: 'show-of-hands' });
    log.write('vote-counted', { voteId, yes: 4, no: 1, abstain: 0 });
    log.write('vote-closed', { voteId, countedCasts: [] });
    const say = (opinionId: string, text: string) =>
      log.write('minority-opinion-recorded', { opinionId, voteId, memberId: roll[1]!.memberId, text });
    say(idOf(71), 'Đề nghị lùi sang quý sau');
    say(idOf(72), 'Ghi nhầm');
    log.write('minority-opinion-withdrawn', { opinionId: idOf(72) });
    const state = foldMeeting(context, log.entries);
    expect(state.votes[0]!.minority).toMatchObject([
      { memberId: roll[1]!.memberId, text: 'Đề nghị lùi sang quý sau' },
    ]);
    expect(state.waiting).toEqual([]);
  });
});

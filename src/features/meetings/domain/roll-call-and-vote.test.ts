import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEMBER_STATUSES } from '#kernel/actor.ts';
import { contextOf, memberOf, rollOf, ruleFor, rulesOf } from './meeting-builders.ts';
import { countAttendance, type MemberPresence, UNMARKED } from './roll-call.ts';
import { countOpenVote } from './vote.ts';
import { mayVote } from './vote-rule.ts';

const rules = rulesOf();
const marked = (presence: MemberPresence['presence']): MemberPresence => ({ ...UNMARKED, presence });
const half = rules['vote.resolution'];
const twoThirds = ruleFor({ numerator: 2, denominator: 3, comparison: 'at-least' as const });

describe('attendance', () => {
  it('counts provisional members in the base and leaves exempt, suspended, away and visiting ones out', () => {
    const roll = rollOf(
      'official',
      'official',
      'provisional',
      'exempt',
      'suspended',
      'temporarily-away',
      'temporarily-here',
    );
    const presence = Object.fromEntries(roll.map((member) => [member.memberId, marked('present')]));
    const figures = countAttendance(roll, presence, rules);
    expect(figures).toMatchObject({
      onRoll: 7,
      base: 3,
      present: 3,
      presentOutsideBase: 4,
      percent: 100,
      entitledToVote: 2,
      entitledPresent: 2,
    });
    expect(figures.explanation.map((each) => each.because)).toEqual([
      'attendance-base',
      'counted-in-base',
      'counted-in-base',
      'left-out-of-base',
      'left-out-of-base',
      'left-out-of-base',
      'left-out-of-base',
      'attendance-share',
      'quorum',
      'entitled-to-vote',
    ]);
  });

  it.each([
    { members: 30, present: 27, reached: true },
    { members: 30, present: 26, reached: false },
    { members: 10, present: 9, reached: true },
    { members: 0, present: 0, reached: false },
  ])('$present of $members reaches 90 %: $reached', ({ members, present, reached }) => {
    const roll = Array.from({ length: members }, (_, n) => memberOf(n + 1));
    const presence = Object.fromEntries(
      roll.map((member, n) => [member.memberId, marked(n < present ? 'present' : 'excused')]),
    );
    expect(countAttendance(roll, presence, rules).target.reached).toBe(reached);
  });

  it('counts an exempt member among those entitled only when the rule lets exempt members vote and they came', () => {
    const roll = rollOf('official', 'exempt', 'exempt');
    const exemptVote = rulesOf({ 'vote.who': ruleFor(['official' as const, 'exempt' as const]) });
    const figures = countAttendance(roll, { [roll[1]!.memberId]: marked('present') }, exemptVote);
    expect(figures).toMatchObject({ entitledToVote: 2, entitledPresent: 1 });
    expect(countAttendance(roll, { [roll[1]!.memberId]: marked('present') }, rules).entitledToVote).toBe(1);
  });

  it('says that there is no quorum rule instead of inventing one', () => {
    const figures = countAttendance(rollOf('official'), {}, rulesOf({ 'quorum.ordinary': ruleFor(null) }));
    expect(figures.quorum).toBeNull();
    expect(figures.explanation.map((each) => each.because)).toContain('no-quorum-rule');
  });

  it('always adds up to the base', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...MEMBER_STATUSES),
            fc.constantFrom('present', 'excused', 'unexcused', null),
          ),
          { maxLength: 80 },
        ),
        (rows) => {
          const roll = rows.map(([status], n) => memberOf(n + 1, status));
          const presence = Object.fromEntries(
            rows.map(([, mark], n) => [roll[n]!.memberId, marked(mark as MemberPresence['presence'])]),
          );
          const figures = countAttendance(roll, presence, rules);
          expect(figures.present + figures.excused + figures.unexcused + figures.unmarked).toBe(figures.base);
          expect(figures.byStatus.reduce((sum, row) => sum + row.total, 0)).toBe(roll.length);
          expect(figures.entitledPresent).toBeLessThanOrEqual(figures.entitledToVote);
        },
      ),
    );
  });
});

describe('an open vote', () => {
  it.each([
    { yes: 15, entitled: 30, threshold: half, passed: false, needed: 16 },
    { yes: 16, entitled: 30, threshold: half, passed: true, needed: 16 },
    { yes: 16, entitled: 31, threshold: half, passed: true, needed: 16 },
    { yes: 20, entitled: 30, threshold: twoThirds, passed: true, needed: 20 },
    { yes: 20, entitled: 31, threshold: twoThirds, passed: false, needed: 21 },
    { yes: 0, entitled: 0, threshold: half, passed: false, needed: 1 },
  ])('$yes yes of $entitled entitled: passed $passed', ({ yes, entitled, threshold, passed, needed }) => {
    const result = countOpenVote({ yes, no: 0, abstain: 0 }, { entitled, present: entitled }, threshold);
    expect(result).toMatchObject({ passed, needed, overcounted: false, silent: entitled - yes });
  });

  it('carries nothing when more votes were counted than there are voters', () => {
    expect(countOpenVote({ yes: 9, no: 1, abstain: 1 }, { entitled: 10, present: 8 }, half)).toMatchObject({
      passed: false,
      overcounted: true,
      silent: 0,
      absent: 0,
    });
  });

  it.each([
    // Eight of ten are there; six raised a hand in some way.
    { present: 8, given: 6, silent: 2, absent: 2 },
    // More voted than the roll call knows in the room: who voted was there.
    { present: 4, given: 6, silent: 0, absent: 4 },
    // Nobody was marked yet.
    { present: 0, given: 0, silent: 0, absent: 10 },
  ])('tells $silent silent from $absent away: $given of $present', ({ present, given, silent, absent }) => {
    const result = countOpenVote({ yes: given, no: 0, abstain: 0 }, { entitled: 10, present }, half);
    expect(result).toMatchObject({ entitled: 10, silent, absent });
    expect(result.yes + result.silent + result.absent).toBe(10);
  });

  it('never fails because one more said yes instead of nothing, no, or abstaining', () => {
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.nat(200),
        fc.nat(200),
        fc.nat(200),
        fc.constantFrom(half, twoThirds),
        (yes, no, abstain, silent, threshold) => {
          const entitled = yes + no + abstain + silent;
          const voters = { entitled, present: entitled };
          const before = countOpenVote({ yes, no, abstain }, voters, threshold);
          fc.pre(before.passed);
          if (silent > 0)
            expect(countOpenVote({ yes: yes + 1, no, abstain }, voters, threshold).passed).toBe(true);
          if (no > 0)
            expect(countOpenVote({ yes: yes + 1, no: no - 1, abstain }, voters, threshold).passed).toBe(true);
        },
      ),
    );
  });

  it.each([
    ['official', null],
    ['provisional', 'meetings.provisional-cannot-vote'],
    ['exempt', 'meetings.status-cannot-vote'],
    ['temporarily-here', 'meetings.status-cannot-vote'],
  ] as const)('lets %s vote unless refused by %s', (status, code) => {
    const verdict = mayVote(contextOf(), 'other', { status }, true);
    expect(verdict.ok ? null : verdict.refusal.code).toBe(code);
    if (!verdict.ok) expect(verdict.refusal.rule?.document).toBe('Quy chế mẫu');
  });
});

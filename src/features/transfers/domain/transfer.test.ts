import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { rulesAndSources, type Terms } from '#features/members/contract.ts';
import { calendarOf, memberRulesOn, seededDaysOff } from '#features/rulebooks/testing.ts';
import { addDays } from '#kernel/civil-date.ts';
import {
  dutyOf,
  isOpen,
  issuerOf,
  possibleSteps,
  runningClock,
  STEP_KINDS,
  type TransferCourse,
  type TransferStep,
  takeStep,
} from './transfer.ts';

const termsOn = (today: string): Terms => ({
  today,
  calendar: calendarOf(seededDaysOff),
  ...rulesAndSources(memberRulesOn(today)),
});
const terms = termsOn('2026-06-30');

const course = (more: Partial<TransferCourse> = {}): TransferCourse => ({
  state: 'announced',
  kind: 'official',
  causeOn: '2026-03-02',
  fromBranchId: 'A',
  toBranchId: 'B',
  requestedOn: null,
  introducedOn: null,
  presentedOn: null,
  closedOn: null,
  ...more,
});
const requested = course({ state: 'requested', requestedOn: '2026-03-10' });
const introduced = course({ ...requested, state: 'introduced', introducedOn: '2026-03-16' });
const presented = course({ ...introduced, state: 'presented', presentedOn: '2026-03-30' });
const received = course({ ...presented, state: 'received', closedOn: '2026-04-05' });

const request = (
  on: string,
  more: Partial<Extract<TransferStep, { step: 'request' }>> = {},
): TransferStep => ({
  step: 'request',
  on,
  hasReview: true,
  lateReason: null,
  ...more,
});
const present = (on: string, lateReason: string | null = null): TransferStep => ({
  step: 'present',
  on,
  lateReason,
});

describe('the way of a transfer', () => {
  test.each<[string, TransferCourse, TransferStep, string]>([
    ['asked for', course(), request('2026-03-10'), 'requested'],
    ['asked for on the last day, Thursday 28 May', course(), request('2026-05-28'), 'requested'],
    ['asked for late, with why', course(), request('2026-06-01', { lateReason: 'Ốm dài ngày' }), 'requested'],
    ['introduced', requested, { step: 'introduce', on: '2026-03-16', paper: '12-GT/ĐU' }, 'introduced'],
    ['presented', introduced, present('2026-03-30'), 'presented'],
    ['presented late, with why', introduced, present('2026-05-20', 'Nằm viện'), 'presented'],
    ['received', presented, { step: 'receive', on: '2026-04-05' }, 'received'],
    ['refused', presented, { step: 'refuse', on: '2026-04-05', reason: 'Không cư trú' }, 'refused'],
    ['withdrawn', requested, { step: 'withdraw', on: '2026-03-12', reason: 'Thôi chuyển' }, 'withdrawn'],
    ['lapsed', introduced, { step: 'lapse', on: '2026-05-20', reason: 'Không xuất trình' }, 'lapsed'],
  ])('%s', (_, start, step, state) => {
    const result = takeStep(start, step, terms);
    expect(result.ok && result.value.state).toBe(state);
  });

  test.each<[string, TransferCourse, TransferStep, string]>([
    ['without the self-review', course(), request('2026-03-10', { hasReview: false }), 'review-missing'],
    ['late without why', course(), request('2026-06-01'), 'late-reason-missing'],
    ['presented late without why', introduced, present('2026-05-20'), 'late-reason-missing'],
    [
      'introduced before it was asked for',
      course(),
      { step: 'introduce', on: '2026-03-16', paper: 'x' },
      'not-yet',
    ],
    ['received before it was presented', introduced, { step: 'receive', on: '2026-04-05' }, 'not-yet'],
    ['received twice', received, { step: 'receive', on: '2026-04-06' }, 'is-closed'],
    [
      'withdrawn after it was received',
      received,
      { step: 'withdraw', on: '2026-04-06', reason: 'x' },
      'is-closed',
    ],
    [
      'refused before it was introduced',
      requested,
      { step: 'refuse', on: '2026-03-12', reason: 'x' },
      'not-yet',
    ],
    ['on a day to come', presented, { step: 'receive', on: '2026-07-01' }, 'day-in-future'],
    ['before the step before', introduced, present('2026-03-15'), 'before-the-step-before'],
    [
      'called back while the term runs',
      introduced,
      { step: 'lapse', on: '2026-04-20', reason: 'x' },
      'term-still-runs',
    ],
  ])('%s is refused', (_, start, step, code) => {
    const result = takeStep(start, step, terms);
    expect(result.ok ? result.value.state : result.refusal.code).toBe(`transfers.${code}`);
  });

  it('names the document and the last day of the term that is over', () => {
    const late = takeStep(course(), request('2026-05-29'), terms);
    expect(late).toMatchObject({
      refusal: { facts: { due: '28/05/2026' }, rule: { document: '294-QĐ/TW', article: '6.3.1' } },
    });
  });
});

describe('the clocks', () => {
  test.each([
    // From Monday 2 March 2026 sixty working days, over the Hùng Kings, 30 April and 1 May, end on Thursday 28 May.
    ['announced', course(), '2026-03-02', '2026-05-28', 60],
    ['announced', course(), '2026-05-28', '2026-05-28', 0],
    ['announced', course(), '2026-05-29', '2026-05-28', -1],
    // From Monday 16 March thirty working days end on Tuesday 28 April.
    ['introduced', introduced, '2026-04-27', '2026-04-28', 1],
  ] as const)('%s of 2026, asked on %3$s', (_, start, today, dueOn, daysLeft) => {
    expect(runningClock(start, termsOn(today))).toMatchObject({ dueOn, daysLeft });
  });

  it('stand still when nobody is waited for', () => {
    for (const each of [requested, presented, received, course({ kind: 'temporary' })])
      expect(runningClock(each, terms)).toBeNull();
  });
});

describe('whose turn it is', () => {
  const issuerId = 'ward';
  const outward = { toBranchId: null };
  const inward = { fromBranchId: null };
  test.each([
    ['announced', { ...course(), issuerId }, { duty: 'request', unitId: 'A' }],
    ['requested', { ...requested, issuerId }, { duty: 'introduce', unitId: 'ward' }],
    ['introduced', { ...introduced, issuerId }, { duty: 'receive', unitId: 'B' }],
    ['presented', { ...presented, issuerId }, { duty: 'receive', unitId: 'B' }],
    [
      'introduced to an outside place',
      { ...introduced, ...outward, issuerId },
      { duty: 'note-reception', unitId: 'A' },
    ],
    ['coming from outside', { ...presented, ...inward, issuerId: null }, { duty: 'receive', unitId: 'B' }],
    ['to be introduced by somebody outside', { ...requested, issuerId: null }, null],
    ['received', { ...received, issuerId }, null],
  ] as const)('%s', (_, transfer, turn) => {
    expect(dutyOf(transfer)).toEqual(turn);
  });
});

describe('who introduces', () => {
  const base1 = { id: 'base1', kind: 'base-committee' };
  const base2 = { id: 'base2', kind: 'base-committee' };
  const ward = { id: 'ward', kind: 'upper-committee' };
  const ward2 = { id: 'ward2', kind: 'upper-committee' };
  const city = { id: 'city', kind: 'city-committee' };
  test.each([
    ['inside one base organisation, its committee', [base1, ward, city], [base1, ward, city], 'base1'],
    ['inside one ward, the ward', [base1, ward, city], [base2, ward, city], 'ward'],
    ['between two branches of a ward, the ward', [ward, city], [ward, city], 'ward'],
    ['to another ward, the ward that is left', [base1, ward, city], [ward2, city], 'ward'],
    ['out of the system, the ward that is left', [base1, ward, city], [], 'ward'],
    ['a base organisation right under the city', [base1, city], [ward2, city], 'base1'],
    ['a branch without anything above', [], [ward2, city], null],
  ])('%s', (_, above, toAbove, expected) => {
    expect(issuerOf(above, toAbove)).toBe(expected);
  });
});

test('in whatever order steps are tried, states only go forward and days never back', () => {
  const day = fc.integer({ min: 0, max: 120 }).map((n) => addDays('2026-03-01', n));
  const text = fc.constantFrom(null, 'vì ốm');
  const step: fc.Arbitrary<TransferStep> = fc.oneof(
    fc.record({ step: fc.constant('request' as const), on: day, hasReview: fc.boolean(), lateReason: text }),
    fc.record({ step: fc.constant('introduce' as const), on: day, paper: fc.constant('1-GT/ĐU') }),
    fc.record({ step: fc.constant('present' as const), on: day, lateReason: text }),
    fc.record({ step: fc.constant('receive' as const), on: day }),
    fc.record({
      step: fc.constantFrom('refuse' as const, 'withdraw' as const, 'lapse' as const),
      on: day,
      reason: fc.constant('x'),
    }),
  );
  const order = ['announced', 'requested', 'introduced', 'presented', 'received'];
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let now = course();
      for (const each of steps) {
        const offered = possibleSteps(now, terms);
        const result = takeStep(now, each, terms);
        if (!result.ok) continue;
        expect(offered).toContain(each.step);
        const next = result.value;
        if (order.includes(next.state)) expect(order.indexOf(next.state)).toBe(order.indexOf(now.state) + 1);
        expect(next.closedOn === null).toBe(isOpen(next.state));
        const days = [next.requestedOn, next.introducedOn, next.presentedOn, next.closedOn].filter(
          (on): on is string => on !== null,
        );
        expect(days).toEqual(days.toSorted());
        now = next;
      }
    }),
    { numRuns: 2_000 },
  );
  expect(STEP_KINDS).toContain('announce');
});

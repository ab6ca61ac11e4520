import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPayload } from '../testing/any-payload.ts';
import type { AnyEntry, Entry, EntryKind, EntryPayloads } from './entry.ts';
import { foldMeeting, withClosing } from './fold.ts';
import {
  BRANCH,
  contextOf,
  heldMeeting,
  idOf,
  journal,
  MEETING,
  memberOf,
  START,
} from './meeting-builders.ts';

const context = contextOf();
const [one, two, three] = context.roll.map((member) => member.memberId) as [string, string, string];

describe('roll call marks', () => {
  it('takes the latest mark, and a secretary’s mark stands over a later self mark', () => {
    const log = journal();
    log.write('attendance-marked', { memberId: one, presence: 'present', method: 'qr' });
    expect(foldMeeting(context, log.entries).presence[one]).toMatchObject({
      presence: 'present',
      method: 'qr',
    });
    log.write('attendance-marked', {
      memberId: one,
      presence: 'excused',
      reason: 'Ốm',
      method: 'secretary',
    });
    log.write('attendance-marked', { memberId: one, presence: 'present', method: 'self' });
    expect(foldMeeting(context, log.entries).presence[one]).toMatchObject({
      presence: 'excused',
      reason: 'Ốm',
    });
    log.write('attendance-marked', { memberId: one, presence: 'present', method: 'secretary' });
    expect(foldMeeting(context, log.entries).presence[one]!.presence).toBe('present');
    log.write('attendance-cleared', { memberId: one });
    expect(foldMeeting(context, log.entries).presence[one]!.presence).toBeNull();
    log.write('attendance-marked', { memberId: one, presence: 'present', method: 'self' });
    expect(foldMeeting(context, log.entries).presence[one]!.presence).toBe('present');
  });

  it('sets aside a mark for somebody who is not on the roll', () => {
    const log = journal();
    log.write('attendance-marked', { memberId: idOf(77), presence: 'present', method: 'qr' });
    const state = foldMeeting(context, log.entries);
    expect(state.attendance.present).toBe(0);
    expect(state.waiting).toMatchObject([{ why: 'not-on-the-roll', kind: 'attendance-marked' }]);
  });
});

describe('conclusions', () => {
  const item = idOf(4001);
  it('keeps two conclusions that do not know of each other as a conflict until a person settles it', () => {
    const log = journal();
    const first = log.write('conclusion-written', { itemId: item, text: 'Bản một', replaces: [] });
    const other = log.write(
      'conclusion-written',
      { itemId: item, text: 'Bản hai', replaces: [] },
      { by: two, lamport: 1 },
    );
    const torn = foldMeeting(context, log.entries).conclusions[0]!;
    expect(torn.inConflict).toBe(true);
    expect(torn.live.map((each) => each.text).toSorted()).toEqual(['Bản hai', 'Bản một']);
    log.write('conclusion-written', { itemId: item, text: 'Bản chung', replaces: [first.id, other.id] });
    const settled = foldMeeting(context, log.entries).conclusions[0]!;
    expect(settled).toMatchObject({ inConflict: false, live: [{ text: 'Bản chung' }] });
    log.write('conclusion-withdrawn', { itemId: item, replaces: settled.live.map((each) => each.entryId) });
    expect(foldMeeting(context, log.entries).conclusions).toEqual([]);
  });

  it('replaces without a conflict when the second knew of the first', () => {
    const log = journal();
    const first = log.write('conclusion-written', { itemId: item, text: 'Bản một', replaces: [] });
    log.write('conclusion-written', { itemId: item, text: 'Bản hai', replaces: [first.id] });
    expect(foldMeeting(context, log.entries).conclusions[0]).toMatchObject({
      inConflict: false,
      live: [{ text: 'Bản hai' }],
    });
  });
});

describe('named votes', () => {
  const voteId = idOf(6001);
  const opened = (log: ReturnType<typeof journal>) =>
    log.write('vote-opened', { voteId, question: 'Đồng ý?', matter: 'conclusion', method: 'named' });

  it('counts the last tap of each member while open', () => {
    const log = journal();
    opened(log);
    log.write('vote-cast', { voteId, memberId: one, choice: 'no' }, { by: one });
    log.write('vote-cast', { voteId, memberId: one, choice: 'yes' }, { by: one });
    log.write('vote-cast', { voteId, memberId: two, choice: 'abstain' }, { by: two });
    expect(foldMeeting(context, log.entries).votes[0]).toMatchObject({
      status: 'open',
      // Nobody is marked: whoever voted was there, and the others count as away.
      result: { yes: 1, no: 0, abstain: 1, entitled: 5, needed: 3, silent: 0, absent: 3, passed: false },
    });
  });

  it('tells those in the room who did not vote from those away, as the roll call stood at the announcement', () => {
    const log = journal();
    const mark = (memberId: string, presence: 'present' | 'excused') =>
      log.write('attendance-marked', {
        memberId,
        presence,
        method: 'secretary',
        ...(presence === 'excused' && { reason: 'Ốm' }),
      });
    mark(one, 'present');
    mark(two, 'present');
    mark(three, 'excused');
    log.write('vote-opened', { voteId, question: 'Đồng ý?', matter: 'conclusion', method: 'show-of-hands' });
    log.write('vote-counted', { voteId, yes: 1, no: 0, abstain: 0 });
    log.write('vote-closed', { voteId, countedCasts: [] });
    // Who comes later was not there when it was announced.
    mark(three, 'present');
    expect(foldMeeting(context, log.entries).votes[0]).toMatchObject({
      result: { yes: 1, no: 0, abstain: 0, silent: 1, absent: 3, entitled: 5 },
    });
  });

  it('never changes an announced result when a tap arrives late, but shows the tap', () => {
    const log = journal();
    opened(log);
    const casts = [one, two, three].map((memberId) =>
      log.write('vote-cast', { voteId, memberId, choice: 'yes' }, { by: memberId }),
    );
    log.write('vote-closed', { voteId, countedCasts: casts.map((cast) => cast.id) });
    const announced = foldMeeting(context, log.entries).votes[0]!;
    expect(announced.result).toMatchObject({ yes: 3, passed: true });
    // Made before the closing by its logical clock, received after it.
    log.write('vote-cast', { voteId, memberId: one, choice: 'no' }, { by: one, lamport: 5 });
    const after = foldMeeting(context, log.entries).votes[0]!;
    expect(after.result).toEqual(announced.result);
    expect(after.lateCasts).toMatchObject([{ memberId: one, choice: 'no' }]);
  });

  it('does not count a provisional member', () => {
    const log = journal();
    opened(log);
    const provisional = context.roll.find((member) => member.status === 'provisional')!.memberId;
    log.write('vote-cast', { voteId, memberId: provisional, choice: 'yes' }, { by: provisional });
    const vote = foldMeeting(context, log.entries).votes[0]!;
    expect(vote.result.yes).toBe(0);
    expect(vote.refusedCasts).toHaveLength(1);
  });

  it('keeps the first of two closings and does not carry an annulled vote', () => {
    const log = journal();
    opened(log);
    const cast = log.write('vote-cast', { voteId, memberId: one, choice: 'yes' });
    log.write('vote-closed', { voteId, countedCasts: [cast.id] });
    log.write('vote-closed', { voteId, countedCasts: [] });
    log.write('minutes-adopted', { voteId });
    const state = foldMeeting(context, log.entries);
    expect(state.votes[0]!.result.yes).toBe(1);
    expect(state.minutesAdopted).toMatchObject({ carried: false });
    log.write('vote-annulled', { voteId, reason: 'Đếm nhầm' });
    expect(foldMeeting(context, log.entries).votes[0]!.status).toBe('annulled');
  });
});

describe('agenda', () => {
  it('adds, moves, changes and removes items in the journal’s order', () => {
    const log = journal();
    const [a, b, c] = [idOf(4001), idOf(4002), idOf(4003)];
    for (const [itemId, title] of [
      [a, 'Một'],
      [b, 'Hai'],
      [c, 'Ba'],
    ] as const)
      log.write('agenda-item-added', { itemId, title, source: 'own' });
    log.write('agenda-item-moved', { itemId: c, afterItemId: null });
    log.write('agenda-item-changed', { itemId: b, title: 'Hai, sửa' });
    expect(foldMeeting(context, log.entries).agenda.map((each) => each.title)).toEqual([
      'Ba',
      'Một',
      'Hai, sửa',
    ]);
    log.write('agenda-item-removed', { itemId: a });
    // A removed item still marks its place.
    log.write('agenda-item-added', { itemId: idOf(4004), title: 'Bốn', source: 'own', afterItemId: a });
    expect(foldMeeting(context, log.entries).agenda.map((each) => each.title)).toEqual([
      'Ba',
      'Bốn',
      'Hai, sửa',
    ]);
  });
});

describe('time', () => {
  it('measures the meeting by its claims and believes no absurd length', () => {
    const log = journal();
    log.write('meeting-started', { chairId: one, heldOn: '2025-12-03', startedAt: START });
    log.write('meeting-ended', { endedAt: START + 92 * 60_000 });
    expect(foldMeeting(context, log.entries).duration.minutes).toBe(92);
    log.write('meeting-ended', { endedAt: START + 365 * 86_400_000 });
    expect(foldMeeting(context, log.entries).duration).toMatchObject({
      minutes: null,
      explanation: [{ because: 'clocks-disagree' }],
    });
  });

  it('adds up a step held twice and does not subtract two clocks', () => {
    const log = journal();
    log.write('step-started', { step: 'discussion' }, { at: START });
    log.write('step-finished', { step: 'discussion' }, { at: START + 300_000 });
    log.write('step-started', { step: 'discussion' }, { at: START + 600_000 });
    log.write('step-finished', { step: 'discussion', elapsedSeconds: 60 }, { at: START });
    const discussion = () =>
      foldMeeting(context, log.entries).steps.find((each) => each.step === 'discussion')!;
    expect(discussion()).toMatchObject({ status: 'finished', elapsedSeconds: 360 });
    log.write('step-started', { step: 'discussion' }, { at: START });
    log.write('step-finished', { step: 'discussion' }, { by: two, at: START + 60_000 });
    expect(discussion().elapsedSeconds).toBeNull();
  });

  it('gives the same state when one device’s clock is a year off', () => {
    const log = heldMeeting();
    const shifted = log.entries.map((entry) =>
      entry.authorId === idOf(1001) ? { ...entry, at: entry.at + 365 * 86_400_000 } : entry,
    ) as AnyEntry[];
    const plain = (entries: AnyEntry[]) =>
      JSON.stringify(foldMeeting(context, entries), (key, value) =>
        key === 'at' || key === 'startedAt' ? undefined : value,
      );
    expect(plain(shifted)).toBe(plain(log.entries));
  });
});

describe('closing', () => {
  it('ignores and lists what comes after, and keeps annexes', () => {
    const log = heldMeeting();
    log.write('meeting-closed', {});
    const closed = foldMeeting(context, log.entries);
    expect(closed.stage).toBe('closed');
    log.write('focus-set', { text: 'Đổi trọng tâm' });
    log.write('annex-added', { text: 'Đính chính họ tên', concerns: 'minutes' });
    log.write('meeting-closed', {});
    const after = foldMeeting(context, log.entries);
    expect(after.focus).toEqual(closed.focus);
    expect(after.late.map((each) => each.kind)).toEqual(['focus-set', 'meeting-closed']);
    expect(after.annexes).toMatchObject([{ text: 'Đính chính họ tên' }]);
  });

  it('lets the server’s numbers decide what belonged to the record', () => {
    const log = journal();
    log.write('focus-set', { text: 'Một' }, { seq: 1 });
    log.write('meeting-closed', {}, { seq: 3 });
    // Received before the closing by another device, though its logical clock is later.
    log.write('focus-set', { text: 'Hai' }, { by: two, lamport: 9, seq: 2 });
    // Written earlier by its logical clock, but never received before the closing.
    log.write('focus-set', { text: 'Ba' }, { by: three, lamport: 1 });
    log.write('focus-set', { text: 'Bốn' }, { by: three, lamport: 1, seq: 4 });
    const state = foldMeeting(context, log.entries);
    expect(state.focus?.text).toBe('Hai');
    expect(state.late).toHaveLength(2);
  });

  it('lists what changed after the minutes were adopted', () => {
    const log = heldMeeting();
    expect(foldMeeting(context, log.entries).changedAfterAdoption).toEqual([]);
    const late = log.write('member-praised', { memberId: two, text: 'Tích cực' });
    expect(foldMeeting(context, log.entries).changedAfterAdoption).toEqual([late.id]);
  });
});

describe('entries that cannot be read', () => {
  const frame = (n: number) => ({
    id: idOf(800 + n),
    meetingId: MEETING,
    branchId: BRANCH,
    authorId: one,
    deviceId: idOf(8),
    lamport: n,
    at: START,
  });
  it('keeps them apart and goes on', () => {
    const log = heldMeeting();
    const strange: AnyEntry[] = [
      { ...frame(1), kind: 'hologram-shown', payload: { x: 1 } },
      { ...frame(2), kind: 'focus-set', payload: null },
      { ...frame(3), kind: 'vote-cast', payload: { voteId: 7 } },
      { ...frame(4), kind: 'toString', payload: {} },
      { ...frame(5), meetingId: idOf(3), kind: 'focus-set', payload: { text: 'Buổi khác' } },
      { ...frame(6), kind: 'focus-set', payload: { text: 'Trọng tâm', colour: 'red' } },
    ];
    const state = foldMeeting(context, [...strange, ...log.entries]);
    expect(state.unknown.map((each) => [each.kind, each.why])).toEqual([
      ['hologram-shown', 'unknown-kind'],
      ['focus-set', 'unreadable'],
      ['vote-cast', 'unreadable'],
      ['toString', 'unknown-kind'],
    ]);
    expect(state.waiting).toMatchObject([{ why: 'other-meeting' }]);
    expect(state.focus).not.toBeNull();
  });
});

// Five devices that write anything in any order, each knowing only a part of what the others wrote.
const DEVICES = 5;

const anyJournal = fc
  .array(
    fc.record({
      device: fc.integer({ min: 1, max: DEVICES }),
      lamport: fc.integer({ min: 1, max: 30 }),
      what: anyPayload,
      numbered: fc.boolean(),
      clock: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    }),
    { maxLength: 60 },
  )
  .map((rows) =>
    rows.map(
      (row, index) =>
        ({
          id: idOf(900_000 + index),
          meetingId: MEETING,
          branchId: BRANCH,
          authorId: idOf(1000 + row.device),
          deviceId: idOf(700 + row.device),
          lamport: row.lamport,
          at: row.clock,
          kind: row.what.k,
          payload: row.what.p,
          ...(row.numbered ? { seq: index + 1, receivedAt: START + index } : {}),
        }) as unknown as AnyEntry,
    ),
  );

describe('the fold as a function of the set of entries', () => {
  it('is the same for every order, repetition and mixture of sent and unsent copies', () => {
    fc.assert(
      fc.property(
        anyJournal.chain((entries) =>
          fc.tuple(
            fc.constant(entries),
            fc.shuffledSubarray(entries, { minLength: entries.length }),
            fc.subarray(entries),
          ),
        ),
        ([entries, shuffled, repeated]) => {
          // A copy that has not been to the server yet adds nothing to the numbered one.
          const unsent = repeated.map(({ seq: _, receivedAt: __, ...rest }) => rest as AnyEntry);
          const there = foldMeeting(context, [...unsent, ...shuffled, ...repeated, ...unsent]);
          const here = foldMeeting(context, entries);
          expect(there).toEqual(here);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is plain JSON, counts nobody twice, and its figures add up to the base', () => {
    fc.assert(
      fc.property(anyJournal, (entries) => {
        const state = foldMeeting(context, entries);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        const { attendance } = state;
        expect(attendance.present + attendance.excused + attendance.unexcused + attendance.unmarked).toBe(
          attendance.base,
        );
        for (const vote of state.votes) {
          expect(new Set(vote.casts.map((cast) => cast.memberId)).size).toBe(vote.casts.length);
          expect(vote.result.yes + vote.result.no + vote.result.abstain).toBe(vote.casts.length);
          expect(vote.result.overcounted).toBe(false);
        }
        const ids = new Set(state.agenda.map((item) => item.itemId));
        expect(ids.size).toBe(state.agenda.length);
      }),
    );
  });

  it('is brought to its closing without being folded again', () => {
    let answered = 0;
    fc.assert(
      fc.property(anyJournal, fc.integer({ min: 1, max: 60 }), (before, lamport) => {
        const record = before
          .filter((entry) => entry.kind !== 'meeting-closed')
          .map((entry, index) => ({ ...entry, seq: index + 1 }) as AnyEntry);
        const closing = {
          id: idOf(950_000),
          meetingId: MEETING,
          branchId: BRANCH,
          authorId: one,
          deviceId: idOf(701),
          lamport,
          at: START,
          kind: 'meeting-closed',
          payload: {},
          seq: record.length + 1,
        } as unknown as Entry<'meeting-closed'>;
        const closed = withClosing(foldMeeting(context, record), closing);
        if (closed === null) return;
        answered += 1;
        expect(closed).toEqual(foldMeeting(context, [...record, closing]));
      }),
      { numRuns: 600 },
    );
    expect(answered).toBeGreaterThan(50);
  });

  it('never changes a closed record: whatever arrives after the numbered closing is late', () => {
    fc.assert(
      fc.property(anyJournal, anyJournal, (before, after) => {
        const record = before
          .filter((entry) => entry.kind !== 'meeting-closed')
          .map((entry, index) => ({ ...entry, seq: index + 1 }) as AnyEntry);
        const closing = {
          ...record[0],
          id: idOf(950_000),
          meetingId: MEETING,
          branchId: BRANCH,
          authorId: one,
          deviceId: idOf(701),
          lamport: 40,
          at: START,
          kind: 'meeting-closed',
          payload: {},
          seq: record.length + 1,
        } as unknown as AnyEntry;
        const later = after.map(
          (entry, index) =>
            ({
              ...entry,
              id: idOf(960_000 + index),
              ...(entry.seq === undefined ? {} : { seq: record.length + 2 + index }),
            }) as AnyEntry,
        );
        const {
          annexes: _a,
          late: _l,
          entryCount: _c,
          lamport: _m,
          ...closed
        } = foldMeeting(context, [...record, closing]);
        const {
          annexes: _b,
          late: _k,
          entryCount: _d,
          lamport: _n,
          ...still
        } = foldMeeting(context, [...later, ...record, closing]);
        expect(still).toEqual(closed);
      }),
    );
  });
});

describe('a large branch', () => {
  it('folds 166 members, 60 opinions and 2,000 entries', () => {
    const big = contextOf({ roll: Array.from({ length: 166 }, (_, n) => memberOf(n + 1)) });
    const log = journal();
    const write = <K extends EntryKind>(kind: K, payload: EntryPayloads[K]): Entry<K> =>
      log.write(kind, payload);
    for (const member of big.roll)
      write('attendance-marked', { memberId: member.memberId, presence: 'present', method: 'qr' });
    for (let n = 0; n < 60; n++)
      write('opinion-recorded', {
        opinionId: idOf(5000 + n),
        speakerKind: 'member',
        speakerId: idOf(1001 + n),
        text: 'Ý kiến phát biểu '.repeat(40),
        nature: 'opinion',
      });
    for (let v = 0; log.entries.length < 2000; v++) {
      write('vote-opened', { voteId: idOf(6000 + v), question: 'Đồng ý?', matter: 'other', method: 'named' });
      const casts = big.roll.map((m) =>
        write('vote-cast', { voteId: idOf(6000 + v), memberId: m.memberId, choice: 'yes' }),
      );
      write('vote-closed', { voteId: idOf(6000 + v), countedCasts: casts.map((cast) => cast.id) });
    }
    const state = foldMeeting(big, log.entries);
    expect(state.attendance.present).toBe(166);
    expect(state.opinions).toHaveLength(60);
    expect(state.votes.every((vote) => vote.result.yes === 166)).toBe(true);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEntry, checkPayload, MAX_LAMPORT } from './check-payload.ts';
import { compareEntries, ENTRY_KINDS, type EntryKind, nextLamport } from './entry.ts';
import { heldMeeting, idOf, journal } from './meeting-builders.ts';
import { errors } from './meeting-errors.ts';

const refusalOf = (kind: EntryKind, payload: unknown) => {
  const checked = checkPayload(kind, payload);
  return checked.ok ? null : [checked.refusal.code, checked.refusal.field];
};
const cast = { voteId: idOf(61), memberId: idOf(1001), choice: 'yes' };
const task = {
  taskId: idOf(31),
  title: 'Việc',
  ownerId: idOf(1001),
  helperIds: [],
  output: 'Báo cáo',
  dueOn: '2025-12-20',
  reportMonth: '2026-01',
};
const marked = { memberId: idOf(1001), presence: 'present', method: 'secretary' };

describe('payloads', () => {
  it.each<[EntryKind, unknown, string, string]>([
    ['vote-cast', null, 'meetings.wrong-type', 'payload'],
    ['vote-cast', [], 'meetings.wrong-type', 'payload'],
    ['vote-cast', { ...cast, choice: 'maybe' }, 'meetings.not-a-choice', 'payload.choice'],
    ['vote-cast', { ...cast, voteId: 'x' }, 'meetings.not-an-id', 'payload.voteId'],
    ['vote-cast', { ...cast, secret: 1 }, 'meetings.unknown-field', 'payload.secret'],
    ['vote-cast', { voteId: idOf(61), choice: 'yes' }, 'meetings.field-missing', 'payload.memberId'],
    [
      'vote-counted',
      { voteId: idOf(61), yes: -1, no: 0, abstain: 0 },
      'meetings.number-out-of-range',
      'payload.yes',
    ],
    [
      'vote-counted',
      { voteId: idOf(61), yes: 1.5, no: 0, abstain: 0 },
      'meetings.number-out-of-range',
      'payload.yes',
    ],
    [
      'vote-counted',
      { voteId: idOf(61), yes: Number.NaN, no: 0, abstain: 0 },
      'meetings.wrong-type',
      'payload.yes',
    ],
    ['vote-closed', { voteId: idOf(61) }, 'meetings.field-missing', 'payload.countedCasts'],
    ['focus-set', { text: ' \u200b\n ' }, 'meetings.text-empty', 'payload.text'],
    ['focus-set', { text: 'a'.repeat(2001) }, 'meetings.text-too-long', 'payload.text'],
    ['focus-set', { text: 'a'.repeat(10_000_000) }, 'meetings.text-too-long', 'payload.text'],
    ['task-assigned', { ...task, output: ' ' }, 'meetings.text-empty', 'payload.output'],
    ['task-assigned', { ...task, dueOn: '2025-02-30' }, 'meetings.not-a-date', 'payload.dueOn'],
    ['task-assigned', { ...task, reportMonth: '2026-13' }, 'meetings.not-a-date', 'payload.reportMonth'],
    ['task-assigned', { ...task, helperIds: [idOf(1), 'x'] }, 'meetings.not-an-id', 'payload.helperIds.1'],
    [
      'notice-sent',
      { channels: [], recipients: 1, toFollower: true },
      'meetings.list-empty',
      'payload.channels',
    ],
    [
      'notice-sent',
      { channels: ['phone'], recipients: 1, toFollower: false, memberIds: ['x'] },
      'meetings.not-an-id',
      'payload.memberIds.0',
    ],
    ['attendance-marked', { ...marked, presence: 'excused' }, 'meetings.reason-missing', 'payload.reason'],
    [
      'attendance-marked',
      { ...marked, presence: 'unexcused', method: 'self' },
      'meetings.self-mark-only-present',
      'payload.presence',
    ],
    [
      'attendance-marked',
      { ...marked, presence: 'excused', reason: 'Ốm', method: 'qr' },
      'meetings.self-mark-only-present',
      'payload.presence',
    ],
    [
      'task-result-recorded',
      { taskId: idOf(31), state: 'cannot-be-done' },
      'meetings.reason-missing',
      'payload.cause',
    ],
    [
      'score-marked',
      { criterionId: 'a', points: 1, notApplicable: true },
      'meetings.points-and-not-applicable',
      'payload.points',
    ],
    ['score-marked', { criterionId: 'Ô chữ', points: 1 }, 'meetings.not-an-id', 'payload.criterionId'],
    [
      'score-confirmed',
      { marks: [{ criterionId: 'a', points: 1 }] },
      'meetings.reason-missing',
      'payload.reason',
    ],
    [
      'score-confirmed',
      { marks: [{ criterionId: 'a', points: 'x' }], reason: 'r' },
      'meetings.wrong-type',
      'payload.marks.0.points',
    ],
    [
      'opinion-edited',
      { opinionId: idOf(5), speakerId: idOf(6) },
      'meetings.field-missing',
      'payload.speakerKind',
    ],
    ['meeting-closed', { sure: true }, 'meetings.unknown-field', 'payload.sure'],
    ['__proto__' as EntryKind, {}, 'meetings.unknown-kind', 'kind'],
  ])('%s %j is refused', (kind, payload, code, field) => {
    expect(refusalOf(kind, payload)).toEqual([code, field]);
  });

  it('tidies texts: composed letters, no hidden marks, own line breaks kept', () => {
    const given = '  Họp\u0000  chi bộ\r\n\r\n\r\n\r\nThô\u0301ng\u202e qua \ud800 '.normalize('NFD');
    const checked = checkPayload('focus-set', { text: given });
    expect(checked.ok && checked.value.text).toBe('Họp chi bộ\n\nThống qua \ufffd'.normalize('NFC'));
  });

  it('lists each helper once', () => {
    const checked = checkPayload('task-assigned', { ...task, helperIds: [idOf(1), idOf(2), idOf(1)] });
    expect(checked.ok && checked.value.helperIds).toEqual([idOf(1), idOf(2)]);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const once = checkPayload('comment-added', { text });
        if (!once.ok) return;
        expect(checkPayload('comment-added', once.value)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, whatever is sent', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ENTRY_KINDS), fc.anything(), (kind, payload) => {
        const checked = checkPayload(kind, payload);
        if (!checked.ok) expect(errors).toHaveProperty([checked.refusal.code]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an entry off the wire', () => {
  const entry = journal().write('focus-set', { text: 'Trọng tâm' });
  it('passes whole meetings unchanged and leaves out what only the server gives', () => {
    for (const each of heldMeeting().entries) expect(checkEntry(each)).toEqual({ ok: true, value: each });
    const checked = checkEntry({ ...entry, seq: 5, receivedAt: 7, withheld: true, extra: 1 });
    expect(checked).toEqual({ ok: true, value: entry });
  });
  it.each<[unknown, string, string]>([
    [null, 'meetings.entry-malformed', 'entry'],
    ['text', 'meetings.entry-malformed', 'entry'],
    [{ ...entry, id: 'x' }, 'meetings.not-an-id', 'id'],
    [{ ...entry, deviceId: undefined }, 'meetings.not-an-id', 'deviceId'],
    [{ ...entry, lamport: 0 }, 'meetings.number-out-of-range', 'lamport'],
    [{ ...entry, lamport: MAX_LAMPORT + 1 }, 'meetings.number-out-of-range', 'lamport'],
    [{ ...entry, at: 'now' }, 'meetings.wrong-type', 'at'],
    [{ ...entry, kind: 'hologram-shown' }, 'meetings.unknown-kind', 'kind'],
    [{ ...entry, payload: {} }, 'meetings.field-missing', 'payload.text'],
  ])('%j is refused', (given, code, field) => {
    const checked = checkEntry(given);
    expect(checked.ok ? null : [checked.refusal.code, checked.refusal.field]).toEqual([code, field]);
  });
  it('takes a device clock that is far off', () => {
    expect(checkEntry({ ...entry, at: 0 }).ok).toBe(true);
    expect(checkEntry({ ...entry, at: 9_999_999_999_999 }).ok).toBe(true);
  });
});

describe('order', () => {
  it('is by logical clock, then device, then id, never by the wall clock', () => {
    const frame = (lamport: number, device: number, id: number) => ({
      lamport,
      deviceId: idOf(device),
      id: idOf(id),
    });
    const sorted = [frame(1, 9, 9), frame(2, 1, 8), frame(2, 2, 1), frame(2, 2, 3), frame(10, 1, 1)];
    expect(sorted.toReversed().toSorted(compareEntries)).toEqual(sorted);
    expect(nextLamport(sorted)).toBe(11);
    expect(nextLamport([])).toBe(1);
  });
});

describe('error texts', () => {
  it.each(Object.entries(errors))('%s speaks both languages with the same facts', (_, row) => {
    const facts = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).toSorted();
    expect(row.vi.length).toBeGreaterThan(10);
    expect(facts(row.vi)).toEqual(facts(row.en));
    expect(row.vi).toBe(row.vi.normalize('NFC'));
  });
});

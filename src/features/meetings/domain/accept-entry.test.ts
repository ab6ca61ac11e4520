import { describe, expect, it } from 'vitest';
import { type EntryAuthor, LAMPORT_LEAP, mayAppend } from './accept-entry.ts';
import type { AnyEntry, Entry, EntryKind, EntryPayloads } from './entry.ts';
import { foldMeeting } from './fold.ts';
import { contextOf, FOLLOWER, heldMeeting, idOf, journal, type Written } from './meeting-builders.ts';

const context = contextOf();
const author = (n: number, ...rights: EntryAuthor['rights']): EntryAuthor => ({
  personId: idOf(1000 + n),
  memberId: idOf(1000 + n),
  status: context.roll[n - 1]?.status ?? null,
  rights,
});
const secretary = author(1, 'lead', 'member');
const recorder = author(3, 'member');
const member = author(4, 'member');
const provisional = author(6, 'member');
const follower: EntryAuthor = { personId: FOLLOWER, memberId: null, status: null, rights: ['follower'] };
const stranger: EntryAuthor = { personId: idOf(2222), memberId: null, status: 'official', rights: [] };

/** The verdict on one more entry by a person, on top of a journal. */
function verdict<K extends EntryKind>(
  log: ReturnType<typeof journal>,
  who: EntryAuthor,
  kind: K,
  payload: EntryPayloads[K],
  how: Written = {},
): string {
  const state = foldMeeting(context, [...log.entries]);
  const entry = journal().write(kind, payload, { by: who.personId, lamport: state.lamport + 1, ...how });
  const result = mayAppend(context, state, entry as Entry, who);
  return result.ok ? 'ok' : result.refusal.code;
}

const running = () => {
  const log = journal();
  log.write('meeting-started', { chairId: idOf(1001), heldOn: '2025-12-03', startedAt: 1_764_765_000_000 });
  log.write('recorder-appointed', { memberId: recorder.memberId! });
  log.write('attendance-marked', { memberId: member.memberId!, presence: 'present', method: 'qr' });
  log.write('attendance-marked', { memberId: provisional.memberId!, presence: 'present', method: 'qr' });
  log.write('vote-opened', { voteId: idOf(61), question: 'Đồng ý?', matter: 'conclusion', method: 'named' });
  log.write('vote-opened', {
    voteId: idOf(62),
    question: 'Đồng ý?',
    matter: 'score',
    method: 'show-of-hands',
  });
  return log;
};
const self = (who: EntryAuthor, method: 'self' | 'qr' | 'secretary' = 'qr') =>
  ({ memberId: who.memberId ?? who.personId, presence: 'present', method }) as const;
const castOf = (who: EntryAuthor, voteId = idOf(61)) =>
  ({ voteId, memberId: who.memberId ?? who.personId, choice: 'yes' }) as const;

describe('who may write what while the meeting runs', () => {
  it.each<[string, EntryAuthor, EntryKind, unknown, string]>([
    ['own check-in', member, 'attendance-marked', self(member), 'ok'],
    ['check-in for another', member, 'attendance-marked', self(recorder), 'meetings.only-own'],
    [
      'list ticked by a member',
      member,
      'attendance-marked',
      self(member, 'secretary'),
      'meetings.only-lead-or-recorder',
    ],
    ['list ticked by the secretary', secretary, 'attendance-marked', self(member, 'secretary'), 'ok'],
    [
      'QR scan in another’s name by the secretary',
      secretary,
      'attendance-marked',
      self(member),
      'meetings.only-own',
    ],
    [
      'QR scan by a member of another branch',
      stranger,
      'attendance-marked',
      self(stranger),
      'meetings.not-of-this-branch',
    ],
    [
      'tick for somebody off the roll',
      secretary,
      'attendance-marked',
      self(stranger, 'secretary'),
      'meetings.not-on-the-roll',
    ],
    [
      'word by telephone to somebody off the roll',
      secretary,
      'notice-sent',
      { channels: ['phone'], recipients: 1, toFollower: false, memberIds: [stranger.memberId ?? idOf(2222)] },
      'meetings.not-on-the-roll',
    ],
    [
      'word by telephone to the follower alone',
      secretary,
      'notice-sent',
      { channels: ['phone'], recipients: 0, toFollower: true, memberIds: [] },
      'ok',
    ],
    ...['app', 'email', 'calendar'].map((way): [string, EntryAuthor, EntryKind, unknown, string] => [
      `word by ${way}, which only the server sends`,
      secretary,
      'notice-sent',
      { channels: ['phone', way], recipients: 1, toFollower: false, memberIds: [member.memberId] },
      'meetings.notice-by-server',
    ]),
    ['opinion by the appointed recorder', recorder, 'focus-set', { text: 'Trọng tâm' }, 'ok'],
    ['focus by a member', member, 'focus-set', { text: 'Trọng tâm' }, 'meetings.only-lead-or-recorder'],
    ['comment by a member', member, 'comment-added', { text: 'Tôi đồng ý' }, 'ok'],
    ['own named vote', member, 'vote-cast', castOf(member), 'ok'],
    [
      'vote of a provisional member',
      provisional,
      'vote-cast',
      castOf(provisional),
      'meetings.provisional-cannot-vote',
    ],
    [
      'vote entered for a provisional member',
      secretary,
      'vote-cast',
      castOf(provisional),
      'meetings.provisional-cannot-vote',
    ],
    ['vote for another member', member, 'vote-cast', castOf(recorder), 'meetings.only-own'],
    ['vote entered for a member without a phone', secretary, 'vote-cast', castOf(member), 'ok'],
    ['vote without a check-in', recorder, 'vote-cast', castOf(recorder), 'meetings.vote-not-present'],
    [
      'tap in a vote by hands',
      member,
      'vote-cast',
      castOf(member, idOf(62)),
      'meetings.vote-counted-by-hand',
    ],
    [
      'count entered for a named vote',
      secretary,
      'vote-counted',
      { voteId: idOf(61), yes: 1, no: 0, abstain: 0 },
      'meetings.vote-is-named',
    ],
    [
      'more hands than voters',
      secretary,
      'vote-counted',
      { voteId: idOf(62), yes: 5, no: 1, abstain: 0 },
      'meetings.more-votes-than-voters',
    ],
    ['all hands', secretary, 'vote-counted', { voteId: idOf(62), yes: 5, no: 0, abstain: 0 }, 'ok'],
    [
      'adoption by an open vote',
      secretary,
      'score-adopted',
      { voteId: idOf(62) },
      'meetings.vote-not-passed',
    ],
    [
      'points over the maximum',
      secretary,
      'score-marked',
      { criterionId: 'share', points: 41 },
      'meetings.points-over-maximum',
    ],
    [
      'points on no criterion',
      secretary,
      'score-marked',
      { criterionId: 'beauty', points: 1 },
      'meetings.unknown-criterion',
    ],
    [
      'score confirmed by the secretary',
      secretary,
      'score-confirmed',
      { marks: [] },
      'meetings.only-follower',
    ],
    ['score confirmed by the follower', follower, 'score-confirmed', { marks: [] }, 'ok'],
    ['focus by the follower', follower, 'focus-set', { text: 'Khác' }, 'meetings.only-lead-or-recorder'],
    [
      'vote annulled by the recorder',
      recorder,
      'vote-annulled',
      { voteId: idOf(61), reason: 'Nhầm' },
      'meetings.only-lead',
    ],
    ['closing by the recorder', recorder, 'meeting-closed', {}, 'meetings.only-lead'],
    ['closing too early', secretary, 'meeting-closed', {}, 'meetings.not-ready-to-close'],
    [
      'annex before closing',
      secretary,
      'annex-added',
      { text: 'Đính chính', concerns: 'other' },
      'meetings.not-closed-yet',
    ],
    [
      'task for a stranger',
      secretary,
      'task-assigned',
      {
        taskId: idOf(31),
        title: 'Việc',
        ownerId: idOf(2222),
        helperIds: [],
        output: 'Báo cáo',
        dueOn: '2025-12-20',
        reportMonth: '2026-01',
      },
      'meetings.not-on-the-roll',
    ],
  ])('%s', (_, who, kind, payload, expected) => {
    expect(verdict(running(), who, kind, payload as never)).toBe(expected);
  });

  it('refuses another meeting, a forged author and a runaway logical clock', () => {
    const log = running();
    const state = foldMeeting(context, log.entries);
    const entry = journal().write('focus-set', { text: 'Trọng tâm' }, { lamport: state.lamport + 1 });
    const codeOf = (changed: AnyEntry) => {
      const result = mayAppend(context, state, changed as Entry, secretary);
      return result.ok ? 'ok' : result.refusal.code;
    };
    expect(codeOf(entry)).toBe('ok');
    expect(codeOf({ ...entry, meetingId: idOf(7) })).toBe('meetings.wrong-meeting');
    expect(codeOf({ ...entry, branchId: idOf(7) })).toBe('meetings.wrong-meeting');
    expect(codeOf({ ...entry, authorId: member.personId })).toBe('meetings.forged-author');
    expect(codeOf({ ...entry, lamport: state.lamport + LAMPORT_LEAP + 1 })).toBe('meetings.clock-too-far');
  });

  it('refuses a tap after the vote was closed', () => {
    const log = running();
    log.write('vote-closed', { voteId: idOf(61), countedCasts: [] });
    expect(verdict(log, member, 'vote-cast', castOf(member))).toBe('meetings.vote-closed');
  });

  it('lets a member take back only the own comment', () => {
    const log = running();
    const comment = log.write('comment-added', { text: 'Góp ý' }, { by: member.personId });
    const payload = { commentId: comment.id };
    expect(verdict(log, member, 'comment-withdrawn', payload)).toBe('ok');
    expect(verdict(log, provisional, 'comment-withdrawn', payload)).toBe('meetings.only-own');
    expect(verdict(log, secretary, 'comment-withdrawn', payload)).toBe('ok');
  });
});

describe('closing', () => {
  it('is granted when nothing blocks, and then nothing but an annex is taken', () => {
    const log = heldMeeting(context);
    expect(verdict(log, secretary, 'meeting-closed', {})).toBe('ok');
    log.write('meeting-closed', {});
    expect(verdict(log, secretary, 'meeting-closed', {})).toBe('meetings.closed');
    expect(verdict(log, member, 'vote-cast', castOf(member))).toBe('meetings.closed');
    expect(verdict(log, secretary, 'annex-added', { text: 'Đính chính', concerns: 'other' })).toBe('ok');
    expect(verdict(log, member, 'annex-added', { text: 'Đính chính', concerns: 'other' })).toBe(
      'meetings.only-lead-or-recorder',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { type HomeMeeting, inOrderOfPressure, type NextStep, nextStepOf, pathOf } from './next-step.ts';

const TODAY = '2026-11-24';

const meetingOf = (id: string, changes: Partial<HomeMeeting> = {}): HomeMeeting => ({
  id,
  branchId: 'branch',
  branchName: 'Chi bộ Tổ dân phố số 7',
  month: '2026-11',
  kind: 'regular',
  plannedOn: '2026-11-26',
  plannedTime: '19:30',
  place: 'Nhà văn hóa',
  stage: 'planned',
  heldOn: null,
  base: null,
  present: null,
  ownScore: null,
  confirmedScore: null,
  isTakenOver: false,
  role: 'member',
  noticeSent: false,
  hasComments: 0,
  own: null,
  ...changes,
});

describe('the one thing to do with a meeting', () => {
  it.each<[HomeMeeting['role'], Partial<HomeMeeting>, NextStep]>([
    ['lead', { plannedOn: '2026-11-25' }, 'prepare'],
    ['lead', { plannedOn: TODAY }, 'lead'],
    ['lead', { plannedOn: '2026-11-20' }, 'lead'],
    ['lead', { stage: 'running' }, 'go-on-leading'],
    ['lead', { stage: 'ended' }, 'finish-record'],
    ['recorder', {}, 'read-and-comment'],
    ['recorder', { stage: 'running' }, 'record'],
    ['recorder', { stage: 'ended' }, 'finish-record'],
    ['member', {}, 'read-and-comment'],
    ['member', { stage: 'running' }, 'check-in'],
    ['member', { stage: 'running', own: { isPresent: false, voteWaits: false, ballotId: null } }, 'check-in'],
    ['member', { stage: 'running', own: { isPresent: true, voteWaits: false, ballotId: null } }, 'attend'],
    ['member', { stage: 'running', own: { isPresent: true, voteWaits: true, ballotId: null } }, 'vote'],
    [
      'member',
      { stage: 'running', own: { isPresent: true, voteWaits: false, ballotId: 'b' } },
      'secret-vote',
    ],
    [
      'member',
      { stage: 'running', own: { isPresent: false, voteWaits: false, ballotId: 'b' } },
      'secret-vote',
    ],
    ['member', { stage: 'running', own: { isPresent: true, voteWaits: true, ballotId: 'b' } }, 'vote'],
    ['member', { stage: 'ended' }, 'read'],
    ['follower', {}, 'read-as-follower'],
    ['follower', { stage: 'running' }, 'attend-as-follower'],
    ['follower', { stage: 'ended', ownScore: 96 }, 'confirm-score'],
    ['follower', { stage: 'ended', ownScore: 96, confirmedScore: 94 }, 'read'],
    ['above', { stage: 'running' }, 'watch'],
  ])('%s, %o: %s', (role, changes, step) => {
    expect(nextStepOf(meetingOf('a', { ...changes, role }), TODAY)).toBe(step);
  });
});

it('leads to the ballot where there is one to vote in, and into the meeting otherwise', () => {
  const own = { isPresent: true, voteWaits: false, ballotId: 'b' };
  const meeting = meetingOf('a', { stage: 'running', own });
  expect(pathOf(meeting, nextStepOf(meeting, TODAY))).toBe('/ballots/b');
  expect(pathOf({ ...meeting, own: { ...own, voteWaits: true } }, 'vote')).toBe('/meetings/a');
});

describe('which meeting comes first', () => {
  const coming = meetingOf('coming');
  const later = meetingOf('later', { plannedOn: '2026-12-20' });
  const todays = meetingOf('today', { plannedOn: TODAY });
  const running = meetingOf('running', { stage: 'running', plannedOn: TODAY });
  const waiting = meetingOf('waiting', { stage: 'ended', role: 'follower', plannedOn: '2026-11-03' });
  const over = meetingOf('over', { stage: 'ended', plannedOn: '2026-11-01' });

  it('puts what runs before what is today, what waits for me, what comes and what is over', () => {
    const mixed = [over, later, waiting, coming, todays, running];
    expect(inOrderOfPressure(mixed, TODAY).map((one) => one.id)).toEqual([
      'running',
      'today',
      'waiting',
      'coming',
      'later',
      'over',
    ]);
  });

  it('leaves the list that it was given as it is', () => {
    const given = [later, coming];
    inOrderOfPressure(given, TODAY);
    expect(given.map((one) => one.id)).toEqual(['later', 'coming']);
  });
});

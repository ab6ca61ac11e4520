import { describe, expect, it } from 'vitest';
import { proposeScore } from '#features/rulebooks/contract.ts';
import { collectEvidence } from './collect-evidence.ts';
import { foldMeeting } from './fold.ts';
import { contextOf, heldMeeting, idOf, journal, START, taskOf } from './meeting-builders.ts';

const context = contextOf({
  lastMonthTasks: [taskOf(1), taskOf(2), taskOf(3, { state: 'done' }), taskOf(4)],
});
const evidenceOf = (log: ReturnType<typeof journal>, known = {}, of = context) =>
  collectEvidence(of, foldMeeting(of, log.entries), known);
const HOUR = 3_600_000;

describe('evidence for the score sheet', () => {
  it('of a meeting held by the rules', () => {
    const log = heldMeeting(context);
    log.write('task-result-recorded', { taskId: idOf(3001), state: 'done-late' });
    log.write('task-result-recorded', { taskId: idOf(3002), state: 'not-done' });
    expect(evidenceOf(log, { uploadedWithinDays: 1 })).toMatchObject({
      startedAt: 0,
      endedAt: 95,
      minimumMinutes: 90,
      baseSize: 6,
      present: 6,
      spoke: 1,
      eligibleToSpeak: 6,
      stepsDone: 8,
      stepsRequired: 8,
      ideologyMinutes: 10,
      lastMonthTasks: { total: 4, done: 2 },
      conclusionAdopted: true,
      minutesAdopted: true,
      minutesKept: true,
      tasksAssigned: 1,
      uploadedWithinDays: 1,
      papersLeadHours: null,
      papersPosted: null,
      noticeSentToAll: null,
      committeeMet: null,
    });
  });

  it('says "not recorded" before anything happened', () => {
    expect(evidenceOf(journal())).toMatchObject({
      startedAt: null,
      endedAt: null,
      conclusionAdopted: null,
      minutesAdopted: null,
      minutesKept: null,
      followerNotified: null,
      ideologyMinutes: null,
      draftPrepared: null,
    });
  });

  it('measures a running meeting by the device’s clock, within reason', () => {
    const log = journal();
    log.write('meeting-started', { chairId: idOf(1001), heldOn: '2025-12-03', startedAt: START });
    expect(evidenceOf(log, { now: START + 80 * 60_000 }).endedAt).toBe(80);
    expect(evidenceOf(log, { now: START + 80 * 24 * HOUR }).endedAt).toBeNull();
    expect(evidenceOf(log).endedAt).toBeNull();
  });

  it('takes the lead of papers from the server’s time, for the last paper that must be out', () => {
    const log = journal();
    const paper = (n: number, role: 'report' | 'other', receivedAt?: number) =>
      log.write(
        'paper-attached',
        { paperId: idOf(n), fileId: idOf(n), name: 'Báo cáo', bytes: 1, role },
        // The device's clock is a year off and says nothing.
        { at: START - 365 * 24 * HOUR, ...(receivedAt === undefined ? {} : { seq: n, receivedAt }) },
      );
    paper(21, 'report', START - 30 * HOUR);
    paper(22, 'other', START - HOUR);
    expect(evidenceOf(log).papersLeadHours).toBe(30);
    paper(23, 'report', START - 20 * HOUR);
    expect(evidenceOf(log).papersLeadHours).toBe(20);
    paper(24, 'report');
    expect(evidenceOf(log)).toMatchObject({ papersLeadHours: null, papersPosted: true });
    log.write('paper-removed', { paperId: idOf(24) });
    log.write('paper-removed', { paperId: idOf(23) });
    expect(evidenceOf(log).papersLeadHours).toBe(30);
  });

  it('counts a speaker once and only among those present who may speak', () => {
    const log = journal();
    for (const n of [1, 2, 6])
      log.write('attendance-marked', { memberId: idOf(1000 + n), presence: 'present', method: 'qr' });
    for (const [n, speaker] of [1, 1, 6, 4].entries())
      log.write('opinion-recorded', {
        opinionId: idOf(5200 + n),
        speakerKind: 'member',
        speakerId: idOf(1000 + speaker),
        text: 'Ý kiến',
        nature: 'opinion',
      });
    expect(evidenceOf(log)).toMatchObject({ spoke: 2, eligibleToSpeak: 3 });
  });

  it('knows the notice, the follower and the committee’s meeting', () => {
    const log = journal();
    log.write('notice-sent', { channels: ['phone'], recipients: 1, toFollower: false, memberIds: [idOf(1)] });
    log.write('notice-sent', { channels: ['app'], recipients: 5, toFollower: false });
    expect(evidenceOf(log)).toMatchObject({ noticeSentToAll: false, followerNotified: false });
    log.write('notice-sent', { channels: ['app', 'zalo'], recipients: 6, toFollower: true });
    log.write('committee-met', { metOn: '2025-11-30', presentIds: [] });
    expect(evidenceOf(log)).toMatchObject({
      noticeSentToAll: true,
      followerNotified: true,
      committeeMet: true,
    });
    log.write('committee-met', { metOn: '2025-12-09', presentIds: [] });
    expect(evidenceOf(log).committeeMet).toBe(false);
  });

  it('sees a fourth excused absence in a row', () => {
    const absent = contextOf({
      roll: context.roll.map((member, n) => ({ ...member, excusedInARow: n === 3 ? 3 : 0 })),
    });
    const log = journal();
    expect(evidenceOf(log, {}, absent).membersWithLongAbsence).toBe(0);
    log.write('attendance-marked', {
      memberId: idOf(1004),
      presence: 'excused',
      reason: 'Công tác',
      method: 'secretary',
    });
    expect(evidenceOf(log, {}, absent).membersWithLongAbsence).toBe(1);
  });

  it('fits the rulebook’s proposal', () => {
    const proposals = proposeScore(context.rules['score.sheet'].value, evidenceOf(heldMeeting(context)));
    expect(proposals.map((each) => each.criterionId)).toEqual(['share', 'topic', 'tasks']);
  });
});

import { describe, expect, it } from 'vitest';
import { foldMeeting } from './fold.ts';
import { findGaps, mayClose } from './may-close.ts';
import {
  contextOf,
  FOLLOWER,
  heldMeeting,
  idOf,
  journal,
  ruleFor,
  rulesOf,
  START,
  taskOf,
} from './meeting-builders.ts';
import { totalMeetingScore } from './total-meeting-score.ts';

const context = contextOf();
const gapsOf = (log: ReturnType<typeof journal>, of = context) =>
  findGaps(of, foldMeeting(of, log.entries)).map((gap) => `${gap.blocks ? '!' : ''}${gap.gap}`);

describe('what is missing before closing', () => {
  it('is nothing after a meeting held by the rules', () => {
    const log = heldMeeting();
    expect(mayClose(context, foldMeeting(context, log.entries))).toEqual({ may: true, gaps: [] });
  });

  it('is everything at the beginning, blocking gaps first', () => {
    expect(gapsOf(journal())).toEqual([
      '!not-started',
      '!not-ended',
      '!members-unmarked',
      '!minutes-not-adopted',
      '!score-incomplete',
      '!score-not-adopted',
      '!score-not-confirmed',
      'no-recorder',
      'quorum-not-reached',
      'steps-left-out',
      'no-conclusion-adopted',
      'no-task-assigned',
    ]);
  });

  it.each<[string, (log: ReturnType<typeof journal>) => void, string]>([
    [
      'an open vote',
      (log) =>
        log.write('vote-opened', { voteId: idOf(61), question: 'Gì?', matter: 'other', method: 'named' }),
      '!vote-still-open',
    ],
    [
      'two conclusions',
      (log) => log.write('conclusion-written', { itemId: idOf(4001), text: 'Khác', replaces: [] }),
      '!conclusions-in-conflict',
    ],
    [
      'an unmarked member',
      (log) => log.write('attendance-cleared', { memberId: idOf(1005) }),
      '!members-unmarked',
    ],
    [
      'a mark taken back',
      (log) => log.write('score-marked', { criterionId: 'tasks', points: null }),
      '!score-incomplete',
    ],
    [
      'a short meeting',
      (log) => log.write('meeting-ended', { endedAt: START + 60 * 60_000 }),
      'shorter-than-rule',
    ],
    [
      'clocks that disagree',
      (log) => log.write('meeting-ended', { endedAt: START - 60_000 }),
      'clocks-disagree',
    ],
    [
      'a change after adoption',
      (log) => log.write('member-praised', { memberId: idOf(1002), text: 'Tốt' }),
      'changed-after-adoption',
    ],
    [
      'a petition without an answer',
      (log) =>
        log.write('opinion-recorded', {
          opinionId: idOf(5009),
          speakerKind: 'member',
          speakerId: idOf(1002),
          step: 'discussion',
          nature: 'petition',
          text: 'Lắp thêm đèn ở ngõ 12',
        }),
      'petitions-unanswered',
    ],
    [
      'a step left out',
      (log) => log.write('step-skipped', { step: 'discussion', reason: 'Hết giờ' }),
      'steps-left-out',
    ],
    [
      'a vote annulled',
      (log) => log.write('vote-annulled', { voteId: idOf(6003), reason: 'Nhầm' }),
      '!minutes-not-adopted',
    ],
  ])('%s', (_, change, gap) => {
    const log = heldMeeting();
    change(log);
    expect(gapsOf(log)).toContain(gap);
  });

  it('does not wait for a follower that nobody named, nor for a vote that the rule does not ask for', () => {
    const alone = contextOf({
      followers: [],
      rules: rulesOf({ 'score.adopted-by-vote': ruleFor(false) }),
    });
    const gaps = gapsOf(journal(), alone);
    expect(gaps).toContain('no-follower');
    expect(gaps).not.toContain('!score-not-confirmed');
    expect(gaps).not.toContain('!score-not-adopted');
  });

  it('names the tasks of last month that nobody judged', () => {
    const withTasks = contextOf({ lastMonthTasks: [taskOf(1), taskOf(2, { state: 'done' })] });
    const log = heldMeeting(withTasks);
    expect(gapsOf(log, withTasks)).toEqual(['results-missing']);
    log.write('task-result-recorded', { taskId: idOf(3001), state: 'in-progress', percent: 50 });
    expect(gapsOf(log, withTasks)).not.toContain('results-missing');
  });
});

describe('the score', () => {
  const scoreOf = (log: ReturnType<typeof journal>) =>
    totalMeetingScore(context, foldMeeting(context, log.entries));
  it('is scaled when a criterion does not apply, and confirmed as it is', () => {
    const score = scoreOf(heldMeeting());
    expect(score.own).toMatchObject({ sum: 78, maximum: 80, scaled: 97.5, grade: 'good' });
    expect(score.confirmed).toMatchObject({ isAmended: false, grade: 'good' });
  });
  it('is amended by criterion, with the knock-out, or by a total', () => {
    const log = heldMeeting();
    log.write(
      'score-confirmed',
      { marks: [{ criterionId: 'share', points: 38 }], reason: 'Hai người đến muộn' },
      { by: FOLLOWER },
    );
    expect(scoreOf(log).confirmed).toMatchObject({
      isAmended: true,
      grade: 'fair',
      outcome: { sum: 76, knockedOutBy: ['share'] },
      reason: 'Hai người đến muộn',
    });
    log.write('score-confirmed', { marks: [], total: 65, reason: 'Đánh giá chung' }, { by: FOLLOWER });
    expect(scoreOf(log).confirmed).toMatchObject({ isAmended: true, total: 65, grade: 'average' });
    expect(scoreOf(log).own).toMatchObject({ grade: 'good' });
  });

  it('asks for no score when the procedure has no step for it, as in a thematic meeting', () => {
    const withoutScore = context.rules['steps.regular'].value.filter((step) => step.entry !== 'score');
    const thematic = contextOf({
      rules: rulesOf({ 'steps.regular': { ...context.rules['steps.regular'], value: withoutScore } }),
    });
    const gaps = findGaps(thematic, foldMeeting(thematic, [])).map((gap) => gap.gap);
    expect(gaps).toContain('not-started');
    expect(gaps.filter((gap) => gap.startsWith('score-'))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { foldMeeting } from './fold.ts';
import { contextOf, heldMeeting, idOf, journal, taskOf } from './meeting-builders.ts';
import { minutesOf, resolutionOf } from './minutes.ts';

const context = contextOf({ lastMonthTasks: [taskOf(1)] });
const names = context.roll.map((member) => member.fullName);

describe('minutes', () => {
  const log = heldMeeting(context);
  log.write('attendance-marked', {
    memberId: idOf(1005),
    presence: 'excused',
    reason: 'Đi công tác',
    method: 'secretary',
  });
  log.write('guest-recorded', { guestId: idOf(81), fullName: 'Đỗ Thị Hòa', position: 'Đảng ủy viên' });
  log.write('opinion-recorded', {
    opinionId: idOf(5050),
    speakerKind: 'guest',
    speakerId: idOf(81),
    text: 'Chi bộ chuẩn bị tốt',
    nature: 'opinion',
  });
  log.write('task-result-recorded', { taskId: idOf(3001), state: 'done', percent: 100, evidence: 'Ảnh' });
  log.write('dues-recorded', { paidCount: 6, unpaidCount: 0 });
  log.write('conclusion-written', { itemId: idOf(4099), text: 'Kết luận ngoài chương trình', replaces: [] });
  const minutes = minutesOf(context, foldMeeting(context, log.entries));

  it('open with day, hours of Vietnam, place and people', () => {
    expect(minutes.opening).toMatchObject({
      heldOn: '2025-12-03',
      startedAt: '19:30',
      endedAt: '21:05',
      minutes: 95,
      place: 'Nhà văn hóa tổ dân phố số 7',
      chair: names[0],
      recorder: names[2],
      guests: [{ name: 'Đỗ Thị Hòa', position: 'Đảng ủy viên', fromFollowing: false }],
    });
  });

  it('name everybody absent with the reason, and the exempt members apart', () => {
    expect(minutes.attendance).toMatchObject({
      onRoll: 7,
      base: 6,
      present: 5,
      excused: 1,
      absent: [{ name: names[4], status: 'official', presence: 'excused', reason: 'Đi công tác' }],
      exemptNames: [names[6]],
    });
    expect(minutes.attendance.presentNames).toHaveLength(5);
    expect(minutes.dues).toEqual({ paidCount: 6, unpaidCount: 0, note: null });
  });

  it('hold each opinion, vote and conclusion at its item, and what has no item at the end', () => {
    const [discussion, rest] = minutes.proceedings;
    expect(discussion).toMatchObject({
      title: 'Thảo luận',
      opinions: [{ speaker: names[1], nature: 'proposal' }],
      conclusions: [{ text: 'Kiểm tra xong trước ngày 20', by: names[0] }],
    });
    expect(rest).toMatchObject({
      itemId: null,
      opinions: [{ speaker: 'Đỗ Thị Hòa', position: 'Đảng ủy viên', status: null }],
      conclusions: [{ text: 'Kết luận ngoài chương trình' }],
    });
    expect(rest!.votes.map((vote) => [vote.matter, vote.method, vote.yes, vote.passed])).toEqual([
      ['conclusion', 'show-of-hands', 5, true],
      ['score', 'show-of-hands', 5, true],
      ['minutes', 'show-of-hands', 5, true],
    ]);
  });

  it('hold the tasks of last month with their result and the new ones', () => {
    expect(minutes.lastMonthTasks).toMatchObject([
      { title: 'Nhiệm vụ 1', owner: names[0], stateBefore: 'open', result: 'done', percent: 100 },
    ]);
    expect(minutes.tasks).toMatchObject([
      {
        title: 'Kiểm tra bình chữa cháy',
        owner: names[1],
        helpers: [names[3]],
        output: 'Danh sách từng ngõ',
      },
    ]);
  });

  it('hold the score and the adoption', () => {
    expect(minutes.score).toMatchObject({
      adopted: true,
      own: { grade: 'good' },
      confirmed: { grade: 'good' },
    });
    expect(minutes.score.rows.map((row) => [row.criterionId, row.own])).toEqual([
      ['share', 40],
      ['topic', 'not-applicable'],
      ['tasks', 38],
    ]);
    expect(minutes.minutesAdopted).toMatchObject({ matter: 'minutes', yes: 5 });
  });

  it('can be read at every moment, even of an empty journal', () => {
    const empty = minutesOf(context, foldMeeting(context, journal().entries));
    expect(empty.opening).toMatchObject({ heldOn: '2025-12-03', startedAt: null, chair: '' });
    expect(empty.proceedings).toEqual([]);
    expect(empty.minutesAdopted).toBeNull();
  });
});

describe('resolution', () => {
  const write = (log: ReturnType<typeof journal>, title: string, replaces: string[] = []) =>
    log.write('resolution-written', {
      title,
      ideology: 'Ổn định',
      politicalWork: 'Hoàn thành',
      limitsAndCauses: 'Còn chậm',
      monitoring: 'Đồng chí phó bí thư theo dõi',
      toFixNextTime: 'Phát biểu nhiều hơn',
      replaces,
    });

  it('joins the written parts with the meeting’s own tables', () => {
    const log = heldMeeting(context);
    const first = write(log, 'Nghị quyết tháng 12');
    write(log, 'Nghị quyết tháng 12, sửa', [first.id]);
    const resolution = resolutionOf(context, foldMeeting(context, log.entries));
    expect(resolution).toMatchObject({
      title: 'Nghị quyết tháng 12, sửa',
      inConflict: false,
      counts: { onRoll: 7, base: 6, present: 6, exempt: 1, minutes: 95 },
      lastMonth: { ideology: 'Ổn định', tasks: [{ title: 'Nhiệm vụ 1', result: null }] },
      nextTasks: [{ title: 'Kiểm tra bình chữa cháy' }],
      score: { toFixNextTime: 'Phát biểu nhiều hơn' },
      vote: { matter: 'conclusion' },
      secretary: names[0],
    });
    expect(resolution.score.blocks.map((block) => [block.sum, block.maximum])).toEqual([
      [40, 40],
      [38, 40],
    ]);
  });

  it('says when two texts do not replace each other', () => {
    const log = heldMeeting(context);
    write(log, 'Bản một');
    write(log, 'Bản hai');
    expect(resolutionOf(context, foldMeeting(context, log.entries)).inConflict).toBe(true);
  });
});

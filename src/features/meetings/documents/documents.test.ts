import { describe, expect, it } from 'vitest';
import type { PartyDocument } from '#platform/documents/party-document.ts';
import { renderText } from '#platform/documents/render-text.ts';
import type { MeetingSummary } from '../contract.ts';
import { foldMeeting } from '../domain/fold.ts';
import { contextOf, FOLLOWER, heldMeeting, idOf, taskOf } from '../domain/meeting-builders.ts';
import { minutesDocument } from './minutes-document.ts';
import { resolutionDocument } from './resolution-document.ts';
import { scoreSheetDocument } from './score-sheet-document.ts';
import type { Printed } from './wording.ts';

const context = contextOf({ lastMonthTasks: [taskOf(1)] });

function printed(more: (log: ReturnType<typeof heldMeeting>) => void = () => {}): Printed {
  const log = heldMeeting(context);
  more(log);
  const row = {
    ...context.meeting,
    stage: 'closed',
    minutesNumber: '07-BB/CB',
    resolutionNumber: '03-NQ/CB',
  } as MeetingSummary & Printed['row'];
  return { row, context, state: foldMeeting(context, log.entries) };
}

const text = (document: PartyDocument): string => renderText(document);

describe('the papers of a meeting', () => {
  it('stand under the organisation above, at its place and on the day of the meeting', () => {
    const head = text(minutesDocument(printed())).split('\n').slice(0, 7);
    expect(head).toEqual([
      'ĐẢNG BỘ PHƯỜNG HỒNG LẠC',
      'CHI BỘ TỔ DÂN PHỐ SỐ 7',
      '*',
      'Số 07-BB/CB',
      '',
      'ĐẢNG CỘNG SẢN VIỆT NAM',
      'Hồng Lạc, ngày 03 tháng 12 năm 2025',
    ]);
  });

  it('number only the parts of a resolution that somebody wrote', () => {
    const heads = (words: Partial<Record<'ideology' | 'politicalWork' | 'limitsAndCauses', string>>) =>
      text(
        resolutionDocument(
          printed((log) =>
            log.write('resolution-written', {
              title: 'Nhiệm vụ tháng 1',
              ideology: '',
              politicalWork: '',
              limitsAndCauses: '',
              monitoring: '',
              toFixNextTime: '',
              ...words,
              replaces: [],
            }),
          ),
        ),
      )
        .split('\n')
        .filter((line) => /^\d\. (Công tác|Thực hiện|Kết quả|Hạn chế)/.test(line));
    expect(heads({})).toEqual(['1. Kết quả thực hiện nhiệm vụ']);
    expect(heads({ politicalWork: 'Ổn định', limitsAndCauses: 'Còn chậm' })).toEqual([
      '1. Thực hiện nhiệm vụ chính trị',
      '2. Kết quả thực hiện nhiệm vụ',
      '3. Hạn chế, nguyên nhân',
    ]);
    expect(
      heads({ ideology: 'Yên tâm', politicalWork: 'Ổn định', limitsAndCauses: 'Còn chậm' }),
    ).toHaveLength(4);
  });

  it('count who is present among those who must attend, and name the others beside them', () => {
    const came = printed((log) =>
      log.write('attendance-marked', {
        memberId: context.roll[6]!.memberId,
        presence: 'present',
        method: 'secretary',
      }),
    );
    const line = /Có mặt: (.*)/.exec(text(minutesDocument(came)))?.[1];
    expect(line).toMatch(
      /^6\/6 đảng viên phải dự họp, .*\(chính thức 0?5, dự bị 0?1\); ngoài số phải dự họp có mặt 0?1$/,
    );
    expect(text(resolutionDocument(came))).toContain('ngoài số phải dự họp có mặt 1;');
  });

  it('end the follower’s reason with one full stop, whether or not it was typed', () => {
    for (const reason of ['Thiếu dự thảo', 'Thiếu dự thảo.']) {
      const done = printed((log) =>
        log.write(
          'score-confirmed',
          { marks: [{ criterionId: 'tasks', points: 30 }], reason },
          { by: FOLLOWER },
        ),
      );
      for (const paper of [minutesDocument(done), scoreSheetDocument(done)])
        expect(text(paper)).toMatch(/Thiếu dự thảo\.(\n|$)/);
    }
  });

  it('give a day enough room to stay on one line', () => {
    const tasks = minutesDocument(
      printed((log) =>
        log.write('task-assigned', {
          taskId: idOf(3501),
          title: 'Rà soát hộ neo đơn',
          ownerId: idOf(1002),
          helperIds: [],
          output: 'Danh sách',
          dueOn: '2026-01-20',
          reportMonth: '2026-01',
        }),
      ),
    ).blocks.find((block) => block.kind === 'table' && JSON.stringify(block).includes('20/01/2026'));
    if (tasks?.kind !== 'table') throw new Error('The minutes have no table of tasks.');
    const whole = tasks.columns.reduce((sum, column) => sum + column.width, 0);
    // 165 mm of text, 12 pt digits of 2.1 mm and slashes of 1.2 mm, and the cell's own edges.
    const room = (tasks.columns[4]!.width / whole) * 165;
    expect(room).toBeGreaterThan(8 * 2.12 + 2 * 1.2 + 4);
  });
});

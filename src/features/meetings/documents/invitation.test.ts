import { describe, expect, it } from 'vitest';
import type { AgendaSource } from '../domain/entry.ts';
import { foldMeeting } from '../domain/fold.ts';
import { contextOf, idOf, journal } from '../domain/meeting-builders.ts';
import { invitationOf } from './invitation.ts';

const invitation = (...items: [AgendaSource, string][]) => {
  const context = contextOf();
  const log = journal();
  items.forEach(([source, title], at) => {
    log.write('agenda-item-added', { itemId: idOf(4000 + at), title, source });
  });
  return invitationOf(context, foldMeeting(context, log.entries), { link: 'https://goc.example', nowMs: 0 });
};

describe('the notice of a meeting', () => {
  const { nationalApp, mail } = invitation(
    ['rule', 'Báo cáo tháng'],
    ['rule', 'Kiểm điểm nhiệm vụ'],
    ['task', 'Kiểm tra bình chữa cháy'],
    ['directive', '12-CT/ĐU: Phòng cháy'],
    ['duty', 'Phường giao: Rà soát ngõ'],
    ['focus', 'Phân loại rác'],
    ['own', 'Việc riêng của chi bộ'],
  );
  const apart = [
    'Nhiệm vụ báo cáo kết quả:',
    '- Kiểm tra bình chữa cháy',
    'Văn bản, việc cấp trên giao:',
    '- 12-CT/ĐU: Phòng cháy',
    '- Phường giao: Rà soát ngõ',
  ];
  const business = [
    '1. Báo cáo tháng',
    '2. Kiểm điểm nhiệm vụ',
    '3. Phân loại rác',
    '4. Việc riêng của chi bộ',
  ];

  it.each([
    ['on the national app', nationalApp, 'Nội dung:'],
    ['by mail', mail, 'Chương trình:'],
  ])('numbers the business and lists tasks and papers under headings of their own, %s', (_, text, head) => {
    const lines = text.split('\n').filter((line) => line !== '');
    const from = lines.indexOf(head);
    expect(lines.slice(from, from + 10)).toEqual([head, ...business, ...apart]);
  });

  it('leaves out a heading with nothing under it', () => {
    const plain = invitation(['rule', 'Báo cáo tháng']).nationalApp;
    expect(plain).toContain('1. Báo cáo tháng');
    expect(plain).not.toContain('Nhiệm vụ báo cáo kết quả');
    expect(plain).not.toContain('cấp trên giao');
  });
});

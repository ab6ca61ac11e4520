import type { PartyDocument } from '#platform/documents/party-document.ts';
import { minutesOf } from '../domain/minutes.ts';
import { draftOf, headerOf, kindName, monthText, type Printed, share, statusNames } from './wording.ts';

const METHODS = { qr: 'quét mã', self: 'tự điểm danh', secretary: 'bí thư, thư ký ghi' } as const;

/** The attendance list (danh sách điểm danh), members in the order of the roll: given name first. */
export function attendanceDocument(printed: Printed): PartyDocument {
  const { row, context, state } = printed;
  const { attendance, opening } = minutesOf(context, state);
  const summary = `Buổi sinh hoạt chi bộ ${kindName(printed)} ${monthText(row.month)}`;
  const base = context.rules['attendance.base'].value;
  return {
    title: `Danh sách điểm danh ${summary.toLocaleLowerCase('vi-VN')}`,
    header: headerOf(printed, undefined),
    typeName: 'DANH SÁCH ĐIỂM DANH',
    summary,
    orientation: 'landscape',
    ...draftOf(printed),
    blocks: [
      {
        kind: 'table',
        dense: true,
        columns: [
          { width: 1, align: 'center' },
          { width: 5 },
          { width: 2.6, align: 'center' },
          { width: 1.8, align: 'center' },
          { width: 2.2, align: 'center' },
          { width: 2.4, align: 'center' },
          { width: 3.4, align: 'center' },
          { width: 4.6 },
          { width: 2.6 },
        ],
        header: [
          [
            'TT',
            'Họ và tên',
            'Tư cách',
            'Có mặt',
            'Vắng có lý do',
            'Vắng không lý do',
            'Cách điểm danh',
            'Lý do, ghi chú',
            'Ký tên',
          ],
        ],
        rows: context.roll.map((member, index) => {
          const mark = state.presence[member.memberId];
          const cross = (presence: string) => (mark?.presence === presence ? 'x' : '');
          const note =
            mark?.reason ?? (base.includes(member.status) ? '' : 'Không tính trong số phải dự họp');
          return [
            String(index + 1),
            member.fullName,
            statusNames[member.status],
            cross('present'),
            cross('excused'),
            cross('unexcused'),
            mark?.method ? METHODS[mark.method] : '',
            note,
            '',
          ];
        }),
      },
      {
        kind: 'paragraph',
        text:
          `Phải dự họp ${attendance.base}, có mặt ${attendance.present}, đạt ${share(attendance.present, attendance.base)};` +
          ` vắng có lý do ${attendance.excused}, không lý do ${attendance.unexcused}` +
          (attendance.unmarked > 0 ? `, chưa điểm danh ${attendance.unmarked}` : '') +
          (attendance.presentOutsideBase > 0
            ? `; ngoài số phải dự họp có mặt ${attendance.presentOutsideBase}`
            : '') +
          '.',
      },
      {
        kind: 'signatures',
        columns: [
          {
            position: 'THƯ KÝ',
            note: '(Ký, ghi rõ họ tên)',
            ...(opening.recorder ? { name: opening.recorder } : {}),
          },
          {
            position: 'CHỦ TRÌ',
            note: '(Ký, ghi rõ họ tên)',
            ...(opening.chair ? { name: opening.chair } : {}),
          },
        ],
      },
    ],
  };
}

import { organisationName } from '#features/units/public.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { PartyDocument } from '#platform/documents/party-document.ts';
import { capitals, formatLongDate } from '#platform/documents/vietnamese-typography.ts';
import { countByStatus, type HandedOverMember, type HandoverMinutes } from '../domain/handover-minutes.ts';

const STATUS: Record<MemberStatus, string> = {
  official: 'chính thức',
  provisional: 'dự bị',
  exempt: 'miễn sinh hoạt',
  suspended: 'đình chỉ sinh hoạt',
  'temporarily-away': 'sinh hoạt tạm thời nơi khác',
  'temporarily-here': 'sinh hoạt tạm thời',
};

/** As precise as it is known: `dd/mm/yyyy`, `mm/yyyy` or `yyyy`. */
const written = (date: HandedOverMember['birth']): string =>
  date ? formatCivilDate(date.date).slice({ day: 0, month: 3, year: 6 }[date.precision]) : '';
const two = (count: number): string => String(count).padStart(2, '0');

/** Where the paper is signed: the name after the kind of unit. */
const placeOf = (committee: string): string =>
  committee
    .replace(/^(đảng ủy|đảng bộ|huyện ủy|quận ủy|thị ủy|thành ủy|tỉnh ủy)\s+/i, '')
    .replace(/^(phường|xã|thị trấn|đặc khu)\s+/i, '') || '…';

/** Biên bản bàn giao: who hands over to whom by which decision, the member list, what goes with it, two signatures. */
export function handoverDocument(minutes: HandoverMinutes): PartyDocument {
  const { members } = minutes;
  const split = countByStatus(members)
    .map(([status, count]) => `${STATUS[status]} ${two(count)}`)
    .join(', ');
  const signer = (name: string | null) => (name ? { name } : {});
  return {
    title: `Biên bản bàn giao đảng viên từ ${minutes.fromName} sang ${minutes.toName}`,
    header: {
      superiorBody: capitals(organisationName(minutes.unitName)),
      issuingBody: capitals(minutes.fromName),
      place: placeOf(minutes.unitName),
      on: minutes.on,
    },
    typeName: 'BIÊN BẢN BÀN GIAO',
    summary: `đảng viên từ ${minutes.fromName} sang ${minutes.toName}`,
    blocks: [
      {
        kind: 'paragraph',
        text:
          `Căn cứ Quyết định số ${minutes.decision} ${formatLongDate(minutes.decidedOn)} của ${minutes.unitName} về việc chuyển giao` +
          ` đảng viên${minutes.receivingDecision ? `; Quyết định tiếp nhận số ${minutes.receivingDecision} của nơi nhận` : ''};` +
          ` hôm nay, ${formatLongDate(minutes.on)}, hai bên lập biên bản bàn giao như sau:`,
      },
      { kind: 'heading', level: 1, text: 'I. THÀNH PHẦN' },
      {
        kind: 'key-values',
        pairs: [
          {
            key: 'Bên giao',
            value: `Chi ủy ${minutes.fromName}, ${minutes.fromAbove}${minutes.giver ? `; đồng chí ${minutes.giver}, Bí thư` : ''}`,
          },
          {
            key: 'Bên nhận',
            value: `Chi ủy ${minutes.toName}, ${minutes.toAbove}${minutes.receiver ? `; đồng chí ${minutes.receiver}, Bí thư` : ''}`,
          },
        ],
      },
      { kind: 'heading', level: 1, text: 'II. NỘI DUNG BÀN GIAO' },
      {
        kind: 'key-values',
        pairs: [
          { key: 'Số đảng viên', value: `${two(members.length)}, trong đó ${split}` },
          {
            key: 'Sổ danh sách đảng viên',
            value: `01 bản kèm biên bản này; hai bên ký tên, đóng dấu vào trang đầu`,
          },
          {
            key: 'Hồ sơ đảng viên',
            value: minutes.receivingDecision
              ? `${two(members.length)} bộ, bàn giao cùng danh sách`
              : 'do đảng ủy cơ sở tiếp tục quản lý',
          },
        ],
      },
      {
        kind: 'table',
        caption: 'DANH SÁCH ĐẢNG VIÊN BÀN GIAO',
        dense: true,
        columns: [
          { width: 1, align: 'center' },
          { width: 6 },
          { width: 3, align: 'center' },
          { width: 3, align: 'center' },
          { width: 3, align: 'center' },
          { width: 3, align: 'center' },
          { width: 4 },
        ],
        header: [
          [
            'TT',
            'Họ và tên',
            'Ngày sinh',
            'Ngày vào Đảng',
            'Ngày chính thức',
            'Số thẻ đảng',
            'Diện sinh hoạt',
          ],
        ],
        rows: members.map((member, at) => [
          String(at + 1),
          member.fullName,
          written(member.birth),
          written(member.admittedOn),
          written(member.officialOn),
          member.cardNumber ?? '',
          STATUS[member.status],
        ]),
      },
      { kind: 'heading', level: 1, text: 'III. KẾT THÚC' },
      {
        kind: 'paragraph',
        text:
          `Từ ${formatLongDate(minutes.on)}, các đồng chí có tên trong danh sách sinh hoạt tại ${minutes.toName}.` +
          ' Biên bản lập thành 03 bản có giá trị như nhau, mỗi bên giữ 01 bản, gửi cấp ủy ra quyết định 01 bản.',
      },
      {
        kind: 'signatures',
        columns: [
          {
            authority: 'ĐẠI DIỆN BÊN GIAO',
            position: 'BÍ THƯ',
            note: '(Ký, ghi rõ họ tên)',
            ...signer(minutes.giver),
          },
          {
            authority: 'ĐẠI DIỆN BÊN NHẬN',
            position: 'BÍ THƯ',
            note: '(Ký, ghi rõ họ tên)',
            ...signer(minutes.receiver),
          },
        ],
        recipients: [minutes.unitName, minutes.fromName, minutes.toName, 'Lưu hồ sơ.'],
      },
    ],
  };
}

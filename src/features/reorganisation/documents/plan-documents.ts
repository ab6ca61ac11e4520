import { committeeName, paperHead } from '#features/units/public.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import type { Block, PartyDocument } from '#platform/documents/party-document.ts';
import { capitals, formatLongDate } from '#platform/documents/vietnamese-typography.ts';
import type { Received } from '../domain/plan-papers.ts';

export type PaperMember = {
  fullName: string;
  birth: { date: CivilDate; precision: 'day' | 'month' | 'year' } | null;
  cardNumber: string | null;
  status: MemberStatus;
};

export type PlanPaper = {
  title: string;
  on: CivilDate;
  decision: string;
  decidedOn: CivilDate;
  issuedBy: string | null;
  /** The committee whose plan it is. */
  unit: string;
  received: Received;
  /** Members by the branch from which they come, in the order of `received.members`. */
  members: readonly (readonly PaperMember[])[];
};

const STATUS: Record<MemberStatus, string> = {
  official: 'chính thức',
  provisional: 'dự bị',
  exempt: 'miễn sinh hoạt',
  suspended: 'đình chỉ sinh hoạt',
  'temporarily-away': 'sinh hoạt tạm thời nơi khác',
  'temporarily-here': 'sinh hoạt tạm thời',
};
const two = (count: number): string => String(count).padStart(2, '0');
const written = (birth: PaperMember['birth']): string =>
  birth ? formatCivilDate(birth.date).slice({ day: 0, month: 3, year: 6 }[birth.precision]) : '';

const headOf = (paper: PlanPaper, issuing: string, number?: string): PartyDocument['header'] => {
  const { superiorBody, place } = paperHead(committeeName(paper.unit));
  return {
    superiorBody: capitals(superiorBody),
    issuingBody: capitals(issuing),
    ...(number ? { number } : {}),
    place,
    on: paper.on,
  };
};

const basis = (paper: PlanPaper): string =>
  `Căn cứ Quyết định số ${paper.decision} ${formatLongDate(paper.decidedOn)}${paper.issuedBy ? ` của ${paper.issuedBy}` : ''} phê duyệt phương án “${paper.title}”`;

function endedLines({ received }: PlanPaper): string[] {
  return received.ended.map(
    ({ name, code, isShared }) =>
      `${name}${code ? ` (mã ${code})` : ''}${isShared ? ', phần được phân về' : ''}`,
  );
}

const unitTable = ({ received }: PlanPaper): Block[] =>
  received.units.length === 0
    ? []
    : [
        {
          kind: 'table',
          caption: 'DANH SÁCH TỔ CHỨC TRỰC THUỘC BÀN GIAO',
          dense: true,
          columns: [{ width: 1, align: 'center' }, { width: 6 }, { width: 3, align: 'center' }, { width: 6 }],
          header: [['TT', 'Tổ chức', 'Mã', 'Nơi giao']],
          rows: received.units.map((unit, at) => [String(at + 1), unit.name, unit.code ?? '', unit.from]),
        },
      ];

const memberTables = ({ received, members }: PlanPaper): Block[] =>
  received.members.flatMap((group, at): Block[] => [
    {
      kind: 'table',
      caption: `DANH SÁCH ĐẢNG VIÊN TỪ ${capitals(group.from)}`,
      dense: true,
      columns: [
        { width: 1, align: 'center' },
        { width: 6 },
        { width: 3, align: 'center' },
        { width: 3, align: 'center' },
        { width: 4 },
      ],
      header: [['TT', 'Họ và tên', 'Ngày sinh', 'Số thẻ đảng', 'Diện sinh hoạt']],
      rows: (members[at] ?? []).map((member, n) => [
        String(n + 1),
        member.fullName,
        written(member.birth),
        member.cardNumber ?? '',
        STATUS[member.status],
      ]),
    },
  ]);

const countOf = (paper: PlanPaper): number => paper.members.reduce((sum, group) => sum + group.length, 0);

/** Quyết định: what ends, and what this unit carries on and takes over. */
export function decisionDocument(paper: PlanPaper): PartyDocument {
  const { received } = paper;
  const ended = endedLines(paper);
  const points = [
    ...(ended.length > 0
      ? [
          `Kết thúc hoạt động từ ${formatLongDate(paper.on)}: ${ended.join('; ')}. ${received.receiver} kế thừa nhiệm vụ của các tổ chức nêu trên.`,
        ]
      : []),
    ...(received.units.length > 0
      ? [
          `Chuyển ${two(received.units.length)} tổ chức trực thuộc về ${received.receiver} theo danh sách kèm theo biên bản bàn giao.`,
        ]
      : []),
    ...(countOf(paper) > 0
      ? [
          `Chuyển ${two(countOf(paper))} đảng viên về sinh hoạt tại ${received.receiver} theo danh sách kèm theo.`,
        ]
      : []),
    `Các tổ chức, đảng viên có liên quan chịu trách nhiệm thi hành quyết định này kể từ ${formatLongDate(paper.on)}.`,
  ];
  return {
    title: `Quyết định về việc sắp xếp tổ chức, ${received.receiver}`,
    header: headOf(paper, committeeName(paper.unit), `Số ${paper.decision}`),
    typeName: 'QUYẾT ĐỊNH',
    summary: `về việc sắp xếp tổ chức đảng, bàn giao về ${received.receiver}`,
    blocks: [
      { kind: 'paragraph', text: `${basis(paper)};` },
      ...points.map(
        (text, at): Block => ({
          kind: 'paragraph',
          text: [{ text: `Điều ${at + 1}. `, bold: true }, { text }],
        }),
      ),
      {
        kind: 'signatures',
        columns: [{ authority: 'T/M CẤP ỦY', position: 'BÍ THƯ', note: '(Ký, ghi rõ họ tên, đóng dấu)' }],
        recipients: [
          received.receiver,
          ...received.ended.map((each) => each.name).slice(0, 12),
          'Lưu hồ sơ.',
        ],
      },
    ],
  };
}

/** Biên bản bàn giao: units, members, files, two signatures. */
export function minutesDocument(paper: PlanPaper): PartyDocument {
  const { received } = paper;
  return {
    title: `Biên bản bàn giao về ${received.receiver}`,
    header: headOf(paper, received.receiver),
    typeName: 'BIÊN BẢN BÀN GIAO',
    summary: `tổ chức, đảng viên, hồ sơ về ${received.receiver}`,
    blocks: [
      {
        kind: 'paragraph',
        text: `${basis(paper)}; hôm nay, ${formatLongDate(paper.on)}, các bên lập biên bản bàn giao như sau:`,
      },
      { kind: 'heading', level: 1, text: 'I. THÀNH PHẦN' },
      {
        kind: 'key-values',
        pairs: [
          {
            key: 'Bên giao',
            value:
              [
                ...new Set([
                  ...received.ended.map((each) => each.name),
                  ...received.members.map((each) => each.from),
                ]),
              ].join('; ') || paper.unit,
          },
          { key: 'Bên nhận', value: committeeName(received.receiver) },
        ],
      },
      { kind: 'heading', level: 1, text: 'II. NỘI DUNG BÀN GIAO' },
      {
        kind: 'key-values',
        pairs: [
          { key: 'Tổ chức trực thuộc', value: two(received.units.length) },
          { key: 'Đảng viên', value: two(countOf(paper)) },
          {
            key: 'Hồ sơ, tài liệu',
            value:
              'sổ danh sách đảng viên, sổ biên bản, sổ nghị quyết, hồ sơ đảng viên, sổ thu nộp đảng phí, con dấu (nếu có): mỗi loại lập danh mục kèm theo',
          },
        ],
      },
      ...unitTable(paper),
      ...memberTables(paper),
      { kind: 'heading', level: 1, text: 'III. KẾT THÚC' },
      {
        kind: 'paragraph',
        text: 'Biên bản lập thành 03 bản có giá trị như nhau, mỗi bên giữ 01 bản, gửi cấp ủy ra quyết định 01 bản.',
      },
      {
        kind: 'signatures',
        columns: [
          { authority: 'ĐẠI DIỆN BÊN GIAO', position: 'BÍ THƯ', note: '(Ký, ghi rõ họ tên)' },
          { authority: 'ĐẠI DIỆN BÊN NHẬN', position: 'BÍ THƯ', note: '(Ký, ghi rõ họ tên)' },
        ],
        recipients: [paper.unit, received.receiver, 'Lưu hồ sơ.'],
      },
    ],
  };
}

/** Thông báo to members and branches: where they belong from the day on, and what they need not do. */
export function noticeDocument(paper: PlanPaper): PartyDocument {
  const { received } = paper;
  return {
    title: `Thông báo về nơi sinh hoạt, ${received.receiver}`,
    header: headOf(paper, received.receiver),
    typeName: 'THÔNG BÁO',
    summary: `về tổ chức và nơi sinh hoạt đảng từ ngày ${formatCivilDate(paper.on)}`,
    blocks: [
      { kind: 'paragraph', text: `${basis(paper)}, ${received.receiver} thông báo:` },
      ...(countOf(paper) > 0
        ? [
            {
              kind: 'paragraph' as const,
              text: `Từ ${formatLongDate(paper.on)}, ${two(countOf(paper))} đảng viên thuộc ${received.members.map((each) => each.from).join(', ')} sinh hoạt tại ${received.receiver}. Đảng viên không phải làm thủ tục chuyển sinh hoạt đảng riêng.`,
            },
          ]
        : []),
      ...(received.units.length > 0
        ? [
            {
              kind: 'paragraph' as const,
              text: `Từ ${formatLongDate(paper.on)}, ${two(received.units.length)} tổ chức có tên trong biên bản bàn giao trực thuộc ${received.receiver}; chế độ sinh hoạt hằng tháng không thay đổi.`,
            },
          ]
        : []),
      {
        kind: 'paragraph',
        text: 'Nhiệm vụ đang thực hiện được chuyển theo đảng viên được giao, thời hạn giữ nguyên.',
      },
      {
        kind: 'signatures',
        columns: [{ authority: 'T/M CẤP ỦY', position: 'BÍ THƯ', note: '(Ký, ghi rõ họ tên)' }],
        recipients: ['Các tổ chức, đảng viên có liên quan', 'Lưu hồ sơ.'],
      },
    ],
  };
}

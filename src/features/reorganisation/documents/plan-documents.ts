import { POST_WORDS } from '#features/mandates/contract.ts';
import { committeeName, paperHead } from '#features/units/public.ts';
import type { MemberStatus, Post } from '#kernel/actor.ts';
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

export type PaperHolder = { fullName: string; post: Post; from: CivilDate; decision: string | null };

/** A document with the name of its file in the archive. */
export type NamedDocument = PartyDocument & { fileName: string };

export type PlanPaper = {
  title: string;
  on: CivilDate;
  decision: string;
  decidedOn: CivilDate;
  issuedBy: string | null;
  /** The committee whose plan it is. */
  unit: string;
  /** The one right above it; none above the city. */
  aboveName: string | null;
  received: Received;
  /** Area and population as far as they are known: of each place before, with the share that comes, and of all from the day on. */
  places: {
    lines: readonly { name: string; km2: number | null; people: number | null; share: number | null }[];
    after: { km2: number | null; people: number | null } | null;
  };
  /** Members by the branch from which they come, in the order of `received.members`. */
  members: readonly (readonly PaperMember[])[];
  /** From the register of the committee, once the plan is scheduled. */
  numbers: { decision: string | null; notice: string | null };
  posts: {
    /** Who holds which post from the day on, in the unit that receives and in those founded under it. */
    held: readonly { unit: string; isBranch: boolean; holders: readonly PaperHolder[] }[];
    /** Who holds which post in the units that end. */
    ending: readonly { unit: string; holders: readonly PaperHolder[] }[];
  };
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

const headOf = (paper: PlanPaper, issuing: string, number?: string | null): PartyDocument['header'] => {
  const { place } = paperHead(committeeName(paper.unit));
  return {
    ...(paper.aboveName ? { superiorBody: capitals(paperHead(paper.aboveName).superiorBody) } : {}),
    issuingBody: capitals(issuing),
    ...(number ? { number } : {}),
    place,
    on: paper.on,
  };
};

/** A number as people write it, without the word before it: `Số 21-QĐ/ĐU` is `21-QĐ/ĐU`. */
const bareNumber = (number: string) => number.replace(/^số\s*:?\s*/iu, '');

const basis = (paper: PlanPaper): string =>
  `Căn cứ Quyết định số ${bareNumber(paper.decision)} ${formatLongDate(paper.decidedOn)}${paper.issuedBy ? ` của ${paper.issuedBy}` : ''} phê duyệt phương án “${paper.title}”`;

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

const number = (value: number | null): string =>
  value === null ? '' : value.toLocaleString('vi-VN', { maximumFractionDigits: 4 });

/** `diện tích tự nhiên là 1,91 km² và quy mô dân số là 105.301 người`; what is not known is left out. */
const measures = ({ km2, people }: { km2: number | null; people: number | null }): string =>
  [
    ...(km2 === null ? [] : [`diện tích tự nhiên là ${number(km2)} km²`]),
    ...(people === null ? [] : [`quy mô dân số là ${number(people)} người`]),
  ].join(' và ');

const shareInWords = (share: number | null): string =>
  share === null ? 'một phần' : share >= 100 ? 'toàn bộ' : `${number(share)}%`;

/** The places that are handed over, with their figures before and what they make from the day on. */
const placeTable = ({ received, places }: PlanPaper): Block[] =>
  places.lines.length === 0 && places.after === null
    ? []
    : [
        {
          kind: 'table',
          caption: 'ĐỊA BÀN: DIỆN TÍCH TỰ NHIÊN, QUY MÔ DÂN SỐ',
          dense: true,
          columns: [
            { width: 1, align: 'center' },
            { width: 7 },
            { width: 3, align: 'center' },
            { width: 3, align: 'center' },
            { width: 3, align: 'center' },
          ],
          header: [['TT', 'Địa bàn trước sắp xếp', 'Diện tích (km²)', 'Dân số (người)', 'Phần chuyển về']],
          rows: [
            ...places.lines.map((line, at) => [
              String(at + 1),
              line.name,
              number(line.km2),
              number(line.people),
              shareInWords(line.share),
            ]),
            ...(places.after
              ? [
                  [
                    '',
                    `${received.receiver} sau sắp xếp`,
                    number(places.after.km2),
                    number(places.after.people),
                    '',
                  ],
                ]
              : []),
          ],
        },
      ];

const countOf = (paper: PlanPaper): number => paper.members.reduce((sum, group) => sum + group.length, 0);

/** Before the plan is scheduled its papers have no number and say what they are. */
const draftOf = (paper: PlanPaper): { draftMark?: string } =>
  paper.numbers.decision === null ? { draftMark: 'DỰ THẢO' } : {};

/** Quyết định: what ends, and what this unit carries on and takes over. */
export function decisionDocument(paper: PlanPaper): NamedDocument {
  const { received } = paper;
  const ended = endedLines(paper);
  const points = [
    ...(ended.length > 0
      ? [
          `Kết thúc hoạt động từ ${formatLongDate(paper.on)}: ${ended.join('; ')}. ${received.receiver} kế thừa nhiệm vụ của các tổ chức nêu trên.`,
        ]
      : []),
    ...(paper.places.after
      ? [`Sau sắp xếp, địa bàn của ${received.receiver} có ${measures(paper.places.after)}.`]
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
    fileName: 'Quyết định',
    ...draftOf(paper),
    header: headOf(paper, committeeName(paper.unit), paper.numbers.decision),
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
export function minutesDocument(paper: PlanPaper): NamedDocument {
  const { received } = paper;
  return {
    fileName: 'Biên bản bàn giao',
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
          // What is not handed over is not counted: a nought would say that units come without their members.
          ...(received.units.length > 0
            ? [
                {
                  key: 'Tổ chức trực thuộc',
                  value: `${two(received.units.length)}, cùng toàn bộ đảng viên của các tổ chức đó`,
                },
              ]
            : []),
          ...(countOf(paper) > 0 ? [{ key: 'Đảng viên', value: two(countOf(paper)) }] : []),
          {
            key: 'Hồ sơ, tài liệu',
            value:
              'sổ danh sách đảng viên, sổ biên bản, sổ nghị quyết, hồ sơ đảng viên, sổ thu nộp đảng phí, con dấu (nếu có): mỗi loại lập danh mục kèm theo',
          },
        ],
      },
      ...placeTable(paper),
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
export function noticeDocument(paper: PlanPaper): NamedDocument {
  const { received } = paper;
  return {
    title: `Thông báo về nơi sinh hoạt, ${received.receiver}`,
    fileName: 'Thông báo',
    ...draftOf(paper),
    header: headOf(paper, committeeName(paper.unit), paper.numbers.notice),
    typeName: 'THÔNG BÁO',
    summary: `về tổ chức và nơi sinh hoạt đảng từ ngày ${formatCivilDate(paper.on)}`,
    blocks: [
      { kind: 'paragraph', text: `${basis(paper)}, ${committeeName(paper.unit)} thông báo:` },
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

const holderRows = (unit: string, holders: readonly PaperHolder[]) =>
  holders.map((each) => [
    each.fullName,
    POST_WORDS[each.post].vi,
    unit,
    [each.decision && `QĐ số ${bareNumber(each.decision)}`, `từ ${formatCivilDate(each.from)}`]
      .filter(Boolean)
      .join(', '),
  ]);

const numbered = (rows: readonly string[][]): string[][] => rows.map((row, at) => [String(at + 1), ...row]);

const postTable = (caption: string, header: string[], rows: string[][]): Block => ({
  kind: 'table',
  caption,
  dense: true,
  columns: [{ width: 1, align: 'center' }, { width: 5 }, { width: 3 }, { width: 5 }, { width: 5 }],
  header: [header],
  rows,
});

/** Posts of a committee that the Charter fills first: one secretary each, and a deputy above the branch. */
function openPosts({ unit, isBranch, holders }: PlanPaper['posts']['held'][number]): string[] {
  const has = (post: Post) => holders.some((each) => each.post === post);
  return [
    ...(has('secretary') ? [] : [`${unit}: bí thư`]),
    ...(has('deputy-secretary') || isBranch ? [] : [`${unit}: phó bí thư`]),
  ];
}

/** Danh sách nhân sự: who holds which post from the day on, which posts end with their units, and which are open. */
export function appointmentsDocument(paper: PlanPaper): NamedDocument {
  const { received, posts } = paper;
  const held = posts.held.flatMap(({ unit, holders }) => holderRows(unit, holders));
  const ending = posts.ending.flatMap(({ unit, holders }) => holderRows(unit, holders));
  const open = posts.held.flatMap(openPosts);
  // Sections that are empty are left out, and the others count on.
  let sections = 0;
  const titled = (title: string) => `${['I', 'II', 'III'][sections++]}. ${title}`;
  const head = (last: string) => ['TT', 'Họ và tên', 'Chức vụ', 'Tổ chức', last];
  return {
    title: `Danh sách nhân sự, ${received.receiver}`,
    fileName: 'Danh sách nhân sự',
    header: headOf(paper, committeeName(paper.unit)),
    typeName: 'DANH SÁCH NHÂN SỰ',
    summary: `giữ chức vụ tại ${received.receiver} từ ngày ${formatCivilDate(paper.on)}`,
    blocks: [
      { kind: 'paragraph', text: `${basis(paper)}.` },
      ...(held.length > 0
        ? [postTable(titled('NGƯỜI GIỮ CHỨC VỤ'), head('Quyết định'), numbered(held))]
        : [{ kind: 'paragraph' as const, text: 'Chưa ghi quyết định chỉ định nhân sự nào.' }]),
      ...(open.length > 0
        ? [
            {
              kind: 'heading' as const,
              level: 1 as const,
              text: titled('CHỨC VỤ CÒN KHUYẾT, CẦN QUYẾT ĐỊNH'),
            },
            { kind: 'list' as const, marker: 'dash' as const, items: open },
          ]
        : []),
      ...(ending.length > 0
        ? [postTable(titled('NGƯỜI THÔI GIỮ CHỨC VỤ CÙNG TỔ CHỨC'), head('Giữ theo'), numbered(ending))]
        : []),
      {
        kind: 'signatures',
        columns: [{ authority: 'T/M CẤP ỦY', position: 'BÍ THƯ', note: '(Ký, ghi rõ họ tên)' }],
        recipients: [received.receiver, 'Lưu hồ sơ.'],
      },
    ],
  };
}

/** One page: what changes for this member, and what need not be done. */
function memberNotice(paper: PlanPaper, member: PaperMember, from: string): Block[] {
  const { received } = paper;
  return [
    { kind: 'paragraph', text: `Kính gửi: đồng chí ${member.fullName}`, align: 'center' },
    { kind: 'paragraph', text: `${basis(paper)}, ${committeeName(paper.unit)} thông báo đến đồng chí:` },
    {
      kind: 'key-values',
      pairs: [
        { key: 'Họ và tên', value: member.fullName },
        ...(member.birth ? [{ key: 'Ngày sinh', value: written(member.birth) }] : []),
        ...(member.cardNumber ? [{ key: 'Số thẻ đảng', value: member.cardNumber }] : []),
        { key: 'Diện sinh hoạt', value: STATUS[member.status] },
        { key: 'Nơi sinh hoạt trước đây', value: from },
        { key: 'Nơi sinh hoạt mới', value: received.receiver },
        { key: 'Kể từ', value: formatLongDate(paper.on) },
      ],
    },
    {
      kind: 'paragraph',
      text: 'Đồng chí không phải làm thủ tục chuyển sinh hoạt đảng riêng. Nhiệm vụ đang thực hiện được chuyển theo đồng chí, thời hạn giữ nguyên; hồ sơ đảng viên do hai bên bàn giao.',
    },
    {
      kind: 'signatures',
      columns: [{ authority: 'T/M CẤP ỦY', position: 'BÍ THƯ', note: '(Ký, ghi rõ họ tên, đóng dấu)' }],
      recipients: [`Đồng chí ${member.fullName}`, received.receiver, 'Lưu hồ sơ.'],
    },
  ];
}

/** Thông báo to each member whose branch changes: a page for each with a head of its own, in one file to print. */
export function memberNoticesDocument(paper: PlanPaper): NamedDocument[] {
  const { received } = paper;
  const notices = received.members.flatMap((group, at) =>
    (paper.members[at] ?? []).map((member) => memberNotice(paper, member, group.from)),
  );
  const [first, ...others] = notices;
  if (!first) return [];
  const head = {
    ...draftOf(paper),
    header: headOf(paper, committeeName(paper.unit), paper.numbers.notice),
    typeName: 'THÔNG BÁO',
    summary: 'về nơi sinh hoạt đảng',
  };
  return [
    {
      ...head,
      title: `Thông báo gửi từng đảng viên, ${received.receiver}`,
      fileName: 'Thông báo gửi từng đảng viên',
      blocks: [
        ...first,
        ...others.flatMap((notice): Block[] => [{ kind: 'page-break', paper: head }, ...notice]),
      ],
    },
  ];
}

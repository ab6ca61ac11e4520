import type { Block, PartyDocument } from '#platform/documents/party-document.ts';
import { formatLongDate } from '#platform/documents/vietnamese-typography.ts';
import { type Resolution, resolutionOf } from '../domain/minutes.ts';
import { sayResolutionVote } from '../domain/say-resolution.ts';
import { resultsTable, tasksTable } from './minutes-document.ts';
import {
  draftOf,
  gradeName,
  headerOf,
  kindName,
  monthText,
  type Printed,
  points,
  sentence,
  share,
} from './wording.ts';

const paragraphs = (text: string): Block[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ kind: 'paragraph', text: sentence(line) }));

const titled = (title: string, text: string): Block[] =>
  text.trim() === '' ? [] : [{ kind: 'heading', level: 2, text: title }, ...paragraphs(text)];

/** What was judged of last month, part by part; a part that nobody wrote takes no number. */
function judged({ lastMonth }: Resolution): Block[] {
  const parts: Block[][] = [
    titled('Công tác chính trị, tư tưởng', lastMonth.ideology),
    titled('Thực hiện nhiệm vụ chính trị', lastMonth.politicalWork),
    [
      { kind: 'heading', level: 2, text: 'Kết quả thực hiện nhiệm vụ' },
      lastMonth.tasks.length > 0
        ? resultsTable(lastMonth.tasks)
        : { kind: 'paragraph', text: 'Tháng trước không có nhiệm vụ được giao.' },
      ...lastMonth.praised.map(
        (each): Block => ({
          kind: 'paragraph',
          text: `Biểu dương đồng chí ${each.name}: ${sentence(each.text)}`,
        }),
      ),
    ],
    titled('Hạn chế, nguyên nhân', lastMonth.limitsAndCauses),
  ];
  return parts
    .filter((part) => part.length > 0)
    .flatMap(([head, ...rest], index): Block[] =>
      head?.kind === 'heading' ? [{ ...head, text: `${index + 1}. ${head.text}` }, ...rest] : rest,
    );
}

function scoreBlocks({ score }: Resolution): Block[] {
  const { outcome } = score;
  if (outcome === null) return [{ kind: 'paragraph', text: 'Buổi sinh hoạt chưa được chấm điểm.' }];
  if (outcome.kind !== 'points')
    return [
      {
        kind: 'paragraph',
        text: `Đạt ${outcome.met}/${outcome.counted} tiêu chí; buổi sinh hoạt ${outcome.passed ? 'bảo đảm' : 'chưa bảo đảm'} chất lượng.`,
      },
    ];
  return [
    {
      kind: 'table',
      dense: true,
      columns: [
        { width: 1, align: 'center' },
        { width: 8 },
        { width: 2, align: 'center' },
        { width: 2, align: 'center' },
      ],
      header: [['TT', 'Nội dung', 'Tối đa', 'Tự chấm']],
      rows: [
        ...score.blocks.map((block, index) => [
          String(index + 1),
          block.title.vi,
          points(block.maximum),
          points(block.sum),
        ]),
        [
          { text: 'Tổng điểm (thang 100)', colSpan: 2, bold: true, shaded: true },
          { text: '100', bold: true, shaded: true },
          { text: points(outcome.scaled), bold: true, shaded: true },
        ],
      ],
    },
    { kind: 'paragraph', text: `Chi bộ tự xếp loại buổi sinh hoạt: ${gradeName(outcome.grade)}.` },
  ];
}

/** A closed meeting without a number for it: the branch voted on its conclusion and issued no resolution. */
const isWithoutResolution = ({ row }: Printed): boolean =>
  row.stage === 'closed' && row.resolutionNumber === null;

/** The month's resolution (nghị quyết): what was judged, what is decided, who carries it out. */
export function resolutionDocument(printed: Printed): PartyDocument {
  const { row, context, state } = printed;
  const resolution = resolutionOf(context, state);
  const { counts } = resolution;
  const summary = `Sinh hoạt chi bộ ${kindName(printed)} ${monthText(row.month)}`;
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text:
        `${formatLongDate(resolution.heldOn).replace(/^n/, 'N')}, ${context.branchName} tổ chức sinh hoạt ${kindName(printed)}.` +
        ` Có mặt ${counts.present}/${counts.base} đảng viên phải dự họp, đạt ${share(counts.present, counts.base)};` +
        (counts.presentOutsideBase > 0 ? ` ngoài số phải dự họp có mặt ${counts.presentOutsideBase};` : '') +
        ` vắng có lý do ${counts.excused}, không lý do ${counts.unexcused}; miễn sinh hoạt ${counts.exempt}.` +
        (counts.chair ? ` Chủ trì: đồng chí ${counts.chair}.` : '') +
        (counts.recorder ? ` Thư ký: đồng chí ${counts.recorder}.` : '') +
        ' Sau khi nghe báo cáo và thảo luận, chi bộ quyết nghị:',
    },
    { kind: 'heading', level: 1, text: 'I. ĐÁNH GIÁ VIỆC THỰC HIỆN NHIỆM VỤ THÁNG TRƯỚC' },
    ...judged(resolution),
    { kind: 'heading', level: 1, text: 'II. NHIỆM VỤ THỜI GIAN TỚI' },
    ...(resolution.conclusions.length > 0
      ? [
          {
            kind: 'list',
            marker: 'number',
            items: resolution.conclusions.map((each) =>
              each.title ? `${each.title}: ${sentence(each.text)}` : sentence(each.text),
            ),
          } as const,
        ]
      : []),
    ...(resolution.nextTasks.length > 0 ? [tasksTable(resolution.nextTasks)] : []),
    { kind: 'heading', level: 1, text: 'III. TỔ CHỨC THỰC HIỆN' },
    ...(resolution.monitoring.trim() === ''
      ? [
          {
            kind: 'paragraph',
            text: 'Từng đảng viên căn cứ nhiệm vụ được giao tổ chức thực hiện và báo cáo đúng kỳ sinh hoạt đã ghi.',
          } as const,
        ]
      : paragraphs(resolution.monitoring)),
    { kind: 'heading', level: 1, text: 'IV. CHẤT LƯỢNG BUỔI SINH HOẠT' },
    ...scoreBlocks(resolution),
    ...titled('Hạn chế cần khắc phục ở kỳ sau', resolution.score.toFixNextTime),
    {
      kind: 'paragraph',
      text: sayResolutionVote(resolution, isWithoutResolution(printed)).vi,
    },
    {
      kind: 'signatures',
      columns: [
        {
          authority: 'T/M CHI BỘ',
          position: 'BÍ THƯ',
          ...(resolution.secretary ? { name: resolution.secretary } : {}),
        },
      ],
      recipients: [
        ...(context.aboveName ? [`${context.aboveName} (để báo cáo)`] : []),
        'Cấp ủy viên theo dõi chi bộ',
        'Các đảng viên trong chi bộ',
        'Lưu Chi bộ',
      ],
    },
  ];
  return {
    title: `Nghị quyết ${summary.toLocaleLowerCase('vi-VN')}`,
    header: headerOf(printed, row.resolutionNumber),
    typeName: 'NGHỊ QUYẾT',
    summary: resolution.title ?? summary,
    ...draftOf(printed),
    ...(isWithoutResolution(printed) ? { draftMark: 'DỰ THẢO' } : {}),
    blocks,
  };
}

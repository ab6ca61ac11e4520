import { shortHash } from '#features/ballots/contract.ts';
import { wayTexts } from '#features/rulebooks/contract.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import type { Block, ListBlock, PartyDocument } from '#platform/documents/party-document.ts';
import { formatLongDate, formatLongTime } from '#platform/documents/vietnamese-typography.ts';
import {
  isSpokenOf,
  type Minutes,
  type MinutesBallot,
  type MinutesOpinion,
  minutesOf,
} from '../domain/minutes.ts';
import { sayVote } from '../domain/say-vote.ts';
import {
  comrade,
  count,
  day,
  draftOf,
  gradeName,
  headerOf,
  kindName,
  month,
  monthText,
  natureNames,
  type Printed,
  points,
  sentence,
  share,
  statusNames,
  taskStateNames,
} from './wording.ts';

const SHOWN_STATUSES: readonly MemberStatus[] = [
  'official',
  'provisional',
  'temporarily-here',
  'exempt',
  'suspended',
  'temporarily-away',
];

const WITHHELD = '(nội dung lưu tại chi bộ)';

function splitByStatus(minutes: Minutes, figure: 'total' | 'present'): string {
  const rows = new Map(minutes.attendance.byStatus.map((row) => [row.status, row]));
  return SHOWN_STATUSES.flatMap((status) => {
    const row = rows.get(status);
    // Present are those who must attend: the parts add up to the figure before them, and the others stand behind it.
    const value = figure === 'present' && row?.inBase === false ? 0 : (row?.[figure] ?? 0);
    return value > 0 ? [`${statusNames[status]} ${count(value)}`] : [];
  }).join(', ');
}

function absentNames(minutes: Minutes, presence: 'excused' | 'unexcused'): string {
  const absent = minutes.attendance.absent.filter((each) => each.presence === presence);
  if (absent.length === 0) return 'không';
  const names = absent.map((each) => (each.reason ? `${each.name} (${each.reason})` : each.name));
  return `${count(absent.length)} đồng chí: ${names.join(', ')}`;
}

function opinionItem(opinion: MinutesOpinion): ListBlock['items'][number] {
  const who = opinion.position ? `${opinion.speaker} (${opinion.position})` : opinion.speaker;
  const nature = opinion.nature === 'opinion' ? '' : ` (${natureNames[opinion.nature]})`;
  const text = opinion.text === null ? WITHHELD : sentence(opinion.text);
  return {
    text: [{ text: `Đồng chí ${who}${nature}:`, bold: true }, { text: ` ${text}` }],
    ...(opinion.answer
      ? { sublist: { kind: 'list', marker: 'plus', items: [`Trả lời: ${sentence(opinion.answer)}`] } }
      : {}),
  };
}

/** A secret ballot with its arithmetic, as the minutes print it. */
function ballotBlocks(ballot: MinutesBallot): Block[] {
  const round = ballot.round > 1 ? `, lần ${ballot.round}` : '';
  const head =
    `Bỏ phiếu kín (${wayTexts(ballot.method).vi}${round}) “${ballot.question}”: ${ballot.voters} cử tri;` +
    ` số tính tỷ lệ: ${ballot.base.vi}; ${ballot.needed.vi}.`;
  const { counted } = ballot;
  const annulled =
    ballot.status === 'annulled' ? ` Cuộc bỏ phiếu đã hủy: ${sentence(ballot.annulledBecause ?? '')}` : '';
  if (counted === null) return [{ kind: 'paragraph', text: head + (annulled || ' Chưa kết thúc bỏ phiếu.') }];
  return [
    { kind: 'paragraph', text: `${head} ${counted.ballots.vi}.` },
    {
      kind: 'list',
      marker: 'plus',
      items: counted.lines.map(
        ({ text, votes, against }) =>
          `${text.vi}: ${votes} phiếu${against === null ? '' : ` (không đồng ý ${against})`}`,
      ),
    },
    {
      kind: 'paragraph',
      text:
        counted.outcome.vi +
        annulled +
        (counted.boxSha256 === null
          ? ''
          : ` Hòm phiếu đã công bố, mã SHA-256 bắt đầu bằng ${shortHash(counted.boxSha256)}.`),
    },
  ];
}

function proceedings(minutes: Minutes): Block[] {
  const blocks: Block[] = [];
  if (minutes.agenda.length > 0)
    blocks.push(
      { kind: 'heading', level: 2, text: '1. Chương trình' },
      { kind: 'list', marker: 'dash', items: minutes.agenda.map((item) => item.title) },
    );
  // An item on which nothing was said stands in the programme only.
  const parts = minutes.proceedings.filter(isSpokenOf);
  const before = minutes.agenda.length > 0 ? 2 : 1;
  parts.forEach((part, index) => {
    const title = part.title ?? 'Ý kiến và biểu quyết chung';
    blocks.push({ kind: 'heading', level: 2, text: `${index + before}. ${title}` });
    if (part.opinions.length > 0)
      blocks.push({ kind: 'list', marker: 'dash', items: part.opinions.map(opinionItem) });
    for (const vote of part.votes) {
      blocks.push({ kind: 'paragraph', text: sayVote(vote).vi });
      if (vote.minority.length > 0)
        blocks.push({
          kind: 'list',
          marker: 'plus',
          items: vote.minority.map(({ name, text }) => `Đồng chí ${name} bảo lưu ý kiến: ${sentence(text)}`),
        });
    }
    for (const ballot of part.ballots) blocks.push(...ballotBlocks(ballot));
    for (const conclusion of part.conclusions)
      blocks.push({
        kind: 'paragraph',
        text: [{ text: 'Kết luận:', bold: true }, { text: ` ${sentence(conclusion.text)}` }],
      });
  });
  if (parts.length === 0) blocks.push({ kind: 'paragraph', text: 'Chưa ghi ý kiến và biểu quyết.' });
  return blocks;
}

/** Tasks of a month as a table: who, what, output, deadline, and the meeting that hears the result. */
export const tasksTable = (tasks: Minutes['tasks']): Block => ({
  kind: 'table',
  dense: true,
  columns: [
    { width: 1, align: 'center' },
    { width: 5.6 },
    { width: 3.6 },
    { width: 4 },
    { width: 3, align: 'center' },
    { width: 2.3, align: 'center' },
  ],
  header: [['TT', 'Nhiệm vụ', 'Người thực hiện', 'Sản phẩm', 'Hạn', 'Báo cáo tại kỳ']],
  rows: tasks.map((task, index) => [
    String(index + 1),
    task.title,
    task.helpers.length > 0 ? `${task.owner}; phối hợp: ${task.helpers.join(', ')}` : task.owner,
    task.output,
    day(task.dueOn),
    month(task.reportMonth),
  ]),
});

/** Every task of last month: how it stood before the meeting, and what the meeting found. */
export const resultsTable = (tasks: Minutes['lastMonthTasks']): Block => ({
  kind: 'table',
  dense: true,
  columns: [
    { width: 1, align: 'center' },
    { width: 5 },
    { width: 3.2 },
    { width: 2.6, align: 'center' },
    { width: 2.8, align: 'center' },
    { width: 4.4 },
  ],
  header: [['TT', 'Nhiệm vụ', 'Người thực hiện', 'Trước kỳ họp', 'Kết quả', 'Ghi chú']],
  rows: tasks.map((task, index) => [
    String(index + 1),
    task.title,
    task.owner,
    taskStateNames[task.stateBefore],
    task.result === null
      ? 'chưa đánh giá'
      : taskStateNames[task.result] + (task.percent === null ? '' : ` (${task.percent}%)`),
    [task.evidence, task.cause && `nguyên nhân: ${task.cause}`].filter(Boolean).join('; '),
  ]),
});

/** The minutes of a meeting (biên bản) in the Party's document form. */
export function minutesDocument(printed: Printed): PartyDocument {
  const { row, context, state } = printed;
  const minutes = minutesOf(context, state);
  const { opening, attendance, score } = minutes;
  const title = `sinh hoạt chi bộ ${kindName(printed)} ${monthText(row.month)}`;
  const began = opening.startedAt ?? row.plannedTime;
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: 'I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN' },
    {
      kind: 'key-values',
      pairs: [
        { key: 'Thời gian', value: `${formatLongTime(began)}, ${formatLongDate(opening.heldOn)}` },
        { key: 'Địa điểm', value: opening.place },
        {
          key: 'Tổng số đảng viên',
          value: `${count(attendance.onRoll)}, trong đó ${splitByStatus(minutes, 'total')}`,
        },
        {
          key: 'Có mặt',
          value: `${attendance.present}/${attendance.base} đảng viên phải dự họp, đạt ${share(attendance.present, attendance.base)} (${splitByStatus(minutes, 'present') || 'chưa điểm danh'})${attendance.presentOutsideBase > 0 ? `; ngoài số phải dự họp có mặt ${count(attendance.presentOutsideBase)}` : ''}`,
        },
        { key: 'Vắng mặt có lý do', value: absentNames(minutes, 'excused') },
        { key: 'Vắng mặt không lý do', value: absentNames(minutes, 'unexcused') },
        ...(attendance.exemptNames.length > 0
          ? [
              {
                key: 'Được miễn sinh hoạt',
                value: `${count(attendance.exemptNames.length)} đồng chí: ${attendance.exemptNames.join(', ')}`,
              },
            ]
          : []),
        ...(opening.guests.length > 0
          ? [
              {
                key: 'Đại biểu',
                value: opening.guests
                  .map((guest) => (guest.position ? `${guest.name} (${guest.position})` : guest.name))
                  .join('; '),
              },
            ]
          : []),
        { key: 'Chủ trì', value: comrade(opening.chair) },
        { key: 'Thư ký', value: comrade(opening.recorder) },
        ...(minutes.dues
          ? [
              {
                key: 'Đảng phí',
                value:
                  `đã đóng ${minutes.dues.paidCount}` +
                  (minutes.dues.unpaidCount === null ? '' : `, chưa đóng ${minutes.dues.unpaidCount}`) +
                  (minutes.dues.note ? ` (${minutes.dues.note})` : ''),
              },
            ]
          : []),
        ...(opening.papers.length > 0
          ? [{ key: 'Tài liệu', value: opening.papers.map((paper) => paper.name).join('; ') }]
          : []),
      ],
    },
    { kind: 'heading', level: 1, text: 'II. DIỄN BIẾN' },
  ];
  if (opening.focus !== null)
    blocks.push({ kind: 'paragraph', text: `Trọng tâm thảo luận: ${sentence(opening.focus)}` });
  blocks.push(...proceedings(minutes));
  const skipped = minutes.steps.filter((step) => step.status === 'skipped');
  if (skipped.length > 0)
    blocks.push(
      { kind: 'paragraph', text: 'Các bước không thực hiện:' },
      {
        kind: 'list',
        marker: 'dash',
        items: skipped.map(
          (step) => `${step.title?.vi ?? step.step}: ${sentence(step.skippedBecause ?? '')}`,
        ),
      },
    );
  if (minutes.lastMonthTasks.length > 0)
    blocks.push(
      { kind: 'heading', level: 1, text: 'III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG TRƯỚC' },
      resultsTable(minutes.lastMonthTasks),
    );
  const remarks = [
    ...minutes.praised.map((each) => `Biểu dương đồng chí ${each.name}: ${sentence(each.text)}`),
    ...minutes.reminded.map(
      (each) => `Nhắc nhở đồng chí ${each.name}: ${each.text === null ? WITHHELD : sentence(each.text)}`,
    ),
  ];
  if (remarks.length > 0) blocks.push({ kind: 'list', marker: 'dash', items: remarks });
  const third = minutes.lastMonthTasks.length > 0 ? 'IV' : 'III';
  blocks.push({ kind: 'heading', level: 1, text: `${third}. KẾT LUẬN VÀ PHÂN CÔNG NHIỆM VỤ` });
  if (minutes.tasks.length > 0) blocks.push(tasksTable(minutes.tasks));
  else blocks.push({ kind: 'paragraph', text: 'Buổi sinh hoạt không giao nhiệm vụ mới.' });
  const { own, confirmed } = score;
  if (own !== null)
    blocks.push({
      kind: 'paragraph',
      text:
        own.kind === 'points'
          ? `Chi bộ tự chấm buổi sinh hoạt: ${points(own.scaled)} điểm, xếp loại ${gradeName(own.grade)}.`
          : `Chi bộ tự đánh giá: đạt ${own.met}/${own.counted} tiêu chí, buổi sinh hoạt ${own.passed ? 'bảo đảm' : 'chưa bảo đảm'} chất lượng.`,
    });
  if (confirmed !== null)
    blocks.push({
      kind: 'paragraph',
      text:
        'Cấp ủy viên theo dõi chi bộ đã xác nhận' +
        (confirmed.total !== null
          ? `: ${points(confirmed.total)} điểm`
          : confirmed.outcome?.kind === 'points'
            ? `: ${points(confirmed.outcome.scaled)} điểm`
            : '') +
        (confirmed.grade ? `, xếp loại ${gradeName(confirmed.grade)}` : '') +
        (confirmed.reason ? `. Lý do: ${sentence(confirmed.reason)}` : '.'),
    });
  const adopted = minutes.minutesAdopted;
  const ended =
    opening.endedAt === null ? '' : ` Buổi sinh hoạt kết thúc lúc ${formatLongTime(opening.endedAt)}.`;
  blocks.push({
    kind: 'paragraph',
    text:
      adopted === null
        ? `Biên bản chưa được thông qua.${ended}`
        : `Biên bản đã được đọc lại và thông qua: tán thành ${adopted.yes}/${adopted.entitled}, đạt ${share(adopted.yes, adopted.entitled)}.${ended}`,
  });
  if (minutes.changedAfterAdoption > 0)
    blocks.push({
      kind: 'paragraph',
      text: `Có ${count(minutes.changedAfterAdoption)} lần bổ sung, sửa nội dung sau khi biên bản được thông qua.`,
    });
  if (minutes.annexes.length > 0)
    blocks.push(
      { kind: 'heading', level: 1, text: 'PHỤ LỤC ĐÍNH CHÍNH, BỔ SUNG' },
      {
        kind: 'list',
        marker: 'number',
        items: minutes.annexes.map(
          (annex) =>
            `${annex.text === null ? WITHHELD : sentence(annex.text)}${annex.by ? ` (${annex.by} ghi)` : ''}`,
        ),
      },
    );
  blocks.push({
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
  });
  return {
    title: `Biên bản ${title}`,
    header: headerOf(printed, row.minutesNumber),
    typeName: 'BIÊN BẢN',
    summary: title,
    ...draftOf(printed),
    blocks,
  };
}

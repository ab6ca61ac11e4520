import { describeEvidence, proposeScore } from '#features/rulebooks/contract.ts';
import type { PartyDocument, TableRow } from '#platform/documents/party-document.ts';
import { collectEvidence } from '../domain/collect-evidence.ts';
import { minutesOf } from '../domain/minutes.ts';
import {
  draftOf,
  gradeName,
  headerOf,
  kindName,
  markText,
  monthText,
  type Printed,
  points,
  sentence,
} from './wording.ts';

/** The score sheet (phiếu chấm điểm): the branch's own marks, the follower's, and what each rests on. */
export function scoreSheetDocument(printed: Printed): PartyDocument {
  const { row, context, state } = printed;
  const minutes = minutesOf(context, state);
  const { score, opening } = minutes;
  const sheet = context.rules['score.sheet'];
  const evidence = new Map(
    proposeScore(sheet.value, collectEvidence(context, state)).map((each) => [
      each.criterionId,
      each.evidence,
    ]),
  );
  const hasPoints = sheet.value.kind === 'points';
  // A follower who gave only a total marked no criterion: the column then stays empty down to the sum.
  const marksByFollower = state.confirmation?.total === null || (state.confirmation?.marks.length ?? 0) > 0;
  const rows: TableRow[] = [];
  for (const block of sheet.value.blocks) {
    rows.push([{ text: block.title.vi, colSpan: 6, align: 'left', bold: true, shaded: true }]);
    for (const criterion of block.criteria) {
      const marked = score.rows.find((each) => each.criterionId === criterion.id);
      const fact = evidence.get(criterion.id);
      rows.push([
        String(rows.filter((each) => each.length === 6).length + 1),
        criterion.title.vi,
        hasPoints ? points(criterion.max) : '',
        markText(marked?.own ?? null),
        markText(marksByFollower ? (marked?.confirmed ?? null) : null),
        [fact ? describeEvidence(fact).vi : '', marked?.note ?? ''].filter((text) => text !== '').join('. '),
      ]);
    }
  }
  const { own, confirmed } = score;
  const total = (outcome: typeof own): string =>
    outcome === null
      ? ''
      : outcome.kind === 'points'
        ? points(outcome.scaled)
        : `${outcome.met}/${outcome.counted}`;
  const theirTotal =
    confirmed === null ? '' : confirmed.total === null ? total(confirmed.outcome) : points(confirmed.total);
  rows.push([
    { text: hasPoints ? 'Tổng điểm (thang 100)' : 'Số tiêu chí đạt', colSpan: 2, bold: true, shaded: true },
    { text: hasPoints ? '100' : '', shaded: true, bold: true },
    { text: total(own), shaded: true, bold: true },
    { text: theirTotal, shaded: true, bold: true },
    {
      text: [
        own?.grade ? `Tự xếp loại: ${gradeName(own.grade)}` : '',
        confirmed?.grade ? `xác nhận: ${gradeName(confirmed.grade)}` : '',
      ]
        .filter((text) => text !== '')
        .join('; '),
      bold: true,
      shaded: true,
    },
  ]);
  const secretary = context.roll.find((member) => member.posts.includes('secretary'))?.fullName;
  const follower = context.followers[0]?.fullName;
  const summary = `Chất lượng buổi sinh hoạt ${kindName(printed)} ${monthText(row.month)}`;
  return {
    title: `Phiếu chấm điểm ${summary.toLocaleLowerCase('vi-VN')}`,
    header: headerOf(printed, undefined),
    typeName: 'PHIẾU CHẤM ĐIỂM',
    summary,
    ...draftOf(printed),
    blocks: [
      {
        kind: 'paragraph',
        text:
          `Căn cứ: ${sheet.source.document}` +
          (sheet.source.verified ? '' : ' (chưa kiểm chứng với văn bản chính thức)') +
          (sheet.localTo ? `; phiếu mẫu của ${sheet.localTo}` : '') +
          '.',
      },
      {
        kind: 'table',
        dense: true,
        columns: [
          { width: 1, align: 'center' },
          { width: 7.4 },
          { width: 1.2, align: 'center' },
          { width: 1.6, align: 'center' },
          { width: 1.8, align: 'center' },
          { width: 4.5 },
        ],
        header: [
          [
            { text: 'TT', rowSpan: 2 },
            { text: 'Nội dung', rowSpan: 2 },
            { text: 'Tối đa', rowSpan: 2 },
            { text: hasPoints ? 'Điểm chấm' : 'Kết quả', colSpan: 2 },
            { text: 'Căn cứ', rowSpan: 2 },
          ],
          ['Chi bộ tự chấm', 'Cấp ủy viên xác nhận'],
        ],
        rows,
      },
      ...(confirmed?.reason
        ? [
            {
              kind: 'paragraph',
              text: `Lý do điều chỉnh của cấp ủy viên theo dõi: ${sentence(confirmed.reason)}`,
            } as const,
          ]
        : []),
      {
        kind: 'signatures',
        columns: [
          {
            position: 'CẤP ỦY VIÊN THEO DÕI CHI BỘ',
            note: '(Ký, ghi rõ họ tên)',
            ...(follower ? { name: follower } : {}),
          },
          {
            position: 'THƯ KÝ',
            note: '(Ký, ghi rõ họ tên)',
            ...(opening.recorder ? { name: opening.recorder } : {}),
          },
          { authority: 'T/M CHI BỘ', position: 'BÍ THƯ', ...(secretary ? { name: secretary } : {}) },
        ],
      },
    ],
  };
}

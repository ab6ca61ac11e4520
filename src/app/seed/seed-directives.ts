import type { DirectiveKind, DirectiveNeed } from '#features/directives/contract.ts';
import { recordDirective, recordReceipt } from '#features/directives/public.ts';
import {
  addDays,
  addMonths,
  type CivilDate,
  dayInMonth,
  formatYearMonth,
  instantOf,
  lastDayOf,
  monthOf,
} from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Random } from './random.ts';
import { isForVisitors, type SeededBranch, type SeededWard } from './seed-ward.ts';

type Paper = {
  kind: DirectiveKind;
  symbol: string;
  title: string;
  summary: string;
  needs: DirectiveNeed;
  sentOn: CivilDate;
  dueOn?: CivilDate;
  /** What a branch gives somebody to do because of it: task and output. */
  task?: readonly [title: string, output: string];
};

const quarterOf = (day: CivilDate): string =>
  `quý ${['I', 'II', 'III', 'IV'][Math.floor((Number(day.slice(5, 7)) - 1) / 3)]} năm ${day.slice(0, 4)}`;

/** What the ward committee has sent in the months of the demo; numbers and subjects are invented. */
function papersUntil(today: CivilDate): Paper[] {
  const month = monthOf(today);
  const back = (months: number, day: number) => dayInMonth(addMonths(month, -months), day);
  const year = today.slice(0, 4);
  return [
    {
      kind: 'programme',
      symbol: 'Số 18-CTr/ĐU',
      title: 'Chương trình hành động nâng cao chất lượng sinh hoạt chi bộ trên địa bàn phường Hồ Sen',
      summary: 'Chi bộ quán triệt đến từng đảng viên; tự rà soát việc chuẩn bị nội dung và tỷ lệ phát biểu.',
      needs: 'know',
      sentOn: back(4, 18),
    },
    {
      kind: 'plan',
      symbol: 'Số 41-KH/ĐU',
      title: 'Kế hoạch phân loại chất thải rắn sinh hoạt tại nguồn ở khu dân cư',
      summary: 'Mỗi chi bộ chọn một ngõ làm trước, vận động từng hộ ký cam kết, báo cáo số hộ hằng tháng.',
      needs: 'carry-out',
      sentOn: back(4, 20),
      dueOn: lastDayOf(addMonths(month, -2)),
      task: ['Vận động các hộ ngõ 12 ký cam kết phân loại rác tại nguồn', 'Danh sách hộ đã ký cam kết'],
    },
    {
      kind: 'guide',
      symbol: 'Số 09-HD/ĐU',
      title: `Hướng dẫn nội dung sinh hoạt chuyên đề ${quarterOf(back(2, 18))}`,
      summary: 'Chọn việc khó, việc mới ở địa bàn; phân công đảng viên am hiểu viết và trình bày.',
      needs: 'discuss',
      sentOn: back(3, 19),
    },
    {
      kind: 'letter',
      symbol: 'Số 112-CV/ĐU',
      title: 'Về việc rà soát, hỗ trợ người cao tuổi neo đơn và hộ có hoàn cảnh khó khăn',
      summary: 'Lập danh sách theo mẫu, nêu rõ hoàn cảnh và đề nghị hỗ trợ.',
      needs: 'carry-out',
      sentOn: back(2, 17),
      dueOn: lastDayOf(addMonths(month, -1)),
      task: [
        'Rà soát người cao tuổi neo đơn, hộ khó khăn theo mẫu của phường',
        'Bảng rà soát gửi Đảng ủy phường',
      ],
    },
    {
      kind: 'plan',
      symbol: 'Số 47-KH/ĐU',
      title: 'Kế hoạch bảo đảm an toàn phòng cháy, chữa cháy ở nhà nhiều tầng, nhà trọ',
      summary: 'Kiểm tra bình chữa cháy và lối thoát thứ hai; vận động tháo dỡ lồng sắt che ban công.',
      needs: 'carry-out',
      sentOn: back(1, 16),
      dueOn: lastDayOf(addMonths(month, 1)),
      task: ['Kiểm tra bình chữa cháy và lối thoát thứ hai ở các nhà trọ', 'Biên bản kiểm tra từng nhà'],
    },
    {
      kind: 'notice',
      symbol: 'Số 63-TB/ĐU',
      title: `Thông báo kết luận của Ban Thường vụ Đảng ủy phường về phát triển đảng viên ${quarterOf(back(1, 18))}`,
      summary: 'Thảo luận nguồn kết nạp ở khu dân cư; mỗi chi bộ giới thiệu ít nhất một quần chúng ưu tú.',
      needs: 'discuss',
      sentOn: back(1, 18),
    },
    {
      kind: 'letter',
      symbol: 'Số 131-CV/ĐU',
      title: `Về việc chuẩn bị kiểm điểm, đánh giá, xếp loại tổ chức đảng và đảng viên năm ${year}`,
      summary: 'Đảng viên viết bản tự kiểm điểm; chi ủy tổng hợp, gửi Đảng ủy phường đúng hạn.',
      needs: 'carry-out',
      sentOn: addDays(today, -2),
      dueOn: addDays(today, 24),
    },
    {
      kind: 'notice',
      symbol: 'Số 70-TB/ĐU',
      title: `Thông báo lịch thông tin thời sự tháng ${formatYearMonth(addMonths(month, 1))} cho bí thư chi bộ`,
      summary: 'Bí thư, phó bí thư chi bộ dự đầy đủ, đúng giờ.',
      needs: 'know',
      sentOn: addDays(today, -1),
    },
  ];
}

/** How soon the leaders of a branch open what is sent to them, in days; null when they do not. */
function opensAfter(branch: SeededBranch, random: Random): number | null {
  if (branch.health === 'strong') return random.between(0, 1);
  if (branch.health === 'middling') return random.chance(0.92) ? random.between(0, 4) : null;
  return random.chance(0.5) ? random.between(3, 9) : null;
}

export type SentPaper = { id: Id; task: Paper['task'] };

/** The papers of the ward committee, sent to every branch and opened as each branch lives. */
export async function seedDirectives(
  tx: Tx,
  ward: SeededWard,
  today: CivilDate,
  random: Random,
): Promise<Map<Id, SentPaper>> {
  const sent = new Map<Id, SentPaper>();
  const now = instantOf(today, '00:00');
  for (const { task, dueOn, ...paper } of papersUntil(today)) {
    const at = instantOf(paper.sentOn, '09:20');
    const id = newId(at);
    sent.set(id, { id, task });
    await recordDirective(
      tx,
      {
        ...paper,
        id,
        unitId: ward.wardId,
        issuedOn: addDays(paper.sentOn, -1),
        dueOn: dueOn ?? null,
        issuedBy: ward.officerId,
      },
      ward.branches.map((branch) => branch.id),
      at,
    );
    for (const [index, branch] of ward.branches.entries()) {
      const days = opensAfter(branch, random);
      // What came in the last days waits for the visitor who enters as its secretary.
      if (isForVisitors(index) && paper.sentOn > addDays(today, -4)) continue;
      const opened = days === null ? null : instantOf(addDays(paper.sentOn, days), '20:15');
      if (opened === null || opened >= now) continue;
      await recordReceipt(tx, { directiveId: id, unitId: branch.id, by: branch.secretaryId }, opened);
    }
  }
  return sent;
}

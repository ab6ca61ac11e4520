import type { LoadedMeeting } from '#features/meetings/public.ts';
import { organisationName } from '#features/units/public.ts';
import { addMonths, type CivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import type { Block, PartyDocument } from '#platform/documents/party-document.ts';
import { renderDocx } from '#platform/documents/render-docx.ts';
import { capitals, formatLongMonth } from '#platform/documents/vietnamese-typography.ts';

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const heading = (text: string): Block => ({ kind: 'heading', level: 1, text });

/** What a secretary sends before the meeting: the month’s report with the draft conclusion, as Word in the Party’s form. */
export async function monthlyReport(
  { context }: LoadedMeeting,
  focus: string,
  on: CivilDate,
): Promise<{ name: string; bytes: Buffer }> {
  const { month } = context.meeting;
  const before = addMonths(month, -1);
  const tasks = context.lastMonthTasks.map(({ title }) => title);
  const document: PartyDocument = {
    title: `Báo cáo tháng ${formatYearMonth(before)} của ${context.branchName}`,
    header: {
      superiorBody: capitals(organisationName(context.aboveName)),
      issuingBody: capitals(context.branchName),
      number: 'Số …',
      place: 'Hồ Sen',
      on,
    },
    typeName: 'BÁO CÁO',
    summary: `Kết quả lãnh đạo ${formatLongMonth(before)}, nhiệm vụ ${formatLongMonth(month)}`,
    draftMark: 'DỰ THẢO',
    blocks: [
      heading('I. KẾT QUẢ THÁNG TRƯỚC'),
      paragraph('Tư tưởng đảng viên ổn định; an ninh trật tự trên địa bàn được giữ vững.'),
      ...(tasks.length > 0
        ? [paragraph('Các nhiệm vụ đã giao:'), { kind: 'list', marker: 'dash', items: tasks } as const]
        : [paragraph('Tháng trước chi bộ chưa giao nhiệm vụ cụ thể.')]),
      heading('II. NHIỆM VỤ THÁNG NÀY'),
      paragraph(`Nội dung trọng tâm đề nghị thảo luận: ${focus}.`),
      heading('III. DỰ THẢO KẾT LUẬN'),
      paragraph('Chi bộ thống nhất thực hiện, phân công rõ người, rõ việc, rõ sản phẩm, rõ thời hạn.'),
    ],
  };
  return {
    name: `Báo cáo tháng ${formatYearMonth(before).replace('/', '-')} và dự thảo kết luận.docx`,
    bytes: Buffer.from(await renderDocx(document)),
  };
}

import {
  adoptLesson,
  lessonAsSeen,
  recommendLesson,
  recordResult,
  submitLesson,
  writeLesson,
} from '#features/lessons/public.ts';
import { concludedMeetings } from '#features/meetings/public.ts';
import { addDays, addMonths, type CivilDate, firstDayOf, instantOf, monthOf } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { SeededBranch, SeededWard } from './seed-ward.ts';

const GROUPS = {
  title: 'Thảo luận ở tổ đảng trước, kết luận ở chi bộ sau',
  situation:
    'Chi bộ đông, phòng họp nhỏ, nhiều đồng chí cao tuổi ngại nói trước đông người. Ý kiến thường dồn vào vài đồng chí quen phát biểu.',
  done: 'Chia bốn tổ đảng theo ngõ. Bốn ngày trước buổi sinh hoạt, mỗi tổ gặp nhau một giờ bàn nội dung trọng tâm, tổ trưởng ghi ý kiến lên một trang.\nBuổi sinh hoạt nghe bốn tổ trưởng báo cáo, chỉ bàn chỗ còn khác nhau, rồi kết luận từng việc: ai làm, xong khi nào.',
  cost: 'Không tốn tiền. Tổ trưởng thêm một buổi tối mỗi tháng. Tháng đầu một tổ bỏ họp vì trùng giờ đón cháu, sau đổi sang sáng thứ bảy.',
};
const BOARD = {
  title: 'Bảng việc treo ở nhà văn hóa',
  situation: 'Việc giao xong dễ quên, đến buổi sinh hoạt sau mới hỏi nhau.',
  done: 'Kẻ một bảng ở nhà văn hóa: việc, người làm, hạn, đã xong chưa. Phó bí thư cập nhật mỗi tuần.',
  cost: 'Một bảng từ cũ xin lại của trường học.',
};

/**
 * One lesson that the ward recommended and two branches took over, and one that waits for the ward: so that every shelf
 * of the page holds something.
 */
export async function seedLessons(tx: Tx, ward: SeededWard, today: CivilDate): Promise<void> {
  const month = monthOf(today);
  const on = (branch: SeededBranch) => ({ unitId: branch.id, above: [ward.wardId, ward.cityId] });
  const [author, second, third, fourth] = [2, 0, 5, 9].map((index) => ward.branches[index]!);
  const write = async (branch: SeededBranch, text: typeof GROUPS, day: CivilDate) => {
    const nowMs = instantOf(day, '20:30');
    const figure = (measure: 'attendance') => {
      const [before, after] = [addMonths(month, -3), addMonths(month, -2)];
      return {
        kind: 'measure' as const,
        measure,
        before: { from: before, to: before },
        after: { from: after, to: after },
      };
    };
    const meeting = (await concludedMeetings(tx, branch.id, 12)).find((one) => one.heldOn < day);
    const id = await writeLesson(
      tx,
      branch.id,
      {
        ...text,
        evidence: [
          figure('attendance'),
          ...(meeting ? [{ kind: 'meeting' as const, meetingId: meeting.id }] : []),
        ],
      },
      { personId: branch.secretaryId, today: day },
      nowMs,
    );
    const lesson = await lessonAsSeen(tx, { ...on(branch), canWrite: true, canJudge: false, today: day }, id);
    if (!lesson) throw new Error('The lesson was not written.');
    await submitLesson(tx, lesson, true, day);
    return id;
  };
  const last = firstDayOf(addMonths(month, -1));
  const id = await write(author!, GROUPS, addDays(last, 1));
  await recommendLesson(
    tx,
    id,
    ward.wardId,
    'Các chi bộ đông đảng viên nên làm thử một quý, rồi ghi kết quả ở đây.',
    { personId: ward.officerId, today: addDays(last, 3) },
    instantOf(addDays(last, 3), '10:00'),
  );
  for (const [branch, plan, days] of [
    [second!, 'Chia ba tổ theo số nhà, họp tổ sáng chủ nhật.', 6],
    [third!, 'Thử với hai tổ đông nhất trước.', 11],
  ] as const)
    await adoptLesson(tx, id, branch.id, plan, { personId: branch.secretaryId, today: addDays(last, days) });
  const day = firstDayOf(month);
  await recordResult(tx, id, second!.id, 'Nhiều đồng chí lần đầu phát biểu; buổi họp gọn hơn.', day);
  await write(fourth!, BOARD, day);
}

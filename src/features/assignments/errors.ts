import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'assignments.output-missing': {
    status: 422,
    vi: 'Nhiệm vụ phải có sản phẩm cụ thể.',
    en: 'A task needs an output.',
    wayOut: {
      vi: 'Ghi thứ sẽ có khi làm xong: quyết định, báo cáo, số hộ, công trình…',
      en: 'Name what will be there when it is done: a decision, a report, a number of households, a work.',
    },
  },
  'assignments.target-missing': {
    status: 422,
    vi: 'Nhiệm vụ đo bằng con số phải có chỉ tiêu và đơn vị tính.',
    en: 'A task measured by a number needs a target and a unit.',
    wayOut: {
      vi: 'Ghi chỉ tiêu và đơn vị tính, hoặc chọn đo bằng “có / chưa có”.',
      en: 'Give both, or measure by done or not done.',
    },
  },
  'assignments.issued-in-future': {
    status: 422,
    vi: 'Ngày giao không thể sau hôm nay.',
    en: 'The day of issue cannot be after today.',
    wayOut: { vi: 'Xem lại ngày giao.', en: 'See the day of issue again.' },
  },
  'assignments.due-before-issue': {
    status: 422,
    vi: 'Hạn hoàn thành không thể trước ngày giao.',
    en: 'The due day cannot be before the day of issue.',
    wayOut: { vi: 'Chọn lại hạn.', en: 'Choose the due day again.' },
  },
  'assignments.answer-after-due': {
    status: 422,
    vi: 'Hạn trả lời phải trong khoảng từ ngày giao đến hạn hoàn thành.',
    en: 'The day to answer by lies between the day of issue and the due day.',
    wayOut: { vi: 'Chọn lại hạn trả lời.', en: 'Choose the day to answer by again.' },
  },
  'assignments.due-past-parent': {
    status: 422,
    vi: 'Hạn phải không sau ngày {{latest}}: nhiệm vụ cấp trên đến hạn {{parentDue}}, đơn vị giữ lại {{leave}} ngày để tổng hợp.',
    en: 'The due day is {{latest}} at the latest: the task from above is due on {{parentDue}}, and the tier keeps {{leave}} days to put results together.',
    wayOut: {
      vi: 'Chọn hạn sớm hơn, hoặc đề nghị cấp trên lùi hạn.',
      en: 'Choose an earlier day, or ask the level above for more time.',
    },
  },
  'assignments.parent-not-yours': {
    status: 422,
    vi: 'Nhiệm vụ cấp trên này không phải của đơn vị.',
    en: 'That task from above is not this unit’s.',
    wayOut: { vi: 'Mở lại từ danh sách việc được giao.', en: 'Open it again from the list of duties.' },
  },
  'assignments.paper-unseen': {
    status: 422,
    vi: 'Không thấy văn bản này trong các văn bản của đơn vị.',
    en: 'This paper is not among those the unit sees.',
    wayOut: { vi: 'Chọn lại văn bản.', en: 'Choose the paper again.' },
  },
  'assignments.settled': {
    status: 409,
    vi: 'Việc này đã kết thúc, được cho rút hoặc nhiệm vụ đã thu hồi.',
    en: 'This is finished, released, or the task was taken back.',
    wayOut: {
      vi: 'Tải lại trang để xem tình hình hiện tại.',
      en: 'Load the page again to see how it stands.',
    },
  },
  'assignments.not-declined': {
    status: 409,
    vi: 'Đơn vị chưa nêu lý do không thực hiện được.',
    en: 'The unit has not said that it cannot.',
    wayOut: { vi: 'Chờ đơn vị trả lời.', en: 'Wait for its answer.' },
  },
  'assignments.reason-missing': {
    status: 422,
    vi: 'Không nhận việc thì phải nêu lý do.',
    en: 'Who does not take a task says why.',
    wayOut: { vi: 'Ghi lý do bằng một, hai câu.', en: 'Give the reason in a sentence or two.' },
  },
  'assignments.done-in-future': {
    status: 422,
    vi: 'Ngày hoàn thành không thể sau hôm nay.',
    en: 'Work cannot have been finished after today.',
    wayOut: { vi: 'Chọn lại ngày hoàn thành.', en: 'Choose the day again.' },
  },
  'assignments.figure-missing': {
    status: 422,
    vi: 'Nhiệm vụ này đo bằng con số: hãy ghi kết quả.',
    en: 'This task is measured by a number: give the figure.',
    wayOut: { vi: 'Ghi con số đạt được, kể cả số 0.', en: 'Give the figure reached, zero too.' },
  },
  'assignments.evidence-missing': {
    status: 422,
    vi: 'Chưa có gì cho thấy việc đã xong.',
    en: 'Nothing shows yet that the work is done.',
    wayOut: {
      vi: 'Đính kèm tệp, hoặc ghi số văn bản, nơi có thể xem sản phẩm.',
      en: 'Attach a file, or say which paper or place shows the output.',
    },
  },
  'assignments.cause-missing': {
    status: 422,
    vi: 'Việc chậm hoặc không thực hiện được phải nêu nguyên nhân.',
    en: 'Late or impossible work needs a cause.',
    wayOut: { vi: 'Chọn nguyên nhân.', en: 'Choose the cause.' },
  },
  'assignments.file-unknown': {
    status: 422,
    vi: 'Không thấy tệp đã gửi.',
    en: 'The file that was sent is not there.',
    wayOut: { vi: 'Gửi lại tệp rồi báo cáo.', en: 'Send the file again, then report.' },
  },
  'assignments.not-a-branch': {
    status: 422,
    vi: 'Chỉ chi bộ có buổi sinh hoạt tháng để đưa việc vào chương trình.',
    en: 'Only a branch has a monthly meeting with an agenda.',
    wayOut: {
      vi: 'Cấp ủy giao tiếp xuống đơn vị dưới, hoặc báo cáo kết quả.',
      en: 'Give it on below, or report.',
    },
  },
  'assignments.withdrawn': {
    status: 409,
    vi: 'Nhiệm vụ này đã được thu hồi.',
    en: 'This task has been taken back.',
    wayOut: { vi: 'Xem danh sách việc đã giao.', en: 'See the list of tasks given.' },
  },
  'assignments.nothing-open': {
    status: 422,
    vi: 'Không còn đơn vị nào chưa xong để đôn đốc.',
    en: 'No unit is left to urge.',
    wayOut: { vi: 'Xem lại các đơn vị đã chọn.', en: 'See again which units were chosen.' },
  },
  'assignments.question-answered': {
    status: 409,
    vi: 'Câu hỏi này đã được trả lời.',
    en: 'This question has been answered.',
    wayOut: { vi: 'Xem câu trả lời đã có.', en: 'See the answer.' },
  },
  'assignments.urging-answered': {
    status: 409,
    vi: 'Lần đôn đốc này đã được trả lời.',
    en: 'This urging has been answered.',
    wayOut: { vi: 'Báo cáo tiến độ nếu có điều mới.', en: 'Report if there is something new.' },
  },
  'assignments.matter-settled': {
    status: 409,
    vi: 'Việc này đã có kết luận.',
    en: 'This has been concluded.',
    wayOut: { vi: 'Xem kết luận đã ghi.', en: 'See the conclusion.' },
  },
} satisfies ErrorTable;

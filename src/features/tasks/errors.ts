import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'tasks.output-missing': {
    status: 422,
    vi: 'Nhiệm vụ phải có nội dung và sản phẩm cụ thể.',
    en: 'A task needs a title and a concrete output.',
    wayOut: { vi: 'Ghi rõ sản phẩm khi hoàn thành.', en: 'Say what will be there when it is done.' },
  },
  'tasks.cause-missing': {
    status: 422,
    vi: 'Nhiệm vụ chưa làm hoặc không làm được phải nêu nguyên nhân.',
    en: 'A task that was not or cannot be done needs its cause.',
    wayOut: { vi: 'Ghi nguyên nhân rồi gửi lại.', en: 'Write the cause and send again.' },
  },
  'tasks.done-in-future': {
    status: 422,
    vi: 'Ngày hoàn thành không thể sau hôm nay.',
    en: 'The day of completion cannot be after today.',
    wayOut: { vi: 'Chọn lại ngày hoàn thành.', en: 'Choose the day again.' },
  },
  'tasks.withdrawn': {
    status: 409,
    vi: 'Nhiệm vụ này đã được rút.',
    en: 'This task has been taken back.',
    wayOut: { vi: 'Xem danh sách nhiệm vụ hiện tại.', en: 'See the present list of tasks.' },
  },
  'tasks.settled-by-meeting': {
    status: 409,
    vi: 'Chi bộ đã kết luận kết quả nhiệm vụ này tại buổi sinh hoạt.',
    en: 'The branch has settled the result of this task at its meeting.',
    wayOut: {
      vi: 'Nêu ý kiến tại buổi sinh hoạt tới để chi bộ xem lại.',
      en: 'Raise it at the next meeting, where the branch may look at it again.',
    },
  },
  'tasks.finished': {
    status: 409,
    vi: 'Nhiệm vụ đã kết thúc nên không đổi được người thực hiện hoặc thời hạn.',
    en: 'The task is finished: its owner and due day stay.',
    wayOut: { vi: 'Giao nhiệm vụ mới tại buổi sinh hoạt.', en: 'Give a new task at a meeting.' },
  },
  'tasks.not-yours': {
    status: 403,
    vi: 'Chỉ người thực hiện, người phối hợp và bí thư, phó bí thư chi bộ được báo cáo nhiệm vụ này.',
    en: 'Only its owner, its helpers and the secretary or deputy of the branch may report on this task.',
    wayOut: { vi: 'Nhờ người thực hiện báo cáo.', en: 'Ask the owner to report.' },
  },
  'tasks.owner-not-in-branch': {
    status: 422,
    vi: 'Người được giao không sinh hoạt tại chi bộ này.',
    en: 'This person does not belong to the branch.',
    wayOut: { vi: 'Chọn đảng viên của chi bộ.', en: 'Choose a member of the branch.' },
  },
  'tasks.bad-month': {
    status: 422,
    vi: 'Tháng báo cáo không thể trước tháng giao nhiệm vụ ({{month}}).',
    en: 'The month of reporting cannot be before the month in which the task was given ({{month}}).',
    wayOut: { vi: 'Chọn lại tháng báo cáo.', en: 'Choose the month again.' },
  },
  'tasks.nothing-changed': {
    status: 422,
    vi: 'Người thực hiện, thời hạn và tháng báo cáo vẫn như cũ.',
    en: 'Owner, due day and month of reporting are as they were.',
    wayOut: { vi: 'Sửa ít nhất một mục.', en: 'Change at least one of them.' },
  },
  'tasks.other-branch': {
    status: 409,
    vi: 'Mã nhiệm vụ này đã thuộc chi bộ khác.',
    en: 'This task id belongs to another branch.',
    wayOut: { vi: 'Tạo lại nhiệm vụ.', en: 'Make the task anew.' },
  },
} satisfies ErrorTable;

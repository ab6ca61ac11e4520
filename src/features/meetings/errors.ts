import type { ErrorTable } from '#kernel/error-table.ts';
import { errors as domainErrors } from './domain/meeting-errors.ts';

/** Every code of meetings: those of the pure rules and those of planning, papers and closing. */
export const errors = {
  ...domainErrors,
  'meetings.month-closed': {
    status: 409,
    vi: 'Tháng {{month}} đã khóa sổ: không lập, chuyển vào, bắt đầu hay khóa buổi sinh hoạt của tháng này.',
    en: 'Month {{month}} is closed: no meeting of it may be planned, moved into it, begun or closed.',
    wayOut: {
      vi: 'Chọn tháng khác, hoặc đề nghị cấp ủy cấp trên mở lại tháng.',
      en: 'Choose another month, or ask the committee above to open the month again.',
    },
  },
  'meetings.reason-needed': {
    status: 409,
    vi: 'Biên bản có tên, ý kiến của đảng viên. Từ hai cấp trên chi bộ trở lên, nêu lý do thì mới mở được.',
    en: 'The minutes name members and what they said. From two levels above the branch they open after a reason was given.',
    wayOut: {
      vi: 'Nêu lý do xem; đảng viên của chi bộ thấy lần mở này.',
      en: 'Say why you look; the members of the branch see that you did.',
    },
  },
  'meetings.taken-over': {
    status: 409,
    vi: 'Buổi sinh hoạt này được tiếp nhận từ nơi khác ({{source}}): ở đây chỉ có số liệu và điểm danh.',
    en: 'This meeting was taken over from elsewhere ({{source}}): only its figures and attendance are here.',
    wayOut: {
      vi: 'Xem biên bản, nghị quyết và sửa đổi tại nơi lưu bản gốc.',
      en: 'Read its minutes and resolution, and correct it, where the original is kept.',
    },
  },
  'meetings.ballot-by-button': {
    status: 422,
    vi: 'Cuộc bỏ phiếu kín chỉ được mở, kết thúc, hủy qua chức năng bỏ phiếu, không qua sổ diễn biến.',
    en: 'A secret ballot is opened, closed and annulled by its own buttons, not through the journal.',
    wayOut: { vi: 'Dùng nút trong phần bỏ phiếu.', en: 'Use the buttons of the ballot.' },
  },
  'meetings.petition-answered-already': {
    status: 409,
    vi: 'Kiến nghị này vừa được trả lời.',
    en: 'This petition has just been answered.',
    wayOut: {
      vi: 'Mở lại danh sách để đọc câu trả lời; cần nói thêm thì mở buổi sinh hoạt và bổ sung phụ lục.',
      en: 'Open the list again to read the answer; to say more, open the meeting and add an annex.',
    },
  },
  'meetings.already-planned': {
    status: 409,
    vi: 'Tháng {{month}} đã có buổi sinh hoạt loại này.',
    en: 'Month {{month}} already has a meeting of this kind.',
    wayOut: {
      vi: 'Mở buổi đã có để sửa ngày giờ, hoặc hủy buổi đó trước.',
      en: 'Open the one that is there and move it, or cancel it first.',
    },
  },
  'meetings.day-outside-month': {
    status: 422,
    vi: 'Ngày họp phải nằm trong tháng {{month}}.',
    en: 'The day of the meeting must lie in month {{month}}.',
    wayOut: { vi: 'Chọn lại ngày hoặc tháng.', en: 'Choose another day or month.' },
  },
  'meetings.journal-full': {
    status: 409,
    vi: 'Sổ của buổi sinh hoạt không nhận thêm: đã có {{count}} lần ghi.',
    en: 'The journal of this meeting takes no more: {{count}} entries are there.',
    wayOut: { vi: 'Báo bí thư hoặc thư ký buổi họp.', en: 'Tell the secretary or the recorder.' },
  },
  'meetings.task-of-another-branch': {
    status: 409,
    vi: 'Mã nhiệm vụ này thuộc chi bộ khác.',
    en: 'This task belongs to another branch.',
    wayOut: { vi: 'Giao thành nhiệm vụ mới.', en: 'Give it as a new task.' },
  },
  'meetings.held-in-future': {
    status: 422,
    vi: 'Ngày họp thực tế không thể sau hôm nay.',
    en: 'The day on which the meeting was held cannot be after today.',
    wayOut: { vi: 'Kiểm tra ngày trên thiết bị.', en: 'Check the date of the device.' },
  },
  'meetings.no-rulebook': {
    status: 422,
    vi: 'Chưa có bộ quy định nào hiệu lực vào ngày họp.',
    en: 'No rulebook is in force on the day of the meeting.',
    wayOut: { vi: 'Chọn ngày từ 06/07/2018 trở đi.', en: 'Choose a day from 6 July 2018 on.' },
  },
  'meetings.branch-not-there': {
    status: 422,
    vi: 'Vào ngày họp, chi bộ chưa thành lập hoặc đã kết thúc hoạt động.',
    en: 'On the day of the meeting the branch does not exist yet or any more.',
    wayOut: { vi: 'Chọn ngày khác.', en: 'Choose another day.' },
  },
  'meetings.not-a-branch': {
    status: 422,
    vi: 'Đơn vị này không phải chi bộ.',
    en: 'This unit is not a branch.',
    wayOut: { vi: 'Mở chi bộ cần lập buổi sinh hoạt.', en: 'Open the branch that meets.' },
  },
  'meetings.has-begun': {
    status: 409,
    vi: 'Buổi sinh hoạt đã bắt đầu nên không đổi lịch hay hủy được.',
    en: 'The meeting has begun and can no longer be moved or cancelled.',
  },
  'meetings.not-begun': {
    status: 409,
    vi: 'Chưa đến ngày họp nên chưa điểm danh được.',
    en: 'Checking in opens on the day of the meeting.',
    wayOut: { vi: 'Điểm danh khi đến họp.', en: 'Check in when you arrive.' },
  },
  'meetings.has-ended': {
    status: 409,
    vi: 'Buổi sinh hoạt đã kết thúc, không tự điểm danh được nữa.',
    en: 'The meeting has ended; checking in is over.',
    wayOut: {
      vi: 'Nếu đồng chí có dự họp, báo bí thư hoặc thư ký ghi lại.',
      en: 'If you attended, tell the secretary or the recorder.',
    },
  },
  'meetings.cancelled': {
    status: 409,
    vi: 'Buổi sinh hoạt đã hủy.',
    en: 'The meeting was cancelled.',
    wayOut: { vi: 'Lập buổi sinh hoạt mới.', en: 'Plan a new meeting.' },
  },
  'meetings.room-code-old': {
    status: 409,
    vi: 'Mã điểm danh không đúng hoặc đã hết hạn.',
    en: 'The code of the room is wrong or has expired.',
    wayOut: { vi: 'Quét lại mã đang hiện trên màn hình.', en: 'Scan the code now on the screen.' },
  },
  'meetings.qr-by-check-in': {
    status: 422,
    vi: 'Điểm danh bằng mã phải gửi kèm mã của phòng họp.',
    en: 'Checking in by code must carry the code of the room.',
    wayOut: { vi: 'Quét lại mã để điểm danh.', en: 'Scan the code to check in.' },
  },
  'meetings.paper-by-upload': {
    status: 422,
    vi: 'Tài liệu được đính kèm bằng cách tải tệp lên.',
    en: 'A paper is attached by uploading its file.',
    wayOut: { vi: 'Dùng nút đính kèm tài liệu.', en: 'Use the button that attaches a paper.' },
  },
  'meetings.close-by-button': {
    status: 422,
    vi: 'Khóa buổi sinh hoạt là một thao tác riêng, không ghi bằng bản ghi.',
    en: 'A meeting is closed by its own action, not by an entry.',
    wayOut: { vi: 'Bấm “Khóa buổi sinh hoạt”.', en: 'Press “Close the meeting”.' },
  },
  'meetings.paper-empty': {
    status: 422,
    vi: 'Tệp đính kèm trống.',
    en: 'The attached file is empty.',
    wayOut: { vi: 'Chọn lại tệp.', en: 'Choose the file again.' },
  },
} satisfies ErrorTable;

export type ErrorCode = keyof typeof errors;

import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'transfers.reason-needed': {
    status: 409,
    vi: 'Biên bản bàn giao có tên đảng viên. Từ hai cấp trên trở lên, nêu lý do thì mới mở được.',
    en: 'The minutes of a handover name members. From two levels above they open after a reason was given.',
    wayOut: {
      vi: 'Nêu lý do trên trang chuyển giao; lý do có giá trị trong ngày.',
      en: 'Say why on the page of the handover; a reason holds for the day.',
    },
  },
  'transfers.one-is-open': {
    status: 409,
    vi: 'Đảng viên này đang có một thủ tục chuyển sinh hoạt chưa xong.',
    en: 'A transfer of this member is still open.',
    wayOut: { vi: 'Hoàn thành hoặc rút thủ tục đó trước.', en: 'Finish or withdraw that one first.' },
  },
  'transfers.stay-days-missing': {
    status: 422,
    vi: 'Sinh hoạt tạm thời phải có ngày bắt đầu và ngày kết thúc.',
    en: 'A temporary stay needs its first and last day.',
    wayOut: { vi: 'Ghi đủ hai ngày.', en: 'Give both days.' },
  },
  'transfers.not-yet': {
    status: 409,
    vi: 'Chưa đến bước này của thủ tục.',
    en: 'It is not the turn of this step yet.',
    wayOut: {
      vi: 'Làm bước trước đã, hoặc tải lại trang.',
      en: 'Take the step before, or load the page again.',
    },
  },
  'transfers.is-closed': {
    status: 409,
    vi: 'Thủ tục này đã kết thúc.',
    en: 'This transfer is closed.',
    wayOut: { vi: 'Lập thủ tục mới nếu cần.', en: 'Start a new one if it is needed.' },
  },
  'transfers.day-in-future': {
    status: 422,
    vi: 'Việc này chỉ ghi được khi đã diễn ra.',
    en: 'This can only be recorded once it has happened.',
    wayOut: { vi: 'Chọn hôm nay hoặc một ngày đã qua.', en: 'Choose today or an earlier day.' },
  },
  'transfers.before-the-step-before': {
    status: 422,
    vi: 'Ngày này trước bước liền trước ({{on}}).',
    en: 'This day is before the step before it ({{on}}).',
    wayOut: { vi: 'Chọn ngày từ {{on}}.', en: 'Choose a day from {{on}} on.' },
  },
  'transfers.review-missing': {
    status: 422,
    vi: 'Chưa có bản tự kiểm điểm và quyết định kèm theo.',
    en: 'The self-review and the decision are missing.',
    wayOut: { vi: 'Nhận đủ giấy tờ rồi đánh dấu.', en: 'Collect the papers, then tick the box.' },
  },
  'transfers.late-reason-missing': {
    status: 422,
    vi: 'Đã quá thời hạn ({{due}}): phải báo cáo lý do.',
    en: 'The term is over ({{due}}): the reason has to be given.',
    wayOut: {
      vi: 'Ghi lý do chậm để cấp ủy xem xét.',
      en: 'Say why it is late, for the committee to consider.',
    },
  },
  'transfers.term-still-runs': {
    status: 409,
    vi: 'Thời hạn xuất trình còn đến ngày {{due}}.',
    en: 'The introduction may still be presented until {{due}}.',
    wayOut: {
      vi: 'Chờ hết thời hạn, hoặc chi bộ nơi đi rút thủ tục.',
      en: 'Wait, or let the sending branch withdraw it.',
    },
  },
  'transfers.received-here': {
    status: 409,
    vi: 'Nơi đến là chi bộ trong hệ thống: chi bộ đó tự ghi việc tiếp nhận.',
    en: 'The destination is a branch of this system: it records the reception itself.',
    wayOut: { vi: 'Chờ chi bộ nơi đến tiếp nhận.', en: 'Wait until that branch receives the member.' },
  },
  'transfers.no-branch': {
    status: 409,
    vi: 'Đồng chí chưa sinh hoạt ở chi bộ nào trong hệ thống.',
    en: 'You belong to no branch of this system.',
    wayOut: { vi: 'Liên hệ chi bộ đang sinh hoạt.', en: 'Ask the branch that you belong to.' },
  },
  'transfers.not-below': {
    status: 422,
    vi: 'Cả hai chi bộ phải thuộc cấp ủy ra quyết định.',
    en: 'Both branches must lie below the committee that decides.',
    wayOut: {
      vi: 'Để cấp ủy cấp trên của cả hai chi bộ quyết định.',
      en: 'Let a committee above both decide.',
    },
  },
  'transfers.receiving-decision-missing': {
    status: 422,
    vi: 'Hai chi bộ thuộc hai tổ chức cơ sở đảng: cần quyết định tiếp nhận của nơi nhận.',
    en: 'The branches belong to different base organisations: the receiving one has to decide as well.',
    wayOut: { vi: 'Ghi số quyết định tiếp nhận.', en: 'Record the number of its decision.' },
  },
  'transfers.nobody-to-hand-over': {
    status: 422,
    vi: 'Chi bộ giao không có đảng viên vào ngày đó.',
    en: 'The branch has no members on that day.',
    wayOut: { vi: 'Kiểm tra chi bộ và ngày.', en: 'Check the branch and the day.' },
  },
  'transfers.transfer-is-open': {
    status: 409,
    vi: '{{count}} đảng viên trong danh sách đang có thủ tục chuyển sinh hoạt riêng chưa xong.',
    en: '{{count}} members of the list have a transfer of their own that is still open.',
    wayOut: {
      vi: 'Hoàn thành hoặc rút các thủ tục đó, hoặc bỏ những người đó khỏi danh sách.',
      en: 'Finish or withdraw those, or leave these members out.',
    },
  },
} satisfies ErrorTable;

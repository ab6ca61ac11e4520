import type { ErrorTable } from '#kernel/error-table.ts';

/** What the pure rules of meetings can refuse, with its sentence in both languages. */
export const errors = {
  // The shape of an entry
  'meetings.entry-malformed': {
    status: 400,
    vi: 'Bản ghi gửi lên không đúng khuôn dạng (trường “{{field}}”).',
    en: 'The entry does not have the right shape (field “{{field}}”).',
    wayOut: {
      vi: 'Tải lại ứng dụng rồi gửi lại; nội dung vẫn được giữ trên thiết bị.',
      en: 'Reload the app and send again; what you typed is kept on the device.',
    },
  },
  'meetings.unknown-kind': {
    status: 422,
    vi: 'Máy chủ chưa hiểu loại bản ghi “{{kind}}”.',
    en: 'The server does not know entries of the kind “{{kind}}”.',
    wayOut: {
      vi: 'Thiết bị đang dùng phiên bản khác với máy chủ: cập nhật rồi gửi lại.',
      en: 'The device runs another version than the server: update and send again.',
    },
  },
  'meetings.unknown-field': {
    status: 422,
    vi: 'Bản ghi có trường lạ “{{field}}”.',
    en: 'The entry has an unknown field “{{field}}”.',
    wayOut: { vi: 'Cập nhật ứng dụng rồi gửi lại.', en: 'Update the app and send again.' },
  },
  'meetings.field-missing': {
    status: 422,
    vi: 'Thiếu thông tin “{{field}}”.',
    en: '“{{field}}” is missing.',
    wayOut: { vi: 'Điền thông tin này rồi lưu lại.', en: 'Fill it in and save again.' },
  },
  'meetings.wrong-type': {
    status: 422,
    vi: 'Thông tin “{{field}}” không đúng kiểu.',
    en: '“{{field}}” is of the wrong type.',
  },
  'meetings.text-empty': {
    status: 422,
    vi: 'Nội dung “{{field}}” đang để trống.',
    en: 'The text “{{field}}” is empty.',
    wayOut: { vi: 'Viết nội dung rồi lưu lại.', en: 'Write the text and save again.' },
  },
  'meetings.text-too-long': {
    status: 422,
    vi: 'Nội dung “{{field}}” dài {{length}} ký tự, tối đa {{max}}.',
    en: 'The text “{{field}}” has {{length}} characters, at most {{max}} are allowed.',
    wayOut: {
      vi: 'Rút gọn, hoặc đính kèm thành tài liệu.',
      en: 'Shorten it, or attach it as a paper.',
    },
  },
  'meetings.not-an-id': {
    status: 422,
    vi: 'Mã định danh “{{field}}” không hợp lệ.',
    en: 'The id “{{field}}” is not valid.',
  },
  'meetings.number-out-of-range': {
    status: 422,
    vi: 'Số “{{field}}” phải từ {{min}} đến {{max}}.',
    en: '“{{field}}” must be from {{min}} to {{max}}.',
  },
  'meetings.not-a-choice': {
    status: 422,
    vi: '“{{field}}” phải là một trong: {{choices}}.',
    en: '“{{field}}” must be one of: {{choices}}.',
  },
  'meetings.not-a-date': {
    status: 422,
    vi: 'Ngày “{{field}}” không có thật.',
    en: 'The date “{{field}}” does not exist.',
    wayOut: { vi: 'Nhập ngày theo dạng ngày/tháng/năm.', en: 'Enter day, month and year.' },
  },
  'meetings.not-a-time': {
    status: 422,
    vi: 'Giờ “{{field}}” phải ghi theo dạng giờ:phút, ví dụ 19:30.',
    en: '“{{field}}” must be a time like 19:30.',
  },
  'meetings.list-too-long': {
    status: 422,
    vi: 'Danh sách “{{field}}” có {{length}} mục, tối đa {{max}}.',
    en: 'The list “{{field}}” has {{length}} items, at most {{max}} are allowed.',
  },
  'meetings.list-empty': {
    status: 422,
    vi: 'Danh sách “{{field}}” chưa có mục nào.',
    en: 'The list “{{field}}” is empty.',
  },
  'meetings.reason-missing': {
    status: 422,
    vi: 'Cần ghi lý do.',
    en: 'A reason is needed.',
    wayOut: { vi: 'Ghi lý do rồi lưu lại.', en: 'Write the reason and save again.' },
  },
  'meetings.self-mark-only-present': {
    status: 422,
    vi: 'Đảng viên chỉ tự điểm danh có mặt hoặc báo vắng có lý do.',
    en: 'A member may only check in as present, or report an absence with a reason.',
    wayOut: {
      vi: 'Các trường hợp khác do bí thư hoặc thư ký ghi.',
      en: 'Anything else is recorded by the secretary or the recorder.',
    },
  },
  'meetings.points-and-not-applicable': {
    status: 422,
    vi: 'Một tiêu chí chỉ có một kết quả: điểm, đạt hoặc không đạt, hoặc không áp dụng.',
    en: 'A criterion has one result: points, met or not met, or not applicable.',
    wayOut: {
      vi: 'Chỉ giữ lại một kết quả.',
      en: 'Keep one of them.',
    },
  },

  // Who may write what, and when
  'meetings.wrong-meeting': {
    status: 409,
    vi: 'Bản ghi thuộc buổi sinh hoạt khác.',
    en: 'The entry belongs to another meeting.',
  },
  'meetings.forged-author': {
    status: 403,
    vi: 'Người ghi không trùng với người đang đăng nhập.',
    en: 'The author is not the person who is signed in.',
    wayOut: {
      vi: 'Đăng nhập bằng tài khoản của người đã ghi rồi gửi lại.',
      en: 'Sign in as the person who wrote the entry and send again.',
    },
  },
  'meetings.not-of-this-branch': {
    status: 403,
    vi: 'Đồng chí không sinh hoạt tại chi bộ này.',
    en: 'You do not belong to this branch.',
    wayOut: {
      vi: 'Nếu đồng chí vừa chuyển sinh hoạt, báo bí thư chi bộ kiểm tra danh sách đảng viên.',
      en: 'If you have just been transferred, ask the branch secretary to check the member list.',
    },
  },
  'meetings.notice-by-server': {
    status: 422,
    vi: 'Thông báo trong ứng dụng, thư điện tử và lịch do máy chủ gửi và tự ghi; không ghi tay được.',
    en: 'Notices in the app, e-mails and calendar files are sent and noted by the server; they are not noted by hand.',
    wayOut: {
      vi: 'Bấm gửi thông báo, hoặc ghi cách đã báo trực tiếp: gọi điện, Zalo, giấy mời, Sổ tay đảng viên.',
      en: 'Send the notice, or note how people were told by hand: by phone, Zalo, on paper, in the national app.',
    },
  },
  'meetings.not-on-the-roll': {
    status: 422,
    vi: 'Đảng viên không có trong danh sách của buổi sinh hoạt này.',
    en: 'The member is not on the roll of this meeting.',
    wayOut: {
      vi: 'Kiểm tra danh sách đảng viên của chi bộ vào ngày sinh hoạt.',
      en: "Check the branch's member list on the day of the meeting.",
    },
  },
  'meetings.only-lead-or-recorder': {
    status: 403,
    vi: 'Việc này do bí thư, phó bí thư hoặc thư ký buổi sinh hoạt ghi.',
    en: 'This is recorded by the secretary, the deputy or the recorder of the meeting.',
  },
  'meetings.only-lead': {
    status: 403,
    vi: 'Việc này do bí thư hoặc phó bí thư chi bộ thực hiện.',
    en: 'This is done by the secretary or the deputy secretary of the branch.',
  },
  'meetings.only-follower': {
    status: 403,
    vi: 'Điểm do cấp ủy viên cấp trên theo dõi chi bộ xác nhận.',
    en: "The score is confirmed by the upper committee's follower of the branch.",
  },
  'meetings.only-own': {
    status: 403,
    vi: 'Đồng chí chỉ tự ghi cho chính mình.',
    en: 'You may only do this for yourself.',
    wayOut: {
      vi: 'Bí thư hoặc thư ký ghi giúp cho đảng viên khác.',
      en: 'The secretary or the recorder does it for other members.',
    },
  },
  'meetings.closed': {
    status: 409,
    vi: 'Buổi sinh hoạt đã khóa, không sửa được nữa.',
    en: 'The meeting is closed and cannot be changed.',
    wayOut: {
      vi: 'Ghi phụ lục đính chính kèm biên bản.',
      en: 'Add an annex to the minutes.',
    },
  },
  'meetings.not-closed-yet': {
    status: 409,
    vi: 'Phụ lục chỉ ghi sau khi buổi sinh hoạt đã khóa.',
    en: 'An annex is written only after the meeting is closed.',
    wayOut: { vi: 'Sửa trực tiếp nội dung đang mở.', en: 'Change the open record itself.' },
  },
  'meetings.not-ready-to-close': {
    status: 409,
    vi: 'Chưa khóa được buổi sinh hoạt: còn thiếu {{count}} việc.',
    en: 'The meeting cannot be closed yet: {{count}} things are missing.',
    wayOut: { vi: 'Mở danh sách việc còn thiếu.', en: 'Open the list of what is missing.' },
  },
  'meetings.clock-too-far': {
    status: 422,
    vi: 'Số thứ tự của thiết bị ({{lamport}}) vượt quá xa sổ ghi của buổi sinh hoạt ({{known}}).',
    en: "The device's count ({{lamport}}) is too far ahead of the meeting's journal ({{known}}).",
    wayOut: {
      vi: 'Tải lại buổi sinh hoạt trên thiết bị rồi ghi lại.',
      en: 'Reload the meeting on the device and write the entry again.',
    },
  },
  'meetings.provisional-cannot-vote': {
    status: 403,
    vi: 'Đảng viên dự bị dự họp và phát biểu, không biểu quyết.',
    en: 'A provisional member attends and speaks but does not vote.',
  },
  'meetings.status-cannot-vote': {
    status: 403,
    vi: 'Đảng viên thuộc diện này không tham gia biểu quyết ở chi bộ.',
    en: 'A member with this status does not vote in this branch.',
  },
  'meetings.vote-not-present': {
    status: 409,
    vi: 'Đồng chí chưa được điểm danh có mặt nên chưa biểu quyết được.',
    en: 'You are not marked as present, so you cannot vote yet.',
    wayOut: { vi: 'Điểm danh trước rồi biểu quyết.', en: 'Check in first, then vote.' },
  },
  'meetings.vote-closed': {
    status: 409,
    vi: 'Cuộc biểu quyết này đã kết thúc.',
    en: 'This vote is closed.',
  },
  'meetings.vote-counted-by-hand': {
    status: 409,
    vi: 'Cuộc biểu quyết này đếm tay hoặc thẻ đảng tại hội trường.',
    en: 'This vote is counted in the room by hands or Party cards.',
  },
  'meetings.vote-must-be-secret': {
    status: 422,
    vi: 'Quy định đang áp dụng không cho phép biểu quyết việc này theo cách đã chọn.',
    en: 'The rule in force does not allow this matter to be voted on in the chosen way.',
    wayOut: {
      vi: 'Chọn cách được phép, hoặc bỏ phiếu kín.',
      en: 'Choose an allowed way, or hold a secret ballot.',
    },
  },
  'meetings.vote-is-named': {
    status: 409,
    vi: 'Cuộc biểu quyết này do từng đảng viên tự chọn, không nhập tổng số.',
    en: 'In this vote each member taps; totals are not entered.',
  },
  'meetings.more-votes-than-voters': {
    status: 422,
    vi: 'Tổng số phiếu ({{votes}}) nhiều hơn số đảng viên được quyền biểu quyết và không vắng mặt ({{voters}}).',
    en: 'There are more votes ({{votes}}) than members who may vote and are not marked absent ({{voters}}).',
    wayOut: {
      vi: 'Đếm lại rồi nhập lại; nếu có người đến sau thì sửa điểm danh trước.',
      en: 'Count again; if somebody came late, correct the roll call first.',
    },
  },
  'meetings.vote-not-passed': {
    status: 409,
    vi: 'Cuộc biểu quyết được dẫn chiếu chưa kết thúc hoặc không đạt.',
    en: 'The vote that is referred to is still open or did not pass.',
    wayOut: {
      vi: 'Kết thúc biểu quyết, hoặc thảo luận lại rồi biểu quyết lại.',
      en: 'Close the vote, or discuss again and vote again.',
    },
  },
  'meetings.chair-not-present': {
    status: 409,
    vi: 'Người chủ trì hoặc thư ký phải có trong danh sách và không vắng mặt.',
    en: 'Chair and recorder must be on the roll and not absent.',
  },
  'meetings.due-before-meeting': {
    status: 422,
    vi: 'Hạn hoàn thành và kỳ báo cáo của nhiệm vụ không thể trước buổi sinh hoạt tháng {{month}}.',
    en: 'A task cannot be due, or reported, before the meeting of {{month}} that gives it.',
    wayOut: { vi: 'Chọn lại hạn hoặc kỳ báo cáo.', en: 'Choose another deadline or meeting.' },
  },
  'meetings.too-far-ahead': {
    status: 422,
    vi: 'Ngày tháng “{{field}}” xa quá, có lẽ gõ nhầm năm.',
    en: '“{{field}}” is too far ahead; perhaps the year is mistyped.',
    wayOut: { vi: 'Kiểm tra lại năm.', en: 'Check the year.' },
  },
  'meetings.score-settled': {
    status: 409,
    vi: 'Điểm đã được biểu quyết hoặc xác nhận trong lúc thiết bị chưa cập nhật.',
    en: 'The score was voted on or confirmed while this device was behind.',
    wayOut: {
      vi: 'Xem lại phiếu chấm điểm; nếu vẫn cần sửa, nhập lại rồi biểu quyết, xác nhận lại.',
      en: 'Look at the sheet again; to change it still, enter it once more, then vote and confirm again.',
    },
  },
  'meetings.score-changed': {
    status: 409,
    vi: 'Chi bộ vừa sửa điểm, đồng chí chưa thấy số mới.',
    en: 'The branch has just changed the score; you have not seen the new one.',
    wayOut: { vi: 'Xem lại phiếu chấm điểm rồi xác nhận.', en: 'Look at the sheet again, then confirm.' },
  },
  'meetings.unknown-criterion': {
    status: 422,
    vi: 'Phiếu chấm điểm của buổi này không có tiêu chí “{{criterion}}”.',
    en: "This meeting's score sheet has no criterion “{{criterion}}”.",
  },
  'meetings.points-over-maximum': {
    status: 422,
    vi: 'Điểm {{points}} vượt mức tối đa {{max}} của tiêu chí.',
    en: '{{points}} points are more than the maximum of {{max}}.',
  },
} satisfies ErrorTable;

export type MeetingErrorCode = keyof typeof errors;

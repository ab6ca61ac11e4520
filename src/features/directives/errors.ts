import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'directives.secret': {
    status: 422,
    vi: 'Văn bản mật không được đưa vào Gốc.',
    en: 'Secret papers do not belong in Gốc.',
    wayOut: {
      vi: 'Gửi văn bản này theo chế độ văn bản mật của cơ quan; ở đây chỉ đưa văn bản không mật.',
      en: 'Send it the way your office sends secret papers; only open papers are kept here.',
    },
  },
  'directives.no-branches': {
    status: 422,
    vi: 'Chưa có chi bộ nào nhận văn bản.',
    en: 'No branch would receive the paper.',
    wayOut: { vi: 'Chọn ít nhất một chi bộ.', en: 'Choose at least one branch.' },
  },
  'directives.branch-not-below': {
    status: 422,
    vi: 'Có chi bộ không trực thuộc cấp ủy này.',
    en: 'One of the branches is not under this committee.',
    wayOut: { vi: 'Chọn lại chi bộ nhận.', en: 'Choose the branches again.' },
  },
  'directives.issued-in-future': {
    status: 422,
    vi: 'Ngày ban hành không thể sau hôm nay.',
    en: 'The date of the paper cannot be after today.',
    wayOut: { vi: 'Xem lại ngày ghi trên văn bản.', en: 'Look at the date on the paper.' },
  },
  'directives.due-before-issue': {
    status: 422,
    vi: 'Hạn thực hiện không thể trước ngày ban hành.',
    en: 'The due day cannot be before the date of the paper.',
    wayOut: { vi: 'Chọn lại hạn thực hiện.', en: 'Choose the due day again.' },
  },
  'directives.already-issued': {
    status: 409,
    vi: 'Văn bản {{symbol}} cùng ngày đã được gửi.',
    en: 'The paper {{symbol}} of that day has been sent already.',
    wayOut: {
      vi: 'Mở văn bản đã gửi; nếu sai thì rút rồi gửi lại.',
      en: 'Open the one that was sent; if it is wrong, take it back and send again.',
    },
  },
  'directives.file-empty': {
    status: 422,
    vi: 'Tệp không có nội dung.',
    en: 'The file is empty.',
    wayOut: { vi: 'Chọn lại tệp.', en: 'Choose the file again.' },
  },
  'directives.file-kind': {
    status: 415,
    vi: 'Loại tệp này không nhận. Nhận: {{kinds}}.',
    en: 'This kind of file is not taken. Taken are: {{kinds}}.',
    wayOut: { vi: 'Lưu lại thành PDF hoặc Word.', en: 'Save it as PDF or Word.' },
  },
  'directives.file-other-kind': {
    status: 415,
    vi: 'Nội dung tệp không đúng đuôi {{ending}}.',
    en: 'The file is not what its name ({{ending}}) says.',
    wayOut: { vi: 'Mở tệp, lưu lại đúng loại rồi gửi.', en: 'Open it, save it as that kind, send again.' },
  },
  'directives.has-file': {
    status: 409,
    vi: 'Văn bản đã có tệp hoặc đã được rút; tệp đã gửi không thay được.',
    en: 'The paper has its file or was taken back; a file that was sent is not replaced.',
    wayOut: { vi: 'Rút văn bản rồi gửi lại.', en: 'Take the paper back and send it again.' },
  },
  'directives.withdrawn': {
    status: 409,
    vi: 'Văn bản này đã được rút.',
    en: 'This paper has been taken back.',
    wayOut: { vi: 'Xem danh sách văn bản đã gửi.', en: 'See the list of papers sent.' },
  },
} satisfies ErrorTable;

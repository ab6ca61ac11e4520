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
  'directives.no-recipients': {
    status: 422,
    vi: 'Chưa có đơn vị nào nhận.',
    en: 'No unit would receive it.',
    wayOut: {
      vi: 'Chọn ít nhất một đơn vị, hoặc nới điều kiện.',
      en: 'Choose at least one unit, or widen the rule.',
    },
  },
  'directives.recipient-not-below': {
    status: 422,
    vi: 'Có đơn vị không trực thuộc cấp ủy này, hoặc đã kết thúc hoạt động.',
    en: 'One of the units is not under this committee, or has ended.',
    wayOut: { vi: 'Chọn lại đơn vị nhận.', en: 'Choose the units again.' },
  },
  'directives.links-itself': {
    status: 422,
    vi: 'Văn bản không thể liên kết với chính nó.',
    en: 'A paper cannot be linked to itself.',
    wayOut: { vi: 'Chọn văn bản khác.', en: 'Choose another paper.' },
  },
  'directives.link-cycle': {
    status: 422,
    vi: 'Văn bản kia đang thực hiện chính văn bản này; liên kết sẽ thành vòng tròn.',
    en: 'That paper carries out this one already; the link would make a circle.',
    wayOut: { vi: 'Xem lại văn bản nào căn cứ văn bản nào.', en: 'See again which paper stands on which.' },
  },
  'directives.link-twice': {
    status: 409,
    vi: 'Hai văn bản này đã được liên kết.',
    en: 'These two papers are linked already.',
    wayOut: { vi: 'Xem các liên kết đã có.', en: 'See the links that are there.' },
  },
  'directives.link-unseen': {
    status: 422,
    vi: 'Không thấy văn bản được dẫn trong các văn bản của đơn vị và cấp trên, cấp dưới.',
    en: 'The paper is not among those of the unit, of the levels above that reached it, or below.',
    wayOut: { vi: 'Tìm và chọn lại văn bản.', en: 'Search and choose the paper again.' },
  },
  'directives.link-of-another': {
    status: 422,
    vi: 'Chỉ cấp ủy đã ban hành văn bản, hoặc cấp ủy cấp trên của cấp ủy đó, được thay thế, sửa đổi hoặc bãi bỏ văn bản.',
    en: 'Only the committee that issued a paper, or one above it, replaces, amends or ends it.',
    wayOut: {
      vi: 'Nếu văn bản này triển khai văn bản cấp trên, chọn “Thực hiện”.',
      en: 'If this paper puts one from above into practice, choose “carries out”.',
    },
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
  'directives.has-main-text': {
    status: 409,
    vi: 'Văn bản đã có văn bản chính: {{name}}.',
    en: 'The paper has its main text: {{name}}.',
    wayOut: {
      vi: 'Gắn tệp này làm phụ lục; nếu văn bản chính sai, bỏ tệp đó trước (khi chưa đơn vị nào mở), hoặc rút văn bản rồi gửi lại.',
      en: 'Add it as an annex; if the main text is wrong, take that file off first (while no unit has opened it), or take the paper back and send it again.',
    },
  },
  'directives.file-twice': {
    status: 409,
    vi: 'Văn bản đã có tệp với đúng nội dung này: {{name}}.',
    en: 'The paper has a file with exactly this content: {{name}}.',
    wayOut: { vi: 'Chọn tệp khác.', en: 'Choose another file.' },
  },
  'directives.too-many-files': {
    status: 409,
    vi: 'Một văn bản kèm nhiều nhất {{most}} tệp.',
    en: 'A paper carries at most {{most}} files.',
    wayOut: {
      vi: 'Gộp các phụ lục vào ít tệp hơn.',
      en: 'Put the annexes into fewer files.',
    },
  },
  'directives.files-too-large': {
    status: 413,
    vi: 'Các tệp của một văn bản cộng lại nhiều nhất {{most}} MB; đã có {{megabytes}} MB.',
    en: 'The files of a paper may be {{most}} MB together; there are {{megabytes}} MB already.',
    wayOut: {
      vi: 'Giảm độ phân giải bản chụp, hoặc lưu lại thành PDF nhẹ hơn.',
      en: 'Scan with a lower resolution, or save it as a smaller PDF.',
    },
  },
  'directives.file-was-read': {
    status: 409,
    vi: 'Đã có đơn vị mở văn bản này; tệp đơn vị đã đọc không bỏ được.',
    en: 'A unit has opened this paper; a file that was read is not taken off.',
    wayOut: {
      vi: 'Gắn thêm phụ lục đính chính, hoặc rút văn bản rồi gửi lại.',
      en: 'Add an annex that corrects it, or take the paper back and send it again.',
    },
  },
  'directives.file-removed': {
    status: 409,
    vi: 'Tệp này đã được bỏ khỏi văn bản.',
    en: 'This file has been taken off the paper.',
    wayOut: { vi: 'Xem lại các tệp của văn bản.', en: 'See the files of the paper.' },
  },
  'directives.withdrawn': {
    status: 409,
    vi: 'Văn bản này đã được rút.',
    en: 'This paper has been taken back.',
    wayOut: { vi: 'Xem danh sách văn bản đã gửi.', en: 'See the list of papers sent.' },
  },
} satisfies ErrorTable;

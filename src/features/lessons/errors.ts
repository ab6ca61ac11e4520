import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'lessons.months-order': {
    status: 422,
    vi: 'Các tháng sau phải nối tiếp các tháng trước, không tháng nào nằm ở cả hai bên.',
    en: 'The months after must follow the months before, and no month stands on both sides.',
    wayOut: { vi: 'Chọn lại các tháng của số liệu.', en: 'Choose the months of the figure again.' },
  },
  'lessons.month-not-over': {
    status: 422,
    vi: 'Tháng {{month}} chưa hết nên số liệu chưa đủ.',
    en: 'Month {{month}} is not over, so its figures are not whole.',
    wayOut: { vi: 'Chọn đến tháng trước.', en: 'Choose months up to the last one.' },
  },
  'lessons.months-too-long': {
    status: 422,
    vi: 'Mỗi bên so nhiều nhất {{most}} tháng.',
    en: 'Each side has at most {{most}} months.',
    wayOut: { vi: 'Chọn ít tháng hơn.', en: 'Choose fewer months.' },
  },
  'lessons.nothing-measured': {
    status: 422,
    vi: 'Đơn vị không có số liệu này trong các tháng đã chọn.',
    en: 'The unit has no such figure in the months chosen.',
    wayOut: { vi: 'Chọn chỉ số hoặc tháng khác.', en: 'Choose another measure or other months.' },
  },
  'lessons.not-your-paper': {
    status: 422,
    vi: 'Văn bản này không do đơn vị ban hành và cũng không gửi đến đơn vị.',
    en: 'This paper was neither issued by the unit nor sent to it.',
    wayOut: { vi: 'Chọn văn bản trong danh sách.', en: 'Choose a paper from the list.' },
  },
  'lessons.not-your-conclusion': {
    status: 422,
    vi: 'Buổi sinh hoạt này không phải của đơn vị, chưa khóa biên bản hoặc không có kết luận.',
    en: 'This meeting is not the unit’s, is not closed, or came to no conclusion.',
    wayOut: { vi: 'Chọn buổi sinh hoạt trong danh sách.', en: 'Choose a meeting from the list.' },
  },
  'lessons.handed-over': {
    status: 409,
    vi: 'Cách làm đã gửi lên cấp trên nên không sửa được.',
    en: 'The lesson has been handed to the level above and cannot be changed.',
    wayOut: {
      vi: 'Đề nghị cấp trên trả lại, hoặc viết cách làm mới.',
      en: 'Ask the level above to return it, or write a new one.',
    },
  },
  'lessons.nobody-above': {
    status: 422,
    vi: 'Không có cấp ủy cấp trên để gửi.',
    en: 'There is no committee above to hand it to.',
    wayOut: { vi: 'Để ở dạng đang viết.', en: 'Keep it as a draft.' },
  },
  'lessons.text-missing': {
    status: 422,
    vi: 'Còn phần chưa viết: hoàn cảnh, việc đã làm và chi phí đều cần có.',
    en: 'A part is missing: the situation, what was done and what it cost are all needed.',
    wayOut: { vi: 'Viết nốt rồi gửi.', en: 'Write it, then hand it over.' },
  },
  'lessons.evidence-missing': {
    status: 422,
    vi: 'Chưa có minh chứng nào.',
    en: 'There is no evidence yet.',
    wayOut: {
      vi: 'Thêm số liệu trước và sau, một văn bản hoặc một kết luận của buổi sinh hoạt.',
      en: 'Add figures before and after, a paper, or a meeting’s conclusion.',
    },
  },
  'lessons.not-below': {
    status: 422,
    vi: 'Cách làm này không phải của tổ chức trực thuộc.',
    en: 'This lesson does not come from a unit below.',
    wayOut: {
      vi: 'Cấp ủy cấp trên của đơn vị viết mới xem xét được.',
      en: 'A committee above the unit that wrote it judges it.',
    },
  },
  'lessons.nearest-first': {
    status: 409,
    vi: 'Cấp ủy trực tiếp của đơn vị xem xét trước.',
    en: 'The committee right above the unit judges it first.',
    wayOut: { vi: 'Chờ cấp đó giới thiệu.', en: 'Wait until that committee recommends it.' },
  },
  'lessons.not-waiting': {
    status: 409,
    vi: 'Cách làm này không chờ xem xét.',
    en: 'This lesson does not wait for judgement.',
    wayOut: {
      vi: 'Tải lại trang để xem tình trạng hiện tại.',
      en: 'Reload the page to see its present state.',
    },
  },
  'lessons.recommended-already': {
    status: 409,
    vi: 'Cấp ủy này đã giới thiệu cách làm này.',
    en: 'This committee has recommended the lesson already.',
    wayOut: { vi: 'Xem các đơn vị đã áp dụng.', en: 'See the units that have adopted it.' },
  },
  'lessons.own-lesson': {
    status: 422,
    vi: 'Đây là cách làm của chính đơn vị.',
    en: 'This is the unit’s own lesson.',
    wayOut: { vi: 'Chọn cách làm của đơn vị khác.', en: 'Choose one of another unit.' },
  },
  'lessons.not-recommended': {
    status: 409,
    vi: 'Cách làm chưa được cấp trên giới thiệu.',
    en: 'The lesson has not been recommended.',
    wayOut: { vi: 'Chờ cấp trên xem xét.', en: 'Wait for the level above.' },
  },
  'lessons.adopted-already': {
    status: 409,
    vi: 'Đơn vị đã áp dụng cách làm này.',
    en: 'The unit has adopted this lesson already.',
    wayOut: { vi: 'Ghi kết quả ở lần áp dụng đã có.', en: 'Write the result where it stands already.' },
  },
  'lessons.not-adopted': {
    status: 409,
    vi: 'Đơn vị chưa áp dụng cách làm này nên chưa có kết quả để ghi.',
    en: 'The unit has not adopted this lesson, so there is no result to write.',
    wayOut: { vi: 'Bấm áp dụng trước.', en: 'Adopt it first.' },
  },
} satisfies ErrorTable;

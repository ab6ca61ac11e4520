import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'rulebooks.no-version': {
    status: 422,
    vi: 'Không có bộ quy định nào áp dụng vào ngày {{day}}.',
    en: 'No rulebook is in force on {{day}}.',
    wayOut: {
      vi: 'Chọn ngày từ 06/07/2018 trở đi.',
      en: 'Choose a day from 6 July 2018 on.',
    },
  },
  'rulebooks.unknown-rule': {
    status: 422,
    vi: 'Không có quy định nào mang mã “{{key}}”.',
    en: 'There is no rule “{{key}}”.',
    wayOut: { vi: 'Chọn một quy định trong danh sách.', en: 'Choose a rule from the list.' },
  },
  'rulebooks.value-invalid': {
    status: 422,
    vi: 'Giá trị này không dùng được cho quy định đã chọn.',
    en: 'This value does not fit the rule.',
    wayOut: { vi: 'Kiểm tra lại ô {{path}}.', en: 'Check the field {{path}}.' },
  },
  'rulebooks.rule-may-not-change': {
    status: 409,
    vi: 'Quy định này không được đặt khác đi ở cấp dưới.',
    en: 'This rule may not be set differently below.',
    wayOut: { vi: 'Giữ theo {{document}}.', en: 'Keep it as in {{document}}.' },
  },
  'rulebooks.looser-than-rule': {
    status: 422,
    vi: 'Giá trị này nhẹ hơn mức của {{document}}. Cấp ủy chỉ được đặt mức chặt hơn.',
    en: 'This value asks for less than {{document}}. A committee may only ask for more.',
    wayOut: { vi: 'Đặt mức bằng hoặc chặt hơn.', en: 'Set the same or a stricter value.' },
  },
  'rulebooks.sheet-broken': {
    status: 422,
    vi: 'Phiếu chấm điểm chưa khớp ở “{{at}}”: tổng phải là 100, điểm từng mức không vượt điểm tối đa, mã tiêu chí không trùng, tiêu chí bắt buộc của loại Tốt phải có trong phiếu.',
    en: 'The score sheet does not add up at “{{at}}”: 100 points in all, no band above its maximum, ids used once, knock-outs that exist.',
    wayOut: { vi: 'Sửa phiếu rồi lưu lại.', en: 'Correct the sheet and save again.' },
  },
  'rulebooks.document-missing': {
    status: 422,
    vi: 'Chưa ghi số, ký hiệu văn bản của cấp ủy.',
    en: 'The number of the committee’s document is missing.',
    wayOut: { vi: 'Ghi văn bản làm căn cứ, ví dụ 08-KH/ĐU.', en: 'Name the document, e.g. 08-KH/ĐU.' },
  },
  'rulebooks.period-empty': {
    status: 422,
    vi: 'Ngày hết hiệu lực phải sau ngày bắt đầu.',
    en: 'The end must be after the beginning.',
    wayOut: {
      vi: 'Chọn lại ngày, hoặc để trống ngày hết hiệu lực.',
      en: 'Choose another day, or leave the end open.',
    },
  },
  'rulebooks.override-overlaps': {
    status: 409,
    vi: 'Cấp ủy đã đặt quy định này trong khoảng thời gian đó.',
    en: 'The committee has already set this rule in that period.',
    wayOut: {
      vi: 'Kết thúc quy định cũ trước, hoặc chọn ngày bắt đầu khác.',
      en: 'End the earlier one first, or choose another first day.',
    },
  },
  'rulebooks.override-not-found': {
    status: 404,
    vi: 'Không tìm thấy quy định riêng này của đơn vị.',
    en: 'This unit has no such rule of its own.',
    wayOut: { vi: 'Tải lại trang rồi chọn lại.', en: 'Load the page again and choose again.' },
  },
  'rulebooks.override-already-ended': {
    status: 409,
    vi: 'Quy định riêng này đã kết thúc, hoặc ngày kết thúc không nằm trong thời gian hiệu lực.',
    en: 'This rule of the unit has ended, or the day lies outside its period.',
    wayOut: { vi: 'Chọn một ngày trong thời gian hiệu lực.', en: 'Choose a day inside its period.' },
  },
  'rulebooks.branch-sets-no-rules': {
    status: 409,
    vi: 'Chi bộ và tổ đảng không đặt quy định riêng; việc này thuộc cấp ủy cấp trên.',
    en: 'Branches and groups set no rules; the committees above do.',
    wayOut: { vi: 'Đề nghị đảng ủy cấp trên.', en: 'Ask the committee above.' },
  },
  'rulebooks.day-is-free': {
    status: 422,
    vi: 'Ngày này vốn là ngày cuối tuần, không cần ghi là ngày nghỉ bù hay hoán đổi.',
    en: 'This day lies at a weekend: it is off without being recorded.',
    wayOut: {
      vi: 'Chọn một ngày làm việc, hoặc ghi là ngày làm bù.',
      en: 'Choose a weekday, or record it as worked.',
    },
  },
  'rulebooks.day-is-worked': {
    status: 422,
    vi: 'Chỉ ngày cuối tuần mới ghi là ngày làm bù.',
    en: 'Only a day at a weekend can be recorded as worked.',
    wayOut: { vi: 'Chọn thứ Bảy hoặc Chủ nhật.', en: 'Choose a Saturday or Sunday.' },
  },
  'rulebooks.day-off-not-found': {
    status: 404,
    vi: 'Lịch nghỉ không có ngày này.',
    en: 'The calendar has no such day.',
    wayOut: { vi: 'Tải lại trang rồi chọn lại.', en: 'Load the page again and choose again.' },
  },
  'rulebooks.mark-unknown-criterion': {
    status: 422,
    vi: 'Phiếu chấm điểm không có tiêu chí “{{criterion}}”.',
    en: 'The sheet has no criterion “{{criterion}}”.',
    wayOut: { vi: 'Tải lại phiếu chấm điểm.', en: 'Load the sheet again.' },
  },
  'rulebooks.mark-missing': {
    status: 422,
    vi: 'Chưa chấm tiêu chí “{{criterion}}”.',
    en: 'The criterion “{{criterion}}” has no mark yet.',
    wayOut: { vi: 'Chấm đủ mọi tiêu chí rồi lưu.', en: 'Mark every criterion, then save.' },
  },
  'rulebooks.mark-negative': {
    status: 422,
    vi: 'Điểm của “{{criterion}}” không được âm.',
    en: 'The points of “{{criterion}}” may not be negative.',
    wayOut: { vi: 'Nhập từ 0 đến {{max}}.', en: 'Enter 0 to {{max}}.' },
  },
  'rulebooks.mark-above-maximum': {
    status: 422,
    vi: 'Điểm của “{{criterion}}” không được quá {{max}}.',
    en: 'The points of “{{criterion}}” may not be more than {{max}}.',
    wayOut: { vi: 'Nhập từ 0 đến {{max}}.', en: 'Enter 0 to {{max}}.' },
  },
  'rulebooks.mark-not-half': {
    status: 422,
    vi: 'Điểm của “{{criterion}}” chỉ chấm đến nửa điểm.',
    en: 'The points of “{{criterion}}” go by halves.',
    wayOut: { vi: 'Nhập số nguyên hoặc số lẻ 0,5.', en: 'Enter a whole number or a half.' },
  },
  'rulebooks.mark-must-apply': {
    status: 422,
    vi: 'Tiêu chí “{{criterion}}” không được bỏ qua.',
    en: 'The criterion “{{criterion}}” may not be left out.',
    wayOut: { vi: 'Chấm điểm cho tiêu chí này.', en: 'Give it a mark.' },
  },
  'rulebooks.mark-wrong-kind': {
    status: 422,
    vi: 'Cách chấm “{{criterion}}” không khớp với phiếu (điểm, hay đạt/không đạt).',
    en: 'The mark of “{{criterion}}” does not fit the sheet (points, or met and not met).',
    wayOut: { vi: 'Tải lại phiếu chấm điểm.', en: 'Load the sheet again.' },
  },
  'rulebooks.nothing-scored': {
    status: 422,
    vi: 'Chưa có tiêu chí nào được chấm.',
    en: 'No criterion was marked.',
    wayOut: { vi: 'Chấm ít nhất một tiêu chí.', en: 'Mark at least one criterion.' },
  },
} satisfies ErrorTable;

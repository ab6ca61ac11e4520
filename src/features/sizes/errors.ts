import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'sizes.bad-period': {
    status: 422,
    vi: 'Ngày kết thúc phải sau ngày bắt đầu và nằm trong thời gian đã đồng ý.',
    en: 'The end must come after the beginning and within the time consented to.',
    wayOut: { vi: 'Sửa lại ngày.', en: 'Correct the day.' },
  },
  'sizes.document-in-future': {
    status: 422,
    vi: 'Ngày văn bản không thể sau hôm nay ({{today}}).',
    en: 'The paper cannot be dated after today ({{today}}).',
    wayOut: { vi: 'Sửa lại ngày văn bản.', en: 'Correct the date of the paper.' },
  },
  'sizes.consented-already': {
    status: 409,
    vi: 'Đã có văn bản đồng ý về việc này trong khoảng thời gian đó.',
    en: 'There is a consent to this already in that time.',
    wayOut: {
      vi: 'Kết thúc văn bản cũ trước, hoặc chọn khoảng thời gian khác.',
      en: 'End the earlier one first, or choose other days.',
    },
  },
  'sizes.outside-life': {
    status: 422,
    vi: 'Ngày này tổ chức không hoạt động (thành lập {{founded}}).',
    en: 'The unit does not exist on this day (founded {{founded}}).',
    wayOut: { vi: 'Chọn ngày khác.', en: 'Choose another day.' },
  },
  'sizes.no-unit-above': {
    status: 409,
    vi: 'Tổ chức này không có cấp trên trong hệ thống.',
    en: 'This unit has no unit above it in the system.',
    wayOut: {
      vi: 'Văn bản của cấp trên ngoài hệ thống được giữ ở hồ sơ giấy.',
      en: 'A paper from outside of the system is kept on file.',
    },
  },
} satisfies ErrorTable;

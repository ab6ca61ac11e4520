import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'mandates.no-demo': {
    status: 403,
    vi: 'Đây không phải bản dùng thử, hoặc người này không có trong bản dùng thử.',
    en: 'This is not the demo, or this person is not part of it.',
    wayOut: { vi: 'Đăng nhập bằng tài khoản của đồng chí.', en: 'Sign in with your own account.' },
  },
  'mandates.post-taken': {
    status: 409,
    vi: 'Chức vụ này đã có người giữ trong thời gian đó.',
    en: 'This post is held by somebody in that period.',
    wayOut: {
      vi: 'Ghi ngày thôi giữ chức vụ của người trước rồi ghi lại.',
      en: 'Record the end of the earlier mandate first.',
    },
  },
  'mandates.bad-period': {
    status: 422,
    vi: 'Khoảng thời gian giữ chức vụ không đúng.',
    en: 'The period of the mandate is not right.',
    wayOut: { vi: 'Ngày kết thúc phải sau ngày bắt đầu.', en: 'The end must be after the beginning.' },
  },
  'mandates.commission-without-end': {
    status: 422,
    vi: 'Giao kiểm tra phải có ngày kết thúc.',
    en: 'A commission to inspect must have an end.',
    wayOut: {
      vi: 'Ghi ngày kết thúc theo quyết định kiểm tra.',
      en: 'Enter the last day of the decision to inspect.',
    },
  },
  'mandates.unknown-person': {
    status: 422,
    vi: 'Không tìm thấy người này.',
    en: 'This person is not known.',
    wayOut: { vi: 'Chọn người từ danh sách đảng viên.', en: 'Choose a person from the member list.' },
  },
} satisfies ErrorTable;

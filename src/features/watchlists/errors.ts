import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'watchlists.not-below': {
    status: 422,
    vi: 'Tổ chức này không trực thuộc cấp ủy.',
    en: 'This organisation does not lie below the committee.',
    wayOut: { vi: 'Chọn tổ chức trong địa bàn.', en: 'Choose an organisation of the area.' },
  },
  'watchlists.on-list-already': {
    status: 409,
    vi: 'Tổ chức này đang ở trong danh sách theo dõi của cấp ủy.',
    en: 'This organisation is on the committee’s list already.',
    wayOut: { vi: 'Mở mục đang theo dõi và ghi tiếp.', en: 'Open its entry and go on there.' },
  },
  'watchlists.owner-without-post': {
    status: 422,
    vi: 'Người phụ trách phải đang giữ chức vụ hoặc là cán bộ của cấp ủy.',
    en: 'Whoever is in charge must hold a post in the committee.',
    wayOut: { vi: 'Chọn người trong danh sách.', en: 'Choose somebody from the list.' },
  },
  'watchlists.due-past': {
    status: 422,
    vi: 'Hạn phải sau hôm nay.',
    en: 'The due day must lie after today.',
    wayOut: { vi: 'Chọn ngày khác.', en: 'Choose another day.' },
  },
  'watchlists.left-already': {
    status: 409,
    vi: 'Mục này đã ra khỏi danh sách theo dõi.',
    en: 'This entry has left the list.',
    wayOut: {
      vi: 'Cần theo dõi lại thì đưa vào một lần nữa.',
      en: 'To follow it again, put it on the list anew.',
    },
  },
  'watchlists.step-settled': {
    status: 409,
    vi: 'Bước này đã báo cáo xong hoặc đã bỏ.',
    en: 'This step is done or was dropped.',
    wayOut: {
      vi: 'Xem lại kế hoạch; cần thì thêm bước mới.',
      en: 'Look at the plan; add a new step if need be.',
    },
  },
  'watchlists.not-yours': {
    status: 403,
    vi: 'Việc này của người khác phụ trách.',
    en: 'Somebody else is in charge of this.',
    wayOut: {
      vi: 'Đề nghị người phụ trách hoặc cán bộ của cấp ủy ghi.',
      en: 'Ask whoever is in charge, or an officer of the committee.',
    },
  },
  'watchlists.not-overdue': {
    status: 422,
    vi: 'Bước này chưa quá hạn nên chưa đôn đốc.',
    en: 'This step is not past its day, so nobody is urged.',
    wayOut: { vi: 'Đợi đến sau hạn.', en: 'Wait until its day has passed.' },
  },
  'watchlists.urged-today': {
    status: 409,
    vi: 'Hôm nay đã đôn đốc bước này.',
    en: 'This step was urged today.',
    wayOut: { vi: 'Mai đôn đốc tiếp nếu vẫn chưa xong.', en: 'Urge again tomorrow if it is still open.' },
  },
  'watchlists.exit-not-met': {
    status: 409,
    vi: 'Chưa đủ điều kiện ra khỏi danh sách: {{gaps}}.',
    en: 'The conditions for leaving the list are not met: {{gaps}}.',
    wayOut: {
      vi: 'Củng cố tiếp; nếu đưa vào nhầm hoặc lý do khác thì chọn “Đưa ra vì lý do khác”.',
      en: 'Go on; if it should not be on the list for another reason, choose “Take off for another reason”.',
    },
  },
  'watchlists.measured-by-itself': {
    status: 422,
    vi: 'Dấu hiệu của toàn thành phố được tính mỗi giờ một lần.',
    en: 'The signs of the whole city are worked out once an hour.',
    wayOut: {
      vi: 'Mở phường, xã cần xem và tính lại ở đó.',
      en: 'Open the ward in question and work them out there.',
    },
  },
} satisfies ErrorTable;

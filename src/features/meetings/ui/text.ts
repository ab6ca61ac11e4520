import { defineText } from '#ui-kit/text.ts';

/** Words that several views of a meeting share. Each view has its own table beside it. */
export const useMeetingsText = defineText('meetings', {
  vi: {
    meeting: 'Buổi sinh hoạt',
    meetingOf: 'Sinh hoạt chi bộ tháng {{month}}',
    kindRegular: 'Thường kỳ',
    kindThematic: 'Chuyên đề',
    kindCombined: 'Thường kỳ kết hợp chuyên đề',
    offline: 'Mất mạng. Cứ làm tiếp, mọi thứ được giữ trên máy này.',
    savedHereOffline_other: 'Mất mạng. {{count}} mục đã lưu trên máy này, có mạng sẽ tự gửi.',
    sending_other: 'Đang gửi {{count}} mục…',
    savedOnServer: 'Đã lưu trên máy chủ',
    understood: 'Đã hiểu',
    notKept: 'Nội dung chưa được nhận:',
    official: 'chính thức',
    provisional: 'dự bị',
    exempt: 'miễn sinh hoạt',
    suspended: 'đình chỉ sinh hoạt',
    away: 'tạm chuyển đi',
    here: 'tạm chuyển đến',
    unverified: 'chưa kiểm chứng',
  },
  en: {
    meeting: 'Meeting',
    meetingOf: 'Branch meeting of {{month}}',
    kindRegular: 'Regular',
    kindThematic: 'Thematic',
    kindCombined: 'Regular and thematic together',
    offline: 'No connection. Go on working: everything is kept on this device.',
    savedHereOffline_one:
      'No connection. {{count}} entry is saved on this device and will be sent by itself.',
    savedHereOffline_other:
      'No connection. {{count}} entries are saved on this device and will be sent by themselves.',
    sending_one: 'Sending {{count}} entry…',
    sending_other: 'Sending {{count}} entries…',
    savedOnServer: 'Saved on the server',
    understood: 'Understood',
    notKept: 'This was not accepted:',
    official: 'official',
    provisional: 'provisional',
    exempt: 'exempt',
    suspended: 'suspended',
    away: 'temporarily away',
    here: 'temporarily here',
    unverified: 'not verified',
  },
});

export const KIND_KEYS = {
  regular: 'kindRegular',
  thematic: 'kindThematic',
  combined: 'kindCombined',
} as const;

export const STATUS_KEYS = {
  official: 'official',
  provisional: 'provisional',
  exempt: 'exempt',
  suspended: 'suspended',
  'temporarily-away': 'away',
  'temporarily-here': 'here',
} as const;

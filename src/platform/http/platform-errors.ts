import type { ErrorTable } from '#kernel/error-table.ts';

export const platformErrors = {
  'platform.bad-request': {
    status: 400,
    vi: 'Dữ liệu gửi lên không đúng: {{problem}}',
    en: 'What was sent is not right: {{problem}}',
    wayOut: { vi: 'Sửa ô được nêu rồi gửi lại.', en: 'Correct the named field and send again.' },
  },
  'platform.not-signed-in': {
    status: 401,
    vi: 'Đồng chí chưa đăng nhập hoặc phiên đã hết hạn.',
    en: 'You are not signed in, or the session has ended.',
    wayOut: { vi: 'Đăng nhập lại.', en: 'Sign in again.' },
  },
  'platform.wrong-sign-in': {
    status: 401,
    vi: 'Tên đăng nhập hoặc mật khẩu không đúng.',
    en: 'The login or the password is wrong.',
    wayOut: {
      vi: 'Thử lại, hoặc nhờ người vận hành đặt lại mật khẩu.',
      en: 'Try again, or ask the operator for a new password.',
    },
  },
  'platform.too-many-tries': {
    status: 429,
    vi: 'Đăng nhập sai quá nhiều lần. Chờ {{minutes}} phút.',
    en: 'Too many failed sign-ins. Wait {{minutes}} minutes.',
    wayOut: { vi: 'Chờ rồi thử lại.', en: 'Wait, then try again.' },
  },
  'platform.not-allowed': {
    status: 403,
    vi: 'Đồng chí không có quyền làm việc này. {{help}}',
    en: 'You may not do this. {{help}}',
    wayOut: {
      vi: 'Nhờ người giữ chức vụ đó, hoặc hỏi đảng ủy cấp trên.',
      en: 'Ask a holder of that post, or the committee above.',
    },
  },
  'platform.not-found': {
    status: 404,
    vi: 'Không có mục này, hoặc mục này không thuộc đơn vị của đồng chí.',
    en: 'There is no such thing, or it does not belong to your unit.',
    wayOut: {
      vi: 'Quay lại trang trước, hoặc hỏi cấp ủy nơi có mục này.',
      en: 'Go back, or ask the committee that it belongs to.',
    },
  },
  'platform.request-key-missing': {
    status: 400,
    vi: 'Thiếu khóa chống gửi trùng (idempotency-key).',
    en: 'The idempotency-key header is missing.',
    wayOut: { vi: 'Gửi kèm một mã duy nhất cho mỗi lần ghi.', en: 'Send one unique id per write.' },
  },
  'platform.request-key-reused': {
    status: 409,
    vi: 'Khóa chống gửi trùng đã dùng cho một nội dung khác.',
    en: 'This idempotency-key was used for something else.',
    wayOut: { vi: 'Tải lại trang rồi làm lại.', en: 'Reload the page and do it again.' },
  },
  'platform.wrong-origin': {
    status: 403,
    vi: 'Yêu cầu đến từ một trang khác nên bị từ chối.',
    en: 'The request came from another site and was refused.',
    wayOut: { vi: 'Mở Gốc trực tiếp rồi làm lại.', en: 'Open Gốc itself and do it there.' },
  },
  'platform.too-large': {
    status: 413,
    vi: 'Tệp quá lớn. Mỗi tệp nhiều nhất {{megabytes}} MB.',
    en: 'The file is too large. At most {{megabytes}} MB each.',
    wayOut: {
      vi: 'Chia nhỏ tệp hoặc bỏ hình ảnh trong tệp.',
      en: 'Split the file or take pictures out of it.',
    },
  },
  'platform.wrong-media-type': {
    status: 415,
    vi: 'Kiểu dữ liệu không được nhận.',
    en: 'This kind of content is not accepted.',
    wayOut: { vi: 'Gửi dữ liệu JSON hoặc tệp.', en: 'Send JSON or a file.' },
  },
  'platform.too-fast': {
    status: 429,
    vi: 'Máy này gửi quá nhanh. Chờ {{seconds}} giây.',
    en: 'This device sends too fast. Wait {{seconds}} s.',
    wayOut: {
      vi: 'Máy sẽ tự gửi lại; chưa có gì bị mất.',
      en: 'The device sends again by itself; nothing is lost.',
    },
  },
  'platform.too-many-waiting': {
    status: 503,
    vi: 'Máy chủ đang quá đông. Chưa có gì bị mất; máy của đồng chí sẽ tự gửi lại.',
    en: 'The server is crowded. Nothing is lost; your device sends again by itself.',
    wayOut: { vi: 'Chờ vài giây.', en: 'Wait some seconds.' },
  },
  'platform.disk-full': {
    status: 503,
    vi: 'Máy chủ hết chỗ lưu nên chưa ghi được. Chưa có gì bị thay đổi.',
    en: 'The server has no room left, so nothing was written and nothing was changed.',
    wayOut: {
      vi: 'Ghi chép của buổi sinh hoạt vẫn nằm trên máy này và sẽ tự gửi khi có chỗ. Báo người vận hành dọn đĩa.',
      en: 'What was written in a meeting stays on this device and is sent by itself when there is room. Tell the operator.',
    },
  },
  'platform.busy': {
    status: 503,
    vi: 'Hệ thống đang bận hoặc đang gặp lỗi. Chưa có gì bị thay đổi.',
    en: 'The system is busy or has a fault. Nothing was changed.',
    wayOut: { vi: 'Thử lại sau ít phút.', en: 'Try again in a few minutes.' },
  },
} satisfies ErrorTable;

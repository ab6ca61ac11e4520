import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'requests.no-fields': {
    status: 422,
    vi: 'Yêu cầu chưa hỏi gì.',
    en: 'The request asks for nothing.',
    wayOut: { vi: 'Thêm ít nhất một ô cần trả lời.', en: 'Add at least one field.' },
  },
  'requests.due-before-today': {
    status: 422,
    vi: 'Hạn trả lời không thể trước hôm nay.',
    en: 'The due day cannot be before today.',
    wayOut: { vi: 'Chọn lại hạn.', en: 'Choose the day again.' },
  },
  'requests.field-twice': {
    status: 422,
    vi: 'Ô “{{label}}” được hỏi hai lần.',
    en: '“{{label}}” is asked twice.',
    wayOut: { vi: 'Bỏ bớt một ô.', en: 'Take one of them away.' },
  },
  'requests.known-already': {
    status: 422,
    vi: 'Hệ thống đã có “{{label}}”, không cần cấp dưới gõ lại.',
    en: 'The system knows “{{label}}” already; nobody below need type it again.',
    wayOut: {
      vi: 'Bỏ ô này và xem số liệu đã có, hoặc ghi rõ vì sao vẫn phải hỏi.',
      en: 'Take the field away and look at the figure, or say why it must be asked again.',
    },
  },
  'requests.not-waiting': {
    status: 409,
    vi: 'Yêu cầu này không chờ người thứ hai ký.',
    en: 'This request does not wait for a second sign-off.',
    wayOut: {
      vi: 'Tải lại trang để xem tình trạng hiện tại.',
      en: 'Reload the page to see its present state.',
    },
  },
  'requests.own-request': {
    status: 422,
    vi: 'Người đặt yêu cầu không tự ký thay người thứ hai.',
    en: 'Whoever asks cannot be the second one who signs.',
    wayOut: {
      vi: 'Đề nghị một đồng chí lãnh đạo khác của cấp ủy ký.',
      en: 'Ask another leader of the same committee to sign.',
    },
  },
  'requests.not-open': {
    status: 409,
    vi: 'Yêu cầu này không ở trạng thái đang thu số liệu.',
    en: 'This request is not collecting answers.',
    wayOut: {
      vi: 'Tải lại trang để xem tình trạng hiện tại.',
      en: 'Reload the page to see its present state.',
    },
  },
  'requests.closed': {
    status: 409,
    vi: 'Yêu cầu đã đóng nên không nhận trả lời nữa.',
    en: 'The request is closed and takes no more answers.',
    wayOut: { vi: 'Liên hệ cấp ủy đã yêu cầu.', en: 'Speak to the committee that asked.' },
  },
  'requests.unknown-field': {
    status: 422,
    vi: 'Có ô không thuộc yêu cầu này.',
    en: 'One of the fields does not belong to this request.',
    wayOut: { vi: 'Tải lại trang rồi trả lời.', en: 'Reload the page and answer again.' },
  },
  'requests.wrong-type': {
    status: 422,
    vi: 'Giá trị của ô “{{label}}” không đúng kiểu.',
    en: 'The value of “{{label}}” is of the wrong type.',
    wayOut: { vi: 'Nhập lại ô này.', en: 'Enter it again.' },
  },
  'requests.answer-missing': {
    status: 422,
    vi: 'Ô “{{label}}” chưa có trả lời.',
    en: '“{{label}}” has no answer.',
    wayOut: { vi: 'Điền đủ các ô bắt buộc rồi gửi.', en: 'Fill every required field, then send.' },
  },
} satisfies ErrorTable;

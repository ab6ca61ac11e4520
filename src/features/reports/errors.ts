import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'reports.month-ahead': {
    status: 422,
    vi: 'Tháng {{month}} chưa đến nên chưa khóa sổ được.',
    en: 'Month {{month}} has not come yet and cannot be closed.',
    wayOut: { vi: 'Chọn tháng này hoặc tháng trước.', en: 'Choose this month or an earlier one.' },
  },
  'reports.period-ahead': {
    status: 422,
    vi: 'Kỳ này chưa bắt đầu nên chưa có số liệu.',
    en: 'This period has not begun, so there are no figures.',
    wayOut: { vi: 'Chọn tháng này hoặc kỳ trước.', en: 'Choose this month or an earlier period.' },
  },
  'reports.boundaries-not-a-map': {
    status: 422,
    vi: 'Tệp này không phải GeoJSON hoặc TopoJSON.',
    en: 'This file is neither GeoJSON nor TopoJSON.',
    wayOut: {
      vi: 'Xuất ranh giới từ phần mềm bản đồ thành GeoJSON, hệ tọa độ WGS 84.',
      en: 'Export the boundaries from a map program as GeoJSON in WGS 84.',
    },
  },
  'reports.boundaries-too-large': {
    status: 413,
    vi: 'Tệp {{size}} MB; nhiều nhất là {{limit}} MB.',
    en: 'The file has {{size}} MB; the most is {{limit}} MB.',
    wayOut: { vi: 'Đơn giản hóa ranh giới trước khi nhập.', en: 'Simplify the boundaries first.' },
  },
  'reports.boundaries-too-many': {
    status: 422,
    vi: 'Tệp có {{count}} hình; nhiều nhất là {{limit}}.',
    en: 'The file has {{count}} shapes; the most is {{limit}}.',
    wayOut: { vi: 'Chia tệp theo cấp.', en: 'Split the file by level.' },
  },
  'reports.boundaries-too-many-corners': {
    status: 422,
    vi: 'Ranh giới có {{count}} điểm; nhiều nhất là {{limit}}.',
    en: 'The boundaries have {{count}} corners; the most is {{limit}}.',
    wayOut: { vi: 'Đơn giản hóa ranh giới trước khi nhập.', en: 'Simplify the boundaries first.' },
  },
  'reports.boundaries-none-match': {
    status: 422,
    vi: 'Không hình nào trong {{count}} hình khớp mã hoặc tên đơn vị ở ngày này.',
    en: 'None of {{count}} shapes fits a code or name of a unit on this day.',
    wayOut: {
      vi: 'Chọn ngày khác (--on), hoặc nêu cột mang mã hay tên (--property).',
      en: 'Choose another day (--on), or name the property with codes or names (--property).',
    },
  },
  'reports.boundary-not-an-area': {
    status: 422,
    vi: 'Không phải vùng khép kín (Polygon).',
    en: 'This is no closed area (Polygon).',
  },
  'reports.boundary-not-in-degrees': {
    status: 422,
    vi: 'Tọa độ không phải kinh độ, vĩ độ (WGS 84).',
    en: 'Its coordinates are no degrees (WGS 84).',
  },
  'reports.boundary-empty': { status: 422, vi: 'Không có hình.', en: 'It has no shape.' },
  'reports.boundary-unknown': {
    status: 422,
    vi: 'Không khớp đơn vị nào.',
    en: 'It fits no unit.',
  },
  'reports.boundary-ambiguous': {
    status: 422,
    vi: 'Khớp nhiều đơn vị.',
    en: 'It fits several units.',
  },
  'reports.boundary-twice': {
    status: 422,
    vi: 'Đơn vị này đã có một hình khác trong tệp.',
    en: 'Its unit has another shape in the file.',
  },
  'reports.urging-from-above': {
    status: 422,
    vi: 'Chi bộ không tự đôn đốc: chỉ cấp ủy cấp trên đôn đốc chi bộ.',
    en: 'A branch does not urge itself: only a committee above does.',
    wayOut: { vi: 'Mở bảng của đảng ủy cấp trên.', en: 'Open the table of the committee above.' },
  },
  'reports.month-not-urged': {
    status: 409,
    vi: 'Tháng {{month}} đã khóa sổ hoặc đã qua lâu nên không đôn đốc nữa.',
    en: 'Month {{month}} is closed or long over, so nobody is urged for it.',
    wayOut: {
      vi: 'Đôn đốc cho tháng này hoặc tháng trước khi chưa khóa sổ.',
      en: 'Urge for this month or the one before, while it is not closed.',
    },
  },
  'reports.nothing-to-urge': {
    status: 409,
    vi: 'Chi bộ không còn việc nào phải đôn đốc trong tháng này.',
    en: 'Nothing is open that the branch could be urged for.',
    wayOut: { vi: 'Tải lại bảng để xem tình hình mới.', en: 'Load the table again to see how it stands.' },
  },
  'reports.urged-today': {
    status: 409,
    vi: 'Hôm nay cấp ủy này đã đôn đốc chi bộ.',
    en: 'This committee has urged the branch today.',
    wayOut: {
      vi: 'Ngày mai đôn đốc lại được; nếu gấp, gọi cho bí thư chi bộ.',
      en: 'Urge again tomorrow; if it is pressing, call the secretary.',
    },
  },
  'reports.not-closed-here': {
    status: 409,
    vi: 'Tháng {{month}} không do cấp ủy này khóa sổ.',
    en: 'Month {{month}} was not closed by this committee.',
    wayOut: {
      vi: 'Nếu cấp ủy cấp trên đã khóa sổ, đề nghị cấp đó mở lại.',
      en: 'If a committee above has closed it, ask that committee to open it.',
    },
  },
  'reports.not-a-committee': {
    status: 422,
    vi: 'Chỉ cấp ủy cấp trên của chi bộ mới khóa sổ tháng.',
    en: 'Only a committee above the branches closes a month.',
    wayOut: { vi: 'Mở bảng của đảng ủy cấp trên.', en: 'Open the table of the committee above.' },
  },
} satisfies ErrorTable;

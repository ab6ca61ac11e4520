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

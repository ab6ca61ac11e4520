import type { ErrorTable } from '#kernel/error-table.ts';

export const errors = {
  'effects.paper-withdrawn': {
    status: 409,
    vi: 'Văn bản đã rút nên không nêu chỉ tiêu được.',
    en: 'The paper was taken back, so no indicator can be named for it.',
    wayOut: { vi: 'Nêu chỉ tiêu ở văn bản thay thế.', en: 'Name it for the paper that replaces this one.' },
  },
  'effects.named-already': {
    status: 409,
    vi: 'Văn bản này đã nêu chỉ tiêu đó.',
    en: 'This paper has named that indicator already.',
    wayOut: {
      vi: 'Xem chỉ tiêu đã nêu; chỉ tiêu đã thôi theo dõi không nêu lại được, vì mức đầu của nó vẫn giữ.',
      en: 'Look at the one that was named; one that was given up is not named again, because its baseline stands.',
    },
  },
  'effects.too-many': {
    status: 422,
    vi: 'Một văn bản nêu nhiều nhất {{most}} chỉ tiêu.',
    en: 'A paper names at most {{most}} indicators.',
    wayOut: {
      vi: 'Chọn những chỉ tiêu mà văn bản thật sự nhằm thay đổi.',
      en: 'Choose those that the paper really means to move.',
    },
  },
  'effects.target-off-scale': {
    status: 422,
    vi: 'Mức phấn đấu nằm ngoài thang đo của chỉ số, từ {{low}} đến {{high}}.',
    en: 'The target lies outside the scale of the measure, from {{low}} to {{high}}.',
    wayOut: { vi: 'Nhập lại mức phấn đấu.', en: 'Enter the target again.' },
  },
  'effects.nothing-before': {
    status: 422,
    vi: 'Trước ngày ban hành chưa chi bộ nào có số liệu này, nên không có mức đầu để so.',
    en: 'No branch has this figure for the months before the issue, so there is no baseline to compare with.',
    wayOut: { vi: 'Chọn chỉ số khác.', en: 'Choose another measure.' },
  },
  'effects.not-named': {
    status: 409,
    vi: 'Chỉ tiêu này không còn được theo dõi ở văn bản.',
    en: 'This indicator is not followed for the paper any more.',
    wayOut: { vi: 'Tải lại trang để xem chỉ tiêu hiện có.', en: 'Reload the page to see the present ones.' },
  },
} satisfies ErrorTable;

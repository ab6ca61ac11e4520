import type { GradingRuleKey, UnitGrade } from '#features/rulebooks/contract.ts';
import type { Flag } from './flags.ts';
import type { SheetState } from './sheet.ts';

type Bilingual = { vi: string; en: string };

export const gradeWords: Record<UnitGrade, Bilingual> = {
  excellent: { vi: 'Hoàn thành xuất sắc', en: 'Excellent' },
  good: { vi: 'Hoàn thành tốt', en: 'Good' },
  completed: { vi: 'Hoàn thành', en: 'Completed' },
  'not-completed': { vi: 'Không hoàn thành', en: 'Not completed' },
};

export const stateWords: Record<SheetState, Bilingual> = {
  'not-begun': { vi: 'Chưa làm', en: 'Not begun' },
  draft: { vi: 'Đang viết', en: 'Draft' },
  sent: { vi: 'Đã gửi', en: 'Sent' },
  returned: { vi: 'Trả lại', en: 'Returned' },
  appraised: { vi: 'Đã thẩm định', en: 'Appraised' },
  decided: { vi: 'Đã quyết định', en: 'Decided' },
  'left-out': { vi: 'Không xếp loại', en: 'Left out' },
};

export const flagWords: Record<Flag, Bilingual> = {
  gap: { vi: 'Nhiều tháng không sinh hoạt', en: 'Months without a meeting' },
  attendance: { vi: 'Tỷ lệ dự họp thấp', en: 'Low attendance' },
  papers: { vi: 'Văn bản chưa mở', en: 'Papers not opened' },
  'above-allowed': { vi: 'Vượt mức được phép', en: 'Above what is allowed' },
};

/** The rules of a round in the order in which they are read. */
export const ruleTitles: Record<GradingRuleKey, Bilingual> = {
  'grading.sheet': { vi: 'Bảng điểm', en: 'Sheet' },
  'grading.points': { vi: 'Điểm của từng mức', en: 'Points of each grade' },
  'grading.tasks': { vi: 'Nhiệm vụ', en: 'Tasks' },
  'grading.for-excellent': { vi: 'Điều kiện của mức xuất sắc', en: 'Conditions of excellent' },
  'grading.not-completed': { vi: 'Không hoàn thành khi', en: 'Not completed when' },
  'grading.cap': { vi: 'Tỷ lệ xuất sắc tối đa', en: 'Most that may be excellent' },
  'grading.flags': { vi: 'Lưu ý cấp ủy khi', en: 'The committee is told when' },
};

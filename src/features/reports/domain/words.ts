import type { MeetingStage } from '#features/meetings/contract.ts';
import type { Grade } from '#features/rulebooks/contract.ts';
import type { Need } from './needs.ts';

type Bilingual = { vi: string; en: string };

export const stageWords: Record<MeetingStage, Bilingual> = {
  planned: { vi: 'Đã lên lịch', en: 'Planned' },
  running: { vi: 'Đang họp', en: 'Under way' },
  ended: { vi: 'Đã họp, chưa khóa', en: 'Held, not closed' },
  closed: { vi: 'Đã khóa', en: 'Closed' },
  cancelled: { vi: 'Đã hủy', en: 'Cancelled' },
};

/** Why a branch needs the committee, in two to four words. */
export const needWords: Record<Need, Bilingual> = {
  'not-planned': { vi: 'Chưa lên lịch', en: 'Not planned' },
  'not-held': { vi: 'Quá ngày chưa họp', en: 'Day passed, not held' },
  'papers-not-sent': { vi: 'Chưa gửi tài liệu', en: 'Papers not sent' },
  'low-attendance': { vi: 'Tỷ lệ dự họp thấp', en: 'Low attendance' },
  'score-unconfirmed': { vi: 'Chưa xác nhận điểm', en: 'Score not confirmed' },
  'minutes-late': { vi: 'Biên bản chậm', en: 'Minutes late' },
  'thematic-missing': { vi: 'Quý chưa có chuyên đề', en: 'No thematic this quarter' },
  'tasks-overdue': { vi: 'Có nhiệm vụ quá hạn', en: 'Tasks overdue' },
};

const grades: Record<Grade, Bilingual> = {
  good: { vi: 'Tốt', en: 'Good' },
  fair: { vi: 'Khá', en: 'Fair' },
  average: { vi: 'Trung bình', en: 'Average' },
  poor: { vi: 'Kém', en: 'Poor' },
};

/** The grade in words; null for none. A grade of a newer rulebook is shown as it is stored. */
export const gradeWords = (grade: string | null | undefined, language: 'vi' | 'en'): string | null =>
  grade ? ((grades as Record<string, Bilingual>)[grade]?.[language] ?? grade) : null;

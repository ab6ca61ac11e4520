import type { MeetingStage } from '#features/meetings/contract.ts';
import type { Grade } from '#features/rulebooks/contract.ts';
import type { MeasureKey } from './measures.ts';
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

/** Several reasons as they stand inside a sentence. */
export const needsInSentence = (needs: readonly Need[], language: 'vi' | 'en'): string =>
  needs.map((need) => needWords[need][language].toLocaleLowerCase('vi')).join(', ');

const grades: Record<Grade, Bilingual> = {
  good: { vi: 'Tốt', en: 'Good' },
  fair: { vi: 'Khá', en: 'Fair' },
  average: { vi: 'Trung bình', en: 'Average' },
  poor: { vi: 'Kém', en: 'Poor' },
};

/** The grade in words; null for none. A grade of a newer rulebook is shown as it is stored. */
export const gradeWords = (grade: string | null | undefined, language: 'vi' | 'en'): string | null =>
  grade ? ((grades as Record<string, Bilingual>)[grade]?.[language] ?? grade) : null;

/** A measure as the head of a column, in two or three words, and in a sentence that says what is divided by what. */
export const measureWords: Record<MeasureKey, { short: Bilingual; label: Bilingual; help: Bilingual }> = {
  held: {
    short: { vi: 'Đã họp', en: 'Held' },
    label: { vi: 'Sinh hoạt thường kỳ', en: 'Regular meetings' },
    help: {
      vi: 'Số buổi thường kỳ đã họp trên số buổi phải họp: mỗi chi bộ mỗi tháng một buổi.',
      en: 'Regular meetings held, of those due: one a month for each branch.',
    },
  },
  attendance: {
    short: { vi: 'Dự họp', en: 'Attendance' },
    label: { vi: 'Dự họp', en: 'Attendance' },
    help: {
      vi: 'Số lượt đảng viên có mặt trên số phải dự theo quy định (không tính người được miễn, tạm vắng, đình chỉ).',
      en: 'Members present, of those who must attend by the rules (exempt, away and suspended members left out).',
    },
  },
  thematic: {
    short: { vi: 'Chuyên đề', en: 'Thematic' },
    label: { vi: 'Chuyên đề trong quý', en: 'Thematic in the quarter' },
    help: {
      vi: 'Số chi bộ đã sinh hoạt chuyên đề trong quý, tính đến tháng cuối của kỳ, trên tổng số chi bộ.',
      en: 'Branches that have held a thematic meeting in the quarter, up to the last month of the period, of all branches.',
    },
  },
  papers: {
    short: { vi: 'Tài liệu', en: 'Papers' },
    label: { vi: 'Tài liệu đúng hạn', en: 'Papers in time' },
    help: {
      vi: 'Số buổi gửi tài liệu trước theo thời hạn quy định (một ngày) trên số buổi có tài liệu.',
      en: 'Meetings whose papers were out in time by the rules (a day before), of those with papers.',
    },
  },
  speakers: {
    short: { vi: 'Phát biểu', en: 'Speakers' },
    label: { vi: 'Đảng viên phát biểu', en: 'Speakers' },
    help: {
      vi: 'Số đảng viên có ý kiến trên số đảng viên có mặt, ở các buổi đã khóa biên bản.',
      en: 'Members who spoke, of those present, in closed meetings.',
    },
  },
  ownScore: {
    short: { vi: 'Tự chấm', en: 'Own score' },
    label: { vi: 'Điểm tự chấm', en: 'Own score' },
    help: {
      vi: 'Điểm bình quân do chi bộ tự chấm, ở các buổi đã khóa biên bản.',
      en: 'Mean of the branches’ own scores of closed meetings.',
    },
  },
  confirmedScore: {
    short: { vi: 'Xác nhận', en: 'Confirmed' },
    label: { vi: 'Điểm xác nhận', en: 'Confirmed score' },
    help: {
      vi: 'Điểm bình quân do cấp ủy viên theo dõi xác nhận.',
      en: 'Mean of the scores confirmed by the followers.',
    },
  },
  good: {
    short: { vi: 'Loại Tốt', en: 'Good' },
    label: { vi: 'Xếp loại Tốt', en: 'Graded good' },
    help: {
      vi: 'Số buổi xếp loại Tốt trên số buổi đã xếp loại; lấy mức xác nhận, chưa có thì lấy mức tự chấm.',
      en: 'Meetings graded good, of those graded; as confirmed, or else as the branch did.',
    },
  },
  tasksInTime: {
    short: { vi: 'Việc đúng hạn', en: 'Tasks in time' },
    label: { vi: 'Nhiệm vụ đúng hạn', en: 'Tasks in time' },
    help: {
      vi: 'Số nhiệm vụ xong đúng hạn trên số nhiệm vụ có hạn trong kỳ (xong đúng hạn, xong chậm, quá hạn), tính đến lúc mở trang.',
      en: 'Tasks finished in time, of those whose day fell in the period (in time, late or overdue), as of now.',
    },
  },
  tasksOverdue: {
    short: { vi: 'Quá hạn', en: 'Overdue' },
    label: { vi: 'Nhiệm vụ quá hạn', en: 'Tasks overdue' },
    help: {
      vi: 'Số nhiệm vụ đến hạn trong kỳ, đã quá ngày mà chưa xong.',
      en: 'Tasks due in the period, past their day and not finished.',
    },
  },
  needing: {
    short: { vi: 'Cần xem', en: 'To look at' },
    label: { vi: 'Chi bộ cần xem', en: 'Branches needing a look' },
    help: {
      vi: 'Số lượt chi bộ có ít nhất một lý do: chưa họp, dự họp thấp, chưa xác nhận điểm, quý thiếu chuyên đề, nhiệm vụ quá hạn, biên bản chậm.',
      en: 'Branches with at least one reason: not held, low attendance, score unconfirmed, no thematic meeting in the quarter, tasks overdue, minutes late.',
    },
  },
  members: {
    short: { vi: 'Đảng viên', en: 'Members' },
    label: { vi: 'Đảng viên', en: 'Members' },
    help: {
      vi: 'Số đảng viên trong danh sách chi bộ vào ngày cuối tháng cuối của kỳ.',
      en: 'Members on the rolls on the last day of the period’s last month.',
    },
  },
};

/** How a unit stands beside its peers once chance is allowed for. */
export const standingWords: Record<'better' | 'alike' | 'worse', Bilingual> = {
  better: { vi: 'Tốt hơn rõ', en: 'Clearly better' },
  alike: { vi: 'Chưa khác rõ', en: 'Not clearly different' },
  worse: { vi: 'Yếu hơn rõ', en: 'Clearly weaker' },
};

/** What is counted, as it reads after a number. */
export const countWords = {
  members: { vi: 'Đảng viên', en: 'Members' },
  held: { vi: 'Buổi thường kỳ đã họp', en: 'Regular meetings held' },
  due: { vi: 'Buổi thường kỳ phải họp', en: 'Regular meetings due' },
  present: { vi: 'Lượt đảng viên có mặt', en: 'Members present' },
  base: { vi: 'Lượt đảng viên phải dự', en: 'Members who must attend' },
  thematic: { vi: 'Buổi chuyên đề', en: 'Thematic meetings' },
  tasksDue: { vi: 'Nhiệm vụ đến hạn', en: 'Tasks due' },
  tasksOverdue: { vi: 'Nhiệm vụ quá hạn', en: 'Tasks overdue' },
  needing: { vi: 'Lượt chi bộ cần xem', en: 'Branches needing a look' },
} satisfies Record<string, Bilingual>;

/** Plain numbers of the spreadsheet, as its headers say them. */
export const figureWords = {
  due: { vi: 'Buổi thường kỳ phải họp', en: 'Regular meetings due' },
  held: { vi: 'Đã họp', en: 'Held' },
  base: { vi: 'Lượt phải dự', en: 'Must attend' },
  present: { vi: 'Lượt có mặt', en: 'Present' },
  thematic: { vi: 'Buổi chuyên đề', en: 'Thematic meetings' },
  quarterDue: { vi: 'Chi bộ tính chuyên đề', en: 'Branches for thematic' },
  quarterThematic: { vi: 'Chi bộ có chuyên đề trong quý', en: 'Branches with thematic' },
  papers: { vi: 'Buổi có tài liệu', en: 'Meetings with papers' },
  papersInTime: { vi: 'Tài liệu gửi đúng hạn', en: 'Papers sent in time' },
  spokeOf: { vi: 'Có mặt ở buổi đã khóa', en: 'Present, closed meetings' },
  spoke: { vi: 'Có phát biểu', en: 'Spoke' },
  ownScored: { vi: 'Buổi tự chấm', en: 'Scored by themselves' },
  confirmedScored: { vi: 'Buổi đã xác nhận điểm', en: 'Scores confirmed' },
  good: { vi: 'Tốt', en: 'Good' },
  fair: { vi: 'Khá', en: 'Fair' },
  average: { vi: 'Trung bình', en: 'Average' },
  poor: { vi: 'Kém', en: 'Poor' },
  tasksDue: { vi: 'Nhiệm vụ đến hạn', en: 'Tasks due' },
  tasksInTime: { vi: 'Xong đúng hạn', en: 'Done in time' },
  tasksLate: { vi: 'Xong chậm', en: 'Done late' },
  tasksOverdue: { vi: 'Quá hạn', en: 'Overdue' },
  needing: { vi: 'Lượt chi bộ cần xem', en: 'Branches needing a look' },
  members: { vi: 'Đảng viên', en: 'Members' },
  provisional: { vi: 'Trong đó dự bị', en: 'Of them provisional' },
} satisfies Record<string, Bilingual>;
export type FigureColumn = keyof typeof figureWords;

import { formatCivilDate } from '#kernel/civil-date.ts';
import type { ExitGap } from './entry.ts';
import type { Sign, SignKey } from './signs.ts';

type Bilingual = { vi: string; en: string };

const vn = (value: number) => value.toLocaleString('vi-VN', { maximumFractionDigits: 1 });

/** What a sign says, as the reason in a sentence: figure, limit, over what. */
export function signInWords({ key, figure, limit, of, over }: Omit<Sign, 'shows'>): Bilingual {
  switch (key) {
    case 'unheld':
      return {
        vi: `${figure} trong ${of} buổi sinh hoạt thường kỳ vừa qua không tổ chức (mức ${limit})`,
        en: `${figure} of the last ${of} regular meetings not held (limit ${limit})`,
      };
    case 'secretary':
      return figure === 0
        ? { vi: 'Có bí thư', en: 'Has a secretary' }
        : {
            vi: `Khuyết bí thư ${figure} ngày (mức ${limit})`,
            en: `Without a secretary for ${figure} days (limit ${limit})`,
          };
    case 'official':
      return {
        vi: `${figure} đảng viên chính thức (ít nhất ${limit})`,
        en: `${figure} official members (at least ${limit})`,
      };
    case 'attendance':
      return {
        vi: `Dự họp ${vn(figure)}% trong ${over} tháng vừa qua (mức ${vn(limit)}%)`,
        en: `Attendance ${figure} % over the last ${over} months (limit ${limit} %)`,
      };
    case 'score':
      return {
        vi: `Điểm sinh hoạt trung bình ${vn(figure)} trong ${over} tháng vừa qua (mức ${vn(limit)})`,
        en: `Meetings scored ${figure} points on average over the last ${over} months (limit ${limit})`,
      };
    case 'falling':
      return {
        vi: `Điểm sinh hoạt giảm ${vn(figure)} so với ${over} tháng trước đó (mức ${vn(limit)})`,
        en: `Meetings scored ${figure} points lower than in the ${over} months before (limit ${limit})`,
      };
    case 'unthematic':
      return {
        vi: `${figure} buổi sinh hoạt chuyên đề trong quý vừa qua (ít nhất ${limit})`,
        en: `${figure} thematic meetings in the last quarter (at least ${limit})`,
      };
    case 'tasks':
      return {
        vi: `${figure} nhiệm vụ của chi bộ quá hạn (mức ${limit})`,
        en: `${figure} tasks of the branch past their day (limit ${limit})`,
      };
    case 'duties':
      return {
        vi: `${figure} việc cấp trên giao quá hạn (mức ${limit})`,
        en: `${figure} tasks from above past their day (limit ${limit})`,
      };
    case 'papers':
      return {
        vi: `${figure} văn bản cấp trên chưa mở quá ${over} ngày (mức ${limit})`,
        en: `${figure} papers from above unopened for over ${over} days (limit ${limit})`,
      };
    case 'petitions':
      return {
        vi: `${figure} kiến nghị chờ trả lời quá ${over} ngày (mức ${limit})`,
        en: `${figure} petitions waiting for over ${over} days (limit ${limit})`,
      };
  }
}

export const SIGN_TITLES: Record<SignKey, Bilingual> = {
  unheld: { vi: 'Không sinh hoạt thường kỳ', en: 'Regular meetings not held' },
  secretary: { vi: 'Khuyết bí thư', en: 'No secretary' },
  official: { vi: 'Thiếu đảng viên chính thức', en: 'Too few official members' },
  attendance: { vi: 'Tỷ lệ dự họp thấp', en: 'Low attendance' },
  score: { vi: 'Điểm sinh hoạt thấp', en: 'Low scores of meetings' },
  falling: { vi: 'Điểm sinh hoạt giảm', en: 'Falling scores' },
  unthematic: { vi: 'Thiếu sinh hoạt chuyên đề', en: 'No thematic meeting' },
  tasks: { vi: 'Nhiệm vụ của chi bộ quá hạn', en: 'Tasks of the branch past their day' },
  duties: { vi: 'Việc cấp trên giao quá hạn', en: 'Tasks from above past their day' },
  papers: { vi: 'Văn bản chưa mở', en: 'Papers not opened' },
  petitions: { vi: 'Kiến nghị chưa trả lời', en: 'Petitions without an answer' },
};

/** What still keeps an entry on the list, in one line. */
export const gapsInWords = (gaps: readonly ExitGap[], language: 'vi' | 'en'): string =>
  gaps
    .map((gap): Bilingual => {
      if (gap.key === 'time')
        return {
          vi: `sớm nhất từ ngày ${formatCivilDate(gap.from)}`,
          en: `not before ${formatCivilDate(gap.from)}`,
        };
      if (gap.key === 'steps')
        return { vi: `còn ${gap.count} bước chưa xong`, en: `${gap.count} step(s) still open` };
      return {
        vi: `còn dấu hiệu: ${gap.signs.map((key) => SIGN_TITLES[key].vi.toLowerCase()).join(', ')}`,
        en: `signs still there: ${gap.signs.map((key) => SIGN_TITLES[key].en.toLowerCase()).join(', ')}`,
      };
    })
    .map((words) => words[language])
    .join('; ');

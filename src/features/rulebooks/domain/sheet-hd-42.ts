import type { PointSheet } from './rulebook.ts';

/**
 * The sheet of An Phú ward (plan 08-KH/ĐU, 19/9/2025), which cites 42-HD/BTCTW: 100 points, of which 5 for the
 * thematic meeting count only in a month that has one. Local and read from public code, so not verified.
 */
export const sheetHd42: PointSheet = {
  kind: 'points',
  title: {
    vi: 'Phiếu chấm điểm chất lượng sinh hoạt chi bộ',
    en: 'Score sheet for the quality of a branch meeting',
  },
  blocks: [
    {
      id: 'time',
      title: { vi: 'Thời gian sinh hoạt', en: 'Time' },
      criteria: [
        {
          id: 'duration',
          title: { vi: 'Bảo đảm thời lượng tối thiểu', en: 'Minimum duration kept' },
          max: 5,
          measure: {
            by: 'duration',
            bands: [
              { shortByAtMost: 0, points: 5 },
              { shortByAtMost: 15, points: 4 },
              { shortByAtMost: 30, points: 3 },
            ],
            halfOrMore: 2,
            lessThanHalf: 1,
          },
        },
      ],
    },
    {
      id: 'attendance',
      title: { vi: 'Số lượng đảng viên dự họp', en: 'Attendance' },
      criteria: [
        {
          id: 'attendance-share',
          title: { vi: 'Tỷ lệ đảng viên dự họp', en: 'Share of members present' },
          max: 4,
          measure: {
            by: 'attendance',
            bands: [
              { percent: 90, comparison: 'at-least', points: 4 },
              { percent: 75, comparison: 'at-least', points: 3 },
              { percent: 65, comparison: 'at-least', points: 2 },
            ],
            else: 1,
            unexcusedCap: 1,
          },
        },
        {
          id: 'no-long-absence',
          title: {
            vi: 'Không có đảng viên vắng có lý do quá 3 kỳ liên tiếp trong năm',
            en: 'Nobody with more than 3 excused absences in a row this year',
          },
          max: 1,
          measure: { by: 'no-long-absence' },
        },
      ],
    },
    {
      id: 'preparation',
      title: { vi: 'Công tác chuẩn bị', en: 'Preparation' },
      criteria: [
        {
          id: 'content-right',
          title: { vi: 'Nội dung chuẩn bị đúng, trúng, sát thực tế', en: 'The right content was prepared' },
          max: 3,
          measure: { by: 'judgement' },
        },
        {
          id: 'draft-and-orientation',
          title: {
            vi: 'Có gợi ý thảo luận và dự thảo kết luận hoặc nghị quyết',
            en: 'Points for discussion and a draft conclusion or resolution',
          },
          max: 2,
          measure: { by: 'draft-resolution' },
        },
        {
          id: 'committee-met',
          title: {
            vi: 'Chi ủy họp trước, có biên bản riêng',
            en: 'The committee met beforehand, with its own minutes',
          },
          max: 2,
          measure: { by: 'committee-met' },
          note: {
            vi: 'Nếu chi bộ chỉ có bí thư, không có chi ủy thì mặc nhiên đạt điểm tối đa.',
            en: 'A branch with only a secretary and no committee has the full points.',
          },
        },
        {
          id: 'notice',
          title: {
            vi: 'Thông báo đến từng đảng viên và cấp ủy viên theo dõi',
            en: 'Notice to every member and to the follower',
          },
          max: 1,
          measure: { by: 'notice-sent' },
        },
        {
          id: 'papers-ahead',
          title: {
            vi: 'Tài liệu đăng trên ứng dụng trước ít nhất 1 ngày',
            en: 'Papers in the app at least 1 day before',
          },
          max: 2,
          measure: { by: 'papers-lead', hours: 24 },
        },
      ],
    },
    {
      id: 'holding',
      title: { vi: 'Tổ chức sinh hoạt', en: 'Holding the meeting' },
      criteria: [
        {
          id: 'steps',
          title: { vi: 'Thực hiện đủ các bước theo trình tự', en: 'All steps done in order' },
          max: 5,
          measure: { by: 'steps-done' },
        },
        {
          id: 'regular-content',
          title: { vi: 'Nội dung sinh hoạt thường kỳ', en: 'Content of the regular meeting' },
          max: 10,
          measure: { by: 'judgement' },
        },
        {
          id: 'thematic-content',
          title: { vi: 'Sinh hoạt chuyên đề', en: 'Thematic meeting' },
          max: 5,
          measure: { by: 'thematic-month' },
          mayNotApply: {
            vi: 'Chỉ tính trong tháng có sinh hoạt chuyên đề.',
            en: 'Counts only in a month with a thematic meeting.',
          },
        },
        {
          id: 'praise-and-remind',
          title: { vi: 'Biểu dương, nhắc nhở đảng viên', en: 'Members praised and reminded' },
          max: 2,
          measure: { by: 'judgement' },
        },
        {
          id: 'speakers',
          title: { vi: 'Tỷ lệ đảng viên dự họp phát biểu', en: 'Share of those present who spoke' },
          max: 5,
          measure: {
            by: 'speakers',
            bands: [
              { percent: 50, comparison: 'more-than', points: 5 },
              { percent: 40, comparison: 'at-least', points: 4 },
              { percent: 30, comparison: 'at-least', points: 3 },
            ],
            else: 2,
          },
          note: {
            vi: 'Nguồn ghi “trên 50%” và “từ 40 đến dưới 50%”; đúng 50% được tính vào mức 4 điểm.',
            en: 'The source says “over 50 %” and “40 to under 50 %”; exactly 50 % is counted at 4 points.',
          },
        },
        {
          id: 'minutes-complete',
          title: { vi: 'Biên bản ghi chép đầy đủ', en: 'Minutes complete' },
          max: 1,
          measure: { by: 'minutes-kept' },
        },
        {
          id: 'ideology-time',
          title: {
            vi: 'Dành 15–30 phút cho công tác tư tưởng, tự phê bình và phê bình',
            en: '15–30 minutes for ideology, self-criticism and criticism',
          },
          max: 1,
          measure: { by: 'ideology-minutes', from: 15, to: 30 },
        },
        {
          id: 'papers-posted',
          title: { vi: 'Tài liệu sinh hoạt có trên ứng dụng', en: 'Papers are in the app' },
          max: 1,
          measure: { by: 'papers-posted' },
        },
      ],
    },
    {
      id: 'chairing',
      title: { vi: 'Điều hành của bí thư, phó bí thư', en: 'Chairing by secretary or deputy' },
      criteria: [
        {
          id: 'flexible',
          title: { vi: 'Điều hành linh hoạt, khoa học', en: 'Flexible, orderly chairing' },
          max: 2,
          measure: { by: 'judgement' },
        },
        {
          id: 'orients-discussion',
          title: { vi: 'Gợi mở, định hướng thảo luận', en: 'Orients the discussion' },
          max: 4,
          measure: { by: 'judgement' },
        },
        {
          id: 'democratic-debate',
          title: { vi: 'Phát huy dân chủ, khuyến khích tranh luận', en: 'Invites democratic debate' },
          max: 3,
          measure: { by: 'judgement' },
        },
        {
          id: 'sums-up',
          title: { vi: 'Tổng hợp ý kiến thành kết luận', en: 'Sums up into a conclusion' },
          max: 1,
          measure: { by: 'judgement' },
        },
      ],
    },
    {
      id: 'principles',
      title: { vi: 'Nguyên tắc, tính chất sinh hoạt đảng', en: 'Party principles' },
      criteria: [
        {
          id: 'democratic-centralism',
          title: { vi: 'Giữ nguyên tắc tập trung dân chủ', en: 'Democratic centralism kept' },
          max: 1,
          measure: { by: 'judgement' },
        },
        {
          id: 'sincere-criticism',
          title: {
            vi: 'Tự phê bình và phê bình chân thành, không nể nang',
            en: 'Sincere self-criticism and criticism, without deference',
          },
          max: 2,
          measure: { by: 'judgement' },
        },
        {
          id: 'leading-character',
          title: {
            vi: 'Bảo đảm tính lãnh đạo, tính giáo dục, tính chiến đấu',
            en: 'Leading, educating and combative character',
          },
          max: 1,
          measure: { by: 'judgement' },
        },
        {
          id: 'members-wishes',
          title: {
            vi: 'Thông tin, giải quyết tâm tư, nguyện vọng của đảng viên',
            en: 'Members informed, their wishes handled',
          },
          max: 1,
          measure: { by: 'judgement' },
        },
      ],
    },
    {
      id: 'last-month',
      title: { vi: 'Kết quả thực hiện nghị quyết tháng trước', en: 'Result of last month’s resolution' },
      criteria: [
        {
          id: 'last-month-result',
          title: { vi: 'Tỷ lệ nhiệm vụ tháng trước hoàn thành', en: 'Share of last month’s tasks done' },
          max: 30,
          measure: {
            by: 'last-month-tasks',
            bands: [
              { percent: 90, comparison: 'at-least', points: 30 },
              { percent: 80, comparison: 'at-least', points: 27 },
              { percent: 70, comparison: 'at-least', points: 24 },
              { percent: 60, comparison: 'at-least', points: 20 },
              { percent: 50, comparison: 'at-least', points: 15 },
            ],
            else: 10,
          },
          mayNotApply: {
            vi: 'Chỉ bỏ qua khi tháng trước không có nhiệm vụ nào, ví dụ chi bộ mới thành lập. Nguồn không nêu trường hợp này.',
            en: 'May be left out only when there were no tasks last month, e.g. in a new branch. The source is silent on this.',
          },
        },
      ],
    },
    {
      id: 'closing',
      title: { vi: 'Kết thúc sinh hoạt', en: 'Closing' },
      criteria: [
        {
          id: 'conclusion',
          title: { vi: 'Thông qua kết luận hoặc nghị quyết', en: 'Conclusion or resolution adopted' },
          max: 2,
          measure: { by: 'conclusion-adopted' },
        },
        {
          id: 'minutes-and-tasks',
          title: {
            vi: 'Thông qua biên bản, phân công nhiệm vụ cụ thể',
            en: 'Minutes adopted, concrete tasks assigned',
          },
          max: 2,
          measure: { by: 'minutes-and-tasks' },
        },
        {
          id: 'uploaded',
          title: { vi: 'Đăng tải kết quả trong 2 ngày', en: 'Documents uploaded within 2 days' },
          max: 1,
          measure: { by: 'uploaded-within', days: 2 },
        },
      ],
    },
  ],
  grades: { good: 90, fair: 70, average: 50 },
  knockOuts: {
    criterionIds: ['duration', 'attendance-share', 'speakers', 'minutes-complete'],
    source: { document: 'Sổ tay sinh hoạt chi bộ, Đảng ủy Khối tỉnh Bình Thuận', verified: true },
    localTo: 'Bình Thuận',
  },
};

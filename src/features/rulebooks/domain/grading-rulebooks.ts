import type { RuleSource } from '#kernel/result.ts';
import type { Bilingual, GradingRulebookVersion } from './rulebook.ts';

// How collectives are graded by Regulation 366-QĐ/TW and Guidance 43-HD/BTCTW, as far as press quotes them. Nobody has read
// the official texts here, so that nothing of it counts as verified. What could not be seen at all says so.

const qd366 = (article?: string): RuleSource => ({
  document: '366-QĐ/TW',
  on: '2025-08-30',
  ...(article ? { article } : {}),
  verified: false,
});
const qd124: RuleSource = { document: '124-QĐ/TW', on: '2023-10-04', verified: false };
const own: RuleSource = { document: 'Gợi ý của phần mềm', verified: false };

const fromPress: Bilingual = {
  vi: 'Đọc trên báo, chưa đối chiếu toàn văn.',
  en: 'Read in press, not compared with the full text.',
};

const of366: GradingRulebookVersion = {
  code: 'qd-366-2025',
  subject: 'grading',
  title: {
    vi: 'Quy định 366-QĐ/TW và Hướng dẫn 43-HD/BTCTW về kiểm điểm, đánh giá, xếp loại',
    en: 'Regulation 366-QĐ/TW and Guidance 43-HD/BTCTW on review and grading',
  },
  source: qd366(),
  validFrom: '2025-08-30',
  validTo: null,
  note: {
    vi: 'Các phụ lục và mẫu chưa đọc được; cấp ủy đối chiếu trước khi dùng.',
    en: 'Its annexes and forms could not be read; a committee compares before it uses them.',
  },
  rules: {
    'grading.sheet': {
      value: [
        {
          id: 'ideology',
          part: 'general',
          title: { vi: 'Chính trị, tư tưởng, đạo đức, lối sống', en: 'Politics, thought, morals, conduct' },
          max: 10,
          evidence: ['meetings', 'thematic'],
        },
        {
          id: 'discipline',
          part: 'general',
          title: {
            vi: 'Tổ chức, kỷ luật, đoàn kết; nền nếp sinh hoạt',
            en: 'Order, discipline, unity; regular meetings',
          },
          max: 10,
          evidence: ['meetings', 'attendance'],
        },
        {
          id: 'example',
          part: 'general',
          title: {
            vi: 'Trách nhiệm nêu gương của cấp ủy, đảng viên',
            en: 'Exemplary duty of committee and members',
          },
          max: 10,
          evidence: [],
        },
        {
          id: 'leading',
          part: 'results',
          title: {
            vi: 'Lãnh đạo thực hiện nhiệm vụ chính trị được giao',
            en: 'Leading the tasks given from above',
          },
          max: 30,
          evidence: ['duties', 'papers'],
        },
        {
          id: 'own-tasks',
          part: 'results',
          title: {
            vi: 'Thực hiện việc chi bộ đã giao sau sinh hoạt',
            en: 'Carrying out what the branch’s meetings gave',
          },
          max: 20,
          evidence: ['tasks'],
        },
        {
          id: 'meeting-quality',
          part: 'results',
          title: { vi: 'Chất lượng sinh hoạt chi bộ', en: 'Quality of the meetings' },
          max: 20,
          evidence: ['meetings', 'thematic', 'meeting-scores', 'attendance'],
        },
      ],
      source: qd366('khung 30 điểm chung, 70 điểm kết quả'),
      narrowable: 'free',
      note: {
        vi: 'Khung 30 + 70 điểm đọc trên báo. Phụ lục chưa đọc được: các tiêu chí trong khung là gợi ý của phần mềm, cấp ủy đặt của mình.',
        en: 'The frame of 30 + 70 points was read in press. The annex could not be read: the criteria in it are this product’s suggestion, a committee sets its own.',
      },
    },
    'grading.points': {
      value: { excellent: 90, good: 70, completed: 50 },
      source: qd366(),
      narrowable: 'no',
      note: fromPress,
    },
    'grading.tasks': {
      value: {
        excellent: { doneAtLeast: 100, lateAtMost: 0 },
        good: { doneAtLeast: 100, lateAtMost: 0 },
        completed: { doneAtLeast: 100, lateAtMost: 20 },
      },
      source: qd366(),
      narrowable: 'no',
      note: fromPress,
    },
    'grading.for-excellent': {
      value: [
        {
          id: 'beyond',
          question: {
            vi: 'Có từ 30% nhiệm vụ trở lên hoàn thành vượt yêu cầu',
            en: 'At least 30 % of the tasks went beyond what was asked',
          },
          needs: 'yes',
        },
        {
          id: 'member-disciplined',
          question: {
            vi: 'Có tổ chức trực thuộc hoặc thành viên chi ủy bị kỷ luật trong kỳ',
            en: 'A subordinate unit or a member of the branch committee was disciplined in the period',
          },
          needs: 'no',
        },
        {
          id: 'repaired',
          question: {
            vi: 'Mọi hạn chế, khuyết điểm đã chỉ ra trước đây đều đã khắc phục',
            en: 'All faults pointed out before have been put right',
          },
          needs: 'yes',
        },
      ],
      source: qd366(),
      narrowable: 'no',
      note: fromPress,
    },
    'grading.not-completed': {
      value: [
        {
          id: 'branch-disciplined',
          question: {
            vi: 'Tập thể chi bộ hoặc chi ủy bị kỷ luật trong kỳ',
            en: 'The branch or its committee was disciplined in the period',
          },
          needs: 'no',
        },
        {
          id: 'disunity',
          question: {
            vi: 'Cấp có thẩm quyền kết luận có mất đoàn kết nội bộ hoặc suy thoái',
            en: 'A competent level concluded that there is disunity or degradation',
          },
          needs: 'no',
        },
      ],
      source: qd124,
      narrowable: 'no',
      note: {
        vi: 'Điều này của Quy định 366 chưa đọc được; ghi theo Quy định 124 trước đó, đọc trên báo.',
        en: 'This article of 366 could not be read; taken from the former Regulation 124, as press quotes it.',
      },
    },
    'grading.cap': {
      value: { percent: 20, of: 'good', group: 'round' },
      source: qd124,
      narrowable: 'free',
      note: {
        vi: 'Chữ của Quy định 366 chưa đọc được. Ghi theo Quy định 124: không quá 20% số hoàn thành tốt, trong từng nhóm tương đồng. Mẫu số và nhóm do cấp ủy đặt.',
        en: 'The wording of 366 could not be read. After Regulation 124: at most 20 % of those graded good, in each comparable group. A committee sets denominator and group.',
      },
    },
    'grading.flags': {
      value: { monthsWithoutMeeting: 3, attendanceBelow: 70, papersUnopened: 3 },
      source: own,
      narrowable: 'free',
      note: {
        vi: 'Không văn bản nào đặt mức này; chỉ để lưu ý, không chặn.',
        en: 'No document sets this; it only points something out and refuses nothing.',
      },
    },
  },
};

/** The rulebooks of grading that every installation begins with. */
export const seededGradingVersions: readonly GradingRulebookVersion[] = [of366];

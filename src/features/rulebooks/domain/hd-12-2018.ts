import type { RuleSource } from '#kernel/result.ts';
import type { PassSheet, ProcedureStep, RulebookVersion } from './rulebook.ts';
import { standingRules } from './standing-rules.ts';
import { sharedSteps } from './steps-hd-42.ts';

const hd12 = (article?: string): RuleSource => ({
  document: '12-HD/BTCTW',
  ...(article ? { article } : {}),
  on: '2018-07-06',
  verified: true,
});
const notFound: RuleSource = { document: '12-HD/BTCTW', on: '2018-07-06', verified: false };

const silent = {
  vi: 'Không thấy trong các nguồn đã đọc về văn bản này.',
  en: 'Not found in what was read about this document.',
};

const regularSteps: ProcedureStep[] = [
  sharedSteps.opening,
  sharedSteps.recorder,
  sharedSteps.rollCall,
  sharedSteps.agenda,
  {
    id: 'report',
    part: 'conduct',
    title: {
      vi: 'Báo cáo tháng trước, phương hướng tháng này',
      en: 'Report of last month, plan of this month',
    },
    guidance: {
      vi: 'Đánh giá việc lãnh đạo và nhiệm vụ của đảng viên tháng trước, nêu nguyên nhân; trình phương hướng tháng này.',
      en: 'Judge last month’s leadership and members’ tasks with causes; present the plan of this month.',
    },
    entry: 'report',
    recommendedMinutes: 12,
    required: true,
  },
  {
    id: 'documents',
    part: 'conduct',
    title: { vi: 'Phổ biến văn bản của cấp trên', en: 'Documents from above' },
    guidance: {
      vi: 'Nêu ý chính của văn bản mới và việc chi bộ phải làm.',
      en: 'Give the main points of new documents and what the branch has to do.',
    },
    entry: 'documents',
    recommendedMinutes: 5,
    required: true,
  },
  {
    id: 'orientation',
    part: 'conduct',
    title: { vi: 'Định hướng của đảng ủy', en: 'Orientation by the committee above' },
    guidance: {
      vi: 'Nêu trọng tâm tháng này do đảng ủy định hướng.',
      en: 'Give this month’s focus as set by the committee above.',
    },
    entry: 'documents',
    recommendedMinutes: 5,
    required: false,
  },
  {
    id: 'guest-speech',
    part: 'conduct',
    title: { vi: 'Đại biểu cấp trên phát biểu', en: 'Delegate from above speaks' },
    guidance: {
      vi: 'Mời đại biểu cấp trên phát biểu, nếu có dự.',
      en: 'Invite the delegate from above to speak, when present.',
    },
    entry: 'guest-speech',
    recommendedMinutes: 4,
    required: false,
  },
  {
    id: 'receive-opinions',
    part: 'conduct',
    title: { vi: 'Tiếp thu ý kiến', en: 'Receive the opinions' },
    guidance: {
      vi: 'Chủ trì tiếp thu ý kiến chỉ đạo.',
      en: 'The chair takes up the remarks.',
    },
    entry: 'note',
    recommendedMinutes: 1,
    required: false,
  },
  { ...sharedSteps.discussion, recommendedMinutes: 25 },
  sharedSteps.selfCriticism,
  {
    id: 'assign-tasks',
    part: 'closing',
    title: { vi: 'Kết luận, phân công nhiệm vụ', en: 'Sum up, assign tasks' },
    guidance: {
      vi: 'Tóm lại ý kiến, phân công: ai làm, việc gì, xong ngày nào.',
      en: 'Sum up the opinions and assign: who, what, by which day.',
    },
    entry: 'task-assignment',
    recommendedMinutes: 5,
    required: true,
  },
  {
    id: 'vote',
    part: 'closing',
    title: { vi: 'Biểu quyết', en: 'Vote' },
    guidance: {
      vi: 'Biểu quyết kết luận hoặc nghị quyết. Chỉ đảng viên chính thức biểu quyết.',
      en: 'Vote on the conclusion or resolution. Only official members vote.',
    },
    entry: 'vote',
    recommendedMinutes: 2,
    required: true,
  },
  {
    id: 'membership',
    part: 'closing',
    title: { vi: 'Kết nạp, chuyển đảng chính thức', en: 'Admission and probation matters' },
    guidance: {
      vi: 'Xét kết nạp hoặc công nhận chính thức, nếu có hồ sơ.',
      en: 'Consider admissions or recognition as official member, when there is a file.',
    },
    entry: 'membership',
    recommendedMinutes: 3,
    required: false,
  },
  sharedSteps.score,
  sharedSteps.readMinutes,
];

const closingFrom = regularSteps.findIndex((step) => step.part === 'closing');

const thematicConduct: ProcedureStep[] = [
  sharedSteps.thematicAim,
  sharedSteps.thematicPresentation,
  sharedSteps.thematicDiscussion,
  sharedSteps.thematicConclusion,
];
const shared30: Record<string, number> = {
  'thematic-aim': 2,
  'thematic-presentation': 10,
  'thematic-discussion': 15,
  'thematic-conclusion': 3,
};

/**
 * The pass criteria of 12-HD/BTCTW (2018). The document names conditions and no points, so the sheet has none:
 * a meeting passes when all of them are met.
 */
const sheet: PassSheet = {
  kind: 'pass-criteria',
  title: {
    vi: 'Tiêu chí buổi sinh hoạt chi bộ đạt chất lượng',
    en: 'Criteria of a branch meeting of good quality',
  },
  blocks: [
    {
      id: 'attendance',
      title: { vi: 'Đảng viên dự họp', en: 'Attendance' },
      criteria: [
        {
          id: 'attendance-share',
          title: { vi: 'Trên 85% đảng viên dự họp', en: 'Over 85 % of members present' },
          max: 0,
          measure: {
            by: 'attendance',
            bands: [{ percent: 85, comparison: 'more-than', points: 1 }],
            else: 0,
            unexcusedCap: null,
          },
          note: {
            vi: 'Không tính người được miễn sinh hoạt và lực lượng vũ trang làm nhiệm vụ đặc biệt.',
            en: 'Exempt members and armed forces on special duty are left out.',
          },
        },
        {
          id: 'no-unexcused-absence',
          title: { vi: 'Không có đảng viên vắng không lý do', en: 'Nobody absent without a reason' },
          max: 0,
          measure: { by: 'no-unexcused-absence' },
        },
        {
          id: 'no-long-absence',
          title: {
            vi: 'Không có đảng viên vắng có lý do quá 3 kỳ liên tiếp trong năm',
            en: 'Nobody with more than 3 excused absences in a row this year',
          },
          max: 0,
          measure: { by: 'no-long-absence' },
        },
      ],
    },
    {
      id: 'preparation',
      title: { vi: 'Chuẩn bị', en: 'Preparation' },
      criteria: [
        {
          id: 'prepared-in-person',
          title: {
            vi: 'Bí thư, phó bí thư trực tiếp chuẩn bị',
            en: 'Prepared by secretary or deputy in person',
          },
          max: 0,
          measure: { by: 'judgement' },
        },
        {
          id: 'committee-met',
          title: { vi: 'Chi ủy họp trước', en: 'The committee met beforehand' },
          max: 0,
          measure: { by: 'committee-met' },
        },
        {
          id: 'content-right',
          title: { vi: 'Nội dung đúng, có trọng tâm', en: 'Content right and focused' },
          max: 0,
          measure: { by: 'judgement' },
        },
        {
          id: 'draft-resolution',
          title: { vi: 'Có dự thảo nghị quyết', en: 'A draft resolution exists' },
          max: 0,
          measure: { by: 'draft-resolution' },
        },
      ],
    },
    {
      id: 'holding',
      title: { vi: 'Tổ chức sinh hoạt', en: 'Holding the meeting' },
      criteria: [
        {
          id: 'steps',
          title: { vi: 'Đúng thời gian, trình tự', en: 'Right time and order' },
          max: 0,
          measure: { by: 'steps-done' },
        },
        {
          id: 'praise-and-remind',
          title: { vi: 'Biểu dương, nhắc nhở đảng viên', en: 'Members praised and reminded' },
          max: 0,
          measure: { by: 'judgement' },
        },
        {
          id: 'many-speakers',
          title: { vi: 'Nhiều đảng viên phát biểu', en: 'Many members spoke' },
          max: 0,
          measure: { by: 'judgement' },
          note: { vi: 'Văn bản không nêu tỷ lệ.', en: 'The document names no share.' },
        },
        {
          id: 'duration',
          title: { vi: 'Bảo đảm thời lượng tối thiểu', en: 'Minimum duration kept' },
          max: 0,
          measure: {
            by: 'duration',
            bands: [{ shortByAtMost: 0, points: 1 }],
            halfOrMore: 0,
            lessThanHalf: 0,
          },
        },
        {
          id: 'minutes-complete',
          title: {
            vi: 'Sổ biên bản ghi đầy đủ, lưu lâu dài',
            en: 'Minutes book complete and kept long-term',
          },
          max: 0,
          measure: { by: 'minutes-kept' },
        },
      ],
    },
    {
      id: 'principles',
      title: { vi: 'Nguyên tắc và kết quả', en: 'Principles and result' },
      criteria: [
        {
          id: 'principles',
          title: { vi: 'Giữ đúng nguyên tắc sinh hoạt đảng', en: 'Party principles kept' },
          max: 0,
          measure: { by: 'judgement' },
        },
        {
          id: 'last-month-result',
          title: { vi: 'Thực hiện tốt nghị quyết kỳ trước', en: 'Last resolution carried out well' },
          max: 0,
          measure: { by: 'judgement' },
          note: { vi: 'Văn bản không nêu tỷ lệ.', en: 'The document names no share.' },
          mayNotApply: {
            vi: 'Chỉ bỏ qua khi kỳ trước không có nghị quyết, ví dụ chi bộ mới thành lập.',
            en: 'May be left out only when there was no earlier resolution, e.g. in a new branch.',
          },
        },
      ],
    },
  ],
};

/** Guidance 12-HD/BTCTW of 6/7/2018 on how a branch meets, as far as it could be read. */
export const hd12of2018: RulebookVersion = {
  code: 'hd-12-2018',
  subject: 'meetings',
  title: {
    vi: 'Hướng dẫn 12-HD/BTCTW (06/7/2018) về nâng cao chất lượng sinh hoạt chi bộ',
    en: 'Guidance 12-HD/BTCTW (6/7/2018) on the quality of branch meetings',
  },
  source: hd12(),
  validFrom: '2018-07-06',
  validTo: '2025-10-28',
  note: {
    vi: 'Không nhầm với văn bản cùng số 12-HD/BTCTW ngày 18/01/2022 về quản lý đảng viên. Ngày hết áp dụng lấy theo ngày ban hành Hướng dẫn 42.',
    en: 'Not the document of the same number of 18/1/2022 on member administration. Ends on the day Guidance 42 was issued.',
  },
  rules: {
    ...standingRules,
    'steps.regular': {
      value: regularSteps,
      source: { document: 'Hướng dẫn chương trình sinh hoạt chi bộ xã Tuy Lộc', verified: true },
      narrowable: 'stricter',
      localTo: 'Tuy Lộc',
      note: {
        vi: 'Chương trình mẫu của một xã năm 2022; phần tự phê bình và phê bình thêm theo nội dung của Hướng dẫn 12. Số phút từng bước là gợi ý của phần mềm.',
        en: 'Printed agenda of one commune in 2022; self-criticism and criticism added after the content of Guidance 12. Minutes per step are a suggestion of this product.',
      },
    },
    'steps.thematic': {
      value: [
        sharedSteps.opening,
        sharedSteps.recorder,
        sharedSteps.rollCall,
        sharedSteps.agenda,
        ...thematicConduct,
        sharedSteps.readMinutes,
      ],
      source: notFound,
      narrowable: 'stricter',
      note: {
        vi: 'Trình tự chi tiết của văn bản này không tìm thấy; dùng trình tự tóm tắt của Hướng dẫn 42.',
        en: 'The steps of this document were not found; those of the summaries of Guidance 42 are used.',
      },
    },
    'steps.combined': {
      value: [
        ...regularSteps.slice(0, closingFrom),
        ...thematicConduct.map((step) => ({ ...step, recommendedMinutes: shared30[step.id]! })),
        ...regularSteps.slice(closingFrom),
      ],
      source: notFound,
      narrowable: 'stricter',
      note: {
        vi: 'Mỗi phần làm lần lượt; thứ tự chi tiết do phần mềm ghép từ hai trình tự.',
        en: 'Each part is done in turn; the exact order joins the two procedures.',
      },
    },
    'duration.minutes': { value: 90, source: hd12(), narrowable: 'stricter' },
    'duration.combined-minutes': { value: 120, source: hd12(), narrowable: 'stricter' },
    'duration.large-branch': { value: null, source: notFound, narrowable: 'free', note: silent },
    'duration.small-branch': { value: null, source: notFound, narrowable: 'free', note: silent },
    'thematic.per-quarter': {
      value: 1,
      source: { document: '25-QĐi/TU Đồng Nai', on: '2019-02-13', verified: true },
      narrowable: 'stricter',
      localTo: 'Đồng Nai',
      note: {
        vi: 'Mỗi quý một lần là cách làm thực tế ở Đồng Nai.',
        en: 'Once per quarter is the practice in Đồng Nai.',
      },
    },
    'preparation.committee-meets': { value: true, source: hd12(), narrowable: 'stricter' },
    'papers.lead-days': { value: null, source: notFound, narrowable: 'stricter', note: silent },
    'notice.recipients': {
      value: ['members'],
      source: notFound,
      narrowable: 'stricter',
      note: {
        vi: 'Không thấy nêu người nhận thông báo; giữ mức tối thiểu là đảng viên của chi bộ.',
        en: 'No recipients found; the members of the branch are the least.',
      },
    },
    'result.post-within-days': { value: null, source: notFound, narrowable: 'stricter', note: silent },
    'attendance.base': {
      value: ['official', 'provisional'],
      source: hd12(),
      narrowable: 'no',
      note: {
        vi: 'Trừ đảng viên được miễn sinh hoạt và lực lượng vũ trang làm nhiệm vụ đặc biệt. Đảng viên sinh hoạt tạm thời không tính vào số đảng viên nơi đến (29-QĐ/TW, 2016). Người bị đình chỉ, tạm vắng được trừ theo suy luận.',
        en: 'Exempt members and armed forces on special duty are left out. Members here for a time do not count in the host branch (29-QĐ/TW, 2016). Suspended members and those away are left out by inference.',
      },
    },
    'attendance.target': {
      value: { percent: 85, comparison: 'more-than' },
      source: hd12(),
      narrowable: 'stricter',
    },
    'attendance.max-consecutive-excused': { value: 3, source: hd12(), narrowable: 'stricter' },
    'criticism.minutes': { value: null, source: notFound, narrowable: 'free', note: silent },
    'score.sheet': {
      value: sheet,
      source: hd12(),
      narrowable: 'free',
      note: {
        vi: 'Văn bản nêu tiêu chí, không nêu điểm. Nơi có thang điểm riêng (ví dụ khối các cơ quan tỉnh Phú Thọ: 20/15/45/20) thì cấp ủy đặt phiếu của mình.',
        en: 'The document names criteria and no points. Where a scale exists (e.g. the agencies bloc of Phú Thọ: 20/15/45/20) the committee sets its own sheet.',
      },
    },
    'score.year-grade': {
      value: { good: { minGood: 7, noneBelow: 'fair' }, fair: { noneBelow: 'average' } },
      source: { document: 'Đảng ủy Khối các cơ quan tỉnh Phú Thọ', verified: true },
      narrowable: 'free',
      localTo: 'Phú Thọ',
      note: {
        vi: 'Chỉ dùng khi buổi họp được chấm theo thang điểm có xếp loại.',
        en: 'Used only where meetings are graded by points.',
      },
    },
  },
};

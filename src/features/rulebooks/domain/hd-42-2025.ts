import type { RuleSource } from '#kernel/result.ts';
import type { RulebookVersion } from './rulebook.ts';
import { sheetHd42 } from './sheet-hd-42.ts';
import { standingRules } from './standing-rules.ts';
import { combinedStepsHd42, regularStepsHd42, thematicStepsHd42 } from './steps-hd-42.ts';

const hd42 = (article?: string): RuleSource => ({
  document: '42-HD/BTCTW',
  ...(article ? { article } : {}),
  on: '2025-10-28',
  verified: true,
});
const hd42Unread: RuleSource = { document: '42-HD/BTCTW', on: '2025-10-28', verified: false };
const anPhu: RuleSource = { document: '08-KH/ĐU phường An Phú', on: '2025-09-19', verified: false };

const fromPress = {
  vi: 'Đọc trong bài giới thiệu văn bản của luatvietnam.vn, chưa đối chiếu toàn văn.',
  en: 'Read in the presentation of the document by luatvietnam.vn, not compared with the full text.',
};
const fromSummary = {
  vi: 'Chỉ thấy trong tài liệu tóm tắt công khai, chưa đọc văn bản chính thức.',
  en: 'Seen only in public summaries; the official text was not read.',
};

/** Guidance 42-HD/BTCTW of 28/10/2025 on how a branch meets, as far as it could be read. */
export const hd42of2025: RulebookVersion = {
  code: 'hd-42-2025',
  subject: 'meetings',
  title: {
    vi: 'Hướng dẫn 42-HD/BTCTW (28/10/2025) về nâng cao chất lượng sinh hoạt chi bộ',
    en: 'Guidance 42-HD/BTCTW (28/10/2025) on the quality of branch meetings',
  },
  source: hd42(),
  validFrom: '2025-10-28',
  validTo: null,
  note: {
    vi: 'Thi hành Chỉ thị 50-CT/TW (23/7/2025), thay Hướng dẫn 12-HD/BTCTW năm 2018. Ngày áp dụng lấy theo ngày ban hành.',
    en: 'Implements Directive 50-CT/TW (23/7/2025), replaces Guidance 12-HD/BTCTW of 2018. Applied from the day it was issued.',
  },
  rules: {
    ...standingRules,
    'steps.regular': {
      value: regularStepsHd42,
      source: hd42Unread,
      narrowable: 'stricter',
      note: {
        vi: 'Trình tự theo tài liệu tóm tắt công khai, chưa đọc văn bản chính thức. Số phút từng bước là gợi ý của phần mềm.',
        en: 'Order as in public summaries; the official text was not read. Minutes per step are a suggestion of this product.',
      },
    },
    'steps.thematic': {
      value: thematicStepsHd42,
      source: hd42Unread,
      narrowable: 'stricter',
      note: {
        vi: 'Phần trình bày, thảo luận, kết luận theo tài liệu tóm tắt công khai; phần mở đầu và kết thúc lấy như buổi thường kỳ. Số phút từng bước là gợi ý của phần mềm.',
        en: 'Presentation, discussion and conclusion as in public summaries; opening and closing as in a regular meeting. Minutes per step are a suggestion of this product.',
      },
    },
    'steps.combined': {
      value: combinedStepsHd42,
      source: hd42Unread,
      narrowable: 'stricter',
      note: {
        vi: 'Xong nội dung thường kỳ mới sang chuyên đề. Thứ tự chi tiết do phần mềm ghép từ hai trình tự.',
        en: 'The topic begins when the regular content is finished. The exact order joins the two procedures.',
      },
    },
    'duration.minutes': { value: 90, source: hd42(), narrowable: 'stricter', note: fromPress },
    'duration.combined-minutes': { value: 120, source: hd42(), narrowable: 'stricter', note: fromPress },
    'duration.large-branch': {
      value: null,
      source: hd42Unread,
      narrowable: 'free',
      note: {
        vi: 'Không thấy quy định chung. Ví dụ địa phương: phường An Phú yêu cầu 120 phút với chi bộ từ 30 đảng viên (chưa kiểm chứng).',
        en: 'No general rule found. Local example: An Phú ward asks 120 minutes from 30 members on (not verified).',
      },
    },
    'duration.small-branch': {
      value: null,
      source: hd42(),
      narrowable: 'free',
      note: {
        vi: 'Chi bộ có rất ít đảng viên: cấp ủy có thẩm quyền quy định thời gian. Không nêu con số.',
        en: 'For very small branches the competent committee sets the time. No number is given.',
      },
    },
    'thematic.per-quarter': { value: 1, source: hd42Unread, narrowable: 'stricter', note: fromSummary },
    'preparation.committee-meets': {
      value: true,
      source: hd42(),
      narrowable: 'stricter',
      note: {
        vi: 'Nơi không có chi ủy: bí thư và phó bí thư chuẩn bị.',
        en: 'Where there is no committee, secretary and deputy prepare.',
      },
    },
    'papers.lead-days': { value: 1, source: hd42(), narrowable: 'stricter', note: fromPress },
    'notice.recipients': {
      value: ['members', 'follower'],
      source: hd42(),
      narrowable: 'stricter',
      note: fromPress,
    },
    'result.post-within-days': { value: 2, source: hd42Unread, narrowable: 'stricter', note: fromSummary },
    'attendance.base': {
      value: ['official', 'provisional'],
      source: { document: '11-ĐA/TU Hà Nội', on: '2021-12-06', verified: true },
      narrowable: 'no',
      note: {
        vi: 'Đảng viên được miễn sinh hoạt không tính. Đảng viên sinh hoạt tạm thời không tính vào số đảng viên nơi đến (29-QĐ/TW, 2016). Người bị đình chỉ, người tạm vắng nơi khác được trừ theo suy luận, chưa thấy văn bản nêu rõ.',
        en: 'Exempt members are not counted. Members here for a time do not count in the host branch (29-QĐ/TW, 2016). Suspended members and those temporarily away are left out by inference; no text found says so.',
      },
    },
    'attendance.target': {
      value: { percent: 90, comparison: 'more-than' },
      source: hd42Unread,
      narrowable: 'stricter',
      note: {
        vi: 'Phấn đấu trên 90%. Đề án 11-ĐA/TU của Hà Nội (6/12/2021) nêu từ 90% trở lên.',
        en: 'Strive for over 90 %. Hanoi’s project 11-ĐA/TU (6/12/2021) says 90 % or more.',
      },
    },
    'attendance.max-consecutive-excused': {
      value: 3,
      source: anPhu,
      narrowable: 'stricter',
      localTo: 'An Phú',
      note: {
        vi: 'Hướng dẫn 12-HD/BTCTW năm 2018 cũng nêu không quá 3 kỳ liên tiếp trong năm.',
        en: 'Guidance 12-HD/BTCTW of 2018 also says not more than 3 in a row within the year.',
      },
    },
    'criticism.minutes': {
      value: { from: 15, to: 30 },
      source: anPhu,
      narrowable: 'free',
      localTo: 'An Phú',
      note: fromSummary,
    },
    'score.sheet': {
      value: sheetHd42,
      source: anPhu,
      narrowable: 'free',
      localTo: 'An Phú',
      note: {
        vi: 'Khung điểm 5/5/10/40/5/30/5 trùng với phường Cẩm Lệ nên có thể là khung chung; phiếu của Hà Nội chưa tìm thấy. Cấp ủy đặt phiếu của mình khi có văn bản.',
        en: 'The frame 5/5/10/40/5/30/5 agrees with Cẩm Lệ ward and may be the general one; Hanoi’s own sheet was not found. A committee sets its own when it has a document.',
      },
    },
    'score.year-grade': {
      value: { good: { minGood: 7, noneBelow: 'fair' }, fair: { noneBelow: 'average' } },
      source: { document: 'Đảng ủy Khối các cơ quan tỉnh Phú Thọ', verified: true },
      narrowable: 'free',
      localTo: 'Phú Thọ',
      note: {
        vi: 'Tốt: mọi buổi thường kỳ từ Khá trở lên và ít nhất 7 buổi Tốt. Khá: mọi buổi từ Trung bình trở lên; phần còn lại của quy định không đọc được.',
        en: 'Good: every regular meeting at least fair and at least 7 good. Fair: every meeting at least average; the rest of the text could not be read.',
      },
    },
  },
};

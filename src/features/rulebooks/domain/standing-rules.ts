import type { RuleSource } from '#kernel/result.ts';
import type { Rules } from './rulebook.ts';

const charter = (article: string): RuleSource => ({ document: 'Điều lệ Đảng', article, verified: true });

/**
 * Rules that do not come from the guidance on branch meetings itself and so stand alike in every version:
 * the Party Charter (articles 9 and 24) and the way a score is adopted.
 */
export const standingRules = {
  'regular.per-month': { value: 1, source: charter('Điều 24'), narrowable: 'no' },
  'quorum.ordinary': {
    value: { numerator: 2, denominator: 3, comparison: 'at-least' },
    source: { document: 'Chưa tìm thấy văn bản', verified: false },
    narrowable: 'free',
    note: {
      vi: 'Mức 2/3 cho buổi họp thường không thấy trong nguồn đã đọc; chỉ hiện để tham khảo, không chặn buổi họp.',
      en: 'Two thirds for an ordinary meeting was not found in any source read; shown for information, it stops no meeting.',
    },
  },
  'vote.who': {
    value: ['official'],
    source: { document: 'Điều lệ Đảng', verified: false },
    narrowable: 'no',
    note: {
      vi: 'Đảng viên dự bị không biểu quyết. Quyền biểu quyết của người sinh hoạt tạm thời chưa kiểm chứng nên không tính.',
      en: 'Provisional members do not vote. Whether members here for a time may vote is not verified, so they are not counted.',
    },
  },
  'speak.who': {
    value: ['official', 'provisional', 'temporarily-here'],
    source: charter('Điều 9'),
    narrowable: 'no',
    note: {
      vi: 'Mọi đảng viên được phát biểu trước khi biểu quyết. Đảng viên sinh hoạt tạm thời được dự và phát biểu theo suy luận.',
      en: 'Each member may speak before a vote. That members here for a time attend and speak is an inference.',
    },
  },
  'vote.ordinary-methods': {
    value: ['show-of-hands', 'party-card'],
    source: charter('Điều 9'),
    narrowable: 'no',
    note: {
      vi: 'Giơ tay hoặc giơ thẻ đảng viên; bầu cử và kỷ luật theo văn bản riêng.',
      en: 'By hand or Party card; elections and discipline follow their own documents.',
    },
  },
  'vote.resolution': {
    value: { numerator: 1, denominator: 2, comparison: 'more-than' },
    source: charter('Điều 9'),
    narrowable: 'no',
    note: {
      vi: 'Quá nửa số đảng viên tán thành, tính trên tổng số có quyền biểu quyết chứ không trên số có mặt. Việc trừ người được miễn là suy luận.',
      en: 'More than half of the members, counted on all who may vote and not on those present. Leaving out exempt members is an inference.',
    },
  },
  'score.adopted-by-vote': {
    value: true,
    source: { document: 'Đảng ủy Khối các cơ quan tỉnh Phú Thọ', verified: true },
    narrowable: 'free',
    localTo: 'Phú Thọ',
  },
  'score.confirmed-by-follower': {
    value: true,
    source: { document: 'Đảng ủy Khối các cơ quan tỉnh Phú Thọ', verified: true },
    narrowable: 'free',
    localTo: 'Phú Thọ',
  },
} satisfies Partial<Rules>;

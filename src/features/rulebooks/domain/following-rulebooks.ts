import type { RuleSource } from '#kernel/result.ts';
import type { Bilingual, FollowingRulebookVersion } from './rulebook.ts';

// How tasks from above are followed up. No document that was read sets these numbers for Party organisations; what is
// known is one practice of the city's People's Committee. A committee sets its own with its own document.

const own: RuleSource = { document: 'Gợi ý của phần mềm', verified: false };
const practice: RuleSource = {
  document: 'UBND thành phố Hà Nội, theo dõi nhiệm vụ',
  on: '2023-04-30',
  verified: true,
};

const suggestion: Bilingual = {
  vi: 'Chưa đọc được văn bản nào đặt mức này; cấp ủy quy định mức của mình.',
  en: 'No document that was read sets this; a committee sets its own value.',
};

const monthly: Bilingual = {
  vi: 'Sinh hoạt thường kỳ mỗi tháng một lần là theo hướng dẫn; bỏ mấy tháng thì là dấu hiệu cần củng cố, chưa đọc được văn bản nào nêu.',
  en: 'One regular meeting a month is the guidance; no document that was read says how many missed ones are a sign of weakness.',
};
const quarterly: Bilingual = {
  vi: 'Mỗi quý ít nhất một buổi chuyên đề là theo hướng dẫn; coi thiếu là dấu hiệu cần củng cố là gợi ý của phần mềm.',
  en: 'At least one thematic meeting a quarter is the guidance; taking its lack for a sign is this product’s suggestion.',
};
const leastOfficial: Bilingual = {
  vi: 'Số ít nhất theo quy định về quy mô tổ chức đảng; thiếu từ mấy đồng chí thì là dấu hiệu là gợi ý của phần mềm.',
  en: 'The least number stands in the rules about sizes; from how many missing it is a sign is this product’s suggestion.',
};

const practiceOf2023: FollowingRulebookVersion = {
  code: 'practice-2023-following',
  subject: 'following',
  title: { vi: 'Theo dõi, đôn đốc nhiệm vụ cấp trên giao', en: 'Following up tasks from above' },
  source: practice,
  validFrom: '2018-01-01',
  validTo: null,
  note: {
    vi: 'Thực tế quản lý của UBND thành phố: nhiệm vụ đôn đốc quá 3 lần mà vẫn quá hạn thì đưa ra họp Ban cán sự đảng.',
    en: 'Practice of the city’s People’s Committee: what is overdue after more than three urgings goes to the meeting of its Party caucus.',
  },
  rules: {
    'answer.within-days': { value: 5, source: own, narrowable: 'free', note: suggestion },
    'cascade.leave-days': { value: 3, source: own, narrowable: 'free', note: suggestion },
    'urging.reminder-days': { value: 3, source: own, narrowable: 'free', note: suggestion },
    'urging.after-days': {
      value: [1, 7, 14],
      source: practice,
      narrowable: 'free',
      note: {
        vi: 'Ba lần đôn đốc theo thực tế đã nêu; số ngày giữa các lần là gợi ý của phần mềm.',
        en: 'Three urgings as in that practice; the days between them are this product’s suggestion.',
      },
    },
    'urging.matter-days': {
      value: 7,
      source: practice,
      narrowable: 'free',
      note: {
        vi: 'Sau lần đôn đốc cuối mà chưa xong thì đưa vào chương trình họp của cấp trên; số ngày chờ là gợi ý của phần mềm.',
        en: 'Still open after the last urging, it goes on the agenda of the level above; the days to wait are this product’s suggestion.',
      },
    },
    'request.minutes': {
      value: { reading: 10, number: 5, date: 3, text: 15, yesNo: 1 },
      source: own,
      narrowable: 'free',
      note: {
        vi: 'Ước tính của phần mềm, chưa đo ở đơn vị nào; cấp ủy đo rồi đặt mức của mình.',
        en: 'This product’s estimate, measured nowhere; a committee measures and sets its own.',
      },
    },
    'request.second-above-hours': { value: 8, source: own, narrowable: 'free', note: suggestion },
    'clash.most-per-week': { value: 5, source: own, narrowable: 'free', note: suggestion },
    'sign.unheld': { value: { limit: 2, span: 3 }, source: own, narrowable: 'free', note: monthly },
    'sign.unthematic': { value: { limit: 1 }, source: own, narrowable: 'free', note: quarterly },
    'sign.attendance': { value: { limit: 70, span: 3 }, source: own, narrowable: 'free', note: suggestion },
    'sign.score': { value: { limit: 70, span: 3 }, source: own, narrowable: 'free', note: suggestion },
    'sign.falling': { value: { limit: 10, span: 3 }, source: own, narrowable: 'free', note: suggestion },
    'sign.tasks': { value: { limit: 3 }, source: own, narrowable: 'free', note: suggestion },
    'sign.duties': { value: { limit: 2 }, source: own, narrowable: 'free', note: suggestion },
    'sign.papers': { value: { limit: 2, span: 7 }, source: own, narrowable: 'free', note: suggestion },
    'sign.petitions': { value: { limit: 1, span: 60 }, source: own, narrowable: 'free', note: suggestion },
    'sign.secretary': { value: { limit: 30 }, source: own, narrowable: 'free', note: suggestion },
    'sign.official': { value: { limit: 1 }, source: own, narrowable: 'free', note: leastOfficial },
    'sign.exit': { value: { limit: 0, span: 3 }, source: own, narrowable: 'free', note: suggestion },
  },
};

/** The rulebooks about following up that every installation begins with. */
export const seededFollowingVersions: readonly FollowingRulebookVersion[] = [practiceOf2023];

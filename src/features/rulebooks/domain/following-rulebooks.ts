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
  },
};

/** The rulebooks about following up that every installation begins with. */
export const seededFollowingVersions: readonly FollowingRulebookVersion[] = [practiceOf2023];

import type { RuleSource } from '#kernel/result.ts';
import type { Bilingual, Fraction, Rule, VotingRulebookVersion, VotingRules } from './rulebook.ts';
import type { MatterRule } from './voting-rules.ts';

// How a branch votes, matter by matter, as far as it could be read. No text that was read allows an electronic secret
// ballot, so elections, admission and discipline stay on paper; a committee that holds such a document sets its own
// value for the matter and names it.

const source = (document: string, on: string, article: string, verified: boolean): RuleSource => ({
  document,
  on,
  article,
  verified,
});
const charter: RuleSource = { document: 'Điều lệ Đảng', article: 'Điều 9', verified: true };
const rule190 = (article: string, verified: boolean) => source('190-QĐ/TW', '2024-10-10', article, verified);
const rule244 = (article: string, verified: boolean) => source('244-QĐ/TW', '2014-06-09', article, verified);

const half: Fraction = { numerator: 1, denominator: 2, comparison: 'more-than' };
const twoThirds: Fraction = { numerator: 2, denominator: 3, comparison: 'at-least' };

const openly: Pick<MatterRule, 'methods' | 'who' | 'deduct' | 'whenUnmet' | 'surplusPercent'> = {
  methods: ['show-of-hands', 'party-card', 'named'],
  who: ['official'],
  deduct: ['temporarily-away', 'exempt-and-absent', 'suspended'],
  whenUnmet: 'fails',
  surplusPercent: null,
};
const electing: MatterRule = {
  methods: ['paper'],
  who: ['official'],
  deduct: ['temporarily-away', 'exempt-and-absent', 'suspended', 'excused-throughout'],
  threshold: half,
  whenUnmet: 'second-round',
  surplusPercent: 30,
};

const baseOfBefore: Bilingual = {
  vi: 'Cách tính số phiếu cần và các trường hợp được trừ đọc ở Điều 32 Quy chế 244; Quy định 190 chưa đọc được điều tương ứng. Đảng viên dự bị không bầu cử: chỉ thấy ở tiêu đề trang.',
  en: 'The needed number and the deductions were read in article 32 of 244; the matching article of 190 could not be read. That provisional members do not elect was seen in a heading only.',
};
const noElectronic: Bilingual = {
  vi: 'Không văn bản nào đã đọc cho phép bỏ phiếu kín điện tử; vì vậy dùng phiếu giấy, trừ khi cấp ủy có văn bản và đặt mức riêng.',
  en: 'No text that was read allows a secret electronic ballot; so paper, unless a committee holds a document and sets its own value.',
};
const afterThree: Bilingual = {
  vi: 'Hội nghị quyết định bỏ phiếu kín hay giơ thẻ đảng viên. Không đủ thì báo cáo đầy đủ kết quả lên cấp trên; sau ba lần không đủ, cấp trên xem xét (quy định năm 2016). Việc trừ khi tính tỷ lệ là suy luận từ bầu cử.',
  en: 'The meeting decides between a secret ballot and the Party card. Short of it the full result goes up; after three failed votes the levels above decide (rule of 2016). The deductions are inferred from elections.',
};
const addedDown: Bilingual = {
  vi: 'Không hình thức nào đủ thì cộng dồn số phiếu từ hình thức nặng nhất xuống hình thức kế tiếp cho đến khi đủ. Việc trừ khi tính tỷ lệ là suy luận từ bầu cử.',
  en: 'When no form reaches the number, votes for heavier forms are added to the next lighter one until it does. The deductions are inferred from elections.',
};
const inferred: Bilingual = {
  vi: 'Chưa thấy trong văn bản nào đã đọc; lấy theo cách biểu quyết thông thường cho đến khi cấp ủy đặt mức riêng.',
  en: 'Not found in any text that was read; taken from the ordinary vote until a committee sets its own value.',
};

const free = <T>(value: T, from: RuleSource, note?: Bilingual): Rule<T> => ({
  value,
  source: from,
  narrowable: 'free',
  ...(note ? { note } : {}),
});

/** Rules that do not come from the election regulation and stand alike in both versions. */
const standing = (discipline: RuleSource, expulsion: RuleSource) =>
  ({
    'matter.conclusion': free({ ...openly, threshold: half }, charter),
    'matter.resolution': free({ ...openly, threshold: half }, charter),
    'matter.admission': free(
      {
        ...electing,
        methods: ['paper', 'party-card'],
        threshold: twoThirds,
        whenUnmet: 'goes-up',
        surplusPercent: null,
      },
      source('01-HD/TW', '2021-09-28', 'mục 4', true),
      afterThree,
    ),
    'matter.recognition': free(
      {
        ...electing,
        methods: ['paper', 'party-card'],
        threshold: twoThirds,
        whenUnmet: 'goes-up',
        surplusPercent: null,
      },
      source('01-HD/TW', '2021-09-28', 'mục 4', true),
      afterThree,
    ),
    'matter.discipline': free(
      { ...electing, whenUnmet: 'add-heavier', surplusPercent: null },
      discipline,
      addedDown,
    ),
    'matter.expulsion': free(
      { ...electing, threshold: twoThirds, whenUnmet: 'goes-up', surplusPercent: null },
      expulsion,
      noElectronic,
    ),
    'matter.meeting-score': free(
      { ...openly, threshold: half },
      { document: 'Đảng ủy Khối các cơ quan tỉnh Phú Thọ', verified: true },
    ),
    'matter.year-grade': free(
      {
        ...electing,
        methods: ['paper', 'server-kept', 'verifiable'],
        whenUnmet: 'goes-up',
        surplusPercent: null,
      },
      { document: 'Chưa tìm thấy văn bản', verified: false },
      inferred,
    ),
    'matter.opinion-poll': free(
      {
        ...electing,
        methods: ['paper', 'verifiable', 'server-kept'],
        whenUnmet: 'fails',
        surplusPercent: null,
      },
      source('04-HD/TW', '2024-12-31', 'phiếu xin ý kiến', false),
      noElectronic,
    ),
  }) satisfies Partial<VotingRules>;

const elections = (from: (article: string, verified: boolean) => RuleSource, isRead: boolean) =>
  ({
    'matter.committee-election': free(
      electing,
      from('Điều 32', isRead),
      isRead ? noElectronic : baseOfBefore,
    ),
    'matter.secretary-election': free(
      electing,
      from('Điều 32', isRead),
      isRead ? noElectronic : baseOfBefore,
    ),
    'matter.delegate-election': free(electing, from('Điều 32', isRead), isRead ? noElectronic : baseOfBefore),
  }) satisfies Partial<VotingRules>;

const discipline22 = source('22-QĐ/TW', '2021-07-28', 'Điều 15', true);

const by244of2014: VotingRulebookVersion = {
  code: 'bc-244-2014',
  subject: 'voting',
  title: {
    vi: 'Biểu quyết và bầu cử theo Quy chế 244-QĐ/TW (9/6/2014)',
    en: 'Votes and elections by regulation 244-QĐ/TW (9/6/2014)',
  },
  source: rule244('toàn văn', false),
  validFrom: '2014-06-09',
  validTo: '2024-10-10',
  rules: { ...standing(discipline22, discipline22), ...elections(rule244, true) },
};

const by190of2024: VotingRulebookVersion = {
  code: 'bc-190-2024',
  subject: 'voting',
  title: {
    vi: 'Biểu quyết và bầu cử theo Quy định 190-QĐ/TW (10/10/2024)',
    en: 'Votes and elections by regulation 190-QĐ/TW (10/10/2024)',
  },
  source: rule190('toàn văn', false),
  validFrom: '2024-10-10',
  validTo: null,
  note: {
    vi: 'Về kỷ luật, Quy định 296-QĐ/TW (30/5/2025) thay Quy định 22; chưa đọc được điều về biểu quyết nên lấy theo Quy định 22.',
    en: 'On discipline, 296-QĐ/TW (30/5/2025) replaced 22-QĐ/TW; its article on voting could not be read and is taken from 22.',
  },
  rules: { ...standing(discipline22, discipline22), ...elections(rule190, false) },
};

/** The rulebooks of voting that an installation begins with, oldest first. */
export const seededVotingVersions: readonly VotingRulebookVersion[] = [by244of2014, by190of2024];

import type { RuleSource } from '#kernel/result.ts';
import type { Bilingual, DecidedMove, Decider, MemberRulebookVersion, MemberRules } from './rulebook.ts';

// The rules that apply the Party Charter to members, as far as they could be read. A rule that was only seen in an
// older text keeps its value and says so, until a committee sets its own with the document in hand.

const source = (document: string, on: string, article: string, verified = true): RuleSource => ({
  document,
  article,
  on,
  verified,
});
const qd29 = (article: string, verified = true) => source('29-QĐ/TW', '2016-07-25', article, verified);
const qd24 = (article: string, verified = true) => source('24-QĐ/TW', '2021-07-30', article, verified);
const qd294 = (article: string, verified = true) => source('294-QĐ/TW', '2025-05-26', article, verified);

const fromPress: Bilingual = {
  vi: 'Đọc trong bài trích dẫn điều khoản trên báo và cổng pháp luật, chưa đối chiếu toàn văn.',
  en: 'Read where press and law portals quote the article, not compared with the full text.',
};
const asBefore: Bilingual = {
  vi: 'Chưa đọc được điều này trong văn bản đang áp dụng; lấy theo văn bản trước.',
  en: 'This article could not be read in the text in force; taken over from the one before.',
};
const twoSpans: Bilingual = {
  vi: 'Đọc ở tiết 6.3.2 Quy định 24-QĐ/TW và 232-QĐ/TW qua cổng pháp luật. Người sinh hoạt tạm thời không tính vào đảng số nơi đến, không biểu quyết, ứng cử, bầu cử ở đó.',
  en: 'Read in 6.3.2 of 24-QĐ/TW and 232-QĐ/TW on law portals. Members here for a time do not count in the host’s membership and neither vote nor stand there.',
};

const decides = (branch: readonly DecidedMove[]): Record<DecidedMove, Decider> => {
  const who = (move: DecidedMove): Decider => (branch.includes(move) ? 'branch' : 'committee');
  return {
    admission: who('admission'),
    recognition: who('recognition'),
    exemption: who('exemption'),
    return: who('return'),
    suspension: who('suspension'),
    resignation: who('resignation'),
    removal: who('removal'),
    expulsion: who('expulsion'),
    reinstatement: who('reinstatement'),
  };
};

const standing = {
  'probation.months': {
    value: 12,
    source: { document: 'Điều lệ Đảng', article: 'Điều 5', verified: true },
    narrowable: 'no',
    note: {
      vi: 'Tính từ ngày chi bộ tổ chức lễ kết nạp. Đủ điều kiện thì được công nhận đúng ngày hết thời kỳ dự bị, dù chi bộ họp chậm hay cấp ủy chuẩn y chậm.',
      en: 'From the day of the ceremony. Who qualifies is official from the very end of probation, however late the branch or the committee was.',
    },
  },
  'moves.decider': {
    value: decides(['exemption', 'return']),
    source: { document: 'Điều lệ Đảng', article: 'Điều 4, 5, 7, 8', verified: false },
    narrowable: 'free',
    note: {
      vi: 'Miễn sinh hoạt và trở lại sinh hoạt do chi bộ ra nghị quyết, báo cáo cấp trên trực tiếp (điểm 7.1 Quy định 24-QĐ/TW). Các việc khác do cấp ủy có thẩm quyền quyết định theo đề nghị của chi bộ; thẩm quyền từng cấp chưa đối chiếu.',
      en: 'Exemption and return are decided by the branch and reported upwards (24-QĐ/TW, 7.1). The rest is decided by the committee with the power to do so; which level that is was not compared.',
    },
  },
} satisfies Partial<MemberRules>;

const older = (cite: typeof qd29): MemberRules => ({
  ...standing,
  'joining.age': { value: { from: 18, to: 60 }, source: cite('1.1'), narrowable: 'no', note: fromPress },
  'joining.ceremony-days': { value: 30, source: cite('4.1'), narrowable: 'stricter', note: fromPress },
  'joining.again-months': { value: 36, source: cite('3.5.1'), narrowable: 'no', note: fromPress },
  'probation.decide-days': { value: 30, source: cite('4.2'), narrowable: 'stricter', note: fromPress },
  'transfer.apply-days': { value: 60, source: cite('6.3.1'), narrowable: 'free', note: fromPress },
  'transfer.present-days': {
    value: 30,
    source: cite('6.3.1', false),
    narrowable: 'free',
    note: {
      vi: 'Thấy trong tài liệu hướng dẫn nghiệp vụ theo quy định này; nguyên văn chưa đọc.',
      en: 'Seen in working guides to this regulation; the wording was not read.',
    },
  },
  'temporary.months': {
    value: { from: 3, below: 12 },
    source: cite('6.3.2'),
    narrowable: 'free',
    note: twoSpans,
  },
  'temporary.study-months': {
    value: { from: 3, to: 24 },
    source: cite('6.3.2'),
    narrowable: 'free',
    note: twoSpans,
  },
  'suspension.days': {
    value: { usual: 90, most: 180, counted: 'working' },
    source: source('30-QĐ/TW', '2016-07-26', 'Điều 40'),
    narrowable: 'free',
    note: fromPress,
  },
});

const qd29of2016: MemberRulebookVersion = {
  code: 'qd-29-2016',
  subject: 'members',
  title: {
    vi: 'Quy định 29-QĐ/TW (25/7/2016) thi hành Điều lệ Đảng',
    en: 'Regulation 29-QĐ/TW (25/7/2016) applying the Party Charter',
  },
  source: qd29('toàn văn'),
  validFrom: '2016-07-25',
  validTo: '2021-07-30',
  note: {
    vi: 'Việc xảy ra trước ngày này cũng xét theo quy định này.',
    en: 'What happened before this day is judged by it as well.',
  },
  rules: older(qd29),
};

const qd24of2021: MemberRulebookVersion = {
  code: 'qd-24-2021',
  subject: 'members',
  title: {
    vi: 'Quy định 24-QĐ/TW (30/7/2021) thi hành Điều lệ Đảng',
    en: 'Regulation 24-QĐ/TW (30/7/2021) applying the Party Charter',
  },
  source: qd24('toàn văn'),
  validFrom: '2021-07-30',
  validTo: '2025-07-01',
  note: {
    vi: 'Quy định 232-QĐ/TW đầu năm 2025 thay văn bản này trong ít tháng; chưa đọc, nên chưa tách riêng.',
    en: 'Regulation 232-QĐ/TW replaced it for some months in 2025; it was not read and is not kept apart.',
  },
  rules: {
    ...older(qd24),
    'suspension.days': {
      value: { usual: 90, most: 180, counted: 'calendar' },
      source: source('22-QĐ/TW', '2021-07-28', 'Điều 31'),
      narrowable: 'free',
      note: fromPress,
    },
  },
};

const qd294of2025: MemberRulebookVersion = {
  code: 'qd-294-2025',
  subject: 'members',
  title: {
    vi: 'Quy định 294-QĐ/TW (26/5/2025) thi hành Điều lệ Đảng',
    en: 'Regulation 294-QĐ/TW (26/5/2025) applying the Party Charter',
  },
  source: qd294('toàn văn'),
  validFrom: '2025-07-01',
  validTo: null,
  note: {
    vi: 'Năm 2026 có Quy định 20-QĐ/TW rồi 208-QĐ/TW (26/7/2026) được nói là thay văn bản này; chưa đọc được. Cấp ủy có văn bản thì đặt mức riêng.',
    en: 'In 2026, 20-QĐ/TW and then 208-QĐ/TW (26/7/2026) are said to replace it; neither could be read. A committee that has the text sets its own values.',
  },
  rules: {
    ...standing,
    'joining.age': {
      value: { from: 18, to: 60 },
      source: qd294('1.1', false),
      narrowable: 'no',
      note: asBefore,
    },
    'joining.ceremony-days': {
      value: 30,
      source: qd294('4.1', false),
      narrowable: 'free',
      note: asBefore,
    },
    'joining.again-months': { value: 36, source: qd294('3.5.1'), narrowable: 'no', note: fromPress },
    'probation.decide-days': {
      value: 30,
      source: qd294('4.2', false),
      narrowable: 'free',
      note: asBefore,
    },
    'transfer.apply-days': { value: 60, source: qd294('6.3.1'), narrowable: 'free', note: fromPress },
    'transfer.present-days': { value: 30, source: qd294('6.3.1'), narrowable: 'free', note: fromPress },
    'temporary.months': {
      value: { from: 3, below: 12 },
      source: qd294('6.3.2', false),
      narrowable: 'free',
      note: twoSpans,
    },
    'temporary.study-months': {
      value: { from: 3, to: 24 },
      source: qd294('6.3.2', false),
      narrowable: 'free',
      note: twoSpans,
    },
    'suspension.days': {
      value: { usual: 90, most: 180, counted: 'calendar' },
      source: source('296-QĐ/TW', '2025-05-30', 'đình chỉ sinh hoạt', false),
      narrowable: 'free',
      note: asBefore,
    },
  },
};

/** The rulebooks about members that an installation begins with, oldest first. */
export const seededMemberVersions: readonly MemberRulebookVersion[] = [qd29of2016, qd24of2021, qd294of2025];

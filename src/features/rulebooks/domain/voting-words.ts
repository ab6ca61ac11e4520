import type { MemberStatus } from '#kernel/actor.ts';
import type { Bilingual, Fraction } from './rulebook.ts';
import type { BallotMethod, Deduction, DisciplineForm, Matter, WhenUnmet } from './voting-rules.ts';

// The words for matters, ways of voting and what follows, for screens and papers alike.

/** What is voted on, as the head of a line. */
export const matterTexts: Record<Matter, Bilingual> = {
  conclusion: { vi: 'Kết luận của buổi sinh hoạt', en: 'Conclusion of a meeting' },
  resolution: { vi: 'Nghị quyết', en: 'Resolution' },
  'committee-election': { vi: 'Bầu chi ủy, cấp ủy', en: 'Election of the committee' },
  'secretary-election': { vi: 'Bầu bí thư, phó bí thư', en: 'Election of secretary and deputy' },
  'delegate-election': { vi: 'Bầu đại biểu dự đại hội cấp trên', en: 'Election of delegates' },
  'opinion-poll': { vi: 'Lấy phiếu xin ý kiến, tín nhiệm', en: 'Opinion poll, sounding' },
  admission: { vi: 'Kết nạp đảng viên', en: 'Admission of a member' },
  recognition: { vi: 'Công nhận đảng viên chính thức', en: 'Recognition as an official member' },
  discipline: {
    vi: 'Kỷ luật: khiển trách, cảnh cáo, cách chức',
    en: 'Discipline: reprimand, warning, dismissal',
  },
  expulsion: { vi: 'Kỷ luật: khai trừ', en: 'Discipline: expulsion' },
  'meeting-score': { vi: 'Điểm của buổi sinh hoạt', en: 'Score of a meeting' },
  'year-grade': { vi: 'Xếp loại cuối năm', en: 'Yearly grading' },
};

export const disciplineTexts: Record<DisciplineForm, Bilingual> = {
  expulsion: { vi: 'Khai trừ', en: 'Expulsion' },
  dismissal: { vi: 'Cách chức', en: 'Dismissal' },
  warning: { vi: 'Cảnh cáo', en: 'Warning' },
  reprimand: { vi: 'Khiển trách', en: 'Reprimand' },
};

/** Members of a status, as part of a sentence. */
export const statusTexts: Record<MemberStatus, Bilingual> = {
  official: { vi: 'đảng viên chính thức', en: 'official members' },
  provisional: { vi: 'đảng viên dự bị', en: 'provisional members' },
  exempt: { vi: 'đảng viên được miễn sinh hoạt', en: 'exempt members' },
  suspended: { vi: 'đảng viên bị đình chỉ sinh hoạt', en: 'suspended members' },
  'temporarily-away': { vi: 'đảng viên tạm vắng', en: 'members temporarily away' },
  'temporarily-here': { vi: 'đảng viên sinh hoạt tạm thời', en: 'members here for a time' },
};

/** Ways of voting, as part of a sentence. */
export const ballotMethodTexts: Record<BallotMethod, Bilingual> = {
  'show-of-hands': { vi: 'giơ tay', en: 'show of hands' },
  'party-card': { vi: 'giơ thẻ đảng viên', en: 'Party card' },
  named: { vi: 'bấm trên máy, có ghi tên', en: 'named, on the phone' },
  paper: { vi: 'bỏ phiếu kín bằng phiếu giấy', en: 'secret, on paper' },
  'server-kept': { vi: 'bỏ phiếu kín trên máy, máy chủ giữ', en: 'secret, kept by the server' },
  verifiable: { vi: 'bỏ phiếu kín trên máy, ai cũng kiểm được', en: 'secret, verifiable by everybody' },
};
/** How a secret ballot is held, after the words that say it is secret. */
const secretWayTexts: Record<Extract<BallotMethod, 'paper' | 'server-kept' | 'verifiable'>, Bilingual> = {
  paper: { vi: 'bằng phiếu giấy', en: 'on paper' },
  'server-kept': { vi: 'trên máy, máy chủ giữ', en: 'on the phone, kept by the server' },
  verifiable: { vi: 'trên máy, ai cũng kiểm được', en: 'on the phone, verifiable by everybody' },
};

/** The same for any way, so that a line that came from elsewhere is shown as it is. */
export const wayTexts = (method: BallotMethod): Bilingual =>
  method === 'paper' || method === 'server-kept' || method === 'verifiable'
    ? secretWayTexts[method]
    : ballotMethodTexts[method];

/** Who is taken out of the base, as part of a sentence. */
export const deductionTexts: Record<Deduction, Bilingual> = {
  'temporarily-away': { vi: 'người sinh hoạt tạm thời nơi khác', en: 'members away for a time' },
  'exempt-and-absent': { vi: 'người được miễn sinh hoạt mà không dự', en: 'exempt members who do not come' },
  suspended: { vi: 'người bị đình chỉ sinh hoạt', en: 'suspended members' },
  'excused-throughout': { vi: 'người vắng suốt buổi có lý do', en: 'members excused for the whole meeting' },
};
/** What happens when nothing reaches the number. */
export const unmetTexts: Record<WhenUnmet, Bilingual> = {
  fails: { vi: 'không đủ thì không thông qua', en: 'otherwise not adopted' },
  'goes-up': {
    vi: 'không đủ thì báo cáo đầy đủ kết quả lên cấp trên',
    en: 'otherwise the full result goes up',
  },
  'add-heavier': {
    vi: 'không đủ thì cộng dồn từ hình thức nặng nhất xuống',
    en: 'otherwise votes for heavier forms are added downward',
  },
  'second-round': {
    vi: 'thiếu thì hội nghị quyết định bầu lần hai',
    en: 'otherwise the meeting may vote again',
  },
};

/** `a, b và c`, beginning with a capital. */
export const listed = (texts: Bilingual[]): Bilingual => {
  const join = (language: 'vi' | 'en', and: string) => {
    const words = texts.map((text) => text[language]);
    const last = words.pop() ?? '';
    const sentence = words.length > 0 ? `${words.join(', ')} ${and} ${last}` : last;
    return sentence.charAt(0).toUpperCase() + sentence.slice(1);
  };
  return { vi: join('vi', 'và'), en: join('en', 'and') };
};

/** A share in words: `Quá 1/2 số tính tỷ lệ`; `vi` and `en` name the whole. */
export const shareTexts = (
  { numerator, denominator, comparison }: Fraction,
  vi: string,
  en: string,
): Bilingual => ({
  vi: `${comparison === 'more-than' ? 'Quá' : 'Từ'} ${numerator}/${denominator} ${vi}${comparison === 'more-than' ? '' : ' trở lên'}`,
  en: `${comparison === 'more-than' ? 'More than' : 'At least'} ${numerator}/${denominator} ${en}`,
});

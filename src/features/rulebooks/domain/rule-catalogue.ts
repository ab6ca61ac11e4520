import type {
  AllRuleValues,
  AnyRuleKey,
  Bilingual,
  FollowingRuleKey,
  GradingRuleKey,
  MemberRuleKey,
  PlaceRuleKey,
  ProcedureStep,
  RuleKey,
  Subject,
  Threshold,
  UnitRuleKey,
  VotingRuleKey,
} from './rulebook.ts';
import { matterTexts } from './voting-words.ts';

export const RULE_GROUPS = [
  'procedure',
  'time',
  'preparation',
  'attendance',
  'voting',
  'score',
  'joining',
  'moving',
  'leaving',
  'matters',
  'sizes',
  'following',
  'signs',
  'places',
  'grading',
] as const;
export type RuleGroup = (typeof RULE_GROUPS)[number];

export const groupTitles: Record<RuleGroup, Bilingual> = {
  procedure: { vi: 'Trình tự buổi sinh hoạt', en: 'Steps of a meeting' },
  time: { vi: 'Thời gian, định kỳ', en: 'Time and rhythm' },
  preparation: { vi: 'Chuẩn bị và sau buổi họp', en: 'Before and after the meeting' },
  attendance: { vi: 'Dự họp', en: 'Attendance' },
  voting: { vi: 'Phát biểu, biểu quyết', en: 'Speaking and voting' },
  score: { vi: 'Chấm điểm, xếp loại', en: 'Score and grade' },
  joining: { vi: 'Kết nạp, dự bị, công nhận chính thức', en: 'Admission, probation, recognition' },
  moving: { vi: 'Chuyển sinh hoạt đảng', en: 'Transfer of members' },
  leaving: { vi: 'Miễn, đình chỉ sinh hoạt, ra khỏi Đảng', en: 'Exemption, suspension, leaving' },
  matters: { vi: 'Biểu quyết và bầu cử theo từng việc', en: 'Votes and elections, matter by matter' },
  sizes: { vi: 'Quy mô tổ chức đảng', en: 'Size of units' },
  following: { vi: 'Theo dõi, đôn đốc nhiệm vụ cấp trên giao', en: 'Following up tasks from above' },
  signs: { vi: 'Dấu hiệu cần quan tâm, củng cố', en: 'Signs that a unit needs help' },
  places: { vi: 'Tiêu chuẩn đơn vị hành chính', en: 'Standards of administrative units' },
  grading: { vi: 'Đánh giá, xếp loại chất lượng', en: 'Grading' },
};

type CatalogueRow<T> = {
  group: RuleGroup;
  title: Bilingual;
  /** True when `candidate` asks for less than `base`. Only rules that have it may be `stricter`. */
  isLooser?: (base: T, candidate: T) => boolean;
};

const lower = (base: number, candidate: number) => candidate < base;
const higher = (base: number, candidate: number) => candidate > base;

/** Asking for nothing (`null`) is the loosest. */
const nothingIsLoosest =
  (isLooser: (base: number, candidate: number) => boolean) =>
  (base: number | null, candidate: number | null): boolean =>
    base !== null && (candidate === null || isLooser(base, candidate));

function lowerThreshold(base: Threshold, candidate: Threshold): boolean {
  if (candidate.percent !== base.percent) return candidate.percent < base.percent;
  return base.comparison === 'more-than' && candidate.comparison === 'at-least';
}

/** A committee may add steps, reword them and make them required; required steps stay, in their order. */
function dropsRequiredStep(base: ProcedureStep[], candidate: ProcedureStep[]): boolean {
  let from = 0;
  for (const step of base.filter((s) => s.required)) {
    const at = candidate.findIndex(
      (s, i) => i >= from && s.id === step.id && s.required && s.entry === step.entry,
    );
    if (at < 0) return true;
    from = at + 1;
  }
  return false;
}

export const ruleCatalogue: { readonly [K in AnyRuleKey]: CatalogueRow<AllRuleValues[K]> } = {
  'steps.regular': {
    group: 'procedure',
    title: { vi: 'Các bước sinh hoạt thường kỳ', en: 'Steps of a regular meeting' },
    isLooser: dropsRequiredStep,
  },
  'steps.thematic': {
    group: 'procedure',
    title: { vi: 'Các bước sinh hoạt chuyên đề', en: 'Steps of a thematic meeting' },
    isLooser: dropsRequiredStep,
  },
  'steps.combined': {
    group: 'procedure',
    title: {
      vi: 'Các bước khi thường kỳ và chuyên đề chung một buổi',
      en: 'Steps when both share one session',
    },
    isLooser: dropsRequiredStep,
  },
  'duration.minutes': {
    group: 'time',
    title: { vi: 'Thời lượng tối thiểu', en: 'Minimum duration' },
    isLooser: lower,
  },
  'duration.combined-minutes': {
    group: 'time',
    title: {
      vi: 'Thời lượng tối thiểu khi kết hợp chuyên đề',
      en: 'Minimum duration with a thematic part',
    },
    isLooser: lower,
  },
  'duration.large-branch': {
    group: 'time',
    title: { vi: 'Thời lượng ở chi bộ đông đảng viên', en: 'Duration in a large branch' },
  },
  'duration.small-branch': {
    group: 'time',
    title: { vi: 'Thời lượng ở chi bộ ít đảng viên', en: 'Duration in a very small branch' },
  },
  'regular.per-month': {
    group: 'time',
    title: { vi: 'Số kỳ sinh hoạt thường kỳ mỗi tháng', en: 'Regular meetings per month' },
  },
  'thematic.per-quarter': {
    group: 'time',
    title: { vi: 'Số kỳ sinh hoạt chuyên đề mỗi quý', en: 'Thematic meetings per quarter' },
    isLooser: lower,
  },
  'preparation.committee-meets': {
    group: 'preparation',
    title: { vi: 'Chi ủy họp trước', en: 'The committee meets beforehand' },
    isLooser: (base, candidate) => base && !candidate,
  },
  'papers.lead-days': {
    group: 'preparation',
    title: { vi: 'Gửi tài liệu trước', en: 'Papers ahead of the meeting' },
    isLooser: nothingIsLoosest(lower),
  },
  'notice.recipients': {
    group: 'preparation',
    title: { vi: 'Người nhận thông báo họp', en: 'Who gets the notice' },
    isLooser: (base, candidate) => base.some((recipient) => !candidate.includes(recipient)),
  },
  'result.post-within-days': {
    group: 'preparation',
    title: { vi: 'Đăng và báo cáo kết quả', en: 'Result posted and reported' },
    isLooser: nothingIsLoosest(higher),
  },
  'attendance.base': {
    group: 'attendance',
    title: { vi: 'Đảng viên tính vào số phải dự họp', en: 'Who must attend' },
  },
  'attendance.target': {
    group: 'attendance',
    title: { vi: 'Tỷ lệ dự họp phấn đấu', en: 'Attendance to strive for' },
    isLooser: lowerThreshold,
  },
  'attendance.max-consecutive-excused': {
    group: 'attendance',
    title: {
      vi: 'Số kỳ vắng có lý do liên tiếp tối đa trong năm',
      en: 'Most excused absences in a row within the year',
    },
    isLooser: higher,
  },
  'quorum.ordinary': {
    group: 'attendance',
    title: { vi: 'Số có mặt để buổi họp hợp lệ', en: 'Quorum of an ordinary meeting' },
  },
  'speak.who': {
    group: 'voting',
    title: { vi: 'Ai được phát biểu', en: 'Who may speak' },
  },
  'vote.who': {
    group: 'voting',
    title: { vi: 'Ai được biểu quyết', en: 'Who may vote' },
  },
  'vote.ordinary-methods': {
    group: 'voting',
    title: { vi: 'Hình thức biểu quyết thông thường', en: 'How ordinary votes are taken' },
  },
  'vote.resolution': {
    group: 'voting',
    title: { vi: 'Tỷ lệ thông qua kết luận, nghị quyết', en: 'Majority for a conclusion or resolution' },
  },
  'criticism.minutes': {
    group: 'time',
    title: {
      vi: 'Thời gian cho tư tưởng, tự phê bình và phê bình',
      en: 'Minutes for ideology, self-criticism and criticism',
    },
  },
  'score.sheet': { group: 'score', title: { vi: 'Phiếu chấm điểm', en: 'Score sheet' } },
  'score.adopted-by-vote': {
    group: 'score',
    title: { vi: 'Chi bộ biểu quyết số điểm', en: 'The branch votes on the score' },
  },
  'score.confirmed-by-follower': {
    group: 'score',
    title: { vi: 'Cấp ủy viên theo dõi xác nhận số điểm', en: 'The follower confirms the score' },
  },
  'score.year-grade': {
    group: 'score',
    title: { vi: 'Xếp loại sinh hoạt cả năm', en: 'Grade of the year' },
  },
  'joining.age': {
    group: 'joining',
    title: { vi: 'Tuổi của người vào Đảng', en: 'Age at admission' },
  },
  'joining.ceremony-days': {
    group: 'joining',
    title: { vi: 'Thời hạn tổ chức lễ kết nạp', en: 'Time for the ceremony of admission' },
    isLooser: higher,
  },
  'joining.again-months': {
    group: 'joining',
    title: { vi: 'Thời gian trước khi kết nạp lại', en: 'Time before being admitted again' },
    isLooser: lower,
  },
  'probation.months': {
    group: 'joining',
    title: { vi: 'Thời kỳ dự bị', en: 'Probation' },
  },
  'probation.decide-days': {
    group: 'joining',
    title: { vi: 'Thời hạn xét công nhận chính thức', en: 'Time to consider recognition' },
    isLooser: higher,
  },
  'transfer.apply-days': {
    group: 'moving',
    title: { vi: 'Thời hạn làm thủ tục chuyển sinh hoạt', en: 'Time to ask for a transfer' },
    isLooser: higher,
  },
  'transfer.present-days': {
    group: 'moving',
    title: { vi: 'Thời hạn xuất trình giấy giới thiệu', en: 'Time to present the introduction' },
    isLooser: higher,
  },
  'temporary.months': {
    group: 'moving',
    title: { vi: 'Sinh hoạt tạm thời: công tác, cư trú', en: 'Temporary transfer: work or residence' },
  },
  'temporary.study-months': {
    group: 'moving',
    title: { vi: 'Sinh hoạt tạm thời: học tập trung', en: 'Temporary transfer: full-time study' },
  },
  'suspension.days': {
    group: 'leaving',
    title: { vi: 'Thời hạn đình chỉ sinh hoạt đảng', en: 'Length of a suspension' },
  },
  'moves.decider': {
    group: 'leaving',
    title: { vi: 'Ai quyết định', en: 'Who decides' },
  },
  'matter.conclusion': { group: 'matters', title: matterTexts.conclusion },
  'matter.resolution': { group: 'matters', title: matterTexts.resolution },
  'matter.committee-election': { group: 'matters', title: matterTexts['committee-election'] },
  'matter.secretary-election': { group: 'matters', title: matterTexts['secretary-election'] },
  'matter.delegate-election': { group: 'matters', title: matterTexts['delegate-election'] },
  'matter.opinion-poll': { group: 'matters', title: matterTexts['opinion-poll'] },
  'matter.admission': { group: 'matters', title: matterTexts.admission },
  'matter.recognition': { group: 'matters', title: matterTexts.recognition },
  'matter.discipline': { group: 'matters', title: matterTexts.discipline },
  'matter.expulsion': { group: 'matters', title: matterTexts.expulsion },
  'matter.meeting-score': { group: 'matters', title: matterTexts['meeting-score'] },
  'matter.year-grade': { group: 'matters', title: matterTexts['year-grade'] },
  'size.branch-least-official': {
    group: 'sizes',
    title: { vi: 'Số đảng viên chính thức ít nhất của một chi bộ', en: 'Least official members of a branch' },
  },
  'size.committee-from-official': {
    group: 'sizes',
    title: { vi: 'Số đảng viên chính thức để bầu chi ủy', en: 'Official members for electing a committee' },
  },
  'size.base-committee-from': {
    group: 'sizes',
    title: { vi: 'Số đảng viên để lập đảng bộ cơ sở', en: 'Members for a base committee' },
  },
  'size.branch-consent-above': {
    group: 'sizes',
    title: {
      vi: 'Chi bộ trực thuộc đông đảng viên phải được cấp trên đồng ý',
      en: 'Large branches that need consent from above',
    },
  },
  'size.sub-committee-consent': {
    group: 'sizes',
    title: { vi: 'Lập đảng bộ bộ phận phải được cấp trên đồng ý', en: 'Consent for a sub-committee' },
  },
  'size.secretaries': {
    group: 'sizes',
    title: { vi: 'Số bí thư của một chi bộ, đảng bộ', en: 'Secretaries of a unit' },
  },
  'answer.within-days': {
    group: 'following',
    title: { vi: 'Thời hạn nhận việc hoặc nêu lý do', en: 'Time to accept a task or say why not' },
    isLooser: higher,
  },
  'cascade.leave-days': {
    group: 'following',
    title: { vi: 'Thời gian mỗi cấp giữ lại để tổng hợp', en: 'Time each tier keeps for itself' },
  },
  'urging.reminder-days': {
    group: 'following',
    title: { vi: 'Nhắc trước hạn', en: 'Reminder before the due day' },
  },
  'urging.after-days': {
    group: 'following',
    title: { vi: 'Các lần đôn đốc sau hạn', en: 'Urgings after the due day' },
  },
  'urging.matter-days': {
    group: 'following',
    title: { vi: 'Đưa vào chương trình họp của cấp trên', en: 'On the agenda of the level above' },
  },
  'request.minutes': {
    group: 'following',
    title: { vi: 'Số phút trả lời một yêu cầu số liệu', en: 'Minutes to answer a request for figures' },
  },
  'request.second-above-hours': {
    group: 'following',
    title: {
      vi: 'Yêu cầu số liệu phải có người thứ hai ký',
      en: 'A request for figures needs a second sign-off',
    },
    isLooser: higher,
  },
  'clash.most-per-week': {
    group: 'following',
    title: { vi: 'Số việc đến hạn nhiều nhất trong một tuần', en: 'Most tasks due in one week' },
  },
  'sign.unheld': {
    group: 'signs',
    title: { vi: 'Không sinh hoạt thường kỳ', en: 'Regular meetings not held' },
  },
  'sign.unthematic': {
    group: 'signs',
    title: { vi: 'Thiếu sinh hoạt chuyên đề trong quý', en: 'No thematic meeting in the quarter' },
  },
  'sign.attendance': { group: 'signs', title: { vi: 'Tỷ lệ dự họp thấp', en: 'Low attendance' } },
  'sign.score': { group: 'signs', title: { vi: 'Điểm sinh hoạt thấp', en: 'Low scores of meetings' } },
  'sign.falling': { group: 'signs', title: { vi: 'Điểm sinh hoạt giảm', en: 'Falling scores of meetings' } },
  'sign.tasks': {
    group: 'signs',
    title: { vi: 'Nhiệm vụ của chi bộ quá hạn', en: 'Tasks of the branch past their day' },
  },
  'sign.duties': {
    group: 'signs',
    title: { vi: 'Việc cấp trên giao quá hạn', en: 'Tasks from above past their day' },
  },
  'sign.papers': {
    group: 'signs',
    title: { vi: 'Văn bản cấp trên chưa mở', en: 'Papers from above not opened' },
  },
  'sign.petitions': {
    group: 'signs',
    title: { vi: 'Kiến nghị chưa trả lời', en: 'Petitions without an answer' },
  },
  'sign.secretary': { group: 'signs', title: { vi: 'Khuyết bí thư', en: 'No secretary' } },
  'sign.official': {
    group: 'signs',
    title: { vi: 'Thiếu đảng viên chính thức', en: 'Too few official members' },
  },
  'sign.exit': {
    group: 'signs',
    title: { vi: 'Đưa ra khỏi danh sách theo dõi', en: 'Leaving the watch list' },
  },
  'place.ward': { group: 'places', title: { vi: 'Tiêu chuẩn của phường', en: 'Standard of a ward' } },
  'place.commune': { group: 'places', title: { vi: 'Tiêu chuẩn của xã', en: 'Standard of a commune' } },
  'place.township': {
    group: 'places',
    title: { vi: 'Tiêu chuẩn của thị trấn', en: 'Standard of a township' },
  },
  'place.duty': {
    group: 'places',
    title: { vi: 'Đơn vị thuộc diện phải sắp xếp', en: 'Units that are to be merged' },
  },
  'place.merged': {
    group: 'places',
    title: { vi: 'Mức phải đạt sau khi sắp xếp', en: 'What a merged unit must reach' },
  },
  'grading.sheet': {
    group: 'grading',
    title: { vi: 'Tiêu chí chấm điểm chi bộ', en: 'Criteria of a branch' },
  },
  'grading.points': {
    group: 'grading',
    title: { vi: 'Điểm của từng mức xếp loại', en: 'Points of each grade' },
  },
  'grading.tasks': {
    group: 'grading',
    title: { vi: 'Nhiệm vụ phải hoàn thành, đúng hạn', en: 'Tasks done and in time' },
  },
  'grading.for-excellent': {
    group: 'grading',
    title: { vi: 'Điều kiện của mức xuất sắc', en: 'Conditions of excellent' },
  },
  'grading.not-completed': {
    group: 'grading',
    title: { vi: 'Trường hợp không hoàn thành nhiệm vụ', en: 'What makes «not completed»' },
  },
  'grading.cap': {
    group: 'grading',
    title: { vi: 'Tỷ lệ xuất sắc tối đa', en: 'Most that may be excellent' },
  },
  'grading.flags': {
    group: 'grading',
    title: { vi: 'Khi nào lưu ý cấp ủy xem lại', en: 'When the committee is told to look again' },
  },
};

const ALL_RULE_KEYS = Object.keys(ruleCatalogue) as AnyRuleKey[];
const MEMBER_GROUPS: readonly RuleGroup[] = ['joining', 'moving', 'leaving'];

/** What a rule is about. */
export function subjectOf(key: AnyRuleKey): Subject {
  const { group } = ruleCatalogue[key];
  if (group === 'sizes') return 'units';
  if (group === 'following' || group === 'signs') return 'following';
  if (group === 'places') return 'places';
  if (group === 'grading') return 'grading';
  return group === 'matters' ? 'voting' : MEMBER_GROUPS.includes(group) ? 'members' : 'meetings';
}

/** The rules of one subject, in the order of the catalogue. */
export const keysOfSubject = (subject: Subject): readonly AnyRuleKey[] =>
  ALL_RULE_KEYS.filter((key) => subjectOf(key) === subject);

/** The rules of meetings. */
export const RULE_KEYS = keysOfSubject('meetings') as RuleKey[];
/** The rules about members. */
export const MEMBER_RULE_KEYS = keysOfSubject('members') as MemberRuleKey[];
/** The rules about the make-up of units. */
export const UNIT_RULE_KEYS = keysOfSubject('units') as UnitRuleKey[];
/** The rules of following up. */
export const FOLLOWING_RULE_KEYS = keysOfSubject('following') as FollowingRuleKey[];
/** The standards of administrative units. */
export const PLACE_RULE_KEYS = keysOfSubject('places') as PlaceRuleKey[];
/** The rules of grading. */
export const GRADING_RULE_KEYS = keysOfSubject('grading') as GradingRuleKey[];
/** The rules of voting. */
export const VOTING_RULE_KEYS = keysOfSubject('voting') as VotingRuleKey[];

export const isRuleKey = (text: string): text is AnyRuleKey => Object.hasOwn(ruleCatalogue, text);

/** True when `candidate` asks for less than `base`; null when the rule has no order of strictness. */
export function isLooser<K extends AnyRuleKey>(
  key: K,
  base: AllRuleValues[K],
  candidate: AllRuleValues[K],
): boolean | null {
  const compare = ruleCatalogue[key].isLooser;
  return compare ? compare(base, candidate) : null;
}

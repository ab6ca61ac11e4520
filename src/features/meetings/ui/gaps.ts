import type { StepEntry } from '#features/rulebooks/contract.ts';
import { defineText, useSay } from '#ui-kit/text.ts';
import type { Gap } from '../domain/may-close.ts';
import { type MeetingContext, stepsOf } from '../domain/meeting-context.ts';

/** What a meeting still lacks before it may be closed, while it runs and after it. */
const useGapText = defineText('meetings.gaps', {
  vi: {
    gapNotStarted: 'Chưa ghi giờ bắt đầu họp.',
    gapNotEnded: 'Chưa ghi giờ kết thúc họp.',
    gapUnmarked_other: 'Còn {{count}} đảng viên chưa điểm danh.',
    gapOpenVotes_other: 'Còn {{count}} biểu quyết chưa kết thúc.',
    gapOpenBallots_other: 'Còn {{count}} cuộc bỏ phiếu kín chưa kết thúc.',
    gapConclusions_other: 'Có {{count}} nội dung mang hai kết luận khác nhau, cần chọn một.',
    gapResolutions_other: 'Có {{count}} bản nghị quyết được viết song song, cần chọn một.',
    gapMinutesNotAdopted: 'Biên bản chưa được biểu quyết thông qua.',
    gapScoreIncomplete_other: 'Phiếu chấm điểm còn thiếu {{count}} tiêu chí.',
    gapScoreNotAdopted: 'Điểm chưa được biểu quyết thông qua.',
    gapScoreChangedSinceVote: 'Điểm đã sửa sau khi biểu quyết: cần biểu quyết lại.',
    gapScoreChangedSinceWord: 'Điểm đã sửa sau khi được xác nhận: chờ {{names}} xác nhận lại.',
    gapScoreNotConfirmed: 'Chờ cấp ủy viên theo dõi xác nhận điểm: {{names}}.',
    gapNoFollower:
      'Chi bộ chưa có cấp ủy viên theo dõi nên điểm chưa được xác nhận. Đề nghị cấp ủy phân công.',
    gapNoRecorder: 'Chưa ghi ai làm thư ký.',
    gapClocks: 'Đồng hồ các máy lệch nhau nên không tính được thời gian họp.',
    gapShort: 'Họp {{minutes}} phút, quy định ít nhất {{least}} phút.',
    gapQuorum: 'Có mặt {{present}}, cần ít nhất {{needed}} người.',
    gapSteps_other: 'Có {{count}} bước bắt buộc chưa làm: {{steps}}.',
    gapPetitions_other: 'Còn {{count}} kiến nghị, đề xuất chưa trả lời.',
    gapResults_other: 'Còn {{count}} nhiệm vụ tháng trước chưa ghi kết quả.',
    gapNoConclusion:
      'Chưa có biểu quyết thông qua kết luận hoặc nghị quyết. Nghị quyết sẽ không được cấp số.',
    gapNoTask: 'Buổi họp chưa giao nhiệm vụ nào.',
    gapChanged_other: 'Có {{count}} mục ghi thêm sau khi biên bản được thông qua.',
    gapWaiting_other: 'Có {{count}} mục chưa khớp với hồ sơ: chờ máy khác gửi phần còn thiếu.',
    gapUnknown_other: 'Có {{count}} mục từ phiên bản mới hơn của ứng dụng.',
  },
  en: {
    gapNotStarted: 'The start of the meeting is not recorded.',
    gapNotEnded: 'The end of the meeting is not recorded.',
    gapUnmarked_one: '{{count}} member is not marked in the roll call.',
    gapUnmarked_other: '{{count}} members are not marked in the roll call.',
    gapOpenVotes_one: '{{count}} vote is still open.',
    gapOpenVotes_other: '{{count}} votes are still open.',
    gapOpenBallots_one: '{{count}} secret ballot is still open.',
    gapOpenBallots_other: '{{count}} secret ballots are still open.',
    gapConclusions_one: '{{count}} item has two different conclusions: choose one.',
    gapConclusions_other: '{{count}} items have two different conclusions: choose one.',
    gapResolutions_one: '{{count}} resolution text: choose one.',
    gapResolutions_other: '{{count}} texts of the resolution were written side by side: choose one.',
    gapMinutesNotAdopted: 'The minutes have not been adopted by vote.',
    gapScoreIncomplete_one: '{{count}} criterion of the score sheet is missing.',
    gapScoreIncomplete_other: '{{count}} criteria of the score sheet are missing.',
    gapScoreNotAdopted: 'The score has not been adopted by vote.',
    gapScoreChangedSinceVote: 'The score was changed after its vote: vote again.',
    gapScoreChangedSinceWord: 'The score was changed after it was confirmed: waiting for {{names}} again.',
    gapScoreNotConfirmed: 'Waiting for the follower to confirm the score: {{names}}.',
    gapNoFollower:
      'Nobody follows this branch, so the score is not confirmed. Ask the committee above to name someone.',
    gapNoRecorder: 'No recorder is named.',
    gapClocks: 'The clocks of the devices disagree, so the length of the meeting is unknown.',
    gapShort: 'The meeting lasted {{minutes}} minutes; the rule says at least {{least}}.',
    gapQuorum: '{{present}} were present; at least {{needed}} are needed.',
    gapSteps_one: '{{count}} required step was left out: {{steps}}.',
    gapSteps_other: '{{count}} required steps were left out: {{steps}}.',
    gapPetitions_one: '{{count}} petition or proposal has no answer.',
    gapPetitions_other: '{{count}} petitions or proposals have no answer.',
    gapResults_one: '{{count}} task of last month has no result.',
    gapResults_other: '{{count}} tasks of last month have no result.',
    gapNoConclusion: 'No vote adopted a conclusion or resolution. The resolution will get no number.',
    gapNoTask: 'The meeting gave no tasks.',
    gapChanged_one: '{{count}} entry was added after the minutes were adopted.',
    gapChanged_other: '{{count}} entries were added after the minutes were adopted.',
    gapWaiting_one: '{{count}} entry does not fit the record yet: another device has the rest.',
    gapWaiting_other: '{{count}} entries do not fit the record yet: other devices have the rest.',
    gapUnknown_one: '{{count}} entry comes from a newer version of the app.',
    gapUnknown_other: '{{count}} entries come from a newer version of the app.',
  },
});

/** Says what is missing in one sentence. */
export function useGapSentence(): (gap: Gap, context: MeetingContext) => string {
  const t = useGapText();
  const say = useSay();
  return (gap, context) => gapSentence(t, say, gap, context);
}

function gapSentence(
  t: ReturnType<typeof useGapText>,
  say: ReturnType<typeof useSay>,
  gap: Gap,
  context: MeetingContext,
): string {
  const n = (name: string) => Number(gap.facts[name] ?? 0);
  const count = n('count');
  switch (gap.gap) {
    case 'not-started':
      return t('gapNotStarted');
    case 'not-ended':
      return t('gapNotEnded');
    case 'members-unmarked':
      return t('gapUnmarked', { count });
    case 'vote-still-open':
      return t('gapOpenVotes', { count });
    case 'ballot-still-open':
      return t('gapOpenBallots', { count });
    case 'conclusions-in-conflict':
      return t('gapConclusions', { count });
    case 'resolutions-in-conflict':
      return t('gapResolutions', { count });
    case 'minutes-not-adopted':
      return t('gapMinutesNotAdopted');
    case 'score-incomplete':
      return t('gapScoreIncomplete', { count: n('missing') });
    case 'score-not-adopted':
      return t(gap.facts.changed === true ? 'gapScoreChangedSinceVote' : 'gapScoreNotAdopted');
    case 'score-not-confirmed':
      return t(gap.facts.changed === true ? 'gapScoreChangedSinceWord' : 'gapScoreNotConfirmed', {
        names: context.followers.map((follower) => follower.fullName).join(', '),
      });
    case 'no-follower':
      return t('gapNoFollower');
    case 'no-recorder':
      return t('gapNoRecorder');
    case 'clocks-disagree':
      return t('gapClocks');
    case 'shorter-than-rule':
      return t('gapShort', { minutes: n('minutes'), least: n('least') });
    case 'quorum-not-reached':
      return t('gapQuorum', { present: n('present'), needed: n('needed') });
    case 'steps-left-out': {
      const titles = new Map(
        context.rules[`steps.${context.meeting.kind}`].value.map((step) => [step.id, say(step.title)]),
      );
      const steps = String(gap.facts.steps ?? '')
        .split(', ')
        .map((id) => titles.get(id) ?? id);
      return t('gapSteps', { count, steps: steps.join('; ') });
    }
    case 'petitions-unanswered':
      return t('gapPetitions', { count });
    case 'results-missing':
      return t('gapResults', { count });
    case 'no-conclusion-adopted':
      return t('gapNoConclusion');
    case 'no-task-assigned':
      return t('gapNoTask');
    case 'changed-after-adoption':
      return t('gapChanged', { count });
    case 'entries-waiting':
      return t('gapWaiting', { count });
    case 'entries-unknown':
      return t('gapUnknown', { count });
  }
}

const ENTRY_OF: Partial<Record<Gap['gap'], StepEntry>> = {
  'members-unmarked': 'roll-call',
  'ballot-still-open': 'vote',
  'conclusions-in-conflict': 'conclusion',
  'resolutions-in-conflict': 'conclusion',
  'no-conclusion-adopted': 'conclusion',
  'score-incomplete': 'score',
  'score-not-adopted': 'score',
  'no-recorder': 'recorder',
  'results-missing': 'task-review',
  'petitions-unanswered': 'petitions',
  'no-task-assigned': 'task-assignment',
  'quorum-not-reached': 'roll-call',
};

/** The step in which the gap is filled; the first step left out for that gap; null when no step fills it. */
export function stepFor(gap: Gap, context: MeetingContext): string | null {
  if (gap.gap === 'steps-left-out') return String(gap.facts.steps ?? '').split(', ')[0] || null;
  const entry = ENTRY_OF[gap.gap];
  return stepsOf(context).value.find((step) => step.entry === entry)?.id ?? null;
}

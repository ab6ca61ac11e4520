import type { MeetingContext } from '../../contract.ts';
import type { Gap } from '../../domain/may-close.ts';
import type { AfterText } from './text.ts';

/** What is missing, in one sentence. `say` picks the language of a step's title. */
export function gapSentence(
  t: AfterText,
  gap: Gap,
  context: MeetingContext,
  say: (text: { vi: string; en: string }) => string,
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

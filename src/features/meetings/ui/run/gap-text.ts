import type { StepEntry } from '#features/rulebooks/contract.ts';
import type { Gap } from '../../domain/may-close.ts';
import type { MeetingContext } from '../../domain/meeting-context.ts';
import { stepsOf } from '../../domain/meeting-context.ts';
import type { useScoreText } from './score-text.ts';

type T = ReturnType<typeof useScoreText>;

/** A gap as one sentence. */
export function sayGap(gap: Gap, t: T): string {
  const n = (name: string) => Number(gap.facts[name] ?? 0);
  const count = n('count');
  switch (gap.gap) {
    case 'members-unmarked':
      return t('gapUnmarked', { count });
    case 'vote-still-open':
      return t('gapVoteOpen', { count });
    case 'ballot-still-open':
      return t('gapBallotOpen', { count });
    case 'conclusions-in-conflict':
      return t('gapConclusions', { count });
    case 'resolutions-in-conflict':
      return t('gapResolutions');
    case 'minutes-not-adopted':
      return t('gapMinutes');
    case 'score-incomplete':
      return t('gapScore', { count });
    case 'score-not-adopted':
      return t('gapScoreVote');
    case 'score-not-confirmed':
      return t('gapConfirm');
    case 'no-follower':
      return t('gapFollower');
    case 'no-recorder':
      return t('gapRecorder');
    case 'clocks-disagree':
      return t('gapClocks');
    case 'shorter-than-rule':
      return t('gapShort', { minutes: n('minutes'), least: n('least') });
    case 'quorum-not-reached':
      return t('gapQuorum', { present: n('present'), needed: n('needed') });
    case 'steps-left-out':
      return t('gapSteps', { count });
    case 'results-missing':
      return t('gapResults', { count });
    case 'no-conclusion-adopted':
      return t('gapConclusion');
    case 'no-task-assigned':
      return t('gapTasks');
    case 'changed-after-adoption':
      return t('gapChanged', { count });
    case 'entries-waiting':
      return t('gapWaiting', { count });
    case 'entries-unknown':
      return t('gapUnknown', { count });
    case 'not-started':
      return t('gapNotStarted');
    case 'not-ended':
      return t('gapNotEnded');
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
  'no-task-assigned': 'task-assignment',
  'quorum-not-reached': 'roll-call',
};

/** The step in which the gap is filled; the first step left out for that gap; null when no step fills it. */
export function stepFor(gap: Gap, context: MeetingContext): string | null {
  if (gap.gap === 'steps-left-out') return String(gap.facts.steps ?? '').split(', ')[0] || null;
  const entry = ENTRY_OF[gap.gap];
  return stepsOf(context).value.find((step) => step.entry === entry)?.id ?? null;
}

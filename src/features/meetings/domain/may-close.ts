import type { RuleSource } from '#kernel/result.ts';
import { leastMinutes } from './collect-evidence.ts';
import type { MeetingState } from './fold.ts';
import { type MeetingContext, stepsOf } from './meeting-context.ts';
import { totalMeetingScore } from './total-meeting-score.ts';
import { unansweredPetitions } from './unanswered-petitions.ts';

export const GAPS = [
  'not-started',
  'not-ended',
  'members-unmarked',
  'vote-still-open',
  'ballot-still-open',
  'conclusions-in-conflict',
  'resolutions-in-conflict',
  'minutes-not-adopted',
  'score-incomplete',
  'score-not-adopted',
  'score-not-confirmed',
  'no-follower',
  'no-recorder',
  'clocks-disagree',
  'shorter-than-rule',
  'quorum-not-reached',
  'steps-left-out',
  'results-missing',
  'petitions-unanswered',
  'no-conclusion-adopted',
  'no-task-assigned',
  'changed-after-adoption',
  'entries-waiting',
  'entries-unknown',
] as const;

/** Something that is missing before closing. A gap that only warns is written into the minutes as it is. */
export type Gap = {
  gap: (typeof GAPS)[number];
  blocks: boolean;
  facts: Record<string, string | number | boolean | null>;
  rule?: RuleSource;
};

/** What stands between the meeting and its closing, blocking gaps first. An empty list: nothing is missing. */
export function findGaps(context: MeetingContext, state: MeetingState): Gap[] {
  const { rules } = context;
  const gaps: Gap[] = [];
  const block = (gap: Gap['gap'], facts: Gap['facts'] = {}, rule?: RuleSource) =>
    gaps.push({ gap, blocks: true, facts, ...(rule ? { rule } : {}) });
  const warn = (gap: Gap['gap'], facts: Gap['facts'] = {}, rule?: RuleSource) =>
    gaps.push({ gap, blocks: false, facts, ...(rule ? { rule } : {}) });

  if (state.started === null) block('not-started');
  if (state.ended === null) block('not-ended');
  if (state.attendance.unmarked > 0)
    block('members-unmarked', { count: state.attendance.unmarked }, rules['attendance.base'].source);
  const open = state.votes.filter((vote) => vote.status === 'open').length;
  if (open > 0) block('vote-still-open', { count: open });
  const openBallots = state.ballots.filter((ballot) => ballot.status === 'open').length;
  if (openBallots > 0) block('ballot-still-open', { count: openBallots });
  const conflicts = state.conclusions.filter((conclusion) => conclusion.inConflict).length;
  if (conflicts > 0) block('conclusions-in-conflict', { count: conflicts });
  if (state.resolution.inConflict) block('resolutions-in-conflict', { count: state.resolution.live.length });
  if (state.minutesAdopted?.carried !== true) block('minutes-not-adopted');

  // A procedure without a score step (a thematic meeting) leads nobody to a score, so none is asked for.
  if (stepsOf(context).value.some((step) => step.entry === 'score')) {
    const score = totalMeetingScore(context, state);
    if (score.own === null)
      block('score-incomplete', { missing: score.missing.length }, rules['score.sheet'].source);
    if (rules['score.adopted-by-vote'].value && state.scoreAdopted?.carried !== true)
      block(
        'score-not-adopted',
        { changed: state.scoreAdopted !== null },
        rules['score.adopted-by-vote'].source,
      );
    if (rules['score.confirmed-by-follower'].value && state.confirmation === null) {
      // Without a follower nobody could ever confirm: the committee above must name one, the branch may close.
      if (context.followers.length > 0)
        block(
          'score-not-confirmed',
          { changed: state.confirmationLapsed },
          rules['score.confirmed-by-follower'].source,
        );
      else warn('no-follower', {}, rules['score.confirmed-by-follower'].source);
    }
  }

  if (state.recorderId === null) warn('no-recorder');
  if (state.ended !== null && state.duration.minutes === null) warn('clocks-disagree');
  const least = leastMinutes(context, state);
  if (state.duration.minutes !== null && state.duration.minutes < least)
    warn(
      'shorter-than-rule',
      { minutes: state.duration.minutes, least },
      rules[context.meeting.kind === 'combined' ? 'duration.combined-minutes' : 'duration.minutes'].source,
    );
  if (state.attendance.quorum?.reached === false)
    warn(
      'quorum-not-reached',
      { present: state.attendance.present, needed: state.attendance.quorum.needed },
      rules['quorum.ordinary'].source,
    );
  const leftOut = state.steps.filter(
    (step) => step.rule?.required === true && (step.status === 'waiting' || step.status === 'skipped'),
  );
  if (leftOut.length > 0)
    warn(
      'steps-left-out',
      { count: leftOut.length, steps: leftOut.map((step) => step.step).join(', ') },
      rules[`steps.${context.meeting.kind}`].source,
    );
  const judged = new Set(state.taskResults.map((result) => result.taskId));
  const unjudged = context.lastMonthTasks.filter(
    (task) => task.state === 'open' && !judged.has(task.taskId),
  ).length;
  if (unjudged > 0) warn('results-missing', { count: unjudged });
  const unanswered = unansweredPetitions(state).length;
  if (unanswered > 0) warn('petitions-unanswered', { count: unanswered });
  const decided = state.votes.some(
    (vote) =>
      vote.status === 'closed' &&
      vote.result.passed &&
      (vote.matter === 'conclusion' || vote.matter === 'resolution'),
  );
  if (!decided) warn('no-conclusion-adopted', {}, rules['vote.resolution'].source);
  if (state.tasks.length === 0) warn('no-task-assigned');
  if (state.changedAfterAdoption.length > 0)
    warn('changed-after-adoption', { count: state.changedAfterAdoption.length });
  if (state.waiting.length > 0) warn('entries-waiting', { count: state.waiting.length });
  if (state.unknown.length > 0) warn('entries-unknown', { count: state.unknown.length });

  return [...gaps.filter((gap) => gap.blocks), ...gaps.filter((gap) => !gap.blocks)];
}

/** Whether the meeting may be closed now. Only blocking gaps stand in the way. */
export const mayClose = (context: MeetingContext, state: MeetingState): { may: boolean; gaps: Gap[] } => {
  const gaps = findGaps(context, state);
  return { may: gaps.every((gap) => !gap.blocks), gaps };
};

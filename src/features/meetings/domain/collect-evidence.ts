import { type MeetingEvidence, minimumMinutes, type RuleValues } from '#features/rulebooks/contract.ts';
import { instantOf } from '#kernel/civil-date.ts';
import type { MeetingState } from './fold.ts';
import type { MeetingContext } from './meeting-context.ts';

/** The values of the rules without their documents, as the rulebook's own functions take them. */
export const valuesOf = (context: MeetingContext): RuleValues =>
  Object.fromEntries(
    Object.entries(context.rules).map(([key, rule]) => [key, rule.value]),
  ) as unknown as RuleValues;

/** Least length of this meeting in minutes: by kind, and by the number of members who must attend. */
export const leastMinutes = (context: MeetingContext, state: MeetingState): number =>
  minimumMinutes(valuesOf(context), { kind: context.meeting.kind, members: state.attendance.base });

const HOUR_MS = 3_600_000;

/** When the meeting was to begin on the day it was held, ms since the epoch. No device clock takes part. */
const startOf = (context: MeetingContext, state: MeetingState): number =>
  instantOf(state.started?.heldOn ?? context.meeting.plannedOn, context.meeting.plannedTime);

/**
 * What the journal proves for the score sheet. Deadlines rest on the server's time of arrival, the length
 * of the meeting on the claims of start and end. `null` means "not recorded".
 * @param known.now the device's clock in ms, to measure a meeting that still runs while it is scored
 * @param known.uploadedWithinDays days from the meeting to the posting of its papers; null while not posted
 */
export function collectEvidence(
  context: MeetingContext,
  state: MeetingState,
  known: { now?: number; uploadedWithinDays?: number | null } = {},
): MeetingEvidence {
  const { roll, rules } = context;
  const { attendance } = state;

  const soFar =
    state.ended === null && state.started !== null && known.now !== undefined
      ? Math.floor((known.now - state.started.startedAt) / 60_000)
      : null;
  const minutes = state.duration.minutes ?? (soFar !== null && soFar >= 0 && soFar <= 720 ? soFar : null);

  const speakersAllowed = new Set(
    roll
      .filter(
        (member) =>
          rules['speak.who'].value.includes(member.status) &&
          state.presence[member.memberId]?.presence === 'present',
      )
      .map((member) => member.memberId),
  );
  const spoke = new Set(
    state.opinions
      .filter((opinion) => opinion.speakerKind === 'member' && speakersAllowed.has(opinion.speakerId))
      .map((opinion) => opinion.speakerId),
  );

  const inBase = roll.filter((member) => rules['attendance.base'].value.includes(member.status));
  const limit = rules['attendance.max-consecutive-excused'].value;
  const longAbsent = inBase.filter((member) => {
    const presence = state.presence[member.memberId]?.presence ?? null;
    const inARow =
      presence === 'excused' ? member.excusedInARow + 1 : presence === null ? member.excusedInARow : 0;
    return inARow > limit;
  });

  const required = state.papers.filter((paper) => paper.role !== 'other');
  const counted = required.length > 0 ? required : state.papers;
  const postedAt = counted.map((paper) => paper.postedAt);
  const lastPosted = postedAt.some((at) => at === null) ? null : Math.max(...(postedAt as number[]));

  const requiredSteps = state.steps.filter((step) => step.rule?.required === true);
  const ideologySteps = state.steps.filter(
    (step) => step.rule?.entry === 'self-criticism' && step.status === 'finished',
  );
  const ideologySeconds = ideologySteps.map((step) => step.elapsedSeconds);

  const results = new Map(state.taskResults.map((result) => [result.taskId, result.state]));
  const done = context.lastMonthTasks.filter((task) => {
    const result = results.get(task.taskId) ?? task.state;
    return result === 'done' || result === 'done-late';
  });

  const decisions = state.votes.filter(
    (vote) => vote.status === 'closed' && (vote.matter === 'conclusion' || vote.matter === 'resolution'),
  );
  const heldOn = state.started?.heldOn ?? context.meeting.plannedOn;

  return {
    startedAt: minutes === null ? null : 0,
    endedAt: minutes,
    minimumMinutes: leastMinutes(context, state),
    isCombined: context.meeting.kind === 'combined',
    baseSize: attendance.base,
    present: attendance.present,
    excused: attendance.excused,
    unexcused: attendance.unexcused,
    membersWithLongAbsence: longAbsent.length,
    spoke: spoke.size,
    eligibleToSpeak: speakersAllowed.size,
    papersLeadHours:
      counted.length === 0 || lastPosted === null ? null : (startOf(context, state) - lastPosted) / HOUR_MS,
    papersPosted: state.papers.length === 0 ? null : state.papers.some((paper) => paper.postedAt !== null),
    noticeSentToAll:
      state.notices.length === 0
        ? null
        : state.notices.some((notice) => notice.recipients >= attendance.base),
    followerNotified:
      context.followers.length === 0 || state.notices.length === 0
        ? null
        : state.notices.some((notice) => notice.toFollower),
    hasCommittee: context.hasCommittee,
    committeeMet: state.committeeMeeting === null ? null : state.committeeMeeting.metOn <= heldOn,
    draftPrepared: state.papers.some((paper) => paper.role === 'draft-resolution') ? true : null,
    stepsDone: requiredSteps.filter((step) => step.status === 'finished' || step.status === 'running').length,
    stepsRequired: requiredSteps.length,
    ideologyMinutes:
      ideologySeconds.length === 0 || ideologySeconds.some((seconds) => seconds === null)
        ? null
        : Math.floor((ideologySeconds as number[]).reduce((sum, each) => sum + each, 0) / 60),
    thematicInMonth: context.thematicInMonth,
    lastMonthTasks: { total: context.lastMonthTasks.length, done: done.length },
    conclusionAdopted: decisions.length === 0 ? null : decisions.some((vote) => vote.result.passed),
    minutesKept: state.minutesRead !== null || state.minutesAdopted !== null ? true : null,
    minutesAdopted: state.minutesAdopted === null ? null : state.minutesAdopted.carried,
    tasksAssigned: state.tasks.length,
    uploadedWithinDays: known.uploadedWithinDays ?? null,
  };
}

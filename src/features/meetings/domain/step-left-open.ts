import type { StepEntry } from '#features/rulebooks/contract.ts';
import type { VoteMatter } from './entry.ts';
import type { MeetingState, StepState } from './fold.ts';
import type { MeetingContext } from './meeting-context.ts';
import { totalMeetingScore } from './total-meeting-score.ts';
import { unansweredPetitions } from './unanswered-petitions.ts';

/** What can be left open at a step that the meeting has gone on from. */
export type LeftOpen =
  | 'vote-running'
  | 'ballot-running'
  | 'not-voted'
  | 'not-carried'
  | 'no-recorder'
  | 'members-unmarked'
  | 'no-dues'
  | 'results-missing'
  | 'petitions-unanswered'
  | 'conclusions-in-conflict'
  | 'no-task'
  | 'score-incomplete'
  | 'minutes-not-read';

/** Votes that have a step of their own; one that carries settles the step. */
const VOTES_OF: Partial<Record<StepEntry, readonly VoteMatter[]>> = {
  agenda: ['agenda'],
  conclusion: ['conclusion', 'resolution'],
  score: ['score'],
  minutes: ['minutes'],
};
const AT_HOME = new Set(Object.values(VOTES_OF).flat());

/**
 * The step during which something was opened: that of its item, else the one that had begun last by the devices'
 * own clocks. Those are claims, and good enough to show a person where to look.
 */
function stepOfOpened(state: MeetingState, opened: { itemId: string | null; at: number }): string | null {
  const item = state.agenda.find((each) => each.itemId === opened.itemId);
  if (item?.step) return item.step;
  let found: StepState | null = null;
  for (const step of state.steps)
    if (
      step.startedAt !== null &&
      step.startedAt <= opened.at &&
      (found === null || step.startedAt > (found.startedAt ?? 0))
    )
      found = step;
  return found?.step ?? null;
}

function votesLeft(context: MeetingContext, state: MeetingState, step: StepState): LeftOpen[] {
  const matters = step.rule ? VOTES_OF[step.rule.entry] : undefined;
  const left: LeftOpen[] = [];
  const running = state.votes.some(
    (vote) =>
      vote.status === 'open' &&
      (AT_HOME.has(vote.matter)
        ? matters?.includes(vote.matter) === true
        : stepOfOpened(state, vote) === step.step),
  );
  if (running) left.push('vote-running');
  if (state.ballots.some((each) => each.status === 'open' && stepOfOpened(state, each) === step.step))
    left.push('ballot-running');
  if (matters === undefined || running) return left;
  if (step.rule?.entry === 'score' && !context.rules['score.adopted-by-vote'].value) return left;
  const closed = state.votes.filter((vote) => vote.status === 'closed' && matters.includes(vote.matter));
  const isCarried =
    step.rule?.entry === 'score'
      ? state.scoreAdopted?.carried === true
      : closed.some((vote) => vote.result.passed);
  if (!isCarried) left.push(closed.some((vote) => !vote.result.passed) ? 'not-carried' : 'not-voted');
  return left;
}

function recordsLeft(context: MeetingContext, state: MeetingState, step: StepState): LeftOpen[] {
  const when = (isOpen: boolean, left: LeftOpen): LeftOpen[] => (isOpen ? [left] : []);
  switch (step.rule?.entry) {
    case 'recorder':
      return when(state.recorderId === null, 'no-recorder');
    case 'roll-call':
      return when(state.attendance.unmarked > 0, 'members-unmarked');
    case 'dues':
      return when(state.dues === null, 'no-dues');
    case 'task-review': {
      const judged = new Set(state.taskResults.map((result) => result.taskId));
      return when(
        context.lastMonthTasks.some((task) => task.state === 'open' && !judged.has(task.taskId)),
        'results-missing',
      );
    }
    case 'petitions':
      return when(unansweredPetitions(state).length > 0, 'petitions-unanswered');
    case 'conclusion':
      return when(
        state.conclusions.some((each) => each.inConflict),
        'conclusions-in-conflict',
      );
    case 'task-assignment':
      return when(state.tasks.length === 0, 'no-task');
    case 'score':
      return when(totalMeetingScore(context, state).own === null, 'score-incomplete');
    case 'minutes':
      return when(state.minutesRead === null, 'minutes-not-read');
    default:
      return [];
  }
}

/**
 * What a finished step was left without: its vote, its ballot, its record. Empty for a step that is done, and for one
 * that runs, waits or was skipped with a reason. It stops nobody: the meeting goes on, and the page says what is open.
 */
export function leftOpen(context: MeetingContext, state: MeetingState, step: StepState): LeftOpen[] {
  if (step.status !== 'finished') return [];
  return [...votesLeft(context, state, step), ...recordsLeft(context, state, step)];
}

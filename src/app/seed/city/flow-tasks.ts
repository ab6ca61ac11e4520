import type { YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Random } from '../random.ts';
import { calibration } from './calibration.ts';
import { clamp, howMany, logistic, logit } from './draw.ts';
import type { LivedMeeting, LivingTask, TaskOutcome } from './lived-meeting.ts';
import { CAUSES, EVIDENCE, TASKS } from './meeting-words.ts';
import type { PlannedBranch } from './plan-units.ts';
import type { SeededIds } from './seeded-ids.ts';
import type { DayNumber } from './timeline.ts';

/** After so many meetings a task that is not done is given up. */
const HEARD_AT_MOST = 4;

/** What a meeting finds of the tasks before it. */
export function judgeTasks(
  open: readonly LivingTask[],
  heldOn: DayNumber,
  quality: number,
  random: Random,
): LivedMeeting['before'] {
  return open.map((task) => {
    const heard = task.heard + 1;
    const odds = logit(calibration.meetings.tasksDone) + 0.8 * quality + (heard > 1 ? 0.3 : 0);
    let outcome: TaskOutcome;
    if (random.chance(clamp(logistic(odds), 0.1, 0.98))) {
      const isLate = heldOn > task.dueOn && random.chance(0.35 + 0.2 * (heard - 1));
      outcome = {
        state: isLate ? 'done-late' : 'done',
        percent: 100,
        cause: null,
        evidence: random.pick(EVIDENCE),
      };
    } else {
      const isGivenUp = heard >= HEARD_AT_MOST;
      outcome = {
        state: isGivenUp ? 'cannot-be-done' : 'in-progress',
        percent: isGivenUp ? null : random.pick([30, 50, 70]),
        cause: random.pick(CAUSES),
        evidence: null,
      };
    }
    return { task, outcome };
  });
}

/** What a meeting gives its members to do until the next one. A weak branch gives hardly anything. */
export function giveTasks(
  branch: PlannedBranch,
  meeting: { id: Id; month: YearMonth; next: { month: YearMonth; first: DayNumber }; heldMs: number },
  eligible: readonly number[],
  quality: number,
  ids: SeededIds,
  random: Random,
): LivingTask[] {
  if (eligible.length === 0) return [];
  const count = branch.isWeak ? random.between(0, 1) : 1 + howMany(random, clamp(0.9 + 0.3 * quality, 0, 2));
  const pool = TASKS[branch.sector];
  const start = random.between(0, pool.length - 1);
  return Array.from({ length: count }, (_, i) => {
    const [title, output] = pool[(start + i) % pool.length]!;
    return {
      id: ids.next('task', meeting.heldMs),
      title,
      output,
      owner: random.pick(eligible),
      dueOn: meeting.next.first + random.between(0, 24),
      reportMonth: meeting.next.month,
      assignedInMonth: meeting.month,
      meetingId: meeting.id,
      state: 'open',
      percent: null,
      cause: null,
      evidence: null,
      heard: 0,
    };
  });
}

import type { CivilDate } from '#kernel/civil-date.ts';

/** What the unit itself last said of the work. */
export const WORK_STATES = ['open', 'in-progress', 'done', 'done-late', 'cannot-be-done'] as const;
export type WorkState = (typeof WORK_STATES)[number];

/** What a unit may report; `done-late` is never typed, it follows from the day the work was finished. */
export const REPORTED_STATES = ['in-progress', 'done', 'cannot-be-done'] as const;
export type ReportedState = (typeof REPORTED_STATES)[number];

/** Where a duty stands, as everybody sees it. */
export const DUTY_STATES = [
  'not-received',
  'received',
  'accepted',
  'localised',
  'declined',
  'in-progress',
  'overdue',
  'done',
  'done-late',
  'cannot-be-done',
  'released',
] as const;
export type DutyState = (typeof DUTY_STATES)[number];

/** Why work is late or cannot be done: counted by the sender, so it is chosen and not typed. */
export const CAUSES = ['people', 'money', 'other-body', 'unclear', 'time', 'circumstances', 'other'] as const;
export type Cause = (typeof CAUSES)[number];

export type DutyFacts = {
  isReceived: boolean;
  answer: 'accepted' | 'declined' | null;
  /** The unit has issued a plan of its own under it. */
  isLocalised: boolean;
  isReleased: boolean;
  work: WorkState;
  dueOn: CivilDate;
};

const FINISHED: ReadonlySet<WorkState> = new Set(['done', 'done-late', 'cannot-be-done']);

/** Nothing more is expected of the unit. */
export const isSettled = (duty: Pick<DutyFacts, 'work' | 'isReleased'>): boolean =>
  duty.isReleased || FINISHED.has(duty.work);

/**
 * Where a duty stands on a day. What is finished stays finished; a reason why not stands until the sender has ruled on
 * it; what is open after its due day is overdue whatever was said before; the due day itself still counts as in time.
 */
export function dutyState(duty: DutyFacts, today: CivilDate): DutyState {
  if (duty.isReleased) return 'released';
  if (FINISHED.has(duty.work)) return duty.work as DutyState;
  if (duty.answer === 'declined') return 'declined';
  if (duty.dueOn < today) return 'overdue';
  if (duty.work === 'in-progress') return 'in-progress';
  if (duty.isLocalised) return 'localised';
  if (duty.answer === 'accepted') return 'accepted';
  return duty.isReceived ? 'received' : 'not-received';
}

/** The state that a report leaves behind: finished after the due day is late. */
export const workAfter = (reported: ReportedState, doneOn: CivilDate, dueOn: CivilDate): WorkState =>
  reported === 'done' && doneOn > dueOn ? 'done-late' : reported;

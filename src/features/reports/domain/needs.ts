import type { MeetingStage } from '#features/meetings/contract.ts';

/**
 * Why a branch needs the committee's attention this month, the most pressing first. Each is a fact that the system
 * holds, with the meeting it came from.
 */
export const NEEDS = [
  'not-planned',
  'not-held',
  'papers-not-sent',
  'low-attendance',
  'score-unconfirmed',
  'minutes-late',
  'thematic-missing',
  'tasks-overdue',
] as const;
export type Need = (typeof NEEDS)[number];

/** The meeting has taken place, whether or not its record is closed. */
export const isHeld = (meeting: { stage: MeetingStage }): boolean =>
  meeting.stage === 'ended' || meeting.stage === 'closed';

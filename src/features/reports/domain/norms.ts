import type { Threshold } from '#features/rulebooks/contract.ts';

/** By what a branch is judged to need a look: the rules in force today for the top of the tree, alike for all. */
export type Norms = {
  attendanceTarget: Threshold;
  /** Days after a meeting in which its result must be posted; null when no rule asks for it. */
  postWithinDays: number | null;
  thematicPerQuarter: number;
  followerConfirmsScore: boolean;
};

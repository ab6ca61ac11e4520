import type { Sector, UnitKind } from '#features/units/contract.ts';
import type { Id } from '#kernel/ids.ts';

/** How a part of a unit that is split is told: by words in the name of a unit below, or in the address of a member. */
export type SplitPart = {
  intoId: Id;
  /** Percent of the unit, when the plan tells it; then all of them together are a hundred. */
  share: number | null;
  /** Residential groups or streets: `Tổ 5`, `phố Vọng`. Empty when people assign one by one. */
  words: readonly string[];
};

/**
 * One step (bước). All steps of a plan happen on the same day, in no order. A unit that the plan founds has its id from the
 * beginning, so that other steps can speak of it.
 */
export type PlanStep =
  | {
      kind: 'found';
      unitId: Id;
      name: string;
      code: string | null;
      unitKind: UnitKind;
      sector: Sector | null;
      parentId: Id;
    }
  | { kind: 'rename'; unitId: Id; name: string }
  | { kind: 'recode'; unitId: Id; code: string | null }
  | { kind: 'move'; unitId: Id; parentId: Id }
  | { kind: 'change-kind'; unitId: Id; unitKind: UnitKind; sector: Sector | null }
  /** The unit ends; what is below it, its members and its open work go to the other one. */
  | { kind: 'merge'; unitId: Id; intoId: Id }
  /**
   * What is below the unit and its members are shared out. The unit ends, unless it is one of its own parts. `restId`
   * takes what neither words nor people give a place; without it that is asked for.
   */
  | { kind: 'split'; unitId: Id; parts: readonly SplitPart[]; restId: Id | null }
  /** The unit ends and nobody carries it on: it must be empty by then. */
  | { kind: 'end'; unitId: Id };
/** What the paper of the plan says about the place of a unit from the day on; null what it does not say. */
export type ToldPlace = { unitId: Id; km2: number | null; people: number | null };

export type StepKind = PlanStep['kind'];
export const STEP_KINDS = [
  'found',
  'rename',
  'recode',
  'move',
  'merge',
  'split',
  'end',
  'change-kind',
] as const satisfies readonly StepKind[];

/** Nháp, đã lấy ý kiến, đã phê duyệt, đã đặt lịch, đã thực hiện, đã dừng. */
export const PLAN_STATES = ['draft', 'consulted', 'approved', 'scheduled', 'applied', 'given-up'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** What may be done with a plan next. `apply` waits for the day; before it `unschedule` takes everything back. */
export const PLAN_MOVES = ['consult', 'approve', 'reopen', 'schedule', 'unschedule', 'apply'] as const;
export type PlanMove = (typeof PLAN_MOVES)[number];

const COURSE: Record<PlanState, Partial<Record<PlanMove, PlanState>>> = {
  draft: { consult: 'consulted', approve: 'approved' },
  consulted: { approve: 'approved', reopen: 'draft' },
  approved: { schedule: 'scheduled', reopen: 'draft' },
  scheduled: { unschedule: 'approved', apply: 'applied' },
  applied: {},
  'given-up': {},
};

export const stateAfter = (state: PlanState, move: PlanMove): PlanState | undefined => COURSE[state][move];
export const movesFrom = (state: PlanState): PlanMove[] =>
  PLAN_MOVES.filter((move) => COURSE[state][move] !== undefined);

/**
 * Steps are written until the plan is approved; who goes where is settled until it is scheduled, and of those who come
 * later until it takes effect.
 */
export const mayEditSteps = (state: PlanState): boolean => state === 'draft' || state === 'consulted';
export const mayAssign = (state: PlanState): boolean => state !== 'applied' && state !== 'given-up';
/** A plan that nobody has approved is given up; one with a decision is opened again first. */
export const mayGiveUp = mayEditSteps;

/** Units that a step speaks of. */
export function unitsOf(step: PlanStep): Id[] {
  switch (step.kind) {
    case 'found':
    case 'move':
      return [step.unitId, step.parentId];
    case 'merge':
      return [step.unitId, step.intoId];
    case 'split':
      return [step.unitId, ...step.parts.map((part) => part.intoId)];
    default:
      return [step.unitId];
  }
}

/** Whether the unit itself goes on as one of its parts. */
export const keepsPart = (step: PlanStep): boolean =>
  step.kind === 'split' && step.parts.some((part) => part.intoId === step.unitId);

export const endsUnit = (step: PlanStep): boolean =>
  step.kind === 'merge' || step.kind === 'end' || (step.kind === 'split' && !keepsPart(step));

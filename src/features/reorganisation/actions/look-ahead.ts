import { arrivalsTo } from '#features/transfers/public.ts';
import { bearersOfCodes, treeUnder } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { type PlanRow, selectAssigned, selectPeople, selectSteps } from '../db/plans.sql.ts';
import { type BaseDifference, differencesOf } from '../domain/base.ts';
import { type Foreseen, foresee, type PlanInput, type TreeUnit } from '../domain/foresee.ts';
import { endsUnit, type PlanStep } from '../domain/plan.ts';

export type LookAhead = {
  input: PlanInput;
  foreseen: Foreseen;
  /** What has changed about the units of the plan since its steps were written. */
  differences: BaseDifference[];
};

/** The units of a committee's part of the tree on a day; the committee itself hangs on nothing. */
export async function treeOf(tx: Tx, place: Place, on: CivilDate): Promise<TreeUnit[]> {
  const found = await treeUnder(tx, place.unitId, place.above.length, on);
  return found.map((unit) => (unit.id === place.unitId ? { ...unit, parentId: null } : unit));
}

const givenCodes = (steps: readonly PlanStep[]): string[] =>
  steps.flatMap((step) =>
    (step.kind === 'found' || step.kind === 'recode') && step.code ? [step.code] : [],
  );

/** What a plan would do to the tree of its day, with what people have decided so far. */
export async function lookAhead(
  tx: Tx,
  place: Place,
  plan: PlanRow,
  known?: { steps: readonly PlanStep[] },
): Promise<LookAhead> {
  const steps = known?.steps ?? (await selectSteps(tx, plan.id));
  // A plan that took effect is looked at from the day before.
  const day = plan.state === 'applied' ? addDays(plan.on, -1) : plan.on;
  const units = await treeOf(tx, place, day);
  const shared = steps.flatMap((step) => (step.kind === 'split' || step.kind === 'end' ? [step.unitId] : []));
  const bearers = await bearersOfCodes(
    tx,
    givenCodes(steps),
    plan.on,
    units.map((unit) => unit.id),
  );
  const input: PlanInput = {
    rootId: place.unitId,
    on: plan.on,
    units,
    people: await selectPeople(tx, shared as Id[], day),
    arrivals: await arrivalsTo(
      tx,
      steps.flatMap((step) => (step.kind === 'split' && endsUnit(step) ? [step.unitId] : [])),
    ),
    codesElsewhere: new Map(bearers.map(({ code, name }) => [code, name])),
    depthOfRoot: place.above.length,
    steps,
    assigned: await selectAssigned(tx, plan.id),
  };
  return { input, foreseen: foresee(input), differences: differencesOf(plan.base, units, steps) };
}

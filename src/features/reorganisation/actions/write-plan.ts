import type { Place } from '#kernel/actor.ts';
import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import {
  claimUnits,
  clearDecision,
  insertEvent,
  insertPlan,
  type PlanRow,
  releaseUnits,
  replaceSteps,
  selectLateAssigned,
  selectPlan,
  setBase,
  setDecision,
  setState,
  setToldPlaces,
  updatePlan,
  upsertAssignments,
} from '../db/plans.sql.ts';
import { baseOf } from '../domain/base.ts';
import { fittingLevels } from '../domain/fit-levels.ts';
import {
  mayAssign,
  mayEditSteps,
  mayGiveUp,
  type PlanMove,
  type PlanStep,
  stateAfter,
  type ToldPlace,
  unitsOf,
} from '../domain/plan.ts';
import { lookAgain } from './look-again.ts';
import { lookAhead, treeOf } from './look-ahead.ts';
import { numberPapers } from './make-papers.ts';

export type Writer = { tx: Tx; today: CivilDate; nowMs: number; by: Id | null };

/** The plan, held until the transaction ends. Errors: `platform.not-found` for that of another committee. */
export async function holdPlan(tx: Tx, unitId: Id, planId: Id): Promise<PlanRow> {
  const plan = await selectPlan(tx, planId, 'lock');
  if (!plan || plan.unitId !== unitId) throw new DomainError({ code: 'platform.not-found' });
  return plan;
}

const closed = () => new DomainError({ code: 'reorganisation.steps-closed' });

/** Errors: `platform.not-found` when it corrects a plan of another committee, `reorganisation.not-applied`. */
export async function createPlan(
  { tx, nowMs, by }: Writer,
  plan: { unitId: Id; title: string; on: CivilDate; correctsId: Id | null },
): Promise<Id> {
  if (plan.correctsId) {
    const corrected = await holdPlan(tx, plan.unitId, plan.correctsId);
    if (corrected.state !== 'applied')
      throw new DomainError({ code: 'reorganisation.not-applied', field: 'correctsId' });
  }
  const id = newId(nowMs);
  await insertPlan(tx, { ...plan, id, by }, nowMs);
  await insertEvent(tx, { planId: id, move: 'create', note: null, by }, nowMs);
  return id;
}

/** Writes all steps of a plan anew, on the tree as it stands. Errors: `reorganisation.steps-closed`. */
export async function writeSteps(
  { tx }: Pick<Writer, 'tx'>,
  place: Place,
  plan: PlanRow,
  steps: readonly PlanStep[],
  about: { title: string; on: CivilDate } = plan,
  told: readonly ToldPlace[] = plan.toldPlaces,
): Promise<void> {
  if (!mayEditSteps(plan.state)) throw closed();
  await updatePlan(tx, plan.id, about);
  const units = await treeOf(tx, place, about.on);
  await replaceSteps(tx, plan.id, steps, baseOf(units, steps));
  // Figures of units that the steps do not speak of any more go with them.
  const spokenOf = new Set(steps.flatMap(unitsOf));
  await setToldPlaces(
    tx,
    plan.id,
    told.filter(({ unitId }) => spokenOf.has(unitId)),
  );
}

/**
 * Takes the tree as it is now as what the plan is about. A scheduled plan stays scheduled, when its steps still can be: what
 * they say nothing about is assigned. Errors: `reorganisation.steps-closed`, `reorganisation.has-problems`.
 */
export async function takeNewBase(writer: Writer, place: Place, plan: PlanRow): Promise<void> {
  if (!mayAssign(plan.state)) throw closed();
  const { tx, nowMs, by } = writer;
  const { input, foreseen, differences } = await lookAhead(tx, place, plan);
  if (plan.state === 'scheduled' && foreseen.problems.length > 0)
    throw new DomainError({
      code: 'reorganisation.has-problems',
      facts: { count: foreseen.problems.length },
    });
  await setBase(tx, plan.id, baseOf(input.units, input.steps));
  if (plan.state !== 'scheduled') return;
  if (differences.length > 0)
    await insertEvent(tx, { planId: plan.id, move: 'rebase', note: null, by }, nowMs);
  await lookAgain(tx, place, plan.id);
}

/**
 * Where each goes. Of a scheduled plan only what came since: the rest is what was approved, and has its papers. Errors:
 * `reorganisation.steps-closed`, `reorganisation.not-a-choice` when one of them cannot go there, `reorganisation.settled`.
 */
export async function assign(
  { tx, nowMs }: Writer,
  place: Place,
  plan: PlanRow,
  assigned: readonly { subjectId: Id; intoId: Id }[],
  by: Id,
): Promise<void> {
  if (!mayAssign(plan.state)) throw closed();
  const { input, foreseen } = await lookAhead(tx, place, plan);
  const choices = new Map<Id, Set<Id>>();
  for (const step of input.steps) {
    if (step.kind !== 'split') continue;
    const into = new Set(step.parts.map((part) => part.intoId));
    for (const unit of input.units) if (unit.parentId === step.unitId) choices.set(unit.id, into);
    for (const person of input.people)
      if (person.branchId === step.unitId) choices.set(person.personId, into);
    for (const arrival of input.arrivals)
      if (arrival.branchId === step.unitId) choices.set(arrival.transferId, into);
  }
  if (!assigned.every(({ subjectId, intoId }) => choices.get(subjectId)?.has(intoId)))
    throw new DomainError({ code: 'reorganisation.not-a-choice', field: 'assigned' });
  if (plan.state === 'scheduled') {
    const open = new Set(
      [...foreseen.undecided, ...(await selectLateAssigned(tx, plan.id))].map(({ subjectId }) => subjectId),
    );
    if (!assigned.every(({ subjectId }) => open.has(subjectId)))
      throw new DomainError({ code: 'reorganisation.settled', field: 'assigned' });
  }
  await upsertAssignments(tx, plan.id, assigned, by, nowMs);
  if (plan.state !== 'scheduled') return;
  await insertEvent(tx, { planId: plan.id, move: 'assign', note: String(assigned.length), by }, nowMs);
  await lookAgain(tx, place, plan.id);
}

/** Adds the steps that give units the level that may stand where the plan puts them; says how many. */
export async function addFittingLevels(
  writer: Pick<Writer, 'tx'>,
  place: Place,
  plan: PlanRow,
): Promise<number> {
  if (!mayEditSteps(plan.state)) throw closed();
  const { input, foreseen } = await lookAhead(writer.tx, place, plan);
  const more = fittingLevels(foreseen, input.steps, plan.on);
  if (more.length > 0) await writeSteps(writer, place, plan, [...input.steps, ...more]);
  return more.length;
}

/**
 * Gives a plan up that nobody approved; it keeps its steps and its way. Errors: `reorganisation.given-up`,
 * `reorganisation.already-decided`.
 */
export async function giveUpPlan(
  { tx, nowMs, by }: Pick<Writer, 'tx' | 'nowMs' | 'by'>,
  plan: PlanRow,
  reason: string,
): Promise<void> {
  if (plan.state === 'given-up') throw new DomainError({ code: 'reorganisation.given-up' });
  if (!mayGiveUp(plan.state)) throw new DomainError({ code: 'reorganisation.already-decided' });
  await setState(tx, plan.id, 'given-up');
  await insertEvent(tx, { planId: plan.id, move: 'give-up', note: reason, by }, nowMs);
}

export type PlanDecision = { number: string; on: CivilDate; issuedBy: string | null };

/**
 * Moves a plan to its next state. It is scheduled only when nothing is wrong and nothing is left to decide, and takes its
 * units for that day. Errors: `reorganisation.not-now`, `reorganisation.decision-missing`, `units.decision-in-future`,
 * `reorganisation.no-steps`, `reorganisation.base-changed`, `reorganisation.has-problems`, `reorganisation.undecided`,
 * `reorganisation.two-plans`.
 */
export async function movePlan(
  { tx, today, nowMs, by }: Writer,
  place: Place,
  plan: PlanRow,
  move: Exclude<PlanMove, 'apply'>,
  said: { decision: PlanDecision | null; note: string | null },
): Promise<void> {
  const next = stateAfter(plan.state, move);
  if (!next) throw new DomainError({ code: 'reorganisation.not-now' });
  if (move === 'approve') {
    if (!said.decision) throw new DomainError({ code: 'reorganisation.decision-missing', field: 'decision' });
    if (said.decision.on > today)
      throw new DomainError({ code: 'units.decision-in-future', field: 'decision.on', facts: { today } });
    await setDecision(tx, plan.id, said.decision);
  }
  if (move === 'approve' || move === 'schedule') {
    const ahead = await lookAhead(tx, place, plan);
    const { input, foreseen, differences } = ahead;
    if (input.steps.length === 0) throw new DomainError({ code: 'reorganisation.no-steps' });
    if (differences.length > 0)
      throw new DomainError({ code: 'reorganisation.base-changed', facts: { count: differences.length } });
    if (foreseen.problems.length > 0)
      throw new DomainError({
        code: 'reorganisation.has-problems',
        facts: { count: foreseen.problems.length },
      });
    if (move === 'schedule') {
      if (foreseen.undecided.length > 0)
        throw new DomainError({
          code: 'reorganisation.undecided',
          facts: { count: foreseen.undecided.length },
        });
      const taken = await claimUnits(tx, plan, [...new Set(input.steps.map((step) => step.unitId))]);
      if (taken) throw new DomainError({ code: 'reorganisation.two-plans', facts: taken });
      await numberPapers(tx, plan, ahead, today);
    }
  }
  if (move === 'unschedule') await releaseUnits(tx, plan.id);
  await setState(tx, plan.id, next);
  // A plan that is opened again stands on no decision; its way keeps which one it was.
  const dropped = move === 'reopen' && plan.decision && plan.decidedOn;
  if (dropped) await clearDecision(tx, plan.id);
  const which = dropped ? `${plan.decision}, ${formatCivilDate(plan.decidedOn!)}` : null;
  const note = [which, said.note].filter(Boolean).join('. ') || null;
  await insertEvent(tx, { planId: plan.id, move, note, by }, nowMs);
  if (next === 'scheduled') await lookAgain(tx, place, plan.id);
}

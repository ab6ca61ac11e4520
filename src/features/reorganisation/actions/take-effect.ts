import { holdStructure, placeInLife, restructure } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import { faultOf } from '#platform/fault.ts';
import { type World, whatStands } from '#platform/feature.ts';
import { countAll, insertEvent, type Outcome, selectDue, selectPlan, setApplied } from '../db/plans.sql.ts';
import { placeFlows } from '../domain/places-after.ts';
import { lookAhead } from './look-ahead.ts';

export type EffectContext = {
  tx: Tx;
  world: World;
  today: CivilDate;
  nowMs: number;
  /** Null when the day lets it take effect. */
  by: Id | null;
  language: 'vi' | 'en';
  /** Told what is done, for whoever waits. */
  told?: (part: number, what: string) => void;
};

/**
 * Lets a scheduled plan take effect: the tree, the members, the posts, the open work, in the transaction of the caller, so
 * that all of it is there or nothing. Judged anew on the tree as it is now. Errors: `reorganisation.not-scheduled`,
 * `reorganisation.not-yet`, `reorganisation.base-changed`, `reorganisation.has-problems`, `reorganisation.undecided`,
 * `reorganisation.still-standing`, `units.later-changes`, `units.code-taken`.
 */
export async function takeEffect(context: EffectContext, planId: Id): Promise<Outcome> {
  const { tx, world, today, nowMs, by, language } = context;
  const told = context.told ?? (() => {});
  await holdStructure(tx);
  const plan = await selectPlan(tx, planId, 'lock');
  if (!plan) throw new DomainError({ code: 'platform.not-found' });
  if (plan.state !== 'scheduled' || plan.decision === null || plan.decidedOn === null)
    throw new DomainError({ code: 'reorganisation.not-scheduled' });
  if (today < plan.on) throw new DomainError({ code: 'reorganisation.not-yet', facts: { on: plan.on } });
  const place = await placeInLife(tx, plan.unitId, today);
  const depth = place.above.length;
  const { input, foreseen, differences } = await lookAhead(tx, place, plan);
  told(0.2, 'đối chiếu cây tổ chức / tree compared');
  if (differences.length > 0)
    throw new DomainError({ code: 'reorganisation.base-changed', facts: { count: differences.length } });
  if (foreseen.problems.length > 0)
    throw new DomainError({
      code: 'reorganisation.has-problems',
      facts: { count: foreseen.problems.length },
    });
  if (foreseen.undecided.length > 0)
    throw new DomainError({ code: 'reorganisation.undecided', facts: { count: foreseen.undecided.length } });

  const before = await countAll(tx, plan.unitId, depth, plan.on);
  const { changes } = foreseen;
  const decision = { number: plan.decision, on: plan.decidedOn, issuedBy: plan.issuedBy };
  await restructure(
    { tx, world, today, nowMs, by, language },
    plan.on,
    {
      ...changes,
      founded: changes.founded.map(({ id, parentId, ...unit }) => ({
        ...unit,
        unitId: id,
        parentId: parentId ?? plan.unitId,
      })),
    },
    decision,
  );
  told(0.6, 'viết lại cây tổ chức / tree written');
  const endedIds = changes.ended.map((each) => each.unitId);
  const places = placeFlows(input.units, input.steps);
  const carrying = world.features.filter((feature) => feature.carry);
  for (const [at, feature] of carrying.entries()) {
    await feature.carry?.(tx, {
      on: plan.on,
      today,
      nowMs,
      decision,
      by,
      planId,
      endedIds,
      ended: changes.ended,
      joined: changes.joined,
      people: changes.people,
      arriving: changes.arriving,
      places,
      toldPlaces: plan.toldPlaces,
    });
    told(0.6 + (0.29 * (at + 1)) / carrying.length, feature.name);
  }
  told(0.9, 'bàn giao đảng viên, nhiệm vụ / members and tasks handed over');
  const left =
    endedIds.length > 0
      ? (await whatStands(world, tx, endedIds, plan.on)).filter(({ inPlan }) => inPlan !== 'keep')
      : [];
  if (left.length > 0) {
    const sums = new Map<string, number>();
    for (const { what, count } of left) sums.set(what[language], (sums.get(what[language]) ?? 0) + count);
    throw new DomainError({
      code: 'reorganisation.still-standing',
      facts: { what: [...sums].map(([what, count]) => `${count} ${what}`).join(', ') },
    });
  }
  const after = await countAll(tx, plan.unitId, depth, plan.on);
  // Whatever the plan: nobody and nothing may be lost, or it does not take effect.
  if (after.members !== before.members || after.tasks !== before.tasks)
    throw new DomainError({
      code: 'reorganisation.lost',
      facts: { members: before.members - after.members, tasks: before.tasks - after.tasks },
    });
  const outcome: Outcome = {
    members: { before: before.members, after: after.members },
    tasks: { before: before.tasks, after: after.tasks },
    founded: changes.founded.length,
    renamed: changes.renamed.length,
    recoded: changes.recoded.length,
    rekinded: changes.rekinded.length,
    moved: changes.moved.length,
    ended: endedIds.length,
    people: changes.people.length,
  };
  await setApplied(tx, planId, outcome, nowMs);
  await insertEvent(tx, { planId, move: 'apply', note: null, by }, nowMs);
  told(1, 'xong / done');
  return outcome;
}

/** Lets every plan take effect whose day has come, each in a transaction of its own; what is refused stays scheduled. */
export async function takeDueEffect(world: World, today: CivilDate): Promise<{ done: Id[]; refused: Id[] }> {
  const due = await inTransaction(world.db, 'read', (tx) => selectDue(tx, today));
  const done: Id[] = [];
  const refused: Id[] = [];
  for (const { id } of due)
    try {
      await inTransaction(world.db, 'write', (tx) =>
        takeEffect({ tx, world, today, nowMs: world.clock.now(), by: null, language: 'vi' }, id),
      );
      done.push(id);
    } catch (error) {
      // Another server, or somebody by hand, was faster since the list was read, or gave the plan up.
      if (error instanceof DomainError && error.refusal.code === 'reorganisation.not-scheduled') continue;
      // Whatever it is that this one fails by, the others have their day as well.
      if (error instanceof DomainError)
        world.log.warn({ plan: id, code: error.refusal.code }, 'plan did not take effect');
      else world.log.error({ plan: id, ...faultOf(error) }, 'plan did not take effect');
      refused.push(id);
    }
  return { done, refused };
}

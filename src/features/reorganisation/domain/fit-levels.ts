import { mayStandUnder, type UnitKind } from '#features/units/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Changes, Foreseen, TreeUnit } from './foresee.ts';
import type { PlanStep } from './plan.ts';

/** The level beside each: the same sort of unit, directly at the base or below it. */
const BESIDE: Partial<Record<UnitKind, UnitKind>> = {
  'sub-committee': 'base-committee',
  'base-committee': 'sub-committee',
  branch: 'base-branch',
  'base-branch': 'branch',
};

/**
 * Steps that give units the level that may stand where a plan puts them, when there is just one and what is below may stay
 * below it: a sub-committee of a commune becomes a base committee under the new ward. What the plan does not touch, and units
 * whose level it gives already, are left to people.
 */
export function fittingLevels(
  { after, changes }: Pick<Foreseen, 'after'> & { changes: Pick<Changes, 'moved' | 'rekinded'> },
  steps: readonly PlanStep[],
  on: CivilDate,
): Extract<PlanStep, { kind: 'change-kind' }>[] {
  const byId = new Map(after.map((unit) => [unit.id, unit]));
  const below = new Map<Id, TreeUnit[]>();
  for (const unit of after)
    if (unit.parentId !== null) {
      const known = below.get(unit.parentId);
      if (known) known.push(unit);
      else below.set(unit.parentId, [unit]);
    }
  const given = new Set(
    steps.flatMap((step) => (step.kind === 'found' || step.kind === 'change-kind' ? [step.unitId] : [])),
  );
  const moved = new Set(changes.moved.map(({ unitId }) => unitId));
  const rekinded = new Set(changes.rekinded.map(({ unitId }) => unitId));
  return after.flatMap((unit) => {
    if (!moved.has(unit.id) && !(unit.parentId !== null && rekinded.has(unit.parentId))) return [];
    const parent = unit.parentId === null ? undefined : byId.get(unit.parentId);
    if (!parent || given.has(unit.id) || mayStandUnder(unit.kind, parent.kind, on)) return [];
    const unitKind = BESIDE[unit.kind];
    const fits =
      unitKind !== undefined &&
      mayStandUnder(unitKind, parent.kind, on) &&
      (below.get(unit.id) ?? []).every((child) => mayStandUnder(child.kind, unitKind, on));
    return fits ? [{ kind: 'change-kind', unitId: unit.id, unitKind, sector: unit.sector }] : [];
  });
}

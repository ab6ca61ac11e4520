import type { Id } from '#kernel/ids.ts';
import type { TreeUnit } from './foresee.ts';
import { endsUnit, type PlanStep, unitsOf } from './plan.ts';

/** A unit as the plan knew it when its steps were written. */
export type BaseUnit = Pick<TreeUnit, 'id' | 'name' | 'kind' | 'code' | 'parentId'>;

export type BaseDifference = {
  unitId: Id;
  name: string;
  what: 'gone' | 'come' | 'name' | 'code' | 'kind' | 'parent';
  before: string | null;
  after: string | null;
};

/** The units that the steps speak of, and what lies directly below those that end or are shared out. */
export function baseOf(units: readonly TreeUnit[], steps: readonly PlanStep[]): BaseUnit[] {
  const spokenOf = new Set(steps.flatMap(unitsOf));
  const sharedOut = new Set(
    steps.filter((step) => endsUnit(step) || step.kind === 'split').map((step) => step.unitId),
  );
  return units
    .filter((unit) => spokenOf.has(unit.id) || (unit.parentId !== null && sharedOut.has(unit.parentId)))
    .map(({ id, name, kind, code, parentId }) => ({ id, name, kind, code, parentId }));
}

/** What has changed about those units since. */
export function differencesOf(
  base: readonly BaseUnit[],
  units: readonly TreeUnit[],
  steps: readonly PlanStep[],
): BaseDifference[] {
  const now = new Map(baseOf(units, steps).map((unit) => [unit.id, unit]));
  const was = new Map(base.map((unit) => [unit.id, unit]));
  const nameOf = new Map(units.map((unit) => [unit.id, unit.name]));
  const found: BaseDifference[] = [];
  for (const unit of base) {
    const today = now.get(unit.id);
    const tell = (what: BaseDifference['what'], before: string | null, after: string | null) =>
      found.push({ unitId: unit.id, name: unit.name, what, before, after });
    if (!today) {
      tell('gone', null, null);
      continue;
    }
    if (unit.name !== today.name) tell('name', unit.name, today.name);
    if (unit.code !== today.code) tell('code', unit.code, today.code);
    if (unit.kind !== today.kind) tell('kind', unit.kind, today.kind);
    if (unit.parentId !== today.parentId)
      tell('parent', nameOf.get(unit.parentId ?? '') ?? null, nameOf.get(today.parentId ?? '') ?? null);
  }
  for (const unit of now.values())
    if (!was.has(unit.id))
      found.push({ unitId: unit.id, name: unit.name, what: 'come', before: null, after: null });
  return found;
}

import {
  joinPlaces,
  type PlacePart,
  type PlaceSize,
  placeKindOf,
  placeWithin,
} from '#features/sizes/contract.ts';
import type { Id } from '#kernel/ids.ts';
import type { TreeUnit } from './foresee.ts';
import type { PlanStep } from './plan.ts';

/** What flows into which unit: all of it, or a share in percent; undefined where nobody told the share. */
type Flow = { from: Id; into: Id; share: number | null };

const flowsOf = (steps: readonly PlanStep[]): Flow[] =>
  steps.flatMap((step): Flow[] => {
    if (step.kind === 'merge') return [{ from: step.unitId, into: step.intoId, share: 100 }];
    if (step.kind === 'split')
      return step.parts.map(({ intoId, share }) => ({ from: step.unitId, into: intoId, share }));
    return [];
  });

/** Units from which the place of a unit would be made. */
export const sourcesOfPlaces = (steps: readonly PlanStep[]): Id[] => [
  ...new Set(flowsOf(steps).flatMap(({ from, into }) => [from, into])),
];

/**
 * The wards and communes that take others in, with the place that each would cover. A share that nobody told makes the
 * figures unknown: such a unit is left out.
 */
export function placesAfter(
  before: readonly TreeUnit[],
  after: readonly TreeUnit[],
  steps: readonly PlanStep[],
  figures: ReadonlyMap<Id, PlacePart>,
): { unit: TreeUnit; place: PlaceSize }[] {
  const flows = flowsOf(steps);
  const existed = new Set(before.map((unit) => unit.id));
  const units = new Map(after.map((unit) => [unit.id, unit]));
  const shared = new Set(steps.flatMap((step) => (step.kind === 'split' ? [step.unitId] : [])));
  return [...new Set(flows.map(({ into }) => into))].flatMap((unitId) => {
    const unit = units.get(unitId);
    const kind = unit && placeKindOf(unit.name);
    if (!unit || !kind) return [];
    const incoming = flows.filter(({ into }) => into === unitId);
    if (incoming.some(({ share }) => share === null)) return [];
    const own = existed.has(unitId) && !shared.has(unitId) ? [{ from: unitId, share: 100 }] : [];
    const parts = [...own, ...incoming].map(
      ({ from, share }): PlacePart => ({
        ...(figures.get(from) ?? { people: null, km2: null, terrain: 'ordinary' }),
        share: share ?? 100,
      }),
    );
    const above = unit.parentId === null ? undefined : units.get(unit.parentId);
    return [{ unit, place: joinPlaces(kind, placeWithin(above), parts) }];
  });
}

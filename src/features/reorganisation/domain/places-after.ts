import {
  joinPlaces,
  type PlacePart,
  type PlaceSize,
  placeKindOf,
  placeWithin,
} from '#features/sizes/contract.ts';
import type { Id } from '#kernel/ids.ts';
import type { TreeUnit } from './foresee.ts';
import type { PlanStep, ToldPlace } from './plan.ts';

/** What of the place of a unit goes where: all of it, or a share in percent; null where nobody told the share. */
export type PlaceFlow = { unitId: Id; intoId: Id; share: number | null };

/** Where the places of units go by the steps, with what the units that take others in have already. */
export function placeFlows(before: readonly TreeUnit[], steps: readonly PlanStep[]): PlaceFlow[] {
  const told = steps.flatMap((step): PlaceFlow[] => {
    if (step.kind === 'merge') return [{ unitId: step.unitId, intoId: step.intoId, share: 100 }];
    if (step.kind === 'split')
      return step.parts.map(({ intoId, share }) => ({ unitId: step.unitId, intoId, share }));
    return [];
  });
  const existed = new Set(before.map((unit) => unit.id));
  const given = new Set(told.map(({ unitId }) => unitId));
  const own = [...new Set(told.map(({ intoId }) => intoId))].filter(
    (id) => existed.has(id) && !given.has(id),
  );
  return [...told, ...own.map((id): PlaceFlow => ({ unitId: id, intoId: id, share: 100 }))];
}

/**
 * The wards and communes that take others in, with the place that each would cover. A share that nobody told makes the
 * figures unknown: such a unit is left out. What the paper of the plan tells goes before what is added up.
 */
export function placesAfter(
  after: readonly TreeUnit[],
  flows: readonly PlaceFlow[],
  figures: ReadonlyMap<Id, PlacePart>,
  told: readonly ToldPlace[] = [],
): { unit: TreeUnit; place: PlaceSize }[] {
  const units = new Map(after.map((unit) => [unit.id, unit]));
  return [...new Set(flows.map(({ intoId }) => intoId))].flatMap((unitId) => {
    const unit = units.get(unitId);
    const kind = unit && placeKindOf(unit.name);
    if (!unit || !kind) return [];
    const incoming = flows.filter(({ intoId }) => intoId === unitId);
    const own = told.find((each) => each.unitId === unitId);
    const isTold = own !== undefined && own.km2 !== null && own.people !== null;
    if (!isTold && incoming.some(({ share }) => share === null)) return [];
    const parts = incoming.map(
      ({ unitId: from, share }): PlacePart => ({
        ...(figures.get(from) ?? { people: null, km2: null, terrain: 'ordinary' }),
        share: share ?? 100,
      }),
    );
    const above = unit.parentId === null ? undefined : units.get(unit.parentId);
    const place = joinPlaces(kind, placeWithin(above), parts);
    return [{ unit, place: { ...place, people: own?.people ?? place.people, km2: own?.km2 ?? place.km2 } }];
  });
}

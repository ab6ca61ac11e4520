import { boundariesUnder } from '#features/reports/public.ts';
import { type PlaceRuleValues, ruleValues } from '#features/rulebooks/contract.ts';
import { placeRulesFor } from '#features/rulebooks/public.ts';
import { placeKindOf, placeWithin } from '#features/sizes/contract.ts';
import { loadUnit } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { selectGround } from '../db/proposals.sql.ts';
import { areaCentre } from '../domain/area-centre.ts';
import type { Ground } from '../domain/ground.ts';
import { neighboursOf } from '../domain/neighbours.ts';
import { sharedBorders } from './shared-borders.ts';

export type LoadedGround = {
  ground: Ground;
  unit: { id: Id; name: string };
  resolved: Awaited<ReturnType<typeof placeRulesFor>>;
  geometries: Map<Id, NonNullable<Awaited<ReturnType<typeof boundariesUnder>>[number]['geometry']>>;
};

/** The wards and communes directly below a unit on a day, with figures, standards, and who touches whom. */
export async function loadGround(tx: Tx, place: Place, on: CivilDate): Promise<LoadedGround> {
  const { id, name, kind } = await loadUnit(tx, place.unitId, on);
  const below = await selectGround(tx, place.unitId, place.above.length, on);
  const geometries = new Map(
    (await boundariesUnder(tx, place.unitId, on)).flatMap((each) =>
      each.geometry ? [[each.id, each.geometry] as const] : [],
    ),
  );
  const units = below.flatMap(({ kind: _, lat, lon, ...unit }) => {
    const placeKind = placeKindOf(unit.name);
    if (!placeKind) return [];
    const area = geometries.get(unit.id);
    // Where nobody gave a point, the middle of the borders stands for the seat.
    const point = lat !== null && lon !== null ? { lat, lon } : area ? areaCentre(area) : null;
    return [{ ...unit, kind: placeKind, point }];
  });
  const resolved = await placeRulesFor(tx, place, on);
  return {
    unit: { id, name },
    resolved,
    geometries,
    ground: {
      units,
      within: placeWithin({ name, kind }),
      rules: ruleValues<PlaceRuleValues>(resolved),
      neighbours: neighboursOf(
        units.map((each) => each.point),
        sharedBorders(units.map((each) => geometries.get(each.id))),
      ),
    },
  };
}

import type { Id } from '#kernel/ids.ts';
import type { Area } from './import/unit-list.ts';
import type { Terrain } from './terrain.ts';

export type PlaceFigures = Area & { terrain: Terrain };

/** What of the place of a unit goes where, or stays: a share in percent, null where nobody told it. */
export type PlaceFlow = { unitId: Id; intoId: Id; share: number | null };

/**
 * The place of a unit after a plan. `openFrom`: units of which nobody told how much of them came along. `isTold`: the paper of
 * the plan has the figures.
 */
export type AreaAfter = PlaceFigures & { unitId: Id; fromIds: Id[]; openFrom: Id[]; isTold?: boolean };

/** Figures that the paper of a plan has for a unit; null what it does not say. */
export type ToldPlace = { unitId: Id; km2: number | null; people: number | null };

/** What the paper tells goes before what is added up; when it tells both figures nothing is left to be stated. */
export function withTold(areas: readonly AreaAfter[], told: readonly ToldPlace[]): AreaAfter[] {
  const known = new Map(areas.map((area) => [area.unitId, area]));
  for (const { unitId, km2, people } of told) {
    const area = known.get(unitId);
    const [areaAfter, population] = [km2 ?? area?.km2 ?? null, people ?? area?.population ?? null];
    known.set(unitId, {
      ...(area ?? { unitId, lat: null, lon: null, terrain: 'ordinary', fromIds: [], openFrom: [] }),
      km2: areaAfter,
      population,
      openFrom: areaAfter !== null && population !== null ? [] : (area?.openFrom ?? []),
      isTold: true,
    });
  }
  return [...known.values()];
}

/** A square metre: areas are added as whole numbers of it, so that nothing is lost between before and after. */
const PER_KM2 = 1_000_000;

/** A whole number shared out by percents: the parts are whole numbers, and together exactly what was there. */
export function shareOut(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((all, share) => all + share, 0);
  let told = 0;
  let given = 0;
  return shares.map((share, at) => {
    told += share;
    const upTo =
      at === shares.length - 1 && Math.abs(sum - 100) < 0.01 ? total : Math.round((total * told) / 100);
    const part = upTo - given;
    given = upTo;
    return part;
  });
}

/**
 * The places of the units that take others in, from the places of before: whole units are added, told shares are shared out,
 * and what nobody told leaves the figures open. It lies where more than half of its area lies; its point is its own, or that
 * of the largest part. Units without a place (`places` does not have them) neither add nor leave anything open, and where
 * no figures were known before, none are asked for.
 */
export function areasAfter(
  flows: readonly PlaceFlow[],
  places: ReadonlyMap<Id, PlaceFigures | null>,
): AreaAfter[] {
  const byUnit = new Map<Id, PlaceFlow[]>();
  for (const flow of flows)
    if (places.has(flow.unitId)) byUnit.set(flow.unitId, [...(byUnit.get(flow.unitId) ?? []), flow]);
  type Part = { fromId: Id; km2: number | null; population: number | null; isOpen: boolean };
  const parts = new Map<Id, Part[]>();
  for (const [fromId, outward] of byUnit) {
    const figures = places.get(fromId);
    const isTold = outward.every(({ share }) => share !== null);
    const shares = outward.map(({ share }) => share ?? 0);
    const shared = (value: number | null | undefined) =>
      value == null || !isTold ? outward.map(() => null) : shareOut(value, shares);
    const areas = shared(figures?.km2 == null ? null : Math.round(figures.km2 * PER_KM2));
    const people = shared(figures?.population);
    outward.forEach(({ intoId, share }, at) => {
      if (share === 0) return;
      const part = { fromId, km2: areas[at] ?? null, population: people[at] ?? null, isOpen: !isTold };
      parts.set(intoId, [...(parts.get(intoId) ?? []), part]);
    });
  }
  return [...parts].flatMap(([unitId, into]): AreaAfter[] => {
    // A unit that only keeps what it has is not made anew.
    if (into.every(({ fromId, isOpen }) => fromId === unitId && !isOpen) && byUnit.get(unitId)?.length === 1)
      return [];
    const known = into.filter(({ fromId }) => places.get(fromId) != null);
    if (known.length === 0) return [];
    const isCounted = known.some(({ fromId }) => {
      const place = places.get(fromId);
      return place?.km2 != null || place?.population != null;
    });
    const sum = (of: (part: Part) => number | null, among: readonly Part[] = into) =>
      among.reduce<number | null>((total, part) => {
        const value = of(part);
        return total === null || value === null ? null : total + value;
      }, 0);
    const area = sum(({ km2 }) => km2);
    const terrain = (['mountain', 'island'] as const).find((each) => {
      const there = sum(
        ({ km2 }) => km2,
        into.filter(({ fromId }) => places.get(fromId)?.terrain === each),
      );
      return area !== null && there !== null && there > area / 2;
    });
    const withPoint = known.filter(({ fromId }) => places.get(fromId)?.lat != null);
    const largest = withPoint.toSorted(
      (a, b) =>
        Number(b.fromId === unitId) - Number(a.fromId === unitId) ||
        (b.population ?? 0) - (a.population ?? 0) ||
        (b.km2 ?? 0) - (a.km2 ?? 0),
    )[0];
    const point = largest && places.get(largest.fromId);
    const sameTerrain = new Set(known.map(({ fromId }) => places.get(fromId)!.terrain));
    return [
      {
        unitId,
        km2: area ? area / PER_KM2 : null,
        population: sum(({ population }) => population),
        lat: point?.lat ?? null,
        lon: point?.lon ?? null,
        terrain: terrain ?? (sameTerrain.size === 1 ? [...sameTerrain][0]! : 'ordinary'),
        fromIds: [...new Set(into.map(({ fromId }) => fromId))],
        openFrom: isCounted
          ? [
              ...new Set(
                into
                  .filter(({ isOpen, km2, population }) => isOpen || km2 === null || population === null)
                  .map(({ fromId }) => fromId),
              ),
            ]
          : [],
      },
    ];
  });
}

import type { PlaceLeast, PlaceRuleKey, PlaceRuleValues } from '#features/rulebooks/contract.ts';
import { formOfUnit, type PlaceForm, type Terrain, type UnitKind } from '#features/units/contract.ts';

/** Administrative units that have a standard of people and area. */
export const PLACE_KINDS = ['ward', 'commune', 'township'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

const KINDS: Partial<Record<PlaceForm, PlaceKind>> = {
  phuong: 'ward',
  xa: 'commune',
  'thi-tran': 'township',
};

/** What a unit's place is by its name: the organisation of a ward, a commune or a township; undefined for others. */
export const placeKindOf = (unitName: string): PlaceKind | undefined => {
  const form = formOfUnit(unitName);
  return form && KINDS[form];
};

export const ruleOfPlace: Record<PlaceKind, PlaceRuleKey> = {
  ward: 'place.ward',
  commune: 'place.commune',
  township: 'place.township',
};

/** Where a ward lies: in a district or right under the city, in a city under a province, or in a town. */
export type PlaceWithin = 'district' | 'city' | 'town';

export const placeWithin = (above: { name: string; kind: UnitKind } | undefined): PlaceWithin => {
  const form = above && formOfUnit(above.name);
  if (form === 'thi-xa') return 'town';
  return form === 'thanh-pho' && above?.kind !== 'city-committee' ? 'city' : 'district';
};

export type PlaceSize = {
  kind: PlaceKind;
  within: PlaceWithin;
  terrain: Terrain;
  people: number | null;
  km2: number | null;
};

/** `to-merge`: below the standard so far that the unit is to be merged. `unknown`: a figure is missing. */
export const PLACE_VERDICTS = ['meets', 'below', 'to-merge', 'unknown', 'no-standard'] as const;
export type PlaceVerdict = (typeof PLACE_VERDICTS)[number];

export type JudgedPlace = {
  standard: PlaceLeast | null;
  /** Percent of the standard; null where a figure or the standard is missing. */
  percent: { people: number | null; km2: number | null };
  verdict: PlaceVerdict;
};

/** The standard of a place on the day of the rules; null where there is none. */
export function standardOf(place: PlaceSize, rules: PlaceRuleValues): PlaceLeast | null {
  if (place.kind === 'township') return rules['place.township'];
  if (place.kind === 'ward') {
    const { people, km2, cityPeople, townPeople } = rules['place.ward'];
    return { people: { district: people, city: cityPeople, town: townPeople }[place.within], km2 };
  }
  const commune = rules['place.commune'];
  return {
    ordinary: { people: commune.people, km2: commune.km2 },
    mountain: { people: commune.mountainPeople, km2: commune.mountainKm2 },
    island: { people: commune.islandPeople, km2: commune.islandKm2 },
  }[place.terrain];
}

const percentOf = (value: number | null, least: number | undefined): number | null =>
  value === null || least === undefined ? null : (value / least) * 100;

/** How a place stands against the standard of its kind, and whether it is to be merged. */
export function judgePlace(place: PlaceSize, rules: PlaceRuleValues): JudgedPlace {
  const standard = standardOf(place, rules);
  const percent = {
    people: percentOf(place.people, standard?.people),
    km2: percentOf(place.km2, standard?.km2),
  };
  return { standard, percent, verdict: verdictOf(standard, percent, rules['place.duty']) };
}

function verdictOf(
  standard: PlaceLeast | null,
  { people, km2 }: JudgedPlace['percent'],
  duty: PlaceRuleValues['place.duty'],
): PlaceVerdict {
  if (!standard) return 'no-standard';
  if (people === null || km2 === null) return 'unknown';
  if (people >= 100 && km2 >= 100) return 'meets';
  const isBoth = duty !== null && people < duty.both && km2 < duty.both;
  const isSmall = duty !== null && km2 < duty.area && people < duty.people;
  return isBoth || isSmall ? 'to-merge' : 'below';
}

/** Percent of the standard that a merged place must reach. */
export function neededAfterMerging(
  place: PlaceSize,
  rules: PlaceRuleValues,
): { people: number; km2: number } {
  const merged = rules['place.merged'];
  if (place.kind === 'ward') return { people: merged.wardPeople, km2: merged.wardArea };
  return place.terrain === 'mountain'
    ? { people: merged.mountainPeople, km2: merged.mountainArea }
    : { people: merged.communePeople, km2: merged.communeArea };
}

/** Whether a merged place is large enough; false while a figure or the standard is missing. */
export function isLargeEnough(place: PlaceSize, rules: PlaceRuleValues): boolean {
  const { percent } = judgePlace(place, rules);
  const needed = neededAfterMerging(place, rules);
  return (
    percent.people !== null &&
    percent.km2 !== null &&
    percent.people >= needed.people &&
    percent.km2 >= needed.km2
  );
}

/** A place that becomes part of another one, whole or by a share (percent). */
export type PlacePart = {
  people: number | null;
  km2: number | null;
  terrain: Terrain;
  share?: number | undefined;
};

/**
 * The place that several become: their people and areas together, unknown when one of them is. It lies where more than half
 * of its area lies.
 */
export function joinPlaces(kind: PlaceKind, within: PlaceWithin, parts: readonly PlacePart[]): PlaceSize {
  const sum = (of: (part: PlacePart) => number | null, among: readonly PlacePart[] = parts) =>
    among.reduce<number | null>((total, part) => {
      const value = of(part);
      return total === null || value === null ? null : total + (value * (part.share ?? 100)) / 100;
    }, 0);
  const km2 = sum((part) => part.km2);
  const people = sum((part) => part.people);
  const terrain = (['mountain', 'island'] as const).find((each) => {
    const there = sum(
      (part) => part.km2,
      parts.filter((part) => part.terrain === each),
    );
    return km2 !== null && there !== null && there > km2 / 2;
  });
  return {
    kind,
    within,
    terrain: terrain ?? 'ordinary',
    people: people === null ? null : Math.round(people),
    km2: km2 === null ? null : Math.round(km2 * 1e6) / 1e6,
  };
}

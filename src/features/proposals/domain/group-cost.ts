import type { Weight } from './asked.ts';
import { distanceKm } from './distance.ts';
import type { GroundUnit } from './ground.ts';

/** What a group costs: everything about the units that do not go on under their name and seat. */
export type GroupCost = {
  people: number;
  members: number;
  branches: number;
  /** People times kilometres from their old seat to the new one; null when a point is missing. */
  personKm: number | null;
  longestKm: number | null;
};

/**
 * The unit whose name and seat go on: the one with the most people, so that the fewest are moved; among equals the one with
 * the most Party members, then the first of the list.
 */
export function seatOf(units: readonly GroundUnit[], members: readonly number[]): number {
  const [first, ...others] = members;
  return others.reduce((best, at) => {
    const [a, b] = [units[at]!, units[best]!];
    const more = (a.people ?? 0) - (b.people ?? 0) || a.members - b.members || best - at;
    return more > 0 ? at : best;
  }, first!);
}

export function costOf(units: readonly GroundUnit[], members: readonly number[], seat: number): GroupCost {
  const moved = members.filter((at) => at !== seat).map((at) => units[at]!);
  const to = units[seat]!.point;
  const ways = moved.map(({ point }) => (point && to ? distanceKm(point, to) : null));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const known = ways.flatMap((km) => (km === null ? [] : [km]));
  const isKnown = known.length === ways.length;
  return {
    people: sum(moved.map((unit) => unit.people ?? 0)),
    members: sum(moved.map((unit) => unit.members)),
    branches: sum(moved.map((unit) => unit.branches)),
    personKm: isKnown ? Math.round(sum(moved.map((unit, at) => (unit.people ?? 0) * ways[at]!))) : null,
    longestKm: isKnown ? Math.max(0, ...known) : null,
  };
}

export const weigh = (cost: GroupCost, weight: Weight): number =>
  weight === 'people' ? cost.people : weight === 'members' ? cost.members : (cost.personKm ?? 0);

/** The costs of all groups of a grouping together; the longest way is that of the worst one. */
export const sumOfCosts = (costs: readonly GroupCost[]): GroupCost =>
  costs.reduce<GroupCost>(
    (sum, cost) => ({
      people: sum.people + cost.people,
      members: sum.members + cost.members,
      branches: sum.branches + cost.branches,
      personKm: sum.personKm === null || cost.personKm === null ? null : sum.personKm + cost.personKm,
      longestKm:
        sum.longestKm === null || cost.longestKm === null ? null : Math.max(sum.longestKm, cost.longestKm),
    }),
    { people: 0, members: 0, branches: 0, personKm: 0, longestKm: 0 },
  );

import type { PlaceRuleValues } from '#features/rulebooks/contract.ts';
import {
  joinPlaces,
  judgePlace,
  type PlaceKind,
  type PlaceSize,
  type PlaceVerdict,
  type PlaceWithin,
} from '#features/sizes/contract.ts';
import type { Terrain } from '#features/units/contract.ts';
import type { Id } from '#kernel/ids.ts';
import type { Point } from './distance.ts';

/** A ward, commune or township that may be joined with its neighbours. */
export type GroundUnit = {
  id: Id;
  name: string;
  code: string | null;
  kind: PlaceKind;
  terrain: Terrain;
  people: number | null;
  km2: number | null;
  point: Point | null;
  members: number;
  branches: number;
};

/** Two units (by their places in the list) that touch: by their borders, or, without borders, by how their points lie. */
export type Neighbours = { a: number; b: number; by: 'border' | 'point' };

export type Ground = {
  units: readonly GroundUnit[];
  neighbours: readonly Neighbours[];
  within: PlaceWithin;
  rules: PlaceRuleValues;
};

/** For every unit the places of those that it touches, in order. */
export function touching(count: number, neighbours: readonly Neighbours[]): number[][] {
  const near: Set<number>[] = Array.from({ length: count }, () => new Set());
  for (const { a, b } of neighbours) {
    near[a]!.add(b);
    near[b]!.add(a);
  }
  return near.map((set) => [...set].sort((x, y) => x - y));
}

/** The place that these units cover together, under the kind of the one that goes on. */
export const placeOfGroup = (
  ground: Pick<Ground, 'units' | 'within'>,
  members: readonly number[],
  seat: number,
): PlaceSize =>
  joinPlaces(
    ground.units[seat]!.kind,
    ground.within,
    members.map((at) => ground.units[at]!),
  );

export const verdictAlone = (ground: Ground, at: number): PlaceVerdict =>
  judgePlace(placeOfGroup(ground, [at], at), ground.rules).verdict;

import type { Neighbours } from './ground.ts';

/** Colours that a picture has for groups; each group carries a letter as well. */
export const GROUP_COLOURS = 8;

/** `A` … `Z`, `AA`, `AB` …: what a group is called in picture and list. */
export function groupLetter(at: number): string {
  const rest = String.fromCharCode(65 + (at % 26));
  return at < 26 ? rest : groupLetter(Math.floor(at / 26) - 1) + rest;
}

/**
 * A colour for each group, so that groups that touch differ wherever the colours suffice; the least used of those that are
 * free, so that all of them are used. `groupOf` tells the group of each unit, null for units that stay alone.
 */
export function colourGroups(
  count: number,
  groupOf: readonly (number | null)[],
  neighbours: readonly Neighbours[],
): number[] {
  const near: Set<number>[] = Array.from({ length: count }, () => new Set());
  for (const { a, b } of neighbours) {
    const [one, other] = [groupOf[a], groupOf[b]];
    if (one == null || other == null || one === other) continue;
    near[one]!.add(other);
    near[other]!.add(one);
  }
  const colours: number[] = [];
  const used = new Array<number>(GROUP_COLOURS).fill(0);
  for (let group = 0; group < count; group += 1) {
    const taken = new Set([...near[group]!].map((other) => colours[other]));
    const all = used.map((_, colour) => colour);
    const free = all.filter((colour) => !taken.has(colour));
    const best = (free.length > 0 ? free : all).reduce((a, b) => (used[b]! < used[a]! ? b : a));
    colours.push(best);
    used[best]! += 1;
  }
  return colours;
}

import type { Id } from '#kernel/ids.ts';

/** What a plan that arranges units anew makes of an open entry. */
export type Fate =
  | { kind: 'carry'; unitId: Id; branchId: Id }
  | { kind: 'end'; because: 'ended' | 'split' | 'taken' | 'committee' };

/**
 * An entry follows its organisation to the one that carries it on, and its list to the committee that carries that on and
 * lies above. `above`: who lies above the heir, nearest first; null while that is not known, and then the only heir of the
 * committee is taken. Heirs of a unit that goes on are itself.
 */
export function fateOf(entry: {
  branchHeirs: readonly Id[];
  committeeHeirs: readonly Id[];
  above: readonly Id[] | null;
  isTaken: (to: { unitId: Id; branchId: Id }) => boolean;
}): Fate {
  const { branchHeirs, committeeHeirs, above } = entry;
  const [branchId] = branchHeirs;
  if (branchId === undefined) return { kind: 'end', because: 'ended' };
  if (branchHeirs.length > 1) return { kind: 'end', because: 'split' };
  const unitId = above ? above.find((id) => committeeHeirs.includes(id)) : committeeHeirs[0];
  if (unitId === undefined) return { kind: 'end', because: 'committee' };
  const to = { unitId, branchId };
  return entry.isTaken(to) ? { kind: 'end', because: 'taken' } : { kind: 'carry', ...to };
}

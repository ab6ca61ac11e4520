/** Where a thing counts on each tree: a group below the unit, or null when it lies outside of the unit. */
export type Placed = { weight: number; before: string | null; after: string | null };

export type Span = {
  group: string;
  before: number;
  movedIn: { from: string | null; weight: number }[];
  movedOut: { to: string | null; weight: number }[];
  after: number;
};

export type Bridge = {
  groups: Span[];
  /** The whole unit: moves between its own groups cancel out. */
  total: { before: number; movedIn: number; movedOut: number; after: number };
};

const add = <Key>(sums: Map<Key, number>, key: Key, weight: number) =>
  sums.set(key, (sums.get(key) ?? 0) + weight);

/**
 * From the tree of that time to today's, group by group: what was there, what came from where, what went where, what is
 * there now. For every group and for the whole, before + moved in − moved out = after.
 */
export function bridge(things: readonly Placed[]): Bridge {
  const groups = new Map<
    string,
    { before: number; in: Map<string | null, number>; out: Map<string | null, number> }
  >();
  const groupOf = (key: string) => {
    const found = groups.get(key) ?? { before: 0, in: new Map(), out: new Map() };
    groups.set(key, found);
    return found;
  };
  const total = { before: 0, movedIn: 0, movedOut: 0, after: 0 };
  for (const { weight, before, after } of things) {
    if (before !== null) {
      groupOf(before).before += weight;
      total.before += weight;
    }
    if (after !== null) total.after += weight;
    if (before === after) continue;
    if (before !== null) add(groupOf(before).out, after, weight);
    if (after !== null) add(groupOf(after).in, before, weight);
    if (before === null) total.movedIn += weight;
    if (after === null) total.movedOut += weight;
  }
  const sum = (parts: Map<string | null, number>) => [...parts.values()].reduce((a, b) => a + b, 0);
  return {
    groups: [...groups].map(([group, found]) => ({
      group,
      before: found.before,
      movedIn: [...found.in].map(([from, weight]) => ({ from, weight })),
      movedOut: [...found.out].map(([to, weight]) => ({ to, weight })),
      after: found.before + sum(found.in) - sum(found.out),
    })),
    total,
  };
}

/**
 * The unit whose move took a branch from one way (top first, the branch last) to another: the highest one that stands
 * in both under another parent. A branch that is in the tree no more is taken along by the highest unit that ended.
 */
export function moverOf(
  before: readonly string[],
  after: readonly string[],
): { unitId: string; isEnded: boolean } | undefined {
  const branch = before.at(-1);
  if (branch === undefined) return undefined;
  if (after.at(-1) !== branch) {
    const unitId = before.find((unit) => !after.includes(unit));
    return unitId === undefined ? undefined : { unitId, isEnded: true };
  }
  const moved = after.find((unit, at) => {
    const was = before.indexOf(unit);
    return was >= 0 && before[was - 1] !== after[at - 1];
  });
  return moved === undefined ? undefined : { unitId: moved, isEnded: false };
}

import { isLargeEnough, judgePlace } from '#features/sizes/contract.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type Asked, WEIGHTS } from './asked.ts';
import { type Ground, placeOfGroup, touching } from './ground.ts';
import { costOf, type GroupCost, seatOf, weigh } from './group-cost.ts';

/** Units that may become one, or one that stays: places in the list, in order. */
export type Candidate = { members: number[]; seat: number; cost: GroupCost };

/** More groups than this are not looked at: the solver would not end in time. */
export const MOST_EXPLORED = 200_000;
export const MOST_CANDIDATES = 30_000;

/**
 * Every set of at most `most` units that hang together and whose first one in the list is `root`, each once (ESU of
 * Wernicke). Stops and answers false when `visit` does.
 */
export function connectedSets(
  near: readonly (readonly number[])[],
  root: number,
  most: number,
  visit: (members: number[]) => boolean,
): boolean {
  const extend = (set: number[], open: number[], seen: ReadonlySet<number>): boolean => {
    if (!visit(set)) return false;
    if (set.length === most) return true;
    const left = [...open];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const fresh = near[next]!.filter((at) => at > root && !seen.has(at));
      const isGoingOn = extend([...set, next], [...left, ...fresh], new Set([...seen, ...near[next]!, next]));
      if (!isGoingOn) return false;
    }
    return true;
  };
  const around = near[root]!;
  return extend(
    [root],
    around.filter((at) => at > root),
    new Set([root, ...around]),
  );
}

/** Whether a unit may stay as it is: people say so, or it meets what is asked, or nothing is asked of its kind. */
export function mayStay(ground: Ground, asked: Asked, at: number): boolean {
  if (asked.stayIds.includes(ground.units[at]!.id)) return true;
  const { verdict } = judgePlace(placeOfGroup(ground, [at], at), ground.rules);
  if (verdict === 'meets' || verdict === 'no-standard') return true;
  return asked.need === 'duty' && verdict === 'below';
}

/**
 * Every unit that may stay and every group of neighbours that would be large enough, with what it costs; unless a number of
 * units is asked for, without those that join more than they must. Rests after each unit, so that whoever asks may let others
 * have their turn. Refuses `proposals.too-many-groups`.
 */
export function* gatherCandidates(
  ground: Ground,
  asked: Asked,
  mostCandidates = MOST_CANDIDATES,
): Generator<undefined, Result<Candidate[]>> {
  const { units } = ground;
  const isFixed = units.map((unit) => asked.stayIds.includes(unit.id));
  const near = touching(units.length, ground.neighbours).map((around, at) =>
    isFixed[at] ? [] : around.filter((other) => !isFixed[other]),
  );
  const found: Candidate[] = [];
  let explored = 0;
  const judged = new Map<string, Candidate | null>();
  /** What becomes of units that hang together; null when they may not be one. */
  const judge = (members: number[]): Candidate | null => {
    const key = members.join();
    const known = judged.get(key);
    if (known !== undefined) return known;
    const seat = seatOf(units, members);
    const isAllowed =
      members.length === 1
        ? mayStay(ground, asked, seat)
        : isLargeEnough(placeOfGroup(ground, members, seat), ground.rules);
    const candidate = isAllowed ? { members, seat, cost: costOf(units, members, seat) } : null;
    judged.set(key, candidate);
    return candidate;
  };
  const hangTogether = (members: readonly number[]): boolean => {
    const reached = new Set(members.slice(0, 1));
    for (const at of reached) for (const next of near[at]!) if (members.includes(next)) reached.add(next);
    return reached.size === members.length;
  };
  // Without a number of units that must be reached, groups that join more than they must are not kept, and do not count.
  const isLean = asked.target.kind === 'free';
  const visit = (set: readonly number[]): boolean => {
    explored += 1;
    const candidate = judge(set.toSorted((a, b) => a - b));
    if (candidate && !(isLean && isNeedless(candidate, (half) => (hangTogether(half) ? judge(half) : null))))
      found.push(candidate);
    return explored <= MOST_EXPLORED && found.length <= mostCandidates;
  };
  for (const root of units.keys()) {
    if (!connectedSets(near, root, asked.mostParts, visit))
      return refuse({
        code: 'proposals.too-many-groups',
        field: 'mostParts',
        facts: { most: mostCandidates, parts: asked.mostParts },
      });
    yield;
  }
  return ok(found);
}

/** All of them at once. */
export function candidatesOf(ground: Ground, asked: Asked): Result<Candidate[]> {
  const gathering = gatherCandidates(ground, asked);
  let step = gathering.next();
  while (!step.done) step = gathering.next();
  return step.value;
}

/** Units that neither stay nor are in any group: nothing around them is enough. */
export function withoutCandidate(count: number, candidates: readonly Candidate[]): number[] {
  const covered = new Set(candidates.flatMap(({ members }) => members));
  return Array.from({ length: count }, (_, at) => at).filter((at) => !covered.has(at));
}

/** Every way to part a list in two that are not empty, each once. */
function* halvings(members: readonly number[]): Generator<[number[], number[]]> {
  const [first, ...rest] = members;
  for (let bits = 0; bits < 2 ** rest.length - 1; bits += 1) {
    const withFirst = [first!, ...rest.filter((_, at) => bits & (1 << at))];
    yield [withFirst, rest.filter((_, at) => !(bits & (1 << at)))];
  }
}

/**
 * Whether two other groups take the place of this one and cost no more by any weight: it joins more than it must. Not to be asked
 * for a number of units that is given, which may need just these.
 */
function isNeedless(
  { members, cost }: Candidate,
  half: (members: number[]) => Candidate | null | undefined,
): boolean {
  if (members.length < 2) return false;
  for (const [one, other] of halvings(members)) {
    const first = half(one);
    const second = first && half(other);
    if (
      first &&
      second &&
      WEIGHTS.every((w) => weigh(first.cost, w) + weigh(second.cost, w) <= weigh(cost, w))
    )
      return true;
  }
  return false;
}

/** Units that no candidate ties to others, with the candidates of each such cluster: they are parted each by itself. */
export function clustersOf(
  count: number,
  candidates: readonly Candidate[],
): { units: number[]; columns: number[] }[] {
  const above = Array.from({ length: count }, (_, at) => at);
  const topOf = (at: number): number => {
    let top = at;
    while (above[top] !== top) top = above[top]!;
    above[at] = top;
    return top;
  };
  for (const { members } of candidates) for (const at of members) above[topOf(at)] = topOf(members[0]!);
  const clusters = new Map<number, { units: number[]; columns: number[] }>();
  for (let at = 0; at < count; at += 1) {
    const top = topOf(at);
    const cluster = clusters.get(top) ?? { units: [], columns: [] };
    cluster.units.push(at);
    clusters.set(top, cluster);
  }
  for (const [column, { members }] of candidates.entries())
    clusters.get(topOf(members[0]!))!.columns.push(column);
  return [...clusters.values()];
}

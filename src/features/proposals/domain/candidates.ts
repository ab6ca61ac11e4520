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
 * Every unit that may stay and every group of neighbours that would be large enough, with what it costs. Rests after each
 * unit, so that whoever asks may let others have their turn. Refuses `proposals.too-many-groups`.
 */
export function* gatherCandidates(ground: Ground, asked: Asked): Generator<undefined, Result<Candidate[]>> {
  const { units } = ground;
  const isFixed = units.map((unit) => asked.stayIds.includes(unit.id));
  const near = touching(units.length, ground.neighbours).map((around, at) =>
    isFixed[at] ? [] : around.filter((other) => !isFixed[other]),
  );
  const found: Candidate[] = [];
  let explored = 0;
  const visit = (set: readonly number[]): boolean => {
    explored += 1;
    const members = set.toSorted((a, b) => a - b);
    const seat = seatOf(units, members);
    const isAllowed =
      members.length === 1
        ? mayStay(ground, asked, seat)
        : isLargeEnough(placeOfGroup(ground, members, seat), ground.rules);
    if (isAllowed) found.push({ members, seat, cost: costOf(units, members, seat) });
    return explored <= MOST_EXPLORED && found.length <= MOST_CANDIDATES;
  };
  for (const root of units.keys()) {
    if (!connectedSets(near, root, asked.mostParts, visit))
      return refuse({
        code: 'proposals.too-many-groups',
        field: 'mostParts',
        facts: { most: MOST_CANDIDATES, parts: asked.mostParts },
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
 * Without the groups that join more than they must: two others take their place and cost no more by any weight. Not for a
 * number of units that is given, which may need just these.
 */
export function withoutNeedless(candidates: readonly Candidate[]): Candidate[] {
  const known = new Map(candidates.map((each) => [each.members.join(), each]));
  return candidates.filter(({ members, cost }) => {
    for (const halves of halvings(members)) {
      const [one, other] = halves.map((half) => known.get(half.join()));
      if (one && other && WEIGHTS.every((w) => weigh(one.cost, w) + weigh(other.cost, w) <= weigh(cost, w)))
        return false;
    }
    return true;
  });
}

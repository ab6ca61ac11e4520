import { ok, type Result, refuse } from '#kernel/result.ts';
import { type Asked, LEAST_PARTS, WEIGHTS, type Weight } from '../domain/asked.ts';
import {
  type Candidate,
  clustersOf,
  gatherCandidates,
  MOST_CANDIDATES,
  withoutCandidate,
} from '../domain/candidates.ts';
import { checkGrouping } from '../domain/check-grouping.ts';
import type { Ground } from '../domain/ground.ts';
import { weigh } from '../domain/group-cost.ts';
import { type Cut, cutOf, groupingModel, leftOverModel } from '../domain/grouping-model.ts';
import type { Solved, Solver } from './solver.ts';

/**
 * One way to part the ground. `best`: by which weights no other way costs less; empty for the next best ones. `isProven`: false
 * when the time was over before it was known that nothing costs less.
 */
export type Grouping = { groups: Candidate[]; best: Weight[]; isProven: boolean };

export type Progress =
  | { stage: 'groups' }
  | { stage: 'solving'; candidates: number; found: number; wanted: number };

export const MOST_ALTERNATIVES = 4;

/** So many groups are asked about at once when clusters are small. */
const BUNDLE = 300;

/** Of more groups than this, those of few units are tried first, with this share of the time that is left. */
const STAGED = 1_000;
const STAGE_SHARE = 0.2;

/** Of the time that is left, what the first search may use: the others shall find something as well. */
const FIRST_SHARE = 0.6;

/**
 * Gathers candidates and lets other requests have their turn meanwhile. When there are too many, groups of fewer units are
 * looked at: `parts` says of how many.
 */
async function gathered(
  ground: Ground,
  asked: Asked,
  mostCandidates: number,
): Promise<Result<{ candidates: Candidate[]; parts: number }>> {
  for (let parts = asked.mostParts; ; parts -= 1) {
    const gathering = gatherCandidates(ground, { ...asked, mostParts: parts }, mostCandidates);
    let step = gathering.next();
    while (!step.done) {
      await new Promise((resume) => setImmediate(resume));
      step = gathering.next();
    }
    if (step.value.ok) return ok({ candidates: step.value.value, parts });
    if (parts <= LEAST_PARTS) return step.value;
  }
}

type Cluster = { units: number[]; columns: number[] };

/** Small clusters are put together, so that few questions are asked; the largest come last. */
function bundled(clusters: readonly Cluster[]): Cluster[] {
  const bundles: Cluster[] = [];
  let open: Cluster | undefined;
  for (const cluster of clusters.toSorted((a, b) => a.columns.length - b.columns.length)) {
    if (open && open.columns.length + cluster.columns.length <= BUNDLE) {
      open.units.push(...cluster.units);
      open.columns.push(...cluster.columns);
      continue;
    }
    open = { units: [...cluster.units], columns: [...cluster.columns] };
    bundles.push(open);
  }
  return bundles;
}

const outOfTime = () => refuse({ code: 'proposals.out-of-time' });
/** So many names are said in a refusal; the rest is counted. */
const NAMED = 5;

const named = (ground: Ground, places: readonly number[]): string =>
  places
    .slice(0, NAMED)
    .map((at) => ground.units[at]!.name)
    .join(', ') + (places.length > NAMED ? ', …' : '');

/**
 * Several ways to part the ground, the best first: the cheapest by what was asked for, the cheapest by the other weights,
 * then the next best that differ in two groups at least. Each is checked from the ground up before it is shown.
 * Refuses `proposals.too-many-groups`, `proposals.cannot-meet` with the units that nothing around helps, `proposals.cannot-part`
 * with those that are left over, `proposals.count-out-of-reach` with the fewest and most units that are possible, and
 * `proposals.out-of-time` when nothing at all was found. What was found by the end of the time is given, and said to be that.
 */
export async function findGroupings(
  ground: Ground,
  asked: Asked,
  solver: Solver,
  tell: (progress: Progress) => void = () => undefined,
  mostCandidates = MOST_CANDIDATES,
): Promise<Result<{ groupings: Grouping[]; candidates: number; parts: number; isCut: boolean }>> {
  tell({ stage: 'groups' });
  const made = await gathered(ground, asked, mostCandidates);
  if (!made.ok) return made;
  const { parts } = made.value;
  // Where larger groups were not looked at, nobody knows that there is no way.
  const unknown = () =>
    refuse({
      code: 'proposals.too-many-groups',
      field: 'mostParts',
      facts: { most: mostCandidates, parts: asked.mostParts },
    });
  const { candidates } = made.value;
  const count = ground.units.length;
  const alone = withoutCandidate(count, candidates);
  if (alone.length > 0 && parts < asked.mostParts) return unknown();
  if (alone.length > 0)
    return refuse({
      code: 'proposals.cannot-meet',
      field: 'mostParts',
      facts: { count: alone.length, units: named(ground, alone), parts: asked.mostParts },
    });

  const hasAllPoints = ground.units.every((unit) => unit.point !== null);
  const weights: Weight[] = [
    asked.weight,
    ...WEIGHTS.filter((weight) => weight !== asked.weight && (weight !== 'distance' || hasAllPoints)),
  ];
  const costs = new Map(weights.map((weight) => [weight, candidates.map(({ cost }) => weigh(cost, weight))]));
  const found: { columns: number[]; best: Weight[]; isProven: boolean }[] = [];
  const isKnown = (columns: readonly number[]) =>
    found.find(
      (each) => each.columns.length === columns.length && each.columns.every((c, i) => c === columns[i]),
    );
  const solve = (weight: Weight, cuts: readonly Cut[], share?: number) =>
    solver.solve(groupingModel(count, candidates, costs.get(weight)!, asked.target, cuts).text, share);
  // Without a number of units for all of them, clusters that share nothing are parted each by itself: the sum of the best is best.
  const isFree = asked.target.kind === 'free';
  const solveApart = async (weight: Weight, most: number, share: number): Promise<Solved> => {
    const allowed = [...candidates.keys()].filter((column) => candidates[column]!.members.length <= most);
    const local = allowed.map((column) => candidates[column]!);
    if (withoutCandidate(count, local).length > 0) return { status: 'impossible' };
    const clusters = bundled(clustersOf(count, local));
    const ones: string[] = [];
    let objective = 0;
    let isBest = true;
    for (const [nth, { units, columns }] of clusters.entries()) {
      const placeOf = new Map(units.map((at, place) => [at, place]));
      const model = groupingModel(
        units.length,
        columns.map((column) => ({
          ...local[column]!,
          members: local[column]!.members.map((at) => placeOf.get(at)!),
        })),
        columns.map((column) => costs.get(weight)![allowed[column]!]!),
        asked.target,
        [],
      );
      // The larger ones come last and may use what the smaller ones have left.
      const solved = await solver.solve(model.text, share / (clusters.length - nth));
      if (solved.status === 'impossible' || solved.status === 'out-of-time') return solved;
      if (solved.status === 'found') isBest = false;
      objective += solved.objective;
      ones.push(
        ...solved.ones.flatMap((name) =>
          name.startsWith('x') ? [`x${allowed[columns[Number(name.slice(1))]!]!}`] : [],
        ),
      );
    }
    return { status: isBest ? 'best' : 'found', objective, ones };
  };
  /** Of many groups those of few units first: something to show when the time is over before the rest is known. */
  const solveInStages = async (weight: Weight): Promise<Solved> => {
    let first: Solved = { status: 'out-of-time' };
    if (candidates.length > STAGED)
      for (let most = LEAST_PARTS + 1; most < parts && !('ones' in first); most += 1) {
        const solved = await solveApart(weight, most, STAGE_SHARE);
        if (solved.status === 'best' || (solved.status === 'found' && stands(columnsOf(solved.ones))))
          first = { ...solved, status: 'found' };
      }
    const all = await solveApart(weight, parts, FIRST_SHARE);
    if (all.status === 'best' || all.status === 'impossible' || !('ones' in first)) return all;
    return all.status === 'found' && all.objective <= first.objective && stands(columnsOf(all.ones))
      ? all
      : first;
  };
  const stands = (columns: readonly number[]) =>
    checkGrouping(
      ground,
      asked,
      columns.map((column) => candidates[column]!),
    ).length === 0;
  const columnsOf = (ones: readonly string[]) =>
    ones
      .filter((name) => name.startsWith('x'))
      .map((name) => Number(name.slice(1)))
      .sort((a, b) => a - b);
  const told = () =>
    tell({
      stage: 'solving',
      candidates: candidates.length,
      found: found.length,
      wanted: MOST_ALTERNATIVES,
    });

  told();
  let isCut = false;
  for (const weight of weights) {
    const solved = isFree ? await solveInStages(weight) : await solve(weight, [], FIRST_SHARE);
    if (solved.status === 'impossible')
      return parts < asked.mostParts ? unknown() : whyImpossible(ground, asked, candidates, solver);
    if (solved.status !== 'best') isCut = true;
    if (solved.status === 'out-of-time') continue;
    const columns = columnsOf(solved.ones);
    const isProven = solved.status === 'best';
    if (!isProven && !stands(columns)) continue;
    const known = isKnown(columns);
    if (known && isProven) {
      known.best.push(weight);
      known.isProven = true;
    }
    if (!known) found.push({ columns, best: isProven ? [weight] : [], isProven });
    told();
  }
  if (found.length === 0) return outOfTime();
  // Ways that differ in two groups at least; when there are none, in one.
  for (const apart of [2, 1])
    while (!isCut && found.length < MOST_ALTERNATIVES) {
      const solved = await solve(
        asked.weight,
        found.map(({ columns }) => cutOf(candidates, columns, apart)),
      );
      if (solved.status !== 'best') {
        isCut = solved.status !== 'impossible';
        const columns = solved.status === 'found' ? columnsOf(solved.ones) : [];
        if (columns.length > 0 && stands(columns) && !isKnown(columns))
          found.push({ columns, best: [], isProven: false });
        break;
      }
      found.push({ columns: columnsOf(solved.ones), best: [], isProven: true });
      told();
    }
  const groupings = found.map(
    ({ columns, best, isProven }): Grouping => ({
      groups: columns.map((column) => candidates[column]!),
      best,
      isProven,
    }),
  );
  const faulty = groupings.flatMap(({ groups }) => checkGrouping(ground, asked, groups));
  if (faulty.length > 0) throw new Error(`a grouping does not stand the check: ${faulty.join(', ')}`);
  return ok({ groupings, candidates: candidates.length, parts, isCut });
}

/** Why there is no way: units that are always left over, or a number of units that cannot be reached. */
async function whyImpossible(
  ground: Ground,
  asked: Asked,
  candidates: readonly Candidate[],
  solver: Solver,
): Promise<Result<never>> {
  const count = ground.units.length;
  const left = await solver.solve(leftOverModel(count, candidates).text);
  if (left.status !== 'best') return outOfTime();
  const places = left.ones.filter((name) => name.startsWith('y')).map((name) => Number(name.slice(1)));
  if (places.length > 0)
    return refuse({
      code: 'proposals.cannot-part',
      field: 'mostParts',
      facts: { count: places.length, units: named(ground, places), parts: asked.mostParts },
    });
  const extreme = async (sign: 1 | -1) => {
    const model = groupingModel(
      count,
      candidates,
      candidates.map(() => sign),
      { kind: 'free' },
      [],
    );
    const solved = await solver.solve(model.text);
    return solved.status === 'best' ? Math.round(Math.abs(solved.objective)) : null;
  };
  const fewest = await extreme(1);
  const most = await extreme(-1);
  if (fewest === null || most === null) return outOfTime();
  return refuse({
    code: 'proposals.count-out-of-reach',
    field: 'target',
    facts: { wanted: asked.target.kind === 'free' ? count : asked.target.units, fewest, most },
  });
}

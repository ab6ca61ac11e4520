import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Asked, Weight } from '../domain/asked.ts';
import { WEIGHTS } from '../domain/asked.ts';
import { type Candidate, gatherCandidates, withoutCandidate, withoutNeedless } from '../domain/candidates.ts';
import { checkGrouping } from '../domain/check-grouping.ts';
import type { Ground } from '../domain/ground.ts';
import { weigh } from '../domain/group-cost.ts';
import { type Cut, cutOf, groupingModel, leftOverModel } from '../domain/grouping-model.ts';
import type { Solver } from './solver.ts';

/** One way to part the ground. `best`: by which weights no other way costs less; empty for the next best ones. */
export type Grouping = { groups: Candidate[]; best: Weight[] };

export type Progress =
  | { stage: 'groups' }
  | { stage: 'solving'; candidates: number; found: number; wanted: number };

export const MOST_ALTERNATIVES = 4;

/** Gathers candidates and lets other requests have their turn meanwhile. */
async function gathered(ground: Ground, asked: Asked): Promise<Result<Candidate[]>> {
  const gathering = gatherCandidates(ground, asked);
  let step = gathering.next();
  while (!step.done) {
    await new Promise((resume) => setImmediate(resume));
    step = gathering.next();
  }
  return step.value;
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
 * `proposals.out-of-time` when not even the best one was found.
 */
export async function findGroupings(
  ground: Ground,
  asked: Asked,
  solver: Solver,
  tell: (progress: Progress) => void = () => undefined,
): Promise<Result<{ groupings: Grouping[]; candidates: number; isCut: boolean }>> {
  tell({ stage: 'groups' });
  const made = await gathered(ground, asked);
  if (!made.ok) return made;
  const candidates = asked.target.kind === 'free' ? withoutNeedless(made.value) : made.value;
  const count = ground.units.length;
  const alone = withoutCandidate(count, candidates);
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
  const found: { columns: number[]; best: Weight[] }[] = [];
  const isKnown = (columns: readonly number[]) =>
    found.find(
      (each) => each.columns.length === columns.length && each.columns.every((c, i) => c === columns[i]),
    );
  const solve = (weight: Weight, cuts: readonly Cut[]) =>
    solver.solve(groupingModel(count, candidates, costs.get(weight)!, asked.target, cuts).text);
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
    const solved = await solve(weight, []);
    if (solved.status === 'impossible') return whyImpossible(ground, asked, candidates, solver);
    if (solved.status !== 'best') {
      isCut = true;
      break;
    }
    const columns = columnsOf(solved.ones);
    const known = isKnown(columns);
    if (known) known.best.push(weight);
    else found.push({ columns, best: [weight] });
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
        isCut = solved.status === 'out-of-time';
        break;
      }
      found.push({ columns: columnsOf(solved.ones), best: [] });
      told();
    }
  const groupings = found.map(
    ({ columns, best }): Grouping => ({
      groups: columns.map((column) => candidates[column]!),
      best,
    }),
  );
  const faulty = groupings.flatMap(({ groups }) => checkGrouping(ground, asked, groups));
  if (faulty.length > 0) throw new Error(`a grouping does not stand the check: ${faulty.join(', ')}`);
  return ok({ groupings, candidates: candidates.length, isCut });
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

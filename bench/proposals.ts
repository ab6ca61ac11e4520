import { readFile } from 'node:fs/promises';
import { quietWorld } from '#app/quiet-world.ts';
import {
  type Asked,
  findGroupings,
  type Ground,
  loadGround,
  openSolver,
} from '#features/proposals/public.ts';
import { findUnitByCode, importUnitsFromFile, placeInLife, unitsUnder } from '#features/units/public.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { inTransaction } from '#platform/database/database.ts';
import type { Bench } from './harness.ts';

/** The public list with invented figures: 30 districts, 579 wards, communes and townships. */
const LIST = new URL('../src/app/seed/hanoi/invented-places-2022.csv', import.meta.url);
const ON = '2024-01-01';
/** What a person would wait for at most. */
const SECONDS = 25;

const TRIES: { name: string; asked: Pick<Asked, 'need' | 'mostParts'> }[] = [
  { name: 'duty, up to 3', asked: { need: 'duty', mostParts: 3 } },
  { name: 'duty, up to 5', asked: { need: 'duty', mostParts: 5 } },
  { name: 'whole, up to 5', asked: { need: 'whole', mostParts: 5 } },
  { name: 'whole, up to 6', asked: { need: 'whole', mostParts: 6 } },
];

const WHOLE_CITY = { need: 'whole', mostParts: 3 } as const;

type Try = {
  name: string;
  districts: number;
  most_units: number;
  found: number;
  cut: number;
  proven: number;
  refused: number;
  longest_s: number;
  most_candidates: number;
};

/** All districts as one ground: their communes side by side, as the wards of a city without districts. */
const cityOf = (grounds: readonly Ground[]): Ground => {
  let first = 0;
  const neighbours = grounds.flatMap((ground) => {
    const from = first;
    first += ground.units.length;
    return ground.neighbours.map((pair) => ({ ...pair, a: pair.a + from, b: pair.b + from }));
  });
  return { ...grounds[0]!, units: grounds.flatMap(({ units }) => units), neighbours };
};

export const proposalsBench: Bench = {
  about: 'groupings of the wards and communes of every district, found by the solver with all alternatives',
  needs: 'empty',
  run: async (world) => {
    const quiet = quietWorld(world.db, readConfig({ GOC_LOG: 'silent' }));
    await importUnitsFromFile(
      quiet,
      { name: 'invented-places-2022.csv', bytes: await readFile(LIST) },
      {
        underCode: null,
        from: ON,
        today: world.today,
        decision: null,
        apply: true,
        nowMs: quiet.clock.now(),
      },
    );
    const grounds = await inTransaction(world.db, 'read', async (tx) => {
      const city = await findUnitByCode(tx, '01', ON);
      const districts = city ? await unitsUnder(tx, city.id, ON) : [];
      const all: Awaited<ReturnType<typeof loadGround>>[] = [];
      for (const { id } of districts) all.push(await loadGround(tx, await placeInLife(tx, id, ON), ON));
      return all;
    });
    const tries: Try[] = [];
    const whole = cityOf(grounds.map((each) => each.ground));
    const all = [
      ...TRIES.map((each) => ({ ...each, among: grounds.map(({ ground }) => ground) })),
      { name: 'whole, up to 3, the city at once', asked: WHOLE_CITY, among: [whole] },
    ];
    for (const { name, asked, among } of all) {
      const found: { units: number; seconds: number; candidates: number; code: string; isProven: boolean }[] =
        [];
      for (const ground of among) {
        const solver = openSolver(SECONDS);
        const began = performance.now();
        const result = await findGroupings(
          ground,
          { ...asked, target: { kind: 'free' }, weight: 'people', stayIds: [] },
          solver,
        );
        found.push({
          units: ground.units.length,
          seconds: Number(((performance.now() - began) / 1_000).toPrecision(3)),
          candidates: result.ok ? result.value.candidates : 0,
          code: result.ok ? (result.value.isCut ? 'cut' : 'found') : result.refusal.code,
          isProven: result.ok && result.value.groupings[0]?.isProven === true,
        });
        await solver.close();
      }
      const most = (of: (each: (typeof found)[number]) => number) => Math.max(...found.map(of));
      const count = (code: string) => found.filter((each) => each.code === code).length;
      tries.push({
        name,
        districts: found.length,
        most_units: most((each) => each.units),
        found: count('found'),
        cut: count('cut'),
        proven: found.filter((each) => each.isProven).length,
        refused: found.length - count('found') - count('cut'),
        longest_s: most((each) => each.seconds),
        most_candidates: most((each) => each.candidates),
      });
    }
    return {
      figures: { tries },
      lines: tries.map(
        (each) =>
          `${each.name}: ${each.found} of ${each.districts} districts (up to ${each.most_units} units) found, ${each.cut} cut, of ${each.proven} the best is proven, ${each.refused} refused with a reason; longest ${each.longest_s} s, ${each.most_candidates} groups at most`,
      ),
    };
  },
};

import { ballotsBench } from './ballots.ts';
import { cascadeBench } from './cascade.ts';
import type { Bench } from './harness.ts';
import { importBench } from './import.ts';
import { meetingNightBench } from './meeting-night.ts';
import { proposalsBench } from './proposals.ts';
import { reorganisationBench } from './reorganisation.ts';
import { rollupBench } from './rollup.ts';
import { searchBench } from './search.ts';
import { seedBench } from './seed.ts';
import { watchlistsBench } from './watchlists.ts';

/** Every bench by the name that is typed. */
export const benches: Record<string, Bench> = {
  rollup: rollupBench,
  search: searchBench,
  seed: seedBench,
  import: importBench,
  reorganisation: reorganisationBench,
  proposals: proposalsBench,
  ballots: ballotsBench,
  cascade: cascadeBench,
  'meeting-night': meetingNightBench,
  watchlists: watchlistsBench,
};

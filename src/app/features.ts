import { assignments } from '#features/assignments/feature.ts';
import { ballots } from '#features/ballots/feature.ts';
import { directives } from '#features/directives/feature.ts';
import { effects } from '#features/effects/feature.ts';
import { grading } from '#features/grading/feature.ts';
import { lessons } from '#features/lessons/feature.ts';
import { mandates } from '#features/mandates/feature.ts';
import { meetings } from '#features/meetings/feature.ts';
import { members } from '#features/members/feature.ts';
import { proposals } from '#features/proposals/feature.ts';
import { reorganisation } from '#features/reorganisation/feature.ts';
import { reports } from '#features/reports/feature.ts';
import { requests } from '#features/requests/feature.ts';
import { rulebooks } from '#features/rulebooks/feature.ts';
import { search } from '#features/search/feature.ts';
import { sizes } from '#features/sizes/feature.ts';
import { tasks } from '#features/tasks/feature.ts';
import { transfers } from '#features/transfers/feature.ts';
import { units } from '#features/units/feature.ts';
import { watchlists } from '#features/watchlists/feature.ts';
import type { Feature } from '#platform/feature.ts';

/** Every feature, each after those it builds on. The order is the map of the house. */
export const features: readonly Feature[] = [
  units,
  rulebooks,
  members,
  mandates,
  sizes,
  transfers,
  search,
  tasks,
  ballots,
  directives,
  assignments,
  meetings,
  reports,
  effects,
  lessons,
  requests,
  grading,
  watchlists,
  reorganisation,
  proposals,
];

import { z } from 'zod';
import type { AreaGeometry } from '#features/reports/contract.ts';
import { PLACE_KINDS, PLACE_VERDICTS } from '#features/sizes/contract.ts';
import { civilDate, id, TERRAINS } from '#features/units/contract.ts';
import { type Answer, route } from '#kernel/route.ts';
import { LEAST_PARTS, MOST_PARTS, NEEDS, WEIGHTS } from './domain/asked.ts';

export {
  LEAST_PARTS,
  MOST_PARTS,
  NEEDS,
  type Need,
  type Target,
  WEIGHTS,
  type Weight,
} from './domain/asked.ts';

const percent = z.object({ people: z.number().nullable(), km2: z.number().nullable() });
const bilingual = z.object({ vi: z.string(), en: z.string() });

const groundUnit = z
  .object({
    id,
    name: z.string(),
    code: z.string().nullable(),
    kind: z.enum(PLACE_KINDS),
    terrain: z.enum(TERRAINS),
    people: z.number().int().nullable(),
    km2: z.number().nullable(),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
    members: z.number().int(),
    branches: z.number().int(),
    percent,
    verdict: z.enum(PLACE_VERDICTS),
    geometry: z.custom<AreaGeometry>().nullable().meta({
      type: 'object',
      description: 'GeoJSON, outer rings clockwise; null when nobody imported one',
    }),
  })
  .meta({ id: 'GroundUnit' });
export type GroundUnit = z.infer<typeof groundUnit>;

/** Wards and communes directly below a unit, and which of them touch (by their places in the list). */
const ground = {
  unit: z.object({ id, name: z.string() }),
  on: civilDate,
  units: z.array(groundUnit),
  neighbours: z.array(
    z.object({ a: z.number().int(), b: z.number().int(), by: z.enum(['border', 'point']) }),
  ),
  /** The standards of that day, in words. */
  rules: z.array(
    z.object({
      says: bilingual,
      source: z.object({
        document: z.string(),
        article: z.string().optional(),
        on: z.string().optional(),
        verified: z.boolean(),
      }),
      note: bilingual.optional(),
    }),
  ),
};

const target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free') }),
  z.object({ kind: z.enum(['most', 'exact']), units: z.number().int().min(1).max(2_000) }),
]);

const asked = z.object({
  need: z.enum(NEEDS),
  mostParts: z.number().int().min(LEAST_PARTS).max(MOST_PARTS),
  target,
  weight: z.enum(WEIGHTS),
  stayIds: z.array(id).max(2_000),
});

const ofUnit = z.object({ unitId: id });
const ofProposal = z.object({ unitId: id, proposalId: id });

export const getGround = route({
  method: 'GET',
  path: '/api/units/:unitId/proposals',
  summary:
    'Wards and communes below a unit against the standard of a day, who touches whom, and earlier proposals',
  verb: 'proposals.read',
  params: ofUnit,
  query: z.object({ on: civilDate.optional() }),
  response: z.object({
    ...ground,
    today: civilDate,
    /** Units directly below that have wards or communes below them. */
    further: z.array(z.object({ id, name: z.string(), places: z.number().int() })),
    proposals: z.array(
      z.object({
        id,
        on: civilDate,
        at: z.iso.datetime(),
        asked,
        alternatives: z.number().int(),
        /** Units after the first alternative. */
        units: z.number().int(),
        plans: z.number().int(),
      }),
    ),
    abilities: z.object({ solve: z.boolean() }),
  }),
});
export type GroundAnswer = Answer<typeof getGround>;

export const makeProposal = route({
  method: 'POST',
  path: '/api/units/:unitId/proposals',
  summary: 'Look for groupings that meet the standards with the least cost; takes up to half a minute',
  verb: 'proposals.solve',
  params: ofUnit,
  body: asked.extend({
    /** Made by whoever asks, so that the progress can be asked for meanwhile. */
    id,
    on: civilDate,
  }),
  response: z.object({ proposalId: id }),
  errors: [
    'proposals.no-places',
    'proposals.figures-missing',
    'proposals.points-missing',
    'proposals.too-many-groups',
    'proposals.cannot-meet',
    'proposals.cannot-part',
    'proposals.count-out-of-reach',
    'proposals.out-of-time',
    'proposals.busy',
    'proposals.changed-meanwhile',
    'proposals.id-taken',
  ],
});

export const getProgress = route({
  method: 'GET',
  path: '/api/units/:unitId/proposal-progress/:proposalId',
  summary: 'How far the looking for groupings is',
  verb: 'proposals.solve',
  params: ofProposal,
  response: z.object({
    /** `unknown`: not begun, done, or done by another process. */
    stage: z.enum(['unknown', 'groups', 'solving']),
    candidates: z.number().int(),
    found: z.number().int(),
    wanted: z.number().int(),
  }),
});

const cost = z.object({
  /** People whose unit gets another name and seat. */
  people: z.number().int(),
  members: z.number().int(),
  branches: z.number().int(),
  /** People times kilometres to the new seat as the crow flies. */
  personKm: z.number().nullable(),
  longestKm: z.number().nullable(),
});
export type Cost = z.infer<typeof cost>;

const group = z.object({
  /** Places in the list of units; the seat is the one whose name goes on. */
  members: z.array(z.number().int()),
  seat: z.number().int(),
  people: z.number().int().nullable(),
  km2: z.number().nullable(),
  percent,
  verdict: z.enum(PLACE_VERDICTS),
  cost,
});
export type ProposedGroup = z.infer<typeof group>;

export const getProposal = route({
  method: 'GET',
  path: '/api/units/:unitId/proposals/:proposalId',
  summary: 'The alternatives of a proposal side by side, with what each costs',
  verb: 'proposals.read',
  params: ofProposal,
  response: z.object({
    ...ground,
    asked,
    at: z.iso.datetime(),
    /** Groups that were looked at. */
    candidates: z.number().int(),
    /** The time was over before all alternatives were found. */
    isCut: z.boolean(),
    /** Groups of at most so many units were looked at: fewer than asked for when there would have been too many. */
    parts: z.number().int(),
    alternatives: z.array(
      z.object({
        /** By which weights nothing costs less. */
        best: z.array(z.enum(WEIGHTS)),
        /** False: the best that was found by the end of the time; something may cost less. */
        isProven: z.boolean(),
        groups: z.array(group),
        cost,
        joined: z.number().int(),
        /** Units that meet the whole standard afterwards, stay below it, or cannot be judged. */
        standing: z.object({ meets: z.number().int(), below: z.number().int(), unknown: z.number().int() }),
        planIds: z.array(id),
      }),
    ),
    abilities: z.object({ choose: z.boolean() }),
  }),
});
export type ProposalAnswer = Answer<typeof getProposal>;
export type Alternative = ProposalAnswer['alternatives'][number];

export const chooseAlternative = route({
  method: 'POST',
  path: '/api/units/:unitId/proposals/:proposalId/plan',
  summary: 'Make a draft plan of reorganisation out of an alternative, for people to go on with',
  verb: 'proposals.solve',
  params: ofProposal,
  body: z.object({
    alternative: z.number().int().min(0).max(20),
    title: z.string().trim().min(3).max(200),
  }),
  response: z.object({ planId: id }),
  errors: ['proposals.no-alternative', 'proposals.nothing-to-merge', 'proposals.outdated'],
});

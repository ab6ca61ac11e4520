import { z } from 'zod';
import { yearMonth } from '#features/meetings/contract.ts';
import { MEASURE_KEYS } from '#features/reports/contract.ts';
import { civilDate, id, SECTORS, UNIT_KINDS } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';

const paper = z.object({
  id,
  symbol: z.string(),
  title: z.string(),
  issuedOn: civilDate,
  isWithdrawn: z.boolean(),
});
const months = z.object({ from: yearMonth, to: yearMonth });
const spread = z
  .object({
    count: z.number().int(),
    low: z.number(),
    q1: z.number(),
    median: z.number(),
    q3: z.number(),
    high: z.number(),
  })
  .nullable();

/** One picture: how many branches lie in each step of the scale, their mean, and their quarters. */
const picture = z.object({
  count: z.number().int(),
  mean: z.number().nullable(),
  spread,
  bins: z.array(z.number().int()),
});
export type Picture = z.infer<typeof picture>;

const side = z.object({
  count: z.number().int(),
  before: z.number(),
  now: z.number(),
  change: z.number(),
});
export const comparison = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('estimate'),
      started: side,
      waiting: side,
      difference: z.number(),
      interval: z.object({ low: z.number(), high: z.number(), degrees: z.number() }).nullable(),
      leftOut: z.number().int(),
    }),
    z.object({
      kind: z.literal('too-few'),
      started: z.number().int(),
      waiting: z.number().int(),
      leftOut: z.number().int(),
    }),
  ])
  .meta({ id: 'ComparisonOfChanges' });
export type ComparisonAnswer = z.infer<typeof comparison>;

export const indicator = z
  .object({
    measure: z.enum(MEASURE_KEYS),
    better: z.enum(['more', 'less']),
    target: z.number().nullable(),
    namedOn: civilDate,
    namedByName: z.string(),
    droppedOn: civilDate.nullable(),
    droppedBecause: z.string().nullable(),
    before: months,
    /** Ends of the pictures' scale. */
    scale: z.tuple([z.number(), z.number()]),
    pictures: z.object({
      started: z.object({ before: picture, now: picture }),
      waiting: z.object({ before: picture, now: picture }),
    }),
    comparison,
    /** The same comparison for the months before the issue: it should show nothing. */
    earlier: comparison,
    verdict: z.enum(['as-wished', 'against', 'not-told-apart']),
    /** Branches that reach the target, of those measured; null without a target. */
    atTarget: z.object({ before: z.number().int(), now: z.number().int(), of: z.number().int() }).nullable(),
  })
  .meta({ id: 'EffectIndicator' });
export type EffectIndicator = z.infer<typeof indicator>;

export const effectBranch = z
  .object({
    id,
    name: z.string(),
    kind: z.enum(UNIT_KINDS),
    sector: z.enum(SECTORS).nullable(),
    stand: z.enum(['started', 'waiting', 'between']),
    startedOn: civilDate.nullable(),
    /** In the order of the indicators; null where nothing was to be measured. */
    values: z.array(z.object({ before: z.number().nullable(), now: z.number().nullable() })),
  })
  .meta({ id: 'EffectBranch' });
export type EffectBranch = z.infer<typeof effectBranch>;

const ofPaper = z.object({ unitId: id, directiveId: id });

export const listEffects = route({
  method: 'GET',
  path: '/api/units/:unitId/effects',
  summary: 'The latest papers of a committee with the indicators that each means to move',
  verb: 'effects.read',
  params: z.object({ unitId: id }),
  query: z.object({ directiveId: id.optional().describe('Only this paper of the committee') }),
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    papers: z.array(
      paper.extend({
        recipients: z.number().int(),
        started: z.number().int(),
        measures: z.array(z.enum(MEASURE_KEYS)),
      }),
    ),
  }),
});

export const getEffects = route({
  method: 'GET',
  path: '/api/units/:unitId/directives/:directiveId/effects',
  summary: 'What changed in the branches below since a paper, beside comparable ones that have not started',
  verb: 'effects.read',
  params: ofPaper,
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    paper,
    today: civilDate,
    /** Null while no full month has passed since the month of the issue. */
    now: months.nullable(),
    counts: z.object({
      started: z.number().int(),
      waiting: z.number().int(),
      between: z.number().int(),
    }),
    indicators: z.array(indicator),
    /** Each branch with its values; at most five hundred. */
    branches: z.array(effectBranch),
    isCut: z.boolean(),
    abilities: z.object({ name: z.boolean() }),
  }),
});

export const listIndicators = route({
  method: 'GET',
  path: '/api/units/:unitId/papers/:directiveId/indicators',
  summary: 'What a paper that the unit sees means to move, with what the unit itself was before its issue',
  verb: 'effects.see-indicators',
  params: ofPaper,
  response: z.object({
    indicators: z.array(
      z.object({
        measure: z.enum(MEASURE_KEYS),
        better: z.enum(['more', 'less']),
        target: z.number().nullable(),
        before: months,
        /**
         * Of the branches of the unit, or of the branch itself, each weighing the same; null where nothing was kept, and
         * for those who do not see figures of the unit.
         */
        baseline: z
          .object({ branches: z.number().int(), low: z.number(), mean: z.number(), high: z.number() })
          .nullable(),
      }),
    ),
    abilities: z.object({ seeBaseline: z.boolean() }),
  }),
});

export const listTreeIndicators = route({
  method: 'GET',
  path: '/api/units/:unitId/papers/:directiveId/tree/indicators',
  summary: 'Which papers of a tree name what they mean to move, as far as the unit sees the tree',
  verb: 'effects.see-indicators',
  params: ofPaper,
  response: z.object({
    papers: z.array(z.object({ directiveId: id, measures: z.array(z.enum(MEASURE_KEYS)) })),
  }),
});

export const nameIndicator = route({
  method: 'POST',
  path: '/api/units/:unitId/directives/:directiveId/indicators',
  summary: 'Name an indicator that a paper means to move; what every branch was before the issue is kept',
  verb: 'effects.name',
  params: ofPaper,
  body: z.object({
    measure: z.enum(MEASURE_KEYS).exclude(['members']),
    /** The level aimed at, in the measure's own unit. */
    target: z.number().nullish(),
  }),
  response: z.object({ branches: z.number().int() }),
  errors: [
    'effects.paper-withdrawn',
    'effects.named-already',
    'effects.too-many',
    'effects.target-off-scale',
    'effects.nothing-before',
  ],
});

export const dropIndicator = route({
  method: 'POST',
  path: '/api/units/:unitId/directives/:directiveId/indicators/:measure/drop',
  summary: 'Give an indicator up, with a reason; it stays on the page with its baseline',
  verb: 'effects.name',
  params: ofPaper.extend({ measure: z.enum(MEASURE_KEYS) }),
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  response: z.object({}),
  errors: ['effects.not-named'],
});

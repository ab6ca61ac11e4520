import { z } from 'zod';
import { civilDate, id } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';
import { NARROWINGS } from './domain/rulebook.ts';

const bilingual = z.object({ vi: z.string(), en: z.string() });
const source = z.object({
  document: z.string(),
  article: z.string().optional(),
  on: z.string().optional(),
  /** False while nobody has read the official text. */
  verified: z.boolean(),
});

const ruleAnswer = z.object({
  /** Its shape depends on the key: `RuleValues` of this contract. */
  value: z.unknown(),
  source,
  narrowable: z.enum(NARROWINGS),
  note: bilingual.optional(),
  localTo: z.string().optional(),
});

const version = z
  .object({
    code: z.string(),
    title: bilingual,
    source,
    validFrom: civilDate,
    validTo: civilDate.nullable(),
    note: bilingual.optional(),
    /** By rule key. */
    rules: z.record(z.string(), ruleAnswer),
  })
  .meta({ id: 'Rulebook' });

const override = z
  .object({
    id,
    unitId: id,
    key: z.string(),
    value: z.unknown(),
    document: z.string(),
    documentOn: civilDate.nullable(),
    article: z.string().nullable(),
    period: z.object({ from: civilDate, to: civilDate.nullable() }),
  })
  .meta({ id: 'RuleOverride' });

export const listRulebooks = route({
  method: 'GET',
  path: '/api/rulebooks',
  summary: 'Every rulebook with its rules, oldest first',
  verb: 'signed-in',
  response: z.object({ versions: z.array(version) }),
});

export const getUnitRules = route({
  method: 'GET',
  path: '/api/units/:unitId/rules',
  summary: 'The rules in force for a unit on a day, each with where it came from',
  verb: 'signed-in',
  params: z.object({ unitId: id }),
  query: z.object({ on: civilDate.optional() }),
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    day: civilDate,
    today: civilDate,
    version: version.omit({ rules: true }),
    /** By rule key. */
    rules: z.record(
      z.string(),
      ruleAnswer.extend({
        origin: z.discriminatedUnion('from', [
          z.object({ from: z.literal('rulebook'), code: z.string() }),
          z.object({
            from: z.literal('override'),
            overrideId: id,
            unitId: id,
            unitName: z.string(),
            period: z.object({ from: civilDate, to: civilDate.nullable() }),
          }),
        ]),
        instead: ruleAnswer.optional(),
      }),
    ),
    /** Values of committees above that were passed over because they loosen a stricter one. */
    refused: z.array(z.object({ overrideId: id, unitId: id, key: z.string(), code: z.string() })),
    /** The unit's own values, past and coming ones too. */
    own: z.array(override),
    abilities: z.object({ set: z.boolean() }),
  }),
  errors: ['rulebooks.no-version'],
});

export const setRule = route({
  method: 'PUT',
  path: '/api/units/:unitId/rules/:key',
  summary: 'A committee sets its own value of a rule for its subtree from a day on',
  verb: 'rulebooks.set',
  params: z.object({ unitId: id, key: z.string().max(60) }),
  body: z.object({
    value: z.unknown(),
    document: z.string().max(200),
    documentOn: civilDate.nullable().default(null),
    article: z.string().trim().max(100).nullable().default(null),
    from: civilDate,
    to: civilDate.nullable().default(null),
  }),
  response: z.object({ id }),
  errors: [
    'rulebooks.branch-sets-no-rules',
    'rulebooks.unknown-rule',
    'rulebooks.no-version',
    'rulebooks.rule-may-not-change',
    'rulebooks.value-invalid',
    'rulebooks.sheet-broken',
    'rulebooks.looser-than-rule',
    'rulebooks.document-missing',
    'rulebooks.period-empty',
    'rulebooks.override-overlaps',
  ],
});

export const endRule = route({
  method: 'DELETE',
  path: '/api/units/:unitId/rules/:key/:overrideId',
  summary: 'End a unit’s own value on a day; one that has not begun is withdrawn',
  verb: 'rulebooks.set',
  params: z.object({ unitId: id, key: z.string().max(60), overrideId: id }),
  query: z.object({ on: civilDate.optional() }),
  response: z.object({}),
  errors: ['rulebooks.override-not-found', 'rulebooks.override-already-ended'],
});

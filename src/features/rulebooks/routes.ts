import { z } from 'zod';
import { civilDate, id } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';
import { DAY_OFF_KINDS } from './domain/day-off.ts';
import { NARROWINGS, SUBJECTS } from './domain/rulebook.ts';

const bilingual = z.object({ vi: z.string(), en: z.string() });
const source = z.object({
  document: z.string(),
  article: z.string().optional(),
  on: z.string().optional(),
  /** False while nobody has read the official text. */
  verified: z.boolean(),
});

const ruleAnswer = z.object({
  /** Its shape depends on the key: `AllRuleValues` of this contract. */
  value: z.unknown(),
  source,
  narrowable: z.enum(NARROWINGS),
  note: bilingual.optional(),
  localTo: z.string().optional(),
});

const version = z
  .object({
    code: z.string(),
    subject: z.enum(SUBJECTS),
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
    /** The rulebook of each subject. */
    versions: z.record(z.enum(SUBJECTS), version.omit({ rules: true })),
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

const dayOff = z
  .object({
    day: civilDate,
    kind: z.enum(DAY_OFF_KINDS),
    name: bilingual,
    source,
    /** Null for what came with the software. */
    setAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'DayOff' });

export const listDaysOff = route({
  method: 'GET',
  path: '/api/days-off',
  summary: 'Public holidays, days off in their place and weekend days worked, by year',
  verb: 'signed-in',
  query: z.object({ year: z.coerce.number().int().min(2000).max(2199).optional() }),
  response: z.object({
    year: z.number().int(),
    /** Years for which anything is recorded. */
    years: z.array(z.number().int()),
    days: z.array(dayOff),
    /** The unit through which this person may change the calendar; null for nearly everybody. */
    changesThrough: id.nullable(),
  }),
});

export const setDayOff = route({
  method: 'PUT',
  path: '/api/units/:unitId/days-off/:day',
  summary: 'Record that a day is off, or worked, by an announcement',
  verb: 'rulebooks.set-day-off',
  params: z.object({ unitId: id, day: civilDate }),
  body: z.object({
    kind: z.enum(DAY_OFF_KINDS),
    name: z.string().trim().min(1).max(200),
    document: z.string().max(200),
    documentOn: civilDate.nullable().default(null),
  }),
  response: z.object({}),
  errors: ['rulebooks.document-missing', 'rulebooks.day-is-free', 'rulebooks.day-is-worked'],
});

export const removeDayOff = route({
  method: 'DELETE',
  path: '/api/units/:unitId/days-off/:day',
  summary: 'Take a day off the calendar; its line in the history stays',
  verb: 'rulebooks.set-day-off',
  params: z.object({ unitId: id, day: civilDate }),
  response: z.object({}),
  errors: ['rulebooks.day-off-not-found'],
});

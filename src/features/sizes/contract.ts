import { z } from 'zod';
import { civilDate, id, TERRAINS, UNIT_KINDS, unitSummary } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';
import { PLACE_KINDS, PLACE_VERDICTS } from './domain/judge-place.ts';
import { SIZE_WARNINGS } from './domain/judge-size.ts';

export {
  isLargeEnough,
  joinPlaces,
  judgePlace,
  neededAfterMerging,
  PLACE_KINDS,
  PLACE_VERDICTS,
  type PlaceKind,
  type PlacePart,
  type PlaceSize,
  type PlaceVerdict,
  type PlaceWithin,
  placeKindOf,
  placeWithin,
  ruleOfPlace,
  standardOf,
} from './domain/judge-place.ts';
export { judgeSize, SIZE_WARNINGS, type SizeWarningKey } from './domain/judge-size.ts';

const sizeWarning = z.enum(SIZE_WARNINGS);
const bilingual = z.object({ vi: z.string(), en: z.string() });

export const sizeConsent = z
  .object({
    id,
    warning: sizeWarning,
    from: civilDate,
    to: civilDate.nullable(),
    document: z.string(),
    documentOn: civilDate,
    /** The committee that consented, by the name that it had then. */
    givenBy: z.string(),
  })
  .meta({ id: 'SizeConsent' });
export type SizeConsent = z.infer<typeof sizeConsent>;

const figures = {
  members: z.number().int(),
  official: z.number().int(),
  /** Secretary, deputies and committee members. */
  leaders: z.number().int(),
};
const warning = z.object({
  key: sizeWarning,
  counted: z.number().int(),
  limit: z.number().int().nullable(),
  /** The paper by which a committee above consented, on that day. */
  consent: sizeConsent.nullable(),
});
export type ShownWarning = z.infer<typeof warning>;

const ruleInWords = z.object({
  says: bilingual,
  source: z.object({
    document: z.string(),
    article: z.string().optional(),
    on: z.string().optional(),
    verified: z.boolean(),
  }),
  note: bilingual.optional(),
});

export const getSize = route({
  method: 'GET',
  path: '/api/units/:unitId/size',
  summary: 'How many members a unit has, and what that says about its level',
  verb: 'sizes.read',
  params: z.object({ unitId: id }),
  query: z.object({
    on: civilDate.optional(),
    /** Judged as if the unit had this level. */
    as: z.enum(UNIT_KINDS).optional(),
  }),
  response: z.object({
    day: civilDate,
    unit: unitSummary,
    ...figures,
    provisional: z.number().int(),
    warnings: z.array(
      warning.extend({
        /** The rule in words, its document, and what is known about its reading. */
        rule: ruleInWords,
      }),
    ),
    /** Every consent ever given, the latest first. */
    consents: z.array(sizeConsent),
    /** Units below with a warning to which nobody has consented; null for a branch. */
    openBelow: z.number().int().nullable(),
    abilities: z.object({ consent: z.boolean() }),
  }),
});

export const getStandard = route({
  method: 'GET',
  path: '/api/units/:unitId/standard',
  summary: 'Area and population of the place of a unit against the standard of its kind on a day',
  verb: 'sizes.read',
  params: z.object({ unitId: id }),
  query: z.object({ on: civilDate.optional() }),
  response: z.object({
    day: civilDate,
    /** Null when the unit is no organisation of a ward, commune or township: nothing is asked of its place then. */
    kind: z.enum(PLACE_KINDS).nullable(),
    figures: z
      .object({
        km2: z.number().nullable(),
        population: z.number().int().nullable(),
        lat: z.number().nullable(),
        lon: z.number().nullable(),
        terrain: z.enum(TERRAINS),
        from: civilDate,
        source: z.string().nullable(),
      })
      .nullable(),
    standard: z.object({ people: z.number(), km2: z.number() }).nullable(),
    percent: z.object({ people: z.number().nullable(), km2: z.number().nullable() }),
    verdict: z.enum(PLACE_VERDICTS),
    /** The standard, and which units are to be merged. */
    rules: z.array(ruleInWords),
    abilities: z.object({ record: z.boolean() }),
  }),
});

export const listSizeWarnings = route({
  method: 'GET',
  path: '/api/units/:unitId/size-warnings',
  summary: 'Every unit at or below this one whose size does not go with its level',
  verb: 'sizes.read',
  params: z.object({ unitId: id }),
  query: z.object({
    on: civilDate.optional(),
    warning: sizeWarning.optional(),
    consented: z.enum(['true', 'false']).default('false'),
  }),
  response: z.object({
    day: civilDate,
    unit: unitSummary,
    totals: z.array(z.object({ key: sizeWarning, open: z.number().int(), consented: z.number().int() })),
    units: z.array(
      unitSummary.extend({ parentName: z.string().nullable(), ...figures, warnings: z.array(warning) }),
    ),
    /** There are more than are shown: look at a unit further down. */
    isCut: z.boolean(),
  }),
});

export const giveConsent = route({
  method: 'POST',
  path: '/api/units/:unitId/size-consents',
  summary: 'Record that the committee above consents to a unit as it is',
  verb: 'sizes.consent',
  params: z.object({ unitId: id }),
  body: z.object({
    warning: sizeWarning,
    from: civilDate,
    to: civilDate.nullable().default(null),
    document: z.string().trim().min(1).max(100),
    documentOn: civilDate,
  }),
  response: z.object({ id }),
  errors: [
    'units.has-ended',
    'sizes.bad-period',
    'sizes.document-in-future',
    'sizes.consented-already',
    'sizes.outside-life',
    'sizes.no-unit-above',
  ],
});

export const endConsent = route({
  method: 'POST',
  path: '/api/units/:unitId/size-consents/:consentId/end',
  summary: 'End a consent on a day; one that has not begun is withdrawn',
  verb: 'sizes.consent',
  params: z.object({ unitId: id, consentId: id }),
  body: z.object({ on: civilDate }),
  response: z.object({}),
  errors: ['units.has-ended', 'sizes.bad-period'],
});

import { z } from 'zod';
import { civilDate, id, UNIT_KINDS, unitSummary } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';
import { SIZE_WARNINGS } from './domain/judge-size.ts';

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
        rule: z.object({
          says: bilingual,
          source: z.object({
            document: z.string(),
            article: z.string().optional(),
            on: z.string().optional(),
            verified: z.boolean(),
          }),
          note: bilingual.optional(),
        }),
      }),
    ),
    /** Every consent ever given, the latest first. */
    consents: z.array(sizeConsent),
    /** Units below with a warning to which nobody has consented; null for a branch. */
    openBelow: z.number().int().nullable(),
    abilities: z.object({ consent: z.boolean() }),
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
  errors: ['sizes.bad-period'],
});

import { z } from 'zod';
import { recipientChoice } from '#features/directives/contract.ts';
import { civilDate, id, UNIT_KINDS } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';
import { FIELD_TYPES } from './domain/price.ts';
import { MOST_FIELDS, REQUEST_STATES } from './domain/request.ts';

export type { FieldType } from './domain/price.ts';
export type { RequestState } from './domain/request.ts';

const bilingual = z.object({ vi: z.string(), en: z.string() });
const value = z.union([z.number(), z.boolean(), z.string().max(4000)]);

const price = z.object({
  units: z.number().int(),
  /** Minutes of one unit. */
  perUnit: z.number(),
  personHours: z.number(),
  limit: z.number(),
  needsSecond: z.boolean(),
});

export const requestField = z
  .object({
    id,
    label: z.string(),
    type: z.enum(FIELD_TYPES),
    isRequired: z.boolean(),
    /** Why it is asked although the system knows it. */
    again: z.string().nullable(),
  })
  .meta({ id: 'RequestField' });
export type RequestField = z.infer<typeof requestField>;

const brief = z.object({
  id,
  title: z.string(),
  state: z.enum(REQUEST_STATES),
  askedOn: civilDate,
  dueOn: civilDate,
  recipients: z.number().int(),
  answered: z.number().int(),
});
export const requestBrief = brief.meta({ id: 'RequestBrief' });
export type RequestBrief = z.infer<typeof requestBrief>;

export const request = brief
  .extend({
    purpose: z.string(),
    askedByName: z.string(),
    decidedByName: z.string().nullable(),
    decidedOn: civilDate.nullable(),
    declinedBecause: z.string().nullable(),
    closedOn: civilDate.nullable(),
    price,
    /** The rule of the recipients in words; null for a list. */
    to: bilingual.nullable(),
    fields: z.array(requestField),
  })
  .meta({ id: 'Request' });
export type RequestAnswer = z.infer<typeof request>;

export const answerRow = z
  .object({
    unitId: id,
    name: z.string(),
    code: z.string().nullable(),
    kind: z.enum(UNIT_KINDS).nullable(),
    answeredAt: z.iso.datetime().nullable(),
    answeredByName: z.string().nullable(),
    isLate: z.boolean(),
    /** In the order of the fields; null where nothing was given. */
    values: z.array(value.nullable()),
  })
  .meta({ id: 'RequestAnswers' });
export type AnswerRow = z.infer<typeof answerRow>;

export const askedBrief = z
  .object({
    id,
    title: z.string(),
    askedByUnit: z.string(),
    state: z.enum(REQUEST_STATES),
    openedOn: civilDate,
    dueOn: civilDate,
    answeredAt: z.iso.datetime().nullable(),
    isLate: z.boolean(),
  })
  .meta({ id: 'AskedBrief' });
export type AskedBrief = z.infer<typeof askedBrief>;

const inUnit = z.object({ unitId: id });
const ofRequest = inUnit.extend({ requestId: id });

const askedField = z.object({
  label: z.string().trim().min(1).max(200),
  type: z.enum(FIELD_TYPES),
  isRequired: z.boolean().default(true),
  /** Why it is asked although the system knows it. */
  again: z.string().trim().max(500).default(''),
});

const recipientErrors = ['directives.no-recipients', 'directives.recipient-not-below'] as const;

export const previewRequest = route({
  method: 'POST',
  path: '/api/units/:unitId/requests/preview',
  summary: 'What of a request the system knows already, how many units would answer, and what it costs them',
  verb: 'requests.ask',
  params: inUnit,
  body: z.object({
    fields: z.array(z.object({ label: z.string().max(200), type: z.enum(FIELD_TYPES) })).max(MOST_FIELDS),
    to: recipientChoice,
  }),
  response: z.object({
    /** In the order of the fields. */
    fields: z.array(
      z.object({
        known: z.object({ how: z.enum(['known', 'near']), words: bilingual, page: z.string() }).nullable(),
      }),
    ),
    price,
    /** Whose minutes these are: the document, and false while they are this product's estimate. */
    rule: z.object({ document: z.string(), isVerified: z.boolean() }),
  }),
  errors: recipientErrors,
});

export const askForFigures = route({
  method: 'POST',
  path: '/api/units/:unitId/requests',
  summary: 'Ask units below for figures; above a price it waits for the sign-off of a second leader',
  verb: 'requests.ask',
  params: inUnit,
  body: z.object({
    title: z.string().trim().min(1).max(200),
    purpose: z.string().trim().min(1).max(2000),
    dueOn: civilDate,
    fields: z.array(askedField).max(MOST_FIELDS),
    to: recipientChoice,
  }),
  response: z.object({ id, state: z.enum(REQUEST_STATES), recipients: z.number().int() }),
  errors: [
    ...recipientErrors,
    'requests.no-fields',
    'requests.due-before-today',
    'requests.field-twice',
    'requests.known-already',
  ],
});

export const listRequests = route({
  method: 'GET',
  path: '/api/units/:unitId/requests',
  summary: 'Requests of a committee, newest first, fifty at a time',
  verb: 'requests.follow',
  params: inUnit,
  query: z.object({ before: id.optional() }),
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    today: civilDate,
    requests: z.array(requestBrief),
    next: id.nullable(),
    abilities: z.object({ ask: z.boolean() }),
  }),
});

export const getRequest = route({
  method: 'GET',
  path: '/api/units/:unitId/requests/:requestId',
  summary: 'One request with who answered what, and who is late',
  verb: 'requests.follow',
  params: ofRequest,
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    today: civilDate,
    request,
    rows: z.array(answerRow),
    abilities: z.object({ sign: z.boolean(), close: z.boolean() }),
  }),
});

export const getRequestFile = route({
  method: 'GET',
  path: '/api/units/:unitId/requests/:requestId/table/:format',
  summary: 'The answers as a workbook whose totals calculate, or as text',
  verb: 'requests.follow',
  params: ofRequest.extend({ format: z.enum(['xlsx', 'csv']) }),
  query: z.object({ language: z.enum(['vi', 'en']).optional() }),
});

export const signRequest = route({
  method: 'POST',
  path: '/api/units/:unitId/requests/:requestId/sign',
  summary: 'Sign a costly request as the second leader; it goes out at once',
  verb: 'requests.sign',
  params: ofRequest,
  response: z.object({}),
  errors: ['requests.not-waiting', 'requests.own-request'],
});

export const declineRequest = route({
  method: 'POST',
  path: '/api/units/:unitId/requests/:requestId/decline',
  summary: 'Decline to sign a costly request, with a reason; it goes to nobody',
  verb: 'requests.sign',
  params: ofRequest,
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  response: z.object({}),
  errors: ['requests.not-waiting', 'requests.own-request'],
});

export const closeRequest = route({
  method: 'POST',
  path: '/api/units/:unitId/requests/:requestId/close',
  summary: 'Close a request: it takes no more answers',
  verb: 'requests.ask',
  params: ofRequest,
  response: z.object({}),
  errors: ['requests.not-open'],
});

export const listAsked = route({
  method: 'GET',
  path: '/api/units/:unitId/asked',
  summary: 'Requests put to a unit, newest first, fifty at a time',
  verb: 'requests.see-asked',
  params: inUnit,
  query: z.object({ before: id.optional() }),
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    today: civilDate,
    requests: z.array(askedBrief),
    next: id.nullable(),
  }),
});

export const getAsked = route({
  method: 'GET',
  path: '/api/units/:unitId/asked/:requestId',
  summary: 'One request as the unit has it, with its own answer',
  verb: 'requests.see-asked',
  params: ofRequest,
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    today: civilDate,
    request: askedBrief.extend({ purpose: z.string(), fields: z.array(requestField) }),
    values: z.array(z.object({ fieldId: id, value: value.nullable() })),
    answeredByName: z.string().nullable(),
    abilities: z.object({ answer: z.boolean() }),
  }),
});

export const answerRequest = route({
  method: 'POST',
  path: '/api/units/:unitId/asked/:requestId/answer',
  summary: 'Answer for the unit, all fields at once; until the closing an answer may be given anew',
  verb: 'requests.answer',
  params: ofRequest,
  body: z.object({
    values: z.array(z.object({ fieldId: id, value: value.nullable() })).max(MOST_FIELDS),
  }),
  response: z.object({}),
  errors: [
    'requests.closed',
    'requests.not-open',
    'requests.unknown-field',
    'requests.wrong-type',
    'requests.answer-missing',
  ],
});

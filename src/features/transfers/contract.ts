import { z } from 'zod';
import { clock, enteredPerson } from '#features/members/contract.ts';
import { civilDate, id } from '#features/units/contract.ts';
import { MEMBER_STATUSES } from '#kernel/actor.ts';
import { route } from '#kernel/route.ts';
import { STEP_KINDS, TRANSFER_CAUSES, TRANSFER_KINDS, TRANSFER_STATES } from './domain/transfer.ts';

const why = z.string().trim().min(1).max(500);
const paper = z.string().trim().min(1).max(200);
const outside = z.string().trim().min(3).max(300);
/** Where to: a branch that is kept here, or an organisation outside by its name. */
const destination = z.union([
  z.object({ branchId: id, outside: z.null().default(null) }),
  z.object({ branchId: z.null().default(null), outside }),
]);

/** The side that may take a step: the branch that sends, the committee that introduces, the branch that receives. */
export const SIDES = ['send', 'introduce', 'receive'] as const;
export type Side = (typeof SIDES)[number];

export const transfer = z
  .object({
    id,
    personId: id,
    fullName: z.string(),
    birthYear: z.number().int().nullable(),
    kind: z.enum(TRANSFER_KINDS),
    cause: z.enum(TRANSFER_CAUSES),
    causeOn: civilDate,
    state: z.enum(TRANSFER_STATES),
    fromBranchId: id.nullable(),
    /** The branch, or the organisation outside. */
    fromName: z.string(),
    toBranchId: id.nullable(),
    toName: z.string(),
    issuerId: id.nullable(),
    issuerName: z.string().nullable(),
    /** Of a temporary stay; `lastDay` is inside. */
    stayFrom: civilDate.nullable(),
    lastDay: civilDate.nullable(),
    paper: z.string().nullable(),
    requestedOn: civilDate.nullable(),
    introducedOn: civilDate.nullable(),
    presentedOn: civilDate.nullable(),
    closedOn: civilDate.nullable(),
    /** The term that runs now. */
    clock: clock.nullable(),
  })
  .meta({ id: 'Transfer' });
export type Transfer = z.infer<typeof transfer>;

export const listTransfers = route({
  method: 'GET',
  path: '/api/units/:unitId/transfers',
  summary: 'Transfers out of, into and inside a unit, with the days left on each clock',
  verb: 'transfers.read',
  params: z.object({ unitId: id }),
  query: z.object({ closed: z.enum(['true', 'false']).default('false') }),
  response: z.object({
    unitName: z.string(),
    isBranch: z.boolean(),
    today: civilDate,
    /** Open ones, and those closed in the last ninety days when asked. Empty for a city, which sees the figures. */
    transfers: z.array(transfer.extend({ direction: z.enum(['out', 'in', 'inside']) })),
    figures: z.object({
      out: z.number().int(),
      in: z.number().int(),
      inside: z.number().int(),
      late: z.number().int(),
    }),
    abilities: z.object({ send: z.boolean(), receive: z.boolean(), handOver: z.boolean() }),
  }),
});

const stepTaken = z.object({
  step: z.enum(STEP_KINDS),
  on: civilDate,
  by: z.string(),
  unitName: z.string().nullable(),
  note: z.string().nullable(),
  isLate: z.boolean(),
});

export const getTransfer = route({
  method: 'GET',
  path: '/api/units/:unitId/transfers/:transferId',
  summary: 'One transfer with every step that was taken, and what may be done next',
  verb: 'transfers.read',
  params: z.object({ unitId: id, transferId: id }),
  response: z.object({
    transfer,
    today: civilDate,
    steps: z.array(stepTaken),
    /** What this person may do next, and from which side. */
    next: z.array(z.object({ step: z.enum(STEP_KINDS), side: z.enum(SIDES), unitId: id })),
  }),
});

const begin = {
  kind: z.enum(TRANSFER_KINDS),
  cause: z.enum(TRANSFER_CAUSES),
  /** The decision took effect, or the residence changed. */
  causeOn: civilDate,
  to: destination,
  /** Of a temporary stay: its first and last day. */
  stayFrom: civilDate.nullable().default(null),
  lastDay: civilDate.nullable().default(null),
};

const beginErrors = [
  'transfers.one-is-open',
  'transfers.stay-days-missing',
  'members.same-branch',
  'members.not-a-branch',
  'members.branch-ended',
  'members.branch-not-founded',
  'members.suspended-now',
  'members.stays-overlap',
  'members.stay-too-short',
  'members.stay-too-long',
  'members.not-in-branch',
  'members.left-already',
  'members.has-died',
] as const;

export const startTransfer = route({
  method: 'POST',
  path: '/api/branches/:branchId/transfers',
  summary: 'Announce that a member of the branch has to be transferred, so that the clock is kept',
  verb: 'transfers.send',
  params: z.object({ branchId: id }),
  body: z.object({ personId: id, ...begin }),
  response: z.object({ transferId: id }),
  errors: beginErrors,
});

const stepErrors = [
  'transfers.not-yet',
  'transfers.is-closed',
  'transfers.day-in-future',
  'transfers.before-the-step-before',
  'transfers.late-reason-missing',
] as const;

export const takeSendingStep = route({
  method: 'POST',
  path: '/api/branches/:branchId/outgoing/:transferId/steps',
  summary:
    'The sending branch asks for the introduction, withdraws, or notes that an outside branch received',
  verb: 'transfers.send',
  params: z.object({ branchId: id, transferId: id }),
  body: z.discriminatedUnion('step', [
    z.object({
      step: z.literal('request'),
      on: civilDate,
      /** The member's self-review and the decision are with the branch. */
      hasReview: z.boolean(),
      lateReason: why.nullable().default(null),
    }),
    z.object({ step: z.literal('withdraw'), on: civilDate, reason: why }),
    z.object({ step: z.literal('present'), on: civilDate, lateReason: why.nullable().default(null) }),
    z.object({
      step: z.literal('receive'),
      on: civilDate,
      note: z.string().trim().max(200).nullable().default(null),
    }),
  ]),
  response: z.object({}),
  errors: [...stepErrors, 'transfers.review-missing', 'transfers.received-here'],
});

export const takeIssuingStep = route({
  method: 'POST',
  path: '/api/units/:unitId/transfers/:transferId/steps',
  summary: 'The committee gives the introduction, or calls back one that was not presented in time',
  verb: 'transfers.introduce',
  params: z.object({ unitId: id, transferId: id }),
  body: z.discriminatedUnion('step', [
    z.object({ step: z.literal('introduce'), on: civilDate, paper }),
    z.object({ step: z.literal('lapse'), on: civilDate, reason: why }),
  ]),
  response: z.object({}),
  errors: [...stepErrors, 'transfers.term-still-runs'],
});

export const takeReceivingStep = route({
  method: 'POST',
  path: '/api/branches/:branchId/incoming/:transferId/steps',
  summary: 'The receiving branch notes the presented introduction, receives the member, or refuses',
  verb: 'transfers.receive',
  params: z.object({ branchId: id, transferId: id }),
  body: z.discriminatedUnion('step', [
    z.object({ step: z.literal('present'), on: civilDate, lateReason: why.nullable().default(null) }),
    z.object({
      step: z.literal('receive'),
      on: civilDate,
      note: z.string().trim().max(200).nullable().default(null),
    }),
    z.object({ step: z.literal('refuse'), on: civilDate, reason: why }),
  ]),
  response: z.object({}),
  errors: [...stepErrors, ...beginErrors, 'members.later-change-known'],
});

export const arrive = route({
  method: 'POST',
  path: '/api/branches/:branchId/arrivals',
  summary: 'Receive a member, or a guest for a time, from an organisation outside of this system',
  verb: 'transfers.receive',
  params: z.object({ branchId: id }),
  body: z.object({
    person: enteredPerson,
    admittedOn: civilDate,
    officialOn: civilDate.nullable().default(null),
    kind: z.enum(TRANSFER_KINDS),
    cause: z.enum(TRANSFER_CAUSES),
    from: outside,
    paper,
    introducedOn: civilDate,
    presentedOn: civilDate,
    /** The meeting accepted the member on this day. */
    receivedOn: civilDate,
    lastDay: civilDate.nullable().default(null),
    lateReason: why.nullable().default(null),
  }),
  response: z.object({ personId: id, transferId: id }),
  errors: [
    ...stepErrors,
    'members.number-taken',
    'members.maybe-known',
    'members.is-member',
    'members.left-already',
    'members.official-before-admission',
    'transfers.stay-days-missing',
    'transfers.one-is-open',
  ],
});

export const changeStay = route({
  method: 'POST',
  path: '/api/branches/:branchId/stays/:personId',
  summary: 'Lengthen a temporary stay or end it early; both branches follow',
  verb: 'transfers.send',
  params: z.object({ branchId: id, personId: id }),
  body: z.object({ lastDay: civilDate, cause: z.enum(TRANSFER_CAUSES), document: paper }),
  response: z.object({}),
  errors: [
    'members.not-away',
    'members.stay-too-long',
    'members.stays-overlap',
    'members.ends-before-it-begins',
    'members.later-change-known',
    'members.not-in-branch',
  ],
});

export const findTargets = route({
  method: 'GET',
  path: '/api/transfer-targets',
  summary: 'Branches that exist today, by a part of their name or that of a committee above',
  verb: 'signed-in',
  query: z.object({ q: z.string().trim().min(1).max(100) }),
  response: z.object({
    branches: z.array(z.object({ id, name: z.string(), above: z.string() })),
    hasMore: z.boolean(),
  }),
});

export const listOwnTransfers = route({
  method: 'GET',
  path: '/api/me/transfers',
  summary: 'My own transfers with their steps, and whether I may ask for one',
  verb: 'signed-in',
  response: z.object({
    today: civilDate,
    transfers: z.array(transfer.extend({ steps: z.array(stepTaken) })),
    /** The branch I belong to; null when I belong to none and so cannot ask. */
    branchId: id.nullable(),
  }),
});

export const requestOwnTransfer = route({
  method: 'POST',
  path: '/api/me/transfers',
  summary: 'Ask for my own transfer, with self-review',
  verb: 'signed-in',
  body: z.object({ ...begin, hasReview: z.boolean(), lateReason: why.nullable().default(null) }),
  response: z.object({ transferId: id }),
  errors: [
    ...beginErrors,
    'transfers.review-missing',
    'transfers.late-reason-missing',
    'transfers.no-branch',
  ],
});

const handedOver = z.object({
  personId: id,
  fullName: z.string(),
  status: z.enum(MEMBER_STATUSES),
});

export const handover = z
  .object({
    id,
    unitId: id,
    fromBranchId: id,
    fromName: z.string(),
    toBranchId: id,
    toName: z.string(),
    on: civilDate,
    decision: z.string(),
    decidedOn: civilDate,
    receivingDecision: z.string().nullable(),
    count: z.number().int(),
  })
  .meta({ id: 'Handover' });
export type Handover = z.infer<typeof handover>;

export const listHandovers = route({
  method: 'GET',
  path: '/api/units/:unitId/handovers',
  summary: 'Collective transfers that a unit decided, or took part in',
  verb: 'transfers.read',
  params: z.object({ unitId: id }),
  response: z.object({
    unitName: z.string(),
    handovers: z.array(handover),
    abilities: z.object({ handOver: z.boolean() }),
  }),
});

export const getHandover = route({
  method: 'GET',
  path: '/api/units/:unitId/handovers/:handoverId',
  summary: 'A collective transfer with its member list',
  verb: 'transfers.read',
  params: z.object({ unitId: id, handoverId: id }),
  response: handover.extend({
    /** From far above, names are initials until a reason was given. */
    names: z.enum(['shown', 'after-reason']),
    members: z.array(handedOver),
  }),
});

export const handOver = route({
  method: 'POST',
  path: '/api/units/:unitId/handovers',
  summary: 'Transfer many members of a branch at once, by a decision of the committee above both branches',
  verb: 'transfers.hand-over',
  params: z.object({ unitId: id }),
  body: z.object({
    fromBranchId: id,
    toBranchId: id,
    /** Those who go; left out, everybody who belongs to the branch on that day. */
    personIds: z.array(id).min(1).max(3_000).optional(),
    on: civilDate,
    decision: paper,
    decidedOn: civilDate,
    /** Of the committee that receives, when the branches lie under different base organisations. */
    receivingDecision: paper.nullable().default(null),
  }),
  response: z.object({ handoverId: id, count: z.number().int() }),
  errors: [
    'transfers.not-below',
    'transfers.receiving-decision-missing',
    'transfers.nobody-to-hand-over',
    'transfers.day-in-future',
    'transfers.transfer-is-open',
    'members.same-branch',
    'members.not-a-branch',
    'members.branch-ended',
    'members.branch-not-founded',
    'members.not-in-branch',
    'members.later-change-known',
  ],
});

export const HANDOVER_FORMATS = ['docx', 'pdf', 'txt'] as const;

export const getHandoverMinutes = route({
  method: 'GET',
  path: '/api/units/:unitId/handovers/:handoverId/minutes/:format',
  summary: 'Handover minutes in the Party’s document form, with the member list',
  verb: 'transfers.read',
  params: z.object({ unitId: id, handoverId: id, format: z.enum(HANDOVER_FORMATS) }),
  errors: ['transfers.reason-needed'],
});

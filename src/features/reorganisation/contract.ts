import { z } from 'zod';
import { civilDate, id, SECTORS, UNIT_KINDS, unitSummary } from '#features/units/contract.ts';
import { type Answer, route } from '#kernel/route.ts';
import { PLAN_MOVES, PLAN_STATES } from './domain/plan.ts';

export { PLAN_STATES, type PlanMove, type PlanState, type PlanStep, type StepKind } from './domain/plan.ts';

const name = z.string().trim().max(200);
const code = z.string().trim().min(1).max(40).nullable();
const kindAndSector = { unitKind: z.enum(UNIT_KINDS), sector: z.enum(SECTORS).nullable() };

export const planStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('found'),
    /** Made by whoever writes the step, so that other steps can speak of the unit. */
    unitId: id,
    name,
    code,
    ...kindAndSector,
    parentId: id,
  }),
  z.object({ kind: z.literal('rename'), unitId: id, name }),
  z.object({ kind: z.literal('recode'), unitId: id, code }),
  z.object({ kind: z.literal('move'), unitId: id, parentId: id }),
  z.object({ kind: z.literal('change-kind'), unitId: id, ...kindAndSector }),
  z.object({ kind: z.literal('merge'), unitId: id, intoId: id }),
  z.object({
    kind: z.literal('split'),
    unitId: id,
    parts: z
      .array(
        z.object({
          intoId: id,
          share: z.number().min(0).max(100).nullable().default(null),
          words: z.array(z.string().trim().min(1).max(100)).max(200).default([]),
        }),
      )
      .min(1)
      .max(40),
    restId: id.nullable().default(null),
  }),
  z.object({ kind: z.literal('end'), unitId: id }),
]);

const outcome = z.object({
  members: z.object({ before: z.number().int(), after: z.number().int() }),
  tasks: z.object({ before: z.number().int(), after: z.number().int() }),
  founded: z.number().int(),
  renamed: z.number().int(),
  recoded: z.number().int(),
  rekinded: z.number().int(),
  moved: z.number().int(),
  ended: z.number().int(),
  people: z.number().int(),
});

const plan = z
  .object({
    id,
    title: z.string(),
    /** The first day of the new tree. */
    on: civilDate,
    state: z.enum(PLAN_STATES),
    decision: z.string().nullable(),
    decidedOn: civilDate.nullable(),
    issuedBy: z.string().nullable(),
    correctsId: id.nullable(),
    outcome: outcome.nullable(),
  })
  .meta({ id: 'Plan' });
export type Plan = z.infer<typeof plan>;

const ofUnit = z.object({ unitId: id });
const ofPlan = z.object({ unitId: id, planId: id });

export const listPlans = route({
  method: 'GET',
  path: '/api/units/:unitId/plans',
  summary:
    'Plans by which a committee arranges its part of the tree, the latest day first, and those that were given up',
  verb: 'reorganisation.read',
  params: ofUnit,
  response: z.object({
    unitName: z.string(),
    today: civilDate,
    plans: z.array(
      plan.extend({
        steps: z.number().int(),
        /** Of a scheduled one: what came up since and has to be settled before its day. */
        open: z.number().int(),
      }),
    ),
    givenUp: z.array(
      z.object({
        id,
        title: z.string(),
        on: civilDate,
        reason: z.string(),
        by: z.string().nullable(),
        at: z.iso.datetime(),
      }),
    ),
    abilities: z.object({ draft: z.boolean() }),
  }),
});

const about = z.object({ title: z.string().trim().min(3).max(200), on: civilDate });

export const createPlan = route({
  method: 'POST',
  path: '/api/units/:unitId/plans',
  summary: 'Begin a plan; one that took effect is put right by another',
  verb: 'reorganisation.draft',
  params: ofUnit,
  body: about.extend({ correctsId: id.nullable().default(null) }),
  response: z.object({ planId: id }),
  errors: ['units.has-ended', 'reorganisation.not-applied'],
});

const sentence = z.object({ code: z.string(), message: z.string(), wayOut: z.string().nullable() });

const node = unitSummary.extend({
  parentId: id.nullable(),
  /** What the plan does with it. */
  marks: z.array(
    z.enum(['founded', 'renamed', 'recoded', 'rekinded', 'moved', 'ended', 'receives', 'gives']),
  ),
  /** Units directly below. */
  below: z.number().int(),
});
export type PlanNode = z.infer<typeof node>;

export const getPlan = route({
  method: 'GET',
  path: '/api/units/:unitId/plans/:planId',
  summary: 'A plan, its steps, and what it would do to the tree of its day',
  verb: 'reorganisation.read',
  params: ofPlan,
  response: z.object({
    unitName: z.string(),
    today: civilDate,
    plan,
    corrects: z.object({ id, title: z.string() }).nullable(),
    steps: z.array(
      z.object({
        step: planStep,
        /** The step in words. */
        text: z.string(),
        problems: z.array(sentence),
      }),
    ),
    /** Problems of no single step. */
    problems: z.array(sentence),
    /** Units that could get the level that may stand where the plan puts them. */
    levelFixes: z.number().int(),
    /** What has changed about the units of the plan since the steps were written. */
    differences: z.array(
      z.object({
        unitId: id,
        name: z.string(),
        what: z.enum(['gone', 'come', 'name', 'code', 'kind', 'parent']),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    ),
    /** Units that are shared out, with how much of each is settled. */
    worklists: z.array(
      z.object({ splitId: id, name: z.string(), open: z.number().int(), settled: z.number().int() }),
    ),
    counts: z.object({
      founded: z.number().int(),
      renamed: z.number().int(),
      recoded: z.number().int(),
      rekinded: z.number().int(),
      moved: z.number().int(),
      ended: z.number().int(),
      joined: z.number().int(),
      people: z.number().int(),
      undecided: z.number().int(),
    }),
    /** What every feature has in the units that end. */
    standing: z.array(
      z.object({
        what: z.string(),
        settle: z.string(),
        inPlan: z.enum(['carry', 'end', 'keep', 'refuse']),
        count: z.number().int(),
      }),
    ),
    /** Things of the units that the plan touches, one by one, each sort with what becomes of it. */
    ahead: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        count: z.number().int(),
        /** The first of them: the unit, the thing, and the units where it will be. */
        lines: z.array(z.object({ unit: z.string(), what: z.string(), into: z.array(z.string()) })),
      }),
    ),
    /** What the size of a branch says against its level afterwards. */
    warnings: z.array(z.object({ unit: z.string(), says: z.string(), document: z.string() })),
    before: z.array(node),
    after: z.array(node),
    events: z.array(
      z.object({
        move: z.enum(['create', 'assign', 'rebase', 'give-up', ...PLAN_MOVES]),
        note: z.string().nullable(),
        by: z.string().nullable(),
        at: z.iso.datetime(),
      }),
    ),
    /** Units that receive something, for their papers; empty before there is a decision. */
    receivers: z.array(z.object({ id, name: z.string() })),
    abilities: z.object({
      edit: z.boolean(),
      assign: z.boolean(),
      giveUp: z.boolean(),
      moves: z.array(z.enum(PLAN_MOVES)),
    }),
  }),
});
export type PlanAnswer = Answer<typeof getPlan>;

const stepsErrors = ['reorganisation.steps-closed'] as const;

export const writeSteps = route({
  method: 'POST',
  path: '/api/units/:unitId/plans/:planId/steps',
  summary: 'Write all steps of a plan anew; what is wrong with them is shown, not refused',
  verb: 'reorganisation.draft',
  params: ofPlan,
  body: about.extend({ steps: z.array(planStep).max(5_000) }),
  response: z.object({}),
  errors: stepsErrors,
});

export const importPlan = route({
  method: 'POST',
  path: '/api/units/:unitId/plans/:planId/table',
  summary: 'Take the steps from a conversion table; all rows or none',
  verb: 'reorganisation.draft',
  params: ofPlan,
  query: z.object({
    name: z.string().min(1).max(300),
    /** Everything new stands directly under this unit. */
    parentId: id.optional(),
    /** The level that the table leaves without places ends as well. */
    endsEmptied: z.enum(['true', 'false']).optional(),
  }),
  response: z.object({
    steps: z.number().int(),
    faults: z.array(z.object({ row: z.number().int(), code: z.string(), message: z.string() })),
  }),
  errors: [...stepsErrors, 'reorganisation.no-table', 'reorganisation.table-empty'],
});

export const takeNewBase = route({
  method: 'POST',
  path: '/api/units/:unitId/plans/:planId/base',
  summary: 'Take the tree as it is now as what the plan is about',
  verb: 'reorganisation.draft',
  params: ofPlan,
  body: z.object({}),
  response: z.object({}),
  errors: stepsErrors,
});

export const fitLevels = route({
  method: 'POST',
  path: '/api/units/:unitId/plans/:planId/levels',
  summary: 'Add the steps that give units the level that may stand where the plan puts them',
  verb: 'reorganisation.draft',
  params: ofPlan,
  body: z.object({}),
  response: z.object({ steps: z.number().int() }),
  errors: stepsErrors,
});

export const listUndecided = route({
  method: 'GET',
  path: '/api/units/:unitId/plans/:planId/splits/:splitId',
  summary: 'What of a unit that is shared out has no place yet, and what has; the reading is logged',
  verb: 'reorganisation.draft',
  params: ofPlan.extend({ splitId: id }),
  response: z.object({
    name: z.string(),
    choices: z.array(z.object({ id, name: z.string() })),
    subjects: z.array(
      z.object({
        subjectId: id,
        /** `arrival`: a member on the way to the unit. */
        what: z.enum(['unit', 'person', 'arrival']),
        name: z.string(),
        address: z.string().nullable(),
        /** Where it goes by now; null: undecided. */
        intoId: id.nullable(),
        /** Settled with the plan when it was scheduled: not changed without taking the schedule back. */
        isFixed: z.boolean(),
      }),
    ),
  }),
});

export const assign = route({
  method: 'POST',
  path: '/api/units/:unitId/plans/:planId/assignments',
  summary: 'Decide where units and members of a unit that is shared out go',
  verb: 'reorganisation.draft',
  params: ofPlan,
  body: z.object({
    assigned: z
      .array(z.object({ subjectId: id, intoId: id }))
      .min(1)
      .max(5_000),
  }),
  response: z.object({ open: z.number().int() }),
  errors: [...stepsErrors, 'reorganisation.not-a-choice', 'reorganisation.settled'],
});

export const getWorklist = route({
  method: 'GET',
  path: '/api/units/:unitId/plans/:planId/worklist',
  summary: 'Everything of the units that a plan shares out, as a table to fill in; the reading is logged',
  verb: 'reorganisation.draft',
  params: ofPlan,
  query: z.object({ only: z.enum(['open', 'all']).default('all') }),
  response: z.custom<Uint8Array>(),
});

export const takeWorklist = route({
  method: 'POST',
  path: '/api/units/:unitId/plans/:planId/worklist',
  summary: 'Decide by a table that was filled in where units and members go; all lines or none',
  verb: 'reorganisation.draft',
  params: ofPlan,
  query: z.object({ name: z.string().min(1).max(300) }),
  response: z.object({
    assigned: z.number().int(),
    open: z.number().int(),
    faults: z.array(
      z.object({
        row: z.number().int(),
        code: z.string(),
        message: z.string(),
        wayOut: z.string().nullable(),
      }),
    ),
  }),
  errors: [
    ...stepsErrors,
    'reorganisation.no-worklist',
    'reorganisation.not-a-choice',
    'reorganisation.settled',
  ],
});

export const getPapers = route({
  method: 'GET',
  path: '/api/units/:unitId/plans/:planId/papers/:intoId',
  summary:
    'Decision, handover minutes with lists, posts, and notices for one unit that receives: a zip of Word and PDF',
  verb: 'reorganisation.draft',
  params: ofPlan.extend({ intoId: id }),
  response: z.custom<Uint8Array>(),
  errors: ['reorganisation.no-papers'],
});

export const giveUpPlan = route({
  method: 'POST',
  path: '/api/units/:unitId/plans/:planId/given-up',
  summary: 'Give a plan up that nobody has approved, with a reason; it stays among those that were given up',
  verb: 'reorganisation.give-up',
  params: ofPlan,
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  response: z.object({}),
  errors: ['reorganisation.already-decided', 'reorganisation.given-up'],
});

export const movePlan = route({
  method: 'POST',
  path: '/api/units/:unitId/plans/:planId/state',
  summary: 'Consult, approve, open again, schedule, take the schedule back, or let the plan take effect',
  verb: 'reorganisation.decide',
  params: ofPlan,
  body: z.object({
    move: z.enum(PLAN_MOVES),
    decision: z
      .object({
        number: z.string().trim().min(1).max(100),
        on: civilDate,
        issuedBy: z.string().trim().min(1).max(200).nullable().default(null),
      })
      .nullable()
      .default(null),
    note: z.string().trim().max(500).nullable().default(null),
  }),
  response: z.object({ state: z.enum(PLAN_STATES) }),
  errors: [
    'reorganisation.not-now',
    'reorganisation.decision-missing',
    'reorganisation.no-steps',
    'reorganisation.base-changed',
    'reorganisation.has-problems',
    'reorganisation.undecided',
    'reorganisation.two-plans',
    'reorganisation.not-scheduled',
    'reorganisation.not-yet',
    'reorganisation.still-standing',
    'reorganisation.lost',
    'units.decision-in-future',
    'units.later-changes',
    'units.code-taken',
  ],
});

import { z } from 'zod';
import { recipientChoice } from '#features/directives/contract.ts';
import { civilDate, id, UNIT_KINDS } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';
import { MEASURES } from './domain/check-assignment.ts';
import { CAUSES, DUTY_STATES, REPORTED_STATES, WORK_STATES } from './domain/duty-state.ts';

export type { Measure } from './domain/check-assignment.ts';
export {
  CAUSES,
  type Cause,
  DUTY_STATES,
  type DutyState,
  isSettled,
  type WorkState,
} from './domain/duty-state.ts';
export type { Forecast } from './domain/forecast.ts';

const unitRef = z.object({ id, name: z.string() });
const paperRef = z.object({ id, symbol: z.string(), title: z.string() });
const instant = z.iso.datetime();

const assignment = z.object({
  id,
  unitId: id,
  issuingUnitName: z.string(),
  title: z.string(),
  /** What will be there when it is done. */
  output: z.string(),
  measure: z.enum(MEASURES),
  target: z.number().nullable(),
  measureUnit: z.string().nullable(),
  paper: paperRef.nullable(),
  paragraph: z.string().nullable(),
  issuedOn: civilDate,
  answerBy: civilDate,
  dueOn: civilDate,
  withdrawnBecause: z.string().nullable(),
});

/** Asked by one holder, answered once, read by all. */
const question = z.object({
  id,
  unitName: z.string(),
  askedAt: instant,
  text: z.string(),
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
});

const counts = z.object({
  total: z.number().int(),
  received: z.number().int(),
  answered: z.number().int(),
  done: z.number().int(),
  late: z.number().int(),
  overdue: z.number().int(),
});

export const assignmentLine = assignment.extend(counts.shape).meta({ id: 'Assignment' });
export type AssignmentLine = z.infer<typeof assignmentLine>;

export const dutyLine = assignment
  .omit({ id: true, withdrawnBecause: true })
  .extend({
    dutyId: id,
    assignmentId: id,
    holderId: id,
    holderName: z.string(),
    /** The unit's own day; never after that of the task. */
    dueOn: civilDate,
    state: z.enum(DUTY_STATES),
    figure: z.number().nullable(),
    /** How often it was urged; the reminder does not count. */
    urgings: z.number().int(),
    /** False when the unit only helps another one. */
    isOwner: z.boolean(),
    isOnAgenda: z.boolean(),
  })
  .meta({ id: 'Duty' });
export type DutyLine = z.infer<typeof dutyLine>;

const ofUnit = z.object({ unitId: id });
const ofAssignment = z.object({ unitId: id, assignmentId: id });
const ofDuty = z.object({ dutyId: id });
const before = z.object({ before: id.optional() });

export const giveAssignment = route({
  method: 'POST',
  path: '/api/units/:unitId/assignments',
  summary: 'Give a task with an output and a due day to units below, each of which gets its own share',
  verb: 'assignments.give',
  params: ofUnit,
  body: z.object({
    title: z.string().trim().min(1).max(500),
    output: z.string().max(500),
    measure: z.enum(MEASURES),
    target: z.number().finite().min(-1e12).max(1e12).nullish(),
    measureUnit: z.string().trim().max(60).nullish(),
    /** The paper it stands in, and where in it. */
    directiveId: id.nullish(),
    paragraph: z.string().trim().max(120).nullish(),
    issuedOn: civilDate.optional(),
    answerBy: civilDate.optional(),
    dueOn: civilDate,
    to: recipientChoice,
    /** Units that help every holder. */
    coUnitIds: z.array(id).max(20).optional(),
    /** The own duty that this plan localises. */
    parentDutyId: id.nullish(),
  }),
  response: z.object({ id, duties: z.number().int() }),
  errors: [
    'assignments.output-missing',
    'assignments.target-missing',
    'assignments.issued-in-future',
    'assignments.due-before-issue',
    'assignments.answer-after-due',
    'assignments.due-past-parent',
    'assignments.parent-not-yours',
    'assignments.settled',
    'assignments.paper-unseen',
    'directives.no-recipients',
    'directives.recipient-not-below',
    'directives.secret',
  ],
});

export const listAssignments = route({
  method: 'GET',
  path: '/api/units/:unitId/assignments',
  summary: 'Tasks that a unit gave, newest first, fifty at a time, with how far each has come',
  verb: 'assignments.follow',
  params: ofUnit,
  query: before.extend({ directiveId: id.optional() }),
  response: z.object({
    unit: unitRef,
    today: civilDate,
    assignments: z.array(assignmentLine),
    next: id.nullable(),
    abilities: z.object({ give: z.boolean() }),
  }),
});

const cause = z.enum(CAUSES);

const figureCounts = z.object({
  /** Units whose report is in it. */
  reported: z.number().int(),
  /** Units the task was given to. */
  given: z.number().int(),
  /** Those of them that have a figure, their own or from below. */
  holders: z.number().int(),
  reached: z.number().int(),
});

export const getAssignment = route({
  method: 'GET',
  path: '/api/units/:unitId/assignments/:assignmentId',
  summary:
    'How far a task has reached, tier by tier and day by day, with everything localised under it: who holds it up, what is late and why, and where it is going',
  verb: 'assignments.follow',
  params: ofAssignment,
  response: z.object({
    unit: unitRef,
    today: civilDate,
    assignment,
    parent: z.object({ dutyId: id, title: z.string(), dueOn: civilDate }).nullable(),
    coUnits: z.array(unitRef),
    /** The choice of units in words; null for a list. */
    chosenBy: z.object({ vi: z.string(), en: z.string() }).nullable(),
    tiers: z.array(
      z.object({
        kind: z.enum(UNIT_KINDS),
        total: z.number().int(),
        states: z.partialRecord(z.enum(DUTY_STATES), z.number().int()),
      }),
    ),
    days: z.array(
      z.object({
        day: civilDate,
        received: z.number().int(),
        answered: z.number().int(),
        done: z.number().int(),
      }),
    ),
    /** Units directly below the sender under which the most is open, the slowest first. */
    holders: z.array(
      z.object({
        unit: unitRef,
        total: z.number().int(),
        notReceived: z.number().int(),
        open: z.number().int(),
        overdue: z.number().int(),
        urgings: z.number().int(),
      }),
    ),
    causes: z.array(
      z.object({ cause: cause.nullable(), late: z.number().int(), impossible: z.number().int() }),
    ),
    /**
     * What the task comes to, when it is measured by a number: of each holder its own report, or what stands below.
     * Counts are added up; rates never are.
     */
    figures: z
      .discriminatedUnion('kind', [
        figureCounts.extend({ kind: z.literal('count'), sum: z.number() }),
        figureCounts.extend({
          kind: z.literal('rate'),
          spread: z
            .object({ least: z.number(), median: z.number(), mean: z.number(), most: z.number() })
            .nullable(),
        }),
      ])
      .nullable(),
    /** Tasks in the cascade, and those whose output is measured by a number. */
    outputs: z.object({ tasks: z.number().int(), measured: z.number().int() }),
    forecast: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('finished'), on: civilDate }),
      z.object({ kind: z.literal('no-pace') }),
      z.object({
        kind: z.literal('pace'),
        perDay: z.number(),
        days: z.number().int(),
        byDue: z.object({ expected: z.number().int(), from: z.number().int(), to: z.number().int() }),
        lastOn: civilDate,
      }),
    ]),
    /** Shares of the task and of all that was localised under it that nobody has answered after the day for it. */
    answerLate: z.number().int(),
    /** Units that hold a share of it, or of a plan under it, with more tasks due in its week than the rule says. */
    clashes: z.object({
      most: z.number().int(),
      /** Each counted once. */
      units: z.number().int(),
      examples: z.array(z.object({ unit: unitRef, weekFrom: civilDate, due: z.number().int() })),
    }),
    questions: z.array(question),
    abilities: z.object({ give: z.boolean(), urge: z.boolean() }),
  }),
});

export const listHolders = route({
  method: 'GET',
  path: '/api/units/:unitId/assignments/:assignmentId/duties',
  summary:
    'The shares behind a figure of the sender’s screen, those that are worst first, a hundred at a time',
  verb: 'assignments.follow',
  params: ofAssignment,
  query: z.object({
    kind: z.enum(UNIT_KINDS).optional(),
    state: z.enum(DUTY_STATES).optional(),
    /**
     * What the screen counts as one: opened is all but not received; finished is done, late too; answer-late is without an
     * answer after the day for it.
     */
    group: z.enum(['opened', 'finished', 'answer-late']).optional(),
    cause: z.union([cause, z.literal('none')]).optional(),
    /** Only those whose figure stands in what the task comes to. */
    figures: z.literal('counted').optional(),
    /** Only units under this one. */
    underId: id.optional(),
    from: z.coerce.number().int().min(0).max(100_000).default(0),
  }),
  response: z.object({
    unit: unitRef,
    assignment: z.object({ id, title: z.string() }),
    total: z.number().int(),
    duties: z.array(
      z.object({
        dutyId: id,
        unit: unitRef,
        aboveName: z.string().nullable(),
        title: z.string(),
        state: z.enum(DUTY_STATES),
        dueOn: civilDate,
        figure: z.number().nullable(),
        cause: cause.nullable(),
        urgings: z.number().int(),
      }),
    ),
  }),
});

export const listClashes = route({
  method: 'GET',
  path: '/api/units/:unitId/assignments/:assignmentId/clashes',
  summary:
    'Units that hold a task, or a plan under it, with more tasks due in its week than the rule says, from all senders, the busiest first, a hundred at a time',
  verb: 'assignments.follow',
  params: ofAssignment,
  query: z.object({
    /** Of the unit's name, with or without marks. */
    words: z.string().max(200).default(''),
    from: z.coerce.number().int().min(0).max(100_000).default(0),
  }),
  response: z.object({
    unit: unitRef,
    assignment: z.object({ id, title: z.string() }),
    most: z.number().int(),
    /** Lines: one for each unit and week. */
    total: z.number().int(),
    clashes: z.array(
      z.object({
        unit: unitRef,
        aboveName: z.string().nullable(),
        weekFrom: civilDate,
        due: z.number().int(),
      }),
    ),
  }),
});

export const withdrawAssignment = route({
  method: 'POST',
  path: '/api/units/:unitId/assignments/:assignmentId/withdraw',
  summary: 'Take a task back, with everything localised under it',
  verb: 'assignments.give',
  params: ofAssignment,
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  response: z.object({ withdrawn: z.number().int() }),
  errors: ['assignments.withdrawn'],
});

export const urgeNow = route({
  method: 'POST',
  path: '/api/units/:unitId/assignments/:assignmentId/urgings',
  summary: 'Urge units that have not finished, besides what the rule does',
  verb: 'assignments.give',
  params: ofAssignment,
  body: z.object({
    /** Shares of this task; everything open when absent. */
    dutyIds: z.array(id).max(1000).optional(),
    text: z.string().trim().min(1).max(1000),
  }),
  response: z.object({ urged: z.number().int() }),
  errors: ['assignments.withdrawn', 'assignments.nothing-open'],
});

export const answerQuestion = route({
  method: 'POST',
  path: '/api/units/:unitId/assignments/:assignmentId/questions/:questionId/answer',
  summary: 'Answer a question once, for everybody who holds the task',
  verb: 'assignments.give',
  params: ofAssignment.extend({ questionId: id }),
  body: z.object({ text: z.string().trim().min(1).max(4000) }),
  response: z.object({}),
  errors: ['assignments.question-answered'],
});

export const listDuties = route({
  method: 'GET',
  path: '/api/units/:unitId/duties',
  summary: 'What a unit holds from above, the nearest due day first',
  verb: 'assignments.read',
  params: ofUnit,
  query: z.object({ show: z.enum(['open', 'all']).default('open') }),
  response: z.object({
    unit: unitRef,
    today: civilDate,
    duties: z.array(dutyLine),
    abilities: z.object({ answer: z.boolean() }),
  }),
});

export const getDuty = route({
  method: 'GET',
  path: '/api/duties/:dutyId',
  summary: 'One unit’s share of a task with everything that happened to it',
  verb: 'assignments.read',
  params: ofDuty,
  response: z.object({
    today: civilDate,
    duty: dutyLine.extend({
      receivedAt: instant.nullable(),
      answer: z.enum(['accepted', 'declined']).nullable(),
      answerReason: z.string().nullable(),
      answeredByName: z.string().nullable(),
      releasedBecause: z.string().nullable(),
      withdrawnBecause: z.string().nullable(),
      /** The latest day for what is given on below. */
      latestBelow: civilDate,
    }),
    coUnits: z.array(unitRef),
    plans: z.array(assignmentLine),
    reports: z.array(
      z.object({
        id,
        at: instant,
        byName: z.string(),
        work: z.enum(WORK_STATES),
        doneOn: civilDate,
        figure: z.number().nullable(),
        text: z.string().nullable(),
        cause: cause.nullable(),
        file: z.object({ id, name: z.string() }).nullable(),
        meetingId: id.nullable(),
      }),
    ),
    urgings: z.array(
      z.object({
        id,
        number: z.number().int(),
        kind: z.enum(['reminder', 'urging', 'matter']),
        at: instant,
        byName: z.string().nullable(),
        text: z.string().nullable(),
        answer: z.string().nullable(),
      }),
    ),
    questions: z.array(question),
    matter: z
      .object({ unitName: z.string(), raisedAt: instant, conclusion: z.string().nullable() })
      .nullable(),
    abilities: z.object({
      answer: z.boolean(),
      localise: z.boolean(),
      report: z.boolean(),
      putOnAgenda: z.boolean(),
      rule: z.boolean(),
    }),
  }),
});

export const listTreeTasks = route({
  method: 'GET',
  path: '/api/units/:unitId/papers/:directiveId/tree/assignments',
  summary:
    'What was given to do from the papers of a tree: tasks of the unit and of those below with how many shares are done, and the unit’s own shares',
  verb: 'assignments.read',
  params: z.object({ unitId: id, directiveId: id }),
  response: z.object({
    /** Empty for those who do not see how tasks stand. Shares are counted down to the branches. */
    given: z.array(
      z.object({
        directiveId: id,
        assignmentId: id,
        unitId: id,
        title: z.string(),
        total: z.number().int(),
        done: z.number().int(),
      }),
    ),
    held: z.array(z.object({ directiveId: id, dutyId: id, title: z.string(), state: z.enum(DUTY_STATES) })),
  }),
});

export const receiveDuty = route({
  method: 'POST',
  path: '/api/duties/:dutyId/receipt',
  summary: 'The unit has seen its share; only the first time counts',
  verb: 'assignments.answer',
  params: ofDuty,
  response: z.object({}),
});

export const answerDuty = route({
  method: 'POST',
  path: '/api/duties/:dutyId/answer',
  summary: 'Accept a share, or say why not',
  verb: 'assignments.answer',
  params: ofDuty,
  body: z.object({
    answer: z.enum(['accepted', 'declined']),
    reason: z.string().trim().max(1000).nullish(),
  }),
  response: z.object({}),
  errors: ['assignments.reason-missing', 'assignments.settled'],
});

export const ruleOnDuty = route({
  method: 'POST',
  path: '/api/units/:unitId/rulings/:dutyId',
  summary: 'The sender’s word on a share that a unit said it cannot take: it stands, or the unit is released',
  verb: 'assignments.rule',
  params: z.object({ unitId: id, dutyId: id }),
  body: z.object({ ruling: z.enum(['stands', 'released']), reason: z.string().trim().min(1).max(1000) }),
  response: z.object({}),
  errors: ['assignments.settled', 'assignments.not-declined'],
});

export const reportDuty = route({
  method: 'POST',
  path: '/api/duties/:dutyId/reports',
  summary: 'Say how the work stands, with what shows it',
  verb: 'assignments.answer',
  params: ofDuty,
  body: z.object({
    state: z.enum(REPORTED_STATES),
    doneOn: civilDate.nullish(),
    figure: z.number().finite().min(-1e12).max(1e12).nullish(),
    text: z.string().trim().max(4000).nullish(),
    cause: cause.nullish(),
    /** A file given before to `POST /api/duties/:dutyId/files`. */
    fileId: id.nullish(),
  }),
  response: z.object({ work: z.enum(WORK_STATES) }),
  errors: [
    'assignments.done-in-future',
    'assignments.figure-missing',
    'assignments.evidence-missing',
    'assignments.cause-missing',
    'assignments.settled',
    'assignments.file-unknown',
  ],
});

export const addEvidence = route({
  method: 'POST',
  path: '/api/duties/:dutyId/files',
  summary: 'A file that shows the work; the file is the body. A report names it afterwards',
  verb: 'assignments.answer',
  params: ofDuty,
  query: z.object({ name: z.string().min(1).max(200) }),
  response: z.object({ fileId: id }),
  errors: [
    'directives.file-empty',
    'directives.file-kind',
    'directives.file-other-kind',
    'directives.secret',
    'assignments.settled',
  ],
});

export const getEvidence = route({
  method: 'GET',
  path: '/api/duties/:dutyId/files/:fileId',
  summary: 'A file of a report',
  verb: 'assignments.read',
  params: ofDuty.extend({ fileId: id }),
});

export const putOnAgenda = route({
  method: 'POST',
  path: '/api/duties/:dutyId/agenda',
  summary: 'Put the share on the agenda of the branch’s next meeting, or take it off again',
  verb: 'assignments.answer',
  params: ofDuty,
  body: z.object({ isOn: z.boolean() }),
  response: z.object({}),
  errors: ['assignments.not-a-branch', 'assignments.settled'],
});

export const answerUrging = route({
  method: 'POST',
  path: '/api/duties/:dutyId/urgings/:urgingId/answer',
  summary: 'Answer an urging, once',
  verb: 'assignments.answer',
  params: ofDuty.extend({ urgingId: id }),
  body: z.object({ text: z.string().trim().min(1).max(2000) }),
  response: z.object({}),
  errors: ['assignments.urging-answered'],
});

export const askQuestion = route({
  method: 'POST',
  path: '/api/duties/:dutyId/questions',
  summary: 'Ask the sender about the task; the answer goes to everybody who holds it',
  verb: 'assignments.answer',
  params: ofDuty,
  body: z.object({ text: z.string().trim().min(1).max(2000) }),
  response: z.object({ id }),
  errors: ['assignments.settled'],
});

export const listMatters = route({
  method: 'GET',
  path: '/api/units/:unitId/matters',
  summary:
    'What a committee takes up at its next meeting because urging did not help, and what it has settled',
  verb: 'assignments.follow',
  params: ofUnit,
  response: z.object({
    unit: unitRef,
    today: civilDate,
    matters: z.array(
      z.object({
        dutyId: id,
        holderName: z.string(),
        title: z.string(),
        output: z.string(),
        dueOn: civilDate,
        state: z.enum(DUTY_STATES),
        urgings: z.number().int(),
        lastAnswer: z.string().nullable(),
        raisedOn: civilDate,
        settledOn: civilDate.nullable(),
        conclusion: z.string().nullable(),
      }),
    ),
    abilities: z.object({ settle: z.boolean() }),
  }),
});

export const settleMatter = route({
  method: 'POST',
  path: '/api/units/:unitId/matters/:dutyId/conclusion',
  summary: 'What the committee concluded about a share that urging did not move',
  verb: 'assignments.give',
  params: z.object({ unitId: id, dutyId: id }),
  body: z.object({ conclusion: z.string().trim().min(1).max(2000) }),
  response: z.object({}),
  errors: ['assignments.matter-settled'],
});

/** Told to features after this one when a branch wants a share talked about: `assignments.put-on-agenda`. */
export type PutOnAgenda = { dutyId: string; branchId: string; by: string };

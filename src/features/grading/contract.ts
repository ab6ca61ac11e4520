import { z } from 'zod';
import { yearMonth } from '#features/meetings/contract.ts';
import { UNIT_GRADES } from '#features/rulebooks/contract.ts';
import { civilDate, id, SECTORS } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';
import type { Evidence } from './domain/evidence.ts';
import { FLAGS } from './domain/flags.ts';
import type { RoundRules } from './domain/judge.ts';
import { ROUND_KINDS } from './domain/round.ts';
import { SHEET_STATES, STEP_KINDS } from './domain/sheet.ts';

export type { CapState } from './domain/cap.ts';
export type { Evidence, WorkDone } from './domain/evidence.ts';
export type { Flag } from './domain/flags.ts';
export type { Obstacle, RoundRules } from './domain/judge.ts';
export type { RoundKind } from './domain/round.ts';
export type { SheetState, StepKind } from './domain/sheet.ts';

const count = z.number().int();
const grade = z.enum(UNIT_GRADES);
const words = z.string().max(4000);

const source = z.object({
  document: z.string(),
  article: z.string().optional(),
  on: z.string().optional(),
  verified: z.boolean(),
});

export const evidence = z.custom<Evidence>().meta({
  type: 'object',
  description:
    'What the records say of a branch in the months of a round: meetings, attendance, scores, work, papers',
});

const roundRules = z.custom<RoundRules>().meta({
  type: 'object',
  description: 'The rules of the round by key, each with its value and document',
});

const roundHead = z.object({
  id,
  unitId: id,
  kind: z.enum(ROUND_KINDS),
  title: z.string(),
  from: yearMonth,
  to: yearMonth,
  selfBy: civilDate,
  appraiseBy: civilDate,
  decideBy: civilDate,
});
export type RoundHead = z.infer<typeof roundHead>;

const tally = z
  .object({
    branches: count,
    byState: z.record(z.enum(SHEET_STATES), count),
    byGrade: z.record(grade, count),
    /** Not sent although the day has passed. */
    late: count,
  })
  .meta({ id: 'GradingTally' });
export type Tally = z.infer<typeof tally>;

export const roundBrief = roundHead.extend({ openedOn: civilDate, tally }).meta({ id: 'GradingRoundBrief' });
export type RoundBrief = z.infer<typeof roundBrief>;

/** A rule of the round as it reads, with the document it comes from. */
const shownRule = z.object({
  key: z.string(),
  title: z.object({ vi: z.string(), en: z.string() }),
  text: z.object({ vi: z.string(), en: z.string() }),
  source,
});

const rulebook = z.object({ title: z.object({ vi: z.string(), en: z.string() }), source });

const cap = z.object({
  sector: z.enum(SECTORS).nullable(),
  excellent: count,
  base: count,
  most: count,
});

export const roundRow = z
  .object({
    branchId: id,
    name: z.string(),
    code: z.string().nullable(),
    sector: z.enum(SECTORS).nullable(),
    state: z.enum(SHEET_STATES),
    isLate: z.boolean(),
    sentOn: civilDate.nullable(),
    ownPoints: z.number().nullable(),
    ownGrade: grade.nullable(),
    appraisedPoints: z.number().nullable(),
    appraisedGrade: grade.nullable(),
    grade: grade.nullable(),
    decidedNumber: z.string().nullable(),
    decidedOn: civilDate.nullable(),
    leftOutBecause: z.string().nullable(),
    /** The best grade that points, declared facts and records allow; null before anything was written. */
    best: grade.nullable(),
    flags: z.array(z.enum(FLAGS)),
    evidence,
    urged: z.object({ times: count, lastOn: civilDate }).nullable(),
  })
  .meta({ id: 'GradingRow' });
export type RoundRow = z.infer<typeof roundRow>;

const step = z.object({
  kind: z.enum(STEP_KINDS),
  on: civilDate,
  byName: z.string().nullable(),
  words: z.string().nullable(),
});

const decision = z.object({
  grade,
  number: z.string(),
  decidedOn: civilDate,
  because: z.string().nullable(),
  byName: z.string(),
});

const declared = z.record(z.string(), z.object({ answer: z.enum(['yes', 'no']), note: words }));
const points = z.record(z.string(), z.number());

const unitName = z.object({ id, name: z.string() });
const inUnit = z.object({ unitId: id });
const ofRound = inUnit.extend({ roundId: id });
const ofBranch = ofRound.extend({ branchId: id });

const calendar = { selfBy: civilDate, appraiseBy: civilDate, decideBy: civilDate };
const calendarErrors = ['grading.calendar-order', 'grading.calendar-over'] as const;
/** A step that the sheet is past, or has not come to. */
const stateErrors = [
  'grading.is-not-begun',
  'grading.is-draft',
  'grading.is-sent',
  'grading.is-returned',
  'grading.is-appraised',
  'grading.is-decided',
  'grading.is-left-out',
] as const;
const gradeErrors = [
  'grading.points-too-few',
  'grading.tasks-not-done',
  'grading.tasks-late',
  'grading.condition-unmet',
] as const;
const pointErrors = ['grading.unknown-criterion', 'grading.points-wrong', 'grading.points-missing'] as const;

export const listRounds = route({
  method: 'GET',
  path: '/api/units/:unitId/gradings',
  summary: 'Rounds of grading that a committee has opened, newest first, thirty at a time',
  verb: 'grading.follow',
  params: inUnit,
  query: z.object({ before: id.optional() }),
  response: z.object({
    unit: unitName,
    today: civilDate,
    rounds: z.array(roundBrief),
    next: id.nullable(),
    abilities: z.object({ open: z.boolean() }),
  }),
});

export const previewRound = route({
  method: 'GET',
  path: '/api/units/:unitId/grading-rules',
  summary: 'By which rules a round would be opened today, and how many branches it would hold',
  verb: 'grading.open',
  params: inUnit,
  query: z.object({ fromMonth: yearMonth, toMonth: yearMonth }),
  response: z.object({
    unit: unitName,
    today: civilDate,
    branches: count,
    rulebook,
    rules: z.array(shownRule),
  }),
});

export const openRound = route({
  method: 'POST',
  path: '/api/units/:unitId/gradings',
  summary: 'Open a round of grading for the branches that this committee decides on',
  verb: 'grading.open',
  params: inUnit,
  body: z.object({
    kind: z.enum(ROUND_KINDS),
    title: z.string().trim().min(1).max(200),
    fromMonth: yearMonth,
    toMonth: yearMonth,
    ...calendar,
  }),
  response: z.object({ id, branches: count }),
  errors: [...calendarErrors, 'grading.months-wrong', 'grading.period-ahead', 'grading.no-branches'],
});

export const changeCalendar = route({
  method: 'POST',
  path: '/api/units/:unitId/gradings/:roundId/calendar',
  summary: 'Move the days of a round',
  verb: 'grading.open',
  params: ofRound,
  body: z.object(calendar),
  response: z.object({}),
  errors: calendarErrors,
});

export const addBranches = route({
  method: 'POST',
  path: '/api/units/:unitId/gradings/:roundId/branches',
  summary: 'Take branches in that have come under the committee since the round was opened',
  verb: 'grading.open',
  params: ofRound,
  response: z.object({ added: count }),
  errors: ['grading.no-branches'],
});

export const getRound = route({
  method: 'GET',
  path: '/api/units/:unitId/gradings/:roundId',
  summary: 'One round: how far its branches are, what was decided, and how the cap stands',
  verb: 'grading.follow',
  params: ofRound,
  response: z.object({
    unit: unitName,
    today: civilDate,
    round: roundHead.extend({ openedOn: civilDate, openedByName: z.string(), tally }),
    rulebook,
    rules: z.array(shownRule),
    cap: z.object({ states: z.array(cap), source }),
    /** Branches whose grade was appraised and waits for a decision. */
    toDecide: z.array(z.object({ branchId: id, name: z.string(), grade })),
    /** Branches that have not sent, for the text that urges them. */
    unsent: z.array(z.object({ branchId: id, name: z.string(), mayUrge: z.boolean() })),
    abilities: z.object({ open: z.boolean(), appraise: z.boolean(), decide: z.boolean() }),
  }),
});

export const listRoundBranches = route({
  method: 'GET',
  path: '/api/units/:unitId/gradings/:roundId/branches',
  summary: 'The branches of a round in the order of their codes, fifty at a time, with what the records say',
  verb: 'grading.follow',
  params: ofRound,
  query: z.object({ state: z.enum([...SHEET_STATES, 'unsent']).optional(), after: id.optional() }),
  response: z.object({ rows: z.array(roundRow), next: id.nullable() }),
});

export const getRoundFile = route({
  method: 'GET',
  path: '/api/units/:unitId/gradings/:roundId/table/:format',
  summary: 'The round as a spreadsheet',
  verb: 'grading.follow',
  params: ofRound.extend({ format: z.enum(['xlsx', 'csv']) }),
  query: z.object({ language: z.enum(['vi', 'en']).optional() }),
});

export const urgeGrading = route({
  method: 'POST',
  path: '/api/units/:unitId/gradings/:roundId/urgings',
  summary: 'Urge branches that have not sent their sheet, once a day',
  verb: 'grading.appraise',
  params: ofRound,
  body: z.object({
    branchIds: z.array(id).min(1).max(5000),
    text: z.string().trim().min(1).max(300).optional(),
  }),
  response: z.object({ urged: count, passedOver: count }),
  errors: ['grading.nothing-to-urge'],
});

export const returnSheet = route({
  method: 'POST',
  path: '/api/units/:unitId/gradings/:roundId/branches/:branchId/return',
  summary: 'Send a sheet back to its branch, with a reason',
  verb: 'grading.appraise',
  params: ofBranch,
  body: z.object({ reason: z.string().trim().min(1).max(1000) }),
  response: z.object({}),
  errors: stateErrors,
});

export const appraiseSheet = route({
  method: 'POST',
  path: '/api/units/:unitId/gradings/:roundId/branches/:branchId/appraisal',
  summary: 'Appraise a sheet: the committee’s own points and grade, with a reason where they differ',
  verb: 'grading.appraise',
  params: ofBranch,
  body: z.object({
    points,
    grade,
    reason: z.string().trim().max(1000).default(''),
    /** Why late or undone tasks are not held against the branch. */
    setAside: z.string().trim().max(1000).default(''),
  }),
  response: z.object({}),
  errors: [...stateErrors, ...pointErrors, ...gradeErrors, 'grading.reason-missing'],
});

export const leaveOut = route({
  method: 'POST',
  path: '/api/units/:unitId/gradings/:roundId/branches/:branchId/leave-out',
  summary: 'Leave a branch out of the round, with a reason',
  verb: 'grading.decide',
  params: ofBranch,
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  response: z.object({}),
  errors: stateErrors,
});

export const decideSheets = route({
  method: 'POST',
  path: '/api/units/:unitId/gradings/:roundId/decisions',
  summary: 'Decide many appraised sheets at once; refused when more would be excellent than the cap allows',
  verb: 'grading.decide',
  params: ofRound,
  body: z.object({
    branchIds: z.array(id).min(1).max(1000),
    number: z.string().trim().min(1).max(100),
    decidedOn: civilDate,
  }),
  response: z.object({ decided: count }),
  errors: [
    ...stateErrors,
    ...gradeErrors,
    'grading.not-appraised',
    'grading.over-cap',
    'grading.decided-ahead',
  ],
});

export const changeDecision = route({
  method: 'POST',
  path: '/api/units/:unitId/gradings/:roundId/branches/:branchId/decision',
  summary: 'Decide anew on a branch, with a number, a day and a reason',
  verb: 'grading.decide',
  params: ofBranch,
  body: z.object({
    grade,
    number: z.string().trim().min(1).max(100),
    decidedOn: civilDate,
    reason: z.string().trim().min(1).max(1000),
  }),
  response: z.object({}),
  errors: [...stateErrors, ...gradeErrors, 'grading.over-cap', 'grading.decided-ahead', 'grading.same-grade'],
});

/** What a branch says of itself. */
const selfGrading = z.object({
  points,
  declared,
  grade: grade.nullable(),
  strengths: words,
  faults: words,
  causes: words,
});
export type SelfGradingBody = z.infer<typeof selfGrading>;

const ownRow = roundHead.extend({
  byUnit: z.string(),
  state: z.enum(SHEET_STATES).nullable(),
  isLate: z.boolean(),
  grade: grade.nullable(),
  decidedNumber: z.string().nullable(),
  decidedOn: civilDate.nullable(),
});
export type OwnRow = z.infer<typeof ownRow>;

export const listOwn = route({
  method: 'GET',
  path: '/api/units/:unitId/grading',
  summary: 'Gradings of a branch: its members read what was decided, its leaders also what is under way',
  verb: 'grading.read-result',
  params: inUnit,
  query: z.object({ before: id.optional() }),
  response: z.object({
    unit: unitName,
    today: civilDate,
    rows: z.array(ownRow),
    next: id.nullable(),
    abilities: z.object({ see: z.boolean() }),
  }),
});

export const getSheet = route({
  method: 'GET',
  path: '/api/units/:unitId/grading/:roundId',
  summary: 'The sheet of a branch in a round, with what the records say beside it',
  verb: 'grading.see',
  params: ofRound,
  response: z.object({
    unit: unitName,
    byUnit: unitName,
    today: civilDate,
    round: roundHead,
    rulebook,
    rules: roundRules,
    state: z.enum(SHEET_STATES),
    isLate: z.boolean(),
    own: selfGrading,
    savedAt: z.iso.datetime().nullable(),
    sentOn: civilDate.nullable(),
    appraisal: z
      .object({ points, grade, because: z.string().nullable(), setAside: z.string().nullable() })
      .nullable(),
    decisions: z.array(decision),
    leftOutBecause: z.string().nullable(),
    /** As of the day of the decision once there is one, otherwise as the records say now. */
    evidence,
    evidenceOn: civilDate,
    flags: z.array(z.enum(FLAGS)),
    /** Of the round before of the same kind. */
    previous: z.object({ title: z.string(), grade }).nullable(),
    steps: z.array(step),
    abilities: z.object({
      write: z.boolean(),
      return: z.boolean(),
      appraise: z.boolean(),
      change: z.boolean(),
      leaveOut: z.boolean(),
    }),
  }),
});

export const saveSheet = route({
  method: 'POST',
  path: '/api/units/:unitId/grading/:roundId/draft',
  summary: 'Keep the sheet as a draft; only the branch sees it',
  verb: 'grading.write',
  params: ofRound,
  body: selfGrading,
  response: z.object({}),
  errors: [...stateErrors, ...pointErrors],
});

export const sendSheet = route({
  method: 'POST',
  path: '/api/units/:unitId/grading/:roundId/send',
  summary: 'Send the sheet to the committee; the grade must be one that points, answers and records allow',
  verb: 'grading.write',
  params: ofRound,
  body: selfGrading,
  response: z.object({}),
  errors: [
    ...stateErrors,
    ...pointErrors,
    ...gradeErrors,
    'grading.answer-missing',
    'grading.note-missing',
    'grading.grade-missing',
    'grading.words-missing',
  ],
});

const rollUpRow = z
  .object({
    /** Null: branches directly under the unit that have ended. */
    id: id.nullable(),
    name: z.string(),
    code: z.string().nullable(),
    /** The round of a branch, to open its sheet. */
    roundId: id.nullable(),
    due: count,
    sent: count,
    decided: count,
    byGrade: z.record(grade, count),
    /** Of those decided: against the round before of the same kind. */
    better: count,
    same: count,
    worse: count,
    leftOut: count,
  })
  .meta({ id: 'GradingRollUp' });
export type RollUpRow = z.infer<typeof rollUpRow>;

export const getRollUp = route({
  method: 'GET',
  path: '/api/units/:unitId/grading-results',
  summary:
    'Grades of the branches under a committee in a period, by the units directly below, against the round before',
  verb: 'grading.follow',
  params: inUnit,
  query: z.object({
    period: z
      .string()
      .regex(/^\d{4}-\d{2}_\d{4}-\d{2}_[a-z-]+$/)
      .optional(),
  }),
  response: z.object({
    unit: unitName,
    above: z.array(unitName),
    today: civilDate,
    /** Newest first; the first is shown where none is asked for. */
    periods: z.array(z.object({ from: yearMonth, to: yearMonth, kind: z.enum(ROUND_KINDS) })),
    shown: z.object({ from: yearMonth, to: yearMonth, kind: z.enum(ROUND_KINDS) }).nullable(),
    rows: z.array(rollUpRow),
    totals: rollUpRow.omit({ id: true, name: true, code: true, roundId: true }),
    /** Grades of the same branches in the round before. */
    before: z.record(grade, count),
  }),
});

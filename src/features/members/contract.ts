import { z } from 'zod';
import { DECIDED_MOVES } from '#features/rulebooks/contract.ts';
import { civilDate, id } from '#features/units/contract.ts';
import { MEMBER_STATUSES } from '#kernel/actor.ts';
import { route } from '#kernel/route.ts';
import { AGE_GROUPS, SEXES } from './domain/count-roll.ts';
import { MOVE_KINDS, RECORDED_MOVES } from './domain/life/move.ts';
import { CORRECTABLE } from './domain/records/correct-field.ts';

export type {
  ColumnGuess,
  ImportCounts,
  ImportedDate,
  ImportField,
  ImportMapping,
  JudgedList,
  MemberDraft,
  RowVerdict,
} from './domain/import/import-types.ts';
export { TEMPORARY_CAUSES, type TemporaryCause } from './domain/life/move.ts';
export { rulesAndSources } from './domain/life/rule-context.ts';
export { type Clock, clockOf, type Terms } from './domain/life/terms.ts';

/** Told when a person belongs to a branch no more, or to none: `on` is the first day without it. */
export type MemberLeft = { personId: string; branchId: string; on: string; leftTheParty: boolean };

/** Told when two records turned out to be of one person: what refers to `goneId` and is alive goes over to `keptId`. */
export type PeopleMerged = {
  keptId: string;
  goneId: string;
  on: string;
  /** Where either of them ever was. */
  branchIds: string[];
};

const ruleSource = z.object({
  document: z.string(),
  article: z.string().optional(),
  on: z.string().optional(),
  verified: z.boolean(),
});

const looseDate = z.object({ date: civilDate, precision: z.enum(['day', 'month', 'year']) });

/** A member as a branch's list shows them: enough to know who is meant, no more. */
export const memberSummary = z
  .object({
    personId: id,
    fullName: z.string(),
    status: z.enum(MEMBER_STATUSES),
    birthYear: z.number().int().nullable(),
    sex: z.enum(['male', 'female']).nullable(),
    hasAccount: z.boolean(),
  })
  .meta({ id: 'Member' });
export type MemberSummary = z.infer<typeof memberSummary>;

export const person = z
  .object({
    personId: id,
    fullName: z.string(),
    birth: looseDate.nullable(),
    sex: z.enum(['male', 'female']).nullable(),
    ethnicity: z.string().nullable(),
    religion: z.string().nullable(),
    homeTown: z.string().nullable(),
    address: z.string().nullable(),
    occupation: z.string().nullable(),
    education: z.string().nullable(),
    expertise: z.string().nullable(),
    politicalTheory: z.string().nullable(),
    admittedOn: looseDate.nullable(),
    officialOn: looseDate.nullable(),
    cardNumber: z.string().nullable(),
    citizenId: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    badge: z.string().nullable(),
    note: z.string().nullable(),
    diedOn: civilDate.nullable(),
    /** Newest first. */
    memberships: z.array(
      z.object({
        branchId: id,
        branchName: z.string(),
        nature: z.enum(['home', 'host']),
        status: z.enum(MEMBER_STATUSES),
        /** On probation behind a status that does not show it. */
        onProbation: z.boolean(),
        from: civilDate,
        to: civilDate.nullable(),
        reason: z.string().nullable(),
      }),
    ),
    /** What happened to the member, newest first; acts that were taken back too. */
    moves: z.array(
      z.object({
        id,
        kind: z.enum(MOVE_KINDS),
        branchId: id,
        branchName: z.string(),
        on: civilDate,
        document: z.string().nullable(),
        decidedOn: civilDate.nullable(),
        reason: z.string().nullable(),
        /** Null when a list was imported from the command line. */
        recordedBy: z.string().nullable(),
        recordedAt: z.iso.datetime(),
        takenBackAt: z.iso.datetime().nullable(),
        takenBackBecause: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof person>;

const count = z.number().int();
const rollCounts = z
  .object({
    members: count,
    byStatus: z.array(z.object({ status: z.enum(MEMBER_STATUSES), count })),
    bySex: z.array(z.object({ sex: z.enum(SEXES), count })),
    byAge: z.array(z.object({ age: z.enum(AGE_GROUPS), count })),
  })
  .meta({ id: 'RollCounts' });

export type { AgeGroup, CountedSex, RollCounts } from './domain/count-roll.ts';

export const listBranchMembers = route({
  method: 'GET',
  path: '/api/branches/:branchId/members',
  summary:
    'Members of a branch as of a day, given name first; from two levels above numbers, until a reason is given',
  verb: 'members.list',
  params: z.object({ branchId: id }),
  query: z.object({ on: civilDate.optional() }),
  response: z.object({
    counts: rollCounts,
    /** `after-reason`: the list is empty until a reason is given for today. */
    names: z.enum(['shown', 'after-reason']),
    /** What was said when the list was opened from far above; null for everybody else. */
    reason: z.string().nullable(),
    members: z.array(memberSummary),
    abilities: z.object({ import: z.boolean(), change: z.boolean(), readPerson: z.boolean() }),
    /** Corrections proposed by members that wait for a decision; null for those who do not decide. */
    openCorrections: z.number().int().nullable(),
  }),
});

/** A term that runs: when it ends, how many working days are left, the rule that sets it. */
export const clock = z.object({
  dueOn: civilDate,
  /** Working days after today up to the end; negative when it is past. */
  daysLeft: z.number().int(),
  rule: ruleSource,
});

export const getPerson = route({
  method: 'GET',
  path: '/api/branches/:branchId/members/:personId',
  summary: 'The record of one member; the reading is logged',
  verb: 'members.read-person',
  params: z.object({ branchId: id, personId: id }),
  response: z.object({
    person,
    today: civilDate,
    /** Who decides each of them: a resolution of the branch, or a decision of the committee. */
    decidedBy: z.record(z.enum(DECIDED_MOVES), z.enum(['branch', 'committee'])),
    suspensionRule: ruleSource,
    mayChange: z.boolean(),
    /** Moves that can be recorded today; empty for those who may not. */
    possible: z.array(z.enum(RECORDED_MOVES)),
    /** The last act that stands, when it may be taken back here. */
    takeBack: id.nullable(),
    probation: z.object({ began: civilDate, endsOn: civilDate, decide: clock }).nullable(),
    /** What was said when the record was opened from above; null in the branch itself. */
    reason: z.string().nullable(),
    /**
     * Since when the person is of this branch no more, for a reader who has nothing to do with where they are today: then the
     * record is what belongs to the time here. Null: all of it.
     */
    leftOn: civilDate.nullable(),
    suspension: z
      .object({ since: civilDate, endsOn: civilDate, latestOn: civilDate, rule: ruleSource })
      .nullable(),
  }),
  errors: ['members.not-in-branch', 'members.reason-needed'],
});

export const openRecord = route({
  method: 'POST',
  path: '/api/branches/:branchId/members/:personId/openings',
  summary: 'Say why a record of another unit is opened; it holds for today and the member sees it',
  verb: 'members.read-person',
  params: z.object({ branchId: id, personId: id }),
  body: z.object({ reason: z.string().trim().min(5).max(300) }),
  response: z.object({}),
  errors: ['members.not-in-branch'],
});

export const openList = route({
  method: 'POST',
  path: '/api/branches/:branchId/members/openings',
  summary: 'Say why the names of a branch far below are looked at; it holds for today and the members see it',
  verb: 'members.list',
  params: z.object({ branchId: id }),
  body: z.object({ reason: z.string().trim().min(5).max(300) }),
  response: z.object({}),
});

export const openUnitList = route({
  method: 'POST',
  path: '/api/units/:unitId/members/openings',
  summary:
    'Say why the names in a list of a unit that is not one’s own are looked at: it holds for today, and whoever is named sees it',
  verb: 'members.watch',
  params: z.object({ unitId: id }),
  body: z.object({ reason: z.string().trim().min(5).max(300) }),
  response: z.object({}),
});

/** Names to who is near; to others after a reason. */
const names = z.enum(['shown', 'after-reason']);

const correction = z.object({
  id,
  field: z.enum(CORRECTABLE),
  before: z.string().nullable(),
  /** As it reads. */
  after: z.string(),
  reason: z.string(),
  proposedAt: z.iso.datetime(),
  state: z.enum(['open', 'accepted', 'refused', 'withdrawn']),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  answer: z.string().nullable(),
});
export type Correction = z.infer<typeof correction>;

export const getOwnRecord = route({
  method: 'GET',
  path: '/api/me/record',
  summary: 'My own record and everyone who opened it, one line per reader and day',
  verb: 'signed-in',
  response: z.object({
    person,
    /** `at` is the last look of the day, `times` how often. */
    reads: z.array(
      z.object({
        at: z.iso.datetime(),
        by: z.string(),
        what: z.string(),
        times: z.number().int(),
        unitName: z.string().nullable(),
        /** Why, when somebody from another unit opened the record. */
        reason: z.string().nullable(),
      }),
    ),
    /** What I proposed: everything open, then the newest decided ones. */
    corrections: z.array(correction),
    /** What stands in each field that can be corrected, as it reads. */
    correctable: z.array(z.object({ field: z.enum(CORRECTABLE), text: z.string().nullable() })),
  }),
});

export const proposeCorrection = route({
  method: 'POST',
  path: '/api/me/corrections',
  summary: 'Ask to have one field of my own record put right; the branch decides',
  verb: 'signed-in',
  body: z.object({
    field: z.enum(CORRECTABLE),
    /** As it ought to read; dates as yyyy-mm-dd, sex as male or female. */
    value: z.string().max(300),
    reason: z.string().trim().min(3).max(500),
  }),
  response: z.object({ correctionId: id }),
  errors: [
    'members.correction-bad-value',
    'members.correction-same',
    'members.correction-open',
    'members.correction-no-branch',
  ],
});

export const withdrawCorrection = route({
  method: 'POST',
  path: '/api/me/corrections/:correctionId/withdraw',
  summary: 'Take back a correction that I proposed and nobody has decided',
  verb: 'signed-in',
  params: z.object({ correctionId: id }),
  response: z.object({}),
  errors: ['members.correction-decided'],
});

export const listCorrections = route({
  method: 'GET',
  path: '/api/branches/:branchId/corrections',
  summary: 'Corrections that members of a branch have proposed; those decided in the last 90 days too',
  verb: 'members.change',
  params: z.object({ branchId: id }),
  response: z.object({
    branchName: z.string(),
    corrections: z.array(
      correction.extend({
        personId: id,
        fullName: z.string(),
        /** Nobody decides about the own record. */
        isOwn: z.boolean(),
      }),
    ),
  }),
});

export const decideCorrection = route({
  method: 'POST',
  path: '/api/branches/:branchId/corrections/:correctionId/decide',
  summary: 'Accept a proposed correction, which writes it, or refuse it with an answer',
  verb: 'members.change',
  params: z.object({ branchId: id, correctionId: id }),
  body: z.object({
    accept: z.boolean(),
    answer: z.string().trim().max(500).nullable().default(null),
  }),
  response: z.object({}),
  errors: [
    'members.correction-decided',
    'members.own-correction',
    'members.correction-answer-missing',
    'members.correction-bad-value',
    'members.number-taken',
  ],
});

/** One of two records that may be of one person. */
const alikeRecord = z.object({
  personId: id,
  fullName: z.string(),
  fields: z.array(z.object({ field: z.enum(CORRECTABLE), text: z.string().nullable() })),
  memberships: person.shape.memberships,
  hasAccount: z.boolean(),
});
export type AlikeRecord = z.infer<typeof alikeRecord>;

export const listDuplicates = route({
  method: 'GET',
  path: '/api/units/:unitId/duplicates',
  summary: 'Records in or below a unit that may be of one person; the reading is logged',
  verb: 'members.merge',
  params: z.object({ unitId: id }),
  response: z.object({
    unitName: z.string(),
    today: civilDate,
    names,
    /** Why the names are looked at, when that was said. */
    reason: z.string().nullable(),
    /** Pairs that were found, at most one more than are shown at once. */
    count: z.number().int(),
    /** None while names wait for a reason. */
    pairs: z.array(
      z.object({
        first: alikeRecord,
        second: alikeRecord,
        /** Name and birth agree, or birth and phone do. */
        because: z.enum(['name', 'phone']),
      }),
    ),
    /** There are more than are shown. */
    isCut: z.boolean(),
  }),
});

export const mergePeople = route({
  method: 'POST',
  path: '/api/units/:unitId/duplicates/merge',
  summary: 'Two records are of one person: one stays and takes over what the other has',
  verb: 'members.merge',
  params: z.object({ unitId: id }),
  body: z.object({
    keptId: id,
    goneId: id,
    /** Fields for which the record that goes is right. */
    take: z.array(z.enum(CORRECTABLE)).max(CORRECTABLE.length).default([]),
    reason: z.string().trim().min(3).max(500),
  }),
  response: z.object({}),
  errors: [
    'members.merged-already',
    'members.merge-account',
    'members.merge-oneself',
    'members.merge-ballot',
  ],
});

export const tellApart = route({
  method: 'POST',
  path: '/api/units/:unitId/duplicates/tell-apart',
  summary: 'Two records look alike and are of two people; they are not shown as alike again',
  verb: 'members.merge',
  params: z.object({ unitId: id }),
  body: z.object({ firstId: id, secondId: id }),
  response: z.object({}),
  errors: ['members.merged-already'],
});

const on = civilDate;
const documentNumber = z.string().trim().min(1).max(200);
const why = z.string().trim().min(1).max(500);

export const recordMove = route({
  method: 'POST',
  path: '/api/branches/:branchId/members/:personId/moves',
  summary:
    'Record what was decided about a member: recognition, exemption, suspension, return, leaving, death',
  verb: 'members.change',
  params: z.object({ branchId: id, personId: id }),
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('recognition'), on, document: documentNumber }),
    z.object({
      kind: z.literal('exemption'),
      on,
      /** The last day, when the resolution names one. */
      lastDay: civilDate.nullable().default(null),
      document: documentNumber,
      reason: why,
    }),
    z.object({ kind: z.literal('suspension'), on, document: documentNumber, reason: why }),
    z.object({ kind: z.literal('return'), on, document: documentNumber }),
    z.object({ kind: z.literal('resignation'), on, document: documentNumber, reason: why }),
    z.object({ kind: z.literal('removal'), on, document: documentNumber, reason: why }),
    z.object({ kind: z.literal('expulsion'), on, document: documentNumber, reason: why }),
    z.object({ kind: z.literal('death'), on }),
    z.object({
      kind: z.literal('reinstatement'),
      on,
      standing: z.enum(['official', 'provisional']),
      document: documentNumber,
      reason: why,
    }),
  ]),
  response: z.object({ moveId: id }),
  errors: [
    'members.not-in-branch',
    'members.status-before-joining',
    'members.same-status',
    'members.day-in-future',
    'members.left-already',
    'members.has-died',
    'members.later-change-known',
    'members.probation-not-over',
    'members.not-on-probation',
    'members.suspended-now',
    'members.away-now',
    'members.not-apart',
    'members.has-not-left',
    'members.before-leaving',
    'members.ends-before-it-begins',
    'members.branch-ended',
    'members.periods-overlap',
  ],
});

/** What is typed in about a person; the rest of the record comes with the file or by correction. */
export const enteredPerson = z.object({
  fullName: z.string().trim().min(3).max(100),
  birth: civilDate,
  sex: z.enum(['male', 'female']),
  homeTown: z.string().trim().max(200).nullable().default(null),
  address: z.string().trim().max(300).nullable().default(null),
  occupation: z.string().trim().max(200).nullable().default(null),
  citizenId: z
    .string()
    .regex(/^\d{12}$/)
    .nullable()
    .default(null),
  cardNumber: z
    .string()
    .regex(/^(\d{2}\.\d{6}|\d{8}|\d{12})$/)
    .nullable()
    .default(null),
  phone: z
    .string()
    .regex(/^0\d{9,10}$/)
    .nullable()
    .default(null),
  email: z.email().max(200).nullable().default(null),
  /** Said after a record with the same name and day of birth was found: this is somebody else. */
  isSomebodyElse: z.boolean().default(false),
});

export type EnteredPerson = z.output<typeof enteredPerson>;

export const admitMember = route({
  method: 'POST',
  path: '/api/branches/:branchId/admissions',
  summary: 'Record the admission of a new member, or of a former one again',
  verb: 'members.change',
  params: z.object({ branchId: id }),
  body: z.object({
    person: enteredPerson,
    /** The day of the ceremony, from which probation runs. */
    on: civilDate,
    decision: documentNumber,
    decidedOn: civilDate,
    /** Number of the consent that an unusual age or a second admission needs. */
    consent: z.string().trim().max(200).nullable().default(null),
  }),
  response: z.object({ personId: id, isLate: z.boolean() }),
  errors: [
    'members.day-in-future',
    'members.ceremony-before-decision',
    'members.under-age',
    'members.over-age',
    'members.is-member',
    'members.too-soon-again',
    'members.admitted-again-once',
    'members.resigned-before',
    'members.number-taken',
    'members.maybe-known',
  ],
});

export const takeBackMove = route({
  method: 'POST',
  path: '/api/branches/:branchId/members/:personId/moves/:moveId/take-back',
  summary: 'Take back the last act about a member: what it changed is put back as it was',
  verb: 'members.change',
  params: z.object({ branchId: id, personId: id, moveId: id }),
  body: z.object({ because: why }),
  response: z.object({}),
  errors: [
    'members.not-in-branch',
    'members.not-the-last-move',
    'members.part-of-a-transfer',
    'members.changed-since',
  ],
});

export const listOnProbation = route({
  method: 'GET',
  path: '/api/units/:unitId/probation',
  summary: 'Who is on probation in or below a unit, and by when each has to be considered',
  verb: 'members.watch',
  params: z.object({ unitId: id }),
  response: z.object({
    unitName: z.string(),
    today: civilDate,
    /** The city sees figures by unit and no names. */
    names: z.enum([...names.options, 'never']),
    reason: z.string().nullable(),
    count: z.number().int(),
    /** By branch for a committee above them. */
    units: z.array(
      z.object({
        unitId: id,
        name: z.string(),
        onProbation: z.number().int(),
        due: z.number().int(),
        late: z.number().int(),
      }),
    ),
    people: z.array(
      z.object({
        personId: id,
        fullName: z.string(),
        branchId: id,
        branchName: z.string(),
        status: z.enum(MEMBER_STATUSES),
        began: civilDate,
        endsOn: civilDate,
        decide: clock,
      }),
    ),
  }),
});

const mapping = z.object({
  sheet: z.string().optional(),
  headerRows: z.object({ from: z.number().int().min(1), to: z.number().int().min(1) }).optional(),
  columns: z.record(z.coerce.number().int(), z.string().nullable()).optional(),
});

/** Uploads a list and shows what would happen. Nothing is written. The file is the body. */
export const previewMemberImport = route({
  method: 'POST',
  path: '/api/branches/:branchId/member-import/preview',
  summary: 'What a member list would change; writes nothing',
  verb: 'members.import',
  params: z.object({ branchId: id }),
  query: z.object({ name: z.string().min(1).max(300), mapping: z.string().max(20_000).optional() }),
  response: z.custom<import('./domain/import/import-types.ts').JudgedList>(),
});

/** Applies all accepted, changed and leaving rows in one transaction, or nothing. */
export const applyMemberImport = route({
  method: 'POST',
  path: '/api/branches/:branchId/member-import',
  summary: 'Apply a member list; all of it in one transaction',
  verb: 'members.import',
  params: z.object({ branchId: id }),
  query: z.object({
    name: z.string().min(1).max(300),
    mapping: z.string().max(20_000).optional(),
    /** The counts the person saw; refused when the file would now do something else. */
    expect: z.string().max(200),
    /** Rows that were refused are left out knowingly. */
    skipRefused: z.enum(['true', 'false']).default('false'),
  }),
  response: z.object({
    accepted: z.number().int(),
    changed: z.number().int(),
    same: z.number().int(),
    refused: z.number().int(),
    left: z.number().int(),
  }),
  errors: ['members.import-outdated', 'members.import-has-refusals'],
});

export const importMapping = mapping;

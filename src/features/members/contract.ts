import { z } from 'zod';
import { civilDate, id } from '#features/units/contract.ts';
import { MEMBER_STATUSES } from '#kernel/actor.ts';
import { route } from '#kernel/route.ts';

export type {
  ColumnGuess,
  ImportCounts,
  ImportField,
  ImportMapping,
  ImportPreview,
  MemberDraft,
  RowVerdict,
} from './domain/import/import-types.ts';

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
    memberships: z.array(
      z.object({
        branchId: id,
        branchName: z.string(),
        status: z.enum(MEMBER_STATUSES),
        from: civilDate,
        to: civilDate.nullable(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof person>;

export const listBranchMembers = route({
  method: 'GET',
  path: '/api/branches/:branchId/members',
  summary: 'Members of a branch as of a day, given name first',
  verb: 'members.list',
  params: z.object({ branchId: id }),
  query: z.object({ on: civilDate.optional() }),
  response: z.object({
    members: z.array(memberSummary),
    abilities: z.object({ import: z.boolean(), change: z.boolean(), readPerson: z.boolean() }),
  }),
});

export const getPerson = route({
  method: 'GET',
  path: '/api/branches/:branchId/members/:personId',
  summary: 'The record of one member; the reading is logged',
  verb: 'members.read-person',
  params: z.object({ branchId: id, personId: id }),
  response: person,
});

export const getOwnRecord = route({
  method: 'GET',
  path: '/api/me/record',
  summary: 'My own record and everyone who opened it, one line per reader and day',
  verb: 'signed-in',
  response: z.object({
    person,
    /** `at` is the last look of the day, `times` how often. */
    reads: z.array(
      z.object({ at: z.iso.datetime(), by: z.string(), what: z.string(), times: z.number().int() }),
    ),
  }),
});

export const changeStatus = route({
  method: 'POST',
  path: '/api/branches/:branchId/members/:personId/status',
  summary: 'Change how a member belongs to the branch from a day on',
  verb: 'members.change',
  params: z.object({ branchId: id, personId: id }),
  body: z.object({
    status: z.enum(MEMBER_STATUSES),
    from: civilDate,
    reason: z.string().trim().min(1).max(500),
  }),
  response: z.object({}),
  errors: ['members.not-in-branch', 'members.status-before-joining', 'members.same-status'],
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
  response: z.custom<import('./domain/import/import-types.ts').ImportPreview>(),
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

import { z } from 'zod';
import { civilDate, id } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';
import { DIRECTIVE_KINDS, DIRECTIVE_NEEDS } from './domain/paper.ts';

export type { DirectiveKind, DirectiveNeed } from './domain/paper.ts';

const directive = z.object({
  id,
  unitId: id,
  issuingUnitName: z.string(),
  kind: z.enum(DIRECTIVE_KINDS),
  /** As printed: `Số 11-ĐA/TU`. */
  symbol: z.string(),
  issuedOn: civilDate,
  title: z.string(),
  summary: z.string().nullable(),
  needs: z.enum(DIRECTIVE_NEEDS),
  dueOn: civilDate.nullable(),
  fileName: z.string().nullable(),
  /** In bytes. */
  fileSize: z.number().int().nullable(),
  /** The day on which branches could first see it here. */
  sentOn: civilDate,
});

export const receivedDirective = directive
  .extend({
    /** First opened by somebody who leads the branch. */
    receivedAt: z.iso.datetime().nullable(),
    receivedByName: z.string().nullable(),
  })
  .meta({ id: 'ReceivedDirective' });
export type ReceivedDirective = z.infer<typeof receivedDirective>;

export const issuedDirective = directive
  .extend({
    withdrawnBecause: z.string().nullable(),
    recipients: z.number().int(),
    opened: z.number().int(),
  })
  .meta({ id: 'IssuedDirective' });
export type IssuedDirective = z.infer<typeof issuedDirective>;

const inBranch = z.object({ branchId: id, directiveId: id });
const inUnit = z.object({ unitId: id, directiveId: id });
/** Of the last paper shown, to get those before it. */
const page = z.object({ before: id.optional() });

export const listBranchDirectives = route({
  method: 'GET',
  path: '/api/branches/:branchId/directives',
  summary: 'Papers from above that reached a branch, newest first, fifty at a time',
  verb: 'directives.read',
  params: z.object({ branchId: id }),
  query: page,
  response: z.object({
    branch: z.object({ id, name: z.string() }),
    today: civilDate,
    directives: z.array(receivedDirective),
    next: id.nullable(),
  }),
});

export const getBranchDirective = route({
  method: 'GET',
  path: '/api/branches/:branchId/directives/:directiveId',
  summary: 'One paper as the branch has it',
  verb: 'directives.read',
  params: inBranch,
  response: z.object({
    branch: z.object({ id, name: z.string() }),
    today: civilDate,
    directive: receivedDirective,
    abilities: z.object({ receive: z.boolean() }),
  }),
});

export const receiveDirective = route({
  method: 'POST',
  path: '/api/branches/:branchId/directives/:directiveId/receipt',
  summary: 'The branch has opened the paper; only the first time counts',
  verb: 'directives.receive',
  params: inBranch,
  response: z.object({}),
});

export const getBranchDirectiveFile = route({
  method: 'GET',
  path: '/api/branches/:branchId/directives/:directiveId/file',
  summary: 'The file of a paper that reached the branch',
  verb: 'directives.read',
  params: inBranch,
});

export const listIssuedDirectives = route({
  method: 'GET',
  path: '/api/units/:unitId/directives',
  summary: 'Papers of a committee with how many branches have opened each, newest first, fifty at a time',
  verb: 'directives.follow',
  params: z.object({ unitId: id }),
  query: page,
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    directives: z.array(issuedDirective),
    next: id.nullable(),
    abilities: z.object({ issue: z.boolean() }),
  }),
});

export const listPossibleRecipients = route({
  method: 'GET',
  path: '/api/units/:unitId/directive-recipients',
  summary: 'The branches under a committee today, to which it may send',
  verb: 'directives.issue',
  params: z.object({ unitId: id }),
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    today: civilDate,
    branches: z.array(z.object({ id, name: z.string() })),
  }),
});

export const getIssuedDirective = route({
  method: 'GET',
  path: '/api/units/:unitId/directives/:directiveId',
  summary: 'One paper of a committee, and which branch opened it when',
  verb: 'directives.follow',
  params: inUnit,
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    directive: issuedDirective,
    recipients: z.array(
      z.object({
        branchId: id,
        branchName: z.string(),
        receivedAt: z.iso.datetime().nullable(),
        receivedByName: z.string().nullable(),
      }),
    ),
    abilities: z.object({ issue: z.boolean() }),
  }),
});

export const getIssuedDirectiveFile = route({
  method: 'GET',
  path: '/api/units/:unitId/directives/:directiveId/file',
  summary: 'The file of a paper of this committee',
  verb: 'directives.follow',
  params: inUnit,
});

export const issueDirective = route({
  method: 'POST',
  path: '/api/units/:unitId/directives',
  summary: 'Send a paper to the branches under a committee; secret papers are refused',
  verb: 'directives.issue',
  params: z.object({ unitId: id }),
  body: z.object({
    kind: z.enum(DIRECTIVE_KINDS),
    symbol: z.string().trim().min(1).max(80),
    issuedOn: civilDate,
    title: z.string().trim().min(1).max(500),
    summary: z.string().trim().max(4000).nullish(),
    needs: z.enum(DIRECTIVE_NEEDS),
    dueOn: civilDate.nullish(),
    /** Ids of branches, or everybody below today. */
    branchIds: z.union([z.literal('all'), z.array(id).max(5000)]),
    /** What the form asks: is it a secret paper? A yes is refused. */
    isSecret: z.boolean(),
  }),
  response: z.object({ id, recipients: z.number().int() }),
  errors: [
    'directives.secret',
    'directives.no-branches',
    'directives.branch-not-below',
    'directives.issued-in-future',
    'directives.due-before-issue',
    'directives.already-issued',
  ],
});

export const attachDirectiveFile = route({
  method: 'POST',
  path: '/api/units/:unitId/directives/:directiveId/file',
  summary: 'Give a paper its file; the file is the body, once',
  verb: 'directives.issue',
  params: inUnit,
  query: z.object({ name: z.string().min(1).max(200) }),
  response: z.object({ fileId: id }),
  errors: [
    'directives.secret',
    'directives.file-empty',
    'directives.file-kind',
    'directives.file-other-kind',
    'directives.has-file',
  ],
});

export const withdrawDirective = route({
  method: 'POST',
  path: '/api/units/:unitId/directives/:directiveId/withdraw',
  summary: 'Take a paper back: it leaves the branches’ lists and stays in the committee’s',
  verb: 'directives.issue',
  params: inUnit,
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  response: z.object({}),
  errors: ['directives.withdrawn'],
});

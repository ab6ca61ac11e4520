import { z } from 'zod';
import { civilDate, id, SECTORS, UNIT_KINDS } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';
import { DIRECTIVE_KINDS, DIRECTIVE_NEEDS, FILE_PARTS } from './domain/paper.ts';
import { LINK_KINDS } from './domain/paper-links.ts';

export { DIRECTIVE_KINDS, type DirectiveKind, type DirectiveNeed, type FilePart } from './domain/paper.ts';
export { LINK_KINDS, type LinkKind } from './domain/paper-links.ts';
export { EVERY_BRANCH, type RecipientRule, ruleInWords } from './domain/recipient-rule.ts';

const paperFile = z
  .object({
    id,
    part: z.enum(FILE_PARTS),
    name: z.string(),
    mediaType: z.string(),
    /** In bytes. */
    size: z.number().int(),
    /** Whether its words find the paper: false for a scan or a picture. Null while it waits to be read. */
    isFound: z.boolean().nullable(),
    addedAt: z.iso.datetime(),
  })
  .meta({ id: 'PaperFile' });
export type PaperFile = z.infer<typeof paperFile>;

const laterPaper = z.object({
  id,
  kind: z.enum(LINK_KINDS).exclude(['carries-out']),
  symbol: z.string(),
});
export type LaterPaper = z.infer<typeof laterPaper>;

const directive = z.object({
  id,
  unitId: id,
  issuingUnitName: z.string(),
  kind: z.enum(DIRECTIVE_KINDS),
  /** As printed: `Số 11-ĐA/TU`. */
  symbol: z.string(),
  issuedOn: civilDate,
  title: z.string(),
  /** The title is told from elsewhere and was not read in the paper itself. */
  isUnverified: z.boolean(),
  summary: z.string().nullable(),
  needs: z.enum(DIRECTIVE_NEEDS),
  dueOn: civilDate.nullable(),
  /** What later papers did to it. */
  laterPapers: z.array(laterPaper),
  /** The main text first, then its annexes in the order in which they came. */
  files: z.array(paperFile),
  /** The day on which those who receive it could first see it here. */
  sentOn: civilDate,
});

/** The first meeting that took the paper up: the day on which it was held, and which. */
const takenUp = z.object({ on: civilDate, meetingId: id });

export const receivedDirective = directive
  .extend({
    /** First opened by somebody who leads the unit. */
    receivedAt: z.iso.datetime().nullable(),
    receivedByName: z.string().nullable(),
    takenUp: takenUp.nullable(),
  })
  .meta({ id: 'ReceivedDirective' });
export type ReceivedDirective = z.infer<typeof receivedDirective>;

export const issuedDirective = directive
  .extend({
    withdrawnBecause: z.string().nullable(),
    recipients: z.number().int(),
    opened: z.number().int(),
    /** Branches that have taken it up in a meeting. */
    takenUp: z.number().int(),
  })
  .meta({ id: 'IssuedDirective' });
export type IssuedDirective = z.infer<typeof issuedDirective>;

const inUnit = z.object({ unitId: id, directiveId: id });
const ofFile = inUnit.extend({ fileId: id });
/** Of the last paper shown, to get those before it. */
const page = z.object({ before: id.optional() });

export const listInbox = route({
  method: 'GET',
  path: '/api/units/:unitId/inbox',
  summary: 'Papers from above that reached a unit, newest first, fifty at a time',
  verb: 'directives.read',
  params: z.object({ unitId: id }),
  query: page,
  response: z.object({
    unit: z.object({ id, name: z.string(), kind: z.enum(UNIT_KINDS) }),
    today: civilDate,
    directives: z.array(receivedDirective),
    next: id.nullable(),
  }),
});

export const getReceivedDirective = route({
  method: 'GET',
  path: '/api/units/:unitId/inbox/:directiveId',
  summary: 'One paper as the unit has it',
  verb: 'directives.read',
  params: inUnit,
  response: z.object({
    unit: z.object({ id, name: z.string(), kind: z.enum(UNIT_KINDS) }),
    today: civilDate,
    directive: receivedDirective,
    abilities: z.object({ receive: z.boolean() }),
  }),
});

export const receiveDirective = route({
  method: 'POST',
  path: '/api/units/:unitId/inbox/:directiveId/receipt',
  summary: 'The unit has opened the paper; only the first time counts',
  verb: 'directives.receive',
  params: inUnit,
  response: z.object({}),
});

export const getPaperFile = route({
  method: 'GET',
  path: '/api/units/:unitId/papers/:directiveId/files/:fileId',
  summary: 'One file of a paper that the unit sees: its own, one that reached it, or one of a unit below it',
  verb: 'directives.read',
  params: ofFile,
});

export const listIssuedDirectives = route({
  method: 'GET',
  path: '/api/units/:unitId/directives',
  summary: 'Papers of a committee with how many units have opened each, newest first, fifty at a time',
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

/** Units that a paper or a task goes to. */
export const recipientChoice = z.discriminatedUnion('by', [
  z.object({ by: z.literal('every-branch') }),
  z.object({ by: z.literal('list'), unitIds: z.array(id).max(5000) }),
  z.object({
    by: z.literal('rule'),
    rule: z.object({
      kinds: z.array(z.enum(UNIT_KINDS)).max(UNIT_KINDS.length),
      sectors: z.array(z.enum(SECTORS)).max(SECTORS.length),
      membersOver: z.number().int().min(0).max(1_000_000).nullable(),
      membersUpTo: z.number().int().min(0).max(1_000_000).nullable(),
    }),
  }),
]);
export type RecipientChoice = z.infer<typeof recipientChoice>;

export const listPossibleRecipients = route({
  method: 'GET',
  path: '/api/units/:unitId/directive-recipients',
  summary:
    'The units under a committee today to which it may send: all of them, or those directly below where there are many',
  verb: 'directives.issue',
  params: z.object({ unitId: id }),
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    today: civilDate,
    units: z.array(z.object({ id, name: z.string(), kind: z.enum(UNIT_KINDS) })),
    /** False when only the units directly below are listed. */
    isWhole: z.boolean(),
    branches: z.number().int(),
  }),
});

export const previewRecipients = route({
  method: 'POST',
  path: '/api/units/:unitId/directive-recipients',
  summary: 'How many units a choice of recipients means today, by kind and sector',
  verb: 'directives.issue',
  params: z.object({ unitId: id }),
  body: z.object({ to: recipientChoice }),
  response: z.object({
    count: z.number().int(),
    parts: z.array(
      z.object({
        kind: z.enum(UNIT_KINDS),
        sector: z.enum(SECTORS).nullable(),
        count: z.number().int(),
      }),
    ),
  }),
  errors: ['directives.no-recipients', 'directives.recipient-not-below'],
});

const paperLine = z
  .object({
    id,
    kind: z.enum(DIRECTIVE_KINDS),
    symbol: z.string(),
    issuedOn: civilDate,
    title: z.string(),
    isUnverified: z.boolean(),
    unitId: id,
    issuingUnitName: z.string(),
  })
  .meta({ id: 'PaperLine' });
export type PaperLine = z.infer<typeof paperLine>;

export const getPaperTree = route({
  method: 'GET',
  path: '/api/units/:unitId/papers/:directiveId/tree',
  summary:
    'What a paper came from and everything that came from it, as far as the unit sees: its own papers, those that reached it and those of units below it',
  verb: 'directives.read',
  params: inUnit,
  response: z.object({
    paper: paperLine,
    files: z.array(paperFile),
    /**
     * What it carries out, the farthest first. `isLinkUnverified`: that it does was not read in the papers.
     * `isInSight`: false for a paper of which the unit knows the name alone, as it never reached it.
     */
    above: z.array(
      paperLine.extend({ steps: z.number().int(), isLinkUnverified: z.boolean(), isInSight: z.boolean() }),
    ),
    /** What carries it out, in reading order; `parentId` is the paper that each carries out. */
    below: z.array(
      paperLine.extend({ parentId: id, steps: z.number().int(), isLinkUnverified: z.boolean() }),
    ),
    /** True when there are more below than are shown. */
    isCut: z.boolean(),
    links: z.array(
      z.object({
        kind: z.enum(LINK_KINDS),
        towards: z.enum(['earlier', 'later']),
        isInSight: z.boolean(),
        paper: paperLine,
      }),
    ),
  }),
});

export const searchPapers = route({
  method: 'GET',
  path: '/api/units/:unitId/papers',
  summary:
    'Papers that a unit sees, by words of symbol, title, summary and file, with or without marks, newest first, fifty at a time',
  verb: 'directives.read',
  params: z.object({ unitId: id }),
  query: z.object({
    words: z.string().max(200).default(''),
    kind: z.enum(DIRECTIVE_KINDS).optional(),
    before: id.optional(),
  }),
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    papers: z.array(
      paperLine.extend({
        /** Own, received from above, or of a unit below. */
        role: z.enum(['own', 'received', 'below']),
        isWithdrawn: z.boolean(),
        laterPapers: z.array(laterPaper),
      }),
    ),
    next: id.nullable(),
    abilities: z.object({ issue: z.boolean() }),
  }),
});

export const getNextNumber = route({
  method: 'GET',
  path: '/api/units/:unitId/directive-number',
  summary: 'The next number and symbol in the register of a committee for a kind of paper in this term',
  verb: 'directives.issue',
  params: z.object({ unitId: id }),
  query: z.object({ kind: z.enum(DIRECTIVE_KINDS) }),
  response: z.object({ symbol: z.string(), term: z.string().nullable() }),
});

export const linkPaper = route({
  method: 'POST',
  path: '/api/units/:unitId/directives/:directiveId/links',
  summary: 'Say how a paper of the committee stands to an earlier one',
  verb: 'directives.issue',
  params: inUnit,
  body: z.object({ kind: z.enum(LINK_KINDS), targetId: id }),
  response: z.object({}),
  errors: [
    'directives.links-itself',
    'directives.link-cycle',
    'directives.link-twice',
    'directives.link-unseen',
    'directives.link-of-another',
    'directives.withdrawn',
  ],
});

/** Only branches meet, so only they take a paper up; one that ended before it did is asked for nothing any more. */
const reach = {
  recipients: z.number().int(),
  opened: z.number().int(),
  branches: z.number().int(),
  takenUp: z.number().int(),
  ended: z.number().int(),
};

export const getIssuedDirective = route({
  method: 'GET',
  path: '/api/units/:unitId/directives/:directiveId',
  summary:
    'One paper of a committee: which unit opened it, which branch took it up in a meeting, summed by the units directly below; the first thousand, those that have not come first',
  verb: 'directives.follow',
  params: inUnit,
  query: z.object({
    /** Only recipients at or under this unit, which lies below the committee. */
    underId: id.optional(),
    show: z.enum(['all', 'unopened', 'not-taken-up']).default('all'),
  }),
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    directive: issuedDirective,
    recipients: z.array(
      z.object({
        unitId: id,
        unitName: z.string(),
        receivedAt: z.iso.datetime().nullable(),
        receivedByName: z.string().nullable(),
        isBranch: z.boolean(),
        hasEnded: z.boolean(),
        /** `meetingId` is null for a unit that no longer stands under the committee. */
        takenUp: takenUp.extend({ meetingId: id.nullable() }).nullable(),
      }),
    ),
    /** What `underId` named. */
    under: z.object({ id, name: z.string() }).nullable(),
    reach: z.object(reach),
    /** The committees directly below with recipients under them; branches directly below stand among the recipients. */
    parts: z.array(z.object({ unitId: id, unitName: z.string(), ...reach })),
    /** How many recipients `show` means. */
    shown: z.number().int(),
    /** Files that were taken off again, the last first. */
    removedFiles: z.array(
      z.object({
        id,
        part: z.enum(FILE_PARTS),
        name: z.string(),
        removedAt: z.iso.datetime(),
        removedByName: z.string(),
        reason: z.string(),
      }),
    ),
    /** `removeFiles`: while no unit has opened it. */
    abilities: z.object({ issue: z.boolean(), removeFiles: z.boolean() }),
  }),
});

export const issueDirective = route({
  method: 'POST',
  path: '/api/units/:unitId/directives',
  summary: 'Send a paper to units under a committee; secret papers are refused',
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
    to: recipientChoice,
    /** How it stands to earlier papers. */
    links: z
      .array(z.object({ kind: z.enum(LINK_KINDS), targetId: id }))
      .max(20)
      .optional(),
    /** What the form asks: is it a secret paper? A yes is refused. */
    isSecret: z.boolean(),
  }),
  response: z.object({ id, recipients: z.number().int() }),
  errors: [
    'directives.secret',
    'directives.no-recipients',
    'directives.recipient-not-below',
    'directives.links-itself',
    'directives.link-twice',
    'directives.link-unseen',
    'directives.link-of-another',
    'directives.issued-in-future',
    'directives.due-before-issue',
    'directives.already-issued',
  ],
});

export const attachDirectiveFile = route({
  method: 'POST',
  path: '/api/units/:unitId/directives/:directiveId/files',
  summary: 'Add a file to a paper; the file is the body',
  verb: 'directives.issue',
  params: inUnit,
  query: z.object({
    name: z.string().min(1).max(200),
    /** Left out: the main text where there is none yet, otherwise an annex. */
    part: z.enum(FILE_PARTS).optional(),
  }),
  response: z.object({ fileId: id, part: z.enum(FILE_PARTS) }),
  errors: [
    'directives.secret',
    'directives.file-empty',
    'directives.file-kind',
    'directives.file-other-kind',
    'directives.has-main-text',
    'directives.file-twice',
    'directives.too-many-files',
    'directives.files-too-large',
    'directives.withdrawn',
  ],
});

export const removeDirectiveFile = route({
  method: 'POST',
  path: '/api/units/:unitId/directives/:directiveId/files/:fileId/remove',
  summary: 'Take a file off a paper that no unit has opened; that it was there, and why it went, stays',
  verb: 'directives.issue',
  params: ofFile,
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  response: z.object({}),
  errors: ['directives.file-was-read', 'directives.file-removed', 'directives.withdrawn'],
});

export const withdrawDirective = route({
  method: 'POST',
  path: '/api/units/:unitId/directives/:directiveId/withdraw',
  summary: 'Take a paper back: it leaves the lists of those who received it and stays in the committee’s',
  verb: 'directives.issue',
  params: inUnit,
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  response: z.object({}),
  errors: ['directives.withdrawn'],
});

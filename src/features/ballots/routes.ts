import { z } from 'zod';
import {
  BALLOT_METHODS,
  type BallotMethod,
  type Deduction,
  DISCIPLINE_FORMS,
  MATTERS,
  type Matter,
} from '#features/rulebooks/contract.ts';
import { civilDate, id } from '#features/units/contract.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import type { RuleSource } from '#kernel/result.ts';
import { route } from '#kernel/route.ts';
import { MOST_CANDIDATES, type Paper } from './domain/ballot-paper.ts';
import { PREFIX_BYTES, SLIP_KEY_BYTES } from './domain/box.ts';
import type { FrozenRule } from './domain/check-plan.ts';
import type { Result, Tally } from './domain/count-ballots.ts';

const BALLOT_STATES = ['draft', 'open', 'closed', 'annulled'] as const;
export type BallotState = (typeof BALLOT_STATES)[number];

const name = z.string().trim().min(1).max(120);
export const paper = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('question') }),
  z.object({ kind: z.literal('forms'), forms: z.array(z.enum(DISCIPLINE_FORMS)).min(1).max(4) }),
  z.object({
    kind: z.literal('election'),
    candidates: z.array(name).min(1).max(MOST_CANDIDATES),
    seats: z.number().int().min(1).max(MOST_CANDIDATES),
  }),
]);

/** What a person writes of a ballot before it is opened. */
export const draftBody = z.object({
  question: z.string().trim().min(1).max(1000),
  paper,
  method: z.enum(BALLOT_METHODS),
  /** The counting committee of a ballot on paper; the first is its head. */
  counterIds: z.array(id).max(30).default([]),
});

const summary = z
  .object({
    id,
    branchId: id,
    meetingId: id,
    itemId: id.nullable(),
    round: z.number().int(),
    matter: z.enum(MATTERS),
    question: z.string(),
    method: z.enum(BALLOT_METHODS),
    state: z.enum(BALLOT_STATES),
    heldOn: civilDate,
    voters: z.number().int().nullable(),
    inBox: z.number().int(),
    /** Tally and outcome; null until it is closed. */
    result: z.custom<{ tally: Tally; result: Result } | null>(),
    annulledBecause: z.string().nullable(),
  })
  .meta({ id: 'BallotSummary' });
export type BallotSummary = z.infer<typeof summary>;

export const listBallots = route({
  method: 'GET',
  path: '/api/branches/:branchId/ballots',
  summary: 'Secret ballots of a branch, newest first; of one meeting when it is named',
  verb: 'ballots.read',
  params: z.object({ branchId: id }),
  query: z.object({ meetingId: id.optional(), before: id.optional() }),
  response: z.object({
    branch: z.object({ id, name: z.string() }),
    ballots: z.array(summary),
    /** Pass as `before` for more; null at the end. */
    next: id.nullable(),
  }),
  errors: ['ballots.reason-needed'],
});

export const draftBallot = route({
  method: 'POST',
  path: '/api/branches/:branchId/ballots',
  summary: 'Prepare a secret ballot of a meeting; it is opened in the meeting itself',
  verb: 'ballots.lead',
  params: z.object({ branchId: id }),
  body: draftBody.extend({
    meetingId: id,
    itemId: id.nullable().default(null),
    matter: z.enum(MATTERS),
    /** The day of the meeting. */
    heldOn: civilDate,
    /** The round before, for the seats that it left. */
    followsId: id.nullable().default(null),
  }),
  response: z.object({ id }),
  errors: [
    'ballots.open-vote',
    'ballots.method-not-allowed',
    'ballots.other-paper',
    'ballots.name-twice',
    'ballots.form-twice',
    'ballots.too-few-candidates',
    'ballots.too-many-candidates',
    'ballots.list-too-long',
    'ballots.round-before-missing',
  ],
});

export type BallotView = {
  ballot: {
    id: string;
    branchId: string;
    branchName: string;
    meetingId: string;
    itemId: string | null;
    followsId: string | null;
    round: number;
    matter: Matter;
    question: string;
    paper: Paper;
    method: BallotMethod;
    state: BallotState;
    rule: FrozenRule;
    heldOn: string;
    openedAt: string | null;
    closedAt: string | null;
    annulledBecause: string | null;
  };
  /** Frozen when it was opened. Names only for readers of the branch. */
  electorate: {
    voters: number;
    entitled: number;
    base: number;
    needed: number;
    deducted: { why: Deduction; count: number; names: string[] | null }[];
    withoutVote: { status: MemberStatus; count: number; names: string[] | null }[];
  } | null;
  counters: { personId: string; fullName: string; isHead: boolean }[];
  turnout: { voters: number; tookPart: number; inBox: number };
  /** Who may vote and whether they took part: readers of the branch only. `hasCode`: for who leads. */
  roll: { personId: string; fullName: string; tookPart: boolean; hasCode: boolean }[] | null;
  result: { tally: Tally; result: Result; boxSha256: string | null } | null;
  /** Public keys, while it is open: for the token, and the seal that the box will bear. */
  keys: { tokenKey: string; sealKey: string } | null;
  me: {
    /** Why there is no vote; null when there is one, or while the ballot is not open. */
    whyNoVote: { code: string; message: string; rule?: RuleSource } | null;
    mayVote: boolean;
    tookPart: boolean;
  };
  abilities: { lead: boolean; readBox: boolean };
  /** The organisation above the branch as its papers name it, and the place where they are signed. */
  head: { superiorBody: string; place: string };
};

const ballotParams = z.object({ ballotId: id });
const NOT_OPEN = ['ballots.not-open-yet', 'ballots.closed', 'ballots.annulled'] as const;
const NO_VOTE = [
  'ballots.provisional-cannot-vote',
  'ballots.status-cannot-vote',
  'ballots.taken-out-of-the-base',
  'ballots.not-among-the-voters',
] as const;

export const getBallot = route({
  method: 'GET',
  path: '/api/ballots/:ballotId',
  summary: 'A ballot: its rule, who may vote, the turn-out, and the result once it is closed',
  verb: 'ballots.read',
  params: ballotParams,
  response: z.custom<BallotView>(),
  errors: ['ballots.reason-needed'],
});

export const getTurnout = route({
  method: 'GET',
  path: '/api/ballots/:ballotId/turnout',
  summary: 'How many have voted; never what',
  verb: 'ballots.read',
  params: ballotParams,
  response: z.object({
    state: z.enum(BALLOT_STATES),
    voters: z.number().int(),
    tookPart: z.number().int(),
    inBox: z.number().int(),
  }),
});

export const changeBallot = route({
  method: 'PUT',
  path: '/api/ballots/:ballotId',
  summary: 'Change a ballot that has not been opened',
  verb: 'ballots.lead',
  params: ballotParams,
  body: draftBody,
  response: z.object({}),
  errors: [
    'ballots.has-been-opened',
    'ballots.open-vote',
    'ballots.method-not-allowed',
    'ballots.other-paper',
    'ballots.name-twice',
    'ballots.form-twice',
    'ballots.too-few-candidates',
    'ballots.too-many-candidates',
    'ballots.list-too-long',
  ],
});

export const removeBallot = route({
  method: 'DELETE',
  path: '/api/ballots/:ballotId',
  summary: 'Remove a ballot that has not been opened',
  verb: 'ballots.lead',
  params: ballotParams,
  response: z.object({}),
  errors: ['ballots.has-been-opened'],
});

const sum = z.number().int().min(0).max(100_000);
const enteredCount = z.object({
  issued: sum,
  returned: sum,
  valid: sum,
  invalid: sum,
  /** Votes for each line: `yes`, `no`, `abstain`; a form or `none`; a candidate. */
  lines: z.record(z.string().max(120), sum),
  /** Votes against each candidate; empty on other papers. */
  against: z.record(z.string().max(120), sum).default({}),
});

export const closeBallot = route({
  method: 'POST',
  path: '/api/ballots/:ballotId/close',
  summary: 'Close a ballot: the box is opened and counted, or the counted sums are entered',
  verb: 'ballots.lead',
  params: ballotParams,
  body: z.object({ count: enteredCount.nullable().default(null) }),
  response: z.object({
    result: z.custom<{ tally: Tally; result: Result }>(),
    boxSha256: z.string().nullable(),
  }),
  errors: [
    ...NOT_OPEN,
    'ballots.count-missing',
    'ballots.count-does-not-add-up',
    'ballots.keys-lost',
    'ballots.box-damaged',
  ],
});

export const annulBallot = route({
  method: 'POST',
  path: '/api/ballots/:ballotId/annul',
  summary: 'Declare a ballot void, with the reason; what was sealed is erased unopened',
  verb: 'ballots.lead',
  params: ballotParams,
  body: z.object({ because: z.string().trim().min(1).max(500) }),
  response: z.object({}),
  errors: ['ballots.annulled', 'ballots.not-open-yet'],
});

/** The choice in letters, as many for every choice: see `domain/marks-text.ts`. */
const marks = z
  .string()
  .regex(/^[a-z0-9]+$/)
  .max(MOST_CANDIDATES);

export const vote = route({
  method: 'POST',
  path: '/api/ballots/:ballotId/vote',
  summary: 'A secret vote that the server keeps sealed until the ballot is closed',
  verb: 'ballots.vote',
  params: ballotParams,
  body: z.object({ marks }),
  response: z.object({}),
  errors: [
    ...NOT_OPEN,
    ...NO_VOTE,
    'ballots.not-by-this-method',
    'ballots.already-voted',
    'ballots.marks-unreadable',
    'ballots.too-many-names',
  ],
});

const bytes = (count: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .length(Math.ceil((count * 4) / 3));

export const takeToken = route({
  method: 'POST',
  path: '/api/ballots/:ballotId/token',
  summary: 'Have the key of one’s ballot signed without showing it: one token for each voter',
  verb: 'ballots.vote',
  params: ballotParams,
  body: z.object({ blinded: bytes(256) }),
  response: z.object({ signature: z.string() }),
  errors: [
    ...NOT_OPEN,
    ...NO_VOTE,
    'ballots.not-by-this-method',
    'ballots.token-given',
    'ballots.token-request-broken',
    'ballots.keys-lost',
  ],
});

export const slip = z.object({
  key: bytes(SLIP_KEY_BYTES),
  prefix: bytes(PREFIX_BYTES),
  token: bytes(256),
  marks,
  signature: bytes(64),
});

/** Without a session: the token alone says that the sender may vote, and nothing says who it is. */
export const castSlip = route({
  method: 'POST',
  path: '/api/ballots/:ballotId/box',
  summary: 'Put a ballot into the box of a verifiable ballot, without a name',
  verb: 'public',
  params: ballotParams,
  body: z.object({ slip }),
  response: z.object({}),
  errors: [
    ...NOT_OPEN,
    'ballots.token-invalid',
    'ballots.slip-changed',
    'ballots.slip-in-the-box',
    'ballots.marks-unreadable',
    'ballots.too-many-names',
    'ballots.keys-lost',
  ],
});

/** The file itself, byte for byte as its hash was printed. */
export const getBox = route({
  method: 'GET',
  path: '/api/ballots/:ballotId/box',
  summary: 'The published box of a verifiable ballot as one file',
  verb: 'ballots.read-box',
  params: ballotParams,
  errors: ['ballots.no-box'],
});

export const giveCode = route({
  method: 'POST',
  path: '/api/ballots/:ballotId/codes',
  summary: 'A one-time code for a voter without a phone, shown once',
  verb: 'ballots.lead',
  params: ballotParams,
  body: z.object({ personId: id }),
  response: z.object({ code: z.string() }),
  errors: [
    ...NOT_OPEN,
    ...NO_VOTE,
    'ballots.not-by-this-method',
    'ballots.already-voted',
    'ballots.token-given',
  ],
});

export const makeTabletPass = route({
  method: 'POST',
  path: '/api/ballots/:ballotId/tablet',
  summary: 'Open a shared tablet for this ballot; the pass before stops working',
  verb: 'ballots.lead',
  params: ballotParams,
  response: z.object({ path: z.string(), svg: z.string() }),
  errors: [...NOT_OPEN, 'ballots.not-by-this-method'],
});

const pass = z.string().regex(/^[\w-]{32}$/);
const code = z.string().regex(/^\d{6}$/);

export const openTablet = route({
  method: 'POST',
  path: '/api/ballots/:ballotId/tablet/open',
  summary: 'What a shared tablet shows: the paper, and who was given a code',
  verb: 'public',
  params: ballotParams,
  body: z.object({ pass }),
  response: z.object({
    branchName: z.string(),
    matter: z.enum(MATTERS),
    question: z.string(),
    paper: z.custom<Paper>(),
    method: z.enum(BALLOT_METHODS),
    tokenKey: z.string().nullable(),
    voters: z.array(z.object({ personId: id, fullName: z.string() })),
  }),
  errors: ['ballots.tablet-closed'],
});

const byCode = { pass, personId: id, code };

/** So that a voter learns of a wrong code before choosing. The try counts like any other. */
export const tabletCode = route({
  method: 'POST',
  path: '/api/ballots/:ballotId/tablet/code',
  summary: 'Check a one-time code on a shared tablet',
  verb: 'public',
  params: ballotParams,
  body: z.object(byCode),
  response: z.object({}),
  errors: ['ballots.tablet-closed', 'ballots.code-wrong', 'ballots.code-used-up'],
});

export const tabletVote = route({
  method: 'POST',
  path: '/api/ballots/:ballotId/tablet/vote',
  summary: 'A secret vote by one-time code on a shared tablet',
  verb: 'public',
  params: ballotParams,
  body: z.object({ ...byCode, marks }),
  response: z.object({}),
  errors: [
    'ballots.tablet-closed',
    'ballots.code-wrong',
    'ballots.code-used-up',
    ...NOT_OPEN,
    'ballots.already-voted',
    'ballots.marks-unreadable',
    'ballots.too-many-names',
  ],
});

export const tabletToken = route({
  method: 'POST',
  path: '/api/ballots/:ballotId/tablet/token',
  summary: 'A token by one-time code on a shared tablet',
  verb: 'public',
  params: ballotParams,
  body: z.object({ ...byCode, blinded: bytes(256) }),
  response: z.object({ signature: z.string() }),
  errors: [
    'ballots.tablet-closed',
    'ballots.code-wrong',
    'ballots.code-used-up',
    ...NOT_OPEN,
    'ballots.token-given',
    'ballots.token-request-broken',
    'ballots.keys-lost',
  ],
});

const PROTOCOL_FORMATS = ['docx', 'pdf', 'txt'] as const;

export const getProtocol = route({
  method: 'GET',
  path: '/api/ballots/:ballotId/protocol/:format',
  summary: 'The protocol of the count (biên bản kiểm phiếu) as Word, PDF or text',
  verb: 'ballots.read',
  params: z.object({ ballotId: id, format: z.enum(PROTOCOL_FORMATS) }),
  errors: ['ballots.reason-needed', 'ballots.not-closed'],
});

/** Events `ballots.closed` and `ballots.annulled`, told in the transaction that does it. */
export type BallotClosed = {
  ballotId: string;
  branchId: string;
  meetingId: string;
  by: string;
  tally: Tally;
  result: Result;
  boxSha256: string | null;
  nowMs: number;
  /** Work for after the commit: live messages. */
  afterCommit: (work: () => void) => void;
};
export type BallotAnnulled = Omit<BallotClosed, 'tally' | 'result' | 'boxSha256'> & { because: string };

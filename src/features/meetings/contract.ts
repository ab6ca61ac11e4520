import { z } from 'zod';
import { MEETING_KINDS } from '#features/rulebooks/contract.ts';
import { civilDate, id } from '#features/units/contract.ts';
import { isYearMonth } from '#kernel/civil-date.ts';
import { route } from '#kernel/route.ts';
import {
  type AnyEntry,
  CHANNELS_BY_HAND,
  type Entry,
  OPINION_NATURES,
  type Presence,
  type StoredEntry,
} from './domain/entry.ts';
import type { MeetingContext } from './domain/meeting-context.ts';

export type * from './domain/entry.ts';
export type { CarriedTask, MeetingContext, RollMember } from './domain/meeting-context.ts';

export const yearMonth = z.string().refine(isYearMonth, 'yyyy-mm');
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'hh:mm');

/** How far a meeting is. */
export const MEETING_STAGES = ['planned', 'running', 'ended', 'closed', 'cancelled'] as const;
export type MeetingStage = (typeof MEETING_STAGES)[number];

/** Where a meeting was kept before it was taken over: `minutes-book` = sổ biên bản giấy. */
export const TAKEN_OVER_FROM = ['minutes-book', 'other-system'] as const;
export type TakenOverFrom = (typeof TAKEN_OVER_FROM)[number];

/** Why the reader stands where: decides which entries may be written and what is shown. */
export const READER_ROLES = ['lead', 'recorder', 'member', 'follower', 'above'] as const;
/** `lead`: secretary, deputy, the meeting's chair. `above`: a committee above; private texts are withheld. */
export type ReaderRole = (typeof READER_ROLES)[number];

export const meetingSummary = z
  .object({
    id,
    branchId: id,
    month: yearMonth,
    kind: z.enum(MEETING_KINDS),
    plannedOn: civilDate,
    plannedTime: clockTime,
    place: z.string(),
    stage: z.enum(MEETING_STAGES),
    heldOn: civilDate.nullable(),
    /** Members who must attend, and those present; null before the roll call. */
    base: z.number().int().nullable(),
    present: z.number().int().nullable(),
    ownScore: z.number().nullable(),
    confirmedScore: z.number().nullable(),
    /** Held before this system: figures and attendance are here, the minutes stay where they were written. */
    isTakenOver: z.boolean(),
  })
  .meta({ id: 'MeetingSummary' });
export type MeetingSummary = z.infer<typeof meetingSummary>;

export const listMeetings = route({
  method: 'GET',
  path: '/api/branches/:branchId/meetings',
  summary: 'Meetings of a branch, newest first, twelve months at a time',
  verb: 'meetings.read',
  params: z.object({ branchId: id }),
  query: z.object({ before: yearMonth.optional() }),
  response: z.object({
    branch: z.object({ id, name: z.string() }),
    meetings: z.array(meetingSummary),
    next: yearMonth.nullable(),
    /** The usual day, hour and place, and the month that has no meeting yet. */
    series: z.object({ dayOfMonth: z.number().int(), time: clockTime, place: z.string() }).nullable(),
    suggested: z
      .object({
        month: yearMonth,
        plannedOn: civilDate,
        plannedTime: clockTime,
        place: z.string(),
        kind: z.enum(MEETING_KINDS),
      })
      .nullable(),
    /** Branches that are no more and that this one carries on: their books, so far as the reader may open them. */
    carriedOn: z.array(z.object({ id, name: z.string(), endedOn: civilDate })),
    abilities: z.object({
      create: z.boolean(),
      setSeries: z.boolean(),
      readUnit: z.boolean(),
      readPetitions: z.boolean(),
    }),
  }),
});

export const setSeries = route({
  method: 'PUT',
  path: '/api/branches/:branchId/meeting-series',
  summary: 'The usual day of the month, hour and place of the branch',
  verb: 'meetings.lead',
  params: z.object({ branchId: id }),
  body: z.object({
    dayOfMonth: z.number().int().min(1).max(31),
    time: clockTime,
    place: z.string().trim().min(1).max(300),
  }),
  response: z.object({}),
});

export const createMeeting = route({
  method: 'POST',
  path: '/api/branches/:branchId/meetings',
  summary: 'Plan a meeting; its agenda arrives filled',
  verb: 'meetings.lead',
  params: z.object({ branchId: id }),
  body: z.object({
    month: yearMonth,
    kind: z.enum(MEETING_KINDS),
    plannedOn: civilDate,
    plannedTime: clockTime,
    place: z.string().trim().min(1).max(300),
  }),
  response: z.object({ id }),
  errors: [
    'meetings.month-closed',
    'meetings.already-planned',
    'meetings.day-outside-month',
    'meetings.too-far-ahead',
    'meetings.no-rulebook',
    'meetings.not-a-branch',
    'meetings.branch-not-there',
  ],
});

export const replanMeeting = route({
  method: 'PUT',
  path: '/api/meetings/:meetingId/plan',
  summary: 'Move a meeting that has not begun',
  verb: 'meetings.lead',
  params: z.object({ meetingId: id }),
  body: z.object({ plannedOn: civilDate, plannedTime: clockTime, place: z.string().trim().min(1).max(300) }),
  response: z.object({}),
  errors: ['meetings.has-begun', 'meetings.month-closed', 'meetings.day-outside-month'],
});

export const cancelMeeting = route({
  method: 'POST',
  path: '/api/meetings/:meetingId/cancel',
  summary: 'Cancel a meeting that has not begun',
  verb: 'meetings.lead',
  params: z.object({ meetingId: id }),
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  response: z.object({}),
  errors: ['meetings.has-begun'],
});

/** An entry on the wire. Its payload is checked by the domain's own `checkEntry`, the same code as on the phone. */
export const wireEntry = z
  .custom<Entry>((value) => typeof value === 'object' && value !== null)
  .meta({
    id: 'MeetingEntry',
    type: 'object',
    description: 'One line of the meeting journal; see docs/journal.md for the kinds and payloads.',
  });

export type MeetingAbilities = {
  /** Runs the meeting: steps, roll call, votes, tasks, conclusions. */
  lead: boolean;
  /** Writes opinions and minutes. */
  record: boolean;
  /** Own check-in, comments, named votes. */
  takePart: boolean;
  confirmScore: boolean;
  annex: boolean;
  readPrivateTexts: boolean;
};

/** What is known of a meeting that was held before this system and taken over. It has no journal. */
export type TakenOver = {
  from: TakenOverFrom;
  /** Which book or system, as somebody would look for it. */
  source: string;
  /** When it was taken over. */
  at: string;
  presences: { memberId: string; presence: Presence }[];
  /** Tasks that this meeting gave, with how far they are now. */
  tasks: { taskId: string; title: string; output: string; ownerName: string; dueOn: string; state: string }[];
};

export type MeetingView = {
  meeting: MeetingSummary & {
    closedAt: string | null;
    minutesNumber: string | null;
    resolutionNumber: string | null;
  };
  context: MeetingContext;
  /** What this reader may see, oldest arrival first. */
  entries: (StoredEntry | AnyEntry)[];
  /** Pass to `listEntries` to get what came later. */
  cursor: number;
  role: ReaderRole;
  memberId: string;
  abilities: MeetingAbilities;
  /** Server time, ms since the epoch, to show a wrong device clock. */
  now: number;
  closedMonth: boolean;
  /** The organisation above the branch as its papers name it, and the place where they are signed. */
  paper: { superiorBody: string; place: string };
  takenOver: TakenOver | null;
  /** Who kept the minutes of the branch's meeting before, for the chair to choose again; null when nobody is to be chosen. */
  lastRecorderId: string | null;
};

/** The rules of a meeting: most of its papers, and the same for all meetings of a time. */
export type MeetingRules = Pick<MeetingContext, 'rules' | 'voting'>;

/** The same with the name of its rules instead of them, for a device that has them already or fetches them once. */
export type NamedMeetingView = Omit<MeetingView, 'context'> & {
  context: Omit<MeetingContext, keyof MeetingRules>;
  /** For `getMeetingRules`. */
  rulesName: string;
};

export const getMeeting = route({
  method: 'GET',
  path: '/api/meetings/:meetingId',
  summary: 'A meeting with its frozen facts and its journal, as this reader may see it',
  verb: 'meetings.read',
  params: z.object({ meetingId: id }),
  response: z.custom<MeetingView>(),
  errors: ['meetings.reason-needed'],
});

export const openMeeting = route({
  method: 'GET',
  path: '/api/meetings/:meetingId/view',
  summary: 'The same with the name of its rules instead of them, as devices open it',
  verb: 'meetings.read',
  params: z.object({ meetingId: id }),
  response: z.custom<NamedMeetingView>(),
  errors: ['meetings.reason-needed'],
});

export const getMeetingRules = route({
  method: 'GET',
  path: '/api/meeting-rules/:name',
  summary: 'The rules that a meeting was opened with; what bears a name never changes',
  verb: 'signed-in',
  params: z.object({ name: z.string().min(1).max(64) }),
  response: z.custom<MeetingRules>(),
});

export const listEntries = route({
  method: 'GET',
  path: '/api/meetings/:meetingId/entries',
  summary: 'Entries that arrived after a cursor',
  verb: 'meetings.read',
  params: z.object({ meetingId: id }),
  query: z.object({ after: z.coerce.number().int().min(0) }),
  response: z.object({ entries: z.array(z.custom<AnyEntry>()), cursor: z.number().int() }),
  errors: ['meetings.reason-needed'],
});

export const appendEntries = route({
  method: 'POST',
  path: '/api/meetings/:meetingId/entries',
  summary: 'Append entries to the journal; sending one twice is harmless',
  verb: 'meetings.take-part',
  params: z.object({ meetingId: id }),
  body: z.object({ entries: z.array(wireEntry).min(1).max(500) }),
  response: z.object({
    /** Durable on the server when this arrives. */
    accepted: z.array(z.object({ id, seq: z.number().int(), receivedAt: z.number() })),
    refused: z.array(
      z.object({
        id: z.string(),
        code: z.string(),
        message: z.string(),
        wayOut: z.string().optional(),
        field: z.string().optional(),
      }),
    ),
    cursor: z.number().int(),
  }),
});

/** Server-sent events: `entries` with `{cursor}` as its id, and a comment line every 20 s. */
export const streamMeeting = route({
  method: 'GET',
  path: '/api/meetings/:meetingId/stream',
  summary: 'Server-sent events: new entries as they are committed',
  verb: 'meetings.read',
  params: z.object({ meetingId: id }),
  query: z.object({ after: z.coerce.number().int().min(0).optional() }),
  errors: ['meetings.reason-needed'],
});

export const getRoomCode = route({
  method: 'GET',
  path: '/api/meetings/:meetingId/room-code',
  summary: 'The code that members scan in the room; changes every few minutes',
  verb: 'meetings.take-part',
  params: z.object({ meetingId: id }),
  response: z.object({ code: z.string(), path: z.string(), svg: z.string(), validUntil: z.number() }),
});

export const checkIn = route({
  method: 'POST',
  path: '/api/meetings/:meetingId/check-in',
  summary: 'A member says "present": with the room’s code, or by tapping',
  verb: 'meetings.take-part',
  params: z.object({ meetingId: id }),
  body: z.object({ code: z.string().max(100).optional() }),
  response: z.object({ method: z.enum(['qr', 'self']), branchName: z.string() }),
  errors: [
    'meetings.not-of-this-branch',
    'meetings.room-code-old',
    'meetings.not-begun',
    'meetings.has-ended',
    'meetings.closed',
  ],
});

export const attachPaper = route({
  method: 'POST',
  path: '/api/meetings/:meetingId/papers',
  summary: 'Attach a paper; the file is the body',
  verb: 'meetings.take-part',
  params: z.object({ meetingId: id }),
  query: z.object({
    name: z.string().min(1).max(200),
    role: z.string().default('other'),
    itemId: id.optional(),
  }),
  response: z.object({ paperId: id, fileId: id }),
  errors: ['meetings.closed'],
});

export const getPaper = route({
  method: 'GET',
  path: '/api/meetings/:meetingId/papers/:fileId',
  summary: 'A paper of the meeting',
  verb: 'meetings.read',
  params: z.object({ meetingId: id, fileId: id }),
  errors: ['meetings.reason-needed'],
});

export const getNoticeTexts = route({
  method: 'GET',
  path: '/api/meetings/:meetingId/notice',
  summary: 'The invitation as texts ready to paste, and whom it reaches',
  verb: 'meetings.lead',
  params: z.object({ meetingId: id }),
  response: z.object({
    zalo: z.string(),
    nationalApp: z.string(),
    mailIsConfigured: z.boolean(),
    recipients: z.number().int(),
    withMail: z.number().int(),
    followers: z.array(z.string()),
  }),
});

export const sendNotice = route({
  method: 'POST',
  path: '/api/meetings/:meetingId/notice',
  summary: 'Tell members and the follower: in the app, and by e-mail where configured',
  verb: 'meetings.lead',
  params: z.object({ meetingId: id }),
  body: z.object({ alsoBy: z.array(z.enum(CHANNELS_BY_HAND)).default([]) }),
  response: z.object({ recipients: z.number().int(), mails: z.number().int() }),
  errors: ['meetings.closed', 'meetings.cancelled'],
});

export const getInvitationFile = route({
  method: 'GET',
  path: '/api/meetings/:meetingId/invitation.ics',
  summary: 'The meeting as a calendar file',
  verb: 'meetings.read',
  params: z.object({ meetingId: id }),
});

export const DOCUMENT_KINDS = ['minutes', 'resolution', 'score-sheet', 'attendance'] as const;
export const DOCUMENT_FORMATS = ['docx', 'pdf', 'txt'] as const;

export const getDocument = route({
  method: 'GET',
  path: '/api/meetings/:meetingId/documents/:kind/:format',
  summary: 'Minutes, resolution, score sheet or attendance list as Word, PDF or text',
  verb: 'meetings.read',
  params: z.object({ meetingId: id, kind: z.enum(DOCUMENT_KINDS), format: z.enum(DOCUMENT_FORMATS) }),
  errors: ['meetings.taken-over', 'meetings.reason-needed'],
});

/** A secret ballot is prepared and closed by itself; it is opened here, where the roll of the meeting is known. */
export const openBallot = route({
  method: 'POST',
  path: '/api/meetings/:meetingId/ballots/:ballotId/open',
  summary: 'Open a secret ballot: rule, voters, base and needed number are frozen with the roll as it stands',
  verb: 'meetings.lead',
  params: z.object({ meetingId: id, ballotId: id }),
  response: z.object({ voters: z.number().int(), base: z.number().int(), needed: z.number().int() }),
  errors: [
    'meetings.not-begun',
    'meetings.has-ended',
    'meetings.closed',
    'meetings.cancelled',
    'ballots.annulled',
    'ballots.has-been-opened',
    'ballots.nobody-may-vote',
    'ballots.no-counters',
    'ballots.counter-not-present',
    'ballots.counter-is-candidate',
    'ballots.method-not-allowed',
    'ballots.too-many-candidates',
  ],
});

/** Everything after the meeting becomes final in one transaction: numbers, tasks, facts. */
export const closeMeeting = route({
  method: 'POST',
  path: '/api/meetings/:meetingId/close',
  summary: 'Close the meeting for good; afterwards only annexes',
  verb: 'meetings.lead',
  params: z.object({ meetingId: id }),
  response: z.object({
    closedAt: z.iso.datetime(),
    minutesNumber: z.string(),
    resolutionNumber: z.string().nullable(),
  }),
  errors: ['meetings.closed', 'meetings.month-closed', 'meetings.not-ready-to-close'],
});

export const NOTICE_KINDS = [
  'meeting-invitation',
  'meeting-moved',
  'meeting-cancelled',
  'meeting-closed',
  'score-to-confirm',
  'petition-answered',
] as const;

/** A petition or proposal (kiến nghị, đề xuất) that was recorded in a meeting, with its answer. */
export const petitionShown = z
  .object({
    opinionId: id,
    meetingId: id,
    branchId: id,
    branchName: z.string(),
    month: yearMonth,
    heldOn: civilDate,
    nature: z.enum(OPINION_NATURES),
    /** Who asked; null for a guest whose name was not written down. */
    speaker: z.string().nullable(),
    isOwn: z.boolean(),
    text: z.string(),
    /** The words stay inside the branch in which they were said. */
    isWithheld: z.boolean(),
    /** Was self-criticism or criticism at some time: its words do not go where others read. */
    isPrivate: z.boolean(),
    answer: z.object({ text: z.string(), on: civilDate }).nullable(),
    /** The meeting is still going on: it is answered there. */
    isRunning: z.boolean(),
    mayAnswer: z.boolean(),
    mayOpen: z.boolean(),
  })
  .meta({ id: 'Petition' });
export type PetitionShown = z.infer<typeof petitionShown>;

export const PETITION_SHELVES = ['open', 'answered'] as const;

export const listPetitions = route({
  method: 'GET',
  path: '/api/branches/:branchId/petitions',
  summary:
    'Petitions and proposals of a branch, and of those that it carries on: unanswered ones with the oldest first, answered ones with the newest answer first',
  verb: 'meetings.take-part',
  params: z.object({ branchId: id }),
  query: z.object({ shelf: z.enum(PETITION_SHELVES).default('open'), after: id.optional() }),
  response: z.object({
    branch: z.object({ id, name: z.string() }),
    petitions: z.array(petitionShown),
    open: z.number().int(),
    answered: z.number().int(),
    /** The last one that is shown, when there are more. */
    next: id.nullable(),
  }),
});

export const listOwnPetitions = route({
  method: 'GET',
  path: '/api/me/petitions',
  summary: 'What I asked in meetings, newest first, with the answers; of branches that I left, too',
  verb: 'signed-in',
  query: z.object({ after: id.optional() }),
  response: z.object({ petitions: z.array(petitionShown), next: id.nullable() }),
});

export const answerPetition = route({
  method: 'POST',
  path: '/api/meetings/:meetingId/petitions/:opinionId/answer',
  summary: 'Answer a petition or proposal; in a closed meeting by an annex that names it',
  verb: 'meetings.take-part',
  params: z.object({ meetingId: id, opinionId: id }),
  body: z.object({ text: z.string().trim().min(1).max(19_000) }),
  response: z.object({}),
  errors: ['meetings.only-lead-or-recorder', 'meetings.petition-answered-already', 'platform.not-found'],
});

/** The first page of every person, in one round trip. */
export const getHome = route({
  method: 'GET',
  path: '/api/me/home',
  summary: 'What is next for me: meetings, tasks, notices',
  verb: 'signed-in',
  response: z.object({
    meetings: z.array(
      meetingSummary.extend({
        branchName: z.string(),
        role: z.enum(READER_ROLES),
        noticeSent: z.boolean(),
        hasComments: z.number().int(),
        /**
         * Of a member while the meeting goes on: the own mark, whether a vote waits for the own choice, and the open secret
         * ballot in which the member may vote.
         */
        own: z.object({ isPresent: z.boolean(), voteWaits: z.boolean(), ballotId: id.nullable() }).nullable(),
      }),
    ),
    tasks: z.array(
      z.object({
        taskId: id,
        branchId: id,
        title: z.string(),
        output: z.string(),
        dueOn: civilDate,
        state: z.string(),
        isOverdue: z.boolean(),
      }),
    ),
    notices: z.array(
      z.object({
        id,
        kind: z.enum(NOTICE_KINDS),
        meetingId: id.nullable(),
        branchName: z.string(),
        text: z.string(),
        at: z.iso.datetime(),
        isRead: z.boolean(),
      }),
    ),
    /** What other parts of the product have for this person to do; what is late stands first. */
    waiting: z.array(
      z.object({
        key: z.string(),
        text: z.string(),
        count: z.number().int(),
        /** What is counted, as it reads after the number. */
        counted: z.string(),
        unitName: z.string(),
        to: z.string(),
        isLate: z.boolean(),
      }),
    ),
    /** Parts of the product of which this could not be read now, or not whole, in words. */
    unread: z.array(z.string()),
    /** For a secretary: whether this and the next month have a meeting. */
    unplanned: z.array(z.object({ branchId: id, branchName: z.string(), month: yearMonth })),
    /** For a person without a branch and a post: where the last of them ended, and when. */
    lastPlace: z.object({ unitName: z.string(), endedOn: civilDate }).nullable(),
  }),
});

export const markNoticesRead = route({
  method: 'POST',
  path: '/api/me/notices/read',
  summary: 'Mark notices as read',
  verb: 'signed-in',
  body: z.object({ ids: z.array(id).max(500) }),
  response: z.object({}),
});

/** Event `meetings.closed`: the figures of a branch's month, told in the transaction that closes the meeting. */
export type MeetingClosed = {
  meetingId: string;
  branchId: string;
  month: string;
  kind: (typeof MEETING_KINDS)[number];
  plannedOn: string;
  heldOn: string;
  closedOn: string;
  base: number;
  present: number;
  excused: number;
  unexcused: number;
  spoke: number;
  minutes: number | null;
  ownScore: number | null;
  ownGrade: string | null;
  confirmedScore: number | null;
  confirmedGrade: string | null;
  papersLate: boolean | null;
  noticeLate: boolean | null;
  tasksDue: number;
  tasksDone: number;
  tasksDoneLate: number;
  tasksAssigned: number;
};
